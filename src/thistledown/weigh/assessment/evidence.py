"""What one line of evidence weighs, and how lines that lean on each other unseen are discounted.

All weights of evidence are logarithms (base e) of likelihood ratios: how many times likelier the statement
is if the thing happened than if it did not (Good 1950). A speaker who is right in a share r of cases
gives r / (1 - r), as in the one-parameter model of Dawid and Skene (1979). What blurs a statement (hands it
went through, a hedge, an interest) keeps a share k of it and leaves a coin toss for the rest:
r' = 1/2 + k (r - 1/2). Under one half r counts as one half: a liar's word is worth nothing, and is no
evidence of the contrary.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Modality
from thistledown.weigh.assessment.model import Beta, Model
from thistledown.weigh.knowledge import Knowledge
from thistledown.weigh.line import Line
from thistledown.weigh.testimony import Interest, Testimony, testimony

Floats = NDArray[np.float64]
# Reliabilities are drawn this often for an interval.
DRAWS = 400
# Nobody is right more often than this.
SUREST = 0.985


@dataclass(frozen=True, slots=True)
class Strand:
    """What one line says for one side: its origin's testimony and what the others add to it.

    Attributes:
        origin: of the line.
        denies: whether it speaks against the happening.
        first: the testimony that counts: the origin's, or the first of the line on this side.
        others: further testimonies of the line on this side.
        alone: log-odds that it would add (or take) if there were no other line, 0 or more.
        gain: the part of it that comes from members who bring what the origin had not.
        witnesses: pages of the members that brought it.
    """

    origin: str
    denies: bool
    first: Testimony
    others: tuple[Testimony, ...]
    alone: float
    gain: float
    witnesses: tuple[str, ...]

    @property
    def testimonies(self) -> tuple[Testimony, ...]:
        """All that the line says on this side."""
        return (self.first, *self.others)


def kept(item: Testimony, numbers: Model) -> float:
    """The share of a testimony that is left after all that blurs it, 0 to 1; 0 where it is no evidence."""
    if item.left_out:
        return 0.0
    weights = numbers.weights
    share = item.fidelity * weights.hop**item.hops * min(max(item.claim.confidence, 0.0), 1.0)
    share *= numbers.credibility[item.credibility][0]
    if item.claim.modality in (Modality.ALLEGED, Modality.SPECULATED):
        share *= weights.alleged
    if item.claim.modality is Modality.SPECULATED:
        # Somebody commits to an allegation; to a guess nobody does.
        share *= weights.speculated
    return share * _INTEREST[item.interest](numbers)


_INTEREST: dict[Interest, Callable[[Model], float]] = {
    Interest.NONE: lambda numbers: 1.0,
    Interest.ADMISSION: lambda numbers: 1.0,
    Interest.ACCUSATION: lambda numbers: numbers.weights.accusation,
    Interest.ONE_SIDE: lambda numbers: numbers.weights.one_side,
    Interest.OWN_CLAIM: lambda numbers: numbers.weights.own_claim,
    Interest.DENIAL_ACCUSED: lambda numbers: numbers.weights.denial_accused,
    Interest.DENIAL_UNKNOWN: lambda numbers: numbers.weights.denial_unknown,
}


def log_ratio(right: float, share: float) -> float:
    """Log of the likelihood ratio of a statement by somebody who is right in a share of cases."""
    left = 0.5 + share * (min(max(right, 0.5), SUREST) - 0.5)
    return math.log(left / (1.0 - left))


def log_ratios(right: Floats, share: float) -> Floats:
    """`log_ratio` for many draws of the reliability."""
    left: Floats = 0.5 + share * (np.clip(right, 0.5, SUREST) - 0.5)
    return np.asarray(np.log(left / (1.0 - left)))


def weight_of(item: Testimony, numbers: Model) -> float:
    """Log-odds that a testimony alone adds to its side, 0 or more."""
    return log_ratio(item.beta.mean, kept(item, numbers))


Weigh = Callable[[Testimony, Model], float]


def strands(lines: Iterable[Line], known: Knowledge, weigh: Weigh = weight_of) -> list[Strand]:
    """What each line says for and against, heaviest first.

    The word that counts is the first in the line: what the others made of it (an allegation told as a fact, a
    plan told as done) is echo and adds nothing. A member adds a little where it names a speaker, or a place
    or date, that the first has not: the origin could not have given it that.
    """
    found: list[Strand] = []
    for line in lines:
        heard = [testimony(item, known) for item in line.claims]
        for denies in (False, True):
            side = [item for item in heard if item.denies is denies]
            if side:
                found.append(_strand(line.origin, denies, side, known.model, weigh))
    return sorted(found, key=lambda item: (-item.alone, item.origin, item.denies))


def _strand(origin: str, denies: bool, side: Sequence[Testimony], numbers: Model, weigh: Weigh) -> Strand:
    page = side[0].page
    own = sorted((item for item in side if item.page == page), key=lambda item: -weigh(item, numbers))
    first = own[0]
    others = (*own[1:], *(item for item in side if item.page != page))
    base = weigh(first, numbers)
    gain, witnesses = 0.0, []
    told = _particulars(first) | {f"speaker {first.source}", f"speaker {first.speaker.source}"}
    if base > 0:
        for item in others:
            new = _particulars(item) - told
            if item.page == page or not new or item.left_out:
                continue
            told |= new
            more = min(numbers.weights.member, weigh(item, numbers), numbers.weights.members_most - gain)
            if more > 0:
                gain += more
                witnesses.append(item.page)
    return Strand(origin, denies, first, others, base + gain, gain, tuple(dict.fromkeys(witnesses)))


def _particulars(item: Testimony) -> set[str]:
    """What a testimony tells that a copy of another could not have."""
    claim, speaker = item.claim, item.speaker
    found = set()
    if item.hops and (speaker.actor or speaker.source or speaker.country):
        found.add(f"speaker {speaker.source or speaker.actor or speaker.country}")
    return found | _place_and_day(claim)


def _place_and_day(claim: Claim) -> set[str]:
    found = set()
    if claim.where is not None and claim.where.name:
        found.add(f"place {claim.where.name.casefold()}")
    if claim.when is not None:
        found.add(f"day {claim.when}")
    return found


def shares(items: Sequence[Strand], numbers: Model) -> dict[tuple[str, bool], float]:
    """What is left of each line beside the others, 0 to 1, by origin and side.

    Lines of one bloc (a network, the outlets of one state, one speaker heard through several pages) stand
    beside each other: the heaviest counts in full, each further one keeps `network` of what the one before
    kept. Then blocs stand beside each other likewise with `unseen`, for the chance that one is an echo of
    another that nobody has found. Since the heaviest come first, another line never takes from the sum.
    """
    weights = numbers.weights
    found: dict[tuple[str, bool], float] = {}
    for denies in (False, True):
        blocs: dict[str, list[tuple[Strand, float]]] = {}
        # `items` are sorted, heaviest first.
        for item in items:
            if item.denies is denies and item.alone > 0:
                members = blocs.setdefault(item.first.bloc, [])
                members.append((item, weights.network ** len(members)))
        ranked = sorted(
            blocs.items(), key=lambda pair: (-sum(one.alone * part for one, part in pair[1]), pair[0])
        )
        for rank, (_, members) in enumerate(ranked):
            for item, part in members:
                found[item.origin, denies] = weights.temper * part * weights.unseen**rank
    return found


@lru_cache(maxsize=4_096)
def drawn(key: str, beta: Beta, draws: int = DRAWS) -> Floats:
    """Draws of a reliability: the same for the same name and numbers, so that results can be repeated."""
    seed = int.from_bytes(sha256(key.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    found: Floats = np.random.default_rng(seed).beta(beta.a, beta.b, draws)
    found.setflags(write=False)
    return found
