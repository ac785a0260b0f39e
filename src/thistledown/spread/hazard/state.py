"""What a Gibbs chain carries from sweep to sweep, and what it is asked to do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.hazard.exposure import World

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


class Plan(NamedTuple):
    """What a chain is to do: priors, switches and lengths."""

    tau: Floats  # (C,) acquisition times to start from
    moving: bool  # whether any of them may move
    shape: Floats  # (P,) of the Gamma priors
    inverse: Floats  # (P,)
    era_sd: float
    covariates: Floats  # (n, B), standardised
    beta_sd: float
    actor_frailty: bool
    capability_frailty: bool
    spread_prior: Floats  # (2,) shape and rate of k
    detection: Floats  # (classes, 2) Beta weights; no row: nobody is missed
    actor_class: Longs  # (n,)
    learn_evidence: bool
    evidence: Floats  # (C, 8) to start from
    confusion: Floats  # (6, 8, 7) Dirichlet weights
    coded: Floats  # (8, 2) Beta weights
    used_grades: Longs
    burn: int  # sweeps before the first draw
    draws: int
    thin: int  # sweeps a draw
    keep: int  # draws whose acquisition times and labels are kept


class State(NamedTuple):
    """Where a chain is; every array is written in place."""

    tau: Floats  # (C,) acquisition times, inf never
    z: Floats  # (C, Q) exposures at tau
    area: Floats  # (C, Q) exposures integrated to min(tau, stop)
    scale: Floats  # (C,) susceptibility x frailties
    evidence: Floats  # (C, 8) chance of the row's code by true pathway, 1 without a row
    rate: Floats  # (Q,) rate of each component, per year
    theta: Floats  # (P,)
    era: Floats  # (Q,) factor of each component
    beta: Floats  # (B,)
    spread: Floats  # (2,) k of actors and capabilities
    actor: Floats  # (n,) frailties
    capability: Floats  # (C // n,)
    sensitivity: Floats  # (classes,) s, 1 where nobody is missed
    confusion: Floats  # (6, 8, 7)
    coded: Floats  # (8,)
    label: Longs  # (C,) component of each acquired cell
    counts: Floats  # (Q,) labels by component
    events: Longs  # (C,) acquired cells come first
    weights: Floats  # (C, Q) of the events, in their order
    total: Floats  # (Q,) exposure of all cells
    inverse: Floats  # (P,) b + Z
    # Room to work in.
    new_z: Floats  # (Q,)
    new_area: Floats  # (Q,)
    room: Floats  # (Q,)
    pull: Floats  # (P,)
    next_root: Floats  # (P,)
    base: Floats  # (C,)
    by_actor: Floats  # (4, n)
    by_capability: Floats  # (2, C // n)


class Chain(NamedTuple):
    """What one chain found; S draws, K kept states."""

    theta: Floats  # (S, P) rates, per year
    era: Floats  # (S, Q) factor of each component, 1 in a channel's first era
    beta: Floats  # (S, B)
    spread: Floats  # (S, 2) k of actors and of capabilities
    sensitivity: Floats  # (S, classes)
    coded: Floats  # (S, 8)
    confusion: Floats  # (6, 8, 7) mean
    carried: Floats  # (S, Q) recorded acquisitions each component carried
    hidden: Floats  # (S,) adopters nobody recorded
    share: Floats  # (C, Q) label probabilities added up over the draws a cell had acquired in
    alive: Floats  # (C,) these draws
    moment: Floats  # (C, 2) tau and tau squared added up over them
    kept_tau: Floats  # (K, C)
    kept_label: Longs  # (K, C), -1 never
    kept_scale: Floats  # (K, C) susceptibility x frailties
    kept_draw: Longs  # (K,) which draw each kept state belongs to
    moves: Longs  # (4,) of acquisition times: tried, made; jumps of all rates: tried, made


def first_state(world: World, plan: Plan, rng: np.random.Generator) -> State:
    """A state to start from: rates drawn around the prior's means."""
    size, q, p = len(plan.tau), len(world.channel), len(plan.shape)
    n, b, classes = world.actors, plan.covariates.shape[1], len(plan.detection)
    confusion = plan.confusion / plan.confusion.sum(axis=2, keepdims=True)
    return State(
        tau=plan.tau.copy(),
        z=np.zeros((size, q)),
        area=np.zeros((size, q)),
        scale=np.ones(size),
        evidence=plan.evidence.copy(),
        rate=np.ones(q),
        theta=plan.shape / plan.inverse * np.exp(0.5 * rng.standard_normal(p)),
        era=np.ones(q),
        beta=np.zeros(b),
        spread=np.full(2, plan.spread_prior[0] / plan.spread_prior[1]),
        actor=np.ones(n),
        capability=np.ones(size // n),
        sensitivity=plan.detection[:, 0] / plan.detection.sum(axis=1) if classes else np.ones(1),
        confusion=confusion,
        coded=plan.coded[:, 0] / plan.coded.sum(axis=1),
        label=np.full(size, -1, dtype=np.int64),
        counts=np.zeros(q),
        events=np.zeros(size, dtype=np.int64),
        weights=np.zeros((size, q)),
        total=np.zeros(q),
        inverse=np.zeros(p),
        new_z=np.zeros(q),
        new_area=np.zeros(q),
        room=np.zeros(q),
        pull=np.zeros(p),
        next_root=np.zeros(p),
        base=np.zeros(size),
        by_actor=np.zeros((4, n)),
        by_capability=np.zeros((2, size // n)),
    )


def empty_chain(world: World, plan: Plan) -> Chain:
    """Room for what a chain will find."""
    size, q, s, k = len(plan.tau), len(world.channel), plan.draws, plan.keep
    return Chain(
        theta=np.zeros((s, len(plan.shape))),
        era=np.zeros((s, q)),
        beta=np.zeros((s, plan.covariates.shape[1])),
        spread=np.zeros((s, 2)),
        sensitivity=np.zeros((s, len(plan.detection))),
        coded=np.zeros((s, len(plan.coded))),
        confusion=np.zeros(plan.confusion.shape),
        carried=np.zeros((s, q)),
        hidden=np.zeros(s),
        share=np.zeros((size, q)),
        alive=np.zeros(size),
        moment=np.zeros((size, 2)),
        kept_tau=np.zeros((k, size)),
        kept_label=np.full((k, size), -1, dtype=np.int64),
        kept_scale=np.zeros((k, size)),
        kept_draw=np.zeros(k, dtype=np.int64),
        moves=np.zeros(4, dtype=np.int64),
    )
