"""Speed of the simulators, against EoN and against what the machine's memory allows, in one run.

    python -m benchmarks.simulation --json                  all of them
    python -m benchmarks.simulation --study outbreak        one of: outbreak, million, scenario

Times are the least processor time of several repeats: other work on the machine makes a run slower, never
faster. The scenario study uses all cores, so its processor time is divided by their number; the time on the
clock, which other work disturbs, stands beside it.

The memory bound is that of one trajectory in order of time: an infection must wait for at least one dependent
read of its row among the arcs, and each of its contacts for two random numbers and a read of the contact's
state. The latencies are measured here, in the same run. Reads of different infections can overlap, so the
bound is no law, and a share above 1 is possible.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
import warnings
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from thistledown.codebook.terms import Pathway
from thistledown.spread.kernel import Kernel
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.scenario import Embargo, Standing, fixed
from thistledown.spread.scenario.worlds import plan
from thistledown.spread.simulation.ensemble import bins_for, run_seeds, simulate
from thistledown.spread.simulation.first_passage import passage
from thistledown.spread.simulation.graph import Graph
from thistledown.spread.simulation.noise import drawn, stream
from thistledown.spread.simulation.outbreak import outbreak
from thistledown.spread.simulation.regime import plain
from thistledown.spread.simulation.wiring import wire

NODES, EDGES = 100_000, 1_000_000
TAU, GAMMA, SEEDS = 0.2, 1.0, 100
REPEATS = 15


def least(work: Callable[[int], Any], repeats: int) -> float:
    """Least processor time of several calls, seconds."""
    times = []
    for k in range(repeats):
        begin = time.process_time()
        work(k)
        times.append(time.process_time() - begin)
    return min(times)


def random_graph(nodes: int, edges: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Ends of that many different edges, drawn alike from all pairs."""
    rng = np.random.default_rng(seed)
    keys = np.empty(0, np.int64)
    while len(keys) < edges:
        one, other = rng.integers(0, nodes, (2, int(1.1 * edges)))
        key = np.minimum(one, other) * nodes + np.maximum(one, other)
        keys = np.unique(np.concatenate([keys, key[one != other]]))
    keys = rng.permutation(keys)[:edges]
    return keys // nodes, keys % nodes


@numba.njit(cache=True)
def _chase(following: Any, steps: int) -> Any:
    at = 0
    for _ in range(steps):
        at = following[at]
    return at


@numba.njit(cache=True)
def _draw(count: int) -> int:
    word = stream(1, 2)
    for k in range(count):
        # Each waits for the one before, as in a stream that is walked.
        word = drawn(word, k)
    return int(word & np.uint64(1))


def read_latency(size: int, steps: int = 2_000_000) -> float:
    """Seconds of one read that must wait for the one before, anywhere in `size` bytes."""
    count = max(2, size // 8)
    order = np.random.default_rng(0).permutation(count)
    following = np.empty(count, np.int64)
    following[order] = np.roll(order, -1)
    _chase(following, 10)
    return least(lambda _: _chase(following, steps), 5) / steps


def memory_bound(nodes: int, arcs: int, contacts: float) -> dict[str, float]:
    """Events (infections and recoveries) a second that one trajectory could reach, and what it rests on."""
    row, state = read_latency(4 * arcs), read_latency(4 * nodes)
    _draw(10)
    number = least(lambda _: _draw(2_000_000), 5) / 2_000_000
    infection = row + contacts * (2 * number + state)
    return {
        "row_read_ns": row * 1e9,
        "state_read_ns": state * 1e9,
        "random_number_ns": number * 1e9,
        "bound_events_per_s": 2 / infection,
    }


def study_outbreak() -> dict[str, float]:
    """SIR on 1e5 nodes and 1e6 edges: ours, EoN's `fast_SIR`, and the memory bound."""
    one, other = random_graph(NODES, EDGES)
    graph = Graph.from_edges(NODES, one, other)
    seeds = np.arange(SEEDS)
    outbreak(graph, tau=TAU, gamma=GAMMA, seeds=seeds, seed=0)
    runs = [outbreak(graph, tau=TAU, gamma=GAMMA, seeds=seeds, seed=k) for k in range(3)]
    events = float(np.mean([run.events for run in runs]))
    contacts = float(np.mean([run.contacts / run.size for run in runs]))

    def ours(_: int) -> None:
        outbreak(graph, tau=TAU, gamma=GAMMA, seeds=seeds, seed=1)

    # Before, between and after the peer, so that a change of the machine's pace meets both.
    least_ours = least(ours, REPEATS)
    bound = memory_bound(NODES, graph.arcs, contacts)
    result = {
        "sir_attack": float(np.mean([run.size for run in runs])) / NODES,
        "sir_contacts_per_infection": contacts,
        **bound,
    }
    theirs = _eon(one, other, least_ours, ours)
    least_ours = min(least_ours, theirs.pop("ours_s"))
    return {
        "sir_s": least_ours,
        "sir_events_per_s": events / least_ours,
        "sir_ratio_eon": theirs["eon_s"] / least_ours,
        "bound_share": events / least_ours / bound["bound_events_per_s"],
        **result,
        **theirs,
    }


def _eon(one: np.ndarray, other: np.ndarray, ours_s: float, ours: Callable[[int], None]) -> dict[str, float]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import EoN
            import networkx
    except ImportError:
        return {"eon_s": float("nan"), "eon_attack": float("nan"), "ours_s": ours_s}
    peer: Any = networkx.Graph()
    peer.add_nodes_from(range(NODES))
    peer.add_edges_from(zip(one.tolist(), other.tolist(), strict=True))
    attack: list[float] = []

    def theirs(_: int) -> None:
        random.seed(len(attack))
        np.random.seed(len(attack))
        recovered = EoN.fast_SIR(peer, TAU, GAMMA, initial_infecteds=range(SEEDS))[3]
        attack.append(float(recovered[-1]) / NODES)

    times = []
    for _ in range(3):
        times.append(least(theirs, 1))
        ours_s = min(ours_s, least(ours, 5))
    return {"eon_s": min(times), "eon_attack": float(np.mean(attack)), "ours_s": ours_s}


def layered(nodes: int, degrees: tuple[int, ...] = (2, 3, 3, 4, 1), seed: int = 1) -> Network:
    """A random network of five layers with 13 arcs a node, and a market."""
    rng = np.random.default_rng(seed)
    fading = (0.0, 0.3, 0.2, 0.0, 0.5)
    ways = (
        Pathway.STATE_TRANSFER, Pathway.INDIVIDUAL, Pathway.STATE_TRAINEE, Pathway.PEER, Pathway.BATTLEFIELD,
    )  # fmt: skip
    layers = []
    for way, rate, degree in zip(ways, fading, degrees, strict=True):
        m = nodes * degree
        source = rng.integers(0, nodes, m, dtype=np.int32)
        target = ((source + rng.integers(1, nodes, m)) % nodes).astype(np.int32)
        kernel = Kernel.exponential(rate) if rate else Kernel()
        layers.append(Layer.of(way.value, way, source, target, weight=rng.gamma(4, 0.25, m), kernel=kernel))
    market = Exogenous.steady("commercial", Pathway.COMMERCIAL, np.ones(nodes))
    return Network(tuple(map(str, range(nodes))), tuple(layers), (market,))


RATES = np.array([0.006, 0.008, 0.008, 0.005, 0.01, 0.0008])


def study_million() -> dict[str, float]:
    """One run with 1e6 nodes and 13 million arcs over 40 years, to more than 0.9 million acquisitions."""
    nodes = 1_000_000
    wiring = wire(layered(nodes))
    since = np.full(nodes, np.inf)
    since[:3] = 0.0
    regime = plain(wiring, origin=0.0, horizon=40.0, rate=RATES * 4, since=since)
    best, via = np.empty(nodes, np.float32), np.empty(nodes, np.int8)
    source = np.empty(nodes, np.int32)
    seeds = run_seeds(1, 0, 4)

    def run(k: int) -> None:
        passage(wiring, regime, 0, int(seeds[k]), bins_for(nodes), best, via, source)

    run(0)
    took = least(run, 4)
    got = int((via >= 0).sum())
    return {"million_run_s": took, "million_adoptions": got, "million_arcs": len(wiring.target)}


def study_scenario() -> dict[str, float]:
    """10,000 draws in two worlds with 200 actors over 30 years."""
    n, draws = 200, 10_000
    network = layered(n)
    since = np.full(n, np.inf)
    since[:3] = 2026.0
    rate = RATES * 2 * np.random.default_rng(4).gamma(6, 1 / 6, (draws, 6))
    standing = Standing(network, rate, since, 2026.0)
    embargo = Embargo(name="embargo", start=2028.0, effect=fixed(0.5, reason="to measure speed"))
    made = plan(standing, (embargo,), horizon=30.0, draws=draws, seed=1)
    worlds = made.world(frozenset()), made.world(frozenset({"embargo"}))
    sizes: list[Any] = []

    def run(_: int) -> None:
        sizes[:] = [simulate(made.wiring, world, seed=1).counts.sum(axis=1) for world in worlds]

    run(0)
    clock = []
    processor = []
    for _ in range(5):
        begin = time.perf_counter()
        processor.append(least(run, 1))
        clock.append(time.perf_counter() - begin)
    cores = min(numba.get_num_threads(), os.cpu_count() or 1)
    return {
        "scenario_10k_s": min(processor) / cores,
        "scenario_10k_clock_s": min(clock),
        "scenario_adoptions": float(sizes[0].mean()),
        "scenario_variance_ratio": float(2 * sizes[0].var() / np.var(sizes[0] - sizes[1])),
    }


STUDIES: dict[str, Callable[[], dict[str, float]]] = {
    "outbreak": study_outbreak,
    "million": study_million,
    "scenario": study_scenario,
}


def simulation(studies: tuple[str, ...] = tuple(STUDIES)) -> dict[str, float]:
    """Figures of the named studies together."""
    found: dict[str, float] = {}
    for name in studies:
        found.update(STUDIES[name]())
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Speed of the simulators.")
    parser.add_argument("--study", choices=sorted(STUDIES))
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    found = simulation((asked.study,) if asked.study else tuple(STUDIES))
    if asked.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:28} {value:,.4g}")


if __name__ == "__main__":
    main()
