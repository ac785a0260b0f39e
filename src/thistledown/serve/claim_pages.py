"""One claim: every slot, opening at its words."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from thistledown.casebook.claim import Claim
from thistledown.casebook.clock import unstamp
from thistledown.casebook.intake_rows import RecordedReport
from thistledown.casebook.view import RecordedClaim
from thistledown.codebook.terms import Slot
from thistledown.serve.page import Page
from thistledown.serve.report_pages import ShownSpan, shown_spans


def claim(page: Page) -> Response:
    """`/claims/{id}`: a retired claim is shown as it was, with the note that says so."""
    key = page.part("id")
    retired = page.view.retired("claim", key)
    view = page.view
    if retired is not None:
        before = unstamp(retired["recorded_at"]) - timedelta(microseconds=1)
        view = page.site.casebook.view(before)
    found = view.claim(key)
    told, spans, context = None, list[ShownSpan](), ("", "", "")
    if found.text_id:
        told = view.report(found.claim.report)
        text, offsets = view.text(found.text_id)
        spans = shown_spans(found, text, offsets)
        context = _context(found, text)
    return page.show(
        "claim.html",
        one=found,
        claim=found.claim,
        retired=retired,
        report=told,
        spans=spans,
        by_slot={span.slot: span for span in spans},
        slots=Slot,
        context=context,
        source=page.sources.get(_source_id(found.claim, told)),
        events=[page.view.event(one) for one in page.view.events_of_claim(key)],
        judgements=page.view.judgements("claim", key),
    )


def _source_id(item: Claim, told: RecordedReport | None) -> str | None:
    if item.citation is not None:
        return item.citation.source
    return told.source if told else None


def _context(found: RecordedClaim, text: str) -> tuple[str, str, str]:
    """The quote with a little of what stands before and after it."""
    span = found.claim.quote_span
    if span is None:
        return ("", "", "")
    before = text[max(0, span.start - 160) : span.start]
    after = text[span.end : span.end + 160]
    return (before, span.of(text), after)
