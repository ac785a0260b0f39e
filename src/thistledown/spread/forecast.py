"""What comes next: the fitted model run forward from every kept state of the posterior.

Not from the mean: each run begins with its own rates, its own acquisition dates and its own hidden adopters,
so that what is not known about the past is carried into the future. Channels and regions come first. Who
exactly is next is not told unless it is asked for: the measures this serves act on channels, and a list of
names would claim more than the data hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.scenario.standing import Standing
from thistledown.spread.simulation.ensemble import Passages, simulate
from thistledown.spread.simulation.regime import plain
from thistledown.spread.simulation.wiring import wire

if TYPE_CHECKING:
    from thistledown.spread.hazard.fit import Fit

Floats = NDArray[np.float64]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Count:
    """How many acquisitions there will be within a horizon.

    Attributes:
        what: "all", a channel, or a region.
        horizon: years.
        mean: expected number.
        quantiles: at QUANTILES.
        any: probability of one or more.
        draws: the number in each run, to be scored later; shape (runs,).
    """

    what: str
    horizon: float
    mean: float
    quantiles: tuple[float, ...]
    any: float
    draws: NDArray[np.int64]

    def as_json(self) -> dict[str, Any]:
        """The same for a web page or a frozen file; draws as counts of counts."""
        values, times = np.unique(self.draws, return_counts=True)
        return {
            "what": self.what,
            "horizon": self.horizon,
            "mean": self.mean,
            "quantiles": list(self.quantiles),
            "any": self.any,
            "draws": [[int(value), int(count)] for value, count in zip(values, times, strict=True)],
        }


@dataclass(frozen=True, slots=True)
class Wait:
    """Years until the next acquisition.

    Attributes:
        what: "all", a channel or a region.
        quantiles: at QUANTILES; inf where it lies beyond the longest horizon.
    """

    what: str
    quantiles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ActorForecast:
    """One actor that has not got the capability yet, as far as is known.

    Attributes:
        actor: who.
        probability: of getting it within each horizon.
        wait: years, at QUANTILES; inf beyond the longest horizon.
        rank: place among all actors by probability within the longest horizon, 1 the likeliest: 5 %, 50 %
            and 95 % over the posterior.
    """

    actor: str
    probability: tuple[float, ...]
    wait: tuple[float, ...]
    rank: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast of one capability.

    Attributes:
        capability: of what.
        origin: decimal year it begins.
        horizons: years.
        runs: simulated futures.
        counts: all, then channels, then regions; each at each horizon.
        waits: the same, without horizons.
        fan: year and quantiles of acquisitions in all since the origin, quarter by quarter.
        actors: empty unless asked for.
    """

    capability: str
    origin: float
    horizons: tuple[float, ...]
    runs: int
    counts: tuple[Count, ...]
    waits: tuple[Wait, ...]
    fan: Mapping[str, list[float]]
    actors: tuple[ActorForecast, ...]

    def as_json(self) -> dict[str, Any]:
        """Everything for a web page or a frozen file; infinite waits are null."""
        return {
            "capability": self.capability,
            "origin": self.origin,
            "horizons": list(self.horizons),
            "runs": self.runs,
            "quantiles": list(QUANTILES),
            "counts": [count.as_json() for count in self.counts],
            "waits": [{"what": wait.what, "quantiles": _finite(wait.quantiles)} for wait in self.waits],
            "fan": dict(self.fan),
            "actors": [{**asdict(actor), "wait": _finite(actor.wait)} for actor in self.actors],
        }


def forecast(
    fit: Fit,
    *,
    horizons: Sequence[float] = (1.0, 3.0, 5.0),
    regions: Mapping[str, str] | None = None,
    capability: str | None = None,
    runs: int = 4_000,
    seed: int = 0,
    actors: bool = False,
) -> Forecast:
    """Run a fit forward from the end of its record.

    Rates stay those of the newest era.

    Args:
        fit: by Gibbs, with states kept.
        horizons: years ahead.
        regions: actor -> region, for counts by region; "elsewhere" for those it leaves out.
        capability: which, where several were pooled.
        runs: futures; each kept state is used equally often, give or take one.
        seed: of the futures.
        actors: tell actors apart. Off unless asked for.

    Raises:
        ValueError: when the fit kept no draws, there are no horizons above 0, or the capability is unknown.
    """
    ahead = tuple(sorted(float(value) for value in horizons))
    if not ahead or not ahead[0] > 0:
        raise ValueError(f"horizons must be years above 0, not {list(horizons)}")
    standing = Standing.of_fit(fit, capability=capability)
    wiring = wire(standing.network, windows=standing.windows)
    regime = plain(
        wiring,
        origin=standing.origin,
        horizon=ahead[-1],
        rate=standing.rate,
        since=standing.since,
        susceptibility=standing.susceptibility,
    )
    passed = simulate(wiring, regime, seed=seed, runs=max(runs, regime.draws))
    groups = _groups(fit, passed, regions)
    return Forecast(
        capability=capability or fit.record.capabilities[0],
        origin=standing.origin,
        horizons=ahead,
        runs=len(passed.after),
        counts=tuple(_count(what, years, group, passed) for what, group in groups for years in ahead),
        waits=tuple(_wait(what, group, passed) for what, group in groups),
        fan=_fan(passed, standing.origin, ahead[-1]),
        actors=_actors(fit, passed, ahead, regime.draws) if actors else (),
    )


def _groups(
    fit: Fit, passed: Passages, regions: Mapping[str, str] | None
) -> list[tuple[str, NDArray[np.bool_]]]:
    """Which acquisitions count for what, shape (runs, n) each."""
    got = passed.adopted
    groups = [("all", got)]
    groups += [(name, got & (passed.channel == p)) for p, name in enumerate(fit.channels)]
    if regions is not None:
        of = np.array([regions.get(actor, ELSEWHERE) for actor in fit.network.actors])
        groups += [(str(region), got & (of == region)[None, :]) for region in sorted(set(of))]
    return groups


def _count(what: str, years: float, group: NDArray[np.bool_], passed: Passages) -> Count:
    number = (group & (passed.after <= years)).sum(axis=1)
    quantiles = tuple(float(value) for value in np.quantile(number, QUANTILES))
    return Count(what, years, float(number.mean()), quantiles, float((number > 0).mean()), number)


def _wait(what: str, group: NDArray[np.bool_], passed: Passages) -> Wait:
    first = np.where(group, passed.after, np.inf).min(axis=1)
    return Wait(what, _steps(first))


def _steps(values: NDArray[np.floating[Any]]) -> tuple[float, ...]:
    # No value between one and infinity: a wait is one that came up, or beyond the horizon.
    return tuple(float(value) for value in np.quantile(values, QUANTILES, method="inverted_cdf"))


def _fan(passed: Passages, origin: float, longest: float) -> dict[str, list[float]]:
    steps = np.arange(0.0, longest + 1e-9, 0.25)
    after = np.where(passed.adopted, passed.after, np.inf)
    number = np.stack([(after <= step).sum(axis=1) for step in steps])
    rows = np.quantile(number, QUANTILES, axis=1)
    fan = {f"q{round(level * 100):02}": row.tolist() for level, row in zip(QUANTILES, rows, strict=True)}
    return {"year": (origin + steps).tolist(), **fan}


def _actors(fit: Fit, passed: Passages, horizons: Sequence[float], draws: int) -> tuple[ActorForecast, ...]:
    after = np.where(passed.adopted, passed.after, np.inf)
    holding = (passed.after <= 0).mean(axis=0)
    # Runs of one state stand together: its ranks are by its own probabilities.
    state = np.arange(len(after)) % draws
    within = np.isfinite(after)
    times = np.bincount(state, minlength=draws)[:, None]
    own = np.stack([np.bincount(state, within[:, k], draws) for k in range(after.shape[1])], axis=1) / times
    order = np.argsort(-own, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(1, own.shape[1] + 1)[None, :], axis=1)
    found = []
    for k, actor in enumerate(fit.network.actors):
        if holding[k] > 0.5:
            continue
        low, middle, high = np.quantile(rank[:, k], (0.05, 0.5, 0.95))
        found.append(
            ActorForecast(
                actor,
                tuple(float((after[:, k] <= years).mean()) for years in horizons),
                _steps(after[:, k]),
                (float(low), float(middle), float(high)),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.probability[-1], one.actor)))


def _finite(values: Sequence[float]) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values]
