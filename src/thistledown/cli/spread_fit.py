"""`thistledown spread fit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption
from thistledown.cli.output import count, err, out, plain, say_json
from thistledown.cli.spreading import (
    WIDE,
    BeginOption,
    DrawsOption,
    EndOption,
    LeastOption,
    PicturesOption,
    SeedOption,
    SupportOption,
    modelled,
)

if TYPE_CHECKING:
    from thistledown.publish.casebook_model import Modelled

# Acquisitions printed for which one more piece of evidence would tell most.
_ASKED = 8


def run(
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    begin: BeginOption = "2013",
    end: EndOption = None,
    least: LeastOption = 0.5,
    support: SupportOption = None,
    placebo: Annotated[
        str | None,
        typer.Option(
            metavar="LAYER",
            help="Add a copy of this layer whose ties go to others of like standing: its share is chance.",
            show_default=False,
        ),
    ] = None,
    draws: DrawsOption = 1_000,
    seed: SeedOption = 0,
    pictures: PicturesOption = None,
    json: JsonOption = False,
) -> None:
    """Say by which pathways actors came by armed multirotors, with what is not known about it.

    Shares are shown beside what was assumed beforehand and what the data alone say; a share that mostly
    repeats what was assumed is marked. docs/spread.md says how it is worked out and when not to use it.
    """
    model = modelled(
        casebook,
        as_of,
        begin=begin,
        end=end,
        least=least,
        support=support,
        draws=draws,
        seed=seed,
        quiet=json,
        placebo_of=placebo,
    )
    from thistledown.spread.shares import shares_over_time

    attribution = model.fit.attribution()
    over_time = shares_over_time(model.fit)
    if pictures is not None:
        _draw(pictures, over_time.as_json(), attribution.as_json())
    if json:
        say_json(
            {
                "actors": len(model.known.units),
                "acquisitions": len(model.known.record),
                "left_out": dict(model.known.left_out),
                "layers": {layer.name: len(layer) for layer in model.network.layers},
                "summary": model.fit.summary.as_json(),
                "shares_over_time": over_time.as_json(),
                "attribution": attribution.as_json(),
                "limits": [{"beside": one.beside, "text": one.text} for one in model.fit.limits()],
            }
        )
        return
    _print(model)


def _draw(folder: Path, shares: dict[str, Any], attribution: dict[str, Any]) -> None:
    from thistledown.spread.pictures import draw_attribution, draw_shares

    folder.mkdir(parents=True, exist_ok=True)
    draw_shares(shares).savefig(folder / "shares.svg")
    draw_attribution(attribution["rows"]).savefig(folder / "attribution.svg")
    err.print(f"Drawn to {plain(folder)}: shares.svg, attribution.svg.")


def _print(model: Modelled) -> None:
    record = model.known.record
    out.print(
        f"{count(len(record), 'acquisition')} by {len(model.known.units)} actors watched, "
        f"{record.begin:.1f} to {record.end:.1f}."
    )
    left = ", ".join(f"{number} {plain(why)}" for why, number in sorted(model.known.left_out.items()))
    out.print(f"Events left out: {left or 'none'}.")
    shown = Table(box=None, pad_edge=False)
    for name in ("channel", "pathway"):
        shown.add_column(name, no_wrap=True)
    for name in ("share", "90 %", "assumed", "data alone", ""):
        shown.add_column(name, justify="right", no_wrap=True)
    for row in sorted(model.fit.summary.rows, key=lambda row: -row.share):
        shown.add_row(
            plain(row.channel),
            plain(row.pathway.value),
            f"{row.share:.0%}",
            f"{row.share_q05:.0%} to {row.share_q95:.0%}",
            f"{row.share_prior:.0%}",
            f"{row.share_likelihood:.0%}",
            "mostly assumed" if row.prior_driven else "",
        )
    out.print(shown, width=WIDE, crop=False)
    out.print("\n[bold]What one more piece of evidence would tell most about[/]")
    for row_ in model.fit.attribution().to_sharpen(_ASKED):
        likely = sorted(row_.pathways.items(), key=lambda pair: -pair[1])[:3]
        ways = ", ".join(f"{plain(way)} {value:.0%}" for way, value in likely)
        out.print(f"  {plain(row_.actor)} ({row_.when:.1f}): {ways}")
    out.print("\n[bold]What these numbers cannot tell[/]")
    for one in model.fit.limits():
        out.print(f"  {plain(one.beside)}: {plain(one.text)}")
    for note in model.fit.summary.notes:
        out.print(f"  {plain(note)}")
