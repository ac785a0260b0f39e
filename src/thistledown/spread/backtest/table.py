"""Tables of who took up what in which year, and of who is tied to whom."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Later than any year: not taken up.
NEVER = 9_999
FIRST_YEAR, LAST_YEAR = 1, 2_500
COLUMNS = ("unit", "capability", "year")
LAYER_COLUMNS = ("source", "target")


class TableError(ValueError):
    """A table that cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class AdoptionTable:
    """Years of first adoption.

    Attributes:
        units: names, shape (n,); capabilities: names, shape (c,).
        capabilities: what was taken up.
        year: first year in which a unit had a capability, NEVER where it had not; shape (c, n), int64.
        last: the last year the table looks at.
    """

    units: tuple[str, ...]
    capabilities: tuple[str, ...]
    year: NDArray[np.int64]
    last: int

    @classmethod
    def from_rows(
        cls, rows: Iterable[tuple[str, str, int]], *, last: int | None = None, first: int | None = None
    ) -> AdoptionTable:
        """Build a table from (unit, capability, year); of repeated adoptions the first counts.

        Args:
            rows: one an adoption.
            last: the last year that was looked at; the newest adoption when left out. Later rows are dropped.
            first: leave out capabilities that were first taken up before this year.

        Raises:
            TableError: when nothing is left, or fewer than two units.
        """
        found: dict[tuple[str, str], int] = {}
        for unit, capability, year in rows:
            key = capability, unit
            found[key] = min(year, found.get(key, NEVER))
        if not found:
            raise TableError("the table has no adoption; it needs one row an adoption")
        until = max(found.values()) if last is None else last
        began: dict[str, int] = {}
        for (capability, _), year in found.items():
            began[capability] = min(year, began.get(capability, NEVER))
        capabilities = sorted(
            name for name, year in began.items() if year <= until and (first is None or year >= first)
        )
        units = sorted({unit for _, unit in found})
        if len(units) < 2:
            raise TableError("the table has one unit only; whether something spreads needs two or more")
        if not capabilities:
            raise TableError(f"no capability was first taken up between {first} and {until}; widen the years")
        place = {name: index for index, name in enumerate(capabilities)}
        column = {name: index for index, name in enumerate(units)}
        matrix = np.full((len(capabilities), len(units)), NEVER, dtype=np.int64)
        for (capability, unit), year in found.items():
            if capability in place and year <= until:
                matrix[place[capability], column[unit]] = year
        return cls(tuple(units), tuple(capabilities), matrix, until)

    @property
    def adoptions(self) -> int:
        """How many adoptions there are."""
        return int((self.year < NEVER).sum())


@dataclass(frozen=True, slots=True)
class Layer:
    """Ties between units.

    Attributes:
        name: what the tie is.
        weight: of the tie from row to column, shape (n, n), 0 where there is none.
    """

    name: str
    weight: NDArray[np.float64]


def read_adoptions(
    path: Path, names: Mapping[str, str] | None = None, *, last: int | None = None, first: int | None = None
) -> AdoptionTable:
    """Read a CSV file with the columns unit, capability and year.

    Args:
        path: the file, UTF-8, first line naming the columns.
        names: what the file calls them, where it differs: {"unit": "statenam"}.
        last: as `AdoptionTable.from_rows`.
        first: as `AdoptionTable.from_rows`.

    Raises:
        TableError: when a column is missing or a year is none, naming the line.
    """
    wanted = {column: (names or {}).get(column, column) for column in COLUMNS}
    return AdoptionTable.from_rows(_adoptions(path, wanted), last=last, first=first)


def _adoptions(path: Path, wanted: Mapping[str, str]) -> list[tuple[str, str, int]]:
    rows = []
    for line, row in _rows(path, list(wanted.values()), "--column unit=NAME, capability=NAME or year=NAME"):
        unit, capability, written = (row[wanted[column]].strip() for column in COLUMNS)
        if not written or written.upper() in {"NA", "NAN", "."}:
            continue
        year = _number(written, path, line, "year")
        if year != int(year) or not FIRST_YEAR <= year <= LAST_YEAR:
            raise TableError(f"{path}, line {line}: {written!r} is no year")
        if not unit or not capability:
            raise TableError(f"{path}, line {line}: the unit or the capability is empty")
        rows.append((unit, capability, int(year)))
    return rows


def read_layer(path: Path, units: Sequence[str]) -> Layer:
    """Read ties from a CSV file with the columns source, target and, where they differ, weight.

    Raises:
        TableError: when a column is missing, a weight is no number of 0 or more, or no tie is between
            units of the table.
    """
    column = {name: index for index, name in enumerate(units)}
    weight = np.zeros((len(units), len(units)))
    for line, row in _rows(path, list(LAYER_COLUMNS), "those columns, and weight if ties differ"):
        value = _number(row["weight"], path, line, "weight") if row.get("weight") else 1.0
        if not value >= 0:
            raise TableError(f"{path}, line {line}: the weight {value} is below 0")
        source, target = row["source"].strip(), row["target"].strip()
        if source in column and target in column and source != target:
            weight[column[source], column[target]] += value
    if not weight.any():
        raise TableError(f"{path}: no tie is between two units of the table; are they named alike?")
    return Layer(path.stem, weight)


def _rows(path: Path, wanted: Sequence[str], advice: str) -> Iterable[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in wanted if name not in (reader.fieldnames or [])]
            if missing:
                has = ", ".join(reader.fieldnames or []) or "no columns"
                raise TableError(
                    f"{path} has no column {', '.join(missing)} (it has {has}); name them with {advice}"
                )
            for row in reader:
                if any(row[name] is None for name in wanted):
                    raise TableError(f"{path}, line {reader.line_num}: the line is cut short")
                yield reader.line_num, row
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path} is not a CSV file in UTF-8: {error}") from error


def _number(written: str, path: Path, line: int, what: str) -> float:
    try:
        return float(written)
    except ValueError:
        raise TableError(f"{path}, line {line}: {written!r} is no {what}") from None
