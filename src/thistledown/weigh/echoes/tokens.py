"""Sentences, words and numbers of a text, and the forms they are compared in.

Comparison is by folded stems: light suffix stripping, as in Larkey et al. 2002 for Arabic and Porter-like
ending lists for the others. What is quoted as evidence is always the text itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from thistledown.casebook.folding import fold_words
from thistledown.weigh.echoes.characters import classes, codes, lower_case
from thistledown.weigh.echoes.cutting import packed, sentence_spans

# What stands after this many characters of a report is not compared.
LONGEST = 100_000
# A sentence is cut after this many characters: pages without full stops are common.
LONGEST_SENTENCE = 600

WORD = re.compile(r"\w+(?:['’]\w+)*")
NUMBER = re.compile(r"\d{1,9}(?:[.,  ’']\d{3}){0,4}(?!\d)(?:[.,]\d{1,3}(?!\d))?")

_ABBREVIATIONS = (
    "mr mrs ms dr gen lt col maj capt sgt st no vs u.s u.n u.k e.g i.e al m mm mme jr sr gov sen rep "
    "prof sra dra ген им тыс млн млрд г ст тис р"
)
_PACKED_ABBREVIATIONS = np.array([packed(word) for word in _ABBREVIATIONS.split()], dtype=np.int64)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of the first `LONGEST` characters, without outer space; linear time."""
    starts, ends = cut_sentences(codes(text[:LONGEST])).tolist()
    return list(zip(starts, ends, strict=True))


def cut_sentences(points: NDArray[np.uint32]) -> NDArray[np.int32]:
    """Starts (row 0) and ends (row 1) of the sentences of a text given by its code points.

    A sentence ends with a full stop and the like before a space, with a semicolon or with a line, but not
    after an abbreviation or an initial; it is cut where it grows longer than `LONGEST_SENTENCE`.
    """
    return sentence_spans(points, classes(), lower_case(), _PACKED_ABBREVIATIONS, LONGEST_SENTENCE)


_CYRILLIC_ENDINGS_LISTED = (
    "ский ского скому ском ским ских скими ская ской скую ское ские ський ського ському ським ських "
    "ськими ська ської ській ську ське ські ного ному ными ним них ный ная ной ную ное ные ами ями "
    "ого его ому ему ыми ими ові еві ой ей ий ый ая яя ое ее ие ые ую юю ом ем ах ях ам ям ів їв ою "
    "ею а я о е ы и у ю ь і ї є й"
)
# Words are compared folded, which writes й as и and ї as і.
CYRILLIC_ENDINGS = frozenset(
    ending for listed in _CYRILLIC_ENDINGS_LISTED.split() for ending in fold_words(listed)
)
_LATIN_ENDINGS_LISTED = (
    "issements issement ements ement amientos amiento imientos imiento aciones acion ations ation "
    "acoes ings ing iens ienne iennes ien ians ian anos anas ano ana ados adas ado ada idos idas ido "
    "ida ees ee eurs eur ors or ers er res es ed s e a o"
)
LATIN_ENDINGS = frozenset(_LATIN_ENDINGS_LISTED.split())
_LATIN_LAST = frozenset(ending[-1] for ending in LATIN_ENDINGS)
ARABIC_ENDINGS = frozenset(("يين", "يون", "هما", "تها", "ين", "ون", "ات", "ان", "ها", "هم", "يه", "ه", "ي"))
_LONGEST_ENDING = 9


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The folded word without its commonest endings; at least three letters are kept."""
    return new_stem(word)


def new_stem(word: str) -> str:
    """The same for a word that was not met before."""
    if word.isascii() and word.isalnum():
        folded = word.lower()
    else:
        folded = "".join(fold_words(word.partition("’")[2] if _elided(word, "’") else _plain(word)))
    if not folded:
        return ""
    first = folded[0]
    if "\u0400" <= first <= "\u052f":
        endings = CYRILLIC_ENDINGS
    elif "\u0600" <= first <= "\u06ff":
        endings = ARABIC_ENDINGS
    else:
        endings = LATIN_ENDINGS
        if folded[-1] not in _LATIN_LAST:
            return folded
    for length in range(min(_LONGEST_ENDING, len(folded) - 3), 0, -1):
        if folded[-length:] in endings:
            return folded[:-length]
    return folded


def _plain(word: str) -> str:
    """The word without a French elision before it or an English genitive after it."""
    if _elided(word, "'"):
        return word.partition("'")[2]
    if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
        return word[:-2]
    return word


def _elided(word: str, mark: str) -> bool:
    head, found, rest = word.partition(mark)
    return bool(found) and bool(rest) and head.lower() in {"l", "d", "s", "n", "c", "j", "m", "t", "qu"}


GROUPS = (
    ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("dj", "j"), ("dzh", "j"), ("gh", "g"), ("kh", "h"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts", "s"), ("ck", "k"), ("qu", "k"), ("ce", "s"), ("ci", "s"),
    ("cy", "s"),
)  # fmt: skip
_GROUPED = re.compile("[hc]|dj|ts|qu")
_SINGLE = str.maketrans({"x": "ks", "c": "k", "q": "k", "z": "s", "p": "b", "v": "f"})
_BONES = str.maketrans("", "", "aeiouyhw'`\"-_ ") | _SINGLE
_DOUBLED = re.compile(r"(.)\1+", re.DOTALL)


def skeleton(base: str) -> str:
    """The consonants of a stem in any script, sounds that scripts confuse being one: Goma, Гома, غوما."""
    return "" if not base or base[0].isdigit() else new_bones(base)


def skeletons(word: str, base: str) -> set[str]:
    """The skeleton of a word, and in Arabic also that with its first letter, which may be no clitic.

    Args:
        word: the word.
        base: its stem.
    """
    found = {skeleton(base)}
    if "\u0600" <= word[0] <= "\u06ff":
        found.add(new_bones(word.removeprefix("ال")))
    found.discard("")
    return found


@lru_cache(maxsize=100_000)
def bones(base: str) -> str:
    """The consonants of some letters in any script, as `skeleton` writes them."""
    return new_bones(base)


def new_bones(base: str) -> str:
    """The same for letters that were not met before."""
    ascii_form = (base if base.isascii() else anyascii(base)).lower()
    if _GROUPED.search(ascii_form):
        for group, letter in GROUPS:
            if group in ascii_form:
                ascii_form = ascii_form.replace(group, letter)
    return _DOUBLED.sub(r"\1", ascii_form.translate(_BONES))


_DIGITS = str.maketrans({chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)})


def number_value(written: str) -> str:
    """A written number as it is compared: digits of any script, without signs between thousands."""
    plain = written.translate(_DIGITS)
    whole = re.fullmatch(r"(\d{1,3})((?:[.,  ’']\d{3})+)", plain)
    if whole:
        return "".join(char for char in plain if char.isdigit()).lstrip("0") or "0"
    plain = plain.replace(",", ".")
    head, _, tail = plain.partition(".")
    tail = tail.rstrip("0")
    head = "".join(char for char in head if char.isdigit()).lstrip("0") or "0"
    return f"{head}.{tail}" if tail else head
