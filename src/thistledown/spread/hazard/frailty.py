"""Frailties: what makes an actor, or a capability, quicker than its exposures explain."""

from __future__ import annotations

import math

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


@numba.njit(cache=True, error_model="numpy")
def draw_frailties(frailty: Floats, k: float, events: Floats, expected: Floats) -> None:
    """Draw u ~ Gamma(k + events, k + expected), in place.

    Args:
        frailty: one an actor or a capability, (G,), written.
        k: the prior is Gamma(k, k): mean 1.
        events: acquisitions of each, (G,).
        expected: what exposures and covariates alone would lead to, (G,).
    """
    for g in range(frailty.size):
        frailty[g] = max(np.random.gamma(k + events[g], 1.0 / (k + expected[g])), 1e-12)


@numba.njit(cache=True, error_model="numpy")
def spread_weight(k: float, frailty: Floats, shape: float, rate: float) -> float:
    """Log density of k given the frailties, on the scale of log k."""
    value = shape * math.log(k) - rate * k
    each = k * math.log(k) - math.lgamma(k)
    for g in range(frailty.size):
        value += each + (k - 1.0) * math.log(frailty[g]) - k * frailty[g]
    return value


@numba.njit(cache=True, error_model="numpy")
def draw_spread(k: float, frailty: Floats, shape: float, rate: float) -> float:
    """Three random-walk Metropolis steps on log k, with k ~ Gamma(shape, rate) beforehand."""
    here = spread_weight(k, frailty, shape, rate)
    for _ in range(3):
        new = k * math.exp(0.8 * np.random.standard_normal())
        if not 1e-3 < new < 1e4:
            continue
        there = spread_weight(new, frailty, shape, rate)
        if math.log(1.0 - np.random.random()) < there - here:
            k, here = new, there
    return k
