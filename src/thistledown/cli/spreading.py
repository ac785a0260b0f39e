"""What the sub-commands of `thistledown spread` share: the model built from a casebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.options import moment, opened
from thistledown.cli.output import FAILED, USAGE, fail, progress

if TYPE_CHECKING:
    from thistledown.casebook.view import RecordedEvent
    from thistledown.codebook.registry import Registry
    from thistledown.spread.from_casebook import Known
    from thistledown.spread.hazard.fit import Fit
    from thistledown.spread.network import Network

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
# A quarter of the draws is simulated forward from: more would not change what is shown.
KEPT = 4


@dataclass(frozen=True, slots=True)
class Modelled:
    """A casebook's model: who is watched, by which channels, and what was fitted."""

    known: Known
    network: Network
    fit: Fit
    regions: dict[str, str]


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
    from thistledown.codebook.registry import registry
    from thistledown.spread.channels import network
    from thistledown.spread.from_casebook import acquisitions
    from thistledown.spread.hazard.model import PathwayHazard
    from thistledown.spread.hazard.placebo import placebo
    from thistledown.spread.regions import regions_of
    from thistledown.weigh.casework import Casework

    since = _day(begin, "--begin")
    with opened(casebook) as book, progress(quiet) as shown:
        task = shown.add_task("weighing the events", total=None)
        view = book.view(moment(as_of))
        work = Casework(view)
        events = list(view.every_event())
        shown.update(task, total=len(events) + 2)

        def probability(event: RecordedEvent) -> float:
            shown.advance(task)
            return work.assess(event.id).happened.probability

        until = _day(end, "--end") if end else _newest(events, as_of)
        if until <= since:
            raise fail(f"there is nothing between {since} and {until} to model", FAILED)
        shipped = registry()
        try:
            known = acquisitions(view, shipped, begin=since, end=until, probability=probability, least=least)
            if len(known.record) < 2:
                raise fail(
                    f"{len(known.record)} acquisitions are too few for a model; the casebook's events name "
                    "too few actors of the registry",
                    FAILED,
                )
            further = _support(support, known, shipped) if support else []
            channels = network(known, events, shipped, further=further)
            if placebo_of:
                channels = placebo(channels, placebo_of, seed=seed)
            shown.update(task, description="fitting", completed=len(events) + 1)
            # Unlikely events are left out already: to doubt the others by grade would count that twice.
            fit = PathwayHazard(channels).fit(
                known.record, "gibbs", seed=seed, draws=draws, burn=draws, keep=draws // KEPT
            )
        except ValueError as error:
            raise fail(str(error), FAILED) from None
        shown.update(task, completed=len(events) + 2)
    return Modelled(known, channels, fit, regions_of(known.units))


def own_record(
    casebook: Path | None, *, years: Sequence[int] | None, draws: int, seed: int, quiet: bool
) -> dict[str, Any]:
    """Back-test the casebook's own record, one capability, by what was published by each origin."""
    from thistledown.codebook.registry import registry
    from thistledown.spread.backtest.casework import roll_record
    from thistledown.spread.backtest.outcome import outcome
    from thistledown.spread.backtest.table import AdoptionTable, TableError
    from thistledown.spread.channels import network
    from thistledown.spread.from_casebook import acquisitions

    with opened(casebook) as book, progress(quiet) as shown:
        task = shown.add_task("forecasting from the past", total=None)
        view, shipped = book.view(), registry()
        events = list(view.every_event())
        # Not weighed: how likely an event is thought to be today was not known then.
        known = acquisitions(view, shipped, begin=date(2013, 1, 1), end=_newest(events, None))
        record = known.record
        if len(record) < 2:
            raise fail(f"{len(record)} acquisitions are too few to test a model on", FAILED)
        try:
            table = AdoptionTable.from_rows(
                (actor, "armed multirotor", int((lo + hi) / 2))
                for actor, lo, hi in zip(record.actor, record.lo, record.hi, strict=True)
            )
            run = roll_record(
                record,
                network(known, events, shipped),
                origins=years,
                draws=max(draws, 50),
                seed=seed,
                told=lambda done, whole: shown.update(task, completed=done, total=whole),
            )
        except TableError as error:
            raise fail(str(error), FAILED) from None
    return outcome(table, run, seed=seed)


def _support(path: Path, known: Known, shipped: Registry) -> list:  # type: ignore[type-arg]
    from thistledown.spread.importers.ucdp import read_external_support, support_arcs
    from thistledown.spread.network import Network
    from thistledown.spread.units import named_units

    resolve = named_units(known.units, shipped)
    table = support_arcs(read_external_support(path), resolve)
    if not table["source"]:
        return []
    return list(Network.from_frame(table, actors=[unit.id for unit in known.units]).layers)


def _newest(events: list[RecordedEvent], as_of: str | None) -> date:
    """The end of watching: the newest day by which something is said to have happened, never after today."""
    instant = moment(as_of)
    today = (instant or datetime.now(UTC)).date()
    days = [
        event.lead.when.end
        for event in events
        if event.lead is not None and event.lead.happened and event.lead.when and event.lead.when.end
    ]
    return min(max((day for day in days if day <= today), default=today), today)


def _day(written: str, option: str) -> date:
    from thistledown.casebook.when import When

    try:
        start = When.parse(written).start
    except ValueError as error:
        raise fail(f"{option}: {error}", USAGE) from None
    assert start is not None
    return start
