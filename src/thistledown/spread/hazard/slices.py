"""One-dimensional slice sampling of the densities that eras and covariates lead to."""

from __future__ import annotations

import math

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@numba.njit(cache=True, error_model="numpy")
def tilted(x: float, count: float, weight: Floats, tilt: Floats, mean: float, sd: float) -> float:
    """Count x - sum_j weight[j] exp(tilt[j] x) - (x - mean)^2 / (2 sd^2): concave in x."""
    value = count * x - (x - mean) * (x - mean) / (2.0 * sd * sd)
    for j in range(weight.size):
        value -= weight[j] * math.exp(min(tilt[j] * x, 700.0))
    return value


@numba.njit(cache=True, error_model="numpy")
def draw_tilted(x: float, count: float, weight: Floats, tilt: Floats, mean: float, sd: float) -> float:
    """One slice-sampling step (Neal 2003, stepping out and shrinkage) on exp(tilted).

    Args:
        x: where the chain is.
        count: events, or the sum of a covariate over events.
        weight: expected events at x = 0, (k,).
        tilt: how much each grows with x, (k,).
        mean: of the normal prior.
        sd: of the normal prior.
    """
    level = tilted(x, count, weight, tilt, mean, sd) + math.log(1.0 - np.random.random())
    width = 2.0 * sd
    left = x - width * np.random.random()
    right = left + width
    while tilted(left, count, weight, tilt, mean, sd) > level:
        left -= width
    while tilted(right, count, weight, tilt, mean, sd) > level:
        right += width
    while True:
        new = left + (right - left) * np.random.random()
        if tilted(new, count, weight, tilt, mean, sd) > level:
            return new
        if new < x:
            left = new
        else:
            right = new
