"""Latent pathway labels, with the rates summed out or given.

Given the labels, theta_p ~ Gamma(a_p + n_p, b_p + Z_p). Summing theta out leaves for each label

    P(v_e = q | all others) ~ W[e, q] (a_p + n_p without e) / (b_p + Z_p),   p the channel of q,

W[e, q] = exposure x era factor x chance of the evidence. The collapsed scan mixes better than drawing
labels given rates where a prior is sparse: an empty channel's rate is tiny and nothing would ever join it.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


@numba.njit(cache=True, error_model="numpy")
def draw_labels(
    weights: Floats,
    channel: Longs,
    rate: Floats,
    label: Longs,
    events: Longs,
    counts: Floats,
    room: Floats,
    share: Floats,
    keep: bool,
) -> None:
    """Draw every label given the rates, in place.

    Args:
        weights: W, (E, Q).
        channel: of each component, (Q,).
        rate: of each channel, (P,), any common scale.
        label: component of each event, (C,), written at `events`.
        events: cells that acquired, (E,).
        counts: labels by component, (Q,), written.
        room: to work in, (Q,).
        share: each cell's label probabilities added up over draws, (C, Q), written when `keep`.
        keep: whether this sweep is a draw.
    """
    components = channel.size
    for q in range(components):
        counts[q] = 0.0
    for e in range(events.size):
        total = 0.0
        for q in range(components):
            total += weights[e, q] * rate[channel[q]]
            room[q] = total
        point = np.random.random() * total
        q = 0
        while q < components - 1 and room[q] <= point:
            q += 1
        label[events[e]] = q
        counts[q] += 1.0
        if keep:
            before = 0.0
            for j in range(components):
                share[events[e], j] += (room[j] - before) / total
                before = room[j]


@numba.njit(cache=True, error_model="numpy")
def scan_labels(
    weights: Floats,
    channel: Longs,
    shape: Floats,
    inverse: Floats,
    label: Longs,
    events: Longs,
    counts: Floats,
    room: Floats,
    pull: Floats,
) -> None:
    """Draw every label given the others with the rates summed out, in place.

    Args:
        weights: W, (E, Q).
        channel: of each component, (Q,).
        shape: a of the Gamma priors, (P,).
        inverse: b_p + Z_p, (P,).
        label: component of each event, (C,).
        events: cells that acquired, (E,).
        counts: labels by component, (Q,), kept up to date.
        room: to work in, (Q,).
        pull: to work in, (P,).
    """
    components = channel.size
    for p in range(shape.size):
        pull[p] = shape[p] / inverse[p]
    for q in range(components):
        pull[channel[q]] += counts[q] / inverse[channel[q]]
    for e in range(events.size):
        cell = events[e]
        old = channel[label[cell]]
        counts[label[cell]] -= 1.0
        pull[old] -= 1.0 / inverse[old]
        total = 0.0
        for q in range(components):
            total += weights[e, q] * pull[channel[q]]
            room[q] = total
        point = np.random.random() * total
        q = 0
        while q < components - 1 and room[q] <= point:
            q += 1
        label[cell] = q
        counts[q] += 1.0
        pull[channel[q]] += 1.0 / inverse[channel[q]]


@numba.njit(cache=True, error_model="numpy")
def draw_rates(theta: Floats, shape: Floats, inverse: Floats, counts: Floats, channel: Longs) -> None:
    """Draw theta_p ~ Gamma(a_p + n_p, b_p + Z_p), in place; `counts` are by component."""
    for p in range(theta.size):
        total = shape[p]
        for q in range(channel.size):
            if channel[q] == p:
                total += counts[q]
        theta[p] = max(np.random.gamma(total, 1.0) / inverse[p], 1e-150)
