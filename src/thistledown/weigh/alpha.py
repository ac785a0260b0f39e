"""Krippendorff's alpha for nominal codes, and how far chance could move it.

Method: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability. The interval resamples whole units
(here claims) with replacement and takes percentiles: the standard bootstrap, which Zapf et al. 2016 (BMC
Medical Research Methodology 16:93) recommend for nominal codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

# Resamples worked out at a time: keeps memory small for many units.
_CHUNK = 64

Floats = NDArray[np.float64]


def alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Agreement beyond chance: 1 when coders always agree, 0 when as often as chance would have it.

    Args:
        units: for each unit what every coder chose, None where a coder did not code it. Units with fewer
            than two codes count for nothing.

    Returns:
        Alpha, or None when no two codes can be compared, or all are the same code.
    """
    table, disagreeing = _counted(units)
    if not table.shape[0]:
        return None
    (found,) = _alphas(table, disagreeing, np.ones((1, table.shape[0])))
    return None if np.isnan(found) else float(found)


def alpha_interval(
    units: Iterable[Sequence[Hashable | None]], *, draws: int = 2_000, level: float = 0.95, seed: int = 0
) -> tuple[float, float] | None:
    """Between which values alpha would lie for other units like these: a percentile bootstrap over units.

    Args:
        units: as for `alpha`.
        draws: how many times units are drawn with replacement.
        level: the share of draws within the interval.
        seed: the same seed gives the same interval.

    Returns:
        Low and high end, or None when alpha has no value, or none in more than half of the draws. Draws in
        which all codes are the same have no alpha and are left out.
    """
    table, disagreeing = _counted(units)
    number = table.shape[0]
    if not number or np.isnan(_alphas(table, disagreeing, np.ones((1, number)))[0]):
        return None
    random = np.random.default_rng(seed)
    share = np.full(number, 1.0 / number)
    found = np.concatenate(
        [
            _alphas(
                table,
                disagreeing,
                random.multinomial(number, share, min(_CHUNK, draws - start)).astype(float),
            )
            for start in range(0, draws, _CHUNK)
        ]
    )
    found = found[~np.isnan(found)]
    if len(found) * 2 < draws:
        return None
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _counted(units: Iterable[Sequence[Hashable | None]]) -> tuple[csr_array, Floats]:
    """How often each unit was given each code, and how far the codes of each unit disagree."""
    numbers: dict[Hashable, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    counts: list[int] = []
    disagreeing: list[float] = []
    for unit in units:
        codes = Counter(code for code in unit if code is not None)
        here = codes.total()
        if here < 2:
            continue
        for code, times in codes.items():
            rows.append(len(disagreeing))
            columns.append(numbers.setdefault(code, len(numbers)))
            counts.append(times)
        disagreeing.append((here * here - sum(times * times for times in codes.values())) / (here - 1))
    shape = (len(disagreeing), len(numbers))
    table = csr_array((np.array(counts, dtype=float), (rows, columns)), shape=shape)
    return table, np.array(disagreeing, dtype=float)


def _alphas(table: csr_array, disagreeing: Floats, weights: Floats) -> Floats:
    """Alpha for each row of weights over the units; nan where it has no value."""
    totals = np.asarray((table.T @ weights.T).T)
    pairs = totals.sum(axis=1)
    expected = pairs * pairs - (totals * totals).sum(axis=1)
    observed = weights @ disagreeing
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1.0 - (pairs - 1.0) * observed / expected, np.nan)
