"""`thistledown review`."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.direction import apart
from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, find_casebook, moment
from thistledown.cli.output import count, err, out, plain, progress, say_json

if TYPE_CHECKING:
    from thistledown.casebook.record import Casebook
    from thistledown.weigh.review.question import Question
    from thistledown.weigh.review.queue import Desk
    from thistledown.weigh.review.shown import Shown

CoderOption = Annotated[
    str | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        help="In whose name; left out: the analyst of casebook.toml. An office or initials will do.",
        show_default=False,
    ),
]


class Only(StrEnum):
    """Sorts of questions."""

    CLAIM = "claim"
    ACTORS = "actors"
    EVENTS = "events"
    SPLIT = "split"


def run(
    casebook: CasebookOption = None,
    coder: CoderOption = None,
    blind: Annotated[
        bool,
        typer.Option(
            "--blind", help="Show no judgement by others, and ask about claims only: for a second coder."
        ),
    ] = False,
    only: Annotated[
        list[Only] | None,
        typer.Option("--only", help="Ask about this only; can be given again.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many questions at most.")] = 200,
    listed: Annotated[bool, typer.Option("--list", help="Print the queue and ask nothing.")] = False,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Go through what an analyst should look at, the most telling question first, one key an answer."""
    from thistledown.casebook.record import open_casebook
    from thistledown.weigh.review.question import About
    from thistledown.weigh.review.queue import Desk, queue
    from thistledown.weigh.review.shown import shown_in

    with open_casebook(find_casebook(casebook), who=coder) as book:
        desk = Desk(book.view(moment(as_of)), book.who, blind)
        about = [About(name.value) for name in only] if only else list(About)
        with progress(json) as waiting:
            waiting.add_task("Looking for what tells most", total=None)
            number = shown_in(desk.view, blind=blind)
            found = queue(desk, about=about, shown=number)
        shown = found[:limit]
        if json:
            for question in shown:
                say_json(_as_json(question))
        elif listed or as_of is not None:
            _list(shown, len(found))
        else:
            _ask(book, desk, shown, len(found), number)


def _as_json(question: Question) -> dict[str, Any]:
    value = asdict(question) | {"about": question.about.value, "ids": list(question.ids)}
    return value | {"open": list(question.open), "why": [why.english for why in question.why]}


def _list(questions: list[Question], every: int) -> None:
    from thistledown.cli.question import change_of, worth

    for question in questions:
        out.print(
            f"worth {worth(question)}  {question.about.value:<7} {plain(' '.join(question.ids))}  "
            f"[dim]{apart('; '.join(map(str, question.why)))}[/]"
        )
        out.print(f"       {plain(change_of(question))}")
    out.print(
        f"{count(every, 'question')}" + (f"; {len(questions)} shown." if len(questions) < every else ".")
    )


def _ask(book: Casebook, desk: Desk, questions: list[Question], every: int, shown: Shown) -> None:
    from thistledown.cli.reviewing import Reviewing

    if not questions:
        out.print("Nothing waits for an analyst.")
        return
    whose = f"{count(every, 'question')} for {apart(book.who)}"
    out.print(f"{whose}, the most telling first. Keys: ? for help, q to stop.")
    done = Reviewing(book, desk, questions, shown).go()
    err.print(f"{count(done, 'judgement')} written. `thistledown undo` takes back the newest.")
