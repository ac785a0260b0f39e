"""Which words can be none of those that a list knows, told by their letters; compiled.

A word fits an entry that it is, that it begins with, or that an ending makes it. Nearly all words of a text
fit none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Letters from here on are looked at one by one elsewhere.
_HIGHEST = 0x700
# What is known of a word: that it fits nothing, or that it fits something.
PLAIN, FITTING = 1, 2
_ODD = 0xFFFF
_SEED = 0xCBF29CE484222325
_PRIME = 0x100000001B3


def folded_letters(fold: Callable[[str], str]) -> NDArray[np.uint16]:
    """What becomes of each letter: 0 where it is dropped, 0xFFFF where it becomes several."""
    table = np.full(_HIGHEST, _ODD, dtype=np.uint16)
    for code in range(_HIGHEST):
        found = fold(chr(code))
        if not found:
            table[code] = 0
        elif len(found) == 1 and ord(found) < _ODD:
            table[code] = ord(found)
    return table


def hashed(entries: Iterable[str]) -> NDArray[np.uint64]:
    """Entries by hash, in an open table; 0 is an empty place."""
    hashes = set()
    for entry in entries:
        mixed = _SEED
        for char in entry:
            mixed = (mixed ^ ord(char)) * _PRIME & 0xFFFFFFFFFFFFFFFF
        hashes.add(mixed)
    table = np.zeros(1 << max(4, (3 * len(hashes)).bit_length()), dtype=np.uint64)
    mask = table.size - 1
    for mixed in sorted(hashes):
        place = (mixed ^ mixed >> 29) & mask
        while table[place]:
            place = (place + 1) & mask
        table[place] = mixed
    return table


@njit(cache=True)
def unresolved(
    codes: NDArray[np.uint32],
    spans: NDArray[np.int32],
    numbers: NDArray[np.int32],
    states: NDArray[np.int8],
    letters: NDArray[np.uint16],
    whole: NDArray[np.uint64],
    beginning: NDArray[np.uint64],
    ended: NDArray[np.uint64],
    endings: NDArray[np.uint64],
    longest: int,
) -> NDArray[np.int32]:
    """The places of words that may fit an entry and are not known yet; others then are known as plain.

    Args:
        codes: the text.
        spans: its words.
        numbers: their numbers.
        states: of each word, 0 where it is not known yet, `PLAIN` where it fits nothing; written.
        letters: what becomes of each letter.
        whole: entries that a word must be, by hash.
        beginning: entries that a word may begin with.
        ended: entries after which a word may have an ending.
        endings: these endings.
        longest: of a longer word only so many characters are compared.
    """
    found = np.empty(numbers.size, dtype=np.int32)
    count = 0
    word_letters = np.empty(longest, dtype=np.uint16)
    for word in range(numbers.size):
        number = numbers[word]
        if states[number]:
            continue
        fits = False
        length = 0
        for at in range(spans[0, word], min(spans[1, word], spans[0, word] + longest)):
            code = codes[at]
            letter = letters[code] if code < letters.size else _ODD
            if letter == _ODD:
                fits = True
                break
            if letter != 0:
                word_letters[length] = letter
                length += 1
        mixed = np.uint64(_SEED)
        for at in range(0 if fits else length):
            mixed = (mixed ^ np.uint64(word_letters[at])) * np.uint64(_PRIME)
            if _held(beginning, mixed):
                fits = True
                break
            if _held(ended, mixed):
                rest = np.uint64(_SEED)
                for after in range(at + 1, length):
                    rest = (rest ^ np.uint64(word_letters[after])) * np.uint64(_PRIME)
                if _held(endings, rest):
                    fits = True
                    break
        if fits or _held(whole, mixed):
            found[count] = word
            count += 1
        else:
            states[number] = PLAIN
    return found[:count]


@njit(cache=True)
def _held(table: NDArray[np.uint64], mixed: np.uint64) -> bool:
    mask = np.uint64(table.size - 1)
    place = (mixed ^ (mixed >> np.uint64(29))) & mask
    while table[place] != 0:
        if table[place] == mixed:
            return True
        place = (place + np.uint64(1)) & mask
    return False
