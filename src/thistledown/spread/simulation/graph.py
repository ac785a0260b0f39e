"""A plain graph in compressed rows, in memory or mapped from files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_POINTER = "pointer.npy"
_TARGET = "target.npy"


@dataclass(frozen=True, slots=True)
class Graph:
    """Arcs of node i stand in target[pointer[i]:pointer[i + 1]].

    Attributes:
        pointer: shape (n + 1,), int32: half the memory of int64, so more of it stays in the cache.
        target: shape (m,), int32.

    Raises:
        ValueError: when the rows do not cover the targets in order, or a target is no node.
    """

    pointer: NDArray[np.int32]
    target: NDArray[np.int32]

    def __post_init__(self) -> None:
        for name in ("pointer", "target"):
            if getattr(self, name).dtype != np.int32 or getattr(self, name).ndim != 1:
                raise ValueError(f"{name} must be one row of int32, not {getattr(self, name).dtype}")
        p, t = self.pointer, self.target
        if not len(p) or p[0] != 0 or p[-1] != len(t) or (np.diff(p) < 0).any():
            raise ValueError("pointer must rise from 0 to the number of arcs")
        if len(t) and not 0 <= t.min() <= t.max() < len(p) - 1:
            raise ValueError(f"targets must be nodes 0 to {len(p) - 2}")

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.pointer) - 1

    @property
    def arcs(self) -> int:
        """How many arcs there are; an edge that works both ways is two."""
        return len(self.target)

    @classmethod
    def from_edges(cls, nodes: int, one: NDArray[Any], other: NDArray[Any], *, both: bool = True) -> Graph:
        """A graph of edges one[k] - other[k]; with `both` false only the arcs one[k] -> other[k]."""
        source = np.concatenate([one, other]) if both else np.asarray(one)
        target = np.concatenate([other, one]) if both else np.asarray(other)
        if len(source) >= 2**31:
            raise ValueError(f"{len(source)} arcs are more than rows of int32 can number")
        if (
            len(source)
            and not 0 <= min(source.min(), target.min()) <= max(source.max(), target.max()) < nodes
        ):
            raise ValueError(f"ends of edges must be nodes 0 to {nodes - 1}")
        # Sorting by both ends keeps the reads of a row in the order of memory.
        order = np.lexsort((target, source))
        counts = np.bincount(source, minlength=nodes)
        pointer = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        return cls(pointer, target[order].astype(np.int32))

    def save(self, folder: Path) -> None:
        """Write the rows as .npy files that `open` maps."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / _POINTER, self.pointer)
        np.save(folder / _TARGET, self.target)

    @classmethod
    def open(cls, folder: Path) -> Graph:
        """The graph of a folder, mapped: processes of one machine share one copy in memory.

        Raises:
            FileNotFoundError: when `save` has not written there.
        """
        return cls(np.load(folder / _POINTER, mmap_mode="r"), np.load(folder / _TARGET, mmap_mode="r"))
