"""The date words of one language, loaded from the TOML file of that language beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Tokens = tuple[str, ...]

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\d+|[^\W\d_]+|\S")

LANGUAGES = ("en", "fr", "es", "ru", "ar", "uk", "pt")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of digits, a run of letters, or one other sign, at `start` of the text."""

    text: str
    low: str
    start: int
    end: int

    @property
    def number(self) -> int | None:
        """The value of a run of at most four digits of any script; None for anything else."""
        if len(self.text) <= 4 and self.text.isdecimal():
            return int(self.text)
        return None


def tokenise(text: str, start: int, end: int, grammar: Grammar | None = None) -> list[Token]:
    """Cut `text[start:end]` into tokens; white space separates and is dropped. Linear in the length.

    With a grammar, a clitic before a word with which a date can begin is a token of its own: Arabic writes
    "and June" as one word.
    """
    clitics = grammar.clitics if grammar else ()
    tokens: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        word, first = match.group(), match.start()
        if grammar and len(word) > 2 and word.startswith(clitics) and word[1:] in grammar.starts:
            tokens.append(Token(word[0], word[0], first, first + 1))
            word, first = word[1:], first + 1
        tokens.append(Token(word, word.lower(), first, match.end()))
    return tokens


class Phrases(Generic[T]):
    """Word sequences, each with a meaning; `at` gives the longest one that begins at a token."""

    __slots__ = ("_first",)

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        first: dict[str, list[tuple[Tokens, T]]] = {}
        for words, meaning in entries:
            tokens = tuple(_WORD.findall(words.lower()))
            first.setdefault(tokens[0], []).append((tokens, meaning))
        self._first = {
            word: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for word, found in first.items()
        }

    @property
    def starts(self) -> frozenset[str]:
        """The first words of all sequences."""
        return frozenset(self._first)

    @property
    def longest(self) -> frozenset[str]:
        """The longest word of each sequence."""
        return frozenset(max(words, key=len) for found in self._first.values() for words, _ in found)

    def at(self, tokens: list[Token], index: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase at `index` and the index after it; None when there is none."""
        if index < 0 or index >= len(tokens):
            return None
        for words, meaning in self._first.get(tokens[index].low, ()):
            end = index + len(words)
            if end <= len(tokens) and all(tokens[index + k].low == word for k, word in enumerate(words) if k):
                return meaning, end
        return None


@dataclass(frozen=True, slots=True)
class Grammar:
    """The date words of one language.

    Attributes:
        capitalised: month and weekday names count only with a capital letter.
        order: which of "dmy" and "mdy" the language writes.
        slashes: "dmy" or "unambiguous": how 14/10/2024 is read.
        joins: small words by role (of, to, and, since, by …).
        cues: words around a date by role (month, year, not_year, future, names).
        parts: "early", "mid", "half1", "spring" … before a month or a year.
        units: day, week, month, year.
        numbers: written-out numbers; 0 stands for "a few".
        relative: words by role (ago_after, ago_before, past, last, this, next).
        phrases: whole expressions counted from the day of publication, by code.
        decade: what follows a year to make a decade of it.
        ordinals: what follows a day of the month.
        clitics: single letters written together with the word after them.
        starts: every word with which a date can begin, apart from a number.
        core: words of which every date without a digit has one.
    """

    capitalised: bool
    order: frozenset[str]
    slashes: str
    months: Phrases[int]
    weekdays: Phrases[int]
    joins: Mapping[str, Phrases[bool]]
    cues: Mapping[str, frozenset[str]]
    parts: Phrases[str]
    units: Phrases[str]
    numbers: Phrases[int]
    relative: Mapping[str, Phrases[bool]]
    phrases: Phrases[str]
    decade: frozenset[str]
    ordinals: frozenset[str]
    clitics: tuple[str, ...]
    starts: frozenset[str] = field(init=False)
    core: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        starts = self.months.starts | self.weekdays.starts | self.parts.starts | self.numbers.starts
        starts |= self.phrases.starts
        for words in (*self.joins.values(), *self.relative.values()):
            starts |= words.starts
        object.__setattr__(self, "starts", starts)
        core = self.months.longest | self.weekdays.longest | self.units.longest | self.phrases.longest
        # A word that holds another of them is found by it.
        least = [word for word in core if not any(other != word and other in word for other in core)]
        object.__setattr__(self, "core", tuple(sorted(least)))

    def dated(self, text: str) -> bool:
        """Whether a text can have a date: a digit, or a word that a date without digits needs."""
        low = text.lower()
        return _DIGIT.search(text) is not None or any(word in low for word in self.core)

    def join(self, role: str, tokens: list[Token], index: int) -> int:
        """The index after the small word of `role` at `index`, or `index` itself when it is not there."""
        found = self.joins[role].at(tokens, index)
        return found[1] if found else index

    def cue(self, role: str, tokens: list[Token], index: int) -> bool:
        """Whether the word at `index` is a cue of `role`."""
        return 0 <= index < len(tokens) and tokens[index].low in self.cues[role]


@cache
def load(language: str) -> Grammar:
    """The grammar of a language.

    Raises:
        ValueError: when there is no grammar for the language.
    """
    if language not in LANGUAGES:
        raise ValueError(
            f"no date grammar for language {language!r}; there is one for {', '.join(LANGUAGES)}"
        )
    raw = tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))
    joins, relative = raw["joins"], raw["relative"]
    return Grammar(
        capitalised=raw["capitalised"],
        order=frozenset(raw["order"]),
        slashes=raw["slashes"],
        months=_numbered(raw["months"]),
        weekdays=_numbered(raw["weekdays"]),
        joins={
            role: _flat(joins.get(role, ()))
            for role in (
                *("of", "year_after", "to", "and", "from", "between"),
                *("since", "onward", "after", "by", "until", "before"),
            )
        },
        cues={
            role: frozenset(raw["cues"].get(role, ()))
            for role in ("month", "year", "not_year", "future", "names")
        },
        parts=_named(raw.get("parts", {})),
        units=_named(raw.get("units", {})),
        numbers=_numbered(raw.get("numbers", {})),
        relative={
            role: _flat(relative.get(role, ()))
            for role in ("ago_after", "ago_before", "past", "last", "this", "next")
        },
        phrases=_named(raw.get("phrases", {})),
        decade=frozenset(relative.get("decade", ())),
        ordinals=frozenset(joins.get("ordinals", ())),
        clitics=tuple(raw.get("clitics", ())),
    )


def _numbered(table: Mapping[str, Any]) -> Phrases[int]:
    return Phrases((word, int(number)) for number, words in table.items() for word in words)


def _named(table: Mapping[str, Any]) -> Phrases[str]:
    return Phrases((word, name) for name, words in table.items() for word in words)


def _flat(words: Iterable[str]) -> Phrases[bool]:
    return Phrases((word, True) for word in words)
