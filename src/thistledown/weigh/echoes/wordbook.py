"""What the words of one language give, worked out once for each word and kept in arrays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from thistledown.weigh.echoes.keys import (
    CAPS,
    COGNATE,
    CROSS,
    NO_LANGUAGE,
    SAME,
    Part,
    concept_part,
    months,
    names,
    number_words,
    part,
)
from thistledown.weigh.echoes.numbering import MOST_WORDS, Numbering
from thistledown.weigh.echoes.numbers import number_word, numbers
from thistledown.weigh.echoes.tokens import number_value, skeleton, skeletons, stem

OPENER = 1  # a name of several words may begin with it
SPELLED = 2  # a number
NAMED = 4  # the name of a state, actor, place or outlet
_NAMING = frozenset("sapo")
_MOST_ROWS = 3 * MOST_WORDS

_Number = TypeVar("_Number", bound=np.generic)


class Wordbook:
    """The words of one language by number.

    What words give is kept in rows: a row is one key with its weight and flag. A word's rows stand together.

    Attributes:
        numbering: the words.
        triples: of each word, its number in word triples: case is folded, the word itself kept.
        marks: of each word, whether it may open a name, is a number, or is a name.
        symbols: of each word, that of its stem in names of several words, or -1.
        bounds: where each word's rows begin (0) and end (1).
        keys: of each row.
        weights: of each row, in nats.
        flags: of each row.
        names: of each row.
        run_rows: the row of each meaning of the names of several words.
    """

    def __init__(self, language: str | None) -> None:
        """Begin with nothing known."""
        self.language = language or NO_LANGUAGE
        self.months = months(self.language)
        self.numbers = number_words(self.language)
        self.runs = names(language)
        self.numbering = Numbering()
        self._forget()

    def _forget(self) -> None:
        self._forgotten = self.numbering.forgotten
        self.names: list[str] = []
        self.triples = np.zeros(1 << 10, dtype=np.uint32)
        self.marks = np.zeros(1 << 10, dtype=np.uint8)
        self.symbols = np.zeros(1 << 10, dtype=np.int32)
        self.bounds = np.zeros((2, 1 << 10), dtype=np.int32)
        self.keys = np.zeros(1 << 11, dtype=np.uint32)
        self.weights = np.zeros(1 << 11, dtype=np.float64)
        self.flags = np.zeros(1 << 11, dtype=np.uint8)
        self._rows: dict[str, int] = {}
        self._concepts: dict[str, int] = {}
        self._values: dict[str, tuple[str, int]] = {}
        self._alone: dict[str, str | None] = {}
        self.run_rows = np.array(
            [self._row(part(kind, value)) for kind, value in self.runs.named], dtype=np.int32
        )

    def read(self, text: str, codes: NDArray[np.uint32], spans: NDArray[np.int32]) -> NDArray[np.int32]:
        """The numbers of the words of a text, all of which are then known.

        Args:
            text: the text.
            codes: its code points.
            spans: starts (row 0) and ends (row 1) of its words.
        """
        if len(self.names) > _MOST_ROWS:
            self.numbering.forget()
        numbered, fresh = self.numbering.number(codes, spans)
        if self._forgotten != self.numbering.forgotten:
            self._forget()
        while len(self.numbering) > self.triples.size:
            self.triples, self.marks = _doubled(self.triples), _doubled(self.marks)
            self.symbols = _doubled(self.symbols)
            self.bounds = np.concatenate((self.bounds, np.zeros_like(self.bounds)), axis=1)
        if fresh.size:
            starts, ends = spans[0, fresh].tolist(), spans[1, fresh].tolist()
            for number, start, end in zip(numbered[fresh].tolist(), starts, ends, strict=True):
                self._learn(number, text[start:end])
        return numbered

    def _learn(self, number: int, word: str) -> None:
        base = stem(word)
        marks = OPENER if base in self.runs.openers else 0
        self.triples[number] = crc32(f"t:{word.casefold()}".encode("utf-8", "surrogatepass"))
        self.symbols[number] = self.runs.symbols.get(base, -1)
        self.bounds[0, number] = len(self.names)
        if number_word(word, self.numbers) is not None:
            marks |= SPELLED
        else:
            for item in self._made(word, base):
                self._append(item)
                if item.name[0] in _NAMING:
                    marks |= NAMED
        self.bounds[1, number] = len(self.names)
        self.marks[number] = marks

    def _made(self, word: str, base: str) -> Iterator[Part]:
        if not base or base[0].isdigit() or len(word) > 60:
            return
        lower = word.lower()
        if lower in self.months:
            yield part("m", self.months[lower])
            return
        named = self.runs.word(word, base)
        if named is not None:
            yield part(*named)
            return
        own = part("w", f"{self.language}:{base[:8]}", SAME)
        if own.weight >= 0.8 and len(base) >= 2:
            yield own
        known = own.weight < CAPS["w"] - 0.5
        if "\u0600" <= word[0] <= "\u06ff":
            # Arabic has no capitals, and its clitics look like the first letters of names.
            if not known:
                for bones in sorted(skeletons(word)):
                    if len(bones) >= 3:
                        yield part("k", bones[:5], CROSS | COGNATE)
            return
        bones = skeleton(word)
        if len(bones) >= 3 and word[0].isupper() and not known:
            yield part("k", bones[:5], CROSS)
        elif len(bones) >= 4:
            yield part("k", bones[:5], CROSS | COGNATE)

    def _append(self, item: Part) -> int:
        row = len(self.names)
        if row == self.keys.size:
            self.keys, self.weights = _doubled(self.keys), _doubled(self.weights)
            self.flags = _doubled(self.flags)
        self.names.append(item.name)
        self.keys[row], self.weights[row], self.flags[row] = item.key, item.weight, item.flag
        return row

    def _row(self, item: Part) -> int:
        row = self._rows.get(item.name)
        if row is None:
            row = self._rows[item.name] = self._append(item)
        return row

    def concept_row(self, concept: str) -> int:
        """The row of a concept that the lexicon found."""
        row = self._concepts.get(concept)
        if row is None:
            row = self._concepts[concept] = self._row(concept_part(concept))
        return row

    def value_row(self, value: str) -> int:
        """The row of a number by its value."""
        return self._row(part("n", value))

    def value(self, written: str) -> tuple[str, int]:
        """The value of a number written in digits, and its row."""
        held = self._values.get(written)
        if held is None:
            value = number_value(written)
            held = self._values[written] = value, self.value_row(value)
        return held

    def alone(self, word: str) -> str | None:
        """The value of a word for a number that stands alone; None where it is then none ("one")."""
        if word not in self._alone:
            found = numbers(word, self.numbers)
            self._alone[word] = found[0][0] if found else None
        return self._alone[word]

    def parts(self, word: int) -> Iterator[tuple[str, str]]:
        """Kind and value of each row of a word."""
        for name in self.names[self.bounds[0, word] : self.bounds[1, word]]:
            yield name[0], name[2:]


def _doubled(array: NDArray[_Number]) -> NDArray[_Number]:
    return np.concatenate((array, np.zeros_like(array)))


@cache
def wordbook(language: str | None) -> Wordbook:
    """The words of a language."""
    return Wordbook(language)
