"""`thistledown spread scenario`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption
from thistledown.cli.output import FAILED, USAGE, err, fail, out, plain, say_json
from thistledown.cli.spreading import (
    WIDE,
    BeginOption,
    DrawsOption,
    EndOption,
    LeastOption,
    SeedOption,
    SupportOption,
    modelled,
    own_record,
)

if TYPE_CHECKING:
    from thistledown.publish.casebook_model import Modelled
    from thistledown.spread.scenario.comparison import Comparison
    from thistledown.spread.scenario.sheet import Sheet

_BARS = 6
# Of each chain at each origin of the back-test on the page.
_TEST_DRAWS = 150


def run(
    sheet: Annotated[
        Path | None,
        typer.Argument(
            metavar="SHEET.toml",
            help="The scenario. Left out: the release of trained drone operators after the war in Ukraine.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    show: Annotated[
        bool, typer.Option("--show", help="Print the shipped sheet, to be changed and used, and stop.")
    ] = False,
    page: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.html",
            help="Write the answer on one page, with its picture.",
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    runs: Annotated[int, typer.Option(help="Draws of the two worlds, each run twice.", min=100)] = 2_000,
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    begin: BeginOption = "2013",
    end: EndOption = None,
    least: LeastOption = 0.5,
    support: SupportOption = None,
    draws: DrawsOption = 1_000,
    seed: SeedOption = 0,
    json: JsonOption = False,
) -> None:
    """Try measures before they are taken: what a release of trained people does, and what would change it.

    Two worlds are run from everything that is not known, one without and one with each step, with the same
    luck in both. Every number of the sheet says which page reports it or why it is assumed.
    """
    from thistledown.publish.casebook_model import try_measures
    from thistledown.spread.scenario.sheet import SheetError, read_sheet, shipped_sheet

    if show:
        out.print(shipped_sheet(), markup=False, end="")
        return
    if page is not None and not page.parent.is_dir():
        raise fail(f"{page.parent} is no folder", USAGE)
    try:
        read = read_sheet(sheet)
    except SheetError as error:
        raise fail(str(error), FAILED) from None
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
    release, measures = try_measures(read, model, runs=runs, seed=seed)
    if page is not None:
        tested = own_record(casebook, years=None, draws=_TEST_DRAWS, seed=seed, quiet=json)
        page.write_text(_page(read, model, release, measures, tested), encoding="utf-8")
        err.print(f"Written to {plain(page)}.")
    if json:
        say_json(
            {
                "title": read.title,
                "question": read.question,
                "release": release.as_json() if release else None,
                "measures": measures.as_json() if measures else None,
                "limits": [one.text for one in model.fit.limits()],
            }
        )
        return
    _print(read, release, measures)


def _page(
    sheet: Sheet,
    model: Modelled,
    release: Comparison | None,
    measures: Comparison | None,
    tested: dict[str, Any],
) -> str:
    from thistledown.publish.scenario_page import Answer, scenario_page
    from thistledown.spread.scenario import BanRecruitment, Reintegrate

    record = model.known.record
    network = model.fit.network
    return scenario_page(
        Answer(
            title=sheet.title,
            question=sheet.question,
            release=release.as_json() if release else None,
            measures=measures.as_json() if measures else None,
            names={name: way.value for name, way in zip(network.channels, network.pathways, strict=True)},
            limits=[one.text for one in model.fit.limits()],
            record=(
                f"The model was fitted to {len(record)} first acquisitions of armed multirotors among "
                f"{len(model.known.units)} groups and states, {record.begin:.0f} to {record.end:.1f}, each "
                "resting on public reports that can be opened in the casebook."
            ),
            backtest=_tested(tested),
            on_release=frozenset(
                one.name for one in sheet.measures if isinstance(one, BanRecruitment | Reintegrate)
            ),
        )
    )


def _tested(found: dict[str, Any]) -> str:
    """How the model's forecasts did on the past, in words."""
    years, first = next(iter(found["horizons"].items()))
    full, era = (first["models"][name]["log_skill"] for name in ("full", "era rate"))
    origins = found["origins"]
    came, expected = first["events"], sum(first["counts"]["expected"])
    said = (
        f"Put to the test on its own past (at the beginning of each year from {origins[0]} to "
        f"{origins[-1]}, knowing what was published by then, {years} year ahead), the model's log score was "
        f"{full:.1%} better than a constant rate's; the rate of the last five years alone came to {era:.1%}. "
        f"{came} acquisitions came, {expected:.0f} were expected."
    )
    if came > 1.5 * expected:
        said += " Reports multiplied faster than a model fitted before them could know: take counts as low."
    return said


def _print(sheet: Sheet, release: Comparison | None, measures: Comparison | None) -> None:
    out.print(f"[bold]{plain(sheet.title)}[/]")
    if sheet.question:
        out.print(plain(sheet.question))
    if release is not None:
        out.print(f"\n[bold]The release by itself[/], {release.horizon:g} years from {release.origin:.1f}")
        _print_effects(release)
        _print_hangs_on(release)
    if measures is not None:
        out.print("\n[bold]What each measure would change[/], each by itself")
        shown = _table("measure", "change", "90 %", "no change")
        for effect in sorted(measures.alone, key=lambda one: one.change):
            shown.add_row(
                plain(effect.what),
                f"{effect.change:+.1f}",
                f"{effect.low:+.0f} to {effect.high:+.0f}",
                f"{effect.no_change:.0%}",
            )
        whole = measures.summary[0]
        shown.add_row(
            "all together",
            f"{whole.change:+.1f}",
            f"{whole.low:+.0f} to {whole.high:+.0f}",
            f"{whole.no_change:.0%}",
        )
        out.print(shown, width=WIDE, crop=False)
        _print_hangs_on(measures)


def _print_effects(comparison: Comparison) -> None:
    shown = _table("acquisitions", "without", "with", "change", "90 %", "no change")
    for effect in comparison.summary:
        shown.add_row(
            plain(effect.what),
            f"{effect.without:.1f}",
            f"{effect.with_:.1f}",
            f"{effect.change:+.1f}",
            f"{effect.low:+.0f} to {effect.high:+.0f}",
            f"{effect.no_change:.0%}",
        )
    out.print(shown, width=WIDE, crop=False)


def _print_hangs_on(comparison: Comparison) -> None:
    """The numbers that move the result most, and whether anybody reports them."""
    out.print("What this hangs on (change when the number is low, and when it is high):")
    for bar in comparison.tornado()[:_BARS]:
        kind = "fitted" if bar.reported is None else "reported" if bar.reported else "assumed"
        out.print(
            f"  {plain(bar.name)} {bar.low:.3g} to {bar.high:.3g} ({kind}): {bar.change_low:+.1f} to "
            f"{bar.change_high:+.1f}"
        )
    parts = comparison.variance
    out.print(
        f"Variance of the change: {parts.parameter:.1f} because numbers are not known, {parts.chance:.1f} "
        f"by luck; the mean is known to ±{parts.monte_carlo_error:.2f}."
    )


def _table(first: str, *rest: str) -> Table:
    shown = Table(box=None, pad_edge=False)
    shown.add_column(first, no_wrap=True)
    for name in rest:
        shown.add_column(name, justify="right", no_wrap=True)
    return shown
