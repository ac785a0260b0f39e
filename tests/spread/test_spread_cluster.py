"""Runs on a cluster: the same as here bit for bit, also when a worker is killed in the middle."""

import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from thistledown.codebook.terms import Pathway
from thistledown.spread.cluster import NoEngineError, dask, simulate_on, spread
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.simulation.ensemble import simulate
from thistledown.spread.simulation.regime import Regime, plain
from thistledown.spread.simulation.wiring import Wiring, wire


def _world(draws: int) -> tuple[Wiring, Regime]:
    n = 50
    rng = np.random.default_rng(1)
    source = rng.integers(0, n, 3 * n)
    target = (source + rng.integers(1, n, 3 * n)) % n
    market = Exogenous.steady("market", Pathway.COMMERCIAL, np.ones(n))
    network = Network(
        tuple(f"actor {i}" for i in range(n)), (Layer.of("peers", Pathway.PEER, source, target),), (market,)
    )
    wiring = wire(network)
    since = np.full(n, np.inf)
    since[0] = 2020.0
    rate = rng.gamma(4, 0.02, (draws, 2))
    return wiring, plain(wiring, origin=2026.0, horizon=10.0, rate=rate, since=since)


@pytest.mark.parametrize(("draws", "runs", "block"), [(40, None, 7), (7, 30, 4), (1, 12, 5)])
def test_blocks_give_the_same_runs(tmp_path: Path, draws: int, runs: int | None, block: int) -> None:
    wiring, regime = _world(draws)
    wiring.save(tmp_path)
    whole = simulate(wiring, regime, seed=3, runs=runs, sources=True)
    parts = simulate_on(None, tmp_path, regime, seed=3, runs=runs, block=block, sources=True)
    for name in ("after", "channel", "source", "counts"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))


def test_a_process_pool_is_an_engine_too() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert spread(abs, [-3, 2, -1], executor=pool) == [3, 2, 1]


def _slow(task: int) -> tuple[int, int]:
    time.sleep(0.15)
    return task, os.getpid()


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    wiring, regime = _world(60)
    wiring.save(tmp_path)
    here = simulate(wiring, regime, seed=5)
    # Workers answer on this machine only, and have one thread each as in a real cluster.
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
        dask(cluster.scheduler_address) as executor,
    ):
        workers = client.run(os.getpid)
        victim = next(iter(workers.values()))
        killer = threading.Timer(0.4, os.kill, (victim, signal.SIGKILL))
        killer.start()
        slept = spread(_slow, range(14), executor=executor)
        killer.join()
        assert [task for task, _ in slept] == list(range(14))
        assert victim not in client.run(os.getpid).values()
        there = simulate_on(executor, tmp_path, regime, seed=5, block=9)
    for name in ("after", "channel", "counts"):
        assert np.array_equal(getattr(here, name), getattr(there, name))


def test_an_engine_that_is_not_there_is_named() -> None:
    pytest.importorskip("distributed")
    with (
        pytest.raises(NoEngineError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"),
        dask("tcp://127.0.0.1:9", timeout=0.5),
    ):
        pass
    with pytest.raises(ValueError, match="a block must have"):
        simulate_on(None, Path(), _world(2)[1], seed=1, block=0)
