"""What is kept of a report to compare it with others: small arrays, no texts.

Three views of one text: hashed word triples (for copies; Broder 1997, "On the resemblance and containment of
documents"), keys per sentence (for rewrites and translations), and look-up keys that bring likely partners
together without comparing all with all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thistledown.weigh.echoes.kernels import shingle_hashes
from thistledown.weigh.echoes.keys import (
    CROSS,
    LONGEST_NAME,
    SAME,
    Part,
    concept_part,
    key_of,
    names,
    part,
    word_parts,
)
from thistledown.weigh.echoes.numbers import numbers
from thistledown.weigh.echoes.tokens import NUMBER, WORD, number_value, sentences, stem
from thistledown.weigh.echoes.vocabulary import concept_spans

# Sentences and keys of one report that are compared; longer reports are compared by their first ones.
MOST_SENTENCES = 400
MOST_KEYS = 8_000
# A sentence of at least this many words is looked up whole.
WHOLE_WORDS = 6
_SAMPLE = 16
_MOST_SAMPLED = 24
_RARE_KEYS = 24
_PAIRED_KEYS = 9


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


def sentence_parts(text: str, language: str | None) -> Iterator[tuple[list[str], list[Part]]]:
    """The words of each sentence, and the keys in it."""
    table = word_parts(language)
    concepts = iter(concept_spans(text, language))
    pending = next(concepts, None)
    for start, end in sentences(text)[:MOST_SENTENCES]:
        sentence = text[start:end]
        words = WORD.findall(sentence)
        looked = [table[word] for word in words]
        if table.openers.isdisjoint(words):
            found = [item for parts in looked for item in parts]
        else:
            found = _with_names(words, looked, language)
        if not table.spelled.isdisjoint(words):
            found += [part("n", value) for value, _, _ in numbers(sentence, table.numbers, table.spelled)]
        elif not table.digits.isdisjoint(words):
            found += [part("n", number_value(written)) for written in NUMBER.findall(sentence)]
        while pending is not None and pending[1] < end:
            if pending[1] >= start:
                found.append(concept_part(pending[0]))
            pending = next(concepts, None)
        yield words, found


def _with_names(words: list[str], looked: list[tuple[Part, ...]], language: str | None) -> list[Part]:
    """The keys of words, names of several words being one key."""
    table, run_names = word_parts(language), names(language)
    found: list[Part] = []
    at = 0
    while at < len(words):
        if words[at] in table.openers:
            run = run_names.run([stem(other) for other in words[at : at + LONGEST_NAME]], 0)
            if run is not None:
                found.append(part(run[1], run[2]))
                at += run[0]
                continue
        found += looked[at]
        at += 1
    return found


def sign(text: str, language: str | None) -> Signature:
    """The signature of a text; linear in its length, which counts up to a bound."""
    keys: list[int] = []
    places: list[int] = []
    weights: list[float] = []
    flags: list[int] = []
    stream: list[int] = []
    whole: list[int] = []
    for number, (words, found) in enumerate(sentence_parts(text, language)):
        hashed = [_HASHED[word] for word in words]
        stream += hashed
        if len(words) >= WHOLE_WORDS:
            whole.append(hash(tuple(hashed)) & 0xFFFFFFFF)
        different = {item.key: item for item in found if item.weight > 0}
        keys += different
        places += [number] * len(different)
        weights += [item.weight for item in different.values()]
        flags += [item.flag for item in different.values()]
        if len(keys) > MOST_KEYS:
            break
    array = np.array(keys, dtype=np.uint32)
    order = np.argsort(array, kind="stable")
    weighed = np.array(weights, dtype=np.float32)
    flagged = np.array(flags, dtype=np.uint8)
    shingles = shingle_hashes(np.array(stream, dtype=np.uint32))
    lookups, lookup_weights = _lookups(keys, weights, flags, shingles, whole)
    return Signature(
        language,
        array[order],
        np.array(places, dtype=np.uint16)[order],
        weighed[order],
        flagged[order],
        shingles,
        lookups,
        lookup_weights,
        hash(tuple(stream)) if stream else 0,
    )


def _lookups(
    keys: list[int],
    weights: list[float],
    flags: list[int],
    shingles: NDArray[np.uint32],
    whole: list[int],
) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    filed: dict[int, float] = {}
    for sentence in whole[:40]:
        filed[sentence] = 6.0
    sampled = shingles[shingles % _SAMPLE == 0][:_MOST_SAMPLED]
    for shingle in sampled.tolist():
        filed.setdefault(shingle ^ 0x5BD1E995, 3.0)
    rare: dict[int, float] = {}
    for key, weighs, flag in zip(keys, weights, flags, strict=True):
        if flag & CROSS:
            rare[key] = weighs if flag == (SAME | CROSS) or flag == CROSS else weighs * 0.6
    ranked = sorted(rare.items(), key=lambda item: (-item[1], item[0]))[:_RARE_KEYS]
    for key, weighs in ranked:
        filed.setdefault(key, weighs * 0.5)
    strong = ranked[:_PAIRED_KEYS]
    for first in range(len(strong)):
        for second in range(first + 1, len(strong)):
            low, high = sorted((strong[first][0], strong[second][0]))
            filed.setdefault((low * 0x9E3779B1 + high * 0x85EBCA77) & 0xFFFFFFFF, 1.0)
    return np.array(list(filed), dtype=np.uint32), np.array(list(filed.values()), dtype=np.float32)


class _Hashed(dict[str, int]):
    """A word's number for triples: case is folded, the word itself kept."""

    def __missing__(self, word: str) -> int:
        if len(self) > 500_000:
            self.clear()
        found = self[word] = key_of("t", word.casefold())
        return found


_HASHED = _Hashed()


def key_names(text: str, language: str | None) -> set[str]:
    """The keys of a text by name, as the background table counts them."""
    return {item.name for _, found in sentence_parts(text, language) for item in found}
