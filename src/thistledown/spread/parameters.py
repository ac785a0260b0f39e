"""Reported quantities: numbers that pages give, and the priors their spread makes.

The shipped table `parameters.csv` holds what was reported about training, volunteers, veterans, output and
use. Reports of one quantity often disagree; how far apart they are is taken as how uncertain the quantity is.
What nobody reports is not in the table: a scenario states it as assumed, with its reason.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from thistledown.codebook.shipped import shipped
from thistledown.spread.scenario.quantity import Quantity, fixed, triangular

SHIPPED = "parameters.csv"

_CSV_COLUMNS = (
    "id", "quantity", "actor", "value", "low", "high", "unit", "as_of", "approximate", "url", "also", "note",
)  # fmt: skip
_JSON_KEYS = frozenset({"quantity", "actor", "value", "low", "high", "unit", "as_of", "source_url", "note"})
_AS_OF = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?", re.ASCII)
# Longest file read, in bytes; the shipped one has about 25,000.
_LONGEST = 10_000_000


class ParameterError(ValueError):
    """A file of quantities cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One number that a page gives.

    Attributes:
        id: stable and readable; "line 3" and so on where the file has none.
        quantity: what was counted.
        actor: of whom.
        value: the number; None when the page gives bounds only.
        low: low bound, or the number itself when the page says "more than".
        high: high bound, or the number itself when the page says "up to".
        unit: in what.
        as_of: year or month it holds for.
        approximate: whether that date was inferred.
        urls: addresses of the pages.
        note: who says so and what to beware of.

    Raises:
        ParameterError: when there is no number, a bound lies on the wrong side, or the date or an address
            has another shape.
    """

    id: str
    quantity: str
    actor: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    as_of: str
    approximate: bool
    urls: tuple[str, ...]
    note: str

    def __post_init__(self) -> None:
        for word in ("quantity", "actor", "unit"):
            if not getattr(self, word).strip():
                raise ParameterError(f"{self.id}: the {word} is empty; fill it in")
        given = self.numbers
        if not given or not all(math.isfinite(number) for number in given):
            raise ParameterError(f"{self.id}: it needs a finite value, low or high, but has {given}")
        if list(given) != sorted(given):
            raise ParameterError(f"{self.id}: low, value and high must rise, but they are {given}")
        if _AS_OF.fullmatch(self.as_of) is None:
            raise ParameterError(f"{self.id}: as_of {self.as_of[:30]!r} is neither YYYY nor YYYY-MM")
        for url in self.urls or ("",):
            if not url.startswith(("https://", "http://")) or any(mark.isspace() for mark in url):
                raise ParameterError(f"{self.id}: {url[:60]!r} is no web address; say which page reports it")

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers given: low, value, high."""
        return tuple(number for number in (self.low, self.value, self.high) if number is not None)

    @property
    def middle(self) -> float:
        """The value, or the middle of the bounds."""
        return self.value if self.value is not None else sum(self.numbers) / len(self.numbers)


def read_parameters(path: Path | None = None) -> tuple[Reported, ...]:
    """The reported quantities of a file.

    Args:
        path: a .csv with the columns of the shipped table, or a .jsonl with one object a line (quantity,
            actor, value, low, high, unit, as_of, source_url, note); the shipped table when left out.

    Raises:
        ParameterError: when a line cannot be used.
        FileNotFoundError: when there is no such file.
    """
    file = shipped(SHIPPED) if path is None else path
    if (size := file.stat().st_size) > _LONGEST:
        raise ParameterError(f"{file.name} has {size} bytes; the most is {_LONGEST}")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParameterError(f"{file.name} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    if file.suffix == ".jsonl":
        return tuple(_from_json(number, line) for number, line in _lines(text))
    return tuple(_from_csv(file.name, text))


def about(
    reports: Iterable[Reported], quantity: str, *, actor: str | None = None, unit: str | None = None
) -> tuple[Reported, ...]:
    """The reports whose quantity contains a text, of an actor and in a unit where these are given.

    Raises:
        ParameterError: when there is none.
    """
    wanted = quantity.casefold()
    found = tuple(
        report
        for report in reports
        if wanted in report.quantity.casefold()
        and (actor is None or report.actor == actor)
        and (unit is None or report.unit == unit)
    )
    if not found:
        raise ParameterError(
            f"nothing reported about {quantity[:60]!r}"
            + (f" of {actor[:60]!r}" if actor else "")
            + "; state the number as assumed, with its reason"
        )
    return found


def prior(reports: Sequence[Reported], *, factor: float = 1.0) -> Quantity:
    """What several reports of one quantity say together: their spread is the prior's spread.

    Triangular from the lowest to the highest number given, most likely at the median of the reports; fixed
    when all give the same. A single number has no spread of its own: the result says what was reported, not
    that it is exact.

    Args:
        reports: of one quantity, in one unit.
        factor: by which numbers are multiplied, as .01 for percent.

    Raises:
        ParameterError: when there are none, or their units differ.
    """
    if not reports:
        raise ParameterError("no reports; state the number as assumed, with its reason")
    if len(units := sorted({report.unit for report in reports})) > 1:
        raise ParameterError(f"reports in {units[0]!r} and in {units[1]!r} cannot be put together")
    numbers = [number * factor for report in reports for number in report.numbers]
    sources = tuple(dict.fromkeys(url for report in reports for url in report.urls))
    low, high = min(numbers), max(numbers)
    if low == high:
        return fixed(low, sources=sources)
    return triangular(low, median(report.middle for report in reports) * factor, high, sources=sources)


def _lines(text: str) -> Iterable[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _from_json(number: int, line: str) -> Reported:
    where = f"line {number}"
    try:
        item = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ParameterError(f"{where} is not JSON: {error}") from error
    if not isinstance(item, dict) or set(item) != _JSON_KEYS:
        keys = sorted(set(item) ^ _JSON_KEYS) if isinstance(item, dict) else type(item).__name__
        raise ParameterError(f"{where} must have exactly the keys {sorted(_JSON_KEYS)}; look at {keys}")
    for key in ("quantity", "actor", "unit", "as_of", "source_url"):
        if not isinstance(item[key], str):
            raise ParameterError(f"{where}: {key} must be text, not {str(item[key])[:60]!r}")
    return Reported(
        id=where,
        quantity=item["quantity"],
        actor=item["actor"],
        value=_number(where, "value", item["value"]),
        low=_number(where, "low", item["low"]),
        high=_number(where, "high", item["high"]),
        unit=item["unit"],
        as_of=item["as_of"],
        approximate=False,
        urls=(item["source_url"],),
        note=str(item["note"] or ""),
    )


def _from_csv(name: str, text: str) -> Iterable[Reported]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(rows.fieldnames or ()) != _CSV_COLUMNS:
        raise ParameterError(f"{name} must have the columns {', '.join(_CSV_COLUMNS)}")
    for row in rows:
        where = f"line {rows.line_num}"
        if None in row or None in row.values():
            raise ParameterError(f"{where} of {name} has another number of cells than the header")
        yield Reported(
            id=row["id"] or where,
            quantity=row["quantity"],
            actor=row["actor"],
            value=_number(where, "value", row["value"] or None),
            low=_number(where, "low", row["low"] or None),
            high=_number(where, "high", row["high"] or None),
            unit=row["unit"],
            as_of=row["as_of"],
            approximate=row["approximate"] == "true",
            urls=tuple(url for url in (row["url"], row["also"]) if url),
            note=row["note"],
        )


def _number(where: str, key: str, cell: Any) -> float | None:
    if cell is None:
        return None
    try:
        if isinstance(cell, bool):
            raise ValueError
        return float(cell)
    except (TypeError, ValueError, OverflowError):
        raise ParameterError(f"{where}: {key} is no number: {str(cell)[:60]!r}") from None
