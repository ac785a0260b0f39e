"""Words numbered as they are first met, so that later work on them is done on small arrays.

A hash table with open addressing. Words are told apart by 64 bits of hash alone: that two of the words kept
have one number is less likely than one in a hundred million, and would confuse just these two.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Hostile texts may be all different words: beyond so many everything is forgotten.
MOST_WORDS = 250_000


class Numbering:
    """Different words, numbered from 0.

    Attributes:
        forgotten: how often everything was forgotten; what is kept by word number is void when it changes.
    """

    def __init__(self) -> None:
        """Begin with no words."""
        self.forgotten = -1
        self.forget()

    def __len__(self) -> int:
        return self._count

    def forget(self) -> None:
        """Begin again with no words."""
        self.forgotten += 1
        # Rows of hash and number; the number is one more than the word's, 0 in an empty row.
        self._table = np.zeros((1 << 12, 2), dtype=np.uint64)
        self._count = 0

    def number(
        self, codes: NDArray[np.uint32], spans: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Number the words of a text.

        Args:
            codes: the code points of the text.
            spans: starts (row 0) and ends (row 1) of the words.

        Returns:
            The number of each word, and the places of words that were met for the first time. Numbers are
            given out one after the other, in the order of the text.
        """
        if self._count > MOST_WORDS:
            self.forget()
        most = self._count + spans.shape[1]
        if 2 * most > self._table.shape[0]:
            table = np.zeros((1 << (2 * most).bit_length(), 2), dtype=np.uint64)
            _refill(self._table, table)
            self._table = table
        numbers, fresh = _number(codes, spans, self._table, self._count)
        self._count += fresh.size
        return numbers, fresh


@njit(cache=True)
def _number(
    codes: NDArray[np.uint32], spans: NDArray[np.int32], table: NDArray[np.uint64], known: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    count = spans.shape[1]
    numbers = np.empty(count, dtype=np.int32)
    fresh = np.empty(count, dtype=np.int32)
    found = 0
    mask = np.uint64(table.shape[0] - 1)
    for word in range(count):
        start, end = spans[0, word], spans[1, word]
        mixed = np.uint64(0xCBF29CE484222325)
        for at in range(start, end):
            mixed = (mixed ^ np.uint64(codes[at])) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(32)
        place = mixed & mask
        while table[place, 1] != 0 and table[place, 0] != mixed:
            place = (place + np.uint64(1)) & mask
        if table[place, 1] == 0:
            table[place, 0] = mixed
            table[place, 1] = known + found + 1
            fresh[found] = word
            found += 1
        numbers[word] = table[place, 1] - np.uint64(1)
    return numbers, fresh[:found]


@njit(cache=True)
def _refill(old: NDArray[np.uint64], table: NDArray[np.uint64]) -> None:
    mask = np.uint64(table.shape[0] - 1)
    for row in range(old.shape[0]):
        if old[row, 1] != 0:
            place = old[row, 0] & mask
            while table[place, 1] != 0:
                place = (place + np.uint64(1)) & mask
            table[place, 0] = old[row, 0]
            table[place, 1] = old[row, 1]
