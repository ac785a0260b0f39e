"""`thistledown add`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from thistledown.cli.options import CasebookOption, JsonOption, opened
from thistledown.cli.output import (
    DONE,
    FAILED,
    PARTLY,
    USAGE,
    count,
    fail,
    out,
    plain,
    print_problem,
    print_reading,
    progress,
    say_json,
)


def run(
    targets: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, addresses (https://…), feeds, or a list of addresses in a .txt file."
        ),
    ],
    casebook: CasebookOption = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            help="For CSV and JSON Lines: a TOML file that says which column is what.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    follow: Annotated[bool, typer.Option(help="Fetch the pages that a feed names, too.")] = False,
    offline: Annotated[bool, typer.Option(help="Fetch nothing from the network.")] = False,
    reading: Annotated[bool, typer.Option("--read/--no-read", help="Read claims from what is new.")] = True,
    json: JsonOption = False,
) -> None:
    """Take reports in: keep their bytes, find their text, and read claims from it.

    Doing it again adds only what is new. Broken input gets a line in the report; the rest goes on.
    """
    from thistledown.collect.connector import Context
    from thistledown.collect.fetch import WebFetcher
    from thistledown.collect.intake import Intake, take_in
    from thistledown.reading.rounds import ReadingRound, read_unread

    with opened(casebook) as book, progress(json) as shown:
        _keep_apart(targets, book.paths.folder)
        task = shown.add_task("Taking in", total=None)

        def tell(intake: Intake, where: str) -> None:
            shown.update(task, completed=intake.captures, description=f"Taking in {plain(where)[-60:]}")

        def line(text: str) -> None:
            shown.update(task, description=plain(text)[:80])

        fetcher = None if offline else WebFetcher(cache=book.paths.web_cache, say=line)
        context = Context(fetcher=fetcher, mapping=mapping, follow=follow, say=line)
        intake = take_in(book, targets, context, progress=tell)
        shown.update(task, total=intake.captures, completed=intake.captures, description="Taken in")
        round_ = ReadingRound()
        if reading:
            second = shown.add_task("Reading", total=None)

            def told(done: ReadingRound) -> None:
                shown.update(second, completed=done.reports)

            round_ = read_unread(book, progress=told)
    code = DONE if not intake.problems else PARTLY if intake.captures else FAILED
    if json:
        say_json(
            {
                "captures": intake.captures,
                "reports_new": intake.new,
                "reports_known": intake.known,
                "captures_without_report": intake.empty,
                "problems": [
                    {"where": p.locator, "what": p.what, "advice": p.advice} for p in intake.problems
                ],
                "reports_read": round_.reports,
                "claims_new": round_.new,
                "notes": round_.notes,
            }
        )
        raise typer.Exit(code)
    out.print(
        f"{count(intake.captures, 'capture')}: {count(intake.new, 'new report')}, "
        f"{intake.known} known already" + (f", {intake.empty} without a report" if intake.empty else "") + "."
    )
    if reading:
        print_reading(round_.reports, round_.claims, round_.new, round_.silent, round_.notes)
    for problem in intake.problems:
        print_problem(problem)
    raise typer.Exit(code)


def _keep_apart(targets: list[str], folder: Path) -> None:
    """Refuse a folder in which the casebook lies: its own files are no reports."""
    book = folder.resolve()
    for target in targets:
        # Targets are still unchecked here: names too long and circles of links must pass as they are.
        if not os.path.isdir(target):
            continue
        path = Path(os.path.realpath(target))
        if book.is_relative_to(path) or path.is_relative_to(book / "archive"):
            raise fail(f"{target} holds the casebook itself; name the files or folders with reports", USAGE)
