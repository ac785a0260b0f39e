"""Intervals by resampling whole documents, since claims of one document stand or fall together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
SEED = 20261122
Values = NDArray[np.float64]


def weights(documents: int, *, draws: int = DRAWS, seed: int = SEED) -> NDArray[np.int64]:
    """How often each document is drawn: shape (draws, documents), each row adding up to `documents`."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(documents, np.full(documents, 1 / documents), size=draws)


def intervals(
    rows: Values,
    measure: Callable[[Values], Mapping[str, Values]],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, tuple[float, float] | None]:
    """95 % percentile intervals of scores that follow from sums over documents (Efron & Tibshirani 1993).

    Args:
        rows: what is summed, shape (documents, columns).
        measure: scores of summed rows, shape (draws, columns) to (draws,) each.
        draws: how many samples, each of as many documents as there are.
        seed: the same seed gives the same intervals.

    Returns:
        Name to (low, high), or None where no draw gave a value.
    """
    if not len(rows):
        return dict.fromkeys(measure(rows.sum(axis=0, keepdims=True)))
    drawn = weights(len(rows), draws=draws, seed=seed) @ rows
    found: dict[str, tuple[float, float] | None] = {}
    for name, values in measure(drawn).items():
        there = values[~np.isnan(values)]
        if len(there):
            low, high = np.quantile(there, [0.025, 0.975])
            found[name] = (float(low), float(high))
        else:
            found[name] = None
    return found
