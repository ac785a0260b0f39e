"""Whether chains agree, and how much their draws are worth.

Rank-normalised split R-hat and effective sample size (Vehtari, Gelman, Simpson, Carpenter and Buerkner,
Bayesian Analysis 16:2, 2021).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import rankdata

Floats = NDArray[np.float64]


def r_hat(draws: Floats) -> float:
    """The larger of bulk and tail rank-normalised split R-hat; below 1.01 chains agree.

    Args:
        draws: (chains, draws), at least 4 draws a chain.

    Returns:
        NaN where all draws are equal.

    Raises:
        ValueError: when there are fewer draws.
    """
    halves = _halves(draws)
    if np.ptp(halves) == 0.0:
        return float("nan")
    return max(
        _split_r_hat(_normal_scores(halves)), _split_r_hat(_normal_scores(np.abs(halves - np.median(halves))))
    )


def bulk_ess(draws: Floats) -> float:
    """Effective draws for the middle of a distribution: (chains, draws) -> how many independent ones."""
    halves = _halves(draws)
    if np.ptp(halves) == 0.0:
        return float("nan")
    return _ess(_normal_scores(halves))


def tail_ess(draws: Floats) -> float:
    """Effective draws for the 5 % and 95 % quantiles, the smaller of both."""
    halves = _halves(draws)
    if np.ptp(halves) == 0.0:
        return float("nan")
    return min(_ess((halves <= np.quantile(halves, q)).astype(np.float64)) for q in (0.05, 0.95))


def _halves(draws: Floats) -> Floats:
    values = np.asarray(draws, dtype=np.float64)
    if values.ndim != 2 or values.shape[1] < 4:
        raise ValueError(f"need (chains, draws) with 4 draws or more, not {values.shape}")
    half = values.shape[1] // 2
    return np.concatenate([values[:, :half], values[:, -half:]])


def _normal_scores(values: Floats) -> Floats:
    ranks = rankdata(values, method="average").reshape(values.shape)
    return np.asarray(ndtri((ranks - 0.375) / (values.size + 0.25)))


def _split_r_hat(values: Floats) -> float:
    length = values.shape[1]
    within = values.var(axis=1, ddof=1).mean()
    if within == 0.0:
        return float("inf")
    between = length * values.mean(axis=1).var(ddof=1)
    return float(np.sqrt((between / within + length - 1) / length))


def _ess(values: Floats) -> float:
    """Geyer's initial monotone sequence over all chains, as Stan has it."""
    chains, length = values.shape
    centred = values - values.mean(axis=1, keepdims=True)
    size = 2 ** int(np.ceil(np.log2(2 * length)))
    spectrum = np.fft.rfft(centred, size, axis=1)
    covariance = np.fft.irfft(spectrum * np.conj(spectrum), size, axis=1)[:, :length] / length
    within = covariance[:, 0].mean() * length / (length - 1)
    total = within * (length - 1) / length + (values.mean(axis=1).var(ddof=1) if chains > 1 else 0.0)
    if total == 0.0:
        return float("nan")
    correlation = 1.0 - (within - covariance.mean(axis=0) * length / (length - 1)) / total
    correlation[0] = 1.0
    pairs = correlation[: length - length % 2].reshape(-1, 2).sum(axis=1)
    stop = int(np.argmax(pairs < 0)) if (pairs < 0).any() else len(pairs)
    kept = np.minimum.accumulate(pairs[: max(stop, 1)])
    time = max(-1.0 + 2.0 * float(kept.sum()), 1.0 / np.log10(chains * length))
    return float(chains * length / time)
