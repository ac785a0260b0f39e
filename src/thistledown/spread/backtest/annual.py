"""The additive hazard by year: who takes what up in the year to come.

    P(unit i takes up capability c in the year after t) = 1 - exp(-lambda),
    lambda = u_c(t) s_i sum over p of theta_p z_pci(t)

z are exposures, theta their rates, `u_c` and `s_i` frailties with Gamma(k, k) priors. EM is exact for
interval-censored events: an uptake stands for lambda / (1 - exp(-lambda)) firings, shared over the exposures
in proportion to theta_p z_p. A capability's frailty forgets: at each year it is the posterior given the past
with counts discounted by `memory` (Harvey and Fernandes, J. Business and Economic Statistics 1989), so that
what has gone quiet is taken to be quiet, and nothing of the future reaches a row of the past.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.backtest.exposure import Rows

Floats = NDArray[np.float64]

STEPS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualSpec:
    """What the model is made of.

    Attributes:
        frailty: whether units and capabilities differ.
        memory: share of a capability's past that still counts a year later, 0 to 1.
        capability_prior: k of the capabilities' frailties: larger, more alike.
        unit_prior: k of the units' frailties.
        shape: of the Gamma prior of each rate but the first; below 1, an exposure must earn its place.
    """

    frailty: bool = True
    memory: float = 0.6
    capability_prior: float = 1.5
    unit_prior: float = 8.0
    shape: float = 0.5


@dataclass(frozen=True, slots=True)
class AnnualHazard:
    """A fitted model.

    Attributes:
        rate: theta, shape (exposures,).
        seen: discounted firings of each capability, shape (c,).
        expected: what would be expected of it without frailty, discounted, shape (c,).
        unit: s, shape (n,).
        trained: hazards of the training rows, each from its own past, shape (rows,).
        spec: what it is made of.
    """

    rate: Floats
    seen: Floats
    expected: Floats
    unit: Floats
    trained: Floats
    spec: AnnualSpec

    def capability(self) -> Floats:
        """The capabilities' frailties at the origin, shape (c,)."""
        if not self.spec.frailty:
            return np.ones_like(self.seen)
        k = self.spec.capability_prior
        return np.asarray((k + self.seen) / (k + self.expected))

    def hazard(self, exposure: Floats, capability: NDArray[np.int64], unit: NDArray[np.int64]) -> Floats:
        """Expected firings in the next year, shape (rows,)."""
        return np.asarray(self.capability()[capability] * self.unit[unit] * (exposure @ self.rate))


def fit_annual(rows: Rows, capabilities: int, units: int, spec: AnnualSpec) -> AnnualHazard:
    """Fit by EM.

    Args:
        rows: unit-years at risk, in order of year.
        capabilities: how many there are.
        units: how many there are.
        spec: what the model is made of.
    """
    came = rows.came
    rate = np.full(rows.exposure.shape[1], max(came.mean(), 1e-6))
    weight = np.ones(came.size)
    unit = np.ones(units)
    seen, expected = np.zeros(capabilities), np.zeros(capabilities)
    years, begin = np.unique(rows.year, return_index=True)
    slices = [slice(low, high) for low, high in zip(begin, [*begin[1:], came.size], strict=True)]
    penalty = np.full(rate.size, 1 - spec.shape)
    penalty[0] = 0.0
    for _ in range(STEPS):
        base = rows.exposure @ rate
        hazard = weight * base
        firings = np.where(came, hazard / np.maximum(-np.expm1(-hazard), 1e-12), 0.0)
        shares = rate * ((firings / np.maximum(base, 1e-300)) @ rows.exposure)
        rate = np.maximum(shares - penalty, 1e-12) / np.maximum(weight @ rows.exposure, 1e-12)
        if not spec.frailty:
            continue
        base = rows.exposure @ rate
        capability = np.empty(came.size)
        seen, expected = np.zeros(capabilities), np.zeros(capabilities)
        k = spec.capability_prior
        for number, part in enumerate(slices):
            which = rows.capability[part]
            capability[part] = ((k + seen) / (k + expected))[which]
            gone = spec.memory ** (years[number + 1] - years[number] if number + 1 < len(years) else 1)
            seen = gone * (seen + np.bincount(which, firings[part], capabilities))
            bare = unit[rows.unit[part]] * base[part]
            expected = gone * (expected + np.bincount(which, bare, capabilities))
        k = spec.unit_prior
        unit = (k + np.bincount(rows.unit, firings, units)) / (
            k + np.bincount(rows.unit, capability * base, units)
        )
        weight = capability * unit[rows.unit]
    return AnnualHazard(rate, seen, expected, unit, weight * (rows.exposure @ rate), spec)
