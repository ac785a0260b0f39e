"""Which claims an analyst should look at, and what the answer would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from thistledown.casebook.view import RecordedClaim, RecordedEvent
from thistledown.codebook.reason import Reason
from thistledown.weigh.judgements import Judged, Judgements
from thistledown.weigh.review.question import ASKED, About, Question, expected_change
from thistledown.weigh.review.shown import Shown
from thistledown.weigh.slots import slot_value, with_slot
from thistledown.weigh.standing import Verdict

# No reader and no coder is surer than this: one claim in fifty, coded by hand, is coded wrongly.
SUREST = 0.98


def claim_questions(
    events: Iterable[RecordedEvent],
    judgements: Judgements,
    shown: Shown,
    wanted: Callable[[Judged], bool] = lambda judged: not judged.closed,
) -> Iterator[Question]:
    """Ask about claims: those that nobody accepted or rejected, or that a later reading opened again.

    A yes makes the claim as sure as a person can; a no takes it out. Of a claim that was opened again, a yes
    keeps what was judged, and a no takes the new reading instead.

    Args:
        events: events with their original claims; a claim that is about none comes as an event of its own.
        judgements: what was decided about claims.
        shown: what is shown of an event.
        wanted: which claims to ask about.
    """
    asked: dict[str, Question] = {}
    for event in events:
        judged = [judgements.of(item) for item in event.claims]
        asking = [item for item in judged if wanted(item)]
        if not asking:
            continue
        standing = tuple(item.standing for item in judged if item.standing is not None)
        now = shown(replace(event, claims=standing))
        for item in asking:
            question = _question(event, standing, item, now, shown)
            asked[question.key] = _both(asked.get(question.key), question)
    yield from asked.values()


def _question(
    event: RecordedEvent, standing: tuple[RecordedClaim, ...], judged: Judged, now: float, shown: Shown
) -> Question:
    key = judged.recorded.id

    def after(changed: RecordedClaim | None) -> float:
        others = tuple(item for item in standing if item.id != key)
        at = next((n for n, item in enumerate(standing) if item.id == key), len(others))
        claims = others if changed is None else (*others[:at], changed, *others[at:])
        return shown(replace(event, claims=claims))

    if judged.open and judged.both.human is not None:
        return _reopened(event, judged, now, after(_as_read(judged)))
    claim = judged.both.human or judged.recorded.claim
    surely = replace(judged.recorded, claim=replace(claim, confidence=1.0))
    chance = min(claim.confidence, SUREST)
    yes = now if claim.confidence == 1.0 and judged.standing else after(surely)
    no = after(None)
    return Question(
        about=About.CLAIM,
        ids=(key,),
        value=expected_change(chance, now, yes, no),
        chance=chance,
        event=event.id or None,
        now=now,
        yes=yes,
        no=no,
        open=judged.open,
        why=_why(judged),
    )


def _reopened(event: RecordedEvent, judged: Judged, now: float, no: float) -> Question:
    # The machine doubts the judgement as far as it trusts its new reading.
    chance = 1.0 - min(judged.recorded.claim.confidence, SUREST)
    return Question(
        about=About.CLAIM,
        ids=(judged.recorded.id,),
        value=expected_change(chance, now, now, no),
        chance=chance,
        event=event.id or None,
        now=now,
        yes=now,
        no=no,
        open=judged.open,
        why=_why(judged),
    )


def _as_read(judged: Judged) -> RecordedClaim:
    """The claim as judged, but with the new reading in the slots that are open."""
    human = judged.both.human or judged.recorded.claim
    for slot in judged.open:
        human = with_slot(human, slot, slot_value(judged.recorded.claim, slot))
    return replace(judged.recorded, claim=human)


def _why(judged: Judged) -> tuple[Reason, ...]:
    if judged.open:
        slots = tuple(Reason(f"review.slot_{slot}", {"name": slot}, slot) for slot in judged.open)
        return (ASKED("reopened", slots=slots),)
    if judged.both.verdict is Verdict.REJECT:
        return (ASKED("rejected"),)
    if judged.both.judged:
        return (ASKED("looked_at"),)
    if judged.recorded.claim.citation:
        return (ASKED("by_hand"),)
    return (ASKED("machine", sure=round(judged.recorded.claim.confidence * 100)),)


def _both(one: Question | None, other: Question) -> Question:
    """One question for a claim about several events: what it would change in all of them together."""
    if one is None:
        return other
    larger, smaller = (one, other) if one.value >= other.value else (other, one)
    return replace(larger, value=larger.value + smaller.value)
