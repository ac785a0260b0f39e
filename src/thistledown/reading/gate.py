"""Whether a text is about armed drones on the move at all: cheap, generous, and the same for all languages.

Two automata over word beginnings: the first looks for drones in the whole text, the second weighs the words
around the drones it found. Most texts name no drone and cost one scan.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

NAMING = ("drone", "named")
AROUND = ("force", "passage", "peace")
_REACH = 300
_WINDOWS = 6


class _Beginnings:
    """Word beginnings of some groups in one automaton; a group is an index into the groups given."""

    __slots__ = ("_automaton", "_group", "_whole")

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        table: dict[str, int] = {}
        for number, words in enumerate(groups):
            for word in words:
                table.setdefault(word, number)
                if " " in word:
                    table.setdefault(word.replace(" ", "-"), number)
        self._group = tuple(table.values())
        self._whole = tuple(word.endswith("|") for word in table)
        self._automaton = AhoCorasick(
            [word.rstrip("|") for word in table], matchkind=MatchKind.LeftmostLongest
        )

    def find(self, lowered: str) -> list[tuple[int, int, int]]:
        """Pattern, group and start of each word in lower-case text that begins as one of the entries."""
        found = []
        last = len(lowered)
        for pattern, start, end in self._automaton.find_matches_as_indexes(lowered):
            if start and lowered[start - 1].isalpha():
                continue
            if self._whole[pattern] and end < last and lowered[end].isalpha():
                continue
            found.append((pattern, self._group[pattern], start))
        return found


class Sight(NamedTuple):
    """What the gate saw: how many different words of each group, at most the cap of each."""

    drone: int
    named: int
    force: int
    passage: int
    peace: int


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate with its words and weights; see `gate.toml`.

    Attributes:
        naming: finds drones.
        around: finds the words that are weighed.
        weights: of the fields of `Sight`, in order.
        bias: what the weights are added to.
        cap: how many different words of a group count.
    """

    naming: _Beginnings
    around: _Beginnings
    weights: tuple[float, ...]
    bias: float
    cap: int

    def see(self, text: str) -> Sight | None:
        """Count the words of a text; None when it names no drone. Linear in the length of the text."""
        lowered = text.lower()
        drones = self.naming.find(lowered)
        if not drones:
            return None
        kinds = [group for _, group in {pattern: (pattern, group) for pattern, group, _ in drones}.values()]
        counts = [0] * len(AROUND)
        seen: set[int] = set()
        reached = 0
        for _, _, start in drones[:_WINDOWS]:
            begin, stop = max(start - _REACH, reached), start + _REACH
            if stop <= reached:
                continue
            reached = stop
            for pattern, group, _ in self.around.find(lowered[begin:stop]):
                if pattern not in seen:
                    seen.add(pattern)
                    counts[group] += 1
        cap = self.cap
        return Sight(
            min(kinds.count(0), cap), min(kinds.count(1), cap), *(min(count, cap) for count in counts)
        )

    def probability(self, text: str) -> float:
        """How likely a text is to be about the subject, 0 to 1; 0 when it names no drone."""
        sight = self.see(text)
        if sight is None:
            return 0.0
        return 1.0 / (1.0 + math.exp(-self._total(sight)))

    def passes(self, text: str) -> bool:
        """Whether a text is worth reading."""
        sight = self.see(text)
        return sight is not None and self._total(sight) >= 0.0

    def _total(self, sight: Sight) -> float:
        return self.bias + sum(weight * count for weight, count in zip(self.weights, sight, strict=True))


@lru_cache(maxsize=1)
def gate() -> Gate:
    """The shipped gate."""
    raw: dict[str, Any] = tomllib.loads(Path(__file__).with_name("gate.toml").read_text(encoding="utf-8"))
    words, weights = raw["words"], raw["weights"]
    return Gate(
        naming=_Beginnings(words[group] for group in NAMING),
        around=_Beginnings(words[group] for group in AROUND),
        weights=tuple(float(weights[name]) for name in Sight._fields),
        bias=float(weights["bias"]),
        cap=int(weights["cap"]),
    )
