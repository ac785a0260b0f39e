"""One claim: its slots, the words it rests on, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter

from thistledown.casebook.clock import unstamp
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.view import RecordedClaim
from thistledown.codebook.terms import Slot
from thistledown.serve.api.asked import Asked, Question
from thistledown.serve.api.history import Decided, decided
from thistledown.serve.api.shown_claim import ShownClaim, shown_claims
from thistledown.serve.paint import QUOTE

router = APIRouter(prefix="/claims", tags=["claims"])

# Characters shown before and after the quote, and of one span's words.
AROUND, LONGEST = 160, 2_000


@dataclass(frozen=True, slots=True)
class CapturedBytes:
    """A stretch of the capture; `part` is "" for the captured bytes themselves."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWords:
    """The words that a slot of a claim rests on.

    Attributes:
        slot: quote, trigger, provider, recipient, item, place, date, holder or cue.
        start: first character in the report's text, in code points.
        end: after the last.
        words: the words, cut where they are very long.
        captured: where in the capture they stand.
    """

    slot: str
    start: int
    end: int
    words: str
    captured: tuple[CapturedBytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """That a claim no longer holds: since when, why, and what stands in its place."""

    at: str
    reason: str
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class EventNamed:
    """An event by its id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """A claim whole.

    Attributes:
        claim: its slots; a claim that no longer holds is given as it was.
        gone: why it no longer holds, or None.
        before: what stands before the quote in the report.
        after: what stands after it.
        words: the quote first, then each slot's words.
        events: what it is about.
        decided: judgements, oldest first.
    """

    claim: ShownClaim
    gone: Gone | None
    before: str
    after: str
    words: tuple[SlotWords, ...]
    events: tuple[EventNamed, ...]
    decided: tuple[Decided, ...]


@router.get("/{id:path}")
def claim_page(ask: Question, id: str) -> ClaimPage:
    """One claim; one that was retired is given as it was, with the note that says so."""
    view = ask.view
    retired = view.retired("claim", id)
    asked = ask
    if retired is not None:
        before_that = unstamp(retired["recorded_at"]) - timedelta(microseconds=1)
        asked = Asked(ask.site, before_that.isoformat())
    found = asked.view.claim(id)
    words: tuple[SlotWords, ...] = ()
    before = after = ""
    if found.text_id:
        text, offsets = asked.view.text(found.text_id)
        words = slot_words(found, text, offsets)
        if found.claim.quote_span is not None:
            start, end = found.claim.quote_span
            before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    events = view.events(view.events_of_claim(id))
    return ClaimPage(
        claim=shown_claims(asked, [found])[0],
        gone=None
        if retired is None
        else Gone(at=retired["recorded_at"], reason=retired["reason"], replaced_by=retired["replaced_by"]),
        before=before,
        after=after,
        words=words,
        events=tuple(EventNamed(one.id, one.title) for one in events),
        decided=tuple(decided(view.judgements("claim", id))),
    )


def slot_words(one: RecordedClaim, text: str, offsets: OffsetMap) -> tuple[SlotWords, ...]:
    """The words of a claim, the quote first, then in the order of the slots."""
    item = one.claim
    spans = [(QUOTE, item.quote_span)] if item.quote_span is not None else []
    spans += [(slot.value, item.spans[slot]) for slot in Slot if slot in item.spans]
    return tuple(
        SlotWords(
            slot=slot,
            start=span.start,
            end=span.end,
            words=span.of(text)[:LONGEST],
            captured=tuple(CapturedBytes(raw.part, raw.start, raw.end) for raw in offsets.raw(span, text)),
        )
        for slot, span in spans
    )
