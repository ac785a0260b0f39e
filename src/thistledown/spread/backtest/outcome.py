"""What a back-test came to, in numbers: each rung with its scores, skill and interval."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.spread import scoring
from thistledown.spread.backtest.ladder import BASE, FULL, MEAN, PLACEBO
from thistledown.spread.backtest.rolling import Run, Scored
from thistledown.spread.backtest.table import AdoptionTable

Floats = NDArray[np.float64]

_ORDER = (BASE, "era rate", "capability rate", "global", "best single layer", FULL, MEAN, PLACEBO)
# Points of the reliability curve kept for drawing.
_POINTS = 60


def outcome(table: AdoptionTable, run: Run, *, seed: int = 0) -> dict[str, Any]:
    """Numbers of a back-test, ready for JSON; scores are means over rows, in nats for the logarithmic one.

    Skill is against the base rate known at each origin. Intervals are 95 %, by bootstrap over origins
    and over units.
    """
    horizons = {str(horizon): _horizon(run, horizon, seed) for horizon in run.scored if run.scored[horizon]}
    first = next(iter(horizons.values()), None)
    return {
        "units": len(table.units),
        "capabilities": len(table.capabilities),
        "adoptions": table.adoptions,
        "last_year": table.last,
        "origins": list(run.origins),
        "log_skill": first["models"][FULL]["log_skill"] if first else None,
        "brier_skill": first["models"][FULL]["brier_skill"] if first else None,
        "horizons": horizons,
        "rates": {
            name: float(value) for name, value in zip(run.exposures, run.rates.mean(axis=0), strict=True)
        },
    }


def _horizon(run: Run, horizon: int, seed: int) -> dict[str, Any]:
    models = run.scored[horizon]
    reference = _whole(models[BASE])
    counted = run.counted[horizon]
    full = _whole(models[FULL])
    curve = scoring.reliability(full[0], full[1])
    kept = np.unique(np.linspace(0, curve.probability.size - 1, _POINTS).astype(int))
    return {
        "rows": int(reference[1].size),
        "events": int(reference[1].sum()),
        "models": {name: _scores(_whole(models[name]), reference, seed) for name in _ORDER if name in models},
        "counts": {
            "crps": float(scoring.crps(counted.draws, counted.came).mean()),
            "crps_base_rate": float(scoring.crps(counted.plain, counted.came).mean()),
            "came": counted.came,
            "expected": [float(np.mean(draws)) for draws in counted.draws],
            "low": [float(np.quantile(draws, 0.05)) for draws in counted.draws],
            "high": [float(np.quantile(draws, 0.95)) for draws in counted.draws],
        },
        "reliability": {
            "miscalibration": curve.miscalibration,
            "discrimination": curve.discrimination,
            "uncertainty": curve.uncertainty,
            "probability": curve.probability[kept].tolist(),
            "observed": curve.observed[kept].tolist(),
        },
    }


def _whole(scored: Scored) -> tuple[Floats, NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    parts = (scored.probability, scored.came, scored.year, scored.unit)
    return tuple(np.concatenate(part) for part in parts)  # type: ignore[return-value]


def _scores(
    own: tuple[Floats, NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]],
    reference: tuple[Floats, NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]],
    seed: int,
) -> dict[str, Any]:
    probability, came, year, unit = own
    logs, plain = scoring.log_scores(probability, came), scoring.log_scores(reference[0], came)
    briers, squares = scoring.brier_scores(probability, came), scoring.brier_scores(reference[0], came)
    return {
        "log": float(logs.mean()),
        "brier": float(briers.mean()),
        "log_skill": scoring.skill(float(logs.mean()), float(plain.mean())),
        "brier_skill": scoring.skill(float(briers.mean()), float(squares.mean())),
        "log_skill_by_year": list(scoring.skill_interval(logs, plain, year, seed=seed)),
        "log_skill_by_unit": list(scoring.skill_interval(logs, plain, unit, seed=seed)),
        "auc": scoring.auc(probability, came) if came.any() and not came.all() else None,
        "ece": scoring.expected_calibration_error(probability, came),
    }
