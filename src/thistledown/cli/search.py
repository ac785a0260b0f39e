"""`thistledown search`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import out, plain, say_json

if TYPE_CHECKING:
    from thistledown.casebook.search import Hit
    from thistledown.casebook.view import View


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
        view = book.view(moment(as_of))
        hits = [
            (hit, _words(view, hit))
            for hit in view.search(query, limit=limit, subject=only.value if only else None)
        ]
    if json:
        for hit, said in hits:
            say_json({"is": hit.subject, "id": hit.id, "words": said[:300]})
    else:
        for hit, said in hits:
            out.print(f"{hit.subject:7}[bold]{plain(hit.id)}[/]  {plain(said[:120])}")
        out.print(
            f"{len(hits)} found" + (f"; --limit shows more than {limit}" if len(hits) == limit else "") + "."
        )


def _words(view: View, hit: Hit) -> str:
    """The words of what was found, as they stand, never as search folds them."""
    if hit.subject == "event":
        return view.event(hit.id).title
    if hit.subject == "claim":
        item = view.claim(hit.id).claim
        cited = f", cited from {item.citation.publisher}" if item.citation else ""
        names = " to ".join(
            ", ".join(p.name for p in side) for side in (item.providers, item.recipients) if side
        )
        return item.quote or f"{item.kind.value}: {names}{cited}"
    report = view.report(hit.id)
    return " ".join(part for part in (report.title, report.outlet, report.text) if part)
