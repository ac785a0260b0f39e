"""`thistledown evaluate`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thistledown.cli.options import JsonOption
from thistledown.cli.output import FAILED, USAGE, count, err, fail, out, plain, progress, say_json

if TYPE_CHECKING:
    from thistledown.casebook.claim import Claim
    from thistledown.reading.evaluation.gold import GoldDocument
    from thistledown.reading.evaluation.scoreboard import Evaluation


def run(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD.jsonl...",
            help="Gold files: a document a line, with every claim in it coded by hand.",
            exists=True,
            dir_okay=False,
        ),
    ],
    errors: Annotated[
        bool, typer.Option("--errors", help="Open each error with its text before the numbers.")
    ] = False,
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.svg",
            help="Draw how far confidence can be trusted.",
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="TAG", help="Only documents in this language (en, fr, …).")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Say how well the reader reads: compare what it makes of texts with claims coded by hand.

    With --json the last line is one object with every number; with --errors each error comes before it, one a
    line. docs/evaluation.md says what each number means and how to write a gold file of your own.
    """
    from thistledown.reading.evaluation.gold import GoldError, read_gold
    from thistledown.reading.evaluation.reliability_plot import svg

    try:
        documents = read_gold(gold, language=language)
    except GoldError as error:
        raise fail(str(error), FAILED) from None
    if not documents:
        asked = f" in {language!r}" if language else ""
        raise fail(f"there is no document{asked} in {', '.join(map(str, gold))}", USAGE)
    evaluation = _evaluated(documents, quiet=json)
    if errors:
        _open_errors(evaluation, json)
    if plot is not None:
        numbers = evaluation.as_json()
        plot.write_text(
            svg(evaluation.bins, title=", ".join(numbers["per_language"]), ece=numbers["ece"]),
            encoding="utf-8",
        )
        err.print(f"Drawn to {plain(plot)}.")
    if json:
        say_json(evaluation.as_json())
        return
    from thistledown.cli.scoreboard import print_scoreboard

    print_scoreboard(evaluation.as_json(), evaluation.bins)


def _evaluated(documents: Sequence[GoldDocument], *, quiet: bool) -> Evaluation:
    from thistledown.reading.evaluation.scoreboard import evaluate
    from thistledown.reading.reader import reader

    notes: Counter[str] = Counter()
    with progress(quiet) as shown:
        task = shown.add_task("Reading", total=len(documents))

        def read(document: GoldDocument) -> Sequence[Claim]:
            found = reader().read_report(
                document.text,
                published=document.published,
                language=document.language,
                report=document.id,
            )
            if document.claims and not found.claims:
                notes.update(found.notes)
            shown.advance(task)
            return found.claims

        evaluation = evaluate(documents, read)
    for note, times in notes.most_common(5):
        err.print(f"Nothing read in {count(times, 'document')} with claims: {plain(note)}.")
    return evaluation


def _open_errors(evaluation: Evaluation, json: bool) -> None:
    from thistledown.cli.scoreboard import mistake_json, print_mistake
    from thistledown.reading.evaluation.mistakes import mistakes

    sorts: Counter[str] = Counter()
    for alignment in evaluation.alignments:
        for mistake in mistakes(alignment):
            sorts[mistake.sort.value] += 1
            if json:
                say_json(mistake_json(mistake))
            else:
                print_mistake(mistake)
    if not json:
        said = ", ".join(f"{sort} {times}" for sort, times in sorts.most_common())
        out.print(f"{count(sum(sorts.values()), 'error')}: {said or 'none'}.\n")
