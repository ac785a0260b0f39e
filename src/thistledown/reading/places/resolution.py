"""Which places the names of a text stand for, decided together: each name leans on the others.

Names are first taken for their most prominent bearer. Then, a few times over, each is chosen anew by its
prominence and by what the other names stand for: nearness, the same division or country, a division or
country straight after it ("Goma, North Kivu"). One name keeps one bearer in a text (one sense per
discourse). The idea of minimal distance is that of Leidner, Sinclair and Webber, "Grounding spatial named
entities for information extraction and question answering" (2003); the weights are in `resolution.toml`.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
from thistledown.reading.places.choice import distance_km
from thistledown.reading.places.index import Bearer, PlaceIndex, index, key
from thistledown.reading.places.words import LANGUAGES

_ROUNDS = 4
_MOST_NEIGHBOURS = 40
_MOST_BEARERS = 60


@dataclass(frozen=True, slots=True)
class Resolving:
    """What `resolution.toml` says: the weights, and words of a language around names.

    Attributes:
        weights: by their names in the file.
        prominence: what each kind of bearer is worth before anything else.
        before: words that may be cut off before a name to find it ("the", "northern").
        after: words that may be cut off after it, or put there ("county").
        swaps: words written in two ways.
        short: short forms of divisions ("La." for Louisiana), which stand after a comma.
    """

    weights: dict[str, float]
    prominence: dict[str, float]
    before: tuple[str, ...]
    after: tuple[str, ...]
    swaps: tuple[tuple[str, str], ...]
    short: dict[str, str]


@cache
def resolving(language: str) -> Resolving:
    """The weights, and the words of a language; English words where it has none."""
    raw = tomllib.loads(files(__package__).joinpath("resolution.toml").read_text("utf-8"))
    words = raw.get(language if language in LANGUAGES else "en", raw["en"])
    return Resolving(
        weights={name: float(value) for name, value in raw["weights"].items()},
        prominence={name: float(value) for name, value in raw["prominence"].items()},
        before=tuple(words["before"]),
        after=tuple(words["after"]),
        swaps=tuple((one, other) for one, other in words["swaps"]),
        short=dict(words["short"]),
    )


def resolve_places(text: str, spans: Sequence[Span], *, language: str = "en") -> list[Place | None]:
    """The places that names in a text stand for, each name's span given; None where the name is unknown.

    Args:
        text: the whole text, whose other words help.
        spans: where the names stand.
        language: the language of the text.
    """
    known, rules = index(language), resolving(language)
    names = [key(span.of(text)) for span in spans]
    found = {name: _bearers(name, known, rules) for name in set(names)}
    chosen = _Text(text, spans, names, found, rules).choose()
    return [None if bearer is None else bearer.place for bearer in chosen]


def _bearers(name: str, known: PlaceIndex, rules: Resolving) -> tuple[Bearer, ...]:
    """The bearers of a name, or of the name without its direction, article or sort of place."""
    if name in rules.short:
        name = key(rules.short[name])
    for variant in _variants(name, rules):
        bearers = known.bearers(variant)
        if bearers:
            return tuple(sorted(bearers, key=lambda b: -_prior(b, rules)))[:_MOST_BEARERS]
    return ()


def _variants(name: str, rules: Resolving) -> list[str]:
    variants = [name]
    for one, other in rules.swaps:
        if one in name:
            variants.append(name.replace(one, other))
    bare = name
    for word in rules.before:
        if bare.startswith(word + " "):
            bare = bare[len(word) + 1 :]
            variants.append(bare)
    for word in rules.after:
        if name.endswith(" " + word):
            variants.append(name[: -len(word) - 1])
    variants += [f"{name} {word}" for word in rules.after]
    return variants


def _prior(bearer: Bearer, rules: Resolving) -> float:
    return rules.prominence[bearer.kind] + rules.weights["people"] * math.log10(1 + bearer.population)


class _Text:
    """One text's names while they are chosen."""

    def __init__(
        self,
        text: str,
        spans: Sequence[Span],
        names: Sequence[str],
        found: dict[str, tuple[Bearer, ...]],
        rules: Resolving,
    ) -> None:
        self._text, self._spans, self._names, self._found, self._rules = text, spans, names, found, rules
        self._weights = rules.weights
        self._stated = [self._short_after(span) for span in spans]

    def choose(self) -> list[Bearer | None]:
        current: list[Bearer | None] = [(self._found[name] or (None,))[0] for name in self._names]
        for _ in range(_ROUNDS):
            new = [self._best(number, current) for number in range(len(current))]
            if new == current:
                break
            current = new
        votes: dict[str, Counter[Bearer]] = {}
        for name, bearer in zip(self._names, current, strict=True):
            if bearer is not None:
                votes.setdefault(name, Counter())[bearer] += 1
        return [votes[name].most_common(1)[0][0] if name in votes else None for name in self._names]

    def _short_after(self, span: Span) -> str:
        """The division that a short form straight after a name states ("Alexandria, La.")."""
        after = self._text[span.end : span.end + 12]
        if not after.startswith(", "):
            return ""
        word = after[2:].split(" ", 1)[0].rstrip(",;:)")
        return self._rules.short.get(key(word), "") if word[:1].isupper() else ""

    def _best(self, number: int, current: Sequence[Bearer | None]) -> Bearer | None:
        bearers = self._found[self._names[number]]
        if len(bearers) < 2:
            return bearers[0] if bearers else None
        others = self._others(number, current)
        stated = self._stated[number]
        scale = math.sqrt(max(len(others), 1))
        best, highest = bearers[0], -math.inf
        for bearer in bearers:
            score = _prior(bearer, self._rules)
            score += sum(weight * self._leans(bearer, other, gap) for other, weight, gap in others) / scale
            if stated:
                score += self._weights["stated"] * (bearer.division == stated)
            if score > highest:
                best, highest = bearer, score
        return best

    def _others(self, number: int, current: Sequence[Bearer | None]) -> list[tuple[Bearer, float, bool]]:
        """Each other name once: what it stands for, how much that counts, whether it follows directly."""
        own = self._spans[number]
        seen = {self._names[number]}
        found: list[tuple[Bearer, float, bool]] = []
        order = sorted(range(len(current)), key=lambda n: abs(self._spans[n].start - own.start))
        for other in order:
            bearer, name = current[other], self._names[other]
            if bearer is None or name in seen:
                continue
            seen.add(name)
            span = self._spans[other]
            weight = 1.0 / (1.0 + math.log(len(self._found[name])))
            if abs(span.start - own.start) > self._weights["near_signs"]:
                weight *= self._weights["far"]
            between = self._text[own.end : span.start] if span.start >= own.end else ""
            found.append((bearer, weight, 0 < len(between) <= 3 and "," in between))
            if len(found) == _MOST_NEIGHBOURS:
                break
        return found

    def _leans(self, bearer: Bearer, other: Bearer, follows: bool) -> float:
        """How much another place speaks for a bearer."""
        weights = self._weights
        same_country = bearer.place.country == other.place.country
        same_division = same_country and bool(bearer.division) and bearer.division == other.division
        if other.kind in ("country", "people"):
            return same_country * (weights["country"] + weights["follows"] * follows)
        distance = _distance(bearer.place, other.place)
        if other.kind == "division":
            return same_division * (weights["division"] + weights["follows"] * follows)
        lean = (
            weights["close"] * math.exp(-distance / weights["close_km"]) + weights["shared"] * same_division
        )
        if follows and other.kind in ("district", "region") and (same_division or distance < 300):
            lean += weights["follows"]
        return lean


def _distance(one: Place, other: Place) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    return distance_km(one.lat, one.lon, other.lat, other.lon)
