"""The schema of a data folder, as `datapackage.json` states it, and the checks of single cells."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from thistledown.codebook.days import first_day
from thistledown.codebook.finding import shown

# Invisible marks that reorder or hide text; none belongs in a name or a summary.
_HIDDEN = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_HIDDEN_CLASSES = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})

Fault = tuple[str, str]


class PackageError(ValueError):
    """`datapackage.json` cannot be read or does not describe tables."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, type and constraints, as Table Schema has them."""

    name: str
    type: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None

    def fault(self, cell: str) -> Fault | None:
        """What is wrong with a cell, and what to do; None when nothing is."""
        if not cell:
            return ("it is empty", "this column needs a value in every row") if self.required else None
        return _text_fault(cell) or self._type_fault(cell) or self._constraint_fault(cell)

    @property
    def _numeric(self) -> bool:
        return self.type in ("integer", "number")

    def _type_fault(self, cell: str) -> Fault | None:
        if self.type == "date":
            try:
                if len(cell) == len("2026-01-01"):
                    date.fromisoformat(cell)
                    return None
            except ValueError:
                pass
            return f"{shown(cell)} is no day", "write YYYY-MM-DD"
        if self.type == "boolean" and cell not in ("true", "false"):
            return f"{shown(cell)} is neither true nor false", "write true, or leave it empty"
        if self.type == "integer" and re.fullmatch(r"-?\d+", cell, re.ASCII) is None:
            return f"{shown(cell)} is no whole number", "write digits only"
        if self.type == "number" and re.fullmatch(r"-?\d+(\.\d+)?", cell, re.ASCII) is None:
            return f"{shown(cell)} is no number", "write it as in -12.5"
        return None

    def _constraint_fault(self, cell: str) -> Fault | None:
        if self.enum and cell not in self.enum:
            return f"{shown(cell)} is not in the closed set", f"use one of: {', '.join(self.enum)}"
        if self.pattern and re.fullmatch(self.pattern, cell) is None:
            return f"{shown(cell)} has another shape than this column", f"it must match {self.pattern}"
        if self.minimum is not None and self._numeric and float(cell) < self.minimum:
            return f"{cell} is too small", f"the least is {self.minimum:g}"
        if self.maximum is not None and self._numeric and float(cell) > self.maximum:
            return f"{cell} is too large", f"the most is {self.maximum:g}"
        if self.max_length is not None and len(cell) > self.max_length:
            return f"{len(cell)} characters are too long", f"the most is {self.max_length}"
        return None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must stand in columns of another table."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the package.

    Attributes:
        name: resource name, as foreign keys write it.
        path: file name.
        fields: columns, in order.
        key: columns that together name a row.
        foreign: foreign keys.
    """

    name: str
    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return [field.name for field in self.fields]


def read_package(path: Path) -> list[Table]:
    """The tables that a `datapackage.json` describes.

    Raises:
        PackageError: when it cannot be read, or a resource is no table with a plain file name.
    """
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        return [_table(resource) for resource in package["resources"]]
    except FileNotFoundError as error:
        raise PackageError("there is no datapackage.json in this folder") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise PackageError(f"it is not readable JSON: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise PackageError(
            f"it does not describe tables as a Tabular Data Package does: {error!r}"
        ) from error


def day_fault(cell: str) -> Fault | None:
    """What is wrong with a partial date that has the right shape."""
    try:
        first_day(cell)
    except ValueError as error:
        return str(error), "write a real YYYY, YYYY-MM or YYYY-MM-DD"
    return None


def url_fault(cell: str) -> Fault | None:
    """What is wrong with a web address."""
    advice = "give the full http or https address of the page"
    try:
        parts = urlsplit(cell)
        port = parts.port
    except ValueError as error:
        return f"{shown(cell)} is no address ({error})", advice
    if parts.scheme not in ("http", "https") or not parts.hostname or "." not in parts.hostname:
        return f"{shown(cell)} is no web address", advice
    if parts.username is not None or parts.password is not None:
        return "the address has a user name or password in it", "take it out"
    if port == 0 or any(mark in cell for mark in '<>"{}|\\^`'):
        return f"{shown(cell)} has marks an address cannot have", "percent-encode them"
    return None


def _text_fault(cell: str) -> Fault | None:
    for mark in cell:
        if mark in _HIDDEN or unicodedata.category(mark) in _HIDDEN_CLASSES:
            return f"it has the hidden character U+{ord(mark):04X}", "take it out"
    if not unicodedata.is_normalized("NFC", cell):
        return f"{ascii(cell)[:60]} is not in Unicode form NFC", "normalise it"
    if cell != cell.strip():
        return f"{shown(cell)} has space around it", "take it off"
    return None


def _table(resource: Mapping[str, Any]) -> Table:
    path = resource["path"]
    if path != Path(path).name:
        raise PackageError(f"the path {shown(path)} of a resource is no plain file name")
    schema = resource["schema"]
    key = schema.get("primaryKey", [])
    return Table(
        name=resource["name"],
        path=path,
        fields=tuple(_field(item) for item in schema["fields"]),
        key=tuple([key] if isinstance(key, str) else key),
        foreign=tuple(
            ForeignKey(
                tuple(item["fields"]), item["reference"]["resource"], tuple(item["reference"]["fields"])
            )
            for item in schema.get("foreignKeys", [])
        ),
    )


def _field(item: Mapping[str, Any]) -> Field:
    limits = item.get("constraints", {})
    return Field(
        name=item["name"],
        type=item.get("type", "string"),
        required=bool(limits.get("required", False)),
        unique=bool(limits.get("unique", False)),
        enum=tuple(limits.get("enum", ())),
        pattern=limits.get("pattern"),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        max_length=limits.get("maxLength"),
    )
