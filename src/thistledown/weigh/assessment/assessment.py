"""How likely it is that an event happened, step by step, with what every line of evidence adds."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.view import RecordedEvent
from thistledown.codebook.reason import Reason
from thistledown.codebook.terms import Kind, Likelihood, Modality
from thistledown.weigh.assessment.evidence import (
    DRAWS,
    Strand,
    Weigh,
    drawn,
    kept,
    log_ratios,
    shares,
    strands,
    weight_of,
)
from thistledown.weigh.assessment.likelihood import likelihood
from thistledown.weigh.assessment.model import Beta, Model
from thistledown.weigh.assessment.slots import SlotValue, slots_of
from thistledown.weigh.assessment.words import say_first, say_limit, say_strand
from thistledown.weigh.knowledge import Knowledge
from thistledown.weigh.line import Line
from thistledown.weigh.testimony import Testimony

# Log-odds of 99 in 100. No heap of reports makes an event surer: ICD 203 has no word beyond, since an error
# that nobody has thought of is always possible.
LIMIT = math.log(0.99 / 0.01)
# An interval holds the middle 90 of 100 draws.
_LOW, _HIGH = 0.05, 0.95
# That somebody said it at all is as open as a coin before any page is seen.
_SAID = Beta.of(0.5, 10)


@dataclass(frozen=True, slots=True)
class Number:
    """A probability with its interval, each 0 to 1."""

    probability: float
    low: float
    high: float

    @property
    def word(self) -> Likelihood:
        """The word for the probability, after ICD 203."""
        return likelihood(self.probability)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "probability": round(self.probability, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "likelihood": self.word.value,
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One step from what is believed of such events to what is believed of this one.

    Attributes:
        is_a: prior, line, denial or limit.
        origin: of the line; "" for the first and the last step.
        adds: log-odds (base e), negative where it takes away.
        alone: log-odds that the line would add by itself, before it is set beside the others.
        after: probability after this step, 0 to 1.
        reasons: why, part by part.
        pages: reports and pages of the line, the origin first.
        claims: ids of its claims on this side.
    """

    is_a: str
    origin: str
    adds: float
    alone: float
    after: float
    reasons: tuple[Reason, ...]
    pages: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """In plain English words."""
        return "; ".join(reason.english for reason in self.reasons)

    @property
    def times(self) -> float:
        """How many times likelier it makes it, as odds; below 1 where it takes away."""
        return math.exp(self.adds)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "is": self.is_a,
            "origin": self.origin or None,
            "adds": round(self.adds, 4),
            "alone": round(self.alone, 4),
            "times": round(self.times, 3),
            "after": round(self.after, 4),
            "why": self.why,
            "pages": list(self.pages),
            "claims": list(self.claims),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How likely an event is, and why.

    Attributes:
        event: its id.
        act: whether the event is itself an official act or statement; then `happened` is about the act.
        happened: that it happened as the claims have it; of an act: that it was done or said.
        said: that it was said in public at all, whether or not it is true.
        content: of an act that accuses, or whose content is contested: that what it says is true. Else None.
        grounded: whether any line counts; without one the number is only what is believed of such events, and
            no word is given.
        steps: from the first belief to the result; their `adds` sum to its log-odds.
        content_steps: the same for `content`; empty where there is none.
        slots: what is likely of provider, recipient, pathway, place, date and so on, if it happened.
        lines: all lines, struck ones included.
        without: origins of the lines that were struck.
        left_out: ids of claims that count for nothing, with the reason.
    """

    event: str
    act: bool
    happened: Number
    said: Number
    content: Number | None
    grounded: bool
    steps: tuple[Step, ...]
    content_steps: tuple[Step, ...]
    slots: tuple[SlotValue, ...]
    lines: tuple[Line, ...]
    without: tuple[str, ...]
    left_out: tuple[tuple[str, Reason], ...]

    @property
    def probability(self) -> float:
        """That it happened, 0 to 1."""
        return self.happened.probability

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.happened.low

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.happened.high

    @property
    def word(self) -> Likelihood | None:
        """The word for the probability; None where no line counts."""
        return self.happened.word if self.grounded else None

    def summary_json(self) -> dict[str, Any]:
        """The question and the main number, as plain values."""
        return {
            "question": "that the act took place" if self.act else "that it happened",
            **self.happened.as_json(),
            "likelihood": self.word.value if self.word else None,
        }

    def as_json(self) -> dict[str, Any]:
        """Plain values, with the keys of `thistledown assess --json`."""
        return {
            "event": self.event,
            **self.summary_json(),
            "said": self.said.as_json(),
            "content": self.content.as_json() if self.content else None,
            "steps": [step.as_json() for step in self.steps],
            "content_steps": [step.as_json() for step in self.content_steps],
            "slots": [slot.as_json() for slot in self.slots],
            "lines": [
                {
                    "origin": line.origin,
                    "pages": list(line.pages),
                    "claims": [item.id for item in line.claims],
                }
                for line in self.lines
            ],
            "without": list(self.without),
            "left_out": [{"claim": claim, "why": why.english} for claim, why in self.left_out],
        }


def assess(
    event: RecordedEvent, lines: Sequence[Line], known: Knowledge, *, without: Collection[str] = ()
) -> Assessment:
    """How likely an event is, from its lines of evidence.

    Args:
        event: the event; its kind is that of its first claim that says it took place.
        lines: all its lines, as `thistledown.weigh.line.lines_of_event` groups them.
        known: sources, grades, actors and what judgements taught.
        without: origins of lines to strike: the assessment as if they had never been recorded.

    Raises:
        UnknownIdError: when a line to strike does not exist; the message lists those that do.
    """
    struck = _struck(lines, without)
    left = [line for line in lines if line.origin not in struck]
    kind = kind_of(event)
    act = kind is Kind.POLICY
    plain = strands(left, known)
    spoken = strands(left, known, said_weight)
    prior = known.model.priors[kind].beta
    happened, steps = _weighed(spoken if act else plain, f"prior:{kind.value}", prior, known, kind, act)
    said = happened if act else _weighed(spoken, "prior:said", _SAID, known, kind, True)[0]
    content: Number | None = None
    content_steps: tuple[Step, ...] = ()
    if act and _contested(event):
        content, content_steps = _weighed(
            strands(left, known, content_weight),
            "prior:content",
            _content_prior(known.model),
            known,
            None,
            False,
        )
    counted = spoken if act else plain
    return Assessment(
        event=event.id,
        act=act,
        happened=happened,
        said=said,
        content=content,
        grounded=any(item.alone > 0 for item in counted),
        steps=steps,
        content_steps=content_steps,
        slots=slots_of(plain, known, act=act),
        lines=tuple(lines),
        without=tuple(sorted(struck)),
        left_out=_left_out(plain),
    )


def log_odds(event: RecordedEvent, lines: Sequence[Line], known: Knowledge) -> float:
    """Log-odds that an event happened: the number of `assess` alone, many times faster."""
    kind = kind_of(event)
    act = kind is Kind.POLICY
    items = strands(lines, known, said_weight if act else weight_of)
    share = shares(items, known.model)
    total = _log_odds(known.model.priors[kind].beta.mean)
    for item in items:
        total += _signed(item, share)
    return min(max(total, -LIMIT), LIMIT)


def kind_of(event: RecordedEvent) -> Kind:
    """The kind of an event: of its first claim that says it took place, else of its first claim.

    Raises:
        ValueError: when the event has no claim.
    """
    ordered = sorted(event.claims, key=lambda item: (item.recorded_at, item.id))
    kinds = [item.claim.kind for item in ordered if item.claim.happened] or [
        item.claim.kind for item in ordered
    ]
    if not kinds:
        raise ValueError(
            f"the event {event.id} has no claim to assess it by; add one, or undo what retired it"
        )
    # The most frequent; among equals the one told first.
    return max(dict.fromkeys(kinds), key=lambda kind: (kinds.count(kind), -kinds.index(kind)))


def said_weight(item: Testimony, numbers: Model) -> float:
    """Log-odds that a page adds to "somebody said so, or an office did so"."""
    if item.left_out or item.denies:
        return 0.0
    right = numbers.grades[item.grade].said
    if item.claim.modality is Modality.SPECULATED:
        right = 0.5 + (right - 0.5) * numbers.weights.speculated
    return math.log(right / (1.0 - right))


def content_weight(item: Testimony, numbers: Model) -> float:
    """Log-odds that a page adds to what an act says: the office's own word, at the weight of an accusation.

    Denials weigh as they do elsewhere.
    """
    if item.denies:
        return weight_of(item, numbers)
    if item.left_out:
        return 0.0
    office = numbers.speaker("state").beta.mean
    left = 0.5 + (office - 0.5) * numbers.weights.accusation * item.fidelity
    return math.log(left / (1.0 - left))


def _weighed(
    items: Sequence[Strand], name: str, prior: Beta, known: Knowledge, kind: Kind | None, act: bool
) -> tuple[Number, tuple[Step, ...]]:
    numbers = known.model
    weigh: Weigh = weight_of if kind is not None and not act else said_weight if act else content_weight
    # What an act says has one origin, the office, through however many pages it is heard.
    share = _one_origin(items, numbers) if kind is None else shares(items, numbers)
    start = _log_odds(prior.mean)
    draws = np.log(drawn(name, prior) / (1.0 - drawn(name, prior)))
    steps = [Step("prior", "", start, start, prior.mean, (say_first(kind, prior, numbers, said=name),))]
    total = start
    for item in items:
        part = share.get((item.origin, item.denies), 0.0)
        adds = _signed(item, share)
        if adds == 0.0 and act and item.denies:
            continue
        total += adds
        sign = -1.0 if item.denies else 1.0
        draws = draws + sign * part * (_spread(item, numbers, weigh) + item.gain)
        steps.append(
            Step(
                "denial" if item.denies else "line",
                item.origin,
                adds,
                sign * item.alone,
                _probability(total),
                say_strand(item, part, known, act=act, content=kind is None),
                tuple(dict.fromkeys(one.page for one in item.testimonies)),
                tuple(dict.fromkeys(one.recorded.id for one in item.testimonies)),
            )
        )
    held = min(max(total, -LIMIT), LIMIT)
    if held != total:
        steps.append(
            Step("limit", "", held - total, held - total, _probability(held), (say_limit(held > 0),))
        )
    draws = np.clip(draws, -LIMIT, LIMIT)
    low, high = np.quantile(1.0 / (1.0 + np.exp(-draws)), (_LOW, _HIGH))
    point = _probability(held)
    return Number(point, min(float(low), point), max(float(high), point)), tuple(steps)


def _spread(item: Strand, numbers: Model, weigh: Weigh) -> np.typing.NDArray[np.float64]:
    """Draws of what the line's first testimony weighs, over what is not known of its speaker."""
    first = item.first
    if weigh is weight_of or first.denies:
        return log_ratios(drawn(first.key, first.beta), kept(first, numbers))
    return np.full(DRAWS, weigh(first, numbers))


def _signed(item: Strand, share: dict[tuple[str, bool], float]) -> float:
    size = item.alone * share.get((item.origin, item.denies), 0.0)
    return -size if item.denies else size


def _one_origin(items: Sequence[Strand], numbers: Model) -> dict[tuple[str, bool], float]:
    found = {key: part for key, part in shares(items, numbers).items() if key[1]}
    rank = 0
    for item in items:
        if not item.denies and item.alone > 0:
            found[item.origin, False] = numbers.weights.temper if rank == 0 else 0.0
            rank += 1
    return found


def _contested(event: RecordedEvent) -> bool:
    """Whether an act says something that somebody alleges, guesses or denies."""
    doubt = {Modality.ALLEGED, Modality.DENIED, Modality.SPECULATED}
    return any(
        item.claim.modality in doubt
        or any(party.modality in doubt for party in (*item.claim.providers, *item.claim.recipients))
        for item in event.claims
    )


def _content_prior(numbers: Model) -> Beta:
    # What such acts are about is covert help.
    return numbers.priors[Kind.TRANSFER].beta


def _left_out(items: Sequence[Strand]) -> tuple[tuple[str, Reason], ...]:
    found = {one.recorded.id: one.left_out for item in items for one in item.testimonies if one.left_out}
    return tuple(sorted(found.items(), key=lambda pair: pair[0]))


def _struck(lines: Sequence[Line], without: Collection[str]) -> frozenset[str]:
    known = {line.origin for line in lines}
    for origin in sorted(set(without) - known):
        raise UnknownIdError(
            f"no line of evidence of this event begins with {origin}; there are: {', '.join(sorted(known))}"
        )
    return frozenset(without)


def _log_odds(probability: float) -> float:
    return math.log(probability / (1.0 - probability))


def _probability(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))
