"""Many strings in one block of bytes, so that a column of them is saved and opened like one of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Strings:
    """A column of strings.

    Attributes:
        block: their UTF-8 bytes, one after the other, shape (bytes,).
        ends: where each ends, shape (strings,).
    """

    block: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        """A column of these strings; a lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
        parts = [text.encode("utf-8", "replace") for text in texts]
        ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
        return cls(np.frombuffer(b"".join(parts), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, row: int) -> str:
        start = int(self.ends[row - 1]) if row else 0
        return bytes(self.block[start : int(self.ends[row])]).decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return (self[row] for row in range(len(self)))

    @cached_property
    def index(self) -> dict[str, int]:
        """Where each string stands."""
        return {text: row for row, text in enumerate(self)}
