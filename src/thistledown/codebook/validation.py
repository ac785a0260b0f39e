"""Check a data folder: columns, types, closed sets, keys, and the rules that span tables.

Run it with `python -m thistledown.codebook.validation [FOLDER]`; the exit code is 1 when something is
wrong.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from thistledown.codebook.crosschecks import crosschecks
from thistledown.codebook.finding import Finding, shown
from thistledown.codebook.package import PackageError, Table, read_package
from thistledown.codebook.rows import Row
from thistledown.codebook.shipped import PACKAGE_FILE, shipped_folder


def validate(folder: Path) -> list[Finding]:
    """Everything wrong in a data folder, table by table, then between tables.

    Args:
        folder: a folder with a `datapackage.json` and the tables it names.
    """
    try:
        tables = read_package(folder / PACKAGE_FILE)
    except PackageError as error:
        return [Finding(PACKAGE_FILE, None, None, str(error), "restore it; it states what the tables hold")]
    found: list[Finding] = []
    rows: dict[str, list[tuple[int, Row]]] = {}
    for table in tables:
        read = _read(folder / table.path, table, found)
        if read is not None:
            rows[table.name] = read
            found.extend(_cells(table, read))
            found.extend(_keys(table, read))
    for table in tables:
        found.extend(_foreign_keys(table, rows))
    found.extend(crosschecks(rows, {table.name: table.path for table in tables}))
    return found


def _read(path: Path, table: Table, found: list[Finding]) -> list[tuple[int, Row]] | None:
    """Numbered rows of a table with exactly its columns; None, with a finding, when it has others."""

    def add(row: int | None, what: str, advice: str) -> None:
        found.append(Finding(path.name, row, None, what, advice))

    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except FileNotFoundError:
        add(None, "the file is missing", "restore it, or take it out of datapackage.json")
        return None
    except UnicodeDecodeError as error:
        add(None, f"it is not UTF-8 (byte {error.start})", "save it as UTF-8")
        return None
    if text.startswith("\ufeff"):
        add(None, "it begins with a byte order mark", "save it as UTF-8 without one")
        text = text[1:]
    if b"\r" in content:
        add(None, "it has carriage returns", "save it with plain line feeds")
    if text and not text.endswith("\n"):
        add(None, "the last line has no end", "end the file with a line feed")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        add(None, f"it is not well-formed CSV ({error})", "quote cells as RFC 4180 has it")
        return None
    header = lines[0] if lines else []
    if header != table.columns:
        add(
            1, f"the columns are {shown(', '.join(header), 200)}", f"they must be: {', '.join(table.columns)}"
        )
        return None
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if len(cells) != len(header):
            add(number, f"it has {len(cells)} cells", f"it needs {len(header)}")
        else:
            rows.append((number, dict(zip(header, cells, strict=True))))
    return rows


def _cells(table: Table, rows: list[tuple[int, Row]]) -> Iterator[Finding]:
    for field in table.fields:
        seen: dict[str, int] = {}
        fine: set[str] = set()
        for number, row in rows:
            cell = row[field.name]
            if cell not in fine:
                fault = field.fault(cell)
                if fault is None:
                    fine.add(cell)
                else:
                    yield Finding(table.path, number, field.name, *fault)
            if field.unique and cell:
                if cell in seen:
                    what = f"{shown(cell)} is already in row {seen[cell]}"
                    yield Finding(table.path, number, field.name, what, "values of this column are unique")
                seen.setdefault(cell, number)


def _keys(table: Table, rows: list[tuple[int, Row]]) -> Iterator[Finding]:
    if len(table.key) < 2:
        return
    seen: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        key = tuple(row[name] for name in table.key)
        if key in seen:
            what = f"{shown(' / '.join(key), 120)} is already in row {seen[key]}"
            yield Finding(
                table.path, number, table.key[-1], what, f"{', '.join(table.key)} together are unique"
            )
        seen.setdefault(key, number)


def _foreign_keys(table: Table, rows: dict[str, list[tuple[int, Row]]]) -> Iterator[Finding]:
    for key in table.foreign:
        if table.name not in rows or key.table not in rows:
            continue
        known = {tuple(row[name] for name in key.to) for _, row in rows[key.table]}
        for number, row in rows[table.name]:
            value = tuple(row[name] for name in key.fields)
            if any(value) and value not in known:
                what = f"{shown(' / '.join(value))} is not in {key.table}"
                advice = f"add it there ({', '.join(key.to)}), or correct it"
                yield Finding(table.path, number, key.fields[0], what, advice)


def main(arguments: list[str]) -> int:
    """Print every finding of a folder (the shipped one by default); return the exit code."""
    if len(arguments) > 1 or any(word.startswith("-") for word in arguments):
        print("usage: python -m thistledown.codebook.validation [FOLDER]", file=sys.stderr)
        return 2
    folder = Path(arguments[0]) if arguments else shipped_folder()
    found = validate(folder)
    for finding in found:
        print(finding)
    print(f"{folder}: {len(found)} finding{'' if len(found) == 1 else 's'}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
