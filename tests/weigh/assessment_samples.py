"""Invented sources, claims and lines that the assessment's tests share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.view import RecordedClaim, RecordedEvent
from thistledown.codebook.terms import ActorKind, Kind, Modality, Polarity, Reliability
from thistledown.weigh.echoes.edge import Edge, Relation
from thistledown.weigh.knowledge import ActorFacts, Knowledge, SourceFacts
from thistledown.weigh.line import Line, lines_of_event

GIVER = Party(literal="Aland", name="Aland", actor="aland", kind=ActorKind.STATE)
TAKER = Party(literal="the band", name="the band", actor="band", kind=ActorKind.NON_STATE_ARMED_GROUP)

SOURCES = {
    item.id: item
    for item in (
        SourceFacts("agency", "Agency", "news-agency", "GBR", "independent", None, Reliability.B),
        SourceFacts("daily", "Daily", "outlet", "FRA", "commercial", None, Reliability.C),
        SourceFacts("weekly", "Weekly", "outlet", "FRA", "commercial", None, Reliability.C),
        SourceFacts("blog", "Blog", "blog", None, "unknown", None, Reliability.F),
        SourceFacts("mill", "Mill", "aggregator", "BBB", "state-aligned", "mills", Reliability.E),
        SourceFacts("mill-2", "Second mill", "aggregator", "BBB", "state-aligned", "mills", Reliability.D),
        SourceFacts("enemy", "Bland office", "office", "BBB", "party-to-conflict", None, Reliability.D),
        SourceFacts("accused", "Aland office", "office", "AAA", "party-to-conflict", None, Reliability.D),
        SourceFacts("monitor", "Monitor", "research", None, "ngo", None, Reliability.B),
    )
}
KNOWN = Knowledge(
    sources=SOURCES,
    actors={
        "aland": ActorFacts(ActorKind.STATE, "AAA"),
        "band": ActorFacts(ActorKind.NON_STATE_ARMED_GROUP, None),
    },
    opponents=frozenset({("AAA", "BBB"), ("BBB", "AAA")}),
)


def claim(
    number: int,
    source: str = "daily",
    *,
    kind: Kind = Kind.TRANSFER,
    modality: Modality = Modality.ASSERTED,
    denies: bool = False,
    generic: bool = False,
    holders: tuple[str, ...] = (),
    note: str = "",
    url: str = "",
    **more: Any,
) -> RecordedClaim:
    """One claim on a page of its own, unless `url` says otherwise."""
    parties: dict[str, Any] = {"providers": (GIVER,), "recipients": (TAKER,)}
    return RecordedClaim(
        id=f"c-{number:03d}",
        text_id=None,
        recorded_at="2025-06-01T00:00:00.000000Z",
        claim=Claim(
            report="",
            kind=kind,
            modality=Modality.DENIED if denies else modality,
            polarity=Polarity.NEGATIVE if denies else Polarity.POSITIVE,
            generic=generic,
            holders=holders,
            confidence=more.pop("confidence", 1.0),
            coder="a team",
            codebook="1",
            citation=Citation(
                url=url or address(number),
                source=source,
                publisher=source,
                published=f"2025-06-{number % 28 + 1:02d}",
                language="en",
                note=note,
            ),
            **(parties | more),
        ),
    )


def address(number: int) -> str:
    return f"https://example.org/{number:03d}"


def event(*claims: RecordedClaim) -> RecordedEvent:
    return RecordedEvent(
        id="an-event",
        title="An event",
        certainty=None,
        first_use=False,
        coder="a team",
        recorded_at="2025-06-01T00:00:00.000000Z",
        claims=claims,
    )


def copies(*pairs: tuple[int, int]) -> list[Edge]:
    """The second page of each pair copies the first, and copies of one page are alike."""
    found = [Edge(address(one), address(other), Relation.COPY, 0.9) for one, other in pairs]
    for (origin, one), (same, other) in combinations(pairs, 2):
        if origin == same:
            found.append(Edge(address(one), address(other), Relation.COPY, 0.85))
    return found


def lines(found: RecordedEvent, edges: Sequence[Edge] = ()) -> tuple[Line, ...]:
    return lines_of_event(found, edges)


@st.composite
def cases(draw: st.DrawFn) -> tuple[RecordedEvent, list[Edge]]:
    """An event with some claims of any sort, some of which copy earlier ones."""
    kind = draw(st.sampled_from(list(Kind)))
    claims, edges = [], []
    for number in range(draw(st.integers(1, 7))):
        claims.append(
            claim(
                number,
                draw(st.sampled_from(sorted(SOURCES))),
                kind=kind,
                modality=draw(st.sampled_from([item for item in Modality if item is not Modality.DENIED])),
                denies=draw(st.booleans()),
                generic=draw(st.integers(0, 9)) == 0,
                holders=draw(st.sampled_from([(), (), ("unnamed officials",), ("Reuters", "a ministry")])),
                confidence=draw(st.floats(0.0, 1.0)),
            )
        )
        if number and draw(st.booleans()):
            edges += copies((draw(st.integers(0, number - 1)), number))
    return event(*claims), edges
