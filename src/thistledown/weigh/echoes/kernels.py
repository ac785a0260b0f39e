"""The inner loops of laying two signatures side by side, compiled."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

# A sentence is like another from here on; the like part then grows to whole at FULL.
LIKE = 0.3
FULL = 0.6
# Sentences with less to compare than this many nats are held to this many: "he said" is like anything.
LEAST = 7.0


@njit(cache=True)
def shared_count(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> int:
    """How many numbers two ascending arrays without repeats share."""
    i = j = shared = 0
    while i < a.size and j < b.size:
        if a[i] == b[j]:
            shared += 1
            i += 1
            j += 1
        elif a[i] < b[j]:
            i += 1
        else:
            j += 1
    return shared


@njit(cache=True)
def sentence_weights(
    places: NDArray[np.uint16], weights: NDArray[np.float32], flags: NDArray[np.uint8], bit: int
) -> NDArray[np.float32]:
    """Nats of each sentence that can be compared within (1) or between (2) languages."""
    count = 0
    for place in places:
        if place >= count:
            count = place + 1
    total = np.zeros(count, dtype=np.float32)
    for at in range(places.size):
        if flags[at] & bit and not (bit == 2 and flags[at] & 4):
            total[places[at]] += weights[at]
    return total


@njit(cache=True)
def likeness_table(
    keys_a: NDArray[np.uint32],
    places_a: NDArray[np.uint16],
    weights_a: NDArray[np.float32],
    flags_a: NDArray[np.uint8],
    total_a: NDArray[np.float32],
    keys_b: NDArray[np.uint32],
    places_b: NDArray[np.uint16],
    weights_b: NDArray[np.float32],
    flags_b: NDArray[np.uint8],
    total_b: NDArray[np.float32],
    bit: int,
) -> NDArray[np.float32]:
    """How alike each sentence of one report is to each of the other, 0 to 1.

    Shared nats over the nats of the lighter sentence, with some regard for the heavier one.
    """
    table = np.zeros((total_a.size, total_b.size), dtype=np.float32)
    i = j = 0
    while i < keys_a.size and j < keys_b.size:
        if keys_a[i] < keys_b[j]:
            i += 1
        elif keys_a[i] > keys_b[j]:
            j += 1
        else:
            key = keys_a[i]
            end_a, end_b = i, j
            while end_a < keys_a.size and keys_a[end_a] == key:
                end_a += 1
            while end_b < keys_b.size and keys_b[end_b] == key:
                end_b += 1
            if flags_a[i] & bit and flags_b[j] & bit:
                weight = min(weights_a[i], weights_b[j])
                # A key in very many sentences of both says little and would cost the product of its counts.
                if (end_a - i) * (end_b - j) <= 2500:
                    for at in range(i, end_a):
                        for to in range(j, end_b):
                            table[places_a[at], places_b[to]] += weight
            i, j = end_a, end_b
    for at in range(total_a.size):
        for to in range(total_b.size):
            if table[at, to] > 0:
                light = min(total_a[at], total_b[to])
                heavy = max(total_a[at], total_b[to])
                table[at, to] = min(1.0, table[at, to] / max(0.65 * light + 0.35 * heavy, LEAST))
    return table


@njit(cache=True)
def coverage(table: NDArray[np.float32], total: NDArray[np.float32], across: bool) -> float:
    """Share of a report's nats in sentences that have a like one in the other report, soft at the edge."""
    held = 0.0
    whole = 0.0
    for at in range(total.size):
        best = 0.0
        if across:
            for to in range(table.shape[0]):
                best = max(best, table[to, at])
        else:
            for to in range(table.shape[1]):
                best = max(best, table[at, to])
        whole += total[at]
        held += total[at] * min(1.0, max(0.0, (best - LIKE) / (FULL - LIKE)))
    return held / whole if whole > 0 else 0.0


@njit(cache=True)
def shared_nats(
    keys_a: NDArray[np.uint32],
    weights_a: NDArray[np.float32],
    flags_a: NDArray[np.uint8],
    keys_b: NDArray[np.uint32],
    weights_b: NDArray[np.float32],
    flags_b: NDArray[np.uint8],
    bit: int,
    rare: float,
) -> tuple[float, float, float, float, float, float]:
    """Nats of whole reports, each key once: shared, of the first, of the second; then the rare keys alone."""
    i = j = 0
    shared = only_a = only_b = rare_shared = rare_a = rare_b = 0.0
    while i < keys_a.size or j < keys_b.size:
        if j >= keys_b.size or (i < keys_a.size and keys_a[i] < keys_b[j]):
            key = keys_a[i]
            if flags_a[i] & bit and not (bit == 2 and flags_a[i] & 4):
                only_a += weights_a[i]
                if weights_a[i] >= rare:
                    rare_a += weights_a[i]
            while i < keys_a.size and keys_a[i] == key:
                i += 1
        elif i >= keys_a.size or keys_b[j] < keys_a[i]:
            key = keys_b[j]
            if flags_b[j] & bit and not (bit == 2 and flags_b[j] & 4):
                only_b += weights_b[j]
                if weights_b[j] >= rare:
                    rare_b += weights_b[j]
            while j < keys_b.size and keys_b[j] == key:
                j += 1
        else:
            key = keys_a[i]
            if flags_a[i] & bit and flags_b[j] & bit:
                shared += min(weights_a[i], weights_b[j])
                if weights_a[i] >= rare:
                    rare_shared += weights_a[i]
            while i < keys_a.size and keys_a[i] == key:
                i += 1
            while j < keys_b.size and keys_b[j] == key:
                j += 1
    return shared, only_a, only_b, rare_shared, rare_a, rare_b
