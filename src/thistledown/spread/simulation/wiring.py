"""A network laid out for compiled code: arcs by source, outside sources, and pools of trained people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.network import Network

_NONE = np.zeros(0)


class Wiring(NamedTuple):
    """Who can reach whom; the same in all worlds and draws. n actors, m arcs, L layers, E sources, G pools.

    Columns that say nothing have length 0 and cost nothing: a network of millions keeps 9 bytes an arc.

    Attributes:
        pointer: arcs of actor i stand in pointer[i]:pointer[i + 1], shape (n + 1,), int32 or int64.
        target: shape (m,), int32.
        layer: shape (m,), int8.
        weight: shape (m,), float32.
        start: decimal years, shape (m,), or (0,) when all arcs are always there.
        end: decimal years, shape (m,) or (0,).
        kernel_code: 0 constant, 1 exponential, 2 gamma; shape (L,).
        kernel_rate: per year, shape (L,).
        level: how open each actor is to each outside source, shape (E, n), float32.
        profile_time: decimal years of the sources' profiles, padded with inf, shape (E, k).
        profile_value: the profiles there, shape (E, k).
        opens: decimal year from which an actor can adopt, shape (n,) or (0,).
        closes: decimal year until which it can, shape (n,) or (0,).
        pool_pointer: openings of pool g stand in pool_pointer[g]:pool_pointer[g + 1], shape (G + 1,).
        pool_actor: who could hire from it, int32.
        pool_share: which share of those hired it gets; the shares of a pool sum to 1 or less.
    """

    pointer: NDArray[Any]
    target: NDArray[np.int32]
    layer: NDArray[np.int8]
    weight: NDArray[np.float32]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    kernel_code: NDArray[np.int8]
    kernel_rate: NDArray[np.float64]
    level: NDArray[np.float32]
    profile_time: NDArray[np.float64]
    profile_value: NDArray[np.float64]
    opens: NDArray[np.float64]
    closes: NDArray[np.float64]
    pool_pointer: NDArray[np.int64]
    pool_actor: NDArray[np.int32]
    pool_share: NDArray[np.float64]

    @property
    def actors(self) -> int:
        """How many actors there are."""
        return len(self.pointer) - 1

    @property
    def channels(self) -> int:
        """Layers, outside sources and pools together, numbered in this order."""
        return len(self.kernel_code) + len(self.level) + self.pools

    @property
    def pools(self) -> int:
        """How many pools there are."""
        return len(self.pool_pointer) - 1

    def save(self, folder: Path) -> None:
        """Write each column as a .npy file that `open_wiring` maps."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, column in self._asdict().items():
            np.save(folder / f"{name}.npy", column)


def open_wiring(folder: Path) -> Wiring:
    """The wiring of a folder, mapped: all processes of a machine share one copy in memory.

    Raises:
        FileNotFoundError: when a column is missing.
    """
    columns = {}
    for name in Wiring._fields:
        path = folder / f"{name}.npy"
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing; write the folder again with Wiring.save")
        # An empty file cannot be mapped.
        whole = np.load(path) if path.stat().st_size < 4096 else np.load(path, mmap_mode="r")
        columns[name] = whole
    return Wiring(**columns)


@dataclass(frozen=True, slots=True)
class Opening:
    """Who hires out of a pool of trained people, and in which shares.

    Attributes:
        actor: indices, shape (k,).
        share: of all that are hired, shape (k,); sums to 1 or less, the rest goes outside the network.

    Raises:
        ValueError: when shares are negative or sum to more than 1.
    """

    actor: NDArray[np.int32]
    share: NDArray[np.float64]

    def __post_init__(self) -> None:
        object.__setattr__(self, "actor", np.ascontiguousarray(self.actor, dtype=np.int32))
        object.__setattr__(self, "share", np.ascontiguousarray(self.share, dtype=np.float64))
        if self.actor.shape != self.share.shape or self.actor.ndim != 1:
            raise ValueError(f"{self.actor.shape} actors have {self.share.shape} shares; give one share each")
        if (self.share < 0).any() or self.share.sum() > 1 + 1e-9:
            raise ValueError(f"shares must be 0 or more and sum to 1 at most, not {self.share.sum():.4g}")


def wire(
    network: Network,
    *,
    windows: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None,
    pools: tuple[Opening, ...] = (),
) -> Wiring:
    """Lay out a network.

    Args:
        network: actors and channels; `normalised()` first where rates were fitted so.
        windows: decimal years each actor can adopt from and until, shapes (n,).
        pools: openings of each pool of trained people.

    Raises:
        ValueError: when there are more than 127 layers, or a pool names an actor that is not there.
    """
    n = len(network.actors)
    if len(network.layers) > np.iinfo(np.int8).max:
        raise ValueError(f"{len(network.layers)} layers are too many; the most is 127")
    for opening in pools:
        if len(opening.actor) and not 0 <= opening.actor.min() <= opening.actor.max() < n:
            raise ValueError(f"a pool's actors must be 0 to {n - 1}")
    out = network.csr()[1]
    always = not (np.isfinite(out.start).any() or np.isfinite(out.end).any())
    longest = max([len(source.times) for source in network.exogenous], default=1)
    times = np.full((len(network.exogenous), longest), np.inf)
    values = np.zeros((len(network.exogenous), longest))
    for e, source in enumerate(network.exogenous):
        times[e, : len(source.times)] = source.times
        values[e, : len(source.values)] = source.values
    level = [source.level for source in network.exogenous]
    small = len(out.neighbour) < np.iinfo(np.int32).max
    return Wiring(
        pointer=out.pointer.astype(np.int32 if small else np.int64),
        target=out.neighbour.astype(np.int32),
        layer=out.layer.astype(np.int8),
        weight=out.weight.astype(np.float32),
        start=_NONE if always else out.start,
        end=_NONE if always else out.end,
        kernel_code=np.array([layer.kernel.code for layer in network.layers], dtype=np.int8),
        kernel_rate=np.array([layer.kernel.rate for layer in network.layers], dtype=np.float64),
        level=np.array(level, dtype=np.float32).reshape(len(level), n),
        profile_time=times,
        profile_value=values,
        opens=_NONE if windows is None else np.ascontiguousarray(windows[0], dtype=np.float64),
        closes=_NONE if windows is None else np.ascontiguousarray(windows[1], dtype=np.float64),
        pool_pointer=np.concatenate(([0], np.cumsum([len(p.actor) for p in pools]))).astype(np.int64),
        pool_actor=np.concatenate([np.zeros(0, np.int32)] + [p.actor for p in pools]),
        pool_share=np.concatenate([np.zeros(0)] + [p.share for p in pools]),
    )
