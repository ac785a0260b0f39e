"""`thistledown doctor`."""

from __future__ import annotations

import platform
import sqlite3
from typing import TYPE_CHECKING

import typer

from thistledown import __version__
from thistledown.cli.options import ENVIRONMENT, CasebookOption, JsonOption, find_casebook
from thistledown.cli.output import DONE, FAILED, out, plain, say_json

if TYPE_CHECKING:
    from thistledown.casebook.checkup import Check


def run(casebook: CasebookOption = None, json: JsonOption = False) -> None:
    """Check the installation, the shipped data and, where there is one, the casebook: all of it."""
    checks = [*_installation(), *_casebook(casebook)]
    for check in checks:
        if json:
            say_json({"what": check.what, "ok": check.ok, "found": check.found, "advice": check.advice})
        else:
            mark = "[green]ok[/]     " if check.ok else "[red]not ok[/] "
            out.print(
                f"{mark}{plain(check.what)}: {plain(check.found)}"
                + (f". {plain(check.advice)}." if check.advice else "")
            )
    raise typer.Exit(DONE if all(check.ok for check in checks) else FAILED)


def _installation() -> list[Check]:
    from thistledown.casebook.checkup import Check
    from thistledown.codebook.loader import codebook
    from thistledown.codebook.registry import registry
    from thistledown.codebook.shipped import shipped_folder
    from thistledown.codebook.validation import validate

    known = registry()
    findings = validate(shipped_folder())
    return [
        Check(
            "Thistledown",
            f"{__version__} on Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        ),
        Check("the codebook", f"version {codebook().version}"),
        Check(
            "the shipped data",
            f"{len(findings)} faults; first: {findings[0]}"
            if findings
            else f"registry {known.version}: {len(known.actors)} actors, {len(known.sources)} sources",
            "install Thistledown again" if findings else "",
        ),
    ]


def _casebook(given: object) -> list[Check]:
    import os
    from pathlib import Path

    from thistledown.casebook.checkup import Check, check_casebook
    from thistledown.casebook.record import open_casebook

    here = Path.cwd()
    named = isinstance(given, Path) or os.environ.get(ENVIRONMENT)
    if not named and not any((folder / "casebook.toml").is_file() for folder in (here, *here.parents)):
        return [Check("a casebook", f"none at or above {here}; nothing to check")]
    folder = find_casebook(given if isinstance(given, Path) else None)
    with open_casebook(folder) as book:
        return [Check("the casebook", f"{book.settings.name} in {folder}"), *check_casebook(book)]
