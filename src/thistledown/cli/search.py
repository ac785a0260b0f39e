"""`thistledown search`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import out, plain, say_json


class Subject(StrEnum):
    """What to search in."""

    REPORT = "report"
    CLAIM = "claim"
    EVENT = "event"


def run(
    words: Annotated[
        list[str], typer.Argument(help='Words to find; "words in quotation marks" must stand together.')
    ],
    casebook: CasebookOption = None,
    only: Annotated[Subject | None, typer.Option(help="Search in one kind of thing only.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many to show at most.")] = 20,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Search reports, claims and events; accents, case and Arabic spelling do not matter."""
    with opened(casebook) as book:
        query = " ".join(f'"{word}"' if " " in word else word for word in words)
        hits = book.view(moment(as_of)).search(query, limit=limit, subject=only.value if only else None)
    if json:
        for hit in hits:
            say_json({"is": hit.subject, "id": hit.id, "words": hit.folded[:300]})
    else:
        for hit in hits:
            out.print(f"{hit.subject:7}[bold]{plain(hit.id)}[/]  {plain(hit.folded[:100])}")
        out.print(
            f"{len(hits)} found" + (f"; --limit shows more than {limit}" if len(hits) == limit else "") + "."
        )
