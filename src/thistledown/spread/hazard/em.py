"""The most likely rates by EM, in about ten milliseconds.

    r[e, p] = theta_p W[e, p] / sum,    theta_p = max(a_p - 1 + sum_e r[e, p], 0) / (b_p + Z_p)

A prior shape below 1 may put a rate at exactly 0: the channel is not needed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Climbed(NamedTuple):
    """Where EM stopped."""

    theta: Floats  # (P,) per year
    beta: Floats  # (B,)
    share: Floats  # (E, P) probability of each channel by event
    rounds: int


def climb(
    weights: Floats,
    exposure: Floats,
    shape: Floats,
    inverse: Floats,
    *,
    covariates: Floats | None = None,
    events: NDArray[np.int64] | None = None,
    beta_sd: float = 1.0,
    rounds: int = 1000,
    tolerance: float = 1e-7,
) -> Climbed:
    """Climb to a mode.

    Args:
        weights: W, exposure at the event x chance of the evidence, (E, P).
        exposure: Z of each cell, (C, P).
        shape: a of the Gamma priors, (P,).
        inverse: b of the Gamma priors, (P,).
        covariates: of each cell, standardised, (C, B).
        events: cell of each event, (E,); needed with covariates.
        beta_sd: sd of the normal prior of coefficients.
        rounds: at most so many.
        tolerance: stop when no rate moves by more, relative to the largest.
    """
    x = np.zeros((len(exposure), 0)) if covariates is None else covariates
    beta = np.zeros(x.shape[1])
    theta = shape / np.maximum(inverse, 1e-12) if (inverse > 0).all() else np.ones(len(shape))
    total = exposure.sum(axis=0)
    theta = np.where(total + inverse > 0, theta, 0.0)
    share = np.zeros_like(weights)
    done = 0
    while done < rounds:
        done += 1
        share = weights * theta
        share /= np.maximum(share.sum(axis=1, keepdims=True), 1e-300)
        grown = np.maximum(share.sum(axis=0) + shape - 1.0, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            new = np.where(inverse + total > 0, grown / (inverse + total), 0.0)
        moved = np.abs(new - theta).max(initial=0.0)
        theta = new
        if x.shape[1] and events is not None:
            step = _newton(beta, exposure @ theta, x, x[events].sum(axis=0), beta_sd)
            beta = beta + step
            total = np.exp(x @ beta) @ exposure
            moved = max(moved, float(np.abs(step).max()) * float(theta.max(initial=0.0)))
        if moved <= tolerance * max(float(theta.max(initial=0.0)), 1e-300):
            break
    return Climbed(theta, beta, share, done)


def _newton(beta: Floats, base: Floats, x: Floats, seen: Floats, sd: float) -> Floats:
    """One damped Newton step for the coefficients."""
    expected = base * np.exp(x @ beta)
    slope = seen - x.T @ expected - beta / sd**2
    curve = (x * expected[:, None]).T @ x + np.eye(len(beta)) / sd**2
    step = np.linalg.solve(curve, slope)
    longest = float(np.abs(step).max(initial=0.0))
    return np.asarray(step if longest <= 1.0 else step / longest)
