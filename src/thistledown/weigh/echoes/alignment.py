"""Which sentence of one report stands for which of the other, and whether they keep their order.

Two sentences stand for each other when either is the other's likest. A translation has nearly all of them, in
order (Gale & Church 1993); a rewrite drops, joins and reorders; two witnesses share one or two.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thistledown.weigh.echoes.kernels import LIKE

# Sentences beyond this many are not put in order: the search is quadratic in them.
_ORDERED = 120


class Alignment(NamedTuple):
    """Pairs of sentences that stand for each other; shares of 0 to 1.

    Attributes:
        pairs: how many.
        held_a: share of the first report's nats in them.
        held_b: share of the second's.
        order: share of them in the longest run that keeps its order in both.
        strength: how alike they are, by the nats of the first.
        even: how even their lengths are: 1 where both sides of each weigh the same.
        own_a: nats of the first report in sentences without a like one.
        own_b: the same of the second.
    """

    pairs: int
    held_a: float
    held_b: float
    order: float
    strength: float
    even: float
    own_a: float
    own_b: float

    def turned(self) -> Alignment:
        """The same with the two reports in the other order."""
        return self._replace(
            held_a=self.held_b,
            held_b=self.held_a,
            own_a=self.own_b,
            own_b=self.own_a,
        )


def alignment(
    table: NDArray[np.float32], total_a: NDArray[np.float32], total_b: NDArray[np.float32]
) -> Alignment:
    """Align two reports by how alike their sentences are (see `kernels.likeness_table`)."""
    if not table.size:
        return Alignment(0, 0.0, 0.0, 0.0, 0.0, 0.0, float(total_a.sum()), float(total_b.sum()))
    found = _aligned(table, total_a, total_b, LIKE, _ORDERED)
    return Alignment(int(found[0]), *found[1:])


@njit(cache=True)
def _aligned(
    table: NDArray[np.float32],
    total_a: NDArray[np.float32],
    total_b: NDArray[np.float32],
    like: float,
    ordered: int,
) -> tuple[float, float, float, float, float, float, float, float]:
    rows, columns = table.shape
    best_b = np.zeros(rows, dtype=np.int64)
    top_a = np.zeros(rows, dtype=np.float32)
    best_a = np.zeros(columns, dtype=np.int64)
    top_b = np.zeros(columns, dtype=np.float32)
    for at in range(rows):
        for to in range(columns):
            value = table[at, to]
            if value > top_a[at]:
                top_a[at], best_b[at] = value, to
            if value > top_b[to]:
                top_b[to], best_a[to] = value, at
    places = np.zeros(rows, dtype=np.int64)
    pairs = 0
    held_a = held_b = strength = even = own_a = own_b = whole_a = whole_b = 0.0
    for at in range(rows):
        whole_a += total_a[at]
        if top_a[at] < like:
            own_a += total_a[at]
        elif best_a[best_b[at]] == at:
            to = best_b[at]
            places[pairs] = to
            pairs += 1
            held_a += total_a[at]
            held_b += total_b[to]
            strength += total_a[at] * table[at, to]
            high = max(total_a[at], total_b[to])
            if high > 0:
                even += total_a[at] * min(total_a[at], total_b[to]) / high
    for to in range(columns):
        whole_b += total_b[to]
        if top_b[to] < like:
            own_b += total_b[to]
    count = min(pairs, ordered)
    longest = np.ones(max(count, 1), dtype=np.int64)
    run = 0
    for at in range(count):
        for before in range(at):
            if places[before] < places[at] and longest[before] + 1 > longest[at]:
                longest[at] = longest[before] + 1
        run = max(run, longest[at])
    order = run / count if count else 0.0
    if held_a > 0:
        strength /= held_a
        even /= held_a
    held_a = held_a / whole_a if whole_a > 0 else 0.0
    held_b = held_b / whole_b if whole_b > 0 else 0.0
    return (
        float(pairs),
        held_a,
        held_b,
        order,
        strength,
        even,
        own_a,
        own_b,
    )
