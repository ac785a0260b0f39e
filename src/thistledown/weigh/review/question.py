"""One thing put to an analyst, and how much the answer would change what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from thistledown.codebook.reason import Reason, Sentences

ASKED = Sentences(
    "asked",
    {
        "reopened": "judged before; read differently since in {slots}",
        "rejected": "rejected before; read differently since",
        "looked_at": "looked at, not accepted yet",
        "by_hand": "coded by hand, not judged yet",
        "machine": "read by machine, {sure}% sure",
        "events": "{fewer} and {more} events are told of them",
    },
)


class About(StrEnum):
    """What a question is about.

    Attributes:
        CLAIM: whether a claim is what its words say.
        ACTORS: whether two actors are one.
        EVENTS: whether two events are one.
        SPLIT: whether a claim belongs to its event.
    """

    CLAIM = "claim"
    ACTORS = "actors"
    EVENTS = "events"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing put to an analyst.

    Attributes:
        about: what sort of thing.
        ids: the claim; the two actors; the two events; or the event and the claim that may not belong to it.
        value: how far the answer is expected to move what is shown: the change that each answer would make in
            the probability of events, weighed with how likely that answer is.
        chance: how sure the machine is that the answer is yes, 0 to 1.
        event: id of the event that would change most; None where there is none.
        now: the probability shown for it; None where the answer moves what stands together, not a number.
        yes: what it would be after a yes.
        no: what it would be after a no.
        open: for a claim that was judged before a later reading changed it: the slots that changed.
        why: what speaks for asking, each in one line.
    """

    about: About
    ids: tuple[str, ...]
    value: float
    chance: float
    event: str | None = None
    now: float | None = None
    yes: float | None = None
    no: float | None = None
    open: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()

    @property
    def key(self) -> str:
        """What tells the question from others."""
        return ":".join((self.about.value, *self.ids))

    @property
    def order(self) -> tuple[float, float, str]:
        """What moves most comes first; among equals, what the machine is least sure of."""
        return -round(self.value, 9), abs(self.chance - 0.5), self.key


def expected_change(chance: float, now: float, yes: float, no: float) -> float:
    """The change in a probability to be expected from an answer: value of information.

    Howard 1966, Information Value Theory, with the absolute change of what is shown in the place of gain.

    Args:
        chance: how likely a yes is, 0 to 1.
        now: what is shown now.
        yes: what would be shown after a yes.
        no: what would be shown after a no.
    """
    return chance * abs(yes - now) + (1.0 - chance) * abs(no - now)
