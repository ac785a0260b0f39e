"""`thistledown init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thistledown.cli.options import JsonOption
from thistledown.cli.output import out, plain, say_json


def run(
    folder: Annotated[Path, typer.Argument(help="Where to make it; a new or empty folder.")],
    name: Annotated[
        str | None, typer.Option(help="How it is called on screen; else the folder's name.")
    ] = None,
    analyst: Annotated[
        str | None,
        typer.Option(
            help="Whose hand the journal names; an office or initials will do. Else your login name."
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Make a casebook: one folder with the record, the archive of captures, and its settings."""
    from thistledown.casebook.record import open_casebook

    there = (folder / "casebook.toml").exists()
    with open_casebook(folder, create=True, name=name, who=analyst) as casebook:
        held = casebook.view().counts()
        if json:
            say_json({"folder": str(folder), "new": not there, "name": casebook.settings.name, **held})
            return
        if there:
            out.print(f"{plain(folder)} is a casebook already; it was left as it is.")
        else:
            out.print(f"Made the casebook {plain(casebook.settings.name)} in {plain(folder)}.")
        out.print(
            f"It knows {held['actors']} actors and {held['sources']} sources "
            f"and holds {held['reports']} reports."
        )
        out.print(f"Next: thistledown add REPORT… --casebook {plain(folder)}")
