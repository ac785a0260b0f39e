"""Runs of symbols with what they mean: a trie in plain arrays, and the compiled walks along a text.

After Aho & Corasick 1975, on words: a text costs time for its words, not for the entries.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thistledown.weigh.echoes.characters import STOP

# Ways to read the words of a run up to here that are followed at once.
_LIVE = 64


class Trie:
    """Runs of symbols; symbols are small numbers, the root is node 0.

    Attributes:
        edges: node and symbol to the next node.
        meanings: for each node what a run up to there means, or -1.
        inner: nodes after which something may come.
    """

    def __init__(self) -> None:
        """Begin with no runs."""
        self.edges: dict[tuple[int, int], int] = {}
        self.meanings: list[int] = [-1]
        self.inner: set[int] = set()
        self._arrays: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]] | None = None

    def add(self, symbols: Sequence[int], meaning: int) -> None:
        """Add a run; the first meaning stays."""
        node = 0
        for symbol in symbols:
            after = self.edges.get((node, symbol))
            if after is None:
                after = self.edges[node, symbol] = len(self.meanings)
                self.meanings.append(-1)
                self.inner.add(node)
            node = after
        if self.meanings[node] < 0:
            self.meanings[node] = meaning
        self._arrays = None

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
        """Edges as a hash table (node and symbol in one number, then the next node), and meanings."""
        if self._arrays is None:
            size = 1 << max(4, (2 * len(self.edges)).bit_length())
            steps, nodes = np.full(size, -1, dtype=np.int64), np.zeros(size, dtype=np.int32)
            packed = np.array([node << 32 | symbol for node, symbol in self.edges], dtype=np.int64)
            _fill(packed, np.array(list(self.edges.values()), dtype=np.int32), steps, nodes)
            self._arrays = steps, nodes, np.array(self.meanings, dtype=np.int32)
        return self._arrays


@njit(cache=True)
def _slot(step: np.int64, steps: NDArray[np.int64]) -> int:
    mask = steps.size - 1
    mixed = np.uint64(step) * np.uint64(0x9E3779B97F4A7C15)
    place = np.int64((mixed >> np.uint64(24)) & np.uint64(mask))
    while steps[place] >= 0 and steps[place] != step:
        place = (place + 1) & mask
    return int(place)


@njit(cache=True)
def _fill(
    packed: NDArray[np.int64], after: NDArray[np.int32], steps: NDArray[np.int64], nodes: NDArray[np.int32]
) -> None:
    for at in range(packed.size):
        place = _slot(packed[at], steps)
        steps[place] = packed[at]
        nodes[place] = after[at]


@njit(cache=True)
def _next(node: int, symbol: int, steps: NDArray[np.int64], nodes: NDArray[np.int32]) -> int:
    step = np.int64(node) << 32 | np.int64(symbol)
    place = _slot(step, steps)
    return nodes[place] if steps[place] == step else -1


@njit(cache=True)
def meaningful_runs(
    codes: NDArray[np.uint32],
    classes: NDArray[np.uint16],
    spans: NDArray[np.int32],
    numbers: NDArray[np.int32],
    states: NDArray[np.int8],
    alone: NDArray[np.int32],
    begins: NDArray[np.bool_],
    patterns: NDArray[np.int32],
    bounds: NDArray[np.int32],
    steps: NDArray[np.int64],
    nodes: NDArray[np.int32],
    meanings: NDArray[np.int32],
    longest: int,
    gap: int,
) -> NDArray[np.int32]:
    """Meaning (row 0), start and end of the runs of a text, none over another, the longest first.

    Args:
        codes: the text.
        classes: bits of each code point.
        spans: its words.
        numbers: their numbers.
        states: for each known word 1 where it fits no pattern.
        alone: for each other word what it means alone, or -1.
        begins: whether a longer run may begin with it.
        patterns: the patterns that words fit, one word's after the other's.
        bounds: where each known word's patterns begin (row 0) and end (row 1).
        steps: of the trie.
        nodes: of the trie.
        meanings: of the trie's nodes.
        longest: the most words of a run.
        gap: the most characters between two words of a run.
    """
    count = numbers.size
    found = np.empty((3, count), dtype=np.int32)
    hits = at = 0
    live = np.empty(_LIVE, dtype=np.int32)
    then = np.empty(_LIVE, dtype=np.int32)
    while at < count:
        word = numbers[at]
        if states[word] == 1:
            at += 1
            continue
        best, length = alone[word], 1
        if begins[word]:
            held = 0
            for place in range(bounds[0, word], bounds[1, word]):
                node = _next(0, patterns[place], steps, nodes)
                if node >= 0 and held < _LIVE:
                    live[held] = node
                    held += 1
            for step in range(1, longest):
                if at + step >= count or held == 0:
                    break
                word = numbers[at + step]
                if states[word] == 1:
                    break
                first, last = bounds[0, word], bounds[1, word]
                left, right = spans[1, at + step - 1], spans[0, at + step]
                joined = right - left <= gap
                if joined:
                    for place in range(left, right):
                        if codes[place] < classes.size and classes[codes[place]] & STOP:
                            joined = False
                if not joined:
                    break
                meant = -1
                more = 0
                for one in range(held):
                    for place in range(first, last):
                        node = _next(live[one], patterns[place], steps, nodes)
                        if node >= 0 and more < _LIVE:
                            then[more] = node
                            more += 1
                            if meant < 0:
                                meant = meanings[node]
                live, then = then, live
                held = more
                if meant >= 0:
                    best, length = meant, step + 1
        if best >= 0:
            found[0, hits] = best
            found[1, hits] = spans[0, at]
            found[2, hits] = spans[1, at + length - 1]
            hits += 1
        at += length if best >= 0 else 1
    return found[:, :hits]


@njit(cache=True)
def name_runs(
    places: NDArray[np.int32],
    numbers: NDArray[np.int32],
    symbols: NDArray[np.int32],
    marks: NDArray[np.uint8],
    steps: NDArray[np.int64],
    nodes: NDArray[np.int32],
    meanings: NDArray[np.int32],
    longest: int,
) -> NDArray[np.int32]:
    """For each word how a name of several words covers it.

    Args:
        places: the sentence of each word; no name goes over its end.
        numbers: numbers of the words.
        symbols: for each known word that of its stem in names, or -1.
        marks: for each known word its marks; the lowest bit says that a name may begin with it.
        steps: of the trie.
        nodes: of the trie.
        meanings: of the trie's nodes.
        longest: the most words of a name.

    Returns:
        Length (row 0) and meaning (row 1) of the name that begins at each word; length 0 where none does,
        -1 inside of one.
    """
    count = numbers.size
    found = np.zeros((2, count), dtype=np.int32)
    at = 0
    while at < count:
        length = 1
        if marks[numbers[at]] & 1:
            node = meaning = -1
            step = 0
            while at + step < count and step < longest and places[at + step] == places[at]:
                symbol = symbols[numbers[at + step]]
                if symbol < 0:
                    break
                node = _next(0 if step == 0 else node, symbol, steps, nodes)
                if node < 0:
                    break
                step += 1
                if step > 1 and meanings[node] >= 0:
                    meaning, length = meanings[node], step
            if length > 1:
                found[0, at] = length
                found[1, at] = meaning
                for place in range(at + 1, at + length):
                    found[0, place] = -1
        at += length
    return found
