"""Layers that hold nearly the same arcs."""

from __future__ import annotations

import numpy as np

from thistledown.spread.network import Network

NEAR_DUPLICATE = 0.9
"""Share of arcs in common above which two layers can only be told as a sum."""


def shared_arcs(network: Network, one: int, other: int) -> float:
    """Share of the larger layer's arcs that the other has too, 0 to 1."""
    n = len(network.actors)
    a, b = (
        np.unique(network.layers[k].source.astype(np.int64) * n + network.layers[k].target)
        for k in (one, other)
    )
    larger = max(len(a), len(b))
    return len(np.intersect1d(a, b, assume_unique=True)) / larger if larger else 0.0


def near_duplicates(network: Network) -> tuple[tuple[int, ...], ...]:
    """Channels in groups, in order; layers that share more than 90 % of their arcs stand together.

    A layer that is a small part of another is no near-duplicate: the rest of the other tells them apart.
    """
    layers, total = len(network.layers), len(network.channels)
    group = list(range(total))
    for one in range(layers):
        for other in range(one + 1, layers):
            if group[one] != group[other] and shared_arcs(network, one, other) > NEAR_DUPLICATE:
                group = [group[one] if g == group[other] else g for g in group]
    return tuple(tuple(p for p in range(total) if group[p] == g) for g in sorted(set(group)))
