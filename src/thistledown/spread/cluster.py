"""The same runs on many processes or machines, over an engine that exists already.

Replicates, posterior draws and origins are independent, so they are what is spread; a network is never cut.
An engine is anything with the interface of `concurrent.futures.Executor`: a process pool, or Dask by
`client.get_executor()`. Each run's luck depends on its number only (`run_seeds`), so results are the same bit
for bit wherever, in whatever order and however often a part is done; when a worker dies, the engine does its
parts again elsewhere and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from thistledown.spread.simulation.ensemble import Passages, simulate, with_draws
from thistledown.spread.simulation.regime import Regime
from thistledown.spread.simulation.wiring import Wiring, open_wiring

Task = TypeVar("Task")
Result = TypeVar("Result")

# How often a part is tried again when its worker dies.
_RETRIES = 3


class NoEngineError(RuntimeError):
    """The engine is not installed or cannot be reached; the message says what to do."""


@contextmanager
def dask(address: str, *, timeout: float = 10.0) -> Iterator[Executor]:
    """An executor on a running Dask cluster.

    Args:
        address: of its scheduler, as in `tcp://127.0.0.1:8786`.
        timeout: seconds to wait for it.

    Raises:
        NoEngineError: when Dask is not installed or nothing answers at the address.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise NoEngineError("Dask is not installed; run: pip install 'thistledown[cluster]'") from error
    try:
        client: Any = Client(address, timeout=timeout)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise NoEngineError(f"no Dask scheduler answers at {address}; start one there: {error}") from error
    try:
        with client.get_executor(pure=False, retries=_RETRIES) as executor:
            yield executor
    finally:
        client.close()


def spread(
    work: Callable[[Task], Result], tasks: Iterable[Task], *, executor: Executor | None = None
) -> list[Result]:
    """Results of all tasks, in their order.

    Args:
        work: depends on its task and nothing else, and can be pickled.
        tasks: what to do, as in the origins of a back-test.
        executor: the engine; this process when left out.
    """
    if executor is None:
        return [work(task) for task in tasks]
    futures = [executor.submit(work, task) for task in tasks]
    return [future.result() for future in futures]


def simulate_on(
    executor: Executor | None,
    wiring: Path,
    regime: Regime,
    *,
    seed: int,
    runs: int | None = None,
    block: int = 500,
    sources: bool = False,
) -> Passages:
    """As `simulate`, in blocks of runs; the results are the same bit for bit.

    Args:
        executor: the engine; this process when it is None.
        wiring: folder written by `Wiring.save`, readable by all workers. It is mapped, so the processes of a
            machine share one copy.
        regime: the world; each block is sent its own draws only.
        seed: of the random numbers.
        runs: how many; one a draw when left out.
        block: runs of a block; a third of a second's work or more makes the engine's own time negligible.
        sources: keep from whom each acquisition came.

    Raises:
        ValueError: when the regime does not fit the wiring, or the block has no runs.
    """
    if block < 1:
        raise ValueError(f"a block must have 1 run or more, not {block}")
    total = regime.draws if runs is None else runs
    parts = [(first, min(block, total - first)) for first in range(0, total, block)]
    tasks = [(first, count, _own(regime, first, count)) for first, count in parts]
    work = partial(_block, str(wiring.resolve()), seed, sources)
    done = spread(work, tasks, executor=executor)
    return Passages(
        regime.origin,
        regime.horizon,
        *(np.concatenate([getattr(part, name) for part in done])
          for name in ("after", "channel", "source", "counts")),
    )  # fmt: skip


def _own(regime: Regime, first: int, count: int) -> Regime:
    """The draws that runs first, first + 1, ... use, placed where `simulate` looks for them."""
    if regime.draws == 1:
        return regime
    number = np.arange(first, first + count)
    rows = np.empty(count, np.int64)
    rows[number % count] = number % regime.draws
    return with_draws(regime, rows)


def _block(folder: str, seed: int, sources: bool, task: tuple[int, int, Regime]) -> Passages:
    first, count, regime = task
    return simulate(_opened(folder), regime, seed=seed, runs=count, first=first, sources=sources)


@lru_cache(maxsize=4)
def _opened(folder: str) -> Wiring:
    return open_wiring(Path(folder))
