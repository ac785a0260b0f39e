"""A text's sentences, words, numbers and concepts, found once for all who ask."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.characters import classes, codes
from thistledown.weigh.echoes.concepts import concepts
from thistledown.weigh.echoes.cutting import words_and_numbers
from thistledown.weigh.echoes.keys import LONGEST_NAME
from thistledown.weigh.echoes.numbers import numbers
from thistledown.weigh.echoes.tokens import LONGEST, cut_sentences
from thistledown.weigh.echoes.trie import name_runs
from thistledown.weigh.echoes.wordbook import OPENER, SPELLED, Wordbook, wordbook

# Sentences of one report that are compared; longer reports are compared by their first ones.
MOST_SENTENCES = 400
# Texts that are remembered: a report is signed and then looked at, two are laid side by side.
_REMEMBERED = 8


class TextWords:
    """One text, read in one language.

    Attributes:
        text: the part of it that is compared.
        book: the words of its language.
        sentences: starts (row 0) and ends (row 1) of all sentences.
        words: start, end and sentence of each word of the first sentences.
        numbered: numbers of the words in the book.
        marks: of each word, as the book has them.
        runs: length and meaning of the name of several words that begins at each word; see `trie`.
        concepts: place in `meanings`, start and end of each concept.
        meanings: names of concepts.
        forgotten: of the book's numbering when the text was read.
    """

    def __init__(self, text: str, language: str | None) -> None:
        """Read a text."""
        self.text = text = text[:LONGEST]
        self.book: Wordbook = wordbook(language)
        points = codes(text)
        self.sentences = cut_sentences(points)
        self.words, self._digits = words_and_numbers(points, classes(), self.sentences, MOST_SENTENCES)
        self.numbered = self.book.read(text, points, self.words)
        self.forgotten = self.book.numbering.forgotten
        self.marks = self.book.marks[self.numbered]
        names = self.book.runs
        if (self.marks & OPENER).any():
            self.runs = name_runs(
                self.words[2],
                self.numbered,
                self.book.symbols,
                self.book.marks,
                *names.trie.arrays(),
                LONGEST_NAME,
            )
        else:
            self.runs = _no_runs(self.numbered.size)
        self.meanings: list[str] = []
        self.concepts = _NO_CONCEPTS
        if language is not None and language in LANGUAGES:
            lexicon = concepts(language)
            self.meanings, self.concepts = lexicon.meanings, lexicon.locate(text)
        self._figures: list[tuple[int, str, int, int, int]] | None = None

    def figures(self) -> list[tuple[int, str, int, int, int]]:
        """Numbers in the order of the text: sentence, value, start, end, and the row of the value."""
        if self._figures is None:
            self._figures = self._found_figures()
        return self._figures

    def _found_figures(self) -> list[tuple[int, str, int, int, int]]:
        text, book = self.text, self.book
        found: list[tuple[int, str, int, int, int]] = []
        for start, end, place in self._digits.T.tolist():
            value, row = book.value(text[start:end])
            found.append((place, value, start, end, row))
        spelled = np.flatnonzero(self.marks & SPELLED)
        if not spelled.size:
            return found
        joined: set[int] = set()
        after = -3
        words: list[str] = []
        for at, (start, end, place) in zip(spelled.tolist(), self.words[:, spelled].T.tolist(), strict=True):
            if at - after <= 2:
                joined.add(place)
            after = at
            word = text[start:end]
            words.append(word)
            meant = book.alone(word)
            if meant is not None:
                found.append((place, meant, start, end, book.value_row(meant)))
        if joined:
            found = [item for item in found if item[0] not in joined]
            known = set(words)
            for place in joined:
                start, end = self.sentences[:, place].tolist()
                for value, left, right in numbers(text[start:end], book.numbers, known):
                    found.append((place, value, start + left, start + right, book.value_row(value)))
        found.sort(key=lambda item: item[2])
        return found


_NO_CONCEPTS = np.zeros((3, 0), dtype=np.int32)


def _no_runs(words: int) -> NDArray[np.int32]:
    return np.zeros((2, words), dtype=np.int32)


class _Texts:
    """The texts that were read last."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str | None], TextWords] = {}

    def read(self, text: str, language: str | None) -> TextWords:
        held = self._held.get((text, language))
        if held is not None and held.forgotten == held.book.numbering.forgotten:
            return held
        if len(self._held) >= _REMEMBERED:
            del self._held[next(iter(self._held))]
        read = self._held[text, language] = TextWords(text, language)
        return read


@cache
def _texts() -> _Texts:
    return _Texts()


def text_words(text: str, language: str | None) -> TextWords:
    """A text read in a language; the last few are remembered."""
    return _texts().read(text, language)
