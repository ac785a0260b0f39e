"""Outbreaks: the same law as a naive simulation and as EoN, the same run for the same seed."""

import heapq
import random
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from thistledown.spread.simulation.graph import Graph
from thistledown.spread.simulation.noise import drawn, exponential, stream, uniform
from thistledown.spread.simulation.outbreak import outbreak, outbreak_sizes


def _random_graph(n: int, m: int, seed: int) -> tuple[Graph, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    pairs = {tuple(sorted(pair)) for pair in rng.integers(0, n, (3 * m, 2)) if pair[0] != pair[1]}
    edges = np.array(sorted(pairs))
    edges = edges[rng.permutation(len(edges))[:m]]
    return Graph.from_edges(n, edges[:, 0], edges[:, 1]), edges[:, 0], edges[:, 1]


def _naive(graph: Graph, tau: float, gamma: float, seeds: list[int], rng: np.random.Generator) -> np.ndarray:
    """Infection times by a heap with an exponential an arc, as the definition has it."""
    infected = np.full(graph.nodes, np.inf)
    queue = [(0.0, s) for s in seeds]
    while queue:
        t, x = heapq.heappop(queue)
        if infected[x] < np.inf:
            continue
        infected[x] = t
        ill = rng.exponential(1 / gamma)
        row = graph.target[graph.pointer[x] : graph.pointer[x + 1]]
        delays = rng.exponential(1 / tau, len(row))
        for y, delay in zip(row[delays < ill], delays[delays < ill], strict=True):
            if infected[y] == np.inf:
                heapq.heappush(queue, (t + delay, int(y)))
    return infected


@pytest.mark.parametrize(("tau", "gamma", "m"), [(0.2, 1.0, 2000), (1.5, 0.5, 450)])
def test_size_and_median_time_have_the_law_of_a_naive_heap(tau: float, gamma: float, m: int) -> None:
    graph, _, _ = _random_graph(300, m, 1)
    rng = np.random.default_rng(5)
    runs = 250
    naive = [_naive(graph, tau, gamma, [0, 1, 2], rng) for _ in range(runs)]
    ours = [outbreak(graph, tau=tau, gamma=gamma, seeds=[0, 1, 2], seed=s).infected for s in range(runs)]

    def size(times: np.ndarray) -> float:
        return float(np.isfinite(times).sum())

    def middle(times: np.ndarray) -> float:
        return float(np.median(times[np.isfinite(times)]))

    for summary in (size, middle):
        a, b = [summary(times) for times in naive], [summary(times) for times in ours]
        assert ks_2samp(a, b).pvalue > 0.001


def test_final_sizes_have_the_law_of_eon() -> None:
    graph, one, other = _random_graph(200, 600, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Its docstrings have escapes that Python warns of.
        EoN = pytest.importorskip("EoN")  # noqa: N806
        networkx = pytest.importorskip("networkx")
    peer = networkx.Graph(list(zip(one.tolist(), other.tolist(), strict=True)))
    peer.add_nodes_from(range(200))
    random.seed(3)
    np.random.seed(3)
    theirs = [int(EoN.fast_SIR(peer, 0.4, 1.0, initial_infecteds=[0, 1])[3][-1]) for _ in range(250)]
    ours = outbreak_sizes(graph, tau=0.4, gamma=1.0, seeds=[0, 1], seed=10, runs=250)
    assert ks_2samp(theirs, ours).pvalue > 0.001


def test_si_on_a_path_waits_one_exponential_an_arc() -> None:
    graph = Graph.from_edges(4, np.arange(3), np.arange(1, 4), both=False)
    times = np.array([outbreak(graph, tau=2.0, gamma=0.0, seeds=[0], seed=s).infected for s in range(4000)])
    gaps = np.diff(times, axis=1)
    assert np.allclose(gaps.mean(axis=0), 0.5, atol=0.03)
    assert np.allclose(gaps.var(axis=0), 0.25, atol=0.04)
    assert abs(np.corrcoef(gaps.T)[0, 1]) < 0.06


def test_one_arc_transmits_with_the_textbook_probability() -> None:
    graph = Graph.from_edges(2, np.array([0]), np.array([1]), both=False)
    for tau, gamma in ((0.2, 1.0), (3.0, 1.0)):
        sizes = outbreak_sizes(graph, tau=tau, gamma=gamma, seeds=[0], seed=1, runs=20_000)
        share = float((sizes == 2).mean())
        assert share == pytest.approx(tau / (tau + gamma), abs=0.012)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(2, 40),
    st.integers(0, 120),
    st.floats(0.01, 50.0),
    st.sampled_from([0.0, 0.3, 5.0]),
    st.integers(0, 2**31),
)
def test_every_infection_has_a_neighbour_who_was_infectious(
    n: int, m: int, tau: float, gamma: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    one, other = rng.integers(0, n, m), rng.integers(0, n, m)
    graph = Graph.from_edges(n, one, other)
    run = outbreak(graph, tau=tau, gamma=gamma, seeds=[0], seed=seed, horizon=7.0)
    assert run.infected[0] == 0.0
    assert (run.infected[np.isfinite(run.infected)] <= 7.0).all()
    for x in np.flatnonzero(np.isfinite(run.infected)):
        if x:
            near = np.concatenate([one[other == x], other[one == x]])
            ok = (run.infected[near] <= run.infected[x]) & (run.recovered[near] >= run.infected[x])
            assert ok.any()
    again = outbreak(graph, tau=tau, gamma=gamma, seeds=[0], seed=seed, horizon=7.0)
    assert np.array_equal(run.infected, again.infected)


def test_slow_outbreaks_reach_beyond_the_ring_of_buckets() -> None:
    # A hub makes buckets short; the tail of the path is thousands of them away.
    hub = np.zeros(300, np.int64)
    path = np.arange(300, 320)
    graph = Graph.from_edges(321, np.concatenate([hub, path]), np.concatenate([np.arange(1, 301), path + 1]))
    run = outbreak(graph, tau=0.01, gamma=0.0, seeds=[310], seed=4)
    assert np.isfinite(run.infected).all()
    assert run.infected.max() > 300


def test_prevalence_counts_who_is_infectious() -> None:
    graph, _, _ = _random_graph(50, 200, 3)
    run = outbreak(graph, tau=1.0, gamma=1.0, seeds=[0], seed=8)
    at = 0.7
    assert run.prevalence([at])[0] == ((run.infected <= at) & (run.recovered > at)).sum()
    assert run.events == 2 * run.size


def test_a_saved_graph_opens_mapped_and_gives_the_same_run(tmp_path: Path) -> None:
    graph, _, _ = _random_graph(100, 400, 4)
    graph.save(tmp_path / "graph")
    mapped = Graph.open(tmp_path / "graph")
    assert isinstance(mapped.target, np.memmap)
    a = outbreak(graph, tau=0.5, gamma=1.0, seeds=[5], seed=1)
    b = outbreak(mapped, tau=0.5, gamma=1.0, seeds=[5], seed=1)
    assert np.array_equal(a.infected, b.infected)


def test_wrong_arguments_are_refused() -> None:
    graph, one, other = _random_graph(10, 12, 5)
    with pytest.raises(ValueError, match="tau must be a positive rate"):
        outbreak(graph, tau=0.0, gamma=1.0, seeds=[0], seed=1)
    with pytest.raises(ValueError, match="gamma"):
        outbreak(graph, tau=1.0, gamma=-1.0, seeds=[0], seed=1)
    with pytest.raises(ValueError, match="seeds must be nodes 0 to 9"):
        outbreak(graph, tau=1.0, gamma=1.0, seeds=[10], seed=1)
    with pytest.raises(ValueError, match="ends of edges"):
        Graph.from_edges(5, one, other)
    with pytest.raises(ValueError, match="int32"):
        Graph(graph.pointer.astype(np.int64), graph.target)


def test_noise_has_the_laws_it_claims_and_no_memory() -> None:
    words = np.array([drawn(np.uint64(stream(7, k // 10)), k % 10) for k in range(20_000)], dtype=np.uint64)
    flat = np.array([uniform(word) for word in words])
    assert abs(flat.mean() - 0.5) < 0.01
    assert abs(np.corrcoef(flat[:-1], flat[1:])[0, 1]) < 0.03
    assert abs(np.corrcoef(flat[:-10], flat[10:])[0, 1]) < 0.03
    waits = np.array([exponential(word) for word in words])
    expected = np.random.default_rng(0).exponential(size=20_000)
    assert ks_2samp(waits, expected).pvalue > 0.001
