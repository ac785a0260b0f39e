"""How far two coders agree, where they differ, and what settles it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from thistledown.serve.api.asked import Question
from thistledown.serve.api.judged_claim import Mark, Origin, marks_of, origin_of
from thistledown.serve.api.review import CoderCount, Written
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.review import deciding
from thistledown.weigh.review.agreement import Agreement, SlotAgreement, agreement, coders
from thistledown.weigh.review.typed import typed_text, typed_value

router = APIRouter(prefix="/review/agreement", tags=["review"])

WHOLE = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One slot of one claim that two coders see differently.

    Attributes:
        claim: id of the claim.
        slot: the slot, or "claim" for whether it holds at all.
        first: what the first coder says, in words.
        second: what the second says.
        first_typed: the same as one types it.
        second_typed: the same.
        settled: what was settled between them; None while it is open.
        by: who settled it.
        quote: the words of the claim.
        marks: where in them each slot stands.
        origin: where it comes from.
        event: an event that it is about, if any.
    """

    claim: str
    slot: str
    first: str
    second: str
    first_typed: str
    second_typed: str
    settled: str | None
    by: str | None
    quote: str
    marks: tuple[Mark, ...]
    origin: Origin
    event: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two coders compared, or why they cannot be.

    Attributes:
        coders: who judged claims, the busiest first.
        first: one coder; None when there are not two.
        second: the other.
        claims: how many claims both coded.
        only_first: how many only the first coded.
        only_second: how many only the second coded.
        slots: one row a slot, the whole claim first.
        differences: every difference, open ones first.
    """

    coders: tuple[CoderCount, ...]
    first: str | None = None
    second: str | None = None
    claims: int = 0
    only_first: int = 0
    only_second: int = 0
    slots: tuple[SlotAgreement, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What stands where two coders differ.

    Attributes:
        claim: id of the claim.
        slot: which slot; "claim" for whether it holds at all.
        value: what stands, as one types it; accept or reject for the whole claim.
        between: the two coders.
        coder: who settles it; the casebook's analyst if not said.
        comment: why.
    """

    claim: Annotated[str, Field(max_length=120)]
    slot: Annotated[str, Field(max_length=40)]
    value: Annotated[str, Field(max_length=4_000)]
    between: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
    coder: Annotated[str | None, Field(max_length=200)] = None
    comment: Annotated[str, Field(max_length=4_000)] = ""


@router.get("")
def coder_agreement(
    ask: Question,
    first: Annotated[str | None, Query(max_length=200)] = None,
    second: Annotated[str | None, Query(max_length=200)] = None,
) -> Compared:
    """Two coders over the claims that both judged: alpha for each slot, and every difference."""
    known = coders(ask.view)
    listed = tuple(CoderCount(name, claims) for name, claims in known.items())
    if first is None and second is None and len(known) < 2:
        return Compared(coders=listed)
    found = ask.kept(f"agreement {first!r} {second!r}", lambda: agreement(ask.view, first, second))
    rows = sorted(_differences(ask, found), key=lambda row: (row.settled is not None, row.claim))
    return Compared(
        coders=listed,
        first=found.first,
        second=found.second,
        claims=found.claims,
        only_first=found.only_first,
        only_second=found.only_second,
        slots=found.slots,
        differences=tuple(rows),
    )


@router.post("/settlements")
def settle_difference(ask: Question, told: Settlement) -> Written:
    """Say what stands where two coders differ; one journal entry that can be undone."""
    book = ask.to_write().in_name_of(told.coder)
    view = book.view()
    slot = None if told.slot == WHOLE else told.slot
    value: Any = told.value
    if slot is not None:
        value = typed_value(view, view.claim(told.claim).claim, slot, told.value)
    between = told.between[0], told.between[1]
    return Written(
        entry=deciding.adjudicate(
            book, told.claim, between, slot=slot, value=value, comment=told.comment or None
        )
    )


def _differences(ask: Question, found: Agreement) -> list[Difference]:
    view = ask.view
    claims = {key: view.claim(key) for key in dict.fromkeys(row.claim for row in found.disagreements)}
    events = view.events_of_claims(list(claims))
    eyes = [Judgements(view, coders=(name,), adjudicated=False) for name in (found.first, found.second)]

    def typed(number: int, key: str, slot: str, words: str) -> str:
        human = eyes[number].of(claims[key]).both.human
        return words if slot == WHOLE or human is None else typed_text(human, slot)

    return [
        Difference(
            claim=row.claim,
            slot=row.slot,
            first=row.first,
            second=row.second,
            first_typed=typed(0, row.claim, row.slot, row.first),
            second_typed=typed(1, row.claim, row.slot, row.second),
            settled=row.settled,
            by=row.by,
            quote=claims[row.claim].claim.quote[:2_000],
            marks=marks_of(claims[row.claim].claim),
            origin=origin_of(view, claims[row.claim]),
            event=next(iter(events.get(row.claim, [])), None),
        )
        for row in found.disagreements
    ]
