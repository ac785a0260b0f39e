"""How likely an event is, step by step, and what if a line of evidence did not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from thistledown.serve.api.asked import Question
from thistledown.serve.api.reasons import Reason, reasons
from thistledown.weigh.assessment import assessment
from thistledown.weigh.assessment.naming import line_names, origins_named

router = APIRouter(prefix="/events", tags=["assessment"])


@dataclass(frozen=True, slots=True)
class LikelyNumber:
    """A probability with its interval, each 0 to 1, and the word for it after ICD 203."""

    probability: float
    low: float
    high: float
    word: str

    @classmethod
    def of(cls, number: assessment.Number) -> LikelyNumber:
        """A number as the API gives it."""
        return cls(number.probability, number.low, number.high, number.word.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedStep:
    """One step from what is believed of such events to what is believed of this one.

    Attributes:
        is_a: prior, line, denial or limit.
        line: L1, L2 …; None for the first and the last step.
        times: what it multiplied the odds by.
        adds: the same as log-odds (base e).
        after: probability after this step, 0 to 1.
        why: in plain English words.
        reasons: the same to be worded in another language, part by part.
        claims: ids of the line's claims on this side.
    """

    is_a: str
    line: str | None
    times: float
    adds: float
    after: float
    why: str
    reasons: tuple[Reason, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOfEvidence:
    """Pages that rest on one origin.

    Attributes:
        name: L1, L2 …
        origin: report id, or the address of a cited page.
        pages: reports and addresses, the origin first.
        claims: their ids.
        struck: whether it was left out for this answer.
    """

    name: str
    origin: str
    pages: tuple[str, ...]
    claims: tuple[str, ...]
    struck: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyValue:
    """What is likely of a slot, if the event happened.

    Attributes:
        slot: kind, provider, recipient, pathway, country, place, date or system.
        value: as the record keeps it.
        name: as people read it.
        probability: 0 to 1, with its interval.
        low: its lower end.
        high: its upper end.
        lines: names of the lines that give it.
        against: names of the lines that deny it.
    """

    slot: str
    value: str
    name: str
    probability: float
    low: float
    high: float
    lines: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that counts for nothing, and why: in English, and to be worded in another language."""

    claim: str
    why: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAssessment:
    """How likely an event is, and why.

    Attributes:
        event: its id.
        act: whether the event is itself an official act or statement; then `happened` is about the act.
        grounded: whether any line counts; without one the number is only what is believed of such events.
        happened: that it happened; of an act: that it was done or said.
        content: of an act that accuses: that what it says is true. Else None.
        steps: from the first belief to the result.
        content_steps: the same for `content`.
        slots: what is likely of each slot.
        lines: all lines, struck ones included.
        without: names of the lines that were struck.
        whole: `happened` with every line; None where none was struck.
        left_out: claims that count for nothing.
    """

    event: str
    act: bool
    grounded: bool
    happened: LikelyNumber
    content: LikelyNumber | None
    steps: tuple[WeighedStep, ...]
    content_steps: tuple[WeighedStep, ...]
    slots: tuple[LikelyValue, ...]
    lines: tuple[LineOfEvidence, ...]
    without: tuple[str, ...]
    whole: LikelyNumber | None
    left_out: tuple[LeftOut, ...]


@router.get("/{id:path}/assessment")
def event_assessment(
    ask: Question,
    id: str,
    without: Annotated[
        str | None,
        Query(max_length=4000, description="Lines to leave out, as L1,L2: what if they did not exist."),
    ] = None,
) -> EventAssessment:
    """How likely an event is, from its lines of evidence, with or without some of them."""
    whole = ask.work.assess(id)
    named = [name.strip() for name in (without or "").split(",") if name.strip()]
    if not named:
        return _shown(whole, None)
    return _shown(ask.work.assess(id, without=origins_named(named, whole.lines)), whole)


def _shown(found: assessment.Assessment, whole: assessment.Assessment | None) -> EventAssessment:
    names = line_names(found.lines)
    return EventAssessment(
        event=found.event,
        act=found.act,
        grounded=found.grounded,
        happened=LikelyNumber.of(found.happened),
        content=LikelyNumber.of(found.content) if found.content else None,
        steps=tuple(_step(one, names) for one in found.steps),
        content_steps=tuple(_step(one, names) for one in found.content_steps),
        slots=tuple(
            LikelyValue(
                slot=one.slot,
                value=one.value,
                name=one.name,
                probability=one.probability,
                low=one.low,
                high=one.high,
                lines=tuple(names.get(origin, origin) for origin in one.lines),
                against=tuple(names.get(origin, origin) for origin in one.against),
            )
            for one in found.slots
        ),
        lines=tuple(
            LineOfEvidence(
                name=names[line.origin],
                origin=line.origin,
                pages=line.pages,
                claims=tuple(item.id for item in line.claims),
                struck=line.origin in found.without,
            )
            for line in found.lines
        ),
        without=tuple(names[origin] for origin in found.without),
        whole=LikelyNumber.of(whole.happened) if whole else None,
        left_out=tuple(LeftOut(claim, why.english, Reason.of(why)) for claim, why in found.left_out),
    )


def _step(step: assessment.Step, names: dict[str, str]) -> WeighedStep:
    return WeighedStep(
        is_a=step.is_a,
        line=names.get(step.origin),
        times=step.times,
        adds=step.adds,
        after=step.after,
        why=step.why,
        reasons=reasons(step.reasons),
        claims=step.claims,
    )
