"""Reports: the list, the reader with its highlighted spans, and the capture behind it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import PlainTextResponse, Response

from thistledown import __version__
from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.offsets import OffsetMap, RawRange
from thistledown.casebook.schema import claim, report
from thistledown.casebook.span import Span
from thistledown.casebook.view import RecordedClaim
from thistledown.codebook.terms import Slot
from thistledown.serve.page import Page
from thistledown.serve.paint import QUOTE, Mark, paint
from thistledown.serve.words import Words

PER_PAGE = 50
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSpan:
    """A span with its words and the captured bytes they came from."""

    slot: str
    span: Span
    words: str
    raw: tuple[RawRange, ...]


def shown_spans(one: RecordedClaim, text: str, offsets: OffsetMap) -> list[ShownSpan]:
    """The spans of a claim, the quote first, then in the order of the slots."""
    found: list[tuple[str, Span]] = []
    if one.claim.quote_span is not None:
        found.append((QUOTE, one.claim.quote_span))
    found += [(slot.value, one.claim.spans[slot]) for slot in Slot if slot in one.claim.spans]
    return [
        ShownSpan(slot=slot, span=span, words=span.of(text), raw=tuple(offsets.raw(span, text)))
        for slot, span in found
    ]


def reports(page: Page) -> Response:
    """`/reports`: newest last, as they came in."""
    number = page.ask_number("page", 1)
    language = page.ask("language", 12)
    where = [report.c.language == language] if language else []
    found = page.view.reports(*where, limit=PER_PAGE + 1, offset=(number - 1) * PER_PAGE)
    shown = found[:PER_PAGE]
    claims = page.view.claims(claim.c.report_id.in_([one.id for one in shown])) if shown else []
    counted: dict[str, int] = {}
    for one in claims:
        counted[one.claim.report] = counted.get(one.claim.report, 0) + 1
    return page.show(
        "reports.html",
        reports=shown,
        claims=counted,
        number=number,
        more=len(found) > PER_PAGE,
        total=page.kept("counts", page.view.counts)["reports"],
        language=language,
    )


def report_page(page: Page) -> Response:
    """`/reports/{id}`: the reader."""
    found = page.view.report(page.part("id"))
    text, offsets = page.view.text(found.text_id)
    claims = [one for one in page.view.claims_of_report(found.id) if one.text_id == found.text_id]
    marks = [Mark(span, slot, one.id) for one in claims for slot, span in _marks(one.claim)]
    brief = {one.id: in_short(one.claim, page.site.words) for one in claims}

    def tell(there: Sequence[Mark]) -> str:
        named = dict.fromkeys(mark.claim for mark in there)
        return "\n".join(
            f"{', '.join(mark.slot for mark in there if mark.claim == key)} — {brief[key]}" for key in named
        )

    return page.show(
        "report.html",
        report=found,
        paragraphs=paint(text, marks, tell),
        empty=not text.strip(),
        claims=[(one, shown_spans(one, text, offsets)) for one in claims],
        used=[slot for slot in Slot if any(mark.slot == slot.value for mark in marks)],
        source=page.sources.get(found.source),
        capture=page.view.capture(found.sha256),
        custody=[(row, json.loads(row["detail"] or "{}")) for row in page.view.custody(found.sha256)],
        direction="rtl" if (found.language or "") in RIGHT_TO_LEFT else "auto",
        characters=len(text),
        event=_event_of(page, found.part),
    )


def _event_of(page: Page, part: str) -> str | None:
    """The id of the event whose summary the report is, if it is one."""
    try:
        return page.view.event(part).id if part else None
    except UnknownIdError:
        return None


def _marks(item: Claim) -> list[tuple[str, Span]]:
    found = [(slot.value, span) for slot, span in item.spans.items()]
    return [(QUOTE, item.quote_span), *found] if item.quote_span else found


def in_short(item: Claim, words: Words) -> str:
    """A claim in one line of plain text: kind, who to whom, how surely."""
    parts = [words.of(item.kind).label]
    if item.providers or item.recipients:
        parts.append(f"{_names(item.providers)} → {_names(item.recipients)}")
    parts.append(words.of(item.modality).label)
    if item.polarity.value == "negative":
        parts.append("said not to have happened")
    if item.generic:
        parts.append("in general, no event")
    return " · ".join(parts)


def _names(parties: Sequence[Party]) -> str:
    return ", ".join(party.name for party in parties) or "not stated"


def marks_style(page: Page) -> Response:
    """`/reports/{id}/marks.css`: pointing at words lights up their claim, and the other way round.

    A style sheet of its own, since neither script nor inline style is allowed. Ids of claims are letters and
    digits, made by the record; any other is left out.
    """
    found = page.view.report(page.part("id"))
    rules = []
    for one in page.view.claims_of_report(found.id):
        if not one.id.isascii() or not one.id.isalnum():
            continue
        rules.append(
            f'.reader:has([data-c~="{one.id}"]:is(:hover,:focus)) #{one.id},'
            f"#{one.id}:target{{border-color:var(--accent);background:var(--lit)}}"
            f'.reader:has(#{one.id}:is(:hover,:focus-within,:target)) [data-c~="{one.id}"]'
            "{background:var(--lit)}"
        )
    return Response("\n".join(rules), media_type="text/css", headers={"cache-control": "no-cache"})


def capture(page: Page) -> Response:
    """`/captures/{sha256}`: the captured bytes, only ever as a download that no browser will render.

    The custody log remembers it. A request that another site makes in the reader's name is refused, since
    it would write into that log.
    """
    refused = foreign(page)
    if refused is not None:
        return refused
    sha256 = page.part("sha256")
    if len(sha256) != 64 or any(letter not in "0123456789abcdef" for letter in sha256):
        raise UnknownIdError("a capture is asked for by its SHA-256: 64 digits and letters a to f")
    page.view.capture(sha256)
    content = page.site.casebook.archive.get(sha256)
    if page.request.method == "GET":
        page.site.casebook.log_use([sha256], "read", f"thistledown serve {__version__}")
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{sha256}.bin"',
            "cache-control": "no-store",
        },
    )


def foreign(page: Page) -> Response | None:
    """A refusal, when another site made the browser ask for something that is logged."""
    if page.request.headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return None
    return PlainTextResponse(
        "Downloads are only started from these pages, since each is written into the custody log. "
        "Open the page that offers it and follow the link there.\n",
        403,
    )
