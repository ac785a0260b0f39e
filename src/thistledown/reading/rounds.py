"""Reading everything in a casebook that the reader has not read yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from thistledown.casebook.record import BATCH, Casebook, Unread
from thistledown.codebook.loader import codebook_version
from thistledown.reading.reader import CODER, reader


@dataclass(slots=True)
class ReadingRound:
    """What one round of reading did.

    Attributes:
        reports: reports read.
        silent: of these, reports without a claim.
        new: claims that are new to the record.
        claims: claims found, those already known included.
        notes: why reports gave nothing, with how often.
    """

    reports: int = 0
    silent: int = 0
    new: int = 0
    claims: int = 0
    notes: dict[str, int] = field(default_factory=dict)


def read_unread(
    casebook: Casebook,
    *,
    reports: Sequence[str] | None = None,
    progress: Callable[[ReadingRound], None] | None = None,
) -> ReadingRound:
    """Read what is unread, in batches that are each kept whole or not at all.

    Args:
        casebook: where the texts are, and where claims go.
        reports: only these; all when left out.
        progress: called after each batch with what was done so far.
    """
    codebook = codebook_version()
    done = ReadingRound()
    for batch in _batches(casebook, codebook, reports):
        found = []
        for unread in batch:
            read = reader().read_report(
                unread.text,
                published=unread.published_start,
                language=unread.language,
                report=unread.report_id,
            )
            found.append((unread, read.claims, read.notes))
            done.reports += 1
            done.silent += not read.claims
            done.claims += len(read.claims)
            for note in read.notes:
                done.notes[note] = done.notes.get(note, 0) + 1
        done.new += casebook.add_readings(CODER, codebook, found)
        if progress is not None:
            progress(done)
    return done


def _batches(casebook: Casebook, codebook: str, reports: Sequence[str] | None) -> Iterator[list[Unread]]:
    if reports is None:
        while batch := casebook.unread(CODER, codebook):
            yield batch
        return
    for start in range(0, len(reports), BATCH):
        if batch := casebook.unread(CODER, codebook, reports=reports[start : start + BATCH]):
            yield batch
