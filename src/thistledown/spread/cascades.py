"""Cascades: who took something up, and when, once for each thing that spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Cascades:
    """Many cascades over the same nodes, packed into flat arrays.

    Attributes:
        nodes: names of the nodes, shape (n,).
        start: where each cascade begins in `node` and `time`; shape (c + 1,), int64.
        node: index of the node that took it up, in order of time within each cascade; shape (m,), int32.
        time: when, in one unit for all; shape (m,), float64.
        horizon: until when each cascade was watched; shape (c,), float64.
    """

    nodes: tuple[str, ...]
    start: NDArray[np.int64]
    node: NDArray[np.int32]
    time: NDArray[np.float64]
    horizon: NDArray[np.float64]

    def __len__(self) -> int:
        """How many cascades there are."""
        return len(self.start) - 1

    @classmethod
    def pack(
        cls,
        nodes: Sequence[str],
        cascades: Sequence[tuple[ArrayLike, ArrayLike]],
        *,
        horizon: float | Sequence[float],
    ) -> Cascades:
        """Pack cascades given as (node indices, times).

        Args:
            nodes: names, shape (n,).
            cascades: each a pair of equally long sequences; a node takes part once.
            horizon: until when they were watched: one number for all or one for each.

        Raises:
            ValueError: when a cascade names a node twice or one that is not there, has times that are no
                numbers, or goes on after it was watched; the message says which.
        """
        ends = np.broadcast_to(np.asarray(horizon, dtype=np.float64), (len(cascades),)).copy()
        start = np.zeros(len(cascades) + 1, dtype=np.int64)
        ids: list[NDArray[np.int32]] = []
        times: list[NDArray[np.float64]] = []
        for number, (members, moments) in enumerate(cascades):
            who = np.asarray(members, dtype=np.int64)
            when = np.asarray(moments, dtype=np.float64)
            if who.shape != when.shape or who.ndim != 1:
                raise ValueError(f"cascade {number}: {who.size} nodes but {when.size} times")
            if who.size and (who.min() < 0 or who.max() >= len(nodes)):
                raise ValueError(f"cascade {number}: a node index is outside 0 to {len(nodes) - 1}")
            if len(np.unique(who)) != who.size:
                raise ValueError(f"cascade {number}: a node takes it up twice; keep the first time only")
            if not np.all(np.isfinite(when)):
                raise ValueError(f"cascade {number}: a time is not a number")
            if when.size and when.max() > ends[number]:
                raise ValueError(f"cascade {number}: a time lies after {ends[number]}, when watching ended")
            order = np.argsort(when, kind="stable")
            ids.append(who[order].astype(np.int32))
            times.append(when[order])
            start[number + 1] = start[number] + who.size
        return cls(
            tuple(nodes),
            start,
            np.concatenate(ids) if ids else np.zeros(0, np.int32),
            np.concatenate(times) if times else np.zeros(0, np.float64),
            ends,
        )

    @classmethod
    def from_columns(
        cls, cascade: Sequence[Any], node: Sequence[Any], time: Sequence[float], *, horizon: float
    ) -> Cascades:
        """Pack three columns of equal length: which cascade, which node, when.

        Raises:
            ValueError: as `pack`, or when the columns differ in length.
        """
        if not len(cascade) == len(node) == len(time):
            raise ValueError("the columns cascade, node and time differ in length")
        nodes = sorted({str(name) for name in node})
        place = {name: index for index, name in enumerate(nodes)}
        grouped: dict[str, tuple[list[int], list[float]]] = {}
        for name, member, moment in zip(cascade, node, time, strict=True):
            members, moments = grouped.setdefault(str(name), ([], []))
            members.append(place[str(member)])
            moments.append(float(moment))
        return cls.pack(nodes, [grouped[name] for name in sorted(grouped)], horizon=horizon)
