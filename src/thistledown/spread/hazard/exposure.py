"""How much of each channel an actor is exposed to, at a moment (z) and until then (Z).

A cell is an actor and a capability: cell c stands for actor c % n and capability c // n. A component is a
channel within one era; a channel without eras is one component. With tau the acquisition times,

    z[c, q] = sum over live arcs j -> i of weight x kappa(t - tau[j])      (layers)
            = level[i] x profile(t)                                        (sources outside)

at t = tau[c], where t lies in the component's era, else 0; and Z[c, q] is the same integrated from the
actor's entry to min(tau[c], stop[i]).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway
from thistledown.spread.network import Network
from thistledown.spread.record import Record

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Ints = NDArray[np.int32]


class World(NamedTuple):
    """A network laid out for compiled code: n actors, L layers, X sources, P channels, Q components.

    Incoming arcs are grouped by target; outgoing arcs by source and, within a source, by target, so that
    all arcs between two actors stand together.
    """

    actors: int
    enters: Floats  # (n,) decimal years
    stop: Floats  # (n,) decimal years, end of risk
    in_pointer: Longs  # (n + 1,)
    in_source: Ints
    in_layer: Ints
    in_weight: Floats
    in_start: Floats
    in_end: Floats
    out_pointer: Longs  # (n + 1,)
    out_target: Ints
    out_layer: Ints
    out_weight: Floats
    out_start: Floats
    out_end: Floats
    kernel: Longs  # (L,) number of the shape
    rate: Floats  # (L,) per year
    level: Floats  # (X, n)
    profile_pointer: Longs  # (X + 1,)
    profile_time: Floats
    profile_value: Floats
    era_pointer: Longs  # (P + 1,) components of each channel
    era_start: Floats  # (Q,)
    era_end: Floats  # (Q,)
    channel: Longs  # (Q,) channel of each component
    pathway: Longs  # (Q,) place of the component's pathway in the codebook


def build(network: Network, record: Record, eras: Mapping[str, Sequence[float]] | None = None) -> World:
    """Lay a network and a record's risk windows out for compiled code.

    Args:
        network: used as it is; normalise first.
        record: for when each actor enters and leaves.
        eras: channel name -> rising decimal years at which its rate may change.

    Raises:
        ValueError: when an era is for no channel, or its years do not rise.
    """
    incoming, outgoing = network.csr()
    n = len(network.actors)
    windows = np.array([record.window(name) for name in network.actors]).reshape(n, 2)
    source = np.repeat(np.arange(n), np.diff(outgoing.pointer))
    order = np.lexsort((outgoing.layer, outgoing.neighbour, source))
    given = dict(eras or {})
    if stray := sorted(set(given) - set(network.channels)):
        raise ValueError(f"eras for {stray[0]!r}, but no channel has this name")
    pointer, starts, ends, channel, pathway = [0], [], [], [], []
    words = list(Pathway)
    for p, (name, way) in enumerate(zip(network.channels, network.pathways, strict=True)):
        cuts = [-math.inf, *map(float, given.get(name, ())), math.inf]
        if any(not a < b for a, b in itertools.pairwise(cuts)):
            raise ValueError(f"the eras of {name!r} must be rising decimal years, not {cuts[1:-1]}")
        starts += cuts[:-1]
        ends += cuts[1:]
        channel += [p] * (len(cuts) - 1)
        pathway += [words.index(way)] * (len(cuts) - 1)
        pointer.append(len(starts))
    return World(
        actors=n,
        enters=windows[:, 0].copy(),
        stop=windows[:, 1].copy(),
        in_pointer=incoming.pointer,
        in_source=incoming.neighbour,
        in_layer=incoming.layer,
        in_weight=incoming.weight,
        in_start=incoming.start,
        in_end=incoming.end,
        out_pointer=outgoing.pointer,
        out_target=outgoing.neighbour[order],
        out_layer=outgoing.layer[order],
        out_weight=outgoing.weight[order],
        out_start=outgoing.start[order],
        out_end=outgoing.end[order],
        kernel=np.array([layer.kernel.code for layer in network.layers], dtype=np.int64),
        rate=np.array([layer.kernel.rate for layer in network.layers], dtype=np.float64),
        level=np.array([e.level for e in network.exogenous], dtype=np.float64).reshape(-1, n),
        profile_pointer=np.cumsum([0, *(len(e.times) for e in network.exogenous)]).astype(np.int64),
        profile_time=np.concatenate([np.zeros(0), *(e.times for e in network.exogenous)]),
        profile_value=np.concatenate([np.zeros(0), *(e.values for e in network.exogenous)]),
        era_pointer=np.array(pointer, dtype=np.int64),
        era_start=np.array(starts, dtype=np.float64),
        era_end=np.array(ends, dtype=np.float64),
        channel=np.array(channel, dtype=np.int64),
        pathway=np.array(pathway, dtype=np.int64),
    )


@numba.njit(cache=True, error_model="numpy")
def kernel_height(shape: int, rate: float, age: float) -> float:
    """Kappa at an age above 0, in years."""
    if shape == 0:
        return 1.0
    if shape == 1:
        return math.exp(-rate * age)
    return rate * age * math.exp(1.0 - rate * age)


@numba.njit(cache=True, error_model="numpy")
def kernel_area(shape: int, rate: float, age: float) -> float:
    """The integral of kappa from 0 to an age of 0 or more, in years."""
    if shape == 0:
        return age
    x = rate * age
    if shape == 1:
        return -math.expm1(-x) / rate
    return math.e / rate * (1.0 - math.exp(-x) * (1.0 + x))


@numba.njit(cache=True, error_model="numpy")
def arc_height(
    shape: int, rate: float, weight: float, start: float, end: float, since: float, at: float
) -> float:
    """What one arc adds at a moment, when its source has had the capability since `since`."""
    if since < at and start <= at < end:
        return weight * kernel_height(shape, rate, at - since)
    return 0.0


@numba.njit(cache=True, error_model="numpy")
def arc_area(
    shape: int, rate: float, weight: float, start: float, end: float, since: float, lo: float, hi: float
) -> float:
    """What one arc adds from `lo` to `hi`, in weight x years."""
    first = max(lo, start, since)
    last = min(hi, end)
    if not first < last:
        return 0.0
    return weight * (kernel_area(shape, rate, last - since) - kernel_area(shape, rate, first - since))


@numba.njit(cache=True, error_model="numpy")
def profile_height(world: World, source: int, at: float) -> float:
    """The profile of an outside source at a moment."""
    first, last = world.profile_pointer[source], world.profile_pointer[source + 1] - 1
    time, value = world.profile_time, world.profile_value
    if at <= time[first]:
        return float(value[first])
    if at >= time[last]:
        return float(value[last])
    k = first
    while time[k + 1] <= at:
        k += 1
    return float(value[k] + (value[k + 1] - value[k]) * (at - time[k]) / (time[k + 1] - time[k]))


@numba.njit(cache=True, error_model="numpy")
def profile_area(world: World, source: int, lo: float, hi: float) -> float:
    """The profile of an outside source integrated from `lo` to `hi`, in years."""
    if not lo < hi:
        return 0.0
    first, last = world.profile_pointer[source], world.profile_pointer[source + 1]
    total, here = 0.0, lo
    height = profile_height(world, source, lo)
    for k in range(first, last):
        moment = world.profile_time[k]
        if here < moment < hi:
            total += (moment - here) * (height + world.profile_value[k]) / 2.0
            here, height = moment, world.profile_value[k]
    return total + (hi - here) * (height + profile_height(world, source, hi)) / 2.0


@numba.njit(cache=True, error_model="numpy")
def fill(world: World, cell: int, at: float, tau: Floats, z: Floats, area: Floats) -> None:
    """Write the exposures of one cell, were it to acquire at `at` (inf: never), into z and area, (Q,)."""
    i = cell % world.actors
    base = cell - i
    until = min(at, world.stop[i])
    enters = world.enters[i]
    layers = world.kernel.size
    for q in range(z.size):
        z[q] = 0.0
        area[q] = 0.0
    for k in range(world.in_pointer[i], world.in_pointer[i + 1]):
        since = tau[base + world.in_source[k]]
        if since >= until:
            continue
        p = world.in_layer[k]
        shape, rate, weight = world.kernel[p], world.rate[p], world.in_weight[k]
        start, end = world.in_start[k], world.in_end[k]
        for q in range(world.era_pointer[p], world.era_pointer[p + 1]):
            lo, hi = max(enters, world.era_start[q]), min(until, world.era_end[q])
            area[q] += arc_area(shape, rate, weight, start, end, since, lo, hi)
            if world.era_start[q] <= at < world.era_end[q]:
                z[q] += arc_height(shape, rate, weight, start, end, since, at)
    for x in range(world.level.shape[0]):
        level = world.level[x, i]
        p = layers + x
        for q in range(world.era_pointer[p], world.era_pointer[p + 1]):
            lo, hi = max(enters, world.era_start[q]), min(until, world.era_end[q])
            area[q] = level * profile_area(world, x, lo, hi)
            if world.era_start[q] <= at < world.era_end[q]:
                z[q] = level * profile_height(world, x, at)


@numba.njit(cache=True, error_model="numpy")
def fill_into(world: World, tau: Floats, z: Floats, area: Floats) -> None:
    """Write exposures z and Z of all cells, each of shape (cells, Q)."""
    for cell in range(tau.size):
        fill(world, cell, tau[cell], tau, z[cell], area[cell])


def fill_all(world: World, tau: Floats) -> tuple[Floats, Floats]:
    """Exposures z and Z of all cells, each of shape (cells, Q)."""
    shape = (tau.size, world.channel.size)
    z, area = np.zeros(shape), np.zeros(shape)
    fill_into(world, tau, z, area)
    return z, area
