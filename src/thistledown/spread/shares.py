"""How the pathways' shares moved over the years, with what is not known about them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from thistledown.spread.hazard.fit import Fit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of acquisitions by pathway and stretch of years, over the draws of a fit.

    Attributes:
        pathways: names, one a row of the numbers.
        start: decimal year each stretch begins, shape (s,).
        years: length of a stretch.
        count: acquisitions in each, mean over draws, shape (s,).
        mean: shape (pathways, s); low, high: 5 % and 95 % quantiles over draws; NaN where a stretch is empty
            in every draw.
        low: 5 % quantile over draws.
        high: 95 % quantile over draws.
    """

    pathways: tuple[str, ...]
    start: Floats
    years: float
    count: Floats
    mean: Floats
    low: Floats
    high: Floats

    def as_json(self) -> dict[str, Any]:
        """The same for a web page; not-a-number is null."""
        return {
            name: _listed(value) if isinstance(value, np.ndarray) else value
            for name, value in asdict(self).items()
        }


def shares_over_time(fit: Fit, *, years: float = 2.0) -> Shares:
    """Pathways' shares in stretches of years, over the states that a Gibbs fit kept.

    Args:
        fit: by Gibbs, with states kept.
        years: length of a stretch.

    Raises:
        ValueError: when the fit kept no draws, or a stretch is not longer than 0.
    """
    if years <= 0:
        raise ValueError(f"a stretch of {years} years; it must be longer than 0")
    states, record = fit.states, fit.record
    if fit.method != "gibbs" or not len(states.tau):
        raise ValueError('bands come from draws; fit with method="gibbs" and keep 1 or more')
    edges = np.arange(record.begin, record.end + years, years)
    ways = list(dict.fromkeys(fit.pathways))
    of_channel = np.array([ways.index(way) for way in fit.pathways])
    counts = np.zeros((len(states.tau), len(ways), len(edges) - 1))
    for number, (tau, channel) in enumerate(zip(states.tau, states.channel, strict=True)):
        carried = (channel >= 0) & np.isfinite(tau)
        stretch = np.searchsorted(edges, tau[carried], side="right") - 1
        inside = (stretch >= 0) & (stretch < len(edges) - 1)
        np.add.at(counts[number], (of_channel[channel[carried][inside]], stretch[inside]), 1)
    whole = counts.sum(axis=1, keepdims=True)
    share = np.divide(counts, whole, out=np.full_like(counts, np.nan), where=whole > 0)
    empty = np.isnan(share).all(axis=0)
    # An empty stretch has no share; a number is put in only so that the quantiles need no warning.
    filled = np.where(empty, 0.0, share)
    mean, low, high = (
        np.where(empty, np.nan, value)
        for value in (
            np.nanmean(filled, axis=0),
            np.nanquantile(filled, 0.05, axis=0),
            np.nanquantile(filled, 0.95, axis=0),
        )
    )
    return Shares(
        tuple(way.value for way in ways), edges[:-1], years, whole[:, 0].mean(axis=0), mean, low, high
    )


def _listed(values: NDArray[Any]) -> list[Any]:
    return [
        _listed(value) if isinstance(value, np.ndarray) else (None if np.isnan(value) else float(value))
        for value in values
    ]
