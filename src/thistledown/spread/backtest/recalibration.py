"""Bring a hazard to the frequencies that were seen: one slope, and one for years of silence.

    logit P = level + slope log lambda + silence log(1 + years since anybody took it up)

Lists end silently: nobody writes down that a thing is no longer looked for. A model that does not know this
goes on expecting; the years since the last adoption say how likely that is. The priors of slope (1 +- .5) and
silence (0 +- .5) leave a hazard with little data as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

Floats = NDArray[np.float64]

SLOPE_SD = SILENCE_SD = 0.5
# Only the lately seen counts: how lists end changes with who keeps them.
YEARS = 15


@dataclass(frozen=True, slots=True)
class Recalibration:
    """Fitted: level, slope and silence."""

    level: float
    slope: float
    silence: float

    def probability(self, hazard: Floats, quiet: NDArray[np.int64]) -> Floats:
        """Probability of an uptake in the next year, shape (rows,)."""
        return np.asarray(expit(_design(hazard, quiet) @ np.array([self.level, self.slope, self.silence])))


def fit_recalibration(hazard: Floats, quiet: NDArray[np.int64], came: NDArray[np.bool_]) -> Recalibration:
    """Fit by maximum posterior (L-BFGS).

    Args:
        hazard: each from its row's own past, shape (rows,).
        quiet: years of silence, shape (rows,).
        came: whether the uptake came, shape (rows,).
    """
    design = _design(hazard, quiet)
    centre = np.array([0.0, 1.0, 0.0])
    precision = np.array([0.0, SLOPE_SD**-2, SILENCE_SD**-2])

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = design @ weights
        away = weights - centre
        value = (np.logaddexp(0, score) - came * score).sum() + 0.5 * (precision * away**2).sum()
        return float(value), design.T @ (expit(score) - came) + precision * away

    level, slope, silence = minimize(loss, centre, jac=True, method="L-BFGS-B").x
    return Recalibration(float(level), float(slope), float(silence))


def _design(hazard: Floats, quiet: NDArray[np.int64]) -> Floats:
    return np.stack([np.ones(hazard.size), np.log(np.maximum(hazard, 1e-12)), np.log1p(quiet)], axis=1)
