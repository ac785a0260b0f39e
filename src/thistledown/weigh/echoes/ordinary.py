"""What ordinary new words give, worked out in compiled loops.

New words never end, and each is worked out by stemming, folding and hashing (`wordbook` says how). For a word
of Latin, Cyrillic or Arabic letters that stands in no list of names, numbers or months that is done here,
many at a time; all others are left to the wordbook. Both come to the same, as the tests hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from anyascii import anyascii
from numba import njit
from numpy.typing import NDArray

from thistledown.casebook.folding import ARABIC, CLITIC_LETTERS, CLITICS, fold_words
from thistledown.weigh.echoes.background import background, weight
from thistledown.weigh.echoes.keys import CAPS, COGNATE, CROSS, SAME
from thistledown.weigh.echoes.tokens import ARABIC_ENDINGS, CYRILLIC_ENDINGS, GROUPS, LATIN_ENDINGS, bones

# Letters from here on are left to the wordbook.
_HIGHEST = 0x700
_CYRILLIC = 0x400
_ARABIC = 0x600
_LONGEST_WORD = 60
# A letter that is dropped, and one that is not ordinary.
_DROPPED = 0
_ODD = 0xFFFF
_ASCII = 4  # the most ASCII letters for one
_SEED = 0xCBF29CE484222325
_PRIME = 0x100000001B3
# A stem that weighs less is a common word, no name.
CAPS_UNKNOWN = CAPS["w"] - 0.5


class Letters(NamedTuple):
    """What becomes of each code point: folded, with case folded, in ASCII.

    Then whether it is a capital, and whether clitics may stand before it.
    """

    folded: NDArray[np.uint16]
    small: NDArray[np.uint16]
    ascii: NDArray[np.uint8]
    capital: NDArray[np.bool_]
    clitic: NDArray[np.bool_]


@cache
def letters() -> Letters:
    """The table of ordinary letters."""
    folded = np.full(_HIGHEST, _ODD, dtype=np.uint16)
    small = np.full(_HIGHEST, _ODD, dtype=np.uint16)
    plain = np.zeros((_HIGHEST, _ASCII), dtype=np.uint8)
    capital = np.zeros(_HIGHEST, dtype=np.bool_)
    clitic = np.zeros(_HIGHEST, dtype=np.bool_)
    for code in range(_HIGHEST):
        char = chr(code)
        found = "".join(fold_words(char))
        lower = char.casefold()
        if not char.isalpha() or len(found) != 1 or len(lower) != 1 or not found.isalpha():
            continue
        written = anyascii(char).lower()
        if ord(found) >= _HIGHEST or not written.isascii() or len(written) > _ASCII:
            continue
        folded[code], small[code] = ord(found), ord(lower)
        plain[code, : len(written)] = list(written.encode())
        capital[code] = char.isupper()
        clitic[code] = bool(ARABIC.match(char))
    return Letters(folded, small, plain, capital, clitic)


class Lists(NamedTuple):
    """Lists by hash of a language: what makes a word not ordinary, and how much common keys weigh.

    Attributes:
        bases: stems of names.
        words: names, months and numbers as they are written, with case folded.
        known: names of keys in the background table, as a hash table.
        nats: their weights.
        unknown: weights of a stem and of a skeleton that are in no table.
        prefix: what names of stems begin with, as an open CRC-32 and as a hash.
    """

    bases: NDArray[np.uint64]
    words: NDArray[np.uint64]
    known: NDArray[np.uint64]
    nats: NDArray[np.float64]
    unknown: NDArray[np.float64]
    prefix: NDArray[np.uint64]


def lists(language: str, bases: Iterable[str], words: Iterable[str]) -> Lists:
    """The lists of a language.

    Args:
        language: its tag, as keys of stems have it.
        bases: stems that make a word not ordinary.
        words: words that are not ordinary, in whatever case.
    """
    prefix = f"w:{language}:"
    written = prefix.encode("utf-8", "surrogatepass")
    names = [name for name in background()[1] if name.startswith((prefix, "k:"))]
    known = _table([_hash(name.encode()) for name in names])
    nats = np.zeros(known.size, dtype=np.float64)
    for name in names:
        nats[_place(known, _hash(name.encode()))] = min(CAPS[name[0]], weight(name[0], name))
    unknown = np.array([min(CAPS[kind], weight(kind, "")) for kind in "wk"])
    return Lists(
        _table([_hash_codes(base) for base in bases]),
        _table([_hash_codes(word.casefold()) for word in words]),
        known,
        nats,
        unknown,
        np.array([crc32(written) ^ 0xFFFFFFFF, _hash(written)], dtype=np.uint64),
    )


def _hash(values: Iterable[int]) -> int:
    mixed = _SEED
    for value in values:
        mixed = (mixed ^ value) * _PRIME & 0xFFFFFFFFFFFFFFFF
    return mixed


def _hash_codes(text: str) -> int:
    return _hash(map(ord, text))


def _table(hashes: list[int]) -> NDArray[np.uint64]:
    """Numbers as an open hash table; 0 is an empty place."""
    table = np.zeros(1 << max(4, (3 * len(hashes)).bit_length()), dtype=np.uint64)
    for held in hashes:
        table[_place(table, held)] = held
    return table


def _place(table: NDArray[np.uint64], held: int) -> int:
    mask = table.size - 1
    place = (held ^ held >> 29) & mask
    while table[place] not in (0, held):
        place = (place + 1) & mask
    return place


@cache
def _endings() -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
    """Latin, Cyrillic and Arabic endings by hash, read from their last letter on."""
    latin, cyrillic, arabic = (
        _table([_hash_codes(ending[::-1]) for ending in endings])
        for endings in (LATIN_ENDINGS, CYRILLIC_ENDINGS, ARABIC_ENDINGS)
    )
    return latin, cyrillic, arabic


@cache
def _clitics() -> NDArray[np.uint16]:
    """Arabic clitics in the order in which they are tried, one a row, and single letters that may be one."""
    table = np.zeros((len(CLITICS) + 1, 6), dtype=np.uint16)
    for at, written in enumerate((*CLITICS, CLITIC_LETTERS)):
        table[at, : len(written)] = list(map(ord, written))
    return table


@cache
def _crc() -> NDArray[np.uint32]:
    table = np.zeros(256, dtype=np.uint32)
    for byte in range(256):
        rest = byte
        for _ in range(8):
            rest = rest >> 1 ^ (0xEDB88320 if rest & 1 else 0)
        table[byte] = rest
    return table


@cache
def _groups() -> NDArray[np.uint8]:
    """Groups of letters that sound as one: up to three letters, and the one."""
    table = np.zeros((len(GROUPS), 4), dtype=np.uint8)
    for at, (group, letter) in enumerate(GROUPS):
        table[at, : len(group)] = list(group.encode())
        table[at, 3] = ord(letter)
    return table


@cache
def _sounds() -> NDArray[np.uint8]:
    """What each ASCII letter becomes in a skeleton: up to two letters."""
    table = np.zeros((128, 2), dtype=np.uint8)
    for code in range(128):
        held = bones(chr(code)) if not chr(code).isspace() else ""
        table[code, : len(held)] = list(held.encode())
    return table


def learn(
    codes: NDArray[np.uint32],
    spans: NDArray[np.int32],
    numbers: NDArray[np.int32],
    fresh: NDArray[np.int32],
    known: Lists,
    triples: NDArray[np.uint32],
    bounds: NDArray[np.int32],
    rows: tuple[NDArray[np.uint32], NDArray[np.float64], NDArray[np.uint8]],
    filled: int,
) -> tuple[int, NDArray[np.int32]]:
    """Work out the ordinary ones of some new words.

    Args:
        codes: the text.
        spans: starts and ends of its words.
        numbers: their numbers.
        fresh: places of the new words.
        known: lists of the language.
        triples: of each word, its number in word triples; written.
        bounds: of each word, where its rows begin and end; written.
        rows: keys, weights and flags; written, with room for three more rows a new word.
        filled: how many rows there are.

    Returns:
        How many rows there are now, and the places of the new words that are left.
    """
    table, (latin, cyrillic, arabic), (keys, weights, flags) = letters(), _endings(), rows
    return _learn(
        codes,
        spans,
        numbers,
        fresh,
        table.folded,
        table.small,
        table.ascii,
        table.capital,
        table.clitic,
        known.bases,
        known.words,
        known.known,
        known.nats,
        known.unknown,
        known.prefix,
        latin,
        cyrillic,
        arabic,
        _clitics(),
        _crc(),
        _groups(),
        _sounds(),
        triples,
        bounds,
        keys,
        weights,
        flags,
        filled,
    )


@njit(cache=True)
def _held(table: NDArray[np.uint64], mixed: np.uint64) -> int:
    """The place of a number in a hash table, or -1."""
    mask = np.uint64(table.size - 1)
    place = (mixed ^ (mixed >> np.uint64(29))) & mask
    while table[place] != 0:
        if table[place] == mixed:
            return np.int64(place)  # type: ignore[return-value]
        place = (place + np.uint64(1)) & mask
    return -1


@njit(cache=True)
def _checked(rest: np.uint32, code: int, crc: NDArray[np.uint32]) -> np.uint32:
    """A CRC-32 with one more code point in UTF-8."""
    if code < 0x80:
        return np.uint32(crc[(rest ^ code) & 0xFF] ^ (rest >> 8))
    rest = np.uint32(crc[(rest ^ (0xC0 | code >> 6)) & 0xFF] ^ (rest >> 8))
    return np.uint32(crc[(rest ^ (0x80 | code & 0x3F)) & 0xFF] ^ (rest >> 8))


@njit(cache=True)
def _mixed(mixed: np.uint64, code: int) -> np.uint64:
    """The hash of a name with one more code point in UTF-8."""
    if code < 0x80:
        return (mixed ^ np.uint64(code)) * np.uint64(_PRIME)
    mixed = (mixed ^ np.uint64(0xC0 | code >> 6)) * np.uint64(_PRIME)
    return (mixed ^ np.uint64(0x80 | code & 0x3F)) * np.uint64(_PRIME)


@njit(cache=True)
def _after_clitics(word: NDArray[np.int64], length: int, clitics: NDArray[np.uint16]) -> int:
    """How many letters of an Arabic word are clitics."""
    begin = 0
    while True:
        cut = 0
        for row in range(clitics.shape[0] - 1):
            long = 0
            same = True
            for at in range(clitics.shape[1]):
                if clitics[row, at] == 0:
                    break
                same = same and begin + at < length and word[begin + at] == clitics[row, at]
                long += 1
            if same and length - begin - long >= 3:
                cut = long
                break
        if cut == 0 and length - begin >= 5:
            for letter in clitics[-1]:
                if letter != 0 and word[begin] == letter:
                    cut = 1
        if cut == 0:
            return begin
        begin += cut


@njit(cache=True)
def _skeleton(
    base: NDArray[np.int64],
    length: int,
    plain: NDArray[np.uint8],
    groups: NDArray[np.uint8],
    sounds: NDArray[np.uint8],
    sound: NDArray[np.uint8],
    skeleton: NDArray[np.uint8],
) -> int:
    """Write the consonants of some letters, sounds that scripts confuse being one: how many they are."""
    count = 0
    grouped = False
    for at in range(length):
        for place in range(_ASCII):
            letter = plain[base[at], place]
            if letter == 0:
                break
            sound[count] = letter
            count += 1
    for at in range(count):
        after = sound[at + 1] if at + 1 < count else 0
        letter = sound[at]
        # h, c, dj, ts, qu
        if letter == 104 or letter == 99 or (letter == 100 and after == 106):
            grouped = True
        if (letter == 116 and after == 115) or (letter == 113 and after == 117):
            grouped = True
    if grouped:
        for group in range(groups.shape[0]):
            long = 3 if groups[group, 2] else 2
            at = kept = 0
            while at < count:
                same = at + long <= count
                for step in range(long):
                    same = same and sound[at + step] == groups[group, step]
                sound[kept] = groups[group, 3] if same else sound[at]
                kept += 1
                at += long if same else 1
            count = kept
    held = 0
    for at in range(count):
        for place in range(2):
            letter = sounds[sound[at], place]
            if letter and (held == 0 or skeleton[held - 1] != letter):
                skeleton[held] = letter
                held += 1
    return held


@njit(cache=True)
def _compared(one: NDArray[np.uint8], first: int, other: NDArray[np.uint8], second: int) -> int:
    """-1, 0 or 1, as some letters come before, are or come after others."""
    for at in range(min(first, second)):
        if one[at] != other[at]:
            return -1 if one[at] < other[at] else 1
    return -1 if first < second else 1 if first > second else 0


@njit(cache=True)
def _file(
    skeleton: NDArray[np.uint8],
    held: int,
    known: NDArray[np.uint64],
    nats: NDArray[np.float64],
    unknown: NDArray[np.float64],
    crc: NDArray[np.uint32],
    keys: NDArray[np.uint32],
    weights: NDArray[np.float64],
    flags: NDArray[np.uint8],
    filled: int,
) -> int:
    """Add the row of a skeleton of three consonants or more: how many rows there are then."""
    if held < 3:
        return filled
    key, mixed = np.uint32(0xFFFFFFFF), np.uint64(_SEED)
    key, mixed = _checked(key, 107, crc), _mixed(mixed, 107)
    key, mixed = _checked(key, 58, crc), _mixed(mixed, 58)
    for at in range(min(held, 5)):
        key, mixed = _checked(key, skeleton[at], crc), _mixed(mixed, skeleton[at])
    place = _held(known, mixed)
    keys[filled] = np.uint32(key ^ np.uint32(0xFFFFFFFF))
    weights[filled] = nats[place] if place >= 0 else unknown[1]
    flags[filled] = CROSS | COGNATE
    return filled + 1


@njit(cache=True)
def _learn(
    codes: NDArray[np.uint32],
    spans: NDArray[np.int32],
    numbers: NDArray[np.int32],
    fresh: NDArray[np.int32],
    folded: NDArray[np.uint16],
    small: NDArray[np.uint16],
    plain: NDArray[np.uint8],
    capital: NDArray[np.bool_],
    clitic: NDArray[np.bool_],
    bases: NDArray[np.uint64],
    words: NDArray[np.uint64],
    known: NDArray[np.uint64],
    nats: NDArray[np.float64],
    unknown: NDArray[np.float64],
    prefix: NDArray[np.uint64],
    latin: NDArray[np.uint64],
    cyrillic: NDArray[np.uint64],
    arabic: NDArray[np.uint64],
    clitics: NDArray[np.uint16],
    crc: NDArray[np.uint32],
    groups: NDArray[np.uint8],
    sounds: NDArray[np.uint8],
    triples: NDArray[np.uint32],
    bounds: NDArray[np.int32],
    keys: NDArray[np.uint32],
    weights: NDArray[np.float64],
    flags: NDArray[np.uint8],
    filled: int,
) -> tuple[int, NDArray[np.int32]]:
    left = np.empty(fresh.size, dtype=np.int32)
    leaving = 0
    base = np.empty(_LONGEST_WORD, dtype=np.int64)
    sound = np.empty(_LONGEST_WORD * _ASCII, dtype=np.uint8)
    skeleton = np.empty(_LONGEST_WORD * _ASCII * 2, dtype=np.uint8)
    other = np.empty(_LONGEST_WORD * _ASCII * 2, dtype=np.uint8)
    for word in fresh:
        start, end = spans[0, word], spans[1, word]
        length = 0
        ordinary = end - start <= _LONGEST_WORD
        mixed = np.uint64(_SEED)
        triple = _checked(_checked(np.uint32(0xFFFFFFFF), 116, crc), 58, crc)
        if ordinary:
            for at in range(start, end):
                code = codes[at]
                if code >= _HIGHEST or folded[code] == _ODD:
                    ordinary = False
                    break
                base[length] = folded[code]
                length += 1
                mixed = (mixed ^ np.uint64(small[code])) * np.uint64(_PRIME)
                triple = _checked(triple, small[code], crc)
        if not ordinary or _held(words, mixed) >= 0:
            left[leaving] = word
            leaving += 1
            continue
        begin = 0
        if base[0] >= _ARABIC:
            all_clitic = True
            for at in range(length):
                all_clitic = all_clitic and clitic[base[at]]
            if all_clitic:
                begin = _after_clitics(base, length, clitics)
                for at in range(begin, length):
                    base[at - begin] = base[at]
                length -= begin
        # The stem: without the longest ending that leaves three letters.
        endings = arabic if base[0] >= _ARABIC else cyrillic if base[0] >= _CYRILLIC else latin
        mixed = np.uint64(_SEED)
        stem = length
        for back in range(1, min(9, length - 3) + 1):
            mixed = (mixed ^ np.uint64(base[length - back])) * np.uint64(_PRIME)
            if _held(endings, mixed) >= 0:
                stem = length - back
        mixed = np.uint64(_SEED)
        for at in range(stem):
            mixed = (mixed ^ np.uint64(base[at])) * np.uint64(_PRIME)
        if _held(bases, mixed) >= 0:
            left[leaving] = word
            leaving += 1
            continue
        number = numbers[word]
        triples[number] = np.uint32(triple ^ np.uint32(0xFFFFFFFF))
        bounds[0, number] = filled
        key, mixed = np.uint32(prefix[0]), prefix[1]
        for at in range(min(stem, 8)):
            key, mixed = _checked(key, base[at], crc), _mixed(mixed, base[at])
        place = _held(known, mixed)
        own = nats[place] if place >= 0 else unknown[0]
        if own >= 0.8 and stem >= 2:
            keys[filled], weights[filled], flags[filled] = np.uint32(key ^ np.uint32(0xFFFFFFFF)), own, SAME
            filled += 1
        held = _skeleton(base, stem, plain, groups, sounds, sound, skeleton)
        if codes[start] >= _ARABIC:
            if own >= CAPS_UNKNOWN:
                # Arabic has no capitals, and what looks like a clitic may be the first letters of a name.
                first = (
                    start + 2
                    if end - start >= 2 and codes[start] == 0x627 and codes[start + 1] == 0x644
                    else start
                )
                for at in range(first, end):
                    base[at - first] = codes[at]
                count = _skeleton(base, end - first, plain, groups, sounds, sound, other)
                order = _compared(skeleton, held, other, count)
                if order > 0:
                    filled = _file(other, count, known, nats, unknown, crc, keys, weights, flags, filled)
                filled = _file(skeleton, held, known, nats, unknown, crc, keys, weights, flags, filled)
                if order < 0:
                    filled = _file(other, count, known, nats, unknown, crc, keys, weights, flags, filled)
        elif capital[codes[start]] and own >= CAPS_UNKNOWN:
            if held >= 3:
                filled = _file(skeleton, held, known, nats, unknown, crc, keys, weights, flags, filled)
                flags[filled - 1] = CROSS
        elif held >= 4:
            filled = _file(skeleton, held, known, nats, unknown, crc, keys, weights, flags, filled)
        bounds[1, number] = filled
    return filled, left[:leaving]
