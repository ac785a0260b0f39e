"""What the sub-commands of `thistledown spread` share: the model built from a casebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.options import moment, opened
from thistledown.cli.output import USAGE, fail, progress

if TYPE_CHECKING:
    from thistledown.publish.casebook_model import Modelled

BeginOption = Annotated[str, typer.Option(metavar="DATE", help="Since when acquisitions are watched for.")]
EndOption = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Until when. Left out: the newest event that has happened by now.",
        show_default=False,
    ),
]
LeastOption = Annotated[
    float,
    typer.Option(help="Leave out events that are less likely to have happened than this.", min=0, max=1),
]
SupportOption = Annotated[
    Path | None,
    typer.Option(
        metavar="UCDP.xlsx",
        help="UCDP External Support, actor-year: adds who supported whom as further channels.",
        exists=True,
        dir_okay=False,
        show_default=False,
    ),
]
DrawsOption = Annotated[int, typer.Option(help="Kept draws of each of four chains.", min=50)]
SeedOption = Annotated[int, typer.Option(help="Of all chance: the same seed gives the same numbers.")]
PicturesOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="Draw pictures into this folder (SVG).", file_okay=False, show_default=False
    ),
]

# Characters of a table of numbers: cut short, a number is a wrong one.
WIDE = 110


def modelled(
    casebook: Path | None,
    as_of: str | None,
    *,
    begin: str,
    end: str | None,
    least: float,
    support: Path | None,
    draws: int,
    seed: int,
    quiet: bool,
    placebo_of: str | None = None,
) -> Modelled:
    """Build the record and the channels from a casebook and fit them by Gibbs."""
    from thistledown.publish.casebook_model import fit_casebook

    since = _day(begin, "--begin")
    until = _day(end, "--end") if end else None
    with opened(casebook) as book, progress(quiet) as shown:
        task = shown.add_task("weighing the events", total=None)
        return fit_casebook(
            book.view(moment(as_of)),
            begin=since,
            end=until,
            least=least,
            support=support,
            placebo_of=placebo_of,
            draws=draws,
            seed=seed,
            told=lambda done, total, what: shown.update(task, completed=done, total=total, description=what),
        )


def own_record(
    casebook: Path | None, *, years: Sequence[int] | None, draws: int, seed: int, quiet: bool
) -> dict[str, Any]:
    """Back-test the casebook's own record, one capability, by what was published by each origin."""
    from thistledown.publish.casebook_model import back_test

    with opened(casebook) as book, progress(quiet) as shown:
        task = shown.add_task("forecasting from the past", total=None)
        return back_test(
            book.view(),
            years=years,
            draws=draws,
            seed=seed,
            told=lambda done, total, _: shown.update(task, completed=done, total=total),
        )


def _day(written: str, option: str) -> date:
    from thistledown.casebook.when import When

    try:
        start = When.parse(written).start
    except ValueError as error:
        raise fail(f"{option}: {error}", USAGE) from None
    assert start is not None
    return start
