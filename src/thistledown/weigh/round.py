"""One round of weighing over a casebook: who copied whom, then actors, then events."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from thistledown.casebook.echo_rows import RecordedEcho
from thistledown.casebook.intake_rows import RecordedReport
from thistledown.casebook.record import Casebook
from thistledown.weigh.echoes.edge import Edge
from thistledown.weigh.echoes.index import EchoIndex, filing_order
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.events.joiner import JoinedUp, join_events
from thistledown.weigh.lookups import report_ids, report_texts
from thistledown.weigh.resolution.resolver import Resolved, resolve_actors

ECHOER = "echoes 0.1"
# Reports filed between two writes to the record.
BATCH = 2_000

# Told what is being done, how many are done, and of how many.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Echoed:
    """What was found about who leans on whom.

    Attributes:
        reports: reports looked at for the first time.
        echoes: pairs new to the record, those told apart included.
    """

    reports: int
    echoes: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a round of weighing did."""

    echoes: Echoed
    actors: Resolved
    events: JoinedUp

    def as_json(self) -> dict[str, Any]:
        """The counts of each step."""
        return asdict(self)


def weigh(casebook: Casebook, progress: Progress | None = None) -> Weighed:
    """Bring echoes, actors and events up to the record's reports and claims.

    Each step adds only what is new and leaves what analysts did; doing it again adds nothing.
    """
    tell = progress or (lambda what, done, total: None)
    return Weighed(
        echoes=find_echoes(casebook, lambda done, total: tell("Looking for echoes", done, total)),
        actors=resolve_actors(casebook, lambda done, total: tell("Matching actors", done, total)),
        events=join_events(casebook, lambda done, total: tell("Joining events", done, total)),
    )


def find_echoes(casebook: Casebook, progress: Callable[[int, int], None] | None = None) -> Echoed:
    """Find which reports lean on which, for those not looked at yet, and keep it in the record."""
    path = casebook.paths.echo_index
    view = casebook.view()
    every = report_ids(view)
    index = _index(path, every)
    new = [key for key in every if key not in index]
    found = done = 0
    for start in range(0, len(new), BATCH):
        # Within a batch older reports are filed first; the index sets right what comes later.
        texts = [_text(item) for item in report_texts(view, new[start : start + BATCH])]
        edges: list[Edge] = []
        apart = len(index.apart)
        for report in filing_order(texts):
            edges += index.add(report)
            done += 1
            if progress is not None and (done % 50 == 0 or done == len(new)):
                progress(done, len(new))
        found += casebook.add_echoes([_row(edge) for edge in (*edges, *index.apart[apart:])])
    if new:
        # Last: a cache must not know of reports whose echoes the record does not hold.
        index.save(path)
    return Echoed(done, found)


def _index(path: Path, every: Collection[str]) -> EchoIndex:
    """The cached index, or an empty one where there is none or it is not of this record."""
    if path.exists():
        try:
            index = EchoIndex.load(path)
        except ValueError:
            return EchoIndex()
        known = frozenset(every)
        if all(report.id in known for report in index.reports):
            return index
    return EchoIndex()


def _text(item: RecordedReport) -> ReportText:
    return ReportText(
        id=item.id,
        text=item.text or "",
        url=item.url,
        published=item.published.start if item.published else None,
        language=item.language,
        title=item.title,
        source=item.source,
    )


def _row(edge: Edge) -> RecordedEcho:
    shown = edge.as_json()
    evidence: dict[str, Any] = {key: shown[key] for key in ("evidence", "drift") if key in shown}
    return RecordedEcho(
        origin=edge.origin,
        echo=edge.echo,
        relation=edge.relation.value,
        probability=round(edge.probability, 4),
        evidence=evidence,
        coder=ECHOER,
    )
