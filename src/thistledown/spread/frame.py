"""Columns of a table, whatever library made the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@runtime_checkable
class Table(Protocol):
    """What a data frame of pandas or polars has in common: named columns."""

    @property
    def columns(self) -> Iterable[Any]:
        """Names of the columns."""
        ...

    def __getitem__(self, name: str, /) -> Any:
        """One column."""
        ...


Frame = Table | Mapping[str, Sequence[Any] | NDArray[Any]]


class Columns:
    """The columns of a table, checked against the ones that are understood.

    Args:
        frame: a data frame, or a mapping of names to columns of equal length.
        what: what a row is, for messages ("arc", "acquisition").
        required: columns that must be there.
        optional: columns that may be there; any other is refused, because a misspelt column that is
            passed over in silence is a wrong result.

    Raises:
        ValueError: when a column is missing, unknown, or as long as no other.
        TypeError: when `frame` is no table.
    """

    def __init__(
        self, frame: Frame, what: str, *, required: Sequence[str], optional: Sequence[str] = ()
    ) -> None:
        if not isinstance(frame, Table | Mapping):
            raise TypeError(
                f"{type(frame).__name__} is no table; give a data frame or a mapping of names to columns"
            )
        names = [str(n) for n in (frame.keys() if isinstance(frame, Mapping) else frame.columns)]
        if missing := [name for name in required if name not in names]:
            raise ValueError(f"the {what} table lacks {_listed(missing)}; it has {_listed(names)}")
        if unknown := [name for name in names if name not in {*required, *optional}]:
            raise ValueError(
                f"unknown column {_listed(unknown)} in the {what} table; "
                f"known are {_listed([*required, *optional])}"
            )
        self.what = what
        self._values: dict[str, NDArray[Any]] = {name: _array(frame[name]) for name in names}
        lengths = {name: len(values) for name, values in self._values.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns of the {what} table differ in length: {lengths}")
        self._rows = next(iter(lengths.values()), 0)

    def __len__(self) -> int:
        """How many rows there are."""
        return self._rows

    def __contains__(self, name: str) -> bool:
        """Whether the table has this column."""
        return name in self._values

    def numbers(self, name: str, *, missing: float | None = None) -> Floats:
        """A column as floats, shape (rows,).

        Args:
            name: the column.
            missing: what stands for an empty cell or an absent column; None refuses empty cells.

        Raises:
            ValueError: when a cell is no number, or empty where it may not be.
        """
        if name not in self._values:
            return np.full(self._rows, np.nan if missing is None else missing)
        values = np.empty(self._rows)
        for row, cell in enumerate(self._values[name]):
            if _empty(cell):
                if missing is None:
                    raise ValueError(f"{self.what} {row}: {name!r} is empty")
                values[row] = missing
                continue
            try:
                values[row] = float(cell)
            except (TypeError, ValueError):
                raise ValueError(
                    f"{self.what} {row}: {name!r} is {str(cell)[:40]!r}, which is no number; "
                    "write times as decimal years"
                ) from None
        return values

    def texts(self, name: str, *, missing: str | None = None) -> tuple[str, ...]:
        """A column as texts; `missing` stands for empty cells, or None refuses them."""
        if name not in self._values:
            return ("" if missing is None else missing,) * self._rows
        cells = []
        for row, cell in enumerate(self._values[name]):
            if _empty(cell):
                if missing is None:
                    raise ValueError(f"{self.what} {row}: {name!r} is empty")
                cells.append(missing)
            else:
                cells.append(str(cell))
        return tuple(cells)


def _array(column: Any) -> NDArray[Any]:
    values = column.to_numpy() if hasattr(column, "to_numpy") else column
    return values if isinstance(values, np.ndarray) else np.array(list(values), dtype=object)


def _empty(cell: Any) -> bool:
    """None, an empty text, and whatever is unequal to itself (not-a-number, not-a-time)."""
    if cell is None or (isinstance(cell, str) and not cell):
        return True
    try:
        return bool(cell != cell)
    except TypeError:  # pandas' NA refuses to be true or false
        return True


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name[:40]) for name in names[:20])
