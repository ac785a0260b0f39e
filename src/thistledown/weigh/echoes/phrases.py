"""Runs of words found in a text by what they mean, whatever their endings: linear in the text.

A text is cut into words once for all lists of a language; each different word is resolved once for a list,
and a trie over word patterns finds the longest run at each place (see `trie`). No expression is tried per
entry, so a longer list costs no more time.
"""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from thistledown.weigh.echoes.characters import classes, codes
from thistledown.weigh.echoes.cutting import spelled_words
from thistledown.weigh.echoes.numbering import Numbering
from thistledown.weigh.echoes.prefixes import FITTING, PLAIN, folded_letters, hashed, unresolved
from thistledown.weigh.echoes.trie import Trie, meaningful_runs

_SPELLING = Path(__file__).parent / "spelling.toml"

# A run of words that means one thing is at most so long.
LONGEST_RUN = 6
# Between two words of a run stand at most so many characters, none of them a stop.
_GAP = 3
# Longer words are compared by their beginning only; how many texts are remembered as cut.
_LONGEST_WORD = 40
_TEXTS = 16
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
        self._endings = frozenset(self.added)
        self._ending_lengths = sorted({len(added) for added in self.added}, reverse=True)
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

    def bases(self, word: str) -> Iterator[str]:
        """A folded word without each ending that its name may have, the longest ending first."""
        for length in self._ending_lengths:
            at = len(word) - length
            if at >= 0 and word[at:] in self._endings:
                yield word[:at]

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


class _Texts:
    """Texts of one language cut into words, and the words numbered: all lists of a language share it."""

    def __init__(self, language: str) -> None:
        self.numbering = Numbering()
        self._joins = language in _spelling()["joiner"]
        self._held: dict[str, tuple[int, _Cut]] = {}

    def cut(self, text: str) -> _Cut:
        """The text as numbers of words."""
        held = self._held.get(text)
        if held is not None and held[0] == self.numbering.forgotten:
            return held[1]
        points = codes(text)
        spans = spelled_words(points, classes(), self._joins)
        cut = _Cut(points, spans, self.numbering.number(points, spans)[0])
        if len(self._held) >= _TEXTS:
            del self._held[next(iter(self._held))]
        self._held[text] = self.numbering.forgotten, cut
        return cut


class _Cut(NamedTuple):
    """A text's code points, the starts and ends of its words, and their numbers."""

    codes: NDArray[np.uint32]
    spans: NDArray[np.int32]
    numbers: NDArray[np.int32]


# Entries by hash that a word is, begins with, and has an ending after; and these endings.
_Entries = tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]


@cache
def _letters(language: str) -> NDArray[np.uint16]:
    return folded_letters(Spelling(language).fold)


@cache
def _odd_letters() -> NDArray[np.uint16]:
    """No letters: where prefixes are written to a word, how it begins tells nothing."""
    return np.zeros(0, dtype=np.uint16)


@cache
def _texts(language: str) -> _Texts:
    return _Texts(language)


class Phrases:
    """Words and runs of words of one language with what they mean."""

    def __init__(self, language: str) -> None:
        """Begin with nothing known."""
        self.language = language
        self.spelling = Spelling(language)
        self.meanings: list[str] = []
        self._trie = Trie()
        self._meant: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._inflected: dict[str, int] = {}
        self._proper: dict[str, int] = {}
        self._acronyms: dict[str, int] = {}
        self._open_heads: set[str] | None = None
        self._entries: _Entries | None = None
        self._count = 0
        self._shortest = 99
        self._longest = 0
        self._texts = _texts(language)
        self._forget()

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
        return [
            Hit(self.meanings[meaning], start, end) for meaning, start, end in self.locate(text).T.tolist()
        ]

    def locate(self, text: str) -> NDArray[np.int32]:
        """What `find` finds, as an array: place in `meanings` (row 0), start and end."""
        cut = self._texts.cut(text)
        if self._forgotten != self._texts.numbering.forgotten:
            self._forget()
        known = len(self._texts.numbering)
        if known > self._alone.size:
            self._remember(2 * known)
        for at in self._unresolved(cut).tolist():
            number = cut.numbers[at]
            if not self._states[number]:
                self._resolve(number, text[cut.spans[0, at] : cut.spans[1, at]])
        return meaningful_runs(
            cut.codes,
            classes(),
            cut.spans,
            cut.numbers,
            self._states,
            self._alone,
            self._begins,
            self._patterns_of_words,
            self._bounds,
            *self._trie.arrays(),
            LONGEST_RUN,
            _GAP,
        )

    def _unresolved(self, cut: _Cut) -> NDArray[np.int32]:
        """The places of words that must still be worked out, one by one."""
        entries = self._entries
        if entries is None:
            acronyms = (self.spelling.fold(acronym) for acronym in self._acronyms)
            entries = self._entries = (
                hashed(itertools.chain(self._exact, acronyms)),
                hashed(self._open),
                hashed(itertools.chain(self._inflected, self._proper)),
                hashed(self.spelling.added),
            )
        letters = _odd_letters() if self.spelling.prefixes else _letters(self.language)
        return unresolved(cut.codes, cut.spans, cut.numbers, self._states, letters, *entries, _LONGEST_WORD)

    def _forget(self) -> None:
        """Know nothing of any word of a text."""
        self._forgotten = self._texts.numbering.forgotten
        self._states = np.zeros(0, dtype=np.int8)
        self._alone = np.full(0, -1, dtype=np.int32)
        self._begins = np.zeros(0, dtype=np.bool_)
        self._bounds = np.full((2, 0), -1, dtype=np.int32)
        self._patterns_of_words = np.zeros(1 << 10, dtype=np.int32)
        self._filled = 0
        self._remember(1 << 10)

    def _remember(self, words: int) -> None:
        """Make room for so many words."""
        more = words - self._alone.size
        self._states = np.concatenate((self._states, np.zeros(more, dtype=np.int8)))
        self._alone = np.concatenate((self._alone, np.full(more, -1, dtype=np.int32)))
        self._begins = np.concatenate((self._begins, np.zeros(more, dtype=np.bool_)))
        self._bounds = np.concatenate((self._bounds, np.full((2, more), -1, dtype=np.int32)), axis=1)

    def _resolve(self, number: int, written: str) -> None:
        """Work out what a word is known as: the meaning it has alone, and the patterns it fits."""
        patterns = self._worked_out(written)
        first = self._filled
        if patterns:
            if first + len(patterns) > self._patterns_of_words.size:
                self._patterns_of_words = np.concatenate(
                    (self._patterns_of_words, np.zeros_like(self._patterns_of_words), np.array(patterns))
                ).astype(np.int32)
            self._filled = first + len(patterns)
            self._patterns_of_words[first : self._filled] = patterns
            nodes = [node for item in patterns if (node := self._trie.edges.get((0, item))) is not None]
            self._alone[number] = next(
                (meant for node in nodes if (meant := self._trie.meanings[node]) >= 0), -1
            )
            self._begins[number] = any(node in self._trie.inner for node in nodes)
        self._states[number] = FITTING if patterns else PLAIN
        self._bounds[0, number] = first
        self._bounds[1, number] = self._filled

    def _worked_out(self, written: str) -> list[int]:
        """The patterns that a word fits, likeliest first."""
        folded = self.spelling.fold(written[:_LONGEST_WORD])
        proper = not written[0].islower()
        patterns: list[int] = []
        if (acronym := self._acronyms.get(written)) is not None and written.isupper():
            patterns.append(acronym)
        patterns += self._patterns(folded, proper)
        if self.spelling.prefixes:
            for bare in self.spelling.forms(folded):
                patterns += [pattern for pattern in self._patterns(bare, proper) if pattern not in patterns]
        return patterns

    def _patterns(self, word: str, proper: bool) -> list[int]:
        """Patterns that a folded word fits, the longest first."""
        found: list[int] = []
        if (exact := self._exact.get(word)) is not None:
            found.append(exact)
        if self._inflected or self._proper:
            for base in self.spelling.bases(word):
                if (pattern := self._inflected.get(base)) is not None and pattern not in found:
                    found.append(pattern)
                if proper and (pattern := self._proper.get(base)) is not None and pattern not in found:
                    found.append(pattern)
        if self._open_heads is None:
            self._open_heads = {known[: self._shortest] for known in self._open}
        if word[: self._shortest] in self._open_heads:
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
        if concept not in self._meant:
            self._meant[concept] = len(self.meanings)
            self.meanings.append(concept)
        self._trie.add(patterns[:LONGEST_RUN], self._meant[concept])
        self._open_heads = self._entries = None
        if self._filled or self._forgotten != self._texts.numbering.forgotten:
            self._forget()


@cache
def _spelling() -> dict[str, Any]:
    return tomllib.loads(_SPELLING.read_text(encoding="utf-8"))
