"""`thistledown read`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thistledown.cli.claims import print_claim
from thistledown.cli.options import CasebookOption, JsonOption, opened
from thistledown.cli.output import (
    DONE,
    FAILED,
    PARTLY,
    USAGE,
    err,
    fail,
    plain,
    print_problem,
    print_reading,
    progress,
    say_json,
)

if TYPE_CHECKING:
    from thistledown.casebook.report import Problem, Report
    from thistledown.cli.second import SecondReader


def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders or addresses to read without a casebook; left out: the casebook's unread."
        ),
    ] = None,
    casebook: CasebookOption = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication (YYYY-MM-DD), where a report does not say."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language of the reports (en, fr, …); detected when left out.")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            help="For CSV and JSON Lines: a TOML file that says which column is what.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Also ask a language model at this chat-completions address (http://127.0.0.1:8080/v1) and "
            "keep what the rules can verify. The texts are sent there. Its key: THISTLEDOWN_MODEL_KEY.",
            show_default=False,
        ),
    ] = None,
    model_name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Name of the model; left out: THISTLEDOWN_MODEL_NAME, or the only one there.",
            show_default=False,
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Read claims: from files, one a line with --json; or from what is unread in a casebook."""
    if model_name and not model:
        raise fail("--model-name needs --model URL", USAGE)
    if paths:
        _read_paths(paths, published, language, mapping, json, _second(model, model_name))
        return
    if published or language or mapping or model:
        raise fail("--published, --language, --mapping and --model need a PATH to read", USAGE)
    from thistledown.reading.rounds import ReadingRound, read_unread

    with opened(casebook) as book, progress(json) as shown:
        task = shown.add_task("Reading", total=None)

        def tell(done: ReadingRound) -> None:
            shown.update(task, completed=done.reports)

        done = read_unread(book, progress=tell)
    if json:
        say_json(
            {"reports_read": done.reports, "claims": done.claims, "claims_new": done.new, "notes": done.notes}
        )
        return
    print_reading(done.reports, done.claims, done.new, done.silent, done.notes)


def _read_paths(
    paths: list[str],
    published: str | None,
    language: str | None,
    mapping: Path | None,
    json: bool,
    second: SecondReader | None,
) -> None:
    from thistledown.casebook.when import When
    from thistledown.reading.reader import reader

    if published is not None:
        try:
            When.parse(published)
        except ValueError as error:
            raise fail(f"--published: {error}", USAGE) from None
    read = problems = 0
    for found in reports(paths, mapping):
        if not isinstance(found, tuple):
            problems += 1
            print_problem(found)
            continue
        name, report = found
        read += 1
        day = report.published.start if report.published else None
        read_report = second.read_report if second else reader().read_report
        result = read_report(
            report.text.text, published=day or published, language=language or report.language, report=name
        )
        for claim in result.claims:
            if json:
                say_json(claim.as_json())
            else:
                print_claim(claim, text=report.text.text)
        if not result.claims:
            why = "; ".join(result.notes) or "nothing was found"
            err.print(f"No claims in {plain(name)}: {plain(why)}.")
    if second:
        second.tell()
        problems += bool(second.failure)
    code = DONE if not problems else PARTLY if read else FAILED
    raise typer.Exit(code)


def _second(model: str | None, name: str | None) -> SecondReader | None:
    """The model that is asked too, if one is."""
    if not model:
        return None
    from thistledown.cli.second import SecondReader
    from thistledown.reading.proposer.endpoint import EndpointError

    try:
        return SecondReader(model, name or "")
    except EndpointError as error:
        raise fail(f"--model: {error}", USAGE) from None


def reports(paths: list[str], mapping: Path | None = None) -> Iterator[tuple[str, Report] | Problem]:
    """The reports of files, folders and addresses, each with its name, and what could not be taken in."""
    from thistledown.casebook.report import Found
    from thistledown.collect.connector import Context
    from thistledown.collect.dispatch import collect
    from thistledown.collect.fetch import WebFetcher

    for found in collect(paths, Context(fetcher=WebFetcher(), mapping=mapping)):
        if not isinstance(found, Found):
            yield found
            continue
        for report in found.reports:
            yield found.capture.locator + (f"#{report.part}" if report.part else ""), report
