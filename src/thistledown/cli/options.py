"""Options that several commands share, and the casebook they mean."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thistledown.cli.output import USAGE, fail

if TYPE_CHECKING:
    from thistledown.casebook.record import Casebook

ENVIRONMENT = "THISTLEDOWN_CASEBOOK"

CasebookOption = Annotated[
    Path | None,
    typer.Option(
        "--casebook",
        "-c",
        help="The casebook's folder. Left out: the variable THISTLEDOWN_CASEBOOK, or the nearest casebook "
        "at or above the current folder.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts instead of text.")]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Show the record as known at the end of this day (2025-06-30), or at an instant with its zone.",
        show_default=False,
    ),
]


def find_casebook(given: Path | None) -> Path:
    """The casebook's folder that a command means."""
    if given is not None:
        return given
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "casebook.toml").is_file():
            return folder
    raise fail(
        f"there is no casebook at or above {here}; make one with `thistledown init FOLDER`, go into its "
        "folder, or name it with --casebook FOLDER",
        USAGE,
    )


def opened(given: Path | None) -> Casebook:
    """Open the casebook that a command means."""
    from thistledown.casebook.record import open_casebook

    return open_casebook(find_casebook(given))


def moment(as_of: str | None) -> datetime | None:
    """The instant of "as known on"."""
    from thistledown.casebook.clock import parse_as_of

    if as_of is None:
        return None
    try:
        return parse_as_of(as_of)
    except ValueError as error:
        raise fail(f"--as-of: {error}", USAGE) from None
