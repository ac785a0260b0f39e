"""`thistledown log`."""

from __future__ import annotations

from typing import Annotated

import typer

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import out, plain, say_json


def run(
    capture: Annotated[
        str | None,
        typer.Argument(
            metavar="[CAPTURE]", help="SHA-256 of a capture: show its custody instead of the journal."
        ),
    ] = None,
    casebook: CasebookOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many entries to show at most.")] = 50,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Show who did what and when, newest first; or the custody log of one capture."""
    from thistledown.weigh.review.telling import Telling

    lines: list[str] = []
    with opened(casebook) as book:
        view = book.view(moment(as_of))
        if capture is not None:
            view.capture(capture)
            rows = [
                {
                    "at": row["happened_at"],
                    "who": row["who"],
                    "what": row["action"],
                    "subject": row["locator"] or capture,
                    "detail": " ".join(part for part in (row["tool"], row["detail"]) if part),
                }
                for row in view.custody(capture)
            ]
        else:
            told = Telling(view)
            found = view.journal(limit)
            # The number first: `thistledown undo` asks for it.
            lines = [] if json else [f"{row['seq']}  {told.by_whom(row)}: {told(row)}" for row in found]
            rows = [
                {
                    "number": row["seq"],
                    "at": row["recorded_at"],
                    "who": row["who"],
                    "what": row["what"],
                    "subject": row["subject"],
                    "detail": row["detail"],
                }
                for row in found
            ]
    if json:
        for row in rows:
            say_json(row)
    elif capture is not None:
        for row in rows:
            keys = ("at", "who", "what", "subject", "detail")
            out.print("  ".join(plain(row[key]) for key in keys if row.get(key)))
    for line in lines:
        out.print(plain(line))
