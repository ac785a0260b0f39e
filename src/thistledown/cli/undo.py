"""`thistledown undo`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from thistledown.cli.options import CasebookOption, JsonOption, find_casebook
from thistledown.cli.output import count, out, plain, say_json
from thistledown.cli.review import CoderOption


def run(
    entry: Annotated[
        int | None,
        typer.Argument(
            metavar="[ENTRY]",
            help="Number of a journal entry (`thistledown log --json` shows them); left out: your newest "
            "that can be undone and is none itself.",
            show_default=False,
        ),
    ] = None,
    casebook: CasebookOption = None,
    coder: CoderOption = None,
    json: JsonOption = False,
) -> None:
    """Undo an entry of the journal, of whatever depth; undoing an undoing brings the entry back."""
    from thistledown.casebook.record import open_casebook
    from thistledown.casebook.undoing import undo

    with open_casebook(find_casebook(casebook), who=coder) as book:
        done = undo(book, entry)
    if json:
        say_json(asdict(done))
        return
    what = "Brought back" if done.back else "Undone"
    out.print(
        f"{what}: {plain(done.what)} {plain(done.subject or '')}, by entry {done.entry}.".replace(" ,", ",")
    )
    for said, rows in (("no longer hold", done.retired), ("hold again", done.restored)):
        if rows:
            listed = ", ".join(
                count(number, f"row of {name}", f"rows of {name}") for name, number in rows.items()
            )
            out.print(f"  {listed} {said}")
    if not done.retired and not done.restored:
        out.print("  nothing changes: later entries say what holds")
    out.print(f"`thistledown undo {done.entry}` turns it round.")
