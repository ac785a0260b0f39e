"""Words that names of bodies are made of, in seven languages, and the countries in them."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from thistledown.casebook.folding import fold_words
from thistledown.codebook.registry import registry

LANGUAGES = ("en", "fr", "es", "pt", "ru", "uk", "ar")
# Longest name of a country, in words, stop words left out.
LONGEST_COUNTRY = 5
_LEAST_PREFIX = 3
_VOWELS = "аеиоуыэюяіїєьъ"
_ENDINGS = ("ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "іми")


# Articles, alone or behind a conjunction or preposition: never a single letter, which may be a name's own.
_ARTICLES = ("وال", "بال", "فال", "كال", "ولل", "ال", "لل")
_ARABIC_LETTERS = str.maketrans("أإآٱىیئؤةک", "ااااييي\u0648هك", "ـ")
_WORD = re.compile(r"\w+")


def name_tokens(name: str) -> list[str]:
    """The folded words of a name, without articles; the search's folding, but for Arabic.

    Search takes single letters off Arabic words as well ("and", "in", "for"), which is right for running
    text and wrong for names: it would behead Balochistan.
    """
    if not any("\u0600" <= char <= "\u06ff" for char in name):
        return fold_words(name)
    plain = unicodedata.normalize("NFKD", name.translate(_ARABIC_LETTERS))
    bare = "".join(char for char in plain if unicodedata.category(char) not in ("Mn", "Me", "Cf"))
    tokens = []
    for token in _WORD.findall(bare.casefold()):
        if not "\u0600" <= token[0] <= "\u06ff":
            tokens.extend(fold_words(token))
            continue
        article = next((a for a in _ARTICLES if token.startswith(a) and len(token) - len(a) >= 3), "")
        tokens.append(token[len(article) :])
    return tokens


@dataclass(frozen=True, slots=True)
class NameWord:
    """What a word stands for in a name.

    Attributes:
        concept: one id for the word in every language, as "liberation"; a number or a country's code for
            those.
        sort: stop, body, people, role, side, plain, number or country.
    """

    concept: str
    sort: str


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lexicon: whole words, beginnings of words, and stems of countries' names."""

    whole: MappingProxyType[str, NameWord]
    beginnings: MappingProxyType[str, NameWord]
    countries: MappingProxyType[tuple[str, ...], str]

    def word(self, token: str) -> NameWord | None:
        """What a folded word stands for; the longest beginning decides; None for an unknown word."""
        if found := self.whole.get(token):
            return found
        for length in range(min(len(token), 24), _LEAST_PREFIX - 1, -1):
            if found := self.beginnings.get(token[:length]):
                return found
        return None

    def country(self, tokens: tuple[str, ...]) -> str | None:
        """The ISO code of the country that folded words name or derive from, in any inflection."""
        key = tuple(stem(token) for token in tokens)
        # So short a stem in Latin letters is as often another word ("wal" is no Wales).
        if len(key) == 1 and len(key[0]) < 4 and key[0].isascii() and len(tokens[0]) < 4:
            return None
        return self.countries.get(key)


def stem(token: str) -> str:
    """A folded word without its ending, so that inflected forms agree; short words stay as they are.

    Light stemming by endings alone, one rule a script, after the "light" stemmers of Savoy (2006) and
    Larkey, Ballesteros & Connell (2002); good enough for names, not for running text.
    """
    if len(token) < 4:
        return token
    first = token[0]
    if "\u0400" <= first <= "\u04ff":
        for ending in _ENDINGS:
            if token.endswith(ending) and len(token) - len(ending) >= 3:
                return token[: -len(ending)].rstrip(_VOWELS) or token
        if token[-1] in "хм" and token[-2] in _VOWELS:
            token = token[:-1]
        short = token.rstrip(_VOWELS)
        return short if len(short) >= 3 else token[:3]
    if "\u0600" <= first <= "\u06ff":
        for ending in ("يون", "يين", "يه", "ون", "ين", "ات", "ه", "ي"):
            if token.endswith(ending) and len(token) - len(ending) >= 3:
                return token[: -len(ending)]
        return token
    short = token.removesuffix("s")
    while len(short) > 3 and short[-1] in "aeo":
        short = short[:-1]
    return short[:-1] if len(short) > 4 and short[-1] == short[-2] else short


@cache
def name_words() -> NameWords:
    """The shipped lexicon."""
    whole: dict[str, NameWord] = {}
    beginnings: dict[str, NameWord] = {}
    path = Path(__file__).with_name("name_words.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sort, _, number = row["class"].partition(":")
            word = NameWord(number or row["concept"], sort)
            for language in LANGUAGES:
                for cell in row[language].split():
                    folded = name_tokens(cell.rstrip("*"))
                    if len(folded) == 1:
                        (beginnings if cell.endswith("*") else whole).setdefault(folded[0], word)
    return NameWords(
        MappingProxyType(whole), MappingProxyType(beginnings), MappingProxyType(_countries(whole))
    )


def _countries(whole: dict[str, NameWord]) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    ambiguous: set[tuple[str, ...]] = set()
    for name in registry().country_names:
        tokens = [token for token in name_tokens(name.name) if _counts(whole.get(token))]
        key = tuple(stem(token) for token in tokens)
        if not key or len(key) > LONGEST_COUNTRY or (len(key) == 1 and len(key[0]) < 3):
            continue
        if found.setdefault(key, name.country) != name.country:
            ambiguous.add(key)
    for key in ambiguous:
        del found[key]
    return found


def _counts(word: NameWord | None) -> bool:
    return word is None or word.sort != "stop"
