"""Runs of words found in a text by what they mean, whatever their endings: linear in the text.

A text is cut into words once; each different word is resolved once, and a trie over word patterns finds the
longest run at each place (Aho & Corasick 1975, on words). No expression is tried per entry, so a longer list
costs no more time.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_SPELLING = Path(__file__).parent / "spelling.toml"

# A run of words that means one thing is at most so long.
LONGEST_RUN = 6
# Between two words of a run stand at most so many characters, none of them a stop.
_GAP = 3
_STOPS = frozenset('.,;:!?()[]…"«»“”\n،؛؟')
# Longer words are compared by their beginning only; how many different words are remembered.
_LONGEST_WORD = 40
_REMEMBERED = 300_000
_MARKS = r"\u0300-\u036f\u064b-\u0652\u0670\u200c\u200d"
_UNSEEN = {"Mn", "Me", "Cf", "Po", "Pf", "Pi", "Lm"}


class Hit(NamedTuple):
    """A meaning met in a text, by code points of the text.

    Attributes:
        concept: what the words mean: a concept of the lexicon, or the kind of a cue.
        start: where its words begin.
        end: where they end.
    """

    concept: str
    start: int
    end: int


class Stem(NamedTuple):
    """One cell's entry: the folded words of a run, and for each whether any ending may follow."""

    words: tuple[str, ...]
    open: tuple[bool, ...]


class _Node:
    """A place in the trie: what a run of patterns up to here means, and what may come next."""

    __slots__ = ("after", "concept")

    def __init__(self) -> None:
        self.concept: str | None = None
        self.after: dict[int, _Node] = {}


class _Word(NamedTuple):
    """What a word is known as: the concept it has alone, and the patterns it fits."""

    alone: str | None
    patterns: tuple[int, ...]
    begins_run: bool


class Spelling:
    """How words of one language are cut and folded for comparing."""

    def __init__(self, language: str) -> None:
        """Read the spelling of a language from `spelling.toml`."""
        table = _spelling()
        self.least: int = table["least"]
        self.letters: dict[str, str] = table["letters"]
        self.prefixes: list[tuple[str, ...]] = [
            tuple(sorted(level, key=len, reverse=True)) for level in table["prefixes"].get(language, [])
        ]
        endings = table["endings"][language]
        self.dropped = tuple(sorted(map(self.fold, endings["drop"]), key=len, reverse=True))
        self.added = tuple(sorted({self.fold(added) for added in endings["add"]}, key=len, reverse=True))
        joiner = table["joiner"].get(language, "")
        inner = rf"(?:[{joiner}](?=\w)(?<=\w.)[\w{_MARKS}]*)*" if joiner else ""
        self.word = re.compile(rf"\w[\w{_MARKS}]*{inner}")

    def fold(self, word: str) -> str:
        """The word without capitals, diacritics and signs inside it."""
        if word.isascii():
            return word.lower().replace("'", "")
        plain = "".join(
            char for char in unicodedata.normalize("NFKD", word) if unicodedata.category(char) not in _UNSEEN
        )
        return "".join(self.letters.get(char, char) for char in plain.casefold())

    def stem(self, written: str) -> Stem:
        """The entry of a cell as it is compared."""
        matches = list(self.word.finditer(written))
        words = tuple(self.fold(match.group()) for match in matches)
        return Stem(words, tuple(written[match.end() : match.end() + 1] == "*" for match in matches))

    def forms(self, word: str) -> Iterator[str]:
        """A folded word, and the beginnings left when a prefix is taken off; nearest first."""
        for level in self.prefixes:
            for prefix in level:
                if word.startswith(prefix) and len(word) - len(prefix) >= self.least:
                    yield word[len(prefix) :]
                    break

    def base(self, name: str) -> str:
        """The folded part of a name that its forms share: without article and ending."""
        for article in self.prefixes[0] if self.prefixes else ():
            if name.startswith(article) and len(name) - len(article) >= self.least:
                name = name[len(article) :]
                break
        for ending in self.dropped:
            if name.endswith(ending) and len(name) - len(ending) >= self.least:
                return name[: len(name) - len(ending)]
        return name


class Phrases:
    """Words and runs of words of one language with what they mean."""

    def __init__(self, language: str) -> None:
        """Begin with nothing known."""
        self.language = language
        self.spelling = Spelling(language)
        self._root = _Node()
        self._exact: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._inflected: dict[str, int] = {}
        self._proper: dict[str, int] = {}
        self._acronyms: dict[str, int] = {}
        self._count = 0
        self._shortest = 99
        self._longest = 0
        self._known: dict[str, _Word | None] = {}

    def learn(self, written: str, meaning: str) -> None:
        """Add a run of words; a word with `*` after it may have any ending. The first meaning stays.

        Raises:
            ValueError: when there is no word in it, or more than `LONGEST_RUN`.
        """
        stem = self.spelling.stem(written)
        if not stem.words or len(stem.words) > LONGEST_RUN:
            raise ValueError(f"{written!r} in {self.language}: write one to {LONGEST_RUN} words")
        patterns = []
        for word, is_open in zip(stem.words, stem.open, strict=True):
            patterns.append(self._pattern(self._open if is_open else self._exact, word))
            if is_open:
                self._shortest = min(self._shortest, len(word))
                self._longest = max(self._longest, len(word))
        self._mean(patterns, meaning)

    def find(self, text: str) -> list[Hit]:
        """Concepts in the order of the text, none over another, the longest run of words first.

        Args:
            text: any text; at each word the longest run that means something is taken.

        Returns:
            Hits by code-point offsets into `text`.
        """
        hits: list[Hit] = []
        known = self._known
        words: list[re.Match[str]] = []
        found: list[_Word | None] = []
        for match in self.spelling.word.finditer(text):
            written = match.group()
            try:
                word = known[written]
            except KeyError:
                word = self._resolve(written)
            words.append(match)
            found.append(word)
        at, count = 0, len(words)
        while at < count:
            word = found[at]
            if word is None:
                at += 1
                continue
            if word.begins_run:
                concept, length = self._run(text, words, found, at)
                if concept is not None:
                    hits.append(Hit(concept, words[at].start(), words[at + length - 1].end()))
                    at += length
                    continue
            elif word.alone is not None:
                start, end = words[at].span()
                hits.append(Hit(word.alone, start, end))
            at += 1
        return hits

    def _run(
        self, text: str, words: list[re.Match[str]], found: list[_Word | None], at: int
    ) -> tuple[str | None, int]:
        """The longest run that begins at a word: its concept and how many words it has."""
        first = found[at]
        assert first is not None
        best, length = first.alone, 1
        live = [node for pattern in first.patterns if (node := self._root.after.get(pattern))]
        for step in range(1, LONGEST_RUN):
            place = at + step
            if place >= len(words) or not live:
                break
            word = found[place]
            if word is None or not _joined(text, words[place - 1].end(), words[place].start()):
                break
            live = [after for node in live for pattern in word.patterns if (after := node.after.get(pattern))]
            meant = next((node.concept for node in live if node.concept is not None), None)
            if meant is not None:
                best, length = meant, step + 1
        return best, length

    def _resolve(self, written: str) -> _Word | None:
        if len(self._known) > _REMEMBERED:
            # Hostile texts may be all different words: memory stays bounded.
            self._known.clear()
        self._known[written] = word = self._worked_out(written)
        return word

    def _worked_out(self, written: str) -> _Word | None:
        folded = self.spelling.fold(written[:_LONGEST_WORD])
        proper = not written[0].islower()
        patterns: list[int] = []
        if written.isupper() and (acronym := self._acronyms.get(written)) is not None:
            patterns.append(acronym)
        patterns += self._patterns(folded, proper)
        for bare in self.spelling.forms(folded):
            patterns += [pattern for pattern in self._patterns(bare, proper) if pattern not in patterns]
        if not patterns:
            return None
        nodes = [self._root.after.get(pattern) for pattern in patterns]
        alone = next((node.concept for node in nodes if node is not None and node.concept is not None), None)
        return _Word(alone, tuple(patterns), any(node is not None and node.after for node in nodes))

    def _patterns(self, word: str, proper: bool) -> list[int]:
        """Patterns that a folded word fits, the longest first."""
        found: list[int] = []
        if (exact := self._exact.get(word)) is not None:
            found.append(exact)
        named = [self._inflected, self._proper] if proper else [self._inflected]
        for ending in self.spelling.added:
            if word.endswith(ending):
                base = word[: len(word) - len(ending)]
                found += [names[base] for names in named if base in names and names[base] not in found]
        for length in range(min(len(word), self._longest), self._shortest - 1, -1):
            if (pattern := self._open.get(word[:length])) is not None:
                found.append(pattern)
        return found

    def _pattern(self, table: dict[str, int], word: str) -> int:
        if word not in table:
            table[word] = self._count
            self._count += 1
        return table[word]

    def _mean(self, patterns: list[int], concept: str) -> None:
        node = self._root
        for pattern in patterns[:LONGEST_RUN]:
            node = node.after.setdefault(pattern, _Node())
        if node.concept is None:
            node.concept = concept


def _joined(text: str, end: int, start: int) -> bool:
    return start - end <= _GAP and _STOPS.isdisjoint(text[end:start])


@cache
def _spelling() -> dict[str, Any]:
    return tomllib.loads(_SPELLING.read_text(encoding="utf-8"))
