"""`thistledown spread`: what spreads, by which pathway, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from thistledown.cli import spread_fit, spread_forecast, spread_scenario
from thistledown.cli.options import CasebookOption, JsonOption
from thistledown.cli.output import FAILED, USAGE, fail, out, plain, progress, say_json
from thistledown.cli.spreading import WIDE, own_record

if TYPE_CHECKING:
    from thistledown.spread.backtest.table import AdoptionTable, Layer

app = typer.Typer(
    help="Model what spreads: fit, attribute, forecast, try a measure, and test all of it on the past.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback()
def start() -> None:
    """Model what spreads: fit, attribute, forecast, try a measure, and test all of it on the past."""


app.command("fit")(spread_fit.run)
app.command("forecast")(spread_forecast.run)
app.command("scenario")(spread_scenario.run)


@app.command()
def backtest(
    table: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE.csv",
            help="Who took what up when: the columns unit, capability and year, one line an adoption. Left "
            "out: the casebook's own record, each origin knowing what was published by then.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="unit=NAME", help="What the file calls a column, where it differs.", show_default=False
        ),
    ] = None,
    layer: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="TIES.csv",
            help="Ties between units: the columns source, target and, where they differ, weight.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    origins: Annotated[
        str | None,
        typer.Option(
            metavar="FIRST:LAST[:STEP]",
            help="Years at whose ends forecasts are made. Left out: up to 12 over the later half.",
            show_default=False,
        ),
    ] = None,
    horizon: Annotated[
        list[int] | None,
        typer.Option(
            metavar="YEARS", help="How far ahead, more than one may be named.", show_default="1, 3, 5"
        ),
    ] = None,
    first: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR", help="Leave out what was first taken up before this year.", show_default=False
        ),
    ] = None,
    last: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            help="The last year the table looks at, where that is not its newest adoption.",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option(help="Forward simulations, or a chain's draws, at each origin.", min=10)
    ] = 100,
    casebook: CasebookOption = None,
    seed: Annotated[int, typer.Option(help="Of all chance: the same seed gives the same numbers.")] = 0,
    json: JsonOption = False,
) -> None:
    """Say whether the model would have known: forecast from what was known then, score by what came.

    Stands at the end of each origin year, fits on the past alone, and forecasts who takes what up. Every
    model is shown beside plainer ones; skill is against the base rate, 0 % being no better.
    """
    from thistledown.spread.backtest.outcome import outcome
    from thistledown.spread.backtest.rolling import HORIZONS
    from thistledown.spread.backtest.table import TableError, read_adoptions, read_layer

    if table is None:
        result = own_record(
            casebook, years=None if origins is None else _years(origins), draws=draws, seed=seed, quiet=json
        )
        if json:
            say_json(result)
        else:
            _print(result)
        return
    try:
        found = read_adoptions(table, _columns(column or []), first=first, last=last)
        ties = [read_layer(path, found.units) for path in layer or []]
        years = None if origins is None else _years(origins)
        ahead = sorted(set(horizon or HORIZONS))
        if ahead[0] < 1:
            raise fail("a horizon is one year or more", USAGE)
        result = outcome(found, _rolled(found, ties, years, ahead, draws, seed, json), seed=seed)
    except TableError as error:
        raise fail(str(error), FAILED) from None
    if json:
        say_json(result)
        return
    _print(result)


def _columns(given: Sequence[str]) -> dict[str, str]:
    from thistledown.spread.backtest.table import COLUMNS

    named = {}
    for pair in given:
        ours, separator, theirs = pair.partition("=")
        if not separator or ours not in COLUMNS or not theirs:
            raise fail(f"--column {pair!r} is not one of unit=NAME, capability=NAME, year=NAME", USAGE)
        named[ours] = theirs
    return named


def _years(given: str) -> list[int]:
    parts = given.split(":")
    if len(parts) not in (2, 3) or not all(part.isascii() and part.isdigit() for part in parts):
        raise fail(f"--origins {given!r} is not FIRST:LAST or FIRST:LAST:STEP", USAGE)
    first, last, step = (*map(int, parts), 1)[:3]
    if first > last or step < 1:
        raise fail(f"--origins {given!r} names no year", USAGE)
    return list(range(first, last + 1, step))


def _rolled(
    table: AdoptionTable,
    ties: Sequence[Layer],
    years: Sequence[int] | None,
    horizons: Sequence[int],
    draws: int,
    seed: int,
    quiet: bool,
) -> Any:
    from thistledown.spread.backtest.rolling import roll

    with progress(quiet) as shown:
        task = shown.add_task("forecasting from the past", total=None)
        return roll(
            table,
            ties,
            origins=years,
            horizons=horizons,
            draws=draws,
            seed=seed,
            told=lambda done, whole: shown.update(task, completed=done, total=whole),
        )


def _print(result: dict[str, Any]) -> None:
    origins = result["origins"]
    out.print(
        f"{result['units']} units, {result['capabilities']} capabilities, {result['adoptions']} adoptions; "
        f"{len(origins)} origins, {origins[0]} to {origins[-1]}."
    )
    for years, found in result["horizons"].items():
        out.print(f"\n[bold]{years} year{'s' if years != '1' else ''} ahead[/]: ", end="")
        out.print(f"{found['rows']} unit-years at risk, {found['events']} adoptions came")
        shown = Table(box=None, pad_edge=False)
        for name, justify in (
            ("model", "left"),
            ("log", "right"),
            ("skill", "right"),
            ("95 % by year", "right"),
            ("Brier skill", "right"),
            ("AUC", "right"),
            ("ECE", "right"),
        ):
            shown.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
        for name, scores in found["models"].items():
            low, high = scores["log_skill_by_year"]
            shown.add_row(
                plain(name),
                f"{scores['log']:.4f}",
                f"{scores['log_skill']:.1%}",
                f"{low:.1%} to {high:.1%}",
                f"{scores['brier_skill']:.1%}",
                "" if scores["auc"] is None else f"{scores['auc']:.3f}",
                f"{scores['ece']:.4f}",
            )
        out.print(shown, width=WIDE, crop=False)
        counts = found["counts"]
        out.print(
            f"Adoptions in all: off by {counts['crps']:.1f} (CRPS) against {counts['crps_base_rate']:.1f} "
            "for the base rate."
        )
    rates = ", ".join(f"{plain(name)} {value:.3g}" for name, value in result["rates"].items())
    out.print(f"\nMean rates of the full model: {rates}.")
    if any("placebo ties" in found["models"] for found in result["horizons"].values()):
        out.print("Ties between other units (placebo) should score no better than the full model.")
