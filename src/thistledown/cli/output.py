"""What commands say: plain words for people on a terminal, JSON for scripts."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

if TYPE_CHECKING:
    from thistledown.casebook.report import Problem

# A name and password inside an address are nobody else's business, least of all a log's.
_PASSWORD = re.compile(r"//[^/@\s]*@")

DONE = 0
FAILED = 1
USAGE = 2
PARTLY = 3

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say_json(value: Any) -> None:
    """Print one JSON value on one line; control and bidi characters are written as escapes."""
    line = json.dumps(value, ensure_ascii=False, default=str)
    # A character of these kinds can only stand inside a string, where an escape means the same.
    line = "".join(c if c.isprintable() or _shown(c) else _escaped(c) for c in line)
    sys.stdout.write(line + "\n")


def plain(text: object) -> str:
    """Text from outside, made harmless for a terminal: no control or bidi characters, no markup."""
    return escape("".join(" " if c in "\n\t" else c if _shown(c) else "�" for c in str(text)))


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]


def fail(message: str, code: int = FAILED) -> typer.Exit:
    """Say what went wrong on standard error; `raise` what this returns."""
    err.print(f"[bold red]Not done:[/] {plain(message)}")
    return typer.Exit(code)


def print_problem(problem: Problem) -> None:
    """Say what was left out, why, and what to do."""
    where = _PASSWORD.sub("//…@", problem.locator)
    said = f"{plain(where)}: {plain(problem.what)}; {plain(problem.advice)}."
    err.print(f"[yellow]Left out[/] {said}")


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 report", "2 reports"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def print_reading(reports: int, claims: int, new: int, silent: int, notes: Mapping[str, int]) -> None:
    """Say what a round of reading found, and why some reports gave nothing."""
    found = f"{count(claims, 'claim')}, {new} of them new"
    out.print(f"{count(reports, 'report')} read: {found}; {count(silent, 'report')} without one.")
    for note, times in sorted(notes.items(), key=lambda pair: -pair[1])[:5]:
        out.print(f"  {times} × {plain(note)}")


@contextmanager
def progress(quiet: bool) -> Iterator[Progress]:
    """A progress display on standard error; nothing when quiet."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        disable=quiet or not err.is_terminal,
    ) as shown:
        yield shown
