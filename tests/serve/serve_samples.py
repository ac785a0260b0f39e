"""What a casebook for the page tests holds: atlas events, reports in three scripts, a hostile page."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.place import Place
from thistledown.casebook.record import Casebook, Unread
from thistledown.casebook.report import Capture, CleanText, Found, Report, report_id
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.atlas import AtlasEvent
from thistledown.codebook.loader import codebook_version
from thistledown.codebook.terms import (
    ActorKind,
    Item,
    Kind,
    Modality,
    Pathway,
    Polarity,
    Precision,
    Slot,
    Stance,
)

with warnings.catch_warnings():
    # Starlette would rather have its client's successor; the interface is the same.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient as TestClient

ENGLISH = (
    "Wagner instructors trained Malian soldiers.\n\n"
    "RIA reported on Tuesday that Africa Corps instructors trained Malian soldiers to fly quadcopters "
    "in Bamako in June 2025. Kyiv denied any role.\n\nA last line of its own."
)
ARABIC = (
    "قال متحدث إن مدربين من فيلق أفريقيا دربوا جنودا ماليين على تشغيل طائرات مسيرة في باماكو.\n\n"
    "ونفت الحكومة ذلك يوم الثلاثاء."
)
HOSTILE_TITLE = '<script>alert("title")</script>\u202eevil\u202c'
HOSTILE_TEXT = (
    'Before <script>alert("text")</script> & <img src=x onerror=alert(1)> after.\n\n'
    "An override \u202edesrever\u202c and a bell \x07 here. Militia X gave drones to Militia Y."
)


def span_of(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def atlas_claims(event: AtlasEvent, codebook: str) -> list[Claim]:
    """The claims of an atlas event, one a citation; the real ones are made by another room."""
    modality = {
        Stance.ASSERTS: Modality.REPORTED,
        Stance.ALLEGES: Modality.ALLEGED,
        Stance.DENIES: Modality.DENIED,
        Stance.SPECULATES: Modality.SPECULATED,
    }
    registry = _registry_names()

    def parties(role: str) -> tuple[Party, ...]:
        return tuple(
            Party(
                literal=party.raw,
                name=registry[party.actor][0],
                actor=party.actor,
                kind=registry[party.actor][1],
                modality=party.modality,
                alternative=party.group,
            )
            for party in event.parties
            if party.role == role
        )

    return [
        Claim(
            report="",
            kind=event.kind,
            providers=parties("provider"),
            recipients=parties("recipient"),
            items=event.items,
            system=event.system,
            pathways=((event.pathway, 1.0),),
            when=When(event.date_start, event.date_end, event.date_precision),
            where=Place(event.place, event.country, event.lat, event.lon)
            if event.place or event.country
            else None,
            modality=modality[cited.stance],
            polarity=Polarity.NEGATIVE if cited.stance is Stance.DENIES else Polarity.POSITIVE,
            confidence=0.9,
            coder="atlas",
            codebook=codebook,
            citation=Citation(
                url=cited.url,
                source=cited.source,
                publisher=cited.publisher,
                published=cited.published,
                language=cited.language,
                note=cited.note,
            ),
        )
        for cited in event.citations
    ]


def _registry_names() -> dict[str, tuple[str, ActorKind]]:
    from thistledown.codebook.registry import registry

    return {actor.id: (actor.name, actor.kind) for actor in registry().actors}


def found(content: bytes, *reports: Report, locator: str = "page.txt") -> Found:
    return Found(
        capture=Capture(
            content=content,
            media_type="text/plain",
            locator=locator,
            connector="file",
            connector_version="1",
            captured_at=datetime(2026, 1, 5, 12, tzinfo=UTC),
        ),
        reports=reports,
    )


def report_of(text: str, **given: object) -> Report:
    return Report(
        text=CleanText(text=text, offsets=OffsetMap.whole(text), extractor="plain 1"),
        **given,  # type: ignore[arg-type]
    )


def read_claim(
    text: str,
    quote: str,
    spans: dict[Slot, Span],
    *,
    provider: Party | None,
    recipient: Party | None,
    modality: Modality = Modality.REPORTED,
    confidence: float = 0.8,
    **given: object,
) -> Claim:
    return Claim(
        report="",
        kind=Kind.TRAINING,
        providers=(provider,) if provider else (),
        recipients=(recipient,) if recipient else (),
        items=(Item.KNOWLEDGE,),
        pathways=((Pathway.STATE_TRANSFER, 0.8), (Pathway.INDIVIDUAL, 0.2)),
        modality=modality,
        confidence=confidence,
        quote=quote,
        quote_span=span_of(text, quote),
        spans=spans,
        coder="tester 1",
        codebook=codebook_version(),
        reasons=("trigger: trained",),
        **given,  # type: ignore[arg-type]
    )


AFRICA_CORPS = Party(
    literal="Africa Corps",
    name="Africa Corps",
    actor="africa-corps",
    kind=ActorKind.STATE_FORCE,
)
MALI = Party(
    literal="Malian soldiers",
    name="Armed Forces of Mali",
    actor="mali-armed-forces",
    kind=ActorKind.STATE_FORCE,
)


def english_claims() -> list[Claim]:
    sentence = ENGLISH[ENGLISH.index("RIA") : ENGLISH.index(" Kyiv")]
    nested = read_claim(
        ENGLISH,
        sentence,
        {
            Slot.TRIGGER: span_of(ENGLISH, "trained", 1),
            Slot.PROVIDER: span_of(ENGLISH, "Africa Corps instructors"),
            Slot.RECIPIENT: span_of(ENGLISH, "Malian soldiers", 1),
            Slot.ITEM: span_of(ENGLISH, "fly quadcopters"),
            Slot.PLACE: span_of(ENGLISH, "Bamako"),
            Slot.DATE: span_of(ENGLISH, "June 2025"),
            Slot.HOLDER: span_of(ENGLISH, "RIA"),
            Slot.CUE: span_of(ENGLISH, "reported"),
        },
        provider=AFRICA_CORPS,
        recipient=MALI,
        holders=("RIA",),
        when=When(date(2025, 6, 1), date(2025, 6, 30), Precision.MONTH),
        where=Place("Bamako", "MLI", 12.65, -8.0, 25.0),
    )
    crossing = read_claim(
        ENGLISH,
        sentence,
        {
            Slot.TRIGGER: span_of(ENGLISH, "instructors trained Malian"),
            Slot.PROVIDER: span_of(ENGLISH, "Africa Corps"),
        },
        provider=AFRICA_CORPS,
        recipient=None,
        modality=Modality.ALLEGED,
        confidence=0.4,
    )
    return [nested, crossing]


def keep(book: Casebook, item: Found, claims: dict[str, list[Claim]]) -> None:
    """Take a capture in and keep the claims given for each part."""
    item = Found(capture=item.capture, reports=tuple(item.reports))
    book.take_in(item)
    view = book.view()
    readings = []
    for one in item.reports:
        kept = view.report(report_id(item.capture.sha256, one.part))
        unread = Unread(kept.text_id, kept.id, kept.text or "", kept.language, None, kept.title)
        readings.append((unread, claims.get(one.part, []), []))
    book.add_readings("tester 1", codebook_version(), readings)


def fill(book: Casebook, events: list[AtlasEvent]) -> None:
    """Events with their claims and summaries, and reports in three scripts."""
    version = codebook_version()
    book.add_events(
        [(one.id, one.summary, atlas_claims(one, version), one.certainty.value, one.first) for one in events],
        coder="atlas",
    )
    summaries = [report_of(one.summary, part=one.id, title="Atlas summary", language="en") for one in events]
    content = "\n".join(one.summary for one in events).encode()
    first = events[0]
    party = atlas_claims(first, version)[0]
    keep(
        book,
        found(content, *summaries, locator="data/atlas_events.csv"),
        {
            first.id: [
                Claim(
                    report="",
                    kind=first.kind,
                    providers=party.providers,
                    recipients=party.recipients,
                    when=party.when,
                    where=party.where,
                    confidence=0.7,
                    quote=first.summary,
                    quote_span=Span(0, len(first.summary)),
                    spans={Slot.TRIGGER: Span(0, 4)},
                    coder="tester 1",
                    codebook=version,
                )
            ]
        },
    )
    keep(
        book,
        found(
            ENGLISH.encode(),
            report_of(
                ENGLISH,
                title="Instructors in Bamako",
                language="en",
                url="https://example.org/bamako",
                outlet="Example Post",
                published=When.parse("2025-06-12"),
                links=("https://example.org/a", "javascript:alert(1)"),
                notes=("cut off at the source",),
            ),
            locator="bamako.txt",
        ),
        {"": english_claims()},
    )
    keep(
        book,
        found(ARABIC.encode(), report_of(ARABIC, title="مدربون في باماكو", language="ar"), locator="ar.txt"),
        {
            "": [
                read_claim(
                    ARABIC,
                    ARABIC.split("\n\n")[0],
                    {
                        Slot.TRIGGER: span_of(ARABIC, "دربوا"),
                        Slot.PROVIDER: span_of(ARABIC, "فيلق أفريقيا"),
                        Slot.RECIPIENT: span_of(ARABIC, "جنودا ماليين"),
                        Slot.ITEM: span_of(ARABIC, "طائرات مسيرة"),
                        Slot.PLACE: span_of(ARABIC, "باماكو"),
                        Slot.HOLDER: span_of(ARABIC, "متحدث"),
                    },
                    provider=AFRICA_CORPS,
                    recipient=MALI,
                    holders=("متحدث",),
                )
            ]
        },
    )
    keep(
        book,
        found(
            HOSTILE_TEXT.encode(),
            report_of(
                HOSTILE_TEXT,
                title=HOSTILE_TITLE,
                url="javascript:alert(document.domain)",
                outlet='"><script>alert(2)</script>',
                links=("data:text/html,<script>alert(3)</script>", 'https://ok.example/x"onclick="alert(4)'),
            ),
            locator='<b>"hostile".txt',
        ),
        {
            "": [
                read_claim(
                    HOSTILE_TEXT,
                    "Militia X gave drones to Militia Y.",
                    {Slot.TRIGGER: span_of(HOSTILE_TEXT, "gave")},
                    provider=Party(literal="Militia X", name='Militia <i onmouseover="x">X</i>'),
                    recipient=None,
                ),
                read_claim(
                    HOSTILE_TEXT,
                    '<script>alert("text")</script>',
                    {Slot.TRIGGER: span_of(HOSTILE_TEXT, "alert")},
                    provider=None,
                    recipient=None,
                ),
            ]
        },
    )
