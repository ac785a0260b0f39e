"""How well two claims fit one happening, in points, each with its reason."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from thistledown.casebook.place import Place
from thistledown.casebook.when import When
from thistledown.casebook.wording import country_words, day_words, when_words
from thistledown.codebook.reason import Reason, Sentences, Value, term_reason
from thistledown.codebook.terms import Item, Kind, Pathway, System
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
# A word of the codebook to its section there.
_SECTION: dict[type, str] = {Kind: "kinds", System: "systems", Item: "items", Pathway: "pathways"}
_EARTH_KM = 6371.0
# Points from which on a date, a place or an actor tells one happening from another.
_TELLING = 0.75


FIT = Sentences(
    "fit",
    {
        "points": "{points:+.1f} {why}",
        "unheld": "neither place nor date holds it to this one",
        "another_kind": "another kind",
        "far_apart": "dates far apart",
        "same_kind": "both {kind}",
        "two": "{one} and {other}",
        "crossed": "{who} on the other side",
        "near": "{one} near {other}",
        "provider": "provider {who}",
        "recipient": "recipient {who}",
        "provider_other": "provider {one} and {other}",
        "recipient_other": "recipient {one} and {other}",
        "date": "date {one} and {other}",
        "date_apart": "date {one} and {other}, {days|1 day|{days} days} apart",
        "published_before": "published {day}, before {when}",
        "published_after": "published {day}, {days|1 day|{days} days} after {when}",
        "countries": "in {one} and {other}",
        "country": "in {country}",
        "place": "place {one} and {other}",
        "place_apart": "place {one} and {other}, {km} km apart",
        "items": "{items}",
        "pathway": "pathway {pathway}",
    },
)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two claims fit one happening.

    Attributes:
        points: the sum of all that speaks for and against.
        reasons: each of these, the weightiest first; left out where the sum is below the review band.
    """

    points: float
    reasons: tuple[Reason, ...]


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
    reasons = [FIT("points", points=round(item[0], 1), why=_worded(item)) for item in told]
    if points > by.unheld and not _held(found):
        points = by.unheld
        reasons.append(FIT("unheld"))
    return Fit(round(points, 3), tuple(reasons))


def _refused(one: Face, other: Face, by: EventWeights) -> Fit | None:
    """A fit that one feature ends by itself: another kind, or dates months apart. Most pairs end here."""
    if one.kind is not other.kind and (one.kind, other.kind) not in _NEAR:
        points, why = by.kind["different"], "another_kind"
    elif one.when is not None and other.when is not None and (gap := gap_days(one.when, other.when)):
        points, why = by.step("gap", gap), "far_apart"
    else:
        return None
    return Fit(points, _REFUSED[why]) if points <= by.refusal else None


# Points, and why as a code with what it rests on: most pairs are never asked about, so nothing is worded yet.
_Found = tuple[float, str, tuple[Any, ...]]
_NOTHING: _Found = (0.0, "", ())
_REFUSED = {code: (FIT(code),) for code in ("another_kind", "far_apart")}
# What a wording calls the values it rests on, in their order.
_CALLED = {code: tuple(dict.fromkeys(re.findall(r"\{(\w+)", words))) for code, words in FIT.wordings.items()}
# What holds a claim to one happening, and what tells one end of it.
_DATED = ("date", "date_apart", "published_before", "published_after", "place", "place_apart")
_ENDS = ("provider", "recipient")


def _worded(found: _Found) -> Reason:
    _, code, rests_on = found
    return FIT(code, **{name: _told(value) for name, value in zip(_CALLED[code], rests_on, strict=True)})


def _told(value: Any) -> Value:
    match value:
        case When():
            return when_words(value)
        case date():
            return day_words(value)
        case Place():
            return country_words(value.country or "")
        case StrEnum():
            return term_reason(_SECTION[type(value)], value.value, value.value)
        case (Body() as left, Body() as right):
            return left.name if left.key == right.key else FIT("near", one=left.name, other=right.name)
        case tuple():
            return tuple(term_reason(_SECTION[type(one)], one.value, one.value) for one in value)
        case str() | int():
            return value
    raise TypeError(f"a reason cannot rest on {value!r}")


def _held(found: Iterable[_Found]) -> bool:
    """Whether something tells this happening from others of the same actors and kind.

    A date of a season or better, a place smaller than a country, or giver and taker both.
    """
    ends = 0
    for points, code, _ in found:
        if code in _DATED and points >= _TELLING:
            return True
        ends += code in _ENDS and points >= _TELLING
    return ends == 2


def _kinds(one: Face, other: Face, by: EventWeights) -> _Found:
    if one.kind is other.kind:
        return by.kind["same"], "same_kind", (one.kind,)
    near = (one.kind, other.kind) in _NEAR
    return by.kind["near" if near else "different"], "two", (one.kind, other.kind)


def _actors(one: Face, other: Face, kin: Kinship, common: Commonness) -> list[_Found]:
    found: list[_Found] = []
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
    if most[0] >= 0.7 and not any(points > 0 for points, _, _ in found):
        found.append((kin.by.actor["crossed"] * most[0], "crossed", (most[1],)))
    return found


def _role(
    role: str, mine: tuple[Body, ...], theirs: tuple[Body, ...], kin: Kinship, common: Commonness
) -> _Found:
    by = kin.by.actor
    alike, pair = _best(mine, theirs, kin)
    if pair is not None:
        return by[role] * alike * common.rarity(pair[0].key, by["common_floor"]), role, (pair,)
    vague = any(body.vague for body in (*mine, *theirs))
    points = by[f"{role}_conflict"] * (by["cohort_conflict"] if vague else 1.0)
    return points, f"{role}_other", (_names(mine), _names(theirs))


def _best(
    mine: tuple[Body, ...], theirs: tuple[Body, ...], kin: Kinship
) -> tuple[float, tuple[Body, Body] | None]:
    """How alike the two most alike are, and these two; None where nobody is alike."""
    best: tuple[float, tuple[Body, Body] | None] = (0.0, None)
    for left in mine:
        for right in theirs:
            alike = kin.alike(left, right)
            if alike > best[0]:
                best = (alike, (left, right))
    return best


def _names(bodies: tuple[Body, ...]) -> str:
    return ", ".join(body.name for body in bodies)


def _times(one: Face, other: Face, by: EventWeights) -> _Found:
    if one.when is not None and other.when is not None:
        gap = gap_days(one.when, other.when)
        if gap == 0:
            span = max(span_days(one.when), span_days(other.when))
            return by.step("overlap", span), "date", (one.when, other.when)
        return by.step("gap", gap), "date_apart", (one.when, other.when, gap)
    for dated, undated in ((one, other), (other, one)):
        if dated.when is None or undated.published is None or dated.when.start is None:
            continue
        if undated.published < dated.when.start:
            return by.time["published_before"], "published_before", (undated.published, dated.when)
        end = dated.when.end or dated.when.start
        days = max(0, (undated.published - end).days)
        return by.step("published", days), "published_after", (undated.published, days, dated.when)
    return _NOTHING


def gap_days(one: When, other: When) -> int:
    """Days between two dates; 0 where they can name the same day."""
    gaps = [
        (later.start - earlier.end).days
        for earlier, later in ((one, other), (other, one))
        if later.start is not None and earlier.end is not None
    ]
    return max(0, *gaps) if gaps else 0


def _places(one: Face, other: Face, by: EventWeights, common: Commonness) -> list[_Found]:
    here, there = one.place, other.place
    if here is None or there is None:
        return []
    points = by.place
    if here.country and there.country and here.country != there.country:
        supply = one.kind in SUPPLY or other.kind in SUPPLY
        cost = points["other_country_supply" if supply else "other_country"]
        return [(cost, "countries", (here, there))]
    shared = one.names & other.names
    if shared:
        floor = points["common_floor"]
        rare = max(common.rarity(word, floor) for word in shared)
        whole = 1.0 if one.names <= other.names or other.names <= one.names else 0.7
        return [(points["same_name"] * rare * whole, "place", (here.name or "", there.name or ""))]
    found: list[_Found] = []
    if here.country and here.country == there.country:
        found.append((points["same_country"], "country", (here,)))
    if here.name and there.name and (km := distance_km(here, there)) is not None:
        radii = (here.radius_km or 0.0, there.radius_km or 0.0)
        apart = (here.name, there.name, round(km))
        if max(radii) <= points["near_radius_km"] and km <= points["near_km"] + sum(radii):
            found.append((points["near"], "place_apart", apart))
        elif km >= points["far_km"] + sum(radii):
            found.append((points["far"], "place_apart", apart))
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


def _rest(one: Face, other: Face, by: EventWeights) -> Iterable[_Found]:
    rest = by.rest
    if one.system and other.system and System.MIXED not in (one.system, other.system):
        same = one.system is other.system
        yield rest["same_system" if same else "other_system"], "two", (one.system, other.system)
    if one.items & other.items:
        yield rest["same_items"], "items", (tuple(sorted(one.items & other.items)),)
    if one.pathway is other.pathway and one.pathway is not Pathway.UNKNOWN:
        yield rest["same_pathway"], "pathway", (one.pathway,)
