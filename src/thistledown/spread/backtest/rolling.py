"""Rolling origin: stand at the end of a year, know no more than was known then, forecast, and be scored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.backtest.annual import AnnualSpec
from thistledown.spread.backtest.exposure import Ties, exposures, infer_ties, quiet, risk_rows, watched
from thistledown.spread.backtest.ladder import BASE, FULL, FullModel, Situation, climb
from thistledown.spread.backtest.table import NEVER, AdoptionTable, Layer, TableError

Floats = NDArray[np.float64]

HORIZONS = (1, 3, 5)
# Origins when none are named: at most so many, over the years in which half the adoptions are known.
ORIGINS = 12


@dataclass(slots=True)
class Scored:
    """What one model said, and what came, over all origins of one horizon.

    Attributes:
        probability: stated; came: outcomes; year: origins; unit: indices; all of shape (rows,).
    """

    probability: list[Floats] = field(default_factory=list)
    came: list[NDArray[np.bool_]] = field(default_factory=list)
    year: list[NDArray[np.int64]] = field(default_factory=list)
    unit: list[NDArray[np.int64]] = field(default_factory=list)

    def add(self, probability: Floats, came: NDArray[np.bool_], year: int, unit: NDArray[np.int64]) -> None:
        """Add one origin's rows."""
        self.probability.append(probability)
        self.came.append(came)
        self.year.append(np.full(came.size, year))
        self.unit.append(unit)


@dataclass(slots=True)
class Counted:
    """Uptakes in all: draws and what came, for each origin of one horizon."""

    draws: list[Floats] = field(default_factory=list)
    plain: list[Floats] = field(default_factory=list)
    came: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Run:
    """A whole back-test.

    Attributes:
        origins: years at whose ends forecasts were made.
        exposures: names, in the order of `rates`.
        scored: for each horizon in years and model.
        counted: for each horizon.
        rates: theta of the full model at each origin, shape (origins, exposures).
    """

    origins: tuple[int, ...]
    exposures: tuple[str, ...]
    scored: dict[int, dict[str, Scored]]
    counted: dict[int, Counted]
    rates: Floats


def default_origins(table: AdoptionTable) -> list[int]:
    """Years from where half of the adoptions are known to the last that leaves a year to be scored."""
    years = np.sort(table.year[table.year < NEVER])
    first, last = int(np.median(years)), table.last - 1
    if first > last or years.size < 4:
        raise TableError(
            f"{years.size} adoptions from {years[0]} to {table.last} are too few to train on and to score"
        )
    step = max(1, -(-(last - first + 1) // ORIGINS))
    return list(range(last, first - 1, -step))[::-1]


def roll(
    table: AdoptionTable,
    layers: Sequence[Layer] = (),
    *,
    origins: Sequence[int] | None = None,
    horizons: Sequence[int] = HORIZONS,
    spec: AnnualSpec | None = None,
    draws: int = 100,
    seed: int = 0,
    told: Callable[[int, int], None] = lambda done, whole: None,
) -> Run:
    """Run a back-test.

    Args:
        table: who took up what when.
        layers: ties between units.
        origins: years at whose ends forecasts are made; `default_origins` when left out.
        horizons: how many years ahead; beyond one the model is simulated forward.
        spec: of the full model.
        draws: forward simulations an origin.
        seed: of all chance.
        told: called with how many origins are done, and of how many.

    Raises:
        TableError: when an origin has nothing to train on or to score.
    """
    years = list(origins) if origins is not None else default_origins(table)
    spec = spec or AnnualSpec()
    scored: dict[int, dict[str, Scored]] = {horizon: {} for horizon in horizons}
    counted = {horizon: Counted() for horizon in horizons}
    names: tuple[str, ...] = ()
    rates: list[Floats] = []
    for done, origin in enumerate(years):
        told(done, len(years))
        ties = infer_ties(table, origin, layers, seed)
        now = _situation(table, origin, ties)
        rungs = climb(now, spec, ties, partial(_situation, table, origin, ties.permuted(seed)))
        # A network may need more cascades than the first origins know; rates are told where all have them.
        names, rates = (names, rates) if len(ties.names) == len(names) else (ties.names, [])
        rates.append(rungs.model.hazard.rate)
        forward = simulate_forward(
            table.year, origin, max(horizons), ties, rungs.model, draws=draws, seed=seed + origin
        )
        risk = now.test.capability, now.test.unit
        plain = rungs.probability[BASE]
        chance = np.random.default_rng([seed, origin])
        for horizon in horizons:
            if origin + horizon > table.last:
                continue
            came = table.year[risk] <= origin + horizon
            for name, probability in rungs.probability.items():
                ahead = 1 - (1 - probability) ** horizon
                if name == FULL and horizon > 1:
                    ahead = forward.probability[horizon - 1][risk]
                scored[horizon].setdefault(name, Scored()).add(ahead, came, origin, now.test.unit)
            counted[horizon].came.append(int(came.sum()))
            counted[horizon].draws.append(forward.uptakes[horizon - 1])
            counted[horizon].plain.append(
                chance.binomial(came.size, 1 - (1 - plain[0]) ** horizon, size=draws).astype(np.float64)
            )
    told(len(years), len(years))
    return Run(tuple(years), names, scored, counted, np.array(rates))


def _situation(table: AdoptionTable, origin: int, ties: Ties) -> Situation:
    first = int(table.year.min())
    train, test = risk_rows(table, first, origin, ties), risk_rows(table, origin, origin + 1, ties)
    if not train.came.any():
        raise TableError(f"nothing was taken up between {first} and {origin}: choose a later origin")
    if not test.came.size:
        raise TableError(
            f"no unit is at risk at the end of {origin}: everybody has everything, or nothing is watched"
        )
    return Situation(train, test, ties.names, len(table.capabilities), len(table.units), origin)


@dataclass(frozen=True, slots=True)
class Forward:
    """Worlds simulated after an origin.

    Attributes:
        probability: that a unit takes a capability up within 1, 2, … years, shape (horizon, c, n).
        uptakes: how many there are within 1, 2, … years in each world, shape (horizon, draws).
    """

    probability: Floats
    uptakes: Floats


def simulate_forward(
    year: NDArray[np.int64],
    origin: int,
    horizon: int,
    ties: Ties,
    model: FullModel,
    *,
    draws: int,
    seed: int,
) -> Forward:
    """Simulate after the origin: each uptake exposes others, in its turn, to more.

    The probability is the mean over worlds of the chances met while still at risk, which varies less from
    draw to draw than the share of worlds in which it came (Rao-Blackwell).

    Args:
        year: first years, shape (c, n); what came after the origin is not looked at.
        origin: the year at whose end the worlds part.
        horizon: how many years are drawn.
        ties: between units.
        model: fitted at the origin.
        draws: how many worlds.
        seed: of the draws.
    """
    random = np.random.default_rng(seed)
    known = np.where(year <= origin, year, NEVER)
    probability = np.zeros((horizon, *year.shape))
    uptakes = np.zeros((horizon, draws))
    spec = model.hazard.spec
    for draw in range(draws):
        world = known.copy()
        seen, expected = model.hazard.seen, model.hazard.expected
        for step in range(horizon):
            at = origin + step
            at_risk = (world > at) & watched(world, at)[:, None]
            bare = model.hazard.unit[None, :] * (exposures(world, at, ties) @ model.hazard.rate)
            k = spec.capability_prior
            own = ((k + seen) / (k + expected))[:, None] if spec.frailty else 1.0
            silence = np.broadcast_to(quiet(world, at)[:, None], world.shape)
            chance = np.zeros(world.shape)
            chance[at_risk] = model.recalibration.probability((own * bare)[at_risk], silence[at_risk])
            came = random.random(chance.shape) < chance
            world[came] = at + 1
            probability[step] += chance
            uptakes[step, draw] = came.sum()
            seen = spec.memory * (seen + came.sum(axis=1))
            expected = spec.memory * (expected + np.where(at_risk, bare, 0.0).sum(axis=1))
    met = np.cumsum(probability / draws, axis=0)
    return Forward(np.minimum(met, 1.0), np.cumsum(uptakes, axis=0))
