"""Small worlds for the tests of the hazard: channels of every kind, arcs that begin and end, two eras."""

import numpy as np

from thistledown.codebook.terms import Pathway
from thistledown.spread.kernel import Kernel
from thistledown.spread.network import Exogenous, Layer, Network

KERNELS = (Kernel.constant(), Kernel.exponential(0.2), Kernel.gamma(0.5))
WAYS = (Pathway.STATE_TRANSFER, Pathway.INDIVIDUAL, Pathway.PEER)


def arcs(n, count, rng):
    pairs = rng.permutation(n * n)
    pairs = [(int(k) // n, int(k) % n) for k in pairs if k // n != k % n][:count]
    return [a for a, _ in pairs], [b for _, b in pairs]


def varied_network(n=12, seed=0):
    """Three layers with a kernel each and arcs with intervals, a rising market and the unknown."""
    rng = np.random.default_rng(seed)
    layers = []
    for way, kernel in zip(WAYS, KERNELS, strict=True):
        source, target = arcs(n, 3 * n, rng)
        start = np.where(rng.random(3 * n) < 0.3, rng.uniform(2000, 2010, 3 * n), -np.inf)
        end = np.where(rng.random(3 * n) < 0.3, rng.uniform(2010, 2020, 3 * n), np.inf)
        layers.append(
            Layer.of(
                way.value,
                way,
                source,
                target,
                weight=rng.gamma(4, 0.25, 3 * n),
                start=start,
                end=end,
                kernel=kernel,
            )
        )
    market = Exogenous(
        "market",
        Pathway.COMMERCIAL,
        rng.gamma(2, 0.5, n),
        np.array([2004.0, 2008.0, 2015.0]),
        np.array([0.0, 0.4, 1.0]),
    )
    unknown = Exogenous.steady("unknown", Pathway.UNKNOWN, np.ones(n))
    return Network(tuple(f"actor {i}" for i in range(n)), tuple(layers), (market, unknown)).normalised()


def plain_network(n=60, seed=0):
    """Two layers of constant strength and the unknown."""
    rng = np.random.default_rng(seed)
    layers = []
    for way in WAYS[:2]:
        source, target = arcs(n, 3 * n, rng)
        layers.append(Layer.of(way.value, way, source, target, weight=rng.gamma(4, 0.25, 3 * n)))
    unknown = Exogenous.steady("unknown", Pathway.UNKNOWN, np.ones(n))
    return Network(tuple(f"actor {i}" for i in range(n)), tuple(layers), (unknown,)).normalised()
