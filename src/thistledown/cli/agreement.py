"""`thistledown agreement`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from thistledown.cli.direction import apart
from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import count, out, plain, say_json

if TYPE_CHECKING:
    from thistledown.weigh.review.agreement import Agreement, Disagreement

# Below this many claims coded by both, intervals drawn from them say nothing.
_FEW = 30


def run(
    coders: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--coders",
            metavar="A B",
            help="Two coders; left out: the two who judged most claims.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the resamples behind the intervals.")] = 0,
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Say how far two coders agree, slot by slot, and list where they differ."""
    from thistledown.weigh.review.agreement import agreement

    with opened(casebook) as book:
        first, second = coders or (None, None)
        found = agreement(book.view(moment(as_of)), first, second, seed=seed)
    if json:
        value = asdict(found)
        slots = {row.pop("slot"): row for row in value.pop("slots")}
        say_json(value | {"slots": slots, "disagreements": list(value["disagreements"])})
    else:
        _print(found)


def _print(found: Agreement) -> None:
    first, second = apart(found.first), apart(found.second)
    out.print(
        f"{first} and {second}: {count(found.claims, 'claim')} coded by both, {found.only_first} by the "
        f"first alone, {found.only_second} by the second alone."
    )
    out.print("  [bold]slot       claims  agree  alpha  interval (95 in 100)[/]")
    for row in found.slots:
        alpha = "    –" if row.alpha is None else f"{row.alpha:5.2f}"
        interval = "" if row.low is None or row.high is None else f"  {row.low:.2f} to {row.high:.2f}"
        out.print(f"  {row.slot:<10} {row.claims:>6} {row.agree:>6}  {alpha}{interval}")
    out.print(
        "  alpha (Krippendorff): 1 always agree, 0 as often as chance would; – where all codes are one."
    )
    if found.claims < _FEW:
        out.print(
            f"  [yellow]Only {count(found.claims, 'claim')} coded by both:[/] too few to lean on alpha or "
            "its interval, also where both are 1; look at the differences."
        )
    if not found.disagreements:
        out.print("They differ nowhere.")
        return
    out.print(f"[bold]{count(len(found.disagreements), 'difference')}[/]")
    for item in found.disagreements:
        _difference(found, item)
    if any(item.settled is None for item in found.disagreements):
        out.print(
            "Settle one: thistledown judge CLAIM adjudicate --slot SLOT --value VALUE --between A "
            "--between B (without --slot: accept or reject)"
        )


def _difference(found: Agreement, item: Disagreement) -> None:
    said = f"{apart(item.first or 'nothing')} | {apart(item.second or 'nothing')}"
    settled = ""
    if item.settled is not None:
        settled = f"  [green]settled by {apart(item.by or '')}: {apart(item.settled or 'nothing')}[/]"
    out.print(f"  {plain(item.claim)}  {item.slot:<10} {said}{settled}")
