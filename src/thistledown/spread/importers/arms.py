"""Arms-transfer registers: who delivered what to whom, in which years.

For registers such as SIPRI's trade register, which may be used but not handed on: one CSV file as exported,
its columns named by the caller, since exports differ. Years marked as estimates keep their margin.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

COLUMNS = ("supplier", "recipient", "delivered")
OPTIONAL = ("description", "estimate")


def delivery_arcs(
    path: Path,
    resolve: Callable[[str], str | None],
    *,
    names: Mapping[str, str],
    wanted: Callable[[str], bool] = lambda description: True,
    lasts: float = 10.0,
    encoding: str = "utf-8-sig",
) -> dict[str, list[Any]]:
    """Channels as a table of arcs for `Network.from_frame`, layer "arms deliveries", one a pair and delivery.

    Args:
        path: the CSV file.
        resolve: an actor of the network for a name of the register; None leaves the row out.
        names: what the file calls supplier, recipient and delivered (a year, or years separated by `;`), and
            if it has them description and estimate (any mark there widens the year by one on both sides).
        wanted: which descriptions count.
        lasts: years for which a delivery is held to show that two actors deal with each other.
        encoding: of the file.

    Raises:
        ValueError: when a column is missing or a year is none; the message says where.
    """
    if stray := sorted(set(names) - {*COLUMNS, *OPTIONAL}):
        raise ValueError(
            f"{stray[0]!r} is no column of a register; they are {', '.join((*COLUMNS, *OPTIONAL))}"
        )
    if absent := [name for name in COLUMNS if name not in names]:
        raise ValueError(f"say what the file calls {', '.join(absent)}")
    table: dict[str, list[Any]] = {
        name: [] for name in ("source", "target", "layer", "pathway", "start", "end")
    }
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in names.values() if name not in (reader.fieldnames or [])]
        if missing:
            raise ValueError(f"{path} has no column {', '.join(missing)}")
        for row in reader:
            if "description" in names and not wanted(row[names["description"]] or ""):
                continue
            source, target = (resolve((row[names[end]] or "").strip()) for end in ("supplier", "recipient"))
            if not source or not target or source == target:
                continue
            margin = 1 if "estimate" in names and (row[names["estimate"]] or "").strip() else 0
            for written in (row[names["delivered"]] or "").split(";"):
                if not written.strip():
                    continue
                year = _year(written.strip(), path, reader.line_num)
                start = float(year - margin)
                values = (source, target, "arms deliveries", "state-transfer", start, year + margin + lasts)
                for column, value in zip(table.values(), values, strict=True):
                    column.append(value)
    return table


def _year(written: str, path: Path, line: int) -> int:
    if not (written.isascii() and written.isdigit() and len(written) == 4):
        raise ValueError(f"{path}, line {line}: {written!r} is no year")
    return int(written)
