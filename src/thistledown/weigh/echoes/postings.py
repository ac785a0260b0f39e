"""Under which keys which reports are filed: brings likely partners together at a bounded cost.

An inverted file in plain arrays. Of each key the newest reports stand side by side, and the oldest one is
kept too: the cost of a look-up does not grow with what is stored, and the origin of a long chain stays within
reach.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

# The newest reports under a key that are looked at, and kept.
STEPS = 40
# A key under which more reports than this are filed tells nothing apart any more.
COMMON = 20_000
_FIRST_SIZE = 1 << 14
# Columns of the table of keys: the key, how many reports, the first of them, and where the newest stand.
_KEY, _COUNT, _FIRST, _BLOCK = 0, 1, 2, 3
# How many reports a block holds: a block grows through these sizes.
_SMALL, _MIDDLE = 4, 14


class Postings:
    """Keys to numbers of reports; reports are numbered from 0 in the order of their coming."""

    def __init__(self) -> None:
        """Begin empty."""
        self._table = np.zeros((_FIRST_SIZE, 4), dtype=np.int32)
        self._blocks = np.zeros(_FIRST_SIZE, dtype=np.int32)
        # Keys met, cells of blocks used, and the first free block of each size.
        self._sizes = np.array([0, 1, 0, 0], dtype=np.int64)
        self._scores = np.zeros(1024, dtype=np.float32)

    def add(self, report: int, keys: NDArray[np.uint32]) -> None:
        """File a report under keys; each key once."""
        while (self._sizes[0] + keys.size) * 2 > self._table.shape[0]:
            table = np.zeros((2 * self._table.shape[0], 4), dtype=np.int32)
            _refile(self._table, table)
            self._table = table
        while self._sizes[1] + keys.size * STEPS > self._blocks.size:
            self._blocks = np.concatenate((self._blocks, np.zeros_like(self._blocks)))
        _file(report, keys, self._table, self._blocks, self._sizes)

    def find(
        self, keys: NDArray[np.uint32], weights: NDArray[np.float32], reports: int, most: int, least: float
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The reports filed under the most weight of these keys, best first.

        Args:
            keys: what to look under.
            weights: how much each key counts.
            reports: how many reports are filed.
            most: how many to return.
            least: the least weight that counts.
        """
        if self._scores.size < reports:
            self._scores = np.zeros(max(reports, 2 * self._scores.size), dtype=np.float32)
        return _look(keys, weights, self._table, self._blocks, self._scores, most, least)


@njit(cache=True)
def _slot(key: np.int32, table: NDArray[np.int32]) -> int:
    """The row of a key, or the free one where it belongs."""
    mask = table.shape[0] - 1
    mixed = np.uint64(np.uint32(key)) * np.uint64(0x9E3779B97F4A7C15)
    place = np.int64((mixed >> np.uint64(20)) & np.uint64(mask))
    while table[place, _COUNT] > 0 and table[place, _KEY] != key:
        place = (place + 1) & mask
    return place  # type: ignore[return-value]


@njit(cache=True)
def _room(count: int) -> int:
    """How many reports the block of a key with so many reports holds; none with one report."""
    if count < 2:
        return 0
    return _SMALL if count <= _SMALL else _MIDDLE if count <= _MIDDLE else STEPS


@njit(cache=True)
def _file(
    report: int,
    given: NDArray[np.uint32],
    table: NDArray[np.int32],
    blocks: NDArray[np.int32],
    sizes: NDArray[np.int64],
) -> None:
    for number in given:
        key = np.int32(number)
        row = _slot(key, table)
        count = table[row, _COUNT] + 1
        table[row, _COUNT] = count
        if count == 1:
            table[row, _KEY] = key
            table[row, _FIRST] = report
            sizes[0] += 1
            continue
        block = table[row, _BLOCK]
        held, room = _room(count - 1), _room(count)
        if room != held:
            free = 2 if room == _SMALL else 3
            larger = sizes[free] if room != STEPS else 0
            if larger > 0:
                # A free block's first cell holds the place of the next free one.
                sizes[free] = blocks[larger]
            else:
                larger = sizes[1]
                sizes[1] += room
            if held == 0:
                blocks[larger] = table[row, _FIRST]
            else:
                for at in range(held):
                    blocks[larger + at] = blocks[block + at]
                free = 2 if held == _SMALL else 3
                blocks[block] = sizes[free]
                sizes[free] = block
            block = larger
            table[row, _BLOCK] = block
        blocks[block + (count - 1) % room] = report


@njit(cache=True)
def _look(
    given: NDArray[np.uint32],
    weights: NDArray[np.float32],
    table: NDArray[np.int32],
    blocks: NDArray[np.int32],
    scores: NDArray[np.float32],
    most: int,
    least: float,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    touched = np.empty(given.size * (STEPS + 1), dtype=np.int32)
    found = 0
    for number in range(given.size):
        row = _slot(np.int32(given[number]), table)
        count = table[row, _COUNT]
        if count == 0 or count > COMMON:
            continue
        # A key with many reports says less about each of them.
        weight = weights[number] / np.sqrt(1.0 + count / 20.0)
        newest = 0 if count == 1 else min(count, STEPS)
        for at in range(newest):
            report = blocks[table[row, _BLOCK] + at]
            if scores[report] == 0.0:
                touched[found] = report
                found += 1
            scores[report] += weight
        if newest < count:
            report = table[row, _FIRST]
            if scores[report] == 0.0:
                touched[found] = report
                found += 1
            scores[report] += weight
    best = np.empty(most, dtype=np.int32)
    reached = np.empty(most, dtype=np.float32)
    held = 0
    for at in range(found):
        report = touched[at]
        score = scores[report]
        scores[report] = 0.0
        if score < least or (held == most and score < reached[most - 1]):
            continue
        # Of two with one score the older comes first.
        place = held
        while place > 0 and (
            reached[place - 1] < score or (reached[place - 1] == score and best[place - 1] > report)
        ):
            if place < most:
                best[place], reached[place] = best[place - 1], reached[place - 1]
            place -= 1
        if place < most:
            best[place], reached[place] = report, score
            held = min(held + 1, most)
    return best[:held], reached[:held]


@njit(cache=True)
def _refile(old: NDArray[np.int32], table: NDArray[np.int32]) -> None:
    for row in range(old.shape[0]):
        if old[row, _COUNT] > 0:
            to = _slot(old[row, _KEY], table)
            for column in range(4):
                table[to, column] = old[row, column]
