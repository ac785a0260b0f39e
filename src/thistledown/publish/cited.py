"""Claims with what an export must never drop: their sources, grades and events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import RowMapping

from thistledown.casebook.claim import Claim
from thistledown.casebook.intake_rows import RecordedReport
from thistledown.casebook.schema import report
from thistledown.casebook.view import RecordedClaim, View

# Claims read at a time: what an export holds in memory at most.
CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a claim was found.

    Attributes:
        id: of the casebook's source, or None when the outlet is not known to it.
        name: the source's name, the outlet as the page names it, or the address; never empty.
        grade: reliability A to F in force, or None when not graded.
        network: who it belongs to, where known.
        url: the address of the page, where there is one.
    """

    id: str | None
    name: str
    grade: str | None
    network: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedClaim:
    """A claim with its source and the events it is about."""

    recorded: RecordedClaim
    source: Source
    events: tuple[str, ...]

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.recorded.claim


class SourceBook:
    """The sources of a view, looked up once."""

    def __init__(self, view: View) -> None:
        self._profiles: dict[str, RowMapping] = {row["source_id"]: row for row in view.sources()}
        self._grades = view.grades()

    def of(self, item: Claim, told: RecordedReport | None) -> Source:
        """Where a claim was found: its citation, or the report it was read from."""
        if item.citation is not None:
            cited = item.citation
            return self._named(cited.source, cited.publisher, cited.url)
        if told is None:
            return self._named(None, item.report or "not stated", None)
        return self._named(told.source, told.outlet or told.url or told.locator, told.url)

    def _named(self, key: str | None, fallback: str, url: str | None) -> Source:
        profile = self._profiles.get(key) if key else None
        return Source(
            id=key,
            name=profile["name"] if profile else fallback or key or "not stated",
            grade=self._grades.get(key) if key else None,
            network=profile["network"] if profile else None,
            url=url,
        )


def cited_claims(view: View) -> Iterator[CitedClaim]:
    """All claims of a view in order of their ids, read in chunks."""
    book = SourceBook(view)
    after = ""
    while chunk := view.claims(after=after, limit=CHUNK):
        after = chunk[-1].id
        wanted = {one.claim.report for one in chunk if one.claim.report}
        told = {one.id: one for one in view.reports(report.c.id.in_(wanted), limit=len(wanted))}
        events = view.events_of_claims([one.id for one in chunk])
        for one in chunk:
            yield CitedClaim(
                recorded=one,
                source=book.of(one.claim, told.get(one.claim.report)),
                events=tuple(events.get(one.id, ())),
            )
