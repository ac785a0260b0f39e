"""Try a measure before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.scenario.comparison import Bar, Comparison, Effect, Variance, bar
from thistledown.spread.scenario.standing import Standing
from thistledown.spread.scenario.worlds import Plan, Step, plan
from thistledown.spread.simulation.ensemble import Passages, simulate
from thistledown.spread.simulation.regime import Regime

if TYPE_CHECKING:
    from thistledown.spread.hazard.fit import Fit

Floats = NDArray[np.float64]

ELSEWHERE = "elsewhere"


class Scenario:
    """Measures on top of what is believed.

    Two worlds are run from every draw, one without and one with the measures, and each arrival meets the same
    luck in both (common random numbers), so that their difference is what the measures do.

    Args:
        start: a fit, how things stand, or several of these by name when it is not known which is right.
        capability: of a fit to several capabilities, which one.
    """

    def __init__(
        self, start: Fit | Standing | Mapping[str, Fit | Standing], *, capability: str | None = None
    ) -> None:
        named = start if isinstance(start, Mapping) else {"the fit": start}
        if not named:
            raise ValueError("a scenario needs a fit or a standing to begin from")
        self._standings = {
            name: one if isinstance(one, Standing) else Standing.of_fit(one, capability=capability)
            for name, one in named.items()
        }
        if len({standing.network.channels for standing in self._standings.values()}) > 1:
            raise ValueError("structures must have the same channels; give an absent one no arcs")
        self._given: tuple[Step, ...] = ()
        self._added: tuple[Step, ...] = ()

    def given(self, step: Step) -> Scenario:
        """The same scenario with something that happens in both worlds."""
        return self._with(given=(*self._given, step), added=self._added)

    def add(self, step: Step) -> Scenario:
        """The same scenario with something that is done in the second world only."""
        return self._with(given=self._given, added=(*self._added, step))

    def _with(self, given: tuple[Step, ...], added: tuple[Step, ...]) -> Scenario:
        other = Scenario(self._standings)
        other._given, other._added = given, added
        return other

    def compare(
        self,
        *,
        horizon: float = 10.0,
        draws: int = 1_000,
        replicates: int = 2,
        seed: int = 0,
        regions: Mapping[str, str] | None = None,
        actors: bool = False,
        alone: bool = True,
    ) -> Comparison:
        """Run both worlds.

        Args:
            horizon: years after the origin.
            draws: draws of each structure; the fit's are used again when it has fewer.
            replicates: runs of each draw; two or more tell chance from what is not known.
            seed: of everything random.
            regions: actor -> region, to tell regions apart.
            actors: tell actors apart. Off unless asked for: measures act on channels, and a list of names
                would claim more than the data hold.
            alone: also run each added step by itself.

        Raises:
            ValueError: when nothing was added, or a step does not fit the network.
        """
        if not self._added:
            raise ValueError("nothing to compare; add a measure first")
        if draws < 1 or replicates < 1:
            raise ValueError(f"draws and replicates must be 1 or more, not {draws} and {replicates}")
        steps = (*self._given, *self._added)
        before = frozenset(step.name for step in self._given)
        after = before | {step.name for step in self._added}
        plans = [
            plan(standing, steps, horizon=horizon, draws=draws, seed=seed)
            for standing in self._standings.values()
        ]
        runs = draws * replicates
        without = [_run(one, one.world(before), seed, runs) for one in plans]
        with_ = [_run(one, one.world(after), seed, runs) for one in plans]
        change = np.array([_total(b) - _total(a) for a, b in zip(without, with_, strict=True)])
        change = change.reshape(len(plans), replicates, draws)
        single = []
        for step in self._added if alone else ():
            world = [_run(one, one.world(before | {step.name}), seed, runs) for one in plans]
            single.append(Effect.of(step.name, "step", _all(without), _all(world)))
        return Comparison(
            origin=plans[0].standing.origin,
            horizon=float(horizon),
            draws=draws,
            replicates=replicates,
            structures=tuple(self._standings),
            given=tuple(step.name for step in self._given),
            added=tuple(step.name for step in self._added),
            summary=tuple(_effects(plans, without, with_, regions, actors)),
            alone=tuple(single),
            hires=(_hires(plans, before), _hires(plans, after)),
            variance=Variance.of(change),
            numbers={key: value for step in steps for key, value in step.quantities().items()},
            bars=tuple(_bars(plans, steps, change)),
        )


def _run(one: Plan, world: Regime, seed: int, runs: int) -> Passages:
    return simulate(one.wiring, world, seed=seed, runs=runs)


def _total(passages: Passages) -> Floats:
    return np.asarray(passages.counts.sum(axis=1), dtype=np.float64)


def _all(worlds: list[Passages]) -> Floats:
    return np.concatenate([_total(world) for world in worlds])


def _effects(
    plans: list[Plan],
    without: list[Passages],
    with_: list[Passages],
    regions: Mapping[str, str] | None,
    actors: bool,
) -> list[Effect]:
    found = [Effect.of("all", "all", _all(without), _all(with_))]
    for p, name in enumerate(plans[0].channels):
        a, b = (np.concatenate([world.counts[:, p] for world in side]) for side in (without, with_))
        found.append(Effect.of(name, "channel", a, b))
    names = plans[0].standing.network.actors
    if regions is not None:
        of = np.array([regions.get(name, ELSEWHERE) for name in names])
        for region in sorted(set(of.tolist())):
            here = of == region
            a, b = (
                np.concatenate([world.adopted[:, here].sum(axis=1) for world in side])
                for side in (without, with_)
            )
            found.append(Effect.of(region, "region", a, b))
    if actors:
        for i, name in enumerate(names):
            a, b = (np.concatenate([world.adopted[:, i] for world in side]).astype(np.float64)
                    for side in (without, with_))  # fmt: skip
            found.append(Effect.of(name, "actor", a, b))
    return found


def _hires(plans: list[Plan], on: frozenset[str]) -> float:
    """People expected to be hired out of the pools within the horizon, mean over draws and structures."""
    from thistledown.spread.simulation.hazards import hired_share

    means = []
    for one in plans:
        world = one.world(on)
        end = world.origin + world.horizon
        total = 0.0
        for g in range(one.wiring.pools):
            for d in range(len(world.pool_size)):
                share = hired_share(world.stage_time[0, g], world.hire[d, g], world.leave[d, g], end)
                total += float(world.pool_size[d, g]) * share / len(world.pool_size)
        means.append(total)
    return float(np.mean(means))


def _bars(plans: list[Plan], steps: tuple[Step, ...], change: Floats) -> list[Bar]:
    found = []
    means = change.mean(axis=1)
    for step in steps:
        for key, quantity in step.quantities().items():
            values = np.concatenate([one.values[key] for one in plans])
            if (made := bar(key, values, means.ravel(), quantity.reported)) is not None:
                found.append(made)
    for p, name in enumerate(plans[0].standing.network.channels):
        values = np.concatenate([one.base.rate[:, p] for one in plans])
        if (made := bar(f"rate of {name}", values, means.ravel(), None)) is not None:
            found.append(made)
    return found
