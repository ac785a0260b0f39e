"""What is kept of a report to compare it with others: small arrays, no texts.

Three views of one text: hashed word triples (for copies; Broder 1997, "On the resemblance and containment of
documents"), keys per sentence (for rewrites and translations), and look-up keys that bring likely partners
together without comparing all with all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thistledown.weigh.echoes.keys import concept_part, part
from thistledown.weigh.echoes.signing import (
    key_arrays,
    key_order,
    lookup_keys,
    sentence_keys,
    sentences_of,
    triples,
    words_hash,
)
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
    figures = _figure_rows(read)  # may lengthen the book's arrays, as may what follows
    concept_rows = book.concept_rows(read.meanings, read.concepts[0])
    rows, row_places, words = sentence_keys(
        min(read.sentences.shape[1], MOST_SENTENCES),
        read.words[2],
        read.numbered,
        read.runs,
        book.run_rows,
        book.bounds,
        book.keys,
        book.weights,
        *figures,
        sentences_of(read.concepts[1], read.sentences, MOST_SENTENCES),
        concept_rows,
        MOST_KEYS,
    )
    keys, places, weights, flags, rows = key_arrays(
        key_order(rows, book.keys), rows, row_places, book.keys, book.weights, book.flags
    )
    stream = book.triples[read.numbered[:words]]
    shingles = triples(stream)
    lookups, lookup_weights = lookup_keys(
        read.words[2], stream, shingles, rows, book.keys, book.weights, book.flags, WHOLE_WORDS
    )
    content = words_hash(stream, 0, words) if words else 0
    return Signature(
        language, keys, places, weights, flags, shingles, lookups.copy(), lookup_weights.copy(), content
    )


def _figure_rows(read: TextWords) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Sentences and rows of numbers."""
    figures = read.figures()
    found = np.array([(item[0], item[4]) for item in figures], dtype=np.int32).reshape(-1, 2)
    return found[:, 0].copy(), found[:, 1].copy()


def key_names(text: str, language: str | None) -> set[str]:
    """The keys of a text by name, as the background table counts them."""
    read = text_words(text, language)
    book = read.book
    found = {part("n", value).name for _, value, *_ in read.figures()}
    for concept, start in zip(
        read.concepts[0].tolist(),
        sentences_of(read.concepts[1], read.sentences, MOST_SENTENCES).tolist(),
        strict=True,
    ):
        if start >= 0:
            found.add(concept_part(read.meanings[concept]).name)
    lengths, meanings = read.runs.tolist()
    for at, (start, end, _) in enumerate(read.words.T.tolist()):
        if lengths[at] > 0:
            found.add(part(*book.runs.named[meanings[at]]).name)
        elif lengths[at] == 0:
            found.update(item.name for item in book.made(read.text[start:end]))
    return found
