"""`thistledown judge`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from thistledown.cli.options import CasebookOption, JsonOption, find_casebook
from thistledown.cli.output import USAGE, fail, out, plain, say_json
from thistledown.cli.review import CoderOption

if TYPE_CHECKING:
    from thistledown.casebook.record import Casebook


class Said(StrEnum):
    """What can be said of a claim or a source."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    COMMENT = "comment"
    GRADE = "grade"
    ADJUDICATE = "adjudicate"


def run(
    subject: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a claim; to grade it, also of a source.")
    ],
    verdict: Annotated[
        Said,
        typer.Argument(
            help="accept: the claim is what the words say (with --slot: its original is right there). "
            "reject: they do not say this. correct: --slot has --value. comment: note --comment. grade: "
            "--value 1 to 6 of a claim, A to F of a source. adjudicate: settle what two coders, --between, "
            "see differently."
        ),
    ],
    slot: Annotated[
        str | None, typer.Option(help="Which slot: kind, provider, date…", show_default=False)
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(help="What is right, as on a review page; - for nothing.", show_default=False),
    ] = None,
    comment: Annotated[str | None, typer.Option(help="Why.", show_default=False)] = None,
    between: Annotated[
        list[str] | None,
        typer.Option(help="A coder whose difference is settled; given twice.", show_default=False),
    ] = None,
    casebook: CasebookOption = None,
    coder: CoderOption = None,
    json: JsonOption = False,
) -> None:
    """Decide about one claim, or grade a source; every decision is one entry that can be undone."""
    from thistledown.casebook.record import open_casebook

    _check(verdict, slot, value, comment, between)
    with open_casebook(find_casebook(casebook), who=coder) as book:
        entry = _decide(book, subject, verdict, slot, value, comment, between)
    if json:
        say_json({"entry": entry, "id": subject, "verdict": verdict.value, "slot": slot})
    else:
        out.print(f"Written as entry {entry}; `thistledown undo {entry}` takes it back.")
        out.print(f"  {verdict.value} {plain(subject)}" + (f", {plain(slot)}" if slot else ""))


def _check(
    verdict: Said, slot: str | None, value: str | None, comment: str | None, between: list[str] | None
) -> None:
    wanted = {
        Said.CORRECT: (("--slot", slot), ("--value", value)),
        Said.COMMENT: (("--comment", comment),),
        Said.GRADE: (("--value", value),),
        Said.ADJUDICATE: (("--value", value), ("--between", between)),
    }.get(verdict, ())
    for name, given in wanted:
        if given is None:
            raise fail(f"{verdict.value} needs {name}", USAGE)
    takes = {
        "--slot": (slot, (Said.ACCEPT, Said.CORRECT, Said.ADJUDICATE)),
        "--value": (value, (Said.CORRECT, Said.GRADE, Said.ADJUDICATE)),
        "--between": (between, (Said.ADJUDICATE,)),
    }
    for name, (given, verdicts) in takes.items():
        if given is not None and verdict not in verdicts:
            raise fail(f"{verdict.value} takes no {name}", USAGE)
    if between is not None and (len(between) != 2 or between[0] == between[1]):
        raise fail("--between names two different coders, each with its own --between", USAGE)


def _decide(
    book: Casebook,
    subject: str,
    verdict: Said,
    slot: str | None,
    value: str | None,
    comment: str | None,
    between: list[str] | None,
) -> int:
    from thistledown.weigh.review import deciding

    match verdict:
        case Said.ACCEPT:
            return deciding.accept(book, subject, slot=slot, comment=comment)
        case Said.REJECT:
            return deciding.reject(book, subject, comment=comment)
        case Said.COMMENT:
            return deciding.note(book, subject, comment or "")
        case Said.GRADE:
            return _grade(book, subject, value or "", comment)
        case Said.CORRECT:
            held = {slot or "": _typed(book, subject, slot or "", value or "")}
            return deciding.correct(book, subject, held, comment=comment)
    first, second = between or ("", "")
    settled = value if slot is None else _typed(book, subject, slot, value or "")
    return deciding.adjudicate(book, subject, (first, second), slot=slot, value=settled, comment=comment)


def _typed(book: Casebook, subject: str, slot: str, value: str) -> object:
    from thistledown.weigh.judgements import Judgements
    from thistledown.weigh.review.typed import typed_value

    view = book.view()
    judged = Judgements(view, coders=(book.who,)).of(view.claim(subject))
    typed: object = typed_value(view, judged.both.human or judged.recorded.claim, slot, value)
    return typed


def _grade(book: Casebook, subject: str, value: str, comment: str | None) -> int:
    from thistledown.weigh.review import deciding

    if value in tuple("123456"):
        return deciding.grade_claim(book, subject, value, comment=comment)
    if value.upper() not in tuple("ABCDEF"):
        raise fail(
            f"{value!r} is no grade: write 1 (confirmed) to 6 (cannot be judged) for a claim, A (reliable) "
            "to F (cannot be judged) for a source"
        )
    if comment is None:
        raise fail("to grade a source needs --comment: the reason", USAGE)
    return deciding.regrade(book, subject, value.upper(), comment)
