"""How alike two names are, word by word, and why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler, Levenshtein

from thistledown.codebook.reason import Reason, Sentences
from thistledown.weigh.resolution.name_form import NameForm, Part
from thistledown.weigh.resolution.weights import Weights


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare each word is among the names of actors, 0 (everywhere) to 1 (once).

    Attributes:
        actors: how many actors were counted.
        seen: for each word or symbol, in the names of how many actors it stands.
    """

    actors: int
    seen: Mapping[str, int]

    def of(self, part: Part) -> float:
        """The rarity of one word: inverse document frequency, scaled to 1 (Spärck Jones 1972)."""
        if self.actors < 2:
            return 1.0
        times = self.seen.get(part.symbol or part.skeleton, 0)
        return min(1.0, math.log((self.actors + 1) / (times + 0.5)) / math.log(self.actors + 1))


def rarity(names: Iterable[Iterable[NameForm]]) -> Rarity:
    """Count words over actors, each given by the names it bears."""
    seen: Counter[str] = Counter()
    actors = 0
    for forms in names:
        actors += 1
        seen.update({part.symbol or part.skeleton for form in forms for part in form.parts})
    return Rarity(actors, seen)


ALIKE = Sentences(
    "alike",
    {
        "same": "the same words",
        "none": "no words to compare",
        "words": "{words}",
        "left": "without counterpart: {left}",
        "both": "{words}; without counterpart: {left}",
    },
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are.

    Attributes:
        score: 0 to 1.
        how: same, none, words, left or both: what there is of the two below.
        matched: pairs of words that were matched.
        left: words without a counterpart.
    """

    score: float
    how: str
    matched: str = ""
    left: str = ""

    @property
    def words(self) -> Reason:
        """Pairs of words that were matched, and what is left over, for people to read."""
        return ALIKE(self.how, words=self.matched, left=self.left)


def likeness(left: NameForm, right: NameForm, rare: Rarity, by: Weights) -> Likeness:
    """Compare two names as sets of words: the share of their weight that has a counterpart.

    The order of things is that of nomenklatura's logic-v2 (OpenSanctions): first symbols, words that stand
    for the same in any language; then what is left, by how its letters or its consonants agree. A word
    without a counterpart counts against the pair with its full weight, on either side.
    """
    if left.folded == right.folded and left.folded:
        return Likeness(1.0, "same")
    rest_left, rest_right = list(left.parts), list(right.parts)
    total = sum(_weight(part, rare, by) for part in (*rest_left, *rest_right))
    if not total:
        return Likeness(0.0, "none")
    matched = 0.0
    said: list[str] = []
    for part in left.parts:
        twin = next((other for other in rest_right if part.symbol and part.symbol == other.symbol), None)
        if twin is not None:
            rest_left.remove(part)
            rest_right.remove(twin)
            matched += _weight(part, rare, by) + _weight(twin, rare, by)
            said.append(part.text if part.text == twin.text else f"{part.text}={twin.text}")
    for score, one, other in _pairs(rest_left, rest_right, by):
        if one in rest_left and other in rest_right:
            rest_left.remove(one)
            rest_right.remove(other)
            matched += score * (_weight(one, rare, by) + _weight(other, rare, by))
            said.append(one.text if one.text == other.text else f"{one.text}≈{other.text}")
    if rest_left and rest_right and (joined := _joined(rest_left, rest_right)):
        matched += joined * sum(_weight(part, rare, by) for part in (*rest_left, *rest_right))
        said.append(f"{_text(rest_left)}≈{_text(rest_right)}")
        rest_left, rest_right = [], []
    over = _text([*rest_left, *rest_right])
    code = "words" if not over else "both" if said else "left"
    return Likeness(min(1.0, matched / total), code, "; ".join(said), over)


def _weight(part: Part, rare: Rarity, by: Weights) -> float:
    floor = by.token["rarity_floor"]
    return by.token[part.sort] * (floor + (1 - floor) * rare.of(part))


def _pairs(left: list[Part], right: list[Part], by: Weights) -> list[tuple[float, Part, Part]]:
    least = by.token["least_likeness"]
    found = []
    for one in left:
        for other in right:
            if "number" in (one.sort, other.sort) or "side" in (one.sort, other.sort):
                continue
            # Two words that stand for different things differ, however they are spelt.
            if one.symbol and other.symbol:
                continue
            if (score := word_likeness(one, other, by)) >= least:
                found.append((score, one, other))
    return sorted(found, key=lambda item: (-item[0], item[1].text, item[2].text))


def word_likeness(one: Part, other: Part, by: Weights) -> float:
    """How alike two words are, by their Latin letters or by their consonants, 0 to 1."""
    if one.latin == other.latin:
        return 1.0
    best = 0.0
    if min(len(one.latin), len(other.latin)) >= 4:
        best = JaroWinkler.normalized_similarity(one.latin, other.latin)
        # Jaro-Winkler is generous to long words with a common beginning; edits keep it honest.
        best = min(best, Levenshtein.normalized_similarity(one.latin, other.latin) + 0.15)
    shortest = min(len(one.skeleton), len(other.skeleton))
    if shortest >= 3:
        alike = Levenshtein.normalized_similarity(one.skeleton, other.skeleton)
        best = max(best, by.token["skeleton"] * alike)
    elif one.skeleton == other.skeleton and (shortest == 2 or (shortest and _short(one, other))):
        best = max(best, by.token["skeleton"] * 0.9)
    return best


def _short(one: Part, other: Part) -> bool:
    """Whether both words are so short that one consonant is most of them."""
    return max(len(one.latin), len(other.latin)) <= 3


def _joined(left: list[Part], right: list[Part]) -> float:
    """How alike the words are when written as one: "Al Baraa" and "Albaraa"."""
    if len(left) == len(right) == 1 or len(left) + len(right) > 6:
        return 0.0
    one, other = ("".join(part.skeleton for part in parts) for parts in (left, right))
    if min(len(one), len(other)) < 3 or (len(one) + len(other) < 8 and one != other):
        return 0.0
    score = Levenshtein.normalized_similarity(one, other)
    return 0.9 * score if score >= 0.85 else 0.0


def _text(parts: list[Part]) -> str:
    return " ".join(part.text for part in parts)
