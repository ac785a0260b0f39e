"""Keys: what a word, a name or a number is compared by, across languages and scripts where that is possible.

A key is a 32-bit number made of a kind and a value: `w` word stem of one language, `c` concept of the
seven-language lexicon, `s` state, `a` actor, `p` place, `o` outlet, `n` number, `m` month, `k` consonant
skeleton of a name or of a word that languages may share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from thistledown.casebook.language import LANGUAGES
from thistledown.codebook.registry import registry
from thistledown.codebook.rows import read_rows
from thistledown.codebook.shipped import shipped_folder
from thistledown.weigh.echoes.background import weight
from thistledown.weigh.echoes.tokens import WORD, stem
from thistledown.weigh.echoes.trie import Trie

HERE = Path(__file__).parent

SAME = 1  # compared within one language
CROSS = 2  # compared between languages
COGNATE = 4  # between languages, where a match counts and a lack of one does not

# The most that a key of a kind can weigh: nats of surprise that it is met in a text of this field.
CAPS = {"w": 4.0, "c": 2.5, "s": 1.5, "a": 3.0, "p": 4.0, "o": 3.5, "n": 3.5, "m": 1.0, "k": 4.0}
LONGEST_NAME = 7
NO_LANGUAGE = "xx"


class Part(NamedTuple):
    """A key as one word of a text gives it."""

    key: int
    weight: float
    flag: int
    name: str


def part(kind: str, value: str, flag: int = SAME | CROSS) -> Part:
    """A key with its weight: the rarer in texts of this field the heavier, up to the cap of its kind."""
    name = f"{kind}:{value}"
    number = crc32(name.encode("utf-8", "surrogatepass"))
    return Part(number, min(CAPS[kind], weight(kind, name)), flag, name)


class Names:
    """Names in all languages, found as runs of stems.

    Attributes:
        single: names of one word by stem: kind and value.
        exact: names of one word that must be written so.
        openers: stems that a name of several words begins with.
        runs: names of several words by their first two stems, the longest first.
        symbols: a number for each stem of such names.
        named: kind and value of each such name.
        trie: such names by the numbers of their stems; a meaning is a place in `named`.
    """

    def __init__(self, outlets_only: bool) -> None:
        """Read the registry's outlets, and where asked its states, actors and places."""
        self.single: dict[str, tuple[str, str]] = {}
        self.exact: dict[str, tuple[str, str]] = {}
        self.openers: set[str] = set()
        self.runs: dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]] = {}
        for kind, value, name, acronym in _outlets() if outlets_only else (*_named(), *_outlets()):
            words = WORD.findall(name)
            stems = tuple(stem(word) for word in words)
            if not stems or not all(stems) or len(stems) > LONGEST_NAME:
                continue
            if len(stems) > 1:
                self.openers.add(stems[0])
                self.runs.setdefault(stems[:2], []).append((stems, kind, value))  # type: ignore[arg-type]
            elif acronym or len(stems[0]) < 4:
                self.exact.setdefault(words[0], (kind, value))
            else:
                self.single.setdefault(stems[0], (kind, value))
        self.symbols: dict[str, int] = {}
        self.named: list[tuple[str, str]] = []
        self.trie = Trie()
        for options in self.runs.values():
            options.sort(key=lambda option: -len(option[0]))
            for stems, kind, value in options:
                symbols = [self.symbols.setdefault(stem, len(self.symbols)) for stem in stems]
                self.trie.add(symbols, len(self.named))
                self.named.append((kind, value))

    def word(self, word: str, base: str) -> tuple[str, str] | None:
        """What one word names: kind and value."""
        if (found := self.exact.get(word)) is not None:
            return found
        found = self.single.get(base)
        if found is None or (found[0] not in "sa" and word[:1].islower() and word[:1] < "\u0600"):
            return None
        return found

    def run(self, stems: Sequence[str], at: int) -> tuple[int, str, str] | None:
        """The longest name of two or more words that begins at a place: how many words, kind, value."""
        if at + 1 >= len(stems):
            return None
        for option, kind, value in self.runs.get((stems[at], stems[at + 1]), ()):
            if tuple(stems[at : at + len(option)]) == option:
                return len(option), kind, value
        return None


@cache
def names(language: str | None) -> Names:
    """Names to look for in a text: where the lexicon knows its language, it has all but the outlets."""
    return _names(language in LANGUAGES)


@cache
def _names(outlets_only: bool) -> Names:
    return Names(outlets_only)


def _named() -> Iterator[tuple[str, str, str, bool]]:
    for country in registry().country_names:
        yield "s", country.country, country.name, country.name.isupper()
    for name in registry().names():
        if name.form != "ambiguous":
            yield "a", name.actor, name.name, name.name.isupper()
    for row in read_rows(shipped_folder() / "place_names.csv"):
        yield "p", row["place"], row["name"], False


def _outlets() -> Iterator[tuple[str, str, str, bool]]:
    """Names of outlets: the registry's, and those of well-known ones in other scripts (outlets.csv)."""
    for row in read_rows(HERE / "outlets.csv"):
        yield "o", row["source"], row["name"], row["name"].isupper()
    for source in registry().sources:
        bare = source.name.split("(")[0].strip()
        if " " in bare:
            yield "o", source.id, bare, False


@cache
def months(language: str) -> dict[str, str]:
    """Names of months of a language: word to number."""
    return {word: value for kind, word, value in _figures(language) if kind == "month"}


@cache
def weekdays(language: str) -> dict[str, int]:
    """Names of the days of the week of a language: word to number, Monday 0."""
    return {word: int(value) for kind, word, value in _figures(language) if kind == "weekday"}


@cache
def number_words(language: str) -> dict[str, int]:
    """Words for numbers of a language: word to value."""
    return {word: int(value) for kind, word, value in _figures(language) if kind == "number"}


def _figures(language: str) -> Iterator[tuple[str, str, str]]:
    for row in read_rows(HERE / "figures.csv"):
        if row["language"] == language:
            yield row["kind"], row["word"].lower(), row["value"]


_HIT_KINDS = {"country": "s", "actor": "a", "place": "p"}


@lru_cache(maxsize=100_000)
def concept_part(concept: str) -> Part:
    """The key of a concept that the lexicon found: `drone`, `country:MLI`, `actor:<id>`, `place:<id>`."""
    kind, found, value = concept.partition(":")
    return part(_HIT_KINDS[kind], value) if found and kind in _HIT_KINDS else part("c", concept)
