"""The inner loop of signing: keys by sentence, word triples and look-up keys of one text, compiled."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Sentences and keys of a report that are looked up whole, sampled, and paired; see `signature`.
_WHOLE_SENTENCES = 40
_SAMPLE = 16
_MOST_SAMPLED = 24
_RARE_KEYS = 24
_PAIRED_KEYS = 9
_LOOKUPS = _WHOLE_SENTENCES + _MOST_SAMPLED + _RARE_KEYS + _PAIRED_KEYS * (_PAIRED_KEYS - 1) // 2
# Flags of keys: compared within one language, and between languages.
_SAME, _CROSS = 1, 2


@njit(cache=True)
def sentence_keys(
    sentences: int,
    places: NDArray[np.int32],
    numbered: NDArray[np.int32],
    runs: NDArray[np.int32],
    run_rows: NDArray[np.int32],
    bounds: NDArray[np.int32],
    keys: NDArray[np.uint32],
    weights: NDArray[np.float64],
    figure_places: NDArray[np.int32],
    figure_rows: NDArray[np.int32],
    concept_places: NDArray[np.int32],
    concept_rows: NDArray[np.int32],
    most: int,
) -> tuple[NDArray[np.int32], NDArray[np.uint16], int]:
    """The rows of each sentence, each key once a sentence.

    Args:
        sentences: how many there are.
        places: the sentence of each word.
        numbered: numbers of the words.
        runs: names of several words; see `trie.name_runs`.
        run_rows: rows of the meanings of such names.
        bounds: rows of each known word.
        keys: of each row.
        weights: of each row.
        figure_places: sentences of numbers, ascending.
        figure_rows: their rows.
        concept_places: sentences of concepts, ascending; -1 for one that stands in none.
        concept_rows: their rows.
        most: no further sentence is begun when there are more keys.

    Returns:
        Rows in the order of the text, their sentences, and how many words stand in the sentences read.
    """
    size = 1 << 8
    rows = np.empty(size, dtype=np.int32)
    found_places = np.empty(size, dtype=np.uint16)
    count = word = figure = concept = 0
    for place in range(sentences):
        first = count
        while True:
            low = high = 0
            if word < places.size and places[word] == place:
                length = runs[0, word]
                if length > 0:
                    low = run_rows[runs[1, word]]
                    high = low + 1
                elif length == 0:
                    low, high = bounds[0, numbered[word]], bounds[1, numbered[word]]
                word += 1
            elif figure < figure_rows.size and figure_places[figure] == place:
                low = figure_rows[figure]
                high = low + 1
                figure += 1
            elif concept < concept_rows.size and concept_places[concept] <= place:
                if concept_places[concept] == place:
                    low = concept_rows[concept]
                    high = low + 1
                concept += 1
            else:
                break
            for row in range(low, high):
                if weights[row] <= 0.0:
                    continue
                known = False
                for at in range(first, count):
                    if keys[rows[at]] == keys[row]:
                        # The last one counts: a name may be written with a small letter first.
                        rows[at] = row
                        known = True
                        break
                if known:
                    continue
                if count == size:
                    size *= 2
                    longer, further = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.uint16)
                    for at in range(count):
                        longer[at], further[at] = rows[at], found_places[at]
                    rows, found_places = longer, further
                rows[count] = row
                found_places[count] = place
                count += 1
        if count > most:
            break
    return rows[:count], found_places[:count], word


@njit(cache=True)
def sentences_of(starts: NDArray[np.int32], spans: NDArray[np.int32], most: int) -> NDArray[np.int32]:
    """The sentence in which each of some ascending places stands; -1 where none of the first ones has it."""
    found = np.empty(starts.size, dtype=np.int32)
    count = min(most, spans.shape[1])
    sentence = 0
    for at in range(starts.size):
        while sentence < count and spans[1, sentence] <= starts[at]:
            sentence += 1
        inside = sentence < count and spans[0, sentence] <= starts[at]
        found[at] = sentence if inside else -1
    return found


def key_order(rows: NDArray[np.int32], keys: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Rows in the order of their keys, those of one key as they stand: key and place in one number."""
    order = keys[rows].astype(np.uint64) << np.uint64(32) | np.arange(rows.size, dtype=np.uint64)
    order.sort()
    return order


@njit(cache=True)
def key_arrays(
    order: NDArray[np.uint64],
    rows: NDArray[np.int32],
    places: NDArray[np.uint16],
    keys: NDArray[np.uint32],
    weights: NDArray[np.float64],
    flags: NDArray[np.uint8],
) -> tuple[NDArray[np.uint32], NDArray[np.uint16], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int32]]:
    """Keys ascending with place, weight, flag and row, those of one key in the order of the text."""
    count = rows.size
    sorted_keys = np.empty(count, dtype=np.uint32)
    sorted_places = np.empty(count, dtype=np.uint16)
    sorted_weights = np.empty(count, dtype=np.float32)
    sorted_flags = np.empty(count, dtype=np.uint8)
    sorted_rows = np.empty(count, dtype=np.int32)
    for at in range(count):
        held = np.int64(order[at] & np.uint64(0xFFFFFFFF))
        row = rows[held]
        sorted_keys[at] = keys[row]
        sorted_places[at] = places[held]
        sorted_weights[at] = weights[row]
        sorted_flags[at] = flags[row]
        sorted_rows[at] = row
    return sorted_keys, sorted_places, sorted_weights, sorted_flags, sorted_rows


def triples(stream: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Hashes of every three words in a row, ascending, without repeats; of fewer words the words."""
    found = stream.copy() if stream.size < 3 else _triples(stream)
    found.sort()
    return found[: _distinct(found)].copy()


@njit(cache=True)
def _triples(stream: NDArray[np.uint32]) -> NDArray[np.uint32]:
    found = np.empty(stream.size - 2, dtype=np.uint32)
    for at in range(stream.size - 2):
        mixed = np.uint64(stream[at]) * np.uint64(0x9E3779B1)
        mixed = (mixed ^ np.uint64(stream[at + 1])) * np.uint64(0x85EBCA77)
        mixed = (mixed ^ np.uint64(stream[at + 2])) * np.uint64(0xC2B2AE3D)
        found[at] = np.uint32((mixed ^ (mixed >> np.uint64(29))) & np.uint64(0xFFFFFFFF))
    return found


@njit(cache=True)
def _distinct(found: NDArray[np.uint32]) -> int:
    """Move the different ones of some ascending numbers to the front: how many they are."""
    kept = 0
    for at in range(found.size):
        if at == 0 or found[at] != found[kept - 1]:
            found[kept] = found[at]
            kept += 1
    return kept


@njit(cache=True)
def words_hash(stream: NDArray[np.uint32], first: int, last: int) -> int:
    """One number for some words in a row: the xxHash of Collet, as Python hashes a tuple of numbers."""
    mixed = np.uint64(2870177450012600261)
    for at in range(first, last):
        mixed += np.uint64(stream[at]) * np.uint64(14029467366897019727)
        mixed = (mixed << np.uint64(31)) | (mixed >> np.uint64(33))
        mixed *= np.uint64(11400714785074694791)
    mixed += np.uint64(last - first) ^ np.uint64(2870177450012600261 ^ 3527539)
    if mixed == np.uint64(0xFFFFFFFFFFFFFFFF):
        return 1546275796
    return np.int64(mixed)  # type: ignore[return-value]


@njit(cache=True)
def lookup_keys(
    places: NDArray[np.int32],
    stream: NDArray[np.uint32],
    shingles: NDArray[np.uint32],
    rows: NDArray[np.int32],
    keys: NDArray[np.uint32],
    weights: NDArray[np.float64],
    flags: NDArray[np.uint8],
    whole: int,
) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """The keys under which a report is filed, each once, and how much a shared one counts.

    Args:
        places: the sentence of each word.
        stream: the words' numbers in triples.
        shingles: hashed word triples, ascending.
        rows: the report's keys, ascending, those of one key in the order of the text.
        keys: of each row.
        weights: of each row.
        flags: of each row.
        whole: a sentence of so many words is looked up whole.
    """
    found = np.empty(_LOOKUPS, dtype=np.uint32)
    counts = np.empty(_LOOKUPS, dtype=np.float32)
    filed = sentences = first = 0
    for at in range(1, stream.size + 1):
        if at == stream.size or places[at] != places[first]:
            if at - first >= whole and sentences < _WHOLE_SENTENCES:
                key = np.uint32(words_hash(stream, first, at) & 0xFFFFFFFF)
                filed = _add(key, 6.0, found, counts, filed)
                sentences += 1
            first = at
    sampled = 0
    for shingle in shingles:
        if shingle % _SAMPLE == 0:
            filed = _add(np.uint32(shingle ^ np.uint32(0x5BD1E995)), 3.0, found, counts, filed)
            sampled += 1
            if sampled == _MOST_SAMPLED:
                break
    rare = np.empty(_RARE_KEYS, dtype=np.uint32)
    nats = np.empty(_RARE_KEYS, dtype=np.float64)
    held = at = 0
    while at < rows.size:
        key = keys[rows[at]]
        weight = -1.0
        while at < rows.size and keys[rows[at]] == key:
            flag = flags[rows[at]]
            if flag & _CROSS:
                weight = weights[rows[at]]
                if flag != _CROSS and flag != (_SAME | _CROSS):
                    weight *= 0.6
            at += 1
        if weight < 0 or (held == _RARE_KEYS and weight <= nats[held - 1]):
            continue
        place = min(held, _RARE_KEYS - 1)
        # Keys come ascending: of two as heavy the lower stays before.
        while place > 0 and nats[place - 1] < weight:
            rare[place], nats[place] = rare[place - 1], nats[place - 1]
            place -= 1
        rare[place], nats[place] = key, weight
        held = min(held + 1, _RARE_KEYS)
    for at in range(held):
        filed = _add(rare[at], nats[at] * 0.5, found, counts, filed)
    for at in range(min(held, _PAIRED_KEYS)):
        for to in range(at + 1, min(held, _PAIRED_KEYS)):
            low, high = np.uint64(min(rare[at], rare[to])), np.uint64(max(rare[at], rare[to]))
            pair = low * np.uint64(0x9E3779B1) + high * np.uint64(0x85EBCA77)
            filed = _add(np.uint32(pair & np.uint64(0xFFFFFFFF)), 1.0, found, counts, filed)
    return found[:filed], counts[:filed]


@njit(cache=True)
def _add(
    key: np.uint32, counts_for: float, found: NDArray[np.uint32], counts: NDArray[np.float32], filed: int
) -> int:
    for at in range(filed):
        if found[at] == key:
            return filed
    found[filed] = key
    counts[filed] = counts_for
    return filed + 1
