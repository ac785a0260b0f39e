"""Reports: the list, and the reader with its marked words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from thistledown.casebook.claim import Claim
from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.report_list import (
    ReportChoice,
    ReportOrder,
    claims_per_report,
    count_reports,
    listed_reports,
    report_languages,
    report_sources,
)
from thistledown.casebook.span import Span
from thistledown.casebook.view import RecordedClaim, View
from thistledown.serve.api.asked import Question
from thistledown.serve.api.claims import EventNamed, SlotWords, slot_words
from thistledown.serve.api.shown_claim import (
    ReportBrief,
    ShownClaim,
    brief,
    shown_claims,
    sources_of,
)
from thistledown.serve.paint import QUOTE, Mark
from thistledown.serve.segments import TextBlock, blocks, direction

router = APIRouter(prefix="/reports", tags=["reports"])

PER_PAGE = 50
# Links of a page that are listed.
LINKS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report in the list.

    Attributes:
        report: what it is.
        claims: how many were read in it.
        recorded_at: when the record got it (UTC).
    """

    report: ReportBrief
    claims: int
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A value to choose by and how many reports have it; `id` is "" where it is not known."""

    id: str
    name: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportList:
    """A page of reports.

    Attributes:
        total: how many there are of the choice.
        page: counted from 1.
        pages: how many pages.
        lines: this page's reports.
        languages: all languages of the record.
        sources: all sources with a report in the record.
    """

    total: int
    page: int
    pages: int
    lines: tuple[ReportLine, ...]
    languages: tuple[Tally, ...]
    sources: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class TextMark:
    """A span of the text: what it stands for, of which claim (or pair of passages), in code points."""

    slot: str
    claim: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownText:
    """A clean text cut up for showing.

    Attributes:
        direction: rtl or auto.
        language: BCP 47 tag, or None.
        characters: length in code points.
        blocks: its paragraphs.
        marks: what pieces point into by place.
    """

    direction: str
    language: str | None
    characters: int
    blocks: tuple[TextBlock, ...]
    marks: tuple[TextMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClaim:
    """A claim of the report with the words of its slots."""

    claim: ShownClaim
    words: tuple[SlotWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report as the reader shows it.

    Attributes:
        report: what it is.
        author_kind: newsroom, news-agency, office, account, organisation or unknown.
        part: which part of the capture it is; "" for the only one.
        locator: where the capture was found.
        extractor: what made the clean text.
        sha256: address of the capture.
        recorded_at: when the record got it (UTC).
        notes: what the connector wants a person to know.
        links: addresses it links to, the first of them.
        more_links: how many more.
        text: the clean text.
        claims: read in this text, in its order.
        event: the event whose coded summary this is, or None.
    """

    report: ReportBrief
    author_kind: str
    part: str
    locator: str
    extractor: str
    sha256: str
    recorded_at: str
    notes: tuple[str, ...]
    links: tuple[str, ...]
    more_links: int
    text: ShownText
    claims: tuple[ReadClaim, ...]
    event: EventNamed | None


@router.get("")
def reports(
    ask: Question,
    language: Annotated[str | None, Query(max_length=12)] = None,
    source: Annotated[str | None, Query(max_length=120)] = None,
    since: Annotated[str | None, Query(alias="from", pattern=r"^\d{4}-\d\d-\d\d$")] = None,
    until: Annotated[str | None, Query(alias="to", pattern=r"^\d{4}-\d\d-\d\d$")] = None,
    text: Annotated[str | None, Query(max_length=300, description="Words to search for.")] = None,
    claims: Annotated[bool, Query(description="Only reports in which a claim was read.")] = False,
    order: ReportOrder = ReportOrder.TAKEN_IN,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> ReportList:
    """Reports, newest first, by language, source, day of publication, words, and whether claims were read."""
    view = ask.view
    found = [hit.id for hit in view.search(text, limit=500, subject="report")] if text else None
    choice = ReportChoice(
        language=language or None,
        source=source or None,
        since=since,
        until=until,
        claims=claims,
        ids=found,
    )
    total = count_reports(view, choice)
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    shown = listed_reports(view, choice, order=order, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    counted = claims_per_report(view, [one.id for one in shown]) if shown else {}
    sources = sources_of(ask)
    by_source = ask.kept("reports by source", lambda: report_sources(view))
    by_language = ask.kept("reports by language", lambda: report_languages(view))
    return ReportList(
        total=total,
        page=page,
        pages=pages,
        lines=tuple(
            ReportLine(report=brief(one, sources), claims=counted.get(one.id, 0), recorded_at=one.recorded_at)
            for one in shown
        ),
        languages=tuple(Tally(key, key, n) for key, n in by_language.items()),
        sources=tuple(
            Tally(key, known.name if (known := sources.get(key)) else key, n) for key, n in by_source.items()
        ),
    )


@router.get("/{id}")
def report_page(ask: Question, id: str) -> ReportPage:
    """One report: its text with every claim's words marked."""
    view = ask.view
    found = view.report(id)
    text, offsets = view.text(found.text_id)
    claims = [one for one in view.claims_of_report(found.id) if one.text_id == found.text_id]
    shown = shown_claims(ask, claims)
    return ReportPage(
        report=brief(found, sources_of(ask)),
        author_kind=found.author_kind,
        part=found.part,
        locator=found.locator,
        extractor=found.extractor,
        sha256=found.sha256,
        recorded_at=found.recorded_at,
        notes=found.notes,
        links=found.links[:LINKS],
        more_links=max(0, len(found.links) - LINKS),
        text=shown_text(text, found.language, _marks(claims)),
        claims=tuple(
            ReadClaim(claim=item, words=slot_words(one, text, offsets))
            for one, item in zip(claims, shown, strict=True)
        ),
        event=_event_of(view, found.part),
    )


def shown_text(text: str, language: str | None, marks: Sequence[Mark]) -> ShownText:
    """A clean text cut at the edges of its marks."""
    marks = tuple(dict.fromkeys(marks))
    return ShownText(
        direction=direction(language),
        language=language,
        characters=len(text),
        blocks=tuple(blocks(text, marks)),
        marks=tuple(TextMark(mark.slot, mark.claim, mark.span.start, mark.span.end) for mark in marks),
    )


def _marks(claims: Sequence[RecordedClaim]) -> list[Mark]:
    return [Mark(span, slot, one.id) for one in claims for slot, span in _spans(one.claim)]


def _spans(item: Claim) -> list[tuple[str, Span]]:
    found = [(slot.value, span) for slot, span in item.spans.items()]
    return [(QUOTE, item.quote_span), *found] if item.quote_span else found


def _event_of(view: View, part: str) -> EventNamed | None:
    """The event whose summary the report is, if it is one."""
    try:
        found = view.event(part) if part else None
    except UnknownIdError:
        return None
    return EventNamed(found.id, found.title) if found else None
