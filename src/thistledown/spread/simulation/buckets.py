"""Buckets of nodes by time, as pieces of one growing pool.

A bucket is a chain of pieces; the first entry of a piece says where the piece before it ends. `tail` holds
where the next entry of each bucket goes: 0 stands for an empty bucket, and a multiple of the length of a
piece says that the last one is full. Pieces of emptied buckets are used again, so the memory in use stays
small and in the cache.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

# Entries of a piece, a power of two.
PIECE = 16
# Numbers of `state`: the next unused piece, the first piece given back, entries in all buckets.
FRESH, FREE, PENDING = 0, 1, 2


@numba.njit(cache=True)
def doubled(values: Any) -> Any:
    """A copy with as much room again."""
    longer = np.empty(2 * values.size, values.dtype)
    longer[: values.size] = values
    return longer


@numba.njit(cache=True)
def roomy(pool: Any, state: Any, entries: Any) -> Any:
    """The pool, moved to a longer one if so many entries might not fit."""
    while pool.size < state[FRESH] + entries * PIECE:
        pool = doubled(pool)
    return pool


@numba.njit(cache=True)
def put(pool: Any, tail: Any, state: Any, slot: Any, node: Any) -> None:
    """Add a node to a bucket; the pool must have room (`roomy`)."""
    at = tail[slot]
    if (at & (PIECE - 1)) == 0:
        piece = state[FREE]
        if piece:
            state[FREE] = pool[piece]
        else:
            piece = state[FRESH]
            state[FRESH] = piece + PIECE
        pool[piece] = np.int32(at)
        at = piece + 1
    pool[at] = node
    tail[slot] = at + 1
    state[PENDING] += 1


@numba.njit(cache=True)
def take(pool: Any, tail: Any, state: Any, slot: Any, work: Any) -> Any:
    """Move a bucket's entries to the beginning of `work`; returns it (perhaps moved) and how many."""
    size = 0
    at = tail[slot]
    tail[slot] = 0
    while at:
        piece = (at - 1) & ~np.int64(PIECE - 1)
        if size + PIECE > work.size:
            work = doubled(work)
        for i in range(piece + 1, at):
            work[size] = pool[i]
            size += 1
        at = np.int64(pool[piece])
        pool[piece] = np.int32(state[FREE])
        state[FREE] = piece
    state[PENDING] -= size
    return work, size
