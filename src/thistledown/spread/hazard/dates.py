"""Moves of acquisition times: dates within their intervals, missed adopters, false records.

Every move changes one tau with the pathway labels summed out. Its weight takes in the actor's own hazard
and survival and those of everybody it exposes:

    log L = sum over acquired cells of log(s_c sum_q phi_q z[c, q] E[c, q]) - sum over cells of s_c phi . Z[c]

with phi the rate of a component, s the susceptibility and E the chance of the evidence. Exposures are
kept up to date by differences, so a move costs the arcs of one actor.
"""

from __future__ import annotations

import math

import numba
import numpy as np
from numpy.typing import NDArray

from thistledown.spread.hazard.cells import SHORTEST, UNLISTED, Cells
from thistledown.spread.hazard.exposure import World, arc_area, arc_height, fill
from thistledown.spread.hazard.state import State

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


@numba.njit(cache=True, error_model="numpy")
def event_weight(rate: Floats, z: Floats, evidence: Floats, pathway: Longs) -> float:
    """Sum over components of rate x exposure x chance of the evidence, for one cell."""
    total = 0.0
    for q in range(z.size):
        total += rate[q] * z[q] * evidence[pathway[q]]
    return total


@numba.njit(cache=True, error_model="numpy")
def weigh_move(world: World, cells: Cells, state: State, cell: int, new: float) -> float:
    """Log of how much likelier all acquisitions are with tau[cell] = new than as it is.

    Leaves the cell's own new exposures in `state.new_z` and `state.new_area`.
    """
    old = state.tau[cell]
    fill(world, cell, new, state.tau, state.new_z, state.new_area)
    gain = 0.0
    for q in range(state.rate.size):
        gain -= state.scale[cell] * state.rate[q] * (state.new_area[q] - state.area[cell, q])
    if not math.isinf(new):
        weight = event_weight(state.rate, state.new_z, state.evidence[cell], world.pathway)
        if weight <= 0.0:
            return -math.inf
        gain += math.log(state.scale[cell] * weight)
    if not math.isinf(old):
        gain -= math.log(
            state.scale[cell] * event_weight(state.rate, state.z[cell], state.evidence[cell], world.pathway)
        )
    i = cell % world.actors
    base = cell - i
    first = min(old, new)
    k, last = world.out_pointer[i], world.out_pointer[i + 1]
    while k < last:
        target = world.out_target[k]
        y = base + target
        enters = world.enters[target]
        until = min(state.tau[y], world.stop[target])
        if until <= first:
            k += 1
            continue
        acquired = cells.kind[y] != 3 and not math.isinf(state.tau[y])
        height = 0.0
        while k < last and world.out_target[k] == target:
            p = world.out_layer[k]
            shape, rate, weight = world.kernel[p], world.rate[p], world.out_weight[k]
            start, end = world.out_start[k], world.out_end[k]
            for q in range(world.era_pointer[p], world.era_pointer[p + 1]):
                lo, hi = max(enters, world.era_start[q]), min(until, world.era_end[q])
                gain -= (
                    state.scale[y]
                    * state.rate[q]
                    * (
                        arc_area(shape, rate, weight, start, end, new, lo, hi)
                        - arc_area(shape, rate, weight, start, end, old, lo, hi)
                    )
                )
                if acquired and world.era_start[q] <= state.tau[y] < world.era_end[q]:
                    height += (
                        state.rate[q]
                        * state.evidence[y, world.pathway[q]]
                        * (
                            arc_height(shape, rate, weight, start, end, new, state.tau[y])
                            - arc_height(shape, rate, weight, start, end, old, state.tau[y])
                        )
                    )
            k += 1
        if acquired and height != 0.0:
            before = event_weight(state.rate, state.z[y], state.evidence[y], world.pathway)
            if before + height <= 1e-12 * before:
                return -math.inf
            gain += math.log1p(height / before)
    return gain


@numba.njit(cache=True, error_model="numpy")
def make_move(world: World, cells: Cells, state: State, cell: int, new: float) -> None:
    """Set tau[cell] = new and bring all exposures up to date; `weigh_move` must have come just before."""
    old = state.tau[cell]
    for q in range(state.rate.size):
        state.z[cell, q] = state.new_z[q]
        state.area[cell, q] = state.new_area[q]
    i = cell % world.actors
    base = cell - i
    first = min(old, new)
    for k in range(world.out_pointer[i], world.out_pointer[i + 1]):
        target = world.out_target[k]
        y = base + target
        enters = world.enters[target]
        until = min(state.tau[y], world.stop[target])
        if until <= first:
            continue
        p = world.out_layer[k]
        shape, rate, weight = world.kernel[p], world.rate[p], world.out_weight[k]
        start, end = world.out_start[k], world.out_end[k]
        for q in range(world.era_pointer[p], world.era_pointer[p + 1]):
            lo, hi = max(enters, world.era_start[q]), min(until, world.era_end[q])
            more = arc_area(shape, rate, weight, start, end, new, lo, hi) - arc_area(
                shape, rate, weight, start, end, old, lo, hi
            )
            state.area[y, q] = max(state.area[y, q] + more, 0.0)
            if world.era_start[q] <= state.tau[y] < world.era_end[q]:
                higher = arc_height(shape, rate, weight, start, end, new, state.tau[y]) - arc_height(
                    shape, rate, weight, start, end, old, state.tau[y]
                )
                z = state.z[y, q] + higher
                # What differences leave of a channel that is no longer live is rounding, not exposure.
                state.z[y, q] = z if z > 1e-12 else 0.0
    state.tau[cell] = new


@numba.njit(cache=True, error_model="numpy")
def move_all(world: World, cells: Cells, state: State, actor_class: Longs) -> tuple[int, int]:
    """One Metropolis move for every acquisition time that is not known exactly.

    * a recorded date: a new moment drawn from its shape;
    * a record that may be false: true -> false (half the time) or false -> true;
    * somebody unseen: a hidden adoption appears at a uniform moment, moves, or goes (Green 1995).

    Args:
        world: exposures.
        cells: what is known.
        state: written in place.
        actor_class: class of each actor, (n,).

    Returns:
        Moves tried, moves made.
    """
    tried, made = 0, 0
    for cell in range(state.tau.size):
        kind = cells.kind[cell]
        lo, hi = cells.lo[cell], cells.hi[cell]
        i = cell % world.actors
        alive = not math.isinf(state.tau[cell])
        extra = 0.0
        if kind == 1:
            doubted = not math.isinf(cells.truth[cell])
            if not doubted and hi <= lo:
                continue
            share = np.random.random()
            if cells.triangular[cell]:
                share = (share + np.random.random()) / 2.0
            new = lo + (hi - lo) * share
            if doubted:
                log_true = (
                    cells.truth[cell]
                    + math.log(state.sensitivity[actor_class[i]])
                    + math.log(max(hi - lo, SHORTEST) / 2.0)
                    - math.log(state.evidence[cell, UNLISTED])
                )
                if not alive:
                    extra = log_true
                elif hi <= lo or np.random.random() < 0.5:
                    new = math.inf
                    extra = -log_true
                if hi <= lo:
                    # Nothing to move but true and false: both ways are tried every time.
                    extra += math.log(2.0) if not alive else -math.log(2.0)
        elif kind == 2:
            enters, stop = world.enters[i], world.stop[i]
            if not enters < stop:
                continue
            new = enters + (stop - enters) * np.random.random()
            log_hidden = math.log1p(-state.sensitivity[actor_class[i]]) + math.log((stop - enters) / 2.0)
            if not alive:
                extra = log_hidden
            elif np.random.random() < 0.5:
                new = math.inf
                extra = -log_hidden
        else:
            continue
        tried += 1
        gain = weigh_move(world, cells, state, cell, new) + extra
        if math.log(1.0 - np.random.random()) < gain:
            make_move(world, cells, state, cell, new)
            made += 1
    return tried, made
