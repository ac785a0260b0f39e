"""Rows of the shipped tables, read plainly, with errors that say where."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

Row = dict[str, str]


class TableError(ValueError):
    """A row of a shipped table cannot be read; says file, row, and what to do."""


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file by column name; a missing trailing cell reads as empty.

    Raises:
        TableError: when the file has no header row.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        header = next(reader, None)
        if not header:
            raise TableError(f"{path.name} is empty; it needs a header row")
        width = len(header)
        for cells in reader:
            if cells:
                yield dict(zip(header, cells + [""] * (width - len(cells)), strict=False))


def read_table(path: Path, build: Callable[[Row], T]) -> list[T]:
    """One object a row.

    Args:
        path: a CSV file with a header row.
        build: makes the object; may raise KeyError for a missing column, ValueError for a bad cell.

    Raises:
        TableError: naming the file and the row when a row cannot be built.
    """
    built: list[T] = []
    for number, row in enumerate(read_rows(path), start=2):
        try:
            built.append(build(row))
        except KeyError as error:
            raise TableError(f"{path.name} has no column {error}; see datapackage.json") from error
        except ValueError as error:
            raise TableError(
                f"{path.name}, row {number}: {error}; `thistledown doctor` checks the whole folder"
            ) from error
    return built
