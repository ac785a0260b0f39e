"""The ladder of models that a back-test always shows, from the plainest up (diffusion studies: Bell 2016).

A model earns its place only by beating the rungs below it on years it has not seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.backtest.annual import AnnualHazard, AnnualSpec, fit_annual
from thistledown.spread.backtest.exposure import GLOBAL, Rows, Ties
from thistledown.spread.backtest.recalibration import YEARS, Recalibration, fit_recalibration

Floats = NDArray[np.float64]

# As many unit-years at the common rate are laid beside each capability's or era's own.
SHRINK = 50
ERA_YEARS = 5

BASE, ERA, CAPABILITY, GLOBAL_ONLY, LAYER, FULL, PLACEBO, MEAN = (
    "base rate",
    "era rate",
    "capability rate",
    "global",
    "best single layer",
    "full",
    "placebo ties",
    "mean of members",
)
_PLAIN = AnnualSpec(frailty=False, shape=1.0)


@dataclass(frozen=True, slots=True)
class Situation:
    """What a rung is fitted on and what it forecasts.

    Attributes:
        train: rows whose outcomes were known at the origin.
        test: rows at risk at the origin.
        names: of the exposures.
        capabilities: how many.
        units: how many.
        origin: the year at whose end the forecast is made.
    """

    train: Rows
    test: Rows
    names: tuple[str, ...]
    capabilities: int
    units: int
    origin: int


@dataclass(frozen=True, slots=True)
class FullModel:
    """The full model at one origin: hazard, recalibration, and what they say of the next year."""

    hazard: AnnualHazard
    recalibration: Recalibration
    probability: Floats


def base_rate(now: Situation) -> Floats:
    """The share of all unit-years so far in which an uptake came."""
    return np.full(now.test.came.size, now.train.came.mean())


def era_rate(now: Situation) -> Floats:
    """The same over the last years only, shrunk to it."""
    late = now.train.since(now.origin - ERA_YEARS).came
    common = now.train.came.mean()
    return np.full(now.test.came.size, (late.sum() + SHRINK * common) / (late.size + SHRINK))


def capability_rate(now: Situation) -> Floats:
    """Each capability's own rate, shrunk to the common one."""
    came = np.bincount(now.train.capability, now.train.came, now.capabilities)
    risked = np.bincount(now.train.capability, minlength=now.capabilities)
    rates = (came + SHRINK * now.train.came.mean()) / (risked + SHRINK)
    return np.asarray(rates[now.test.capability])


def global_only(now: Situation) -> Floats:
    """Who has it already, and how lately: no ties, no differences (a Bass model)."""
    return _additive(now, range(len(GLOBAL)))[0]


def best_single_layer(now: Situation) -> Floats | None:
    """The base and the one tie that explains the past best; None without ties."""
    fitted = [_additive(now, [0, column]) for column in range(len(GLOBAL), len(now.names))]
    return max(fitted, key=lambda found: found[1])[0] if fitted else None


def _additive(now: Situation, columns: range | list[int]) -> tuple[Floats, float]:
    train, test = (rows.columns(wanted=list(columns)) for rows in (now.train, now.test))
    model = fit_annual(train, now.capabilities, now.units, _PLAIN)
    trained = np.clip(-np.expm1(-model.trained), 1e-9, 1 - 1e-9)
    value = float(np.where(train.came, np.log(trained), np.log1p(-trained)).sum())
    return -np.expm1(-model.hazard(test.exposure, test.capability, test.unit)), value


def full(now: Situation, spec: AnnualSpec) -> FullModel:
    """All exposures, frailties that forget, and recalibration."""
    model = fit_annual(now.train, now.capabilities, now.units, spec)
    late = slice(int(np.searchsorted(now.train.year, now.origin - YEARS)), None)
    scale = fit_recalibration(model.trained[late], now.train.quiet[late], now.train.came[late])
    hazard = model.hazard(now.test.exposure, now.test.capability, now.test.unit)
    return FullModel(model, scale, scale.probability(hazard, now.test.quiet))


@dataclass(frozen=True, slots=True)
class Rungs:
    """What every rung says of the test rows at one origin, and the full model itself."""

    probability: dict[str, Floats]
    model: FullModel


def climb(now: Situation, spec: AnnualSpec, ties: Ties, placebo: Callable[[], Situation]) -> Rungs:
    """Fit every rung.

    Args:
        now: what was known, and the rows to forecast.
        spec: of the full model.
        ties: that the rows were made with.
        placebo: makes the same situation with ties between other units; called only where there are ties.
    """
    model = full(now, spec)
    said = {
        BASE: base_rate(now),
        ERA: era_rate(now),
        CAPABILITY: capability_rate(now),
        GLOBAL_ONLY: global_only(now),
        FULL: model.probability,
    }
    single = best_single_layer(now)
    if single is not None:
        said[LAYER] = single
    members = [said[name] for name in (GLOBAL_ONLY, LAYER, FULL) if name in said]
    said[MEAN] = np.mean(members, axis=0)
    if ties.layers or ties.inferred:
        said[PLACEBO] = full(placebo(), spec).probability
    return Rungs(said, model)
