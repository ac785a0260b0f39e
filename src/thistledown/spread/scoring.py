"""How good probabilities were, once the outcome is known.

Logarithmic and Brier scores, smaller being better, and their skill against a reference (1 is perfect, 0 no
better, below 0 worse); the continuous ranked probability score of counts (Gneiting and Raftery, JASA 2007);
reliability by isotonic regression with its decomposition (CORP: Dimitriadis, Gneiting and Jordan, PNAS 2021);
the expected calibration error over bins of equal mass; intervals by bootstrap over blocks, since outcomes of
one year or one region are not independent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

Floats = NDArray[np.float64]

# A probability of exactly 0 or 1 would make one surprise cost everything; scores are taken no further out.
SHARPEST = 1e-6


def log_scores(probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Minus the logarithm of the probability given to what happened, in nats, shape (n,).

    Args:
        probability: that it happens, shape (n,); clipped to SHARPEST from both ends.
        outcome: whether it did, shape (n,).
    """
    p, y = _pair(probability, outcome)
    p = np.clip(p, SHARPEST, 1 - SHARPEST)
    return -np.where(y, np.log(p), np.log1p(-p))


def brier_scores(probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Squared distance of the probability from what happened, shape (n,)."""
    p, y = _pair(probability, outcome)
    return (p - y) ** 2


def skill(score: float, reference: float) -> float:
    """Share of the reference's score that was done away with; not a number where the reference is 0."""
    return 1 - score / reference if reference else float("nan")


def auc(probability: ArrayLike, outcome: ArrayLike) -> float:
    """How often what happened was ranked above what did not, ties counting half; nan with one kind only."""
    p, y = _pair(probability, outcome)
    happened = int(y.sum())
    others = y.size - happened
    if not happened or not others:
        return float("nan")
    _, inverse, counts = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[y].sum() - happened * (happened + 1) / 2) / (happened * others))


def expected_calibration_error(probability: ArrayLike, outcome: ArrayLike, bins: int = 10) -> float:
    """Mean distance between stated and observed frequency over bins of equal mass, 0 to 1."""
    p, y = _pair(probability, outcome)
    order = np.argsort(p, kind="stable")
    parts = [part for part in np.array_split(order, bins) if part.size]
    return float(sum(abs(p[part].mean() - y[part].mean()) * part.size for part in parts) / p.size)


def crps(samples: ArrayLike, outcome: ArrayLike) -> Floats:
    """Continuous ranked probability score of counts or other numbers, in their unit, shape (n,).

    Args:
        samples: draws of the forecast, shape (n, draws).
        outcome: what came, shape (n,).
    """
    drawn = np.sort(np.asarray(samples, dtype=np.float64), axis=1)
    seen = np.asarray(outcome, dtype=np.float64)
    draws = drawn.shape[1]
    # E|X - y| - E|X - X'| / 2, the second term from the sorted draws.
    weight = 2 * np.arange(1, draws + 1) - draws - 1
    spread = (drawn * weight).sum(axis=1) / draws**2
    return np.asarray(np.abs(drawn - seen[:, None]).mean(axis=1) - spread)


@dataclass(frozen=True, slots=True)
class Reliability:
    """CORP: the Brier score taken apart.

    Attributes:
        probability: stated, ascending, shape (n,).
        observed: frequency at each, the best non-decreasing fit, shape (n,).
        miscalibration: what recalibration would gain.
        discrimination: what the forecast knows beyond the base rate.
        uncertainty: the score of the base rate; score = miscalibration - discrimination + uncertainty.
    """

    probability: Floats
    observed: Floats
    miscalibration: float
    discrimination: float
    uncertainty: float


def reliability(probability: ArrayLike, outcome: ArrayLike) -> Reliability:
    """The reliability curve and decomposition of the Brier score."""
    p, y = _pair(probability, outcome)
    # Stated alike is fitted alike: the fit is over distinct probabilities, weighted.
    distinct, inverse, counts = np.unique(p, return_inverse=True, return_counts=True)
    means = np.bincount(inverse, y, distinct.size) / counts
    fitted = np.asarray(isotonic_regression(means, weights=counts).x)[inverse]
    base = np.full(y.size, y.mean())
    score, recalibrated, reference = (
        float(brier_scores(value, y).mean()) for value in (p, np.clip(fitted, 0, 1), base)
    )
    order = np.argsort(p, kind="stable")
    return Reliability(p[order], fitted[order], score - recalibrated, reference - recalibrated, reference)


def skill_interval(
    scores: ArrayLike,
    references: ArrayLike,
    blocks: ArrayLike,
    *,
    draws: int = 2_000,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[float, float]:
    """Interval of a skill by bootstrap over blocks (whole years, or whole regions, drawn with replacement).

    Args:
        scores: of the forecast, shape (n,).
        references: of the reference, shape (n,).
        blocks: which block each belongs to, shape (n,).
        draws: how many times blocks are drawn.
        level: share of draws inside.
        seed: of the draws.
    """
    _, inverse = np.unique(np.asarray(blocks), return_inverse=True)
    count = int(inverse.max()) + 1
    own = np.bincount(inverse, np.asarray(scores, dtype=np.float64), count)
    other = np.bincount(inverse, np.asarray(references, dtype=np.float64), count)
    drawn = np.random.default_rng(seed).integers(count, size=(draws, count))
    skills = 1 - own[drawn].sum(axis=1) / other[drawn].sum(axis=1)
    low, high = np.quantile(skills, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _pair(probability: ArrayLike, outcome: ArrayLike) -> tuple[Floats, NDArray[np.bool_]]:
    p = np.asarray(probability, dtype=np.float64)
    y = np.asarray(outcome).astype(bool)
    if p.shape != y.shape or p.ndim != 1 or not p.size:
        raise ValueError(f"{p.size} probabilities but {y.size} outcomes; one of each is needed, at least one")
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("a probability is not between 0 and 1")
    return p, y
