"""Words numbered as they are first met, so that later work on them is done on small arrays.

A hash table with open addressing over the words' code points; words are kept and compared whole, so two words
never share a number, whatever their hashes.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Hostile texts may be all different words: beyond so many everything is forgotten.
MOST_WORDS = 250_000
MOST_CHARACTERS = 8 * MOST_WORDS

_Number = TypeVar("_Number", bound=np.generic)


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
        return int(self._sizes[0])

    def forget(self) -> None:
        """Begin again with no words."""
        self.forgotten += 1
        self._slots = np.zeros(1 << 12, dtype=np.int32)
        self._hashes = np.zeros(1 << 11, dtype=np.uint64)
        self._ends = np.zeros(1 << 11, dtype=np.int64)
        self._letters = np.zeros(1 << 14, dtype=np.uint32)
        self._sizes = np.zeros(2, dtype=np.int64)

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
        if self._sizes[0] > MOST_WORDS or self._sizes[1] > MOST_CHARACTERS:
            self.forget()
        most = int(self._sizes[0]) + spans.shape[1]
        if 2 * most > self._slots.size:
            self._slots = np.zeros(max(2 * self._slots.size, 1 << (2 * most).bit_length()), dtype=np.int32)
            _reslot(self._slots, self._hashes, int(self._sizes[0]))
        if most > self._hashes.size:
            self._hashes = _longer(self._hashes, most)
            self._ends = _longer(self._ends, most)
        if self._sizes[1] + codes.size > self._letters.size:
            self._letters = _longer(self._letters, int(self._sizes[1]) + codes.size)
        return _number(codes, spans, self._slots, self._hashes, self._ends, self._letters, self._sizes)


def _longer(array: NDArray[_Number], least: int) -> NDArray[_Number]:
    longer = np.zeros(max(least, 2 * array.size), dtype=array.dtype)
    longer[: array.size] = array
    return longer


@njit(cache=True)
def _number(
    codes: NDArray[np.uint32],
    spans: NDArray[np.int32],
    slots: NDArray[np.int32],
    hashes: NDArray[np.uint64],
    ends: NDArray[np.int64],
    letters: NDArray[np.uint32],
    sizes: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    count = spans.shape[1]
    numbers = np.empty(count, dtype=np.int32)
    fresh = np.empty(count, dtype=np.int32)
    found = 0
    mask = slots.size - 1
    for word in range(count):
        start, end = spans[0, word], spans[1, word]
        mixed = np.uint64(0xCBF29CE484222325)
        for at in range(start, end):
            mixed = (mixed ^ np.uint64(codes[at])) * np.uint64(0x100000001B3)
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(32)
        place = np.int64(mixed & np.uint64(mask))
        known = -1
        while slots[place] > 0:
            other = slots[place] - 1
            if hashes[other] == mixed:
                first = ends[other - 1] if other else 0
                if ends[other] - first == end - start:
                    same = True
                    for at in range(end - start):
                        if letters[first + at] != codes[start + at]:
                            same = False
                            break
                    if same:
                        known = other
                        break
            place = (place + 1) & mask
        if known < 0:
            known = sizes[0]
            slots[place] = known + 1
            hashes[known] = mixed
            first = sizes[1]
            for at in range(end - start):
                letters[first + at] = codes[start + at]
            sizes[1] = first + end - start
            ends[known] = sizes[1]
            sizes[0] += 1
            fresh[found] = word
            found += 1
        numbers[word] = known
    return numbers, fresh[:found]


@njit(cache=True)
def _reslot(slots: NDArray[np.int32], hashes: NDArray[np.uint64], count: int) -> None:
    mask = slots.size - 1
    for word in range(count):
        place = np.int64(hashes[word] & np.uint64(mask))
        while slots[place] > 0:
            place = (place + 1) & mask
        slots[place] = word + 1
