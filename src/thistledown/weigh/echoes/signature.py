"""What is kept of a report to compare it with others: small arrays, no texts.

Three views of one text: hashed word triples (for copies; Broder 1997, "On the resemblance and containment of
documents"), keys per sentence (for rewrites and translations), and look-up keys that bring likely partners
together without comparing all with all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thistledown.weigh.echoes.signing import key_arrays, lookup_keys, sentence_keys, triples, words_hash
from thistledown.weigh.echoes.text_words import MOST_SENTENCES, TextWords, text_words

# Keys of one report that are compared; longer reports are compared by their first ones.
MOST_KEYS = 8_000
# A sentence of at least this many words is looked up whole.
WHOLE_WORDS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """A report's arrays.

    Attributes:
        language: its language, or None.
        keys: keys, ascending, one entry for each sentence that has it.
        places: number of the sentence of each key.
        weights: weight of each key in nats.
        flags: how each key may be compared (see `keys`).
        shingles: hashed word triples, ascending, without repeats.
        lookups: keys under which the report is filed.
        lookup_weights: how much a shared one counts.
        content: hash of all words; 0 for a report without words.
    """

    language: str | None
    keys: NDArray[np.uint32]
    places: NDArray[np.uint16]
    weights: NDArray[np.float32]
    flags: NDArray[np.uint8]
    shingles: NDArray[np.uint32]
    lookups: NDArray[np.uint32]
    lookup_weights: NDArray[np.float32]
    content: int


def sign(text: str, language: str | None) -> Signature:
    """The signature of a text; linear in its length, which counts up to a bound."""
    read = text_words(text, language)
    book = read.book
    further = _further_rows(read)  # may lengthen the book's arrays
    rows, row_places, words = sentence_keys(
        min(read.sentences.shape[1], MOST_SENTENCES),
        read.words[2],
        read.numbered,
        read.runs,
        book.run_rows,
        book.bounds,
        book.keys,
        book.weights,
        *further,
        MOST_KEYS,
    )
    keys, places, weights, flags, rows = key_arrays(rows, row_places, book.keys, book.weights, book.flags)
    stream = book.triples[read.numbered[:words]]
    shingles = triples(stream)
    lookups, lookup_weights = lookup_keys(
        read.words[2], stream, shingles, rows, book.keys, book.weights, book.flags, WHOLE_WORDS
    )
    content = words_hash(stream, 0, words) if words else 0
    return Signature(language, keys, places, weights, flags, shingles, lookups, lookup_weights, content)


def _further_rows(read: TextWords) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Sentences and rows of numbers and concepts, by sentence."""
    book, meanings = read.book, read.meanings
    found = [(place, row) for place, _, _, _, row in read.figures()]
    if read.concepts.size:
        starts, ends = read.sentences[:, :MOST_SENTENCES]
        places = np.searchsorted(starts, read.concepts[1], side="right") - 1
        inside = (places >= 0) & (read.concepts[1] < ends[places])
        found += [
            (place, book.concept_row(meanings[meaning]))
            for place, meaning in zip(places[inside].tolist(), read.concepts[0][inside].tolist(), strict=True)
        ]
        found.sort()
    array = np.array(found, dtype=np.int32).reshape(-1, 2)
    return np.ascontiguousarray(array[:, 0]), np.ascontiguousarray(array[:, 1])


def key_names(text: str, language: str | None) -> set[str]:
    """The keys of a text by name, as the background table counts them."""
    read = text_words(text, language)
    book = read.book
    found = {book.names[row] for row in _further_rows(read)[1].tolist()}
    for number, length, meaning in zip(read.numbered.tolist(), *read.runs.tolist(), strict=True):
        if length > 0:
            found.add(book.names[int(book.run_rows[meaning])])
        elif length == 0:
            found.update(book.names[book.bounds[0, number] : book.bounds[1, number]])
    return found
