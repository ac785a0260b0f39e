"""What holds in a world: rates, holders, measures in force, and pools of trained people; a row a draw."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.simulation.wiring import Wiring

Floats = NDArray[np.float64]

# Measures are bits of an int64, and each has its own random number for each arrival.
MOST_MEASURES = 60

# Columns with a row for each draw, or a single one for all.
PER_DRAW = frozenset(
    {
        "rate",
        "since",
        "susceptibility",
        "time",
        "value",
        "displaced",
        "lag",
        "pool_size",
        "convert",
        "stage_time",
        "hire",
        "leave",
    }
)


class Regime(NamedTuple):
    """A world, for D draws. Columns with one row are the same in all draws.

    M measures with K points each, G pools with S stages each, P = L + E channels with a rate.

    Attributes:
        origin: decimal year in which the simulation begins.
        horizon: years after which it ends.
        rate: hazard of channel p per unit of weight (layers) or level (sources), per year; shape (D, P).
        since: decimal year each actor got the capability; later than the origin when it has not; shape
            (D or 1, n).
        susceptibility: factor on the rates of layers and sources towards an actor, shape (D or 1, n), or
            (1, 0) when all are 1.
        arc_mask: measures that act on each arc, as bits; shape (m,), or (0,) when `layer_mask` says it.
        layer_mask: measures that act on a whole layer, shape (L,).
        source_mask: measures that act on an outside source, for each actor, shape (E, n) or (E, 1).
        pool_mask: measures that act on conversions from a pool, shape (G,).
        time: decimal years of a measure's points, rising, padded with inf; shape (D or 1, M, K).
        value: the factor on the rate at these points, linear between, flat outside; (D or 1, M, K).
        cap: the largest value a measure takes in any world it is compared with, 1 at least; shape (M,).
        displaced: share of what a measure blocks that comes by another channel; shape (D or 1, M).
        lag: years that takes; shape (D or 1, M).
        route: running sums of the shares of the channels it comes by, ending in 1; shape (M, P + G).
        pool_size: people released; shape (D or 1, G).
        convert: probability that one hired person brings the capability; shape (D or 1, G).
        team: how many such people it takes; shape (G,), int64.
        stage_time: decimal year in which each stage of a pool begins, the first one its release, padded
            with inf; shape (D or 1, G, S).
        hire: hazard of being hired in each stage, per person and year; shape (D or 1, G, S).
        leave: hazard of leaving the pool otherwise; shape (D or 1, G, S).
    """

    origin: float
    horizon: float
    rate: Floats
    since: Floats
    susceptibility: Floats
    arc_mask: NDArray[np.int64]
    layer_mask: NDArray[np.int64]
    source_mask: NDArray[np.int64]
    pool_mask: NDArray[np.int64]
    time: Floats
    value: Floats
    cap: Floats
    displaced: Floats
    lag: Floats
    route: Floats
    pool_size: Floats
    convert: Floats
    team: NDArray[np.int64]
    stage_time: Floats
    hire: Floats
    leave: Floats

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(self.rate)

    def checked(self, wiring: Wiring) -> Regime:
        """This regime, when it fits a wiring.

        Raises:
            ValueError: when a column has another shape than the wiring needs, or holds a number it
                cannot.
        """
        d, n, g = len(self.rate), wiring.actors, wiring.pools
        layers, sources = len(wiring.kernel_code), len(wiring.level)
        m = len(self.cap)
        k, s = self.time.shape[-1], self.stage_time.shape[-1]
        shapes: dict[str, tuple[tuple[int, ...], ...]] = {
            "rate": ((d, layers + sources),),
            "since": ((d, n), (1, n)),
            "susceptibility": ((d, n), (1, n), (1, 0)),
            "arc_mask": ((len(wiring.target),), (0,)),
            "layer_mask": ((layers,),),
            "source_mask": ((sources, n), (sources, 1)),
            "pool_mask": ((g,),),
            "time": ((d, m, k), (1, m, k)),
            "value": ((d, m, k), (1, m, k)),
            "displaced": ((d, m), (1, m)),
            "lag": ((d, m), (1, m)),
            "route": ((m, wiring.channels),),
            "pool_size": ((d, g), (1, g)),
            "convert": ((d, g), (1, g)),
            "team": ((g,),),
            "stage_time": ((d, g, s), (1, g, s)),
            "hire": ((d, g, s), (1, g, s)),
            "leave": ((d, g, s), (1, g, s)),
        }
        for name, allowed in shapes.items():
            column = getattr(self, name)
            if column.shape not in allowed:
                raise ValueError(f"{name} has shape {column.shape}; it must be {allowed[0]}")
        if m > MOST_MEASURES:
            raise ValueError(f"{m} measures are too many; the most is {MOST_MEASURES}")
        if not (np.isfinite(self.horizon) and self.horizon > 0):
            raise ValueError(f"the horizon must be a positive number of years, not {self.horizon}")
        for name in ("rate", "susceptibility", "value", "displaced", "lag", "pool_size", "hire", "leave"):
            column = getattr(self, name)
            if not (np.isfinite(column).all() and (column >= 0).all()):
                raise ValueError(f"{name} must be finite and 0 or more")
        for name in ("displaced", "convert"):
            if (getattr(self, name) > 1).any() or not (getattr(self, name) >= 0).all():
                raise ValueError(f"{name} must be a share between 0 and 1")
        if m and (self.value.max(axis=(0, 2)) > self.cap).any():
            raise ValueError("a measure's value is larger than its cap")
        if (self.team < 1).any():
            raise ValueError("a team must have one member at least")
        return self


def plain(
    wiring: Wiring,
    *,
    origin: float,
    horizon: float,
    rate: Any,
    since: Any,
    susceptibility: Any = (),
) -> Regime:
    """A world without measures and with empty pools.

    Args:
        wiring: actors and channels.
        origin: decimal year in which the simulation begins.
        horizon: years after which it ends.
        rate: hazards of layers and outside sources, shape (P,) or (D, P).
        since: decimal year each actor got the capability, inf when it has not; shape (n,) or (D, n).
        susceptibility: factor on all rates of an actor, shape (n,) or (D, n); all 1 when left out.

    Raises:
        ValueError: when a column does not fit the wiring.
    """
    pools = wiring.pools
    return Regime(
        origin=float(origin),
        horizon=float(horizon),
        rate=np.atleast_2d(np.ascontiguousarray(rate, dtype=np.float64)),
        since=np.atleast_2d(np.ascontiguousarray(since, dtype=np.float64)),
        susceptibility=np.atleast_2d(np.ascontiguousarray(susceptibility, dtype=np.float64)),
        arc_mask=np.zeros(0, np.int64),
        layer_mask=np.zeros(len(wiring.kernel_code), np.int64),
        source_mask=np.zeros((len(wiring.level), 1), np.int64),
        pool_mask=np.zeros(pools, np.int64),
        time=np.zeros((1, 0, 1)),
        value=np.ones((1, 0, 1)),
        cap=np.ones(0),
        displaced=np.zeros((1, 0)),
        lag=np.zeros((1, 0)),
        route=np.ones((0, wiring.channels)),
        pool_size=np.zeros((1, pools)),
        convert=np.zeros((1, pools)),
        team=np.ones(pools, np.int64),
        stage_time=np.full((1, pools, 1), float(origin)),
        hire=np.zeros((1, pools, 1)),
        leave=np.zeros((1, pools, 1)),
    ).checked(wiring)
