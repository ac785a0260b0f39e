"""Outbreaks on one graph: susceptible, infectious, recovered; exact in continuous time.

Each node's luck is fixed by (seed, node): how long it stays infectious, and when and whom it contacts,
counted from its own infection. So the infection times are shortest paths with random lengths, and nodes
need not be taken strictly in order: they are taken from buckets of time, and one whose time turns out
earlier is simply done again with the same luck (delta-stepping: Meyer and Sanders 2003, Journal of
Algorithms 49). The result is the exact process, and a bucket's memory reads overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from thistledown.spread.simulation.buckets import FRESH, PENDING, PIECE, doubled, put, roomy, take
from thistledown.spread.simulation.graph import Graph
from thistledown.spread.simulation.noise import drawn, exponential, stream
from thistledown.spread.simulation.prefetch import prefetch

Times = NDArray[np.float32]

# Nodes whose reads are under way together.
_BATCH = 64
# Buckets in the ring, a power of two.
_RING = 1024
_HALF = np.uint64(32)


@numba.njit(cache=True)
def _recall(
    pool: Any, tail: Any, state: Any, far: Any, in_far: Any, best: Any, bucket: Any, per: float
) -> tuple[Any, Any]:
    """Move nodes from beyond the ring into it; returns the pool and the bucket to go on with, -1 at the end.

    With nothing in the ring, the bucket of the earliest one beyond it is next.
    """
    mask = tail.size - 1
    if state[PENDING] == 0:
        first: Any = inf
        for i in range(in_far[0]):
            if best[far[i]] >= 0 and best[far[i]] < first:
                first = np.float64(best[far[i]])
        if first == inf:
            return pool, -1
        bucket = max(bucket, np.int64(first * per))
    # Whatever lies before the ring's next turn must be in it, whichever bucket we stand at.
    limit = np.float64((bucket | mask) + 1)
    kept = 0
    pool = roomy(pool, state, in_far[0])
    for i in range(in_far[0]):
        x = far[i]
        if best[x] < 0:
            continue
        place = np.float64(best[x]) * per
        if place < limit:
            put(pool, tail, state, np.int64(place) & mask, x)
        else:
            far[kept] = x
            kept += 1
    in_far[0] = kept
    return pool, bucket


@numba.njit(cache=True)
def _spread(
    pointer: Any,
    target: Any,
    tau: float,
    gamma: float,
    seeds: Any,
    seed: int,
    horizon: float,
    width: float,
    best: Any,
    recovery: Any,
) -> int:
    """Fill `best` and `recovery`; returns how many contacts were made.

    `best` holds the earliest infection known, with its sign turned once the node's contacts are made.
    """
    n = pointer.size - 1
    never = np.float32(inf)
    best[:n] = never
    recovery[:n] = never
    per = 1.0 / width
    mask = _RING - 1
    tail = np.zeros(_RING, np.int64)
    pool = np.empty(PIECE * 256, np.int32)
    state = np.zeros(3, np.int64)
    # How many nodes wait in `far`, for a time beyond the ring.
    in_far = np.zeros(1, np.int64)
    state[FRESH] = PIECE
    far = np.empty(256, np.int32)
    work = np.empty(1024, np.int32)
    who = np.empty(1024, np.int32)
    when = np.empty(1024, np.float32)
    node = np.empty(_BATCH, np.int32)
    row = np.empty(_BATCH, np.int32)
    degree = np.empty(_BATCH, np.int32)
    contacts = 0
    for s in seeds:
        best[s] = np.float32(0.0)
        if in_far[0] == far.size:
            far = doubled(far)
        far[in_far[0]] = s
        in_far[0] += 1
    bucket: Any = np.int64(0)
    while True:
        if (bucket & mask) == 0 or state[PENDING] == 0:
            pool, bucket = _recall(pool, tail, state, far, in_far, best, bucket, per)
            if bucket < 0:
                break
        slot = bucket & mask
        work, size = take(pool, tail, state, slot, work)
        for i in range(size):
            prefetch(pointer, work[i])
            prefetch(best, work[i])
        limit = np.float64(bucket + _RING)
        close = np.float64(bucket + 1)
        done = 0
        while done < size:
            batch = 0
            while done < size and batch < _BATCH:
                x = work[done]
                done += 1
                if best[x] < 0:
                    continue
                # At time 0 this changes nothing, but nothing is earlier either.
                best[x] = -best[x]
                node[batch] = x
                row[batch] = pointer[x]
                degree[batch] = pointer[x + 1] - pointer[x]
                for k in range(row[batch], pointer[x + 1], 16):
                    prefetch(target, k)
                batch += 1
            found = 0
            for i in range(batch):
                x = node[i]
                many = np.int64(degree[i])
                while found + many > who.size:
                    who, when = doubled(who), doubled(when)
                t = np.float64(-best[x])
                luck = stream(seed, x)
                ill = exponential(drawn(luck, 0)) / gamma if gamma > 0 else inf
                recovery[x] = np.float32(t + ill)
                draw = 1
                if tau * ill > 1.0:
                    # One exponential an arc is cheaper than many contacts with the same nodes.
                    for k in range(row[i], row[i] + many):
                        delay = exponential(drawn(luck, draw)) / tau
                        draw += 1
                        if delay < ill:
                            prefetch(best, target[k])
                            who[found] = target[k]
                            when[found] = np.float32(t + delay)
                            found += 1
                elif many:
                    # Contacts come at rate tau x degree and pick an arc each; repeats do no harm.
                    gap = 1.0 / (tau * many)
                    delay = exponential(drawn(luck, draw)) * gap
                    while delay < ill:
                        pick = (drawn(luck, draw + 1) >> _HALF) * np.uint64(many)
                        y = target[row[i] + np.int64(pick >> _HALF)]
                        prefetch(best, y)
                        if found == who.size:
                            who, when = doubled(who), doubled(when)
                        who[found] = y
                        when[found] = np.float32(t + delay)
                        found += 1
                        draw += 2
                        delay += exponential(drawn(luck, draw)) * gap
            contacts += found
            pool = roomy(pool, state, found)
            for i in range(found):
                y = who[i]
                if when[i] >= abs(best[y]) or when[i] > horizon:
                    continue
                best[y] = when[i]
                place = np.float64(when[i]) * per
                if place < close:
                    if size == work.size:
                        work = doubled(work)
                    work[size] = y
                    size += 1
                elif place < limit:
                    put(pool, tail, state, np.int64(place) & mask, y)
                else:
                    if in_far[0] == far.size:
                        far = doubled(far)
                    far[in_far[0]] = y
                    in_far[0] += 1
        bucket += 1
    for i in range(n):
        best[i] = abs(best[i])
    return contacts


@numba.njit(cache=True, parallel=True)
def _sizes(
    pointer: Any,
    target: Any,
    tau: float,
    gamma: float,
    seeds: Any,
    first: int,
    runs: int,
    horizon: float,
    width: float,
) -> Any:
    n = pointer.size - 1
    sizes = np.zeros(runs, np.int64)
    for r in numba.prange(runs):
        best = np.empty(n, np.float32)
        recovery = np.empty(n, np.float32)
        _spread(pointer, target, tau, gamma, seeds, first + r, horizon, width, best, recovery)
        for i in range(n):
            sizes[r] += best[i] < inf
    return sizes


@dataclass(frozen=True, slots=True)
class Outbreak:
    """What happened in one run.

    Attributes:
        infected: when each node was infected, inf never; shape (n,), float32.
        recovered: when it recovered, inf never; may lie after the horizon; shape (n,), float32.
        contacts: how many contacts infectious nodes made.
    """

    infected: Times
    recovered: Times
    contacts: int

    @property
    def size(self) -> int:
        """How many nodes were ever infected."""
        return int(np.isfinite(self.infected).sum())

    @property
    def events(self) -> int:
        """Infections and recoveries together, as peers count them."""
        return self.size + int(np.isfinite(self.recovered).sum())

    def prevalence(self, times: Any) -> NDArray[np.int64]:
        """How many nodes are infectious at the given times."""
        at = np.asarray(times, dtype=np.float64)
        began = np.searchsorted(np.sort(self.infected), at, side="right")
        ended = np.searchsorted(np.sort(self.recovered), at, side="right")
        return np.asarray(began - ended, dtype=np.int64)


def outbreak(
    graph: Graph, *, tau: float, gamma: float, seeds: Any, seed: int, horizon: float = inf
) -> Outbreak:
    """One exact run of susceptible-infectious-recovered (SIR), or SI when `gamma` is 0.

    Args:
        graph: who can infect whom.
        tau: rate of transmission along an arc, per unit of time.
        gamma: rate of recovery.
        seeds: nodes infectious from time 0.
        seed: of the random numbers; the same one gives the same run on any machine.
        horizon: infections later than this are left out.

    Times are kept as float32, so two infections closer than a part in ten million may seem at once.

    Raises:
        ValueError: when a rate is negative or no number, or a seed is no node.
    """
    started = _checked(graph, tau, gamma, seeds, horizon)
    best = np.empty(graph.nodes, np.float32)
    recovery = np.empty(graph.nodes, np.float32)
    width = _width(graph, tau, gamma)
    contacts = _spread(
        graph.pointer, graph.target, float(tau), float(gamma), started, seed, float(horizon), width,
        best, recovery,
    )  # fmt: skip
    return Outbreak(best, recovery, contacts)


def outbreak_sizes(
    graph: Graph, *, tau: float, gamma: float, seeds: Any, seed: int, runs: int, horizon: float = inf
) -> NDArray[np.int64]:
    """Final sizes of `runs` runs on all cores, run r with seed `seed` + r; shape (runs,)."""
    started = _checked(graph, tau, gamma, seeds, horizon)
    width = _width(graph, tau, gamma)
    sizes: NDArray[np.int64] = _sizes(
        graph.pointer, graph.target, float(tau), float(gamma), started, seed, runs, float(horizon), width
    )
    return sizes


def _checked(graph: Graph, tau: float, gamma: float, seeds: Any, horizon: float) -> NDArray[np.int32]:
    if not (isfinite(tau) and tau > 0):
        raise ValueError(f"tau must be a positive rate, not {tau}")
    if not (isfinite(gamma) and gamma >= 0):
        raise ValueError(f"gamma must be a rate of 0 or more, not {gamma}")
    if not horizon > 0:
        raise ValueError(f"the horizon must lie after time 0, not at {horizon}")
    started = np.unique(np.asarray(seeds, dtype=np.int64))
    if len(started) and not 0 <= started[0] <= started[-1] < graph.nodes:
        raise ValueError(f"seeds must be nodes 0 to {graph.nodes - 1}")
    return started.astype(np.int32)


def _width(graph: Graph, tau: float, gamma: float) -> float:
    """Width of a bucket: so short that a node rarely infects within its own."""
    return 0.05 / (gamma + tau * max(1.0, graph.arcs / max(1, graph.nodes)))
