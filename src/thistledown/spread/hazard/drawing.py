"""Draw acquisitions from the model itself, and a record of them as an analyst would have it.

Calibration studies are made with this: what is drawn from the prior must be found again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway
from thistledown.spread.hazard.exposure import World, build, fill
from thistledown.spread.network import Network
from thistledown.spread.record import Record

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


@numba.njit(cache=True, error_model="numpy")
def draw_times(world: World, rate: Floats, scale: Floats, held: Floats, seed: int) -> tuple[Floats, Longs]:
    """Acquisition times from the hazard, exactly, by thinning (Ogata 1981).

    Args:
        world: exposures.
        rate: of each component, per year, (Q,).
        scale: susceptibility of each cell, (C,).
        held: when holders from the start got it, inf for all others, (C,).
        seed: of the draws.

    Returns:
        tau (C,), inf where never, and the component that carried it (C,), -1 where none did.
    """
    np.random.seed(seed)
    n, layers = world.actors, world.kernel.size
    tau = held.copy()
    label = np.full(tau.size, -1)
    top = np.zeros(layers + world.level.shape[0])
    for p in range(top.size):
        for q in range(world.era_pointer[p], world.era_pointer[p + 1]):
            top[p] = max(top[p], rate[q])
    bound = np.empty(n)
    z, area = np.empty(rate.size), np.empty(rate.size)
    for base in range(0, tau.size, n):
        for i in range(n):
            bound[i] = 0.0
            if not math.isinf(tau[base + i]):
                continue
            for x in range(world.level.shape[0]):
                first, last = world.profile_pointer[x], world.profile_pointer[x + 1]
                bound[i] += top[layers + x] * world.level[x, i] * world.profile_value[first:last].max()
            for k in range(world.in_pointer[i], world.in_pointer[i + 1]):
                if not math.isinf(tau[base + world.in_source[k]]):
                    bound[i] += top[world.in_layer[k]] * world.in_weight[k]
            bound[i] *= scale[base + i]
        at, end = world.enters.min(), world.stop.max()
        while True:
            total = bound.sum()
            if total <= 0.0:
                break
            at -= math.log(1.0 - np.random.random()) / total
            if at >= end:
                break
            point = np.random.random() * total
            i = 0
            while i < n - 1 and point >= bound[i]:
                point -= bound[i]
                i += 1
            if not (world.enters[i] < at < world.stop[i]):
                continue
            fill(world, base + i, at, tau, z, area)
            point = np.random.random() * bound[i]
            for q in range(rate.size):
                point -= scale[base + i] * rate[q] * z[q]
                if point < 0.0:
                    tau[base + i] = at
                    label[base + i] = q
                    bound[i] = 0.0
                    break
            if math.isinf(tau[base + i]):
                continue
            for k in range(world.out_pointer[i], world.out_pointer[i + 1]):
                y = world.out_target[k]
                if math.isinf(tau[base + y]):
                    bound[y] += scale[base + y] * top[world.out_layer[k]] * world.out_weight[k]
    return tau, label


@dataclass(frozen=True, slots=True)
class Drawn:
    """What truly happened in a drawn world, and what was recorded of it.

    Attributes:
        tau: acquisition times, inf never, (C,).
        channel: channel that carried it, -1 none, (C,).
        record: what was recorded.
    """

    tau: Floats
    channel: Longs
    record: Record


def draw_record(
    network: Network,
    theta: Floats,
    *,
    begin: float,
    end: float,
    seed: int,
    scale: Floats | None = None,
    capabilities: int = 1,
    date_error: float = 0.0,
    missed: float = 0.0,
    coded: Floats | None = None,
    confusion: Floats | None = None,
) -> Drawn:
    """Draw acquisitions and record them.

    Args:
        network: used as it is; normalise first.
        theta: rate of each channel, per year, (P,).
        begin: decimal year watching begins; nobody holds anything then.
        end: decimal year it ends.
        seed: of all draws.
        scale: susceptibility of each cell, (C,); 1 without.
        capabilities: how many, each spreading by itself.
        date_error: d years: dates are recorded as intervals of 2 d that hold the true date.
        missed: chance that an adopter is not recorded.
        coded: chance of a code by true pathway, (8,); no codes without it.
        confusion: chance of each code by true pathway at grade B, (8, 7).
    """
    rng = np.random.default_rng(seed)
    n = len(network.actors)
    empty = Record.from_frame({"actor": [], "lo": [], "hi": []}, begin=begin, end=end)
    world = build(network, empty)
    size = n * capabilities
    chosen = np.ones(size) if scale is None else np.asarray(scale, dtype=np.float64)
    tau, label = draw_times(
        world, np.asarray(theta, dtype=np.float64), chosen, np.full(size, np.inf), int(rng.integers(2**31))
    )
    ways, codes = list(Pathway), [way.value for way in Pathway if way is not Pathway.UNKNOWN]
    columns: dict[str, list[object]] = {
        name: [] for name in ("actor", "capability", "lo", "hi", "code", "grade")
    }
    for cell in np.flatnonzero(np.isfinite(tau)):
        if rng.random() < missed:
            continue
        centre = tau[cell] + rng.uniform(-date_error, date_error)
        code = None
        true = ways.index(network.pathways[label[cell]])
        if coded is not None and confusion is not None and rng.random() < coded[true]:
            code = codes[int(rng.choice(len(codes), p=confusion[true]))]
        columns["actor"].append(network.actors[cell % n])
        columns["capability"].append(f"capability {cell // n}")
        columns["lo"].append(max(begin, centre - date_error))
        columns["hi"].append(min(end, centre + date_error))
        columns["code"].append(code)
        columns["grade"].append("B")
    return Drawn(tau, label, Record.from_frame(columns, begin=begin, end=end))
