"""Random links and the cascades they make, for tests of network inference."""

from __future__ import annotations

import heapq

import numpy as np

from thistledown.spread.cascades import Cascades

HORIZON = 10.0


def random_links(nodes: int, links: int, seed: int) -> dict[tuple[int, int], float]:
    """Distinct links between different nodes with rates between .05 and .3."""
    rng = np.random.default_rng(seed)
    found: dict[tuple[int, int], float] = {}
    while len(found) < links:
        source, target = (int(value) for value in rng.integers(nodes, size=2))
        if source != target:
            found[source, target] = float(rng.uniform(0.05, 0.3))
    return found


def cascades_over(nodes: int, links: dict[tuple[int, int], float], count: int, seed: int) -> Cascades:
    """Cascades from random first nodes with exponential delays, watched until `HORIZON`."""
    rng = np.random.default_rng(seed)
    after: dict[int, list[tuple[int, float]]] = {}
    for (source, target), rate in links.items():
        after.setdefault(source, []).append((target, rate))
    made = []
    while len(made) < count:
        done: dict[int, float] = {}
        heap = [(0.0, int(rng.integers(nodes)))]
        while heap:
            moment, node = heapq.heappop(heap)
            if node in done:
                continue
            done[node] = moment
            for target, rate in after.get(node, []):
                later = moment + float(rng.exponential(1 / rate))
                if target not in done and later < HORIZON:
                    heapq.heappush(heap, (later, target))
        if len(done) > 1:
            made.append((list(done), list(done.values())))
    return Cascades.pack([f"n{index}" for index in range(nodes)], made, horizon=HORIZON)
