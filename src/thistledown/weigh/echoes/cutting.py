"""A text cut into sentences, words and numbers in one pass, compiled: linear in the text.

It cuts as the expressions in `tokens` and `phrases` say; the tests hold both together.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thistledown.weigh.echoes.characters import (
    APOSTROPHE,
    CLOSER,
    DIGIT,
    END,
    GROUP,
    HALF,
    JOINER,
    LETTER,
    MARK,
    NEWLINE,
    POINT,
    SPACE,
    WORD,
)

# Characters of an abbreviation that are packed into one number, and how many of them are read.
_PACKED = 12
_LOOKED_BACK = 8
_LONGEST_PACKED = 5


def packed(word: str) -> int:
    """A short word as one number."""
    number = 0
    for char in word:
        number = number << _PACKED | ord(char)
    return number


@njit(cache=True)
def sentence_spans(
    codes: NDArray[np.uint32],
    classes: NDArray[np.uint16],
    lower: NDArray[np.uint32],
    abbreviations: NDArray[np.int64],
    longest: int,
) -> NDArray[np.int32]:
    """Starts (row 0) and ends (row 1) of the sentences, without outer space."""
    size = codes.size
    found = np.empty((2, size // 2 + 1), dtype=np.int32)
    count = 0
    start = at = 0
    while at <= size:
        after = -1
        if at == size:
            after = size
        else:
            kind = classes[codes[at]] if codes[at] < classes.size else 0
            if kind & END:
                place = at
                while place < size and codes[place] < classes.size and classes[codes[place]] & END:
                    place += 1
                ended = place
                while place < size and codes[place] < classes.size and classes[codes[place]] & CLOSER:
                    place += 1
                after = place
                while after < size and codes[after] < classes.size and classes[codes[after]] & SPACE:
                    after += 1
                if after == place:
                    # No space follows: neither this sign nor those right after it end anything.
                    at = ended
                    continue
                if codes[at] == 46 and _abbreviated(codes, classes, lower, abbreviations, start, at):
                    at = after
                    continue
            elif kind & NEWLINE:
                after = at + 1
                while after < size and codes[after] < classes.size and classes[codes[after]] & NEWLINE:
                    after += 1
            elif kind & HALF:
                after = at + 1
                while after < size and codes[after] < classes.size and classes[codes[after]] & SPACE:
                    after += 1
                if after == at + 1:
                    at += 1
                    continue
            else:
                at += 1
                continue
        while start < after:
            end = after
            if end - start > longest:
                end = start + longest
                cut = end - 1
                while cut >= start + longest // 2 and codes[cut] != 32:
                    cut -= 1
                if cut >= start + longest // 2:
                    end = cut
            left, right = start, end
            while left < right and codes[left] < classes.size and classes[codes[left]] & SPACE:
                left += 1
            while right > left and codes[right - 1] < classes.size and classes[codes[right - 1]] & SPACE:
                right -= 1
            if right - left >= 2:
                found[0, count] = left
                found[1, count] = right
                count += 1
            start = end
        if at == size:
            break
        at = after
    return found[:, :count]


@njit(cache=True)
def _abbreviated(
    codes: NDArray[np.uint32],
    classes: NDArray[np.uint16],
    lower: NDArray[np.uint32],
    abbreviations: NDArray[np.int64],
    start: int,
    stop: int,
) -> bool:
    """Whether the full stop at `stop` ends an abbreviation or an initial."""
    back = stop
    while back > start and back > stop - _LOOKED_BACK and codes[back - 1] != 32:
        back -= 1
    length = stop - back
    if length == 1:
        code = codes[back]
        if code < classes.size and classes[code] & LETTER:
            return True
    if length == 0 or length > _LONGEST_PACKED:
        return False
    word = np.int64(0)
    for place in range(back, stop):
        code = codes[place]
        if code < lower.size:
            code = lower[code]
        if code >= 1 << _PACKED:
            return False
        word = word << _PACKED | np.int64(code)
    place = 0
    while place < abbreviations.size and abbreviations[place] != word:
        place += 1
    return bool(place < abbreviations.size)


@njit(cache=True)
def words_and_numbers(
    codes: NDArray[np.uint32], classes: NDArray[np.uint16], spans: NDArray[np.int32], most: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Words and numbers in digits of the first sentences.

    Returns:
        Two arrays of three rows: start, end, and the number of the sentence.
    """
    count = min(most, spans.shape[1])
    reach = 0
    for number in range(count):
        reach += spans[1, number] - spans[0, number]
    words = np.empty((3, reach // 2 + count + 1), dtype=np.int32)
    numbers = np.empty((3, reach // 2 + count + 1), dtype=np.int32)
    found = written = 0
    for number in range(count):
        at, end = spans[0, number], spans[1, number]
        digits = False
        while at < end:
            kind = classes[codes[at]] if codes[at] < classes.size else 0
            if not kind & WORD:
                at += 1
                continue
            stop = at
            while stop < end:
                kind = classes[codes[stop]] if codes[stop] < classes.size else 0
                if kind & WORD:
                    if kind & DIGIT:
                        digits = True
                    stop += 1
                elif (
                    kind & APOSTROPHE
                    and stop + 1 < end
                    and codes[stop + 1] < classes.size
                    and classes[codes[stop + 1]] & WORD
                ):
                    stop += 1
                else:
                    break
            words[0, found] = at
            words[1, found] = stop
            words[2, found] = number
            found += 1
            at = stop
        if not digits:
            continue
        at = spans[0, number]
        while at < end:
            if not (codes[at] < classes.size and classes[codes[at]] & DIGIT):
                at += 1
                continue
            stop = at
            while stop < end and codes[stop] < classes.size and classes[codes[stop]] & DIGIT:
                stop += 1
            at = max(at, stop - 9)
            # Groups of three digits; a group that further digits follow is none.
            for _ in range(4):
                if stop + 3 >= end or not (codes[stop] < classes.size and classes[codes[stop]] & GROUP):
                    break
                whole = True
                for place in range(stop + 1, stop + 4):
                    if not (codes[place] < classes.size and classes[codes[place]] & DIGIT):
                        whole = False
                further = (
                    stop + 4 < end and codes[stop + 4] < classes.size and classes[codes[stop + 4]] & DIGIT
                )
                if not whole or further:
                    break
                stop += 4
            if stop < end and codes[stop] < classes.size and classes[codes[stop]] & POINT:
                place = stop + 1
                while place < end and codes[place] < classes.size and classes[codes[place]] & DIGIT:
                    place += 1
                if 1 <= place - stop - 1 <= 3:
                    stop = place
            numbers[0, written] = at
            numbers[1, written] = stop
            numbers[2, written] = number
            written += 1
            at = stop
    return words[:, :found], numbers[:, :written]


@njit(cache=True)
def spelled_words(codes: NDArray[np.uint32], classes: NDArray[np.uint16], joins: bool) -> NDArray[np.int32]:
    """Starts (row 0) and ends (row 1) of words with the marks in them, as `phrases` compares them."""
    size = codes.size
    found = np.empty((2, size // 2 + 1), dtype=np.int32)
    count = at = 0
    while at < size:
        if not (codes[at] < classes.size and classes[codes[at]] & WORD):
            at += 1
            continue
        stop = at + 1
        while stop < size:
            kind = classes[codes[stop]] if codes[stop] < classes.size else 0
            if kind & (WORD | MARK) or (
                joins
                and kind & JOINER
                and stop + 1 < size
                and classes[codes[stop - 1]] & WORD
                and codes[stop + 1] < classes.size
                and classes[codes[stop + 1]] & WORD
            ):
                stop += 1
            else:
                break
        found[0, count] = at
        found[1, count] = stop
        count += 1
        at = stop
    return found[:, :count]
