"""`thistledown explain`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.claims import print_claim
from thistledown.cli.options import JsonOption
from thistledown.cli.output import DONE, FAILED, PARTLY, USAGE, err, fail, out, plain, print_problem, say_json
from thistledown.cli.read import reports

if TYPE_CHECKING:
    from thistledown.reading.explanation import Explanation


def run(
    path: Annotated[str, typer.Argument(metavar="FILE", help="The file, folder or address to read.")],
    claim: Annotated[
        int | None,
        typer.Option(metavar="N", help="Only the Nth claim, counted from 1; left out: every claim.", min=1),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication (YYYY-MM-DD), where a report does not say."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language of the report (en, fr, …); detected when left out.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show why each claim was read: rule, words of each slot, cues, and what its confidence weighs."""
    from thistledown.casebook.when import When
    from thistledown.reading.explanation import explain

    if published is not None:
        try:
            When.parse(published)
        except ValueError as error:
            raise fail(f"--published: {error}", USAGE) from None
    number = read = problems = 0
    for found in reports([path]):
        if not isinstance(found, tuple):
            problems += 1
            print_problem(found)
            continue
        name, report = found
        read += 1
        day = report.published.start if report.published else None
        reading, explanations = explain(
            report.text.text, published=day or published, language=language or report.language, report=name
        )
        if not explanations:
            why = "; ".join(reading.notes) or "nothing was found"
            err.print(f"No claims in {plain(name)}: {plain(why)}.")
        for explanation in explanations:
            number += 1
            if claim in (None, number):
                if json:
                    say_json({"number": number, **_as_json(explanation)})
                else:
                    _print(explanation, number)
    if claim is not None and claim > number:
        raise fail(f"--claim {claim}: there are only {number} in {path}", USAGE)
    raise typer.Exit(DONE if not problems else PARTLY if read else FAILED)


def _print(explanation: Explanation, number: int) -> None:
    out.print(f"[bold]Claim {number}[/]")
    print_claim(explanation.claim)
    out.print(
        f"  [bold]rule[/]  {plain(explanation.frame or 'none of its own: it leans on an earlier claim')}"
    )
    out.print("  [bold]words[/]")
    for slot, span, words in explanation.words:
        out.print(f"    {slot.value:<10} “{plain(words)}” {span.start}–{span.end}")
    for title, lines in (("applied", explanation.rules), ("pathway", explanation.pathways)):
        if lines:
            out.print(f"  [bold]{title}[/]")
            for line in lines:
                out.print(f"    {plain(line)}")
    out.print(f"  [bold]confidence[/] {explanation.claim.confidence:.2f}")
    if not explanation.shares:
        out.print("    taken over from the claim it was made from")
        return
    out.print(f"    {'from the start':<24}{explanation.bias:+.2f}")
    for share in explanation.shares:
        times = "" if share.value == 1 else f"   {share.weight:+.2f} × {share.value:.2f}"
        out.print(f"    {plain(share.feature):<24}{share.adds:+.2f}{times}")
    out.print(f"    {'sum, in log-odds':<24}{explanation.total:+.2f}")


def _as_json(explanation: Explanation) -> dict[str, Any]:
    return {
        "claim": explanation.claim.as_json(),
        "frame": explanation.frame,
        "words": [
            {"slot": slot.value, "span": list(span), "words": words}
            for slot, span, words in explanation.words
        ],
        "pathways": list(explanation.pathways),
        "rules": list(explanation.rules),
        "bias": explanation.bias,
        "features": [{**asdict(share), "adds": round(share.adds, 4)} for share in explanation.shares],
        "log_odds": round(explanation.total, 4),
    }
