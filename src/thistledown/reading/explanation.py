"""Why the reader made a claim: its frame, the words of its slots, the cues, what confidence weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thistledown.casebook.claim import Claim
from thistledown.casebook.span import Span
from thistledown.codebook.terms import Slot
from thistledown.reading.confidence import confidence, weights
from thistledown.reading.reader import Reading, reader
from thistledown.reading.tracing import Weighed, tracing

_FRAME, _PATHWAY = "frame ", "pathway "


@dataclass(frozen=True, slots=True)
class Share:
    """What one feature adds to a confidence.

    Attributes:
        feature: its name in `confidence.toml`.
        value: its value for this claim.
        weight: its weight.
    """

    feature: str
    value: float
    weight: float

    @property
    def adds(self) -> float:
        """Weight times value, in log-odds."""
        return self.weight * self.value


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why there is a claim, and why it is as sure as it is.

    Attributes:
        claim: the claim.
        frame: the frame, its lemma and voice, or None for a claim that leans on another.
        words: each slot with words, in the order of the text.
        pathways: the rules of the decision table that held.
        rules: all other rules and cues, in the order they were applied.
        bias: what every confidence starts from, in log-odds.
        shares: what each feature that was there adds, the weightiest first; empty when the claim was made
            from an earlier one and its confidence with it.
    """

    claim: Claim
    frame: str | None
    words: tuple[tuple[Slot, Span, str], ...]
    pathways: tuple[str, ...]
    rules: tuple[str, ...]
    bias: float
    shares: tuple[Share, ...]

    @property
    def total(self) -> float:
        """The log-odds that bias and features add up to."""
        return self.bias + sum(share.adds for share in self.shares)


def explain(
    text: str, *, published: date | str | None = None, language: str | None = None, report: str = ""
) -> tuple[Reading, list[Explanation]]:
    """Read a text and explain every claim.

    Raises:
        ValueError: when `published` is a string that is no date.
    """
    with tracing() as heard:
        reading = reader().read_report(text, published=published, language=language, report=report)
    return reading, [_explained(claim, heard, text) for claim in reading.claims]


def _explained(claim: Claim, heard: Sequence[Weighed], text: str) -> Explanation:
    bias, table = weights()
    frame = next((reason for reason in claim.reasons if reason.startswith(_FRAME)), None)
    pathways = tuple(reason for reason in claim.reasons if reason.startswith(_PATHWAY))
    weighed = _weighed(claim, heard)
    shares = [
        Share(name, value, table[name])
        for name, value in (weighed.features.items() if weighed else ())
        if value and name in table
    ]
    return Explanation(
        claim=claim,
        frame=frame.removeprefix(_FRAME) if frame else None,
        words=tuple(
            (slot, span, span.of(text)) for slot, span in sorted(claim.spans.items(), key=lambda p: p[1])
        ),
        pathways=tuple(reason.removeprefix(_PATHWAY) for reason in pathways),
        rules=tuple(reason for reason in claim.reasons if reason not in pathways and reason is not frame),
        bias=bias,
        shares=tuple(sorted(shares, key=lambda share: -abs(share.adds))),
    )


def _weighed(claim: Claim, heard: Sequence[Weighed]) -> Weighed | None:
    """What was weighed for a claim: the entry of its kind and trigger, of several the one with its score."""
    trigger = claim.spans.get(Slot.TRIGGER)
    same = [entry for entry in heard if entry.kind is claim.kind and entry.trigger == trigger]
    return min(same, key=lambda entry: abs(confidence(entry.features) - claim.confidence), default=None)
