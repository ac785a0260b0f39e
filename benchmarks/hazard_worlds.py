"""Drawn worlds that the studies of the hazard are made in: five layers, a market, own trials, the unknown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway
from thistledown.spread.network import Exogenous, Layer, Network

Floats = NDArray[np.float64]

BEGIN, END = 1985.0, 2025.0
LAYERS = {
    Pathway.STATE_TRANSFER: 2.0,
    Pathway.INDIVIDUAL: 4.0,
    Pathway.STATE_TRAINEE: 4.0,
    Pathway.PEER: 6.0,
    Pathway.BATTLEFIELD: 1.5,
}
# Rates per year of a typical actor, in the order of the channels; about 150 acquisitions among 200 actors.
TYPICAL = np.array([0.030, 0.048, 0.040, 0.036, 0.018, 0.010, 0.002, 0.001])


def study_network(actors: int, seed: int) -> Network:
    """Actors on a plane; seven arcs in ten go between neighbours; weights Gamma(4, 1/4); normalised."""
    rng = np.random.default_rng(seed)
    place = rng.random((actors, 2))
    gap = ((place[:, None] - place[None]) ** 2).sum(axis=2)
    np.fill_diagonal(gap, np.inf)
    near = np.argsort(gap, axis=1)[:, : min(18, actors - 1)]
    layers = []
    for way, degree in LAYERS.items():
        arcs: set[tuple[int, int]] = set()
        for i, count in enumerate(rng.poisson(degree, actors)):
            for _ in range(count):
                close = rng.random() < 0.7
                j = int(near[i, rng.integers(near.shape[1])]) if close else int(rng.integers(actors))
                if i != j:
                    arcs.add((j, i))
        laid = np.array(sorted(arcs)).reshape(-1, 2)
        weight = rng.gamma(4, 0.25, len(laid))
        layers.append(Layer.of(way.value, way, laid[:, 0], laid[:, 1], weight=weight))
    rising = np.array([BEGIN + 12, BEGIN + 27]), np.array([0.0, 1.0])
    outside = (
        Exogenous("market", Pathway.COMMERCIAL, rng.gamma(2, 0.5, actors), *rising),
        Exogenous.steady("own trials", Pathway.SELF_TAUGHT, rng.gamma(2, 0.5, actors)),
        Exogenous.steady("unknown", Pathway.UNKNOWN, np.ones(actors)),
    )
    return Network(tuple(f"actor {i}" for i in range(actors)), tuple(layers), outside).normalised()


def clustered(network: Network, seed: int) -> Floats:
    """Susceptibility that is alike among peers and that no channel causes, mean 0 and sd 1, (n,)."""
    rng = np.random.default_rng(seed)
    n = len(network.actors)
    peers = network.layers[list(LAYERS).index(Pathway.PEER)]
    degree = np.bincount(peers.target, minlength=n)
    value = rng.standard_normal(n)
    for _ in range(8):
        around = np.bincount(peers.target, weights=value[peers.source], minlength=n) / np.maximum(degree, 1)
        value = np.where(degree > 0, 0.3 * value + 0.7 * around, value)
    return np.asarray((value - value.mean()) / value.std())
