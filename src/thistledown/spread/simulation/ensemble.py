"""Many runs of a wired network: over posterior draws, replicates, and worlds that share their noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.simulation.regime import PER_DRAW, Regime
from thistledown.spread.simulation.wiring import Wiring

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True)
class Passages:
    """Results of R runs.

    Attributes:
        origin: decimal year in which the runs begin.
        horizon: years after which they end.
        after: years after the origin of each actor's acquisition, 0 for holders, inf for never; shape
            (R, n), float32.
        channel: by which channel it came, -1 for holders and never; shape (R, n), int8.
        source: the actor it came from, -1 where none did; shape (R, n), int32, or (R, 0) when not kept.
        counts: how many acquisitions came by each channel; shape (R, channels).
    """

    origin: float
    horizon: float
    after: NDArray[np.float32]
    channel: NDArray[np.int8]
    source: NDArray[np.int32]
    counts: NDArray[np.int64]

    @property
    def adopted(self) -> NDArray[np.bool_]:
        """Whether each actor got the capability in the run, holders not counted; shape (R, n)."""
        return self.channel >= 0


def run_seeds(seed: int, first: int, runs: int) -> NDArray[np.int64]:
    """Seeds of runs first, first + 1, ...: each depends on (seed, its number) only; shape (runs,)."""
    with np.errstate(over="ignore"):
        word = np.uint64(seed % 2**64) * _MIX_1 + (np.arange(first, first + runs).astype(np.uint64)) * _GOLDEN
        word = (word ^ (word >> np.uint64(30))) * _MIX_1
        word = (word ^ (word >> np.uint64(27))) * _MIX_2
        word = word ^ (word >> np.uint64(31))
    # Kept positive: compiled code takes a signed number.
    return (word >> np.uint64(1)).astype(np.int64)


def simulate(
    wiring: Wiring,
    regime: Regime,
    *,
    seed: int,
    runs: int | None = None,
    first: int = 0,
    sources: bool = False,
) -> Passages:
    """Runs on all cores; two regimes of one wiring with the same seed share their noise.

    Args:
        wiring: actors and channels.
        regime: the world; run k uses draw k, again from the first when there are fewer draws.
        seed: of the random numbers.
        runs: how many; one a draw when left out.
        first: number of the first run, to do a part of many.
        sources: keep from whom each acquisition came.

    Raises:
        ValueError: when the regime does not fit the wiring.
    """
    from thistledown.spread.simulation.first_passage import passages

    regime = regime.checked(wiring)
    total = regime.draws if runs is None else runs
    n = wiring.actors
    after = np.empty((total, n), np.float32)
    channel = np.empty((total, n), np.int8)
    source = np.empty((total, n if sources else 0), np.int32)
    rows = np.arange(first, first + total) % regime.draws
    counts = np.zeros((total, wiring.channels), np.int64)
    seeds = run_seeds(seed, first, total)
    passages(wiring, regime, rows, seeds, bins_for(n), after, channel, source, counts)
    return Passages(regime.origin, regime.horizon, after, channel, source, counts)


def tally(wiring: Wiring, regime: Regime, *, seed: int, runs: int, first: int = 0) -> NDArray[np.int64]:
    """As `simulate`, but only how many acquisitions came by each channel; shape (runs, channels).

    For networks of millions, where times of all actors in all runs would not fit.
    """
    from thistledown.spread.simulation.first_passage import passages

    regime = regime.checked(wiring)
    counts = np.zeros((runs, wiring.channels), np.int64)
    rows = np.arange(first, first + runs) % regime.draws
    passages(
        wiring, regime, rows, run_seeds(seed, first, runs), bins_for(wiring.actors),
        np.empty((0, 0), np.float32), np.empty((0, 0), np.int8), np.empty((runs, 0), np.int32), counts,
    )  # fmt: skip
    return counts


def bins_for(actors: int) -> int:
    """How many buckets of time: some tens of actors in each, so that heaps stay in the fastest cache."""
    return int(min(32768, max(1, actors // 32)))


def with_draws(regime: Regime, rows: Any) -> Regime:
    """The regime with the given draws only, in this order."""
    picked = {
        name: column[np.asarray(rows)]
        for name, column in regime._asdict().items()
        if name in PER_DRAW and (name == "rate" or len(column) > 1)
    }
    return regime._replace(**picked)
