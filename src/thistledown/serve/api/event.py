"""One event: its slots, who says so, what contradicts what, what the machine read, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import select

from thistledown.casebook.schema import journal, report
from thistledown.casebook.view import RecordedEvent, View
from thistledown.serve.api.asked import Asked, Question
from thistledown.serve.api.claims import EventNamed
from thistledown.serve.api.history import Decided, decided
from thistledown.serve.api.reasons import Reason
from thistledown.serve.api.shown_claim import ReportBrief, ShownClaim, brief, shown_claims, sources_of
from thistledown.weigh import contradictions
from thistledown.weigh.contradictions import INTERESTS, Disputes
from thistledown.weigh.events.judged import event_chiefs
from thistledown.weigh.events.verbs import name_event

router = APIRouter(prefix="/events", tags=["event"])

# Summaries of one event that are shown.
SUMMARIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBy:
    """One claim that holds a position.

    Attributes:
        claim: its id.
        speaker: whose word it is.
        interest: what the speaker has to gain: none, accusation, one-side, own-claim, admission,
            denial-by-the-accused or denial-by-somebody.
        told: the same in English words; "" for none.
    """

    claim: str
    speaker: str
    interest: str
    told: str


@dataclass(frozen=True, slots=True)
class HeldPosition:
    """One answer to what is in dispute, the same to be worded in another language, and who holds it."""

    says: str
    told: Reason
    voices: tuple[HeldBy, ...]


@dataclass(frozen=True, slots=True)
class EventDispute:
    """Positions that cannot all be true.

    Attributes:
        matter: occurrence, provider, pathway, date, place or number.
        of: what is counted, for numbers; else "".
        positions: the one held most first.
    """

    matter: str
    of: str
    positions: tuple[HeldPosition, ...]


@dataclass(frozen=True, slots=True)
class SummaryRead:
    """The coded summary of an event as a report, and what the machine read in it."""

    report: ReportBrief
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """An event as analysts left it.

    Attributes:
        id: of the event that speaks for those joined with it.
        title: as analysts named it, else as coded.
        certainty: as coded, or None.
        first_use: whether sources call it the actor's first known use.
        coder: who put it together.
        recorded_at: when the record got it (UTC).
        joined: other events that are one with it.
        lead: id of the claim whose slots speak for it; None when no claim stands.
        claims: those that stand, as corrected.
        rejected: those that analysts rejected, as they were.
        sources: how many sources speak.
        networks: how many networks of sources; a source of no known network counts as one.
        disputes: what its claims contradict each other on.
        summaries: what was read from its coded summary alone.
        decided: judgements about it and its claims, oldest first.
    """

    id: str
    title: str
    certainty: str | None
    first_use: bool
    coder: str
    recorded_at: str
    joined: tuple[EventNamed, ...]
    lead: str | None
    claims: tuple[ShownClaim, ...]
    rejected: tuple[ShownClaim, ...]
    sources: int
    networks: int
    disputes: tuple[EventDispute, ...]
    summaries: tuple[SummaryRead, ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTitle:
    """A title for an event, and in whose name it is given (the casebook's analyst if not said)."""

    title: Annotated[str, Field(max_length=4_000)]
    coder: Annotated[str | None, Field(max_length=200)] = None


@dataclass(frozen=True, slots=True)
class Named:
    """The number of the journal entry that named an event, to undo it."""

    entry: int


@router.post("/{id:path}/name")
def title_event(ask: Question, id: str, told: NewTitle) -> Named:
    """Give an event a title; what it was called stays in the record."""
    return Named(name_event(ask.to_write().in_name_of(told.coder), id, told.title))


@router.get("/{id:path}")
def event_page(ask: Question, id: str) -> EventPage:
    """One event by its id or that of an event joined with it."""
    view = ask.view
    found = ask.work.event(id)
    chiefs = event_chiefs(view)
    members = [event for event, chief in chiefs.items() if chief == found.id] or [found.id]
    recorded = {item.id: item for event in view.events(members) for item in event.claims}
    stand = {item.id for item in found.claims}
    standing = sources_of(ask).standing(item.claim for item in found.claims)
    lead = found.lead
    return EventPage(
        id=found.id,
        title=found.title,
        certainty=found.certainty,
        first_use=found.first_use,
        coder=found.coder,
        recorded_at=found.recorded_at,
        joined=tuple(
            EventNamed(one.id, one.title)
            for one in view.events([member for member in members if member != found.id])
        ),
        lead=next((item.id for item in found.claims if item.claim is lead), None),
        claims=shown_claims(ask, found.claims),
        rejected=shown_claims(ask, (item for key, item in recorded.items() if key not in stand)),
        sources=standing.sources,
        networks=standing.networks,
        disputes=_disputes(ask, found),
        summaries=_summaries(ask, members),
        decided=tuple(_history(view, members, sorted(recorded))),
    )


def _disputes(ask: Asked, event: RecordedEvent) -> tuple[EventDispute, ...]:
    finder = ask.kept("disputes", lambda: Disputes(ask.view))
    return tuple(_dispute(one) for one in finder.of(event))


def _dispute(found: contradictions.Contradiction) -> EventDispute:
    return EventDispute(
        found.matter.value,
        found.of,
        tuple(
            HeldPosition(
                position.says,
                Reason.of(position.told),
                tuple(
                    HeldBy(
                        claim=voice.claim,
                        speaker=voice.speaker,
                        interest=voice.interest.value,
                        told=INTERESTS[voice.interest],
                    )
                    for voice in position.voices
                ),
            )
            for position in found.positions
        ),
    )


def _summaries(ask: Asked, members: Sequence[str]) -> tuple[SummaryRead, ...]:
    """What was read from the summaries that coders wrote, without the coded rows beside them."""
    found = ask.view.reports(report.c.part.in_(members), limit=SUMMARIES)
    sources = sources_of(ask)
    return tuple(
        SummaryRead(
            brief(one, sources),
            shown_claims(
                ask, (item for item in ask.view.claims_of_report(one.id) if item.text_id == one.text_id)
            ),
        )
        for one in found
    )


def _history(view: View, members: Sequence[str], claims: Sequence[str]) -> list[Decided]:
    found = [one for member in members for one in decided(view.judgements("event", member))]
    found += [one for key in claims for one in decided(view.judgements("claim", key))]
    merges = {row["id"]: row for member in members for row in view.merges("event", member)}
    written = select(journal.c.seq, journal.c.who).where(
        journal.c.seq.in_([row["entry"] for row in merges.values()])
    )
    who = {row["seq"]: row["who"] for row in view.rows(written)}
    found += [
        Decided(
            about="event",
            id=row["left_id"],
            other=row["right_id"],
            verdict=row["verdict"],
            comment=row["reason"],
            coder=who.get(row["entry"], ""),
            at=row["recorded_at"],
            entry=row["entry"],
        )
        for row in merges.values()
    ]
    return sorted(found, key=lambda one: (one.at, one.entry))
