"""How surely two actors are one, with every feature that says so or speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thistledown.casebook.wording import country_words
from thistledown.codebook.reason import Reason, Sentences, Value, term_reason
from thistledown.codebook.terms import ActorKind
from thistledown.weigh.resolution.name_form import NameForm
from thistledown.weigh.resolution.profile import Name, Profile
from thistledown.weigh.resolution.similarity import Likeness, Rarity, likeness
from thistledown.weigh.resolution.weights import Weights

# Kinds that reports mix up; every other pair of known kinds speaks against.
_NEAR = frozenset(
    frozenset(pair)
    for pair in (
        (ActorKind.STATE, ActorKind.STATE_FORCE),
        (ActorKind.COHORT, ActorKind.NON_STATE_ARMED_GROUP),
        (ActorKind.COHORT, ActorKind.CRIMINAL_ORGANISATION),
        (ActorKind.COHORT, ActorKind.STATE_FORCE),
        (ActorKind.NON_STATE_ARMED_GROUP, ActorKind.CRIMINAL_ORGANISATION),
        (ActorKind.NON_STATE_ARMED_GROUP, ActorKind.STATE_FORCE),
        (ActorKind.PRIVATE_MILITARY_COMPANY, ActorKind.STATE_FORCE),
        (ActorKind.PRIVATE_MILITARY_COMPANY, ActorKind.COMPANY),
        (ActorKind.PRIVATE_MILITARY_COMPANY, ActorKind.NON_STATE_ARMED_GROUP),
    )
)

# Words for a body that tell nothing of its sort; reports put one for the other.
_ANY_BODY = frozenset(
    {"armed", "faction", "forces", "gang", "group", "harakat", "jamaa", "movement", "network", "organisation"}
)


MATCH = Sentences(
    "match",
    {
        "feature": "{feature} {points:+.2f}: {detail}",
        "names": "{one} / {other}: {how}",
        "initials": "{short} are the initials of {long}",
        "other_meanings": "{name} has other meanings, too",
        "sides": "{one} / {other}",
        "nothing": "nothing",
    },
)


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that was looked at.

    Attributes:
        name: as in the data file of weights.
        value: how far it holds, 0 to 1.
        weight: what it weighs when it holds in full.
        rests_on: the code of its words, and what they name; worded only when somebody reads it.
    """

    name: str
    value: float
    weight: float
    rests_on: tuple[str, Mapping[str, Any]]

    @property
    def detail(self) -> Reason:
        """The words it rests on."""
        code, named = self.rests_on
        return MATCH(code, **{name: _told(value) for name, value in named.items()})

    @property
    def points(self) -> float:
        """What it added to the score or took from it."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Match:
    """How surely two actors are one.

    Attributes:
        left: id of one actor.
        right: id of the other.
        score: 0 to 1; not a probability.
        band: `high`, `review` or `no`.
        features: the main feature that counted, then what spoke against.
        exact: whether both bear a name of exactly the same words that stands for one actor alone.
    """

    left: str
    right: str
    score: float
    band: str
    features: tuple[Feature, ...]
    exact: bool = False

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each feature on one line for people."""
        return tuple(
            MATCH(
                "feature",
                feature=Reason(f"actors.feature_{item.name}", {}, item.name),
                points=round(item.points, 2),
                detail=item.detail,
            )
            for item in self.features
        )


def compare(
    left: Profile, right: Profile, pairs: Iterable[tuple[Name, Name]], rare: Rarity, by: Weights
) -> Match:
    """Score two actors by some pairs of their names; the pair that fits best decides.

    Args:
        left: one actor.
        right: the other.
        pairs: names of the one with names of the other.
        rare: how rare each word is.
        by: the weights.
    """
    of_both = _kinds(left, right, by) + _countries(left, right, by)
    best: tuple[Feature, ...] = ()
    most = -1.0
    for one, other in pairs:
        main = _main(one, other, rare, by)
        features = (main, *_qualifiers(one.form, other.form, main.name, by), *_doubt(one, other, by))
        points = sum(feature.points for feature in features)
        if points > most:
            most, best = points, features
    features = tuple(feature for feature in (*best, *of_both) if feature.value)
    score = max(0.0, min(1.0, sum(feature.points for feature in features)))
    return Match(left.id, right.id, round(score, 4), by.band(score), features)


def _main(one: Name, other: Name, rare: Rarity, by: Weights) -> Feature:
    alike = likeness(one.form, other.form, rare, by)
    words = {"one": one.form.name, "other": other.form.name, "how": alike}
    name = Feature("name", alike.score, by.main["name"], ("names", words))
    for short, long in ((one.form, other.form), (other.form, one.form)):
        if len(short.acronym) > 2 and short.acronym == long.initials:
            fits = 1.0 if len(short.acronym) > 3 else 0.85
            told = ("initials", {"short": short.name, "long": long.name})
            acronym = Feature("acronym", fits, by.main["acronym"], told)
            return max(name, acronym, key=lambda feature: feature.points)
    return name


def _qualifiers(one: NameForm, other: NameForm, main: str, by: Weights) -> list[Feature]:
    found = []
    for sort in ("number", "side", "role"):
        mine, theirs = one.symbols(sort), other.symbols(sort)
        # An acronym says nothing of numbers, sides and roles.
        if mine == theirs or main == "acronym":
            continue
        said = _sides(*(", ".join(sorted(words)).replace("n:", "") for words in (mine, theirs)))
        missing = not mine or not theirs
        name = "role_conflict" if sort == "role" else f"{sort}_{'missing' if missing else 'conflict'}"
        found.append(Feature(name, 1.0, by.qualifier[name], said))
    mine, theirs = one.symbols("body") - _ANY_BODY, other.symbols("body") - _ANY_BODY
    if mine and theirs and not mine & theirs and main != "acronym":
        said = _sides(*(", ".join(sorted(words)) for words in (mine, theirs)))
        found.append(Feature("body_conflict", 1.0, by.qualifier["body_conflict"], said))
    return found


def _sides(one: Any, other: Any) -> tuple[str, Mapping[str, Any]]:
    return "sides", {"one": one, "other": other}


def _told(value: Any) -> Value:
    match value:
        case Likeness():
            return value.words
        case ActorKind():
            return term_reason("actor_kinds", value.value, value.value)
        case frozenset():
            return tuple(country_words(code.removeprefix("c:")) for code in sorted(value))
    return str(value) or MATCH("nothing")


def _doubt(one: Name, other: Name, by: Weights) -> list[Feature]:
    if "ambiguous" not in (one.sort, other.sort):
        return []
    name = one if one.sort == "ambiguous" else other
    weight = by.qualifier["ambiguous_name"]
    return [Feature("ambiguous_name", 1.0, weight, ("other_meanings", {"name": name.form.name}))]


def _kinds(left: Profile, right: Profile, by: Weights) -> list[Feature]:
    if left.kind is right.kind or ActorKind.UNKNOWN in (left.kind, right.kind):
        return []
    near = frozenset((left.kind, right.kind)) in _NEAR
    name = "kind_near" if near else "kind_conflict"
    return [Feature(name, 1.0, by.qualifier[name], _sides(left.kind, right.kind))]


def _countries(left: Profile, right: Profile, by: Weights) -> list[Feature]:
    mine, theirs = left.countries, right.countries
    if not mine or not theirs or mine & theirs:
        return []
    said = _sides(frozenset(mine), frozenset(theirs))
    return [Feature("country_conflict", 1.0, by.qualifier["country_conflict"], said)]
