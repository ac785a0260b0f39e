"""`thistledown spread forecast`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption
from thistledown.cli.output import USAGE, err, fail, out, plain, say_json
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
    from thistledown.spread.forecast import Forecast


def run(
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    begin: BeginOption = "2013",
    end: EndOption = None,
    least: LeastOption = 0.5,
    support: SupportOption = None,
    horizon: Annotated[
        list[float] | None,
        typer.Option(
            metavar="YEARS", help="How far ahead; more than one may be named.", show_default="1, 3, 5"
        ),
    ] = None,
    actors: Annotated[
        bool,
        typer.Option(
            "--actors",
            help="Also say which actors. Off by default: channels and regions are what measures act on, and "
            "a list of names claims more than the data hold.",
        ),
    ] = False,
    freeze: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.json",
            help="Write the forecast down with its SHA-256, to be scored when the time has come.",
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    draws: DrawsOption = 1_000,
    seed: SeedOption = 0,
    pictures: PicturesOption = None,
    json: JsonOption = False,
) -> None:
    """Say what is likely to come next: how many acquisitions, by which channel, in which region.

    Run forward from draws of everything that is not known; how such forecasts did on the past is what
    `thistledown spread backtest` says.
    """
    ahead = sorted(set(horizon or (1.0, 3.0, 5.0)))
    if ahead[0] <= 0:
        raise fail("a horizon is more than 0 years", USAGE)
    if freeze is not None and freeze.exists():
        raise fail(f"{freeze} is there already; a frozen forecast is not written over", USAGE)
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
    )
    from thistledown.spread.forecast import forecast
    from thistledown.spread.freezing import freeze as write_down

    told = forecast(model.fit, horizons=ahead, regions=model.regions, seed=seed, actors=actors)
    if pictures is not None:
        from thistledown.spread.pictures import draw_fan

        pictures.mkdir(parents=True, exist_ok=True)
        fan = draw_fan(told.fan, title="Actors that newly have armed multirotors", unit="acquisitions")
        fan.savefig(pictures / "forecast.svg")
        err.print(f"Drawn to {plain(pictures)}: forecast.svg.")
    if freeze is not None:
        digest = write_down(told, freeze, note=f"{len(model.known.record)} acquisitions, seed {seed}")
        err.print(f"Frozen in {plain(freeze)}; its SHA-256 is {digest}.")
    if json:
        say_json(told.as_json())
        return
    _print(told, model.regions)


def _print(told: Forecast, regions: dict[str, str]) -> None:
    out.print(f"From {told.origin:.1f}, {told.runs} futures.")
    named = set(regions.values()) | {"elsewhere"}
    kinds = (
        ("Acquisitions in all", {"all"}),
        ("By channel", {count.what for count in told.counts} - named - {"all"}),
        ("By region", named),
    )
    waits = {wait.what: wait.quantiles for wait in told.waits}
    for title, wanted in kinds:
        shown = Table(box=None, pad_edge=False)
        shown.add_column(title, no_wrap=True)
        for years in told.horizons:
            shown.add_column(f"{years:g} y (90 %)", justify="right", no_wrap=True)
            shown.add_column("any", justify="right", no_wrap=True)
        shown.add_column("next within", justify="right", no_wrap=True)
        whats = list(dict.fromkeys(count.what for count in told.counts if count.what in wanted))
        for what in sorted(whats, key=lambda one: -_mean(told, one)):
            cells = []
            for count in (one for one in told.counts if one.what == what):
                cells += [
                    f"{count.mean:.1f} ({count.quantiles[0]:.0f} to {count.quantiles[-1]:.0f})",
                    f"{count.any:.0%}",
                ]
            middle = waits[what][2]
            later = f"over {told.horizons[-1]:g} y"
            shown.add_row(plain(what), *cells, f"{middle:.1f} y" if middle < 1e9 else later)
        out.print(shown, width=WIDE, crop=False)
        out.print()
    for actor in told.actors:
        chances = ", ".join(
            f"{years:g} y {value:.0%}" for years, value in zip(told.horizons, actor.probability, strict=True)
        )
        out.print(f"  {plain(actor.actor)}: {chances}; rank {actor.rank[0]:.0f} to {actor.rank[2]:.0f}")


def _mean(told: Forecast, what: str) -> float:
    return max(count.mean for count in told.counts if count.what == what)
