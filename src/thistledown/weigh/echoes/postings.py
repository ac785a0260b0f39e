"""Under which keys which reports are filed: brings likely partners together at a bounded cost.

An inverted file with chained postings in plain arrays. A look-up follows each chain from its newest report
back for a bounded number of steps, and takes the oldest one too: the cost of a look-up does not grow with
what is stored, and the origin of a long chain stays within reach.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Steps along one chain: the newest reports under a key.
STEPS = 40
# A key under which more reports than this are filed tells nothing apart any more.
COMMON = 20_000
_FIRST_SIZE = 1 << 14


class Postings:
    """Keys to numbers of reports; reports are numbered from 0 in the order of their coming."""

    def __init__(self) -> None:
        """Begin empty."""
        self.keys = np.zeros(_FIRST_SIZE, dtype=np.uint32)
        self.heads = np.full(_FIRST_SIZE, -1, dtype=np.int32)
        self.counts = np.zeros(_FIRST_SIZE, dtype=np.int32)
        self.firsts = np.full(_FIRST_SIZE, -1, dtype=np.int32)
        self.filed = np.zeros(_FIRST_SIZE, dtype=np.int32)
        self.before = np.zeros(_FIRST_SIZE, dtype=np.int32)
        self.distinct = 0
        self.postings = 0
        self._scores = np.zeros(1024, dtype=np.float32)

    def add(self, report: int, keys: NDArray[np.uint32]) -> None:
        """File a report under keys; each key once."""
        while (self.distinct + keys.size) * 2 > self.keys.size:
            self._grow()
        while self.postings + keys.size > self.filed.size:
            self.filed = np.concatenate((self.filed, np.zeros_like(self.filed)))
            self.before = np.concatenate((self.before, np.zeros_like(self.before)))
        self.distinct, self.postings = _file(
            report,
            keys,
            self.keys,
            self.heads,
            self.counts,
            self.firsts,
            self.filed,
            self.before,
            self.distinct,
            self.postings,
        )

    def find(
        self, keys: NDArray[np.uint32], weights: NDArray[np.float32], reports: int, most: int
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The reports filed under the most weight of these keys, best first.

        Args:
            keys: what to look under.
            weights: how much each key counts.
            reports: how many reports are filed.
            most: how many to return.
        """
        if self._scores.size < reports:
            self._scores = np.zeros(max(reports, 2 * self._scores.size), dtype=np.float32)
        touched = _look(
            keys,
            weights,
            self.keys,
            self.heads,
            self.counts,
            self.firsts,
            self.filed,
            self.before,
            self._scores,
        )
        scores = self._scores[touched]
        self._scores[touched] = 0.0
        order = np.lexsort((touched, -scores))[:most]
        return touched[order], scores[order]

    def _grow(self) -> None:
        size = self.keys.size * 2
        keys, heads = np.zeros(size, dtype=np.uint32), np.full(size, -1, dtype=np.int32)
        counts, firsts = np.zeros(size, dtype=np.int32), np.full(size, -1, dtype=np.int32)
        _refile(self.keys, self.heads, self.counts, self.firsts, keys, heads, counts, firsts)
        self.keys, self.heads, self.counts, self.firsts = keys, heads, counts, firsts


@njit(cache=True)
def _slot(key: int, keys: NDArray[np.uint32], heads: NDArray[np.int32]) -> int:
    mask = keys.size - 1
    at = ((np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(20)) & np.uint64(mask)
    place = np.int64(at)
    while heads[place] >= 0 and keys[place] != key:
        place = (place + 1) & mask
    return int(place)


@njit(cache=True)
def _file(
    report: int,
    given: NDArray[np.uint32],
    keys: NDArray[np.uint32],
    heads: NDArray[np.int32],
    counts: NDArray[np.int32],
    firsts: NDArray[np.int32],
    filed: NDArray[np.int32],
    before: NDArray[np.int32],
    distinct: int,
    postings: int,
) -> tuple[int, int]:
    for key in given:
        at = _slot(key, keys, heads)
        if heads[at] < 0:
            keys[at] = key
            firsts[at] = report
            distinct += 1
        filed[postings] = report
        before[postings] = heads[at]
        heads[at] = postings
        counts[at] += 1
        postings += 1
    return distinct, postings


@njit(cache=True)
def _look(
    given: NDArray[np.uint32],
    weights: NDArray[np.float32],
    keys: NDArray[np.uint32],
    heads: NDArray[np.int32],
    counts: NDArray[np.int32],
    firsts: NDArray[np.int32],
    filed: NDArray[np.int32],
    before: NDArray[np.int32],
    scores: NDArray[np.float32],
) -> NDArray[np.int32]:
    touched = np.empty(given.size * (STEPS + 1), dtype=np.int32)
    found = 0
    for number in range(given.size):
        at = _slot(given[number], keys, heads)
        if heads[at] < 0 or counts[at] > COMMON:
            continue
        # A key with many reports says less about each of them.
        weight = weights[number] / np.sqrt(1.0 + counts[at] / 20.0)
        posting = heads[at]
        steps = 0
        while posting >= 0 and steps < STEPS:
            report = filed[posting]
            if scores[report] == 0.0:
                touched[found] = report
                found += 1
            scores[report] += weight
            posting = before[posting]
            steps += 1
        if posting >= 0:
            report = firsts[at]
            if scores[report] == 0.0:
                touched[found] = report
                found += 1
            scores[report] += weight
    return touched[:found]


@njit(cache=True)
def _refile(
    old_keys: NDArray[np.uint32],
    old_heads: NDArray[np.int32],
    old_counts: NDArray[np.int32],
    old_firsts: NDArray[np.int32],
    keys: NDArray[np.uint32],
    heads: NDArray[np.int32],
    counts: NDArray[np.int32],
    firsts: NDArray[np.int32],
) -> None:
    for place in range(old_keys.size):
        if old_heads[place] >= 0:
            at = _slot(old_keys[place], keys, heads)
            keys[at] = old_keys[place]
            heads[at] = old_heads[place]
            counts[at] = old_counts[place]
            firsts[at] = old_firsts[place]
