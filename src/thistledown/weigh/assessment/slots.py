"""What is likely of each slot, if the event happened: who, whom, how, where, when.

Each line votes once, with the word of its origin. A vote by a speaker who is right in a share r of cases
(after all that blurs it) weighs log(n r / (1 - r)) for its value, where n is the number of wrong values that
might have been named instead: the vote count of Dong, Berti-Equille and Srivastava (2009). Values that can
both be right (two providers named together, 12 June and June) do not compete. What nobody named competes
always, at the weight of n values without a vote. So one line alone gives its value the probability r. When
and where an official act took place is as public as the act: there r is that of "an office spoke or acted".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.place import Place
from thistledown.casebook.when import When
from thistledown.codebook.terms import Modality, Pathway
from thistledown.weigh.assessment.evidence import SUREST, Strand, drawn, kept, shares
from thistledown.weigh.assessment.model import Model
from thistledown.weigh.knowledge import Knowledge

_EARTH_KM = 6371.0
# Two towns nearer than this may be one place under two names.
_NEAR_KM = 25.0


@dataclass(frozen=True, slots=True)
class SlotValue:
    """A value that some line gives a slot.

    Attributes:
        slot: kind, provider, recipient, pathway, country, place, date or system.
        value: as the record keeps it: an actor's id, a word of the codebook, a country code, a name, a date.
        name: as people read it.
        probability: that it is right if the event happened, 0 to 1.
        low: lower end of its interval.
        high: upper end.
        lines: origins of the lines that give it.
        against: origins of the lines that deny it for this party.
    """

    slot: str
    value: str
    name: str
    probability: float
    low: float
    high: float
    lines: tuple[str, ...]
    against: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "slot": self.slot,
            "value": self.value,
            "name": self.name,
            "probability": round(self.probability, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "lines": list(self.lines),
            "against": list(self.against),
        }


@dataclass(frozen=True, slots=True)
class _Said:
    """What one claim says in a slot: the value, what it is compared by, and how surely it is put."""

    value: str
    name: str
    what: Any
    sure: float = 1.0
    together: str = ""


@dataclass(frozen=True, slots=True)
class _Vote:
    said: tuple[_Said, ...]
    strand: Strand
    part: float


Reads = Callable[[Claim, Model], tuple[_Said, ...]]


def slots_of(items: Sequence[Strand], known: Knowledge, *, act: bool = False) -> tuple[SlotValue, ...]:
    """What is likely of each slot, the likeliest value first; slots in the order of the codebook's questions.

    Args:
        items: what the lines say, as `strands` gives it.
        known: sources and numbers.
        act: whether the event is an official act.
    """
    numbers = known.model
    share = shares(items, numbers)
    found: list[SlotValue] = []
    for slot, reads in _READS.items():
        votes = [
            _Vote(said, item, share[item.origin, False] / numbers.weights.temper)
            for item in items
            if not item.denies
            and (item.origin, False) in share
            and (said := reads(item.first.claim, numbers))
        ]
        if votes:
            denials = [item for item in items if item.denies] if slot in ("provider", "recipient") else []
            public = act and slot in _PUBLIC
            found += _values(slot, votes, denials, share, known, public)
    return tuple(found)


def _values(
    slot: str,
    votes: Sequence[_Vote],
    denials: Sequence[Strand],
    share: Mapping[tuple[str, bool], float],
    known: Knowledge,
    public: bool,
) -> list[SlotValue]:
    numbers = known.model
    wrong = numbers.wrong[slot]
    candidates = {said.value: said for vote in votes for said in vote.said}
    points, draws = {}, {}
    backed: dict[str, list[str]] = {}
    against: dict[str, list[str]] = {}
    for value, candidate in candidates.items():
        point, many = 0.0, np.zeros(1)
        for vote in votes:
            sure = max((one.sure for one in vote.said if _entails(slot, one, candidate, known)), default=0.0)
            if sure > 0:
                backed.setdefault(value, []).append(vote.strand.origin)
                first = vote.strand.first
                right, spread = first.beta.mean, drawn(first.key, first.beta)
                keep = kept(first, numbers) * _reread(slot, candidate, vote.strand, known) * sure
                if public:
                    right, keep = numbers.grades[first.grade].said, sure
                    spread = np.full(1, right)
                point += vote.part * float(_vote(right, keep, wrong))
                many = many + vote.part * _vote(spread, keep, wrong)
        for item in denials:
            if any(party.actor == value or party.name == value for party in _parties(slot, item.first.claim)):
                size = item.alone * share.get((item.origin, True), 0.0)
                if size <= 0:
                    continue
                against.setdefault(value, []).append(item.origin)
                point -= size
                many = many - size
        points[value], draws[value] = point, many
    found = []
    for value, candidate in candidates.items():
        rivals = [
            other
            for name, other in candidates.items()
            if name != value and _compete(slot, candidate, other, votes, known)
        ]
        point = _share(points[value], [points[other.value] for other in rivals], wrong)
        many = _share(draws[value], [draws[other.value] for other in rivals], wrong)
        low, high = np.quantile(many, (0.05, 0.95))
        found.append(
            SlotValue(
                slot,
                value,
                candidate.name,
                float(point),
                min(float(low), float(point)),
                max(float(high), float(point)),
                tuple(dict.fromkeys(backed[value])),
                tuple(dict.fromkeys(against.get(value, ()))),
            )
        )
    return sorted(found, key=lambda one: (-one.probability, one.value))


def _reread(slot: str, candidate: _Said, strand: Strand, known: Knowledge) -> float:
    """How many times surer that the line's first claim was read right, by claims of it that read the same.

    A misreading of other words is another misreading: that all of them are wrong about the value has the
    probability of their product. What the line's word is worth is not changed by it.
    """
    own = min(max(strand.first.claim.confidence, 0.0), 1.0)
    if not 0.0 < own < 1.0:
        return 1.0
    wrong = 1.0 - own
    # Claims about the same words are one reading of them.
    seen = {(strand.first.page, strand.first.claim.quote)}
    for item in strand.others:
        words = (item.page, item.claim.quote)
        if words in seen or item.left_out:
            continue
        if any(_entails(slot, one, candidate, known) for one in _READS[slot](item.claim, known.model)):
            seen.add(words)
            wrong *= 1.0 - min(max(item.claim.confidence, 0.0), 1.0)
    return (1.0 - wrong) / own


def _vote(right: Any, keep: float, wrong: int) -> Any:
    # Under a coin's worth a vote counts as one that any of the values could have had.
    floor = 1.0 / (wrong + 1)
    left = floor + keep * (np.clip(right, 0.5, SUREST) - floor)
    return np.log(wrong * left / (1.0 - left))


def _share(mine: Any, rivals: Sequence[Any], wrong: int) -> Any:
    # A rival that was named is one of the wrong values; the others have no vote.
    rest: Any = float(max(wrong - len(rivals), 1))
    for score in rivals:
        rest = rest + np.exp(score)
    return np.clip(np.exp(mine) / (np.exp(mine) + rest), 1.0 - SUREST, SUREST)


def _entails(slot: str, said: _Said, candidate: _Said, known: Knowledge) -> bool:
    """Whether who says the one says the other with it."""
    if said.value == candidate.value:
        return True
    if slot == "date":
        return _within(said.what, candidate.what)
    if slot in ("provider", "recipient"):
        facts = known.actors.get(said.value)
        return facts is not None and candidate.value in facts.above
    if slot == "place":
        return _near(said.what, candidate.what)
    return False


def _compete(slot: str, one: _Said, other: _Said, votes: Sequence[_Vote], known: Knowledge) -> bool:
    """Whether two values cannot both be right."""
    if _entails(slot, one, other, known) or _entails(slot, other, one, known):
        return False
    if slot == "date":
        return not one.what.overlaps(other.what)
    if slot in ("provider", "recipient"):
        # Named together and not as alternatives: both took part.
        for vote in votes:
            pair = {said.value: said.together for said in vote.said}
            if one.value in pair and other.value in pair:
                return bool(pair[one.value]) and pair[one.value] == pair[other.value]
    return True


def _parties(slot: str, claim: Claim) -> tuple[Party, ...]:
    return claim.providers if slot == "provider" else claim.recipients


def _read_parties(slot: str) -> Reads:
    def reads(claim: Claim, numbers: Model) -> tuple[_Said, ...]:
        return tuple(
            _Said(
                party.actor or party.name,
                party.name,
                None,
                min(1.0, _sure(party.modality, numbers) / _sure(claim.modality, numbers)),
                party.alternative,
            )
            for party in _parties(slot, claim)
            if party.modality is not Modality.DENIED
        )

    return reads


def _sure(modality: Modality, numbers: Model) -> float:
    """What is left of a party's naming when it is hedged more than the claim itself."""
    return {
        Modality.ALLEGED: numbers.weights.alleged,
        Modality.SPECULATED: numbers.weights.alleged * numbers.weights.speculated,
        Modality.FORECAST: numbers.weights.alleged * numbers.weights.speculated,
    }.get(modality, 1.0)


def _read_pathway(claim: Claim, numbers: Model) -> tuple[_Said, ...]:
    return tuple(
        _Said(pathway.value, pathway.value, None, weight)
        for pathway, weight in claim.pathways
        if pathway is not Pathway.UNKNOWN
    )


def _read_place(claim: Claim, numbers: Model) -> tuple[_Said, ...]:
    where = claim.where
    if where is None or not where.name:
        return ()
    return (_Said(f"{where.name}, {where.country}" if where.country else where.name, where.name, where, 1.0),)


def _read_date(claim: Claim, numbers: Model) -> tuple[_Said, ...]:
    return () if claim.when is None else (_Said(str(claim.when), str(claim.when), claim.when, 1.0),)


# What is public about an act, whatever is thought of its content.
_PUBLIC = frozenset({"kind", "country", "place", "date"})

_READS: dict[str, Reads] = {
    "kind": lambda claim, numbers: (_Said(claim.kind.value, claim.kind.value, None, 1.0),),
    "provider": _read_parties("provider"),
    "recipient": _read_parties("recipient"),
    "pathway": _read_pathway,
    "country": lambda claim, numbers: (
        (_Said(claim.where.country, claim.where.country, None, 1.0),)
        if claim.where is not None and claim.where.country
        else ()
    ),
    "place": _read_place,
    "date": _read_date,
    "system": lambda claim, numbers: (
        (_Said(claim.system.value, claim.system.value, None, 1.0),) if claim.system else ()
    ),
}
SLOTS = tuple(_READS)


def _within(inner: When, outer: When) -> bool:
    """Whether the one interval lies inside the other."""
    early = outer.start is None or (inner.start is not None and inner.start >= outer.start)
    late = outer.end is None or (inner.end is not None and inner.end <= outer.end)
    return early and late


def _near(one: Place, other: Place) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return _distance_km(one.lat, one.lon, other.lat, other.lon) <= _NEAR_KM + min(
        one.radius_km or 0, 50.0
    ) + min(other.radius_km or 0, 50.0)


def _distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres (haversine)."""
    up = math.radians(other_lat - lat) / 2
    along = math.radians(other_lon - lon) / 2
    part = (
        math.sin(up) ** 2
        + math.cos(math.radians(lat)) * math.cos(math.radians(other_lat)) * math.sin(along) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(part)))
