"""Claims of every shape, and a casebook of hostile and ordinary ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.place import Place
from thistledown.casebook.record import Casebook, Unread
from thistledown.casebook.report import Capture, CleanText, Found, Report, report_id
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.terms import (
    ActorKind,
    Item,
    Kind,
    Modality,
    Pathway,
    Polarity,
    Precision,
    Slot,
    System,
)

TEXT = "=SUM(A1) said Puntland forces seized drones in Somalia."

words = st.text(st.characters(codec="utf-8"), max_size=30)
parties = st.builds(
    Party,
    literal=words,
    name=words,
    actor=st.none() | st.just("africa-corps"),
    kind=st.sampled_from(ActorKind),
    modality=st.sampled_from(Modality),
    alternative=st.sampled_from(["", "a", "b"]),
)
places = st.builds(
    Place,
    name=st.none() | words,
    country=st.sampled_from([None, "MLI"]),
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    radius_km=st.none() | st.floats(0, 1000),
)
spans = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 999), st.integers(1, 99))


@st.composite
def whens(draw: st.DrawFn) -> When:
    start = draw(st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1)))
    low = start or date(1990, 1, 1)
    ends = st.integers(0, 900).map(lambda days: low + timedelta(days=days))
    end = draw(ends if start is None else st.none() | ends)
    return When(start, end, draw(st.sampled_from(Precision)))


claims = st.builds(
    Claim,
    report=words,
    kind=st.sampled_from(Kind),
    providers=st.lists(parties, max_size=3).map(tuple),
    recipients=st.lists(parties, max_size=3).map(tuple),
    items=st.lists(st.sampled_from(Item), max_size=3, unique=True).map(tuple),
    system=st.none() | st.sampled_from(System),
    pathways=st.lists(
        st.tuples(st.sampled_from(Pathway), st.floats(0, 1)), min_size=1, max_size=3, unique_by=lambda p: p[0]
    ).map(tuple),
    when=st.none() | whens(),
    where=st.none() | places,
    holders=st.lists(words, max_size=3).map(tuple),
    modality=st.sampled_from(Modality),
    polarity=st.sampled_from(Polarity),
    generic=st.booleans(),
    confidence=st.floats(0, 1),
    quote=words,
    quote_span=st.none() | spans,
    spans=st.dictionaries(st.sampled_from(Slot), spans),
    coder=words,
    codebook=words,
    citation=st.none()
    | st.builds(
        Citation,
        url=words,
        source=words,
        publisher=words,
        published=st.none() | words,
        language=st.none() | words,
        note=words,
    ),
    reasons=st.lists(words, max_size=2).map(tuple),
)


def cited(source: str, where: Place | None, **given: object) -> Claim:
    """A claim coded by hand from a page."""
    slots: dict[str, object] = {
        "report": "",
        "kind": Kind.SEIZURE,
        "recipients": (Party(literal="Puntland forces", name="Puntland forces"),),
        "pathways": ((Pathway.BATTLEFIELD, 0.75), (Pathway.UNKNOWN, 0.25)),
        "when": When.parse("2025-06"),
        "where": where,
        "confidence": 0.9,
        "holders": ("Puntland government",),
        "coder": "tester",
        "codebook": "test",
        "citation": Citation(
            url=f"https://example.org/{source}",
            source=source,
            publisher="@publisher",
            published="2025-06-10",
            language="en",
            note="",
        ),
    }
    return Claim(**{**slots, **given})  # type: ignore[arg-type]


def read_from_text() -> Claim:
    """A claim with words, whose quote would run in a spreadsheet."""
    start = TEXT.index("seized")
    return Claim(
        report="",
        kind=Kind.SEIZURE,
        providers=(Party(literal="+ARRAY", name="+ARRAY"),),
        confidence=0.5,
        quote=TEXT,
        quote_span=Span(0, len(TEXT)),
        spans={Slot.TRIGGER: Span(start, start + 6)},
        coder="reader 1",
        codebook="test",
    )


def fill(book: Casebook, sources: Sequence[str]) -> None:
    """Three events and one report."""
    first, second = sources[:2]
    book.add_events(
        [
            (
                "b-event",
                "Puntland forces seized drones",
                [cited(first, Place("Bosaso", "SOM", 11.28, 49.18, 30.0)), cited(second, None)],
                "reported",
                False,
            ),
            ("a-event", '=HYPERLINK("https://evil.example")', [cited(first, None)], "alleged", True),
            ("c-event", "An event without claims", [], None, False),
        ],
        coder="tester",
    )
    item = Found(
        capture=Capture(
            content=TEXT.encode(),
            media_type="text/plain",
            locator="seen.txt",
            connector="file",
            connector_version="1",
            captured_at=datetime(2026, 1, 1, tzinfo=UTC),
        ),
        reports=(
            Report(
                title="Seen",
                outlet="-Outlet",
                text=CleanText(text=TEXT, offsets=OffsetMap.whole(TEXT), extractor="plain 1"),
            ),
        ),
    )
    book.take_in(item)
    kept = book.view().report(report_id(item.capture.sha256, ""))
    unread = Unread(kept.text_id, kept.id, kept.text or "", None, None, kept.title)
    book.add_readings("reader 1", "test", [(unread, [read_from_text()], [])])
