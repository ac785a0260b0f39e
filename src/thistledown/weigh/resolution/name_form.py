"""One name taken apart: what its words stand for, and how the rest of them sounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from thistledown.weigh.resolution.name_words import LONGEST_COUNTRY, name_tokens, name_words, stem

# Longer names are cut here: no name of a body has more words, and text from outside may.
LONGEST_NAME = 24
_CHARACTERS = 1_000
_DIGRAPHS = (
    *(("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("kh", "k"), ("gh", "k"), ("dj", "k")),
    *(("zh", "k"), ("th", "t"), ("dh", "d"), ("ts", "s"), ("ph", "f"), ("ou", "w"), ("ck", "k")),
    *(("x", "k"), ("q", "k"), ("g", "k"), ("j", "k"), ("z", "s"), ("p", "b"), ("f", "b")),
    ("c", "k"),
)
_SILENT = str.maketrans("", "", "aeiouywvh'`")


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name, or the words of a country's name.

    Attributes:
        text: the folded word.
        sort: what it does in the name: rest (the name proper), body, people, role, side, plain, country
            or number.
        symbol: what it stands for in every language, as "c:MLI" or "army"; "" for the name proper.
        latin: the word in Latin letters, lower case.
        skeleton: its consonants, with those that transliterations confuse made one.
    """

    text: str
    sort: str
    symbol: str
    latin: str
    skeleton: str


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name taken apart; stop words are left out.

    Attributes:
        name: the words as they stand.
        folded: the same, folded for search.
        parts: its words, in order.
        initials: first letters of its words in Latin letters, for acronyms; "" for a single word.
        acronym: the name in Latin letters when it is one word of capitals, else "".
    """

    name: str
    folded: str
    parts: tuple[Part, ...]
    initials: str
    acronym: str

    def symbols(self, sort: str) -> frozenset[str]:
        """What words of one sort stand for."""
        return frozenset(part.symbol for part in self.parts if part.sort == sort)

    @property
    def bare(self) -> bool:
        """Whether it only describes ("armed men", "the army") and names nobody in particular.

        A number or a country singles out; other words do when they are written as a name, or in a script
        without capitals.
        """
        sorts = {part.sort for part in self.parts}
        if sorts & {"country", "number"}:
            return False
        if "rest" in sorts:
            return not _written_as_name(self.name, sorts == {"rest"})
        if "plain" not in sorts or sorts & {"people", "role"}:
            return True
        # English and the Romance languages write every word of a body's name large, Russian only the first.
        latin = self.name[:1].isascii()
        return not (_written_as_name(self.name, False) if latin else _written_as_name(self.name, True))


def _written_as_name(name: str, unknown: bool) -> bool:
    cased = [char for char in name if char.isupper() or char.islower()]
    if not cased:
        return True
    words = name.split()
    # The first word's capital may be the sentence's own: it counts where no word is a known one.
    return any(any(char.isupper() for char in word) for word in words if unknown or word is not words[0])


@lru_cache(maxsize=65_536)
def name_form(name: str) -> NameForm:
    """Take a name apart.

    What goes beyond `LONGEST_NAME` words or a thousand characters is not looked at.
    """
    name = name[:_CHARACTERS]
    words = name_words()
    tokens = []
    every = name_tokens(name)
    for token in every:
        known = words.word(token)
        if known is None or known.sort != "stop":
            tokens.append(token)
        if len(tokens) == LONGEST_NAME:
            break
    parts: list[Part] = []
    at = 0
    while at < len(tokens):
        for length in range(min(LONGEST_COUNTRY, len(tokens) - at), 0, -1):
            stretch = tuple(tokens[at : at + length])
            if country := words.country(stretch):
                parts.append(_part(" ".join(stretch), "country", f"c:{country}"))
                at += length
                break
        else:
            parts.extend(_parts(tokens[at]))
            at += 1
    letters = "".join(_letters(token)[:1] for token in tokens)
    return NameForm(
        name=name,
        folded=" ".join(every),
        parts=tuple(parts),
        initials=letters if len(tokens) > 1 else "",
        acronym=_acronym(name),
    )


def _parts(token: str) -> list[Part]:
    digits = _leading_digits(token)
    if digits:
        return [_part(token, "number", f"n:{digits}")]
    known = name_words().word(token)
    if known is None:
        return [_part(token, "rest", "")]
    if known.sort in ("number", "country"):
        return [_part(token, known.sort, f"{known.sort[0]}:{known.concept}")]
    return [_part(token, known.sort, concept) for concept in known.concept.split("+")]


def _leading_digits(token: str) -> str:
    end = 0
    while end < len(token) and end < 6 and token[end].isascii() and token[end].isdigit():
        end += 1
    return token[:end].lstrip("0")


def _part(text: str, sort: str, symbol: str) -> Part:
    return Part(text, sort, symbol, _letters(text), skeleton(_letters(_uninflected(text))))


def _uninflected(text: str) -> str:
    # Cases change a Russian or Ukrainian name's end; elsewhere the end is the name's own.
    return stem(text) if "\u0400" <= text[:1] <= "\u04ff" else text


def _letters(text: str) -> str:
    return "".join(char for char in anyascii(text).lower() if char.isalnum())


def skeleton(latin: str) -> str:
    """The consonants of a word in Latin letters; sounds that transliterations mix up are made one.

    Arabic writes no short vowels and has no p or v, Russian has no h or w, and every language spells
    the sounds of the others its own way; what is left over agrees more often than the letters do.
    """
    for pair, sound in _DIGRAPHS:
        latin = latin.replace(pair, sound)
    bones = latin.translate(_SILENT)
    return "".join(char for at, char in enumerate(bones) if char.isalnum() and bones[at - 1 : at] != char)


def _acronym(name: str) -> str:
    word = "".join(char for char in name if char not in ".-–")
    letters = sum(char.isupper() for char in word)
    if 2 <= len(word) <= 8 and word.isalnum() and letters >= 2 and letters * 2 > len(word):
        return anyascii(word).lower()
    return ""
