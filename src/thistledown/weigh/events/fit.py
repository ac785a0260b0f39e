"""How well two claims fit one happening, in points, each with its reason."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from thistledown.casebook.place import Place
from thistledown.casebook.when import When
from thistledown.codebook.terms import Kind, Pathway, System
from thistledown.weigh.events.face import Face, span_days
from thistledown.weigh.events.kinship import Body, Kinship
from thistledown.weigh.events.weights import EventWeights

_NEAR = frozenset(
    pair
    for one, other in (
        (Kind.USE, Kind.SIGHTING),
        (Kind.USE, Kind.SEIZURE),
        (Kind.SIGHTING, Kind.SEIZURE),
        (Kind.SIGHTING, Kind.ACQUISITION),
        (Kind.TRANSFER, Kind.ACQUISITION),
        (Kind.TRANSFER, Kind.TRAINING),
        (Kind.TRANSFER, Kind.SEIZURE),
        (Kind.ACQUISITION, Kind.SEIZURE),
        (Kind.TRAINING, Kind.RECRUITMENT),
        (Kind.PRODUCTION, Kind.ACQUISITION),
        (Kind.PRODUCTION, Kind.SEIZURE),
        (Kind.PRODUCTION, Kind.SIGHTING),
    )
    for pair in ((one, other), (other, one))
)
# Kinds that have two ends: reports place them at either.
SUPPLY = frozenset({Kind.TRAINING, Kind.TRANSFER, Kind.ACQUISITION, Kind.RECRUITMENT, Kind.POLICY})
_EARTH_KM = 6371.0
# Points from which on a date, a place or an actor tells one happening from another.
_TELLING = 0.75


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two claims fit one happening.

    Attributes:
        points: the sum of all that speaks for and against.
        reasons: each of these, the weightiest first; left out where the sum is below the review band.
    """

    points: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Commonness:
    """How often each actor and each place's word stands in claims: what is everywhere tells little.

    Attributes:
        claims: how many claims were counted.
        seen: in how many of them each actor and word stands.
    """

    claims: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def count(self, face: Face) -> None:
        """Count one claim."""
        self.claims += 1
        self.seen.update({body.key for body in (*face.providers, *face.recipients)} | face.names)

    def rarity(self, word: str, floor: float) -> float:
        """From `floor` (everywhere) to 1 (once)."""
        if self.claims < 2:
            return 1.0
        share = math.log((self.claims + 1) / (self.seen[word] + 0.5)) / math.log(self.claims + 1)
        return floor + (1 - floor) * min(1.0, max(0.0, share))


def fit(one: Face, other: Face, kin: Kinship, common: Commonness) -> Fit:
    """Add up what speaks for and against two claims being about one happening."""
    by = kin.by
    if refused := _refused(one, other, by):
        return refused
    found = [
        _kinds(one, other, by),
        _times(one, other, by),
        *_actors(one, other, kin, common),
        *_places(one, other, by, common),
        *_rest(one, other, by),
    ]
    points = sum(item[0] for item in found)
    if points < by.review:
        # Nobody will ask why; most pairs that were not refused end here.
        return Fit(round(points, 3), ())
    told = sorted((item for item in found if item[0]), key=lambda item: -abs(item[0]))
    reasons = [f"{points:+.1f} {why}" for points, why in told]
    if points > by.unheld and not _held(found):
        points = by.unheld
        reasons.append("neither place nor date holds it to this one")
    return Fit(round(points, 3), tuple(reasons))


def _refused(one: Face, other: Face, by: EventWeights) -> Fit | None:
    """A fit that one feature ends by itself: another kind, or dates months apart. Most pairs end here."""
    if one.kind is not other.kind and (one.kind, other.kind) not in _NEAR:
        points, why = by.kind["different"], "another kind"
    elif one.when is not None and other.when is not None and (gap := gap_days(one.when, other.when)):
        points, why = by.step("gap", gap), "dates far apart"
    else:
        return None
    return Fit(points, (why,)) if points <= by.refusal else None


Reason = tuple[float, str]
_NOTHING: Reason = (0.0, "")


def _held(found: Iterable[Reason]) -> bool:
    """Whether something tells this happening from others of the same actors and kind.

    A date of a season or better, a place smaller than a country, or giver and taker both.
    """
    ends = 0
    for points, why in found:
        if why.startswith(("date ", "published ", "place ")) and points >= _TELLING:
            return True
        ends += why.startswith(("provider ", "recipient ")) and points >= _TELLING
    return ends == 2


def _kinds(one: Face, other: Face, by: EventWeights) -> Reason:
    if one.kind is other.kind:
        return by.kind["same"], f"both {one.kind.value}"
    near = (one.kind, other.kind) in _NEAR
    return by.kind["near" if near else "different"], f"{one.kind.value} and {other.kind.value}"


def _actors(one: Face, other: Face, kin: Kinship, common: Commonness) -> list[Reason]:
    found = []
    for role, mine, theirs in (
        ("recipient", one.recipients, other.recipients),
        ("provider", one.providers, other.providers),
    ):
        if mine and theirs:
            found.append(_role(role, mine, theirs, kin, common))
    crossed = [
        _best(one.providers, other.recipients, kin),
        _best(one.recipients, other.providers, kin),
    ]
    most = max(crossed, key=lambda item: item[0])
    if most[0] >= 0.7 and not any(points > 0 for points, _ in found):
        found.append((kin.by.actor["crossed"] * most[0], f"{most[1]} on the other side"))
    return found


def _role(
    role: str, mine: tuple[Body, ...], theirs: tuple[Body, ...], kin: Kinship, common: Commonness
) -> Reason:
    by = kin.by.actor
    alike, said, key = _best(mine, theirs, kin)
    if alike > 0:
        return by[role] * alike * common.rarity(key, by["common_floor"]), f"{role} {said}"
    vague = any(body.vague for body in (*mine, *theirs))
    points = by[f"{role}_conflict"] * (by["cohort_conflict"] if vague else 1.0)
    return points, f"{role} {_names(mine)} and {_names(theirs)}"


def _best(mine: tuple[Body, ...], theirs: tuple[Body, ...], kin: Kinship) -> tuple[float, str, str]:
    best = (0.0, "", "")
    for left in mine:
        for right in theirs:
            alike = kin.alike(left, right)
            if alike > best[0]:
                said = left.name if left.key == right.key else f"{left.name} near {right.name}"
                best = (alike, said, left.key)
    return best


def _names(bodies: tuple[Body, ...]) -> str:
    return ", ".join(body.name for body in bodies)


def _times(one: Face, other: Face, by: EventWeights) -> Reason:
    if one.when is not None and other.when is not None:
        gap = gap_days(one.when, other.when)
        if gap == 0:
            span = max(span_days(one.when), span_days(other.when))
            return by.step("overlap", span), f"date {one.when} and {other.when}"
        return by.step(
            "gap", gap
        ), f"date {one.when} and {other.when}, {gap} {'day' if gap == 1 else 'days'} apart"
    for dated, undated in ((one, other), (other, one)):
        if dated.when is None or undated.published is None or dated.when.start is None:
            continue
        if undated.published < dated.when.start:
            return by.time["published_before"], f"published {undated.published}, before {dated.when}"
        end = dated.when.end or dated.when.start
        days = max(0, (undated.published - end).days)
        return by.step("published", days), f"published {undated.published}, {days} days after {dated.when}"
    return _NOTHING


def gap_days(one: When, other: When) -> int:
    """Days between two dates; 0 where they can name the same day."""
    gaps = [
        (later.start - earlier.end).days
        for earlier, later in ((one, other), (other, one))
        if later.start is not None and earlier.end is not None
    ]
    return max(0, *gaps) if gaps else 0


def _places(one: Face, other: Face, by: EventWeights, common: Commonness) -> list[Reason]:
    here, there = one.place, other.place
    if here is None or there is None:
        return []
    points = by.place
    if here.country and there.country and here.country != there.country:
        supply = one.kind in SUPPLY or other.kind in SUPPLY
        cost = points["other_country_supply" if supply else "other_country"]
        return [(cost, f"in {here.country} and {there.country}")]
    shared = one.names & other.names
    if shared:
        floor = points["common_floor"]
        rare = max(common.rarity(word, floor) for word in shared)
        whole = 1.0 if one.names <= other.names or other.names <= one.names else 0.7
        return [(points["same_name"] * rare * whole, f"place {here.name} and {there.name}")]
    found = []
    if here.country and here.country == there.country:
        found.append((points["same_country"], f"in {here.country}"))
    if here.name and there.name and (km := distance_km(here, there)) is not None:
        radii = (here.radius_km or 0.0, there.radius_km or 0.0)
        said = f"place {here.name} and {there.name}, {km:.0f} km apart"
        if max(radii) <= points["near_radius_km"] and km <= points["near_km"] + sum(radii):
            found.append((points["near"], said))
        elif km >= points["far_km"] + sum(radii):
            found.append((points["far"], said))
    return found


def distance_km(one: Place, other: Place) -> float | None:
    """Great-circle distance of two places in kilometres (haversine); None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _rest(one: Face, other: Face, by: EventWeights) -> Iterable[Reason]:
    rest = by.rest
    if one.system and other.system and System.MIXED not in (one.system, other.system):
        same = one.system is other.system
        yield rest["same_system" if same else "other_system"], f"{one.system.value} and {other.system.value}"
    if one.items & other.items:
        yield rest["same_items"], ", ".join(sorted(item.value for item in one.items & other.items))
    if one.pathway is other.pathway and one.pathway is not Pathway.UNKNOWN:
        yield rest["same_pathway"], f"pathway {one.pathway.value}"
