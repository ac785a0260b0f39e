"""`thistledown undo`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from thistledown.cli.options import CasebookOption, JsonOption, find_casebook
from thistledown.cli.output import count, out, plain, say_json
from thistledown.cli.review import CoderOption

# What people call the rows of a table: one, several.
_ROWS = {
    "judgement": ("judgement", "judgements"),
    "merge": ("word on who is one with whom", "words on who is one with whom"),
    "source": ("source", "sources"),
    "source_profile": ("description of a source", "descriptions of sources"),
    "source_grade": ("grade of a source", "grades of sources"),
    "actor": ("actor", "actors"),
    "actor_profile": ("description of an actor", "descriptions of actors"),
    "actor_name": ("name of an actor", "names of actors"),
    "actor_relation": ("relation between actors", "relations between actors"),
    "claim": ("claim", "claims"),
    "event": ("event", "events"),
    "event_claim": ("tie of a claim to an event", "ties of claims to events"),
    "echo": ("pair of reports that lean on each other", "pairs of reports that lean on each other"),
    "report": ("report", "reports"),
    "reading": ("reading", "readings"),
    "clean_text": ("text of a report", "texts of reports"),
}


def run(
    entry: Annotated[
        int | None,
        typer.Argument(
            metavar="[ENTRY]",
            help="Number of a journal entry (`thistledown log` shows them); left out: your newest "
            "that can be undone and is none itself.",
            show_default=False,
        ),
    ] = None,
    casebook: CasebookOption = None,
    coder: CoderOption = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say what would be undone; change nothing.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Undo an entry of the journal, of whatever depth; undoing an undoing brings the entry back."""
    from thistledown.casebook.record import open_casebook
    from thistledown.casebook.undoing import to_undo, undo
    from thistledown.weigh.review.telling import Telling

    with open_casebook(find_casebook(casebook), who=coder) as book:
        seq = to_undo(book, entry)
        told = Telling(book.view())
        row = told.entry(seq)
        what, whom = told(row), told.by_whom(row)
        if not json:
            out.print(f"Entry {seq} ({plain(whom)}): {plain(what)}")
        if preview:
            if json:
                say_json({"entry": seq, "who": row["who"], "at": row["recorded_at"], "did": what})
            else:
                out.print(f"  `thistledown undo {seq}` would undo this; nothing was changed.")
            return
        # The entry that was shown, whatever was written meanwhile.
        done = undo(book, seq)
        said = told(told.entry(done.entry))
    if json:
        say_json(asdict(done))
        return
    out.print(f"Entry {done.entry}: {plain(said)}")
    for (one, many), rows in (
        (("no longer holds", "no longer hold"), done.retired),
        (("holds again", "hold again"), done.restored),
    ):
        for name, number in rows.items():
            word, words = _ROWS.get(name, (name.replace("_", " "), f"rows of {name.replace('_', ' ')}"))
            out.print(f"  {count(number, word, words)} {one if number == 1 else many}")
    if not done.retired and not done.restored:
        out.print("  nothing changes: later entries say what holds")
    out.print(f"`thistledown undo {done.entry}` turns it round.")
