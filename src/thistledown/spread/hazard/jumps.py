"""Moves of all rates at once, with the labels summed out.

On the scale y = theta^(1/3) a Gamma variable is close to normal (Wilson and Hilferty 1931), and so is the
posterior of the rates. At its mode its precision is D^-1 (9 sum_e r_e r_e' + 3 diag(3 a - 1)) D^-1, with
r_e the label probabilities of event e and D = diag(y). A Student t of that shape proposes a point whatever
the chain's own is (an independence sampler, Tierney 1994); labels alone would take many sweeps to carry
acquisitions from one of two overlapping channels to the other.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from thistledown.spread.hazard.state import Plan, State

Floats = NDArray[np.float64]

FREEDOM = 15.0
"""Degrees of freedom of the proposal: tails heavier than the target's."""


class Mode(NamedTuple):
    """Where jumps aim: the mode of the cube roots of the rates, and how wide it is."""

    centre: Floats  # (P,)
    factor: Floats  # (P, P) lower triangle L, covariance L L'
    inverse_factor: Floats  # (P, P)


def mode_shape(shape: Floats) -> Floats:
    """Gamma shapes whose mode on the plain scale is the mode on the scale of cube roots, (P,).

    A shape of 1/3 or less has its mode at 0; a proposal there needs some width, so it is held off.
    """
    return np.maximum(shape + 2.0 / 3.0, 1.3)


def mode_of(theta: Floats, share: Floats, shape: Floats) -> Mode:
    """The normal shape of the posterior of the cube roots at its mode.

    Args:
        theta: where EM stops with the shapes of `mode_shape`, (P,).
        share: label probabilities of each event there, (E, P).
        shape: a of the Gamma priors, (P,).
    """
    centre = np.cbrt(np.maximum(theta, 1e-12))
    precision = 9.0 * share.T @ share + 3.0 * np.diag(3.0 * (mode_shape(shape) - 1.0))
    factor = centre[:, None] * np.linalg.cholesky(np.linalg.inv(precision))
    return Mode(centre, factor, np.linalg.inv(factor))


@numba.njit(cache=True, error_model="numpy")
def jump_often(
    plan: Plan, state: State, mode: Mode, channel: NDArray[np.int64], count: int, often: int
) -> int:
    """Propose new rates so many times and take them or not; writes `state.theta`.

    Args:
        plan: for the priors' shapes.
        state: events' weights and b + Z must be up to date.
        mode: where to aim.
        channel: of each component, (Q,).
        count: how many events there are.
        often: how many proposals.

    Returns:
        How many were taken.
    """
    size = state.theta.size
    here, there = state.pull, state.next_root
    distance = 0.0
    for p in range(size):
        here[p] = state.theta[p] ** (1.0 / 3.0)
    for p in range(size):
        value = 0.0
        for j in range(p + 1):
            value += mode.inverse_factor[p, j] * (here[j] - mode.centre[j])
        distance += value * value
    old = _log_target(
        here, plan.shape, state.inverse, state.weights, channel, state.room, count
    ) - _log_proposal(distance, size)
    taken = 0
    for _ in range(often):
        stretch = math.sqrt(FREEDOM / (2.0 * np.random.gamma(FREEDOM / 2.0, 1.0)))
        distance, smallest = 0.0, math.inf
        for p in range(size):
            there[p] = mode.centre[p]
        for j in range(size):
            value = stretch * np.random.standard_normal()
            distance += value * value
            for p in range(j, size):
                there[p] += mode.factor[p, j] * value
        for p in range(size):
            smallest = min(smallest, there[p])
        # A rate below 1e-30 a year is nothing; labels carry the chain there and back.
        if smallest < 1e-10:
            continue
        new = _log_target(
            there, plan.shape, state.inverse, state.weights, channel, state.room, count
        ) - _log_proposal(distance, size)
        if math.log(1.0 - np.random.random()) < new - old:
            old = new
            taken += 1
            for p in range(size):
                state.theta[p] = there[p] ** 3
    return taken


@numba.njit(cache=True, error_model="numpy")
def _log_proposal(distance: float, size: int) -> float:
    return -(FREEDOM + size) / 2.0 * math.log1p(distance / FREEDOM)


@numba.njit(cache=True, error_model="numpy", fastmath=True)
def _log_target(
    root: Floats,
    shape: Floats,
    inverse: Floats,
    weights: Floats,
    channel: NDArray[np.int64],
    room: Floats,
    count: int,
) -> float:
    """Log posterior density of cube roots of rates, labels summed out, up to a constant."""
    total = 0.0
    for p in range(root.size):
        total += (3.0 * shape[p] - 1.0) * math.log(root[p]) - inverse[p] * root[p] ** 3
    for q in range(channel.size):
        room[q] = root[channel[q]] ** 3
    # One logarithm for many events: their product, as long as it is far from under- and overflow.
    product = 1.0
    for e in range(count):
        weight = 0.0
        for q in range(channel.size):
            weight += weights[e, q] * room[q]
        product *= weight
        if not 1e-150 < product < 1e150:
            total += math.log(product)
            product = 1.0
    return total + math.log(product)
