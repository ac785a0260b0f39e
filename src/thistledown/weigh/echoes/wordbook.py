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
from thistledown.weigh.echoes.ordinary import learn, lists
from thistledown.weigh.echoes.tokens import new_stem, number_value, skeleton, skeletons

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
        run_rows: the row of each meaning of the names of several words.
    """

    def __init__(self, language: str | None) -> None:
        """Begin with nothing known."""
        self.language = language or NO_LANGUAGE
        self.months = months(self.language)
        self.numbers = number_words(self.language)
        self.runs = names(language)
        self.numbering = Numbering()
        self._lists = lists(
            self.language,
            [*self.runs.single, *self.runs.openers, *self.runs.symbols],
            # In Arabic "and" is written to a number.
            [*self.months, *self.numbers, *("و" + word for word in self.numbers), *self.runs.exact],
        )
        self._forget()

    def _forget(self) -> None:
        self._forgotten = self.numbering.forgotten
        self._filled = 0
        self.triples = np.zeros(1 << 10, dtype=np.uint32)
        self.marks = np.zeros(1 << 10, dtype=np.uint8)
        self.symbols = np.zeros(1 << 10, dtype=np.int32)
        self.bounds = np.zeros((2, 1 << 10), dtype=np.int32)
        self.keys = np.zeros(1 << 11, dtype=np.uint32)
        self.weights = np.zeros(1 << 11, dtype=np.float64)
        self.flags = np.zeros(1 << 11, dtype=np.uint8)
        self._rows: dict[str, int] = {}
        self._named: dict[int, tuple[str, str]] = {}
        self._concepts = np.zeros(0, dtype=np.int32)
        self._values: dict[str, tuple[str, int]] = {}
        self._value_rows: dict[str, int] = {}
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
        if self._filled > _MOST_ROWS:
            self.numbering.forget()
        numbered, fresh = self.numbering.number(codes, spans)
        if self._forgotten != self.numbering.forgotten:
            self._forget()
        while len(self.numbering) > self.triples.size:
            self.triples, self.marks = _doubled(self.triples), _doubled(self.marks)
            self.symbols = _doubled(self.symbols)
            self.bounds = np.concatenate((self.bounds, np.zeros_like(self.bounds)), axis=1)
        if fresh.size:
            self._room(3 * fresh.size)
            self.symbols[numbered[fresh]] = -1
            rows = self.keys, self.weights, self.flags
            self._filled, left = learn(
                codes, spans, numbered, fresh, self._lists, self.triples, self.bounds, rows, self._filled
            )
            starts, ends = spans[0, left].tolist(), spans[1, left].tolist()
            for number, start, end in zip(numbered[left].tolist(), starts, ends, strict=True):
                self._learn(number, text[start:end])
        return numbered

    def _learn(self, number: int, word: str) -> None:
        base = new_stem(word)
        marks = OPENER if base in self.runs.openers else 0
        self.triples[number] = crc32(f"t:{word.casefold()}".encode("utf-8", "surrogatepass"))
        self.symbols[number] = self.runs.symbols.get(base, -1)
        self.bounds[0, number] = self._filled
        if number_word(word, self.numbers) is not None:
            marks |= SPELLED
        else:
            for item in self._made(word, base):
                self._append(item)
                if item.name[0] in _NAMING:
                    marks |= NAMED
                    self._named[number] = item.name[0], item.name[2:]
        self.bounds[1, number] = self._filled
        self.marks[number] = marks

    def made(self, word: str) -> list[Part]:
        """The keys of a word, by name."""
        return [] if number_word(word, self.numbers) is not None else list(self._made(word, new_stem(word)))

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
                for bones in sorted(skeletons(word, base)):
                    if len(bones) >= 3:
                        yield part("k", bones[:5], CROSS | COGNATE)
            return
        bones = skeleton(base)
        if len(bones) >= 3 and word[0].isupper() and not known:
            yield part("k", bones[:5], CROSS)
        elif len(bones) >= 4:
            yield part("k", bones[:5], CROSS | COGNATE)

    def _room(self, more: int) -> None:
        """Make room for further rows."""
        while self._filled + more > self.keys.size:
            self.keys, self.weights = _doubled(self.keys), _doubled(self.weights)
            self.flags = _doubled(self.flags)

    def _append(self, item: Part) -> int:
        self._room(1)
        row = self._filled
        self.keys[row], self.weights[row], self.flags[row] = item.key, item.weight, item.flag
        self._filled += 1
        return row

    def _row(self, item: Part) -> int:
        row = self._rows.get(item.name)
        if row is None:
            row = self._rows[item.name] = self._append(item)
        return row

    def concept_rows(self, meanings: list[str], found: NDArray[np.int32]) -> NDArray[np.int32]:
        """The rows of concepts that the lexicon found.

        Args:
            meanings: names of the concepts of the lexicon.
            found: places in `meanings`.
        """
        if self._concepts.size < len(meanings):
            # The lexicon of a language is fixed.
            self._concepts = np.full(len(meanings), -1, dtype=np.int32)
        rows = self._concepts[found]
        if found.size and rows.min() < 0:
            for meaning in found[rows < 0].tolist():
                self._concepts[meaning] = self._row(concept_part(meanings[meaning]))
            rows = self._concepts[found]
        return rows

    def value_row(self, value: str) -> int:
        """The row of a number by its value."""
        row = self._value_rows.get(value)
        if row is None:
            row = self._value_rows[value] = self._row(part("n", value))
        return row

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

    def named(self, word: int) -> tuple[str, str]:
        """Kind and value of a word that is a name."""
        return self._named[word]


def _doubled(array: NDArray[_Number]) -> NDArray[_Number]:
    return np.concatenate((array, np.zeros_like(array)))


@cache
def wordbook(language: str | None) -> Wordbook:
    """The words of a language."""
    return Wordbook(language)
