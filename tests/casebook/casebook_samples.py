"""Small invented reports and claims that the casebook's tests share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.echo_rows import RecordedEcho
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.record import Casebook, TakenIn, Unread
from thistledown.casebook.report import Capture, CleanText, Found, Report, report_id
from thistledown.casebook.span import Span
from thistledown.codebook.terms import Item, Kind, Modality, Pathway, Slot

MOMENT = datetime(2025, 7, 1, 12, tzinfo=UTC)
# Makes empty casebooks, each its own.
NewCasebook = Callable[[], Casebook]

CODER = "trivial 1"
CODEBOOK = "1"


def found(text: str, locator: str = "/reports/a.txt", *, parts: Sequence[str] = ("",)) -> Found:
    """A capture of plain text with one report for each part, all with the same words."""
    capture = Capture(
        content=text.encode(),
        media_type="text/plain",
        locator=locator,
        connector="test",
        connector_version="1",
        captured_at=MOMENT,
    )
    clean = CleanText(text=text, offsets=OffsetMap.whole(text), extractor="plain 1")
    return Found(capture=capture, reports=[Report(part=part, title="A title", text=clean) for part in parts])


def take_in(casebook: Casebook, text: str, locator: str = "/reports/a.txt") -> TakenIn:
    return casebook.take_in(found(text, locator))


def id_of(text: str) -> str:
    """The id of the report that `found(text)` holds."""
    return report_id(found(text).capture.sha256, "")


def echo_between(
    origin: str, echo: str, *, relation: str = "relay", probability: float = 0.8
) -> RecordedEcho:
    """One taken-in text leaning on another."""
    return RecordedEcho(
        origin=id_of(origin),
        echo=id_of(echo),
        relation=relation,
        probability=probability,
        evidence={"credit": "they say"},
        coder="weigher 0",
    )


def claim_on(text: str, words: str) -> Claim:
    """A claim whose quote and trigger are the first occurrence of some words."""
    start = text.index(words)
    span = Span(start, start + len(words))
    return Claim(
        report="",
        kind=Kind.TRAINING,
        providers=(Party(literal=words, name=words),),
        items=(Item.KNOWLEDGE,),
        pathways=((Pathway.STATE_TRANSFER, 0.75), (Pathway.PEER, 0.25)),
        holders=("an outlet", "unnamed officials"),
        modality=Modality.REPORTED,
        confidence=0.7,
        quote=words,
        quote_span=span,
        spans={Slot.TRIGGER: span},
        coder=CODER,
        codebook=CODEBOOK,
        reasons=("rule 1",),
    )


def coded(source: str, *, kind: Kind = Kind.USE) -> Claim:
    """A claim coded by hand from a cited page."""
    return Claim(
        report="",
        kind=kind,
        recipients=(Party(literal="a group", name="a group"),),
        confidence=0.9,
        coder="a team",
        codebook=CODEBOOK,
        citation=Citation(
            url="https://example.org/page",
            source=source,
            publisher="Example",
            published="2025-06",
            language="en",
        ),
    )


def unread(casebook: Casebook, coder: str = CODER) -> list[Unread]:
    return casebook.unread(coder, CODEBOOK)


def words_coder(casebook: Casebook, coder: str = CODER) -> int:
    """Read all that is unread with a trivial coder: one claim for every word "drone"."""
    added = 0
    while batch := casebook.unread(coder, CODEBOOK):
        readings = []
        for item in batch:
            claims, at = [], 0
            while (at := item.text.find("drone", at)) >= 0:
                span = Span(at, at + 5)
                claims.append(
                    Claim(
                        report=item.report_id,
                        kind=Kind.SIGHTING,
                        confidence=0.5,
                        quote="drone",
                        quote_span=span,
                        spans={Slot.ITEM: span},
                        coder=coder,
                        codebook=CODEBOOK,
                    )
                )
                at += 5
            readings.append((item, claims, ["trivial"]))
        added += casebook.add_readings(coder, CODEBOOK, readings)
    return added
