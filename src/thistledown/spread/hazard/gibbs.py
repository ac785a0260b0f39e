"""One Gibbs chain over everything that is not known.

A sweep draws, each given the rest: acquisition times (dates.py), rates (jumps.py, labels.py), era
factors and covariate coefficients (slices.py), frailties (frailty.py), detection (detection.py) and the
confusion of codes (evidence.py). What a model does not have is passed over.
"""

from __future__ import annotations

import math

import numba
import numpy as np
from numpy.typing import NDArray

from thistledown.spread.hazard.cells import Cells
from thistledown.spread.hazard.dates import move_all
from thistledown.spread.hazard.detection import draw_detection
from thistledown.spread.hazard.evidence import draw_evidence, fill_evidence
from thistledown.spread.hazard.exposure import World, fill_into
from thistledown.spread.hazard.frailty import draw_frailties, draw_spread
from thistledown.spread.hazard.jumps import Mode, jump_often
from thistledown.spread.hazard.labels import draw_labels, draw_rates, scan_labels
from thistledown.spread.hazard.slices import draw_tilted
from thistledown.spread.hazard.state import Chain, Plan, State, empty_chain, first_state

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

# Sweeps after which exposures kept up by differences are computed afresh.
_AFRESH = 64
# Jumps of all rates a sweep.
_JUMPS = 2


def run_chain(world: World, cells: Cells, plan: Plan, mode: Mode, seed: int) -> Chain:
    """Run one chain.

    Args:
        world: exposures.
        cells: what is known, C cells.
        plan: what to do.
        mode: where jumps of all rates aim.
        seed: of this chain.
    """
    rng = np.random.default_rng(seed)
    chain = empty_chain(world, plan)
    sweep_all(world, cells, plan, mode, first_state(world, plan, rng), chain, int(rng.integers(2**31)))
    return chain


@numba.njit(cache=True, nogil=True, error_model="numpy")
def sweep_all(
    world: World, cells: Cells, plan: Plan, mode: Mode, state: State, chain: Chain, seed: int
) -> None:
    """All sweeps of a chain; `state` and `chain` are written in place."""
    np.random.seed(seed)
    fill_into(world, state.tau, state.z, state.area)
    several_eras = world.channel.size > plan.shape.size
    susceptible = plan.covariates.shape[1] > 0 or plan.actor_frailty or plan.capability_frailty
    # Jumps move rates without labels; what else is drawn given labels needs them in every sweep.
    labelled = plan.moving or several_eras or plan.learn_evidence
    sparse = plan.shape.min() < 1.0
    changed, kept = True, 0
    count = _find_events(cells, state)
    for sweep in range(plan.burn + plan.draws * plan.thin):
        done = sweep - plan.burn + 1
        keep = done > 0 and done % plan.thin == 0
        if plan.moving:
            _set_rates(state.theta, state.era, world.channel, state.rate)
            tried, made = move_all(world, cells, state, plan.actor_class)
            chain.moves[0] += tried
            chain.moves[1] += made
            if sweep % _AFRESH == 0:
                fill_into(world, state.tau, state.z, state.area)
            count = _find_events(cells, state)
            changed = True
        if changed or susceptible:
            _set_totals(state.scale, state.area, state.total)
        if changed:
            _set_weights(world, state, count)
        _set_inverse(plan.inverse, state.era, state.total, world.channel, state.inverse)
        chain.moves[2] += _JUMPS
        chain.moves[3] += jump_often(plan, state, mode, world.channel, count, _JUMPS)
        if labelled or keep or sparse:
            events = state.events[:count]
            draw_labels(
                state.weights,
                world.channel,
                state.theta,
                state.label,
                events,
                state.counts,
                state.room,
                chain.share,
                keep,
            )
            if sparse:
                scan_labels(
                    state.weights,
                    world.channel,
                    plan.shape,
                    state.inverse,
                    state.label,
                    events,
                    state.counts,
                    state.room,
                    state.pull,
                )
            draw_rates(state.theta, plan.shape, state.inverse, state.counts, world.channel)
        changed = False
        if several_eras:
            _draw_eras(world, plan, state)
            changed = True
        if susceptible:
            _set_rates(state.theta, state.era, world.channel, state.rate)
            _draw_susceptibility(world, plan, state, count)
        if plan.detection.shape[0] > 0:
            draw_detection(
                state.sensitivity, plan.detection, plan.actor_class, world.actors, cells.kind, state.tau
            )
        if plan.learn_evidence:
            draw_evidence(
                cells,
                state.tau,
                state.label,
                world.pathway,
                plan.confusion,
                plan.coded,
                plan.used_grades,
                state.confusion,
                state.coded,
            )
            fill_evidence(cells.kind, cells.code, cells.grade, state.confusion, state.coded, state.evidence)
            changed = True
        if keep:
            s = done // plan.thin - 1
            store = kept < plan.keep and (s + 1) * plan.keep // plan.draws > kept
            _write_down(cells, plan, state, chain, count, s, kept if store else -1)
            if store:
                kept += 1


@numba.njit(cache=True, error_model="numpy")
def _find_events(cells: Cells, state: State) -> int:
    """Put the cells that acquired, and did not hold from the start, first in `state.events`."""
    count = 0
    for cell in range(state.tau.size):
        if cells.kind[cell] != 3 and not math.isinf(state.tau[cell]):
            state.events[count] = cell
            count += 1
    return count


# Small steps take arrays and not tuples of arrays: unpacking those is most of what compiling them costs.
@numba.njit(cache=True, error_model="numpy")
def _set_rates(theta: Floats, era: Floats, channel: Longs, rate: Floats) -> None:
    for q in range(rate.size):
        rate[q] = theta[channel[q]] * era[q]


@numba.njit(cache=True, error_model="numpy")
def _set_totals(scale: Floats, area: Floats, total: Floats) -> None:
    for q in range(total.size):
        total[q] = 0.0
    for cell in range(scale.size):
        for q in range(total.size):
            total[q] += scale[cell] * area[cell, q]


@numba.njit(cache=True, error_model="numpy")
def _set_inverse(prior: Floats, era: Floats, total: Floats, channel: Longs, inverse: Floats) -> None:
    for p in range(inverse.size):
        inverse[p] = prior[p]
    for q in range(total.size):
        inverse[channel[q]] += era[q] * total[q]


@numba.njit(cache=True, error_model="numpy")
def _set_weights(world: World, state: State, count: int) -> None:
    for e in range(count):
        cell = state.events[e]
        for q in range(state.era.size):
            state.weights[e, q] = state.z[cell, q] * state.era[q] * state.evidence[cell, world.pathway[q]]


@numba.njit(cache=True, error_model="numpy")
def _draw_eras(world: World, plan: Plan, state: State) -> None:
    """Random walk on log factors: the first era of a channel is 1, each step Normal(0, sd)."""
    weight, tilt = state.room[:1], state.new_z[:1]
    tilt[0] = 1.0
    for p in range(state.theta.size):
        first, last = world.era_pointer[p], world.era_pointer[p + 1]
        for q in range(first + 1, last):
            mean, sd = math.log(state.era[q - 1]), plan.era_sd
            if q + 1 < last:
                mean, sd = (mean + math.log(state.era[q + 1])) / 2.0, sd / math.sqrt(2.0)
            weight[0] = state.theta[p] * state.total[q]
            x = draw_tilted(math.log(state.era[q]), state.counts[q], weight, tilt, mean, sd)
            state.era[q] = math.exp(min(max(x, -60.0), 60.0))


@numba.njit(cache=True, error_model="numpy")
def _draw_susceptibility(world: World, plan: Plan, state: State, count: int) -> None:
    """Coefficients, then frailties, given the rates; leaves `state.scale` up to date."""
    n = world.actors
    seen, expected, pull, weight = (
        state.by_actor[0],
        state.by_actor[1],
        state.by_actor[2],
        state.by_actor[3],
    )
    for i in range(n):
        seen[i] = 0.0
        expected[i] = 0.0
        value = 0.0
        for j in range(state.beta.size):
            value += state.beta[j] * plan.covariates[i, j]
        pull[i] = math.exp(value)
    for e in range(count):
        seen[state.events[e] % n] += 1.0
    for cell in range(state.tau.size):
        state.base[cell] = 0.0
        for q in range(state.rate.size):
            state.base[cell] += state.rate[q] * state.area[cell, q]
        expected[cell % n] += state.base[cell] * state.capability[cell // n]
    for j in range(state.beta.size):
        column = plan.covariates[:, j]
        over_events = 0.0
        for i in range(n):
            weight[i] = expected[i] * state.actor[i] * pull[i] * math.exp(-state.beta[j] * column[i])
            over_events += seen[i] * column[i]
        new = draw_tilted(state.beta[j], over_events, weight, column, 0.0, plan.beta_sd)
        for i in range(n):
            pull[i] *= math.exp((new - state.beta[j]) * column[i])
        state.beta[j] = new
    if plan.actor_frailty:
        for i in range(n):
            weight[i] = expected[i] * pull[i]
        draw_frailties(state.actor, state.spread[0], seen, weight)
        state.spread[0] = draw_spread(
            state.spread[0], state.actor, plan.spread_prior[0], plan.spread_prior[1]
        )
    if plan.capability_frailty:
        load, taken = state.by_capability[0], state.by_capability[1]
        for m in range(load.size):
            load[m] = 0.0
            taken[m] = 0.0
        for e in range(count):
            taken[state.events[e] // n] += 1.0
        for cell in range(state.tau.size):
            load[cell // n] += state.base[cell] * state.actor[cell % n] * pull[cell % n]
        draw_frailties(state.capability, state.spread[1], taken, load)
        state.spread[1] = draw_spread(
            state.spread[1], state.capability, plan.spread_prior[0], plan.spread_prior[1]
        )
    for cell in range(state.tau.size):
        state.scale[cell] = pull[cell % n] * state.actor[cell % n] * state.capability[cell // n]


@numba.njit(cache=True, error_model="numpy")
def _copy(source: Floats, target: Floats) -> None:
    for k in range(source.size):
        target[k] = source[k]


@numba.njit(cache=True, error_model="numpy")
def _write_down(cells: Cells, plan: Plan, state: State, chain: Chain, count: int, s: int, kept: int) -> None:
    """Draw number s; as a complete state too, where `kept` is not -1."""
    _copy(state.theta, chain.theta[s])
    _copy(state.era, chain.era[s])
    _copy(state.beta, chain.beta[s])
    _copy(state.spread, chain.spread[s])
    _copy(state.coded, chain.coded[s])
    for g in range(plan.detection.shape[0]):
        chain.sensitivity[s, g] = state.sensitivity[g]
    for g in range(state.confusion.shape[0]):
        for k in range(state.confusion.shape[1]):
            for e in range(state.confusion.shape[2]):
                chain.confusion[g, k, e] += state.confusion[g, k, e] / plan.draws
    for e in range(count):
        cell = state.events[e]
        chain.alive[cell] += 1.0
        chain.moment[cell, 0] += state.tau[cell]
        chain.moment[cell, 1] += state.tau[cell] * state.tau[cell]
        if cells.kind[cell] == 2:
            chain.hidden[s] += 1.0
        else:
            chain.carried[s, state.label[cell]] += 1.0
    if kept < 0:
        return
    chain.kept_draw[kept] = s
    _copy(state.tau, chain.kept_tau[kept])
    _copy(state.scale, chain.kept_scale[kept])
    for e in range(count):
        chain.kept_label[kept, state.events[e]] = state.label[state.events[e]]
