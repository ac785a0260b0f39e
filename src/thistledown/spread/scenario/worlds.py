"""From measures to the two worlds that are compared: the same wiring and noise, other measures in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.scenario.measures import (
    BanRecruitment,
    Curb,
    Demobilise,
    Measure,
    Reintegrate,
    Screen,
)
from thistledown.spread.scenario.standing import Standing
from thistledown.spread.simulation.regime import Regime
from thistledown.spread.simulation.wiring import Opening, Wiring, wire

Floats = NDArray[np.float64]
Step = Measure | Demobilise

# Steps by which a ramp acts on a pool, whose hazards are constant between them.
_RAMP_STEPS = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps of a comparison, laid out so that any set of them can be switched on.

    Attributes:
        standing: where it begins.
        steps: everything that is done in some world.
        values: draws of each uncertain quantity, by name; shape (D,).
        wiring: actors, channels, and a pool for each tranche of each demobilisation.
        base: the world in which nothing is done.
    """

    standing: Standing
    steps: tuple[Step, ...]
    values: Mapping[str, Floats]
    wiring: Wiring
    base: Regime

    @property
    def curbs(self) -> tuple[Curb, ...]:
        """The measures that cut channels, in the order of their bits."""
        return tuple(step for step in self.steps if isinstance(step, Curb))

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of all channels: those of the network, then the pools."""
        return (*self.standing.network.channels, *(name for name, _, _ in _pools(self.steps)))

    def world(self, on: frozenset[str]) -> Regime:
        """The world in which the named steps are taken."""
        value = self.base.value.copy()
        for m, curb in enumerate(self.curbs):
            if curb.name not in on:
                value[:, m] = 1.0
        size = self.base.pool_size.copy()
        hire, leave = self.base.hire.copy(), self.base.leave.copy()
        for g, (_, force, _) in enumerate(_pools(self.steps)):
            if force.name not in on:
                size[:, g] = 0.0
            for step in self.steps:
                if isinstance(step, (BanRecruitment, Reintegrate)) and step.name in on:
                    if step.forces and force.name not in step.forces:
                        continue
                    at = self.base.stage_time[0, g]
                    # Constant between two steps of a ramp: what it is in the middle.
                    middle = np.where(
                        np.isfinite(np.append(at[1:], np.inf)), (at + np.append(at[1:], 0)) / 2, at
                    )
                    works = step.force(middle)[None, :] * self._strength(step)[:, None]
                    if isinstance(step, BanRecruitment):
                        hire[:, g] *= 1.0 - works
                    else:
                        leave[:, g] *= 1.0 + (self.values[f"{step.name}: factor"][:, None] - 1.0) * works
        return self.base._replace(value=value, pool_size=size, hire=hire, leave=leave).checked(self.wiring)

    def _strength(self, step: Measure) -> Floats:
        share = self.values[f"{step.name}: effect"] * (1.0 - self.values[f"{step.name}: leakage"])
        return np.asarray(share * (1.0 - self.values[f"{step.name}: substitution"]))


def plan(standing: Standing, steps: Sequence[Step], *, horizon: float, draws: int, seed: int) -> Plan:
    """Lay out a comparison.

    Args:
        standing: where it begins; its draws are used again from the first when there are fewer.
        steps: everything that is done in some world.
        horizon: years after the origin.
        draws: how many draws.
        seed: of the uncertain quantities.

    Raises:
        ValueError: when names repeat, a channel, actor or force is unknown, or a measure touches nothing.
    """
    names = [step.name for step in steps]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two steps are called {twice[0]!r}; give each its own name")
    network = standing.network
    index = network.index()
    values = {
        key: quantity.draws(seed, key, draws) for step in steps for key, quantity in step.quantities().items()
    }
    pools = _pools(steps)
    for step in steps:
        if isinstance(step, (BanRecruitment, Reintegrate, Screen)):
            forces = {force.name for _, force, _ in pools}
            needed = not isinstance(step, Screen) or bool(step.forces)
            if needed and (not forces or step.forces - forces):
                raise ValueError(
                    f"{step.name!r} acts on {', '.join(sorted(step.forces)) or 'released people'}, but no "
                    "such demobilisation is in the scenario; add it, or give it with `given`"
                )
    openings = []
    for _, force, _ in pools:
        if unknown := sorted(set(force.shares) - set(index)):
            raise ValueError(f"{force.name!r}: unknown actor {unknown[0]!r} in shares")
        hirers = sorted(force.shares, key=lambda name: index[name])
        openings.append(
            Opening(
                np.array([index[name] for name in hirers], dtype=np.int32),
                np.array([force.shares[name] for name in hirers]),
            )
        )
    wiring = wire(network, windows=standing.windows, pools=tuple(openings))
    rows = np.arange(draws) % standing.draws

    def row(column: Floats) -> Floats:
        return column[rows] if len(column) > 1 else column

    curbs = [step for step in steps if isinstance(step, Curb)]
    m, g = len(curbs), len(pools)
    time, value = np.zeros((draws, m, 2)), np.ones((draws, m, 2))
    route = np.ones((m, wiring.channels))
    arc_mask = np.zeros(len(wiring.target) if m else 0, np.int64)
    source_mask = np.zeros((len(wiring.level), wiring.actors if m else 1), np.int64)
    pool_mask = np.zeros(g, np.int64)
    for k, curb in enumerate(curbs):
        delay = curb.delay()
        wait = np.full(draws, curb.ramp)
        if delay is not None:
            wait = wait + values[f"{curb.name}: stockpile"]
        time[:, k, 0] = curb.start
        # A jump is a ramp too short to see.
        time[:, k, 1] = curb.start + np.maximum(wait, 1e-9)
        value[:, k, 1] = 1.0 - values[f"{curb.name}: effect"] * (1.0 - values[f"{curb.name}: leakage"])
        if isinstance(curb, Screen):
            for pool, (_, force, _) in enumerate(pools):
                pool_mask[pool] |= (1 << k) * (force.name in curb.forces)
        touched = _touch(curb, standing, wiring, arc_mask, source_mask, 1 << k)
        route[k] = _route(curb, standing, wiring.channels, touched)
    stage_time = _stages(steps, standing.origin)
    stages = stage_time.shape[2]

    def by_pool(word: str) -> Floats:
        columns = [values[f"{force.name}: {word}"] for _, force, _ in pools]
        return np.stack(columns, axis=1) if columns else np.zeros((1, 0))

    base = Regime(
        origin=standing.origin,
        horizon=float(horizon),
        rate=standing.rate[rows],
        since=row(standing.since),
        susceptibility=row(standing.susceptibility),
        arc_mask=arc_mask,
        layer_mask=np.zeros(len(wiring.kernel_code), np.int64),
        source_mask=source_mask,
        pool_mask=pool_mask,
        time=time,
        value=value,
        cap=np.ones(m),
        displaced=_columns(values, [f"{curb.name}: substitution" for curb in curbs]),
        lag=_columns(values, [f"{curb.name}: lag of substitution" for curb in curbs]),
        route=route,
        pool_size=by_pool("persons") / np.array([[force.tranches for _, force, _ in pools]]).reshape(1, g),
        convert=by_pool("convert"),
        team=np.array([force.team for _, force, _ in pools], dtype=np.int64),
        stage_time=stage_time,
        hire=np.repeat(by_pool("hire")[:, :, None], stages, axis=2),
        leave=np.repeat(by_pool("leave")[:, :, None], stages, axis=2),
    ).checked(wiring)
    return Plan(standing, tuple(steps), values, wiring, base)


def _pools(steps: Sequence[Step]) -> list[tuple[str, Demobilise, float]]:
    """Name, force and date of each tranche."""
    found = []
    for step in steps:
        if isinstance(step, Demobilise):
            for k, year in enumerate(step.releases()):
                name = f"released by {step.name}" + (f", tranche {k + 1}" if step.tranches > 1 else "")
                found.append((name, step, year))
    return found


def _stages(steps: Sequence[Step], origin: float) -> Floats:
    """Where hazards of each pool can change: its release, and the steps of every ramp after it."""
    cuts = []
    for step in steps:
        if isinstance(step, (BanRecruitment, Reintegrate)):
            cuts += list(np.linspace(step.start, step.start + step.ramp, _RAMP_STEPS + 1 if step.ramp else 1))
    rows = []
    for _, _, year in _pools(steps):
        # Who was released before the origin has been hired or gone since; the rest counts from there.
        first = max(year, origin)
        rows.append([first, *sorted({cut for cut in cuts if cut > first})])
    longest = max([len(row) for row in rows], default=1)
    padded = [row + [np.inf] * (longest - len(row)) for row in rows]
    return np.array(padded, dtype=np.float64).reshape(1, len(rows), longest)


def _touch(
    curb: Curb,
    standing: Standing,
    wiring: Wiring,
    arc_mask: NDArray[np.int64],
    source_mask: NDArray[np.int64],
    bit: int,
) -> set[int]:
    """Set a measure's bit wherever it acts; returns the channels it acts on."""
    network = standing.network
    index = network.index()
    for name in sorted(curb.suppliers | curb.recipients):
        if name not in index:
            raise ValueError(f"{curb.name!r}: unknown actor {name[:60]!r}")
    if stray := sorted(set(curb.channels) - set(network.channels)):
        raise ValueError(
            f"{curb.name!r}: unknown channel {stray[0]!r}; there are {', '.join(network.channels)}"
        )
    chosen = {
        number
        for number, (name, pathway) in enumerate(zip(network.channels, network.pathways, strict=True))
        if (name in curb.channels if curb.channels else pathway in curb.usual)
    }
    from_here = np.ones(wiring.actors, bool)
    to_here = np.ones(wiring.actors, bool)
    for named, column in ((curb.suppliers, from_here), (curb.recipients, to_here)):
        if named:
            column[:] = False
            column[[index[name] for name in named]] = True
    layers = len(wiring.kernel_code)
    source = np.repeat(np.arange(wiring.actors), np.diff(wiring.pointer))
    acts = np.isin(wiring.layer, sorted(p for p in chosen if p < layers))
    acts &= from_here[source] & to_here[wiring.target]
    arc_mask[acts] |= bit
    reached = set(np.unique(wiring.layer[acts]).tolist())
    for p in chosen:
        # An outside source has no supplier among the actors.
        if p >= layers and not curb.suppliers:
            source_mask[p - layers, to_here] |= bit
            reached.add(p)
    if not reached:
        raise ValueError(f"{curb.name!r} touches no arc and no source; check its channels and actors")
    return reached


def _route(curb: Curb, standing: Standing, channels: int, touched: set[int]) -> Floats:
    """Running sums of the shares of the channels by which blocked demand comes."""
    names = standing.network.channels
    weight = np.zeros(channels)
    to = curb.substitution.to
    if to:
        if stray := sorted(set(to) - set(names)):
            raise ValueError(f"{curb.name!r}: substitution goes to {stray[0]!r}, which is no channel")
        for name, share in to.items():
            weight[names.index(name)] = share
    else:
        weight[[p for p in range(len(names)) if p not in touched]] = 1.0
    if not weight.sum() > 0 or weight.min() < 0:
        raise ValueError(
            f"{curb.name!r} leaves blocked demand nowhere to go; name channels in `substitution.to`"
        )
    sums = np.cumsum(weight / weight.sum())
    sums[-1] = 1.0
    return np.asarray(sums)


def _columns(values: Mapping[str, Floats], keys: Sequence[str]) -> Floats:
    return np.stack([values[key] for key in keys], axis=1) if keys else np.zeros((1, 0))
