"""A casebook's model, for commands and pages alike: events weighed, channels drawn, the hazard fitted.

Weighing and spreading do not know each other; here they meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from thistledown.casebook.errors import CasebookError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.view import RecordedEvent, View
from thistledown.codebook.registry import Registry, registry
from thistledown.spread.backtest.casework import roll_record
from thistledown.spread.backtest.outcome import outcome
from thistledown.spread.backtest.table import AdoptionTable, TableError
from thistledown.spread.channels import network
from thistledown.spread.from_casebook import Known, acquisitions
from thistledown.spread.hazard.fit import Fit
from thistledown.spread.hazard.model import PathwayHazard
from thistledown.spread.hazard.placebo import placebo
from thistledown.spread.importers.ucdp import read_external_support, support_arcs
from thistledown.spread.network import Layer, Network
from thistledown.spread.regions import regions_of
from thistledown.spread.scenario import Comparison, Scenario
from thistledown.spread.scenario.sheet import Sheet
from thistledown.spread.scenario.worlds import Step
from thistledown.spread.units import named_units
from thistledown.weigh.casework import Casework

# A quarter of the draws is simulated forward from: more would not change what is shown.
KEPT = 4
BEGIN = date(2013, 1, 1)

# Told now and then: steps done, steps in all, what is going on.
Told = Callable[[int, int, str], None]


class ModelError(CasebookError):
    """There is too little to model, or a setting makes no sense; the message says which."""


@dataclass(frozen=True, slots=True)
class Modelled:
    """A casebook's model: who is watched, by which channels, and what was fitted.

    Attributes:
        known: the acquisitions, and which events were left out and why.
        network: the channels.
        fit: pathway hazards with their draws.
        regions: actor to region.
    """

    known: Known
    network: Network
    fit: Fit
    regions: dict[str, str]


def fit_casebook(
    view: View,
    *,
    begin: date = BEGIN,
    end: date | None = None,
    least: float = 0.5,
    support: Path | None = None,
    placebo_of: str | None = None,
    draws: int = 1_000,
    seed: int = 0,
    told: Told | None = None,
) -> Modelled:
    """Build the record and the channels from a casebook and fit them by Gibbs.

    Args:
        view: the record, as known on some date.
        begin: since when acquisitions are watched for.
        end: until when; left out, the newest day by which something is said to have happened.
        least: events less likely than this to have happened are left out, 0 to 1.
        support: UCDP External Support, actor-year: adds who supported whom as further channels.
        placebo_of: a layer whose copy with ties to others of like standing is added.
        draws: kept draws of each of four chains.
        seed: of all chance.
        told: called with progress.

    Raises:
        ModelError: when there is too little to model, or a layer or date makes no sense.
    """
    tell = told or (lambda done, total, what: None)
    shipped = registry()
    work = Casework(view)
    events = list(view.every_event())
    steps = len(events) + 2
    weighed = 0

    def probability(event: RecordedEvent) -> float:
        nonlocal weighed
        weighed += 1
        tell(min(weighed, len(events)), steps, "weighing the events")
        return work.assess(event.id).happened.probability

    until = end or newest_day(view, events)
    if until <= begin:
        raise ModelError(FAILURE("no_years", begin=str(begin), until=str(until)))
    try:
        known = acquisitions(view, shipped, begin=begin, end=until, probability=probability, least=least)
        if len(known.record) < 2:
            raise ModelError(FAILURE("few_for_model", n=len(known.record)))
        channels = network(known, events, shipped, further=_support(support, known, shipped))
        if placebo_of:
            channels = placebo(channels, placebo_of, seed=seed)
        tell(len(events) + 1, steps, "fitting")
        # Unlikely events are left out already: to doubt the others by grade would count that twice.
        fit = PathwayHazard(channels).fit(
            known.record, "gibbs", seed=seed, draws=draws, burn=draws, keep=max(1, draws // KEPT)
        )
    except ValueError as error:
        raise ModelError(str(error)) from None
    tell(steps, steps, "done")
    return Modelled(known, channels, fit, regions_of(known.units))


def back_test(
    view: View,
    *,
    years: Sequence[int] | None = None,
    draws: int = 150,
    seed: int = 0,
    told: Told | None = None,
) -> dict[str, Any]:
    """Back-test the casebook's own record, one capability, by what was published by each origin.

    Args:
        view: the record.
        years: origins; left out, those the record is long enough for.
        draws: of each chain at each origin; at least 50 are made.
        seed: of all chance.
        told: called with progress.

    Raises:
        ModelError: when there is too little to test on.
    """
    tell = told or (lambda done, total, what: None)
    shipped = registry()
    events = list(view.every_event())
    # Not weighed: how likely an event is thought to be today was not known then.
    known = acquisitions(view, shipped, begin=BEGIN, end=newest_day(view, events))
    record = known.record
    if len(record) < 2:
        raise ModelError(FAILURE("few_for_test", n=len(record)))
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
            told=lambda done, whole: tell(done, whole, "forecasting from the past"),
        )
    except TableError as error:
        raise ModelError(str(error)) from None
    return outcome(table, run, seed=seed)


def try_measures(
    sheet: Sheet, model: Modelled, *, runs: int = 2_000, seed: int = 0
) -> tuple[Comparison | None, Comparison | None]:
    """The releases by themselves; and the measures, in a world in which the releases happen.

    Args:
        sheet: what is released and which measures are tried.
        model: the casebook's model.
        runs: draws of the two worlds.
        seed: of all chance, the same in both worlds.

    Raises:
        ModelError: when the sheet does not fit the model's actors or channels.
    """
    try:
        steps: tuple[Step, ...] = sheet.steps(model.fit.network)
        release = measures = None
        if steps:
            bare = Scenario(model.fit)
            for step in steps:
                bare = bare.add(step)
            release = bare.compare(
                horizon=sheet.horizon, draws=runs, seed=seed, regions=model.regions, alone=len(steps) > 1
            )
        if sheet.measures:
            against = Scenario(model.fit)
            for step in steps:
                against = against.given(step)
            for measure in sheet.measures:
                against = against.add(measure)
            measures = against.compare(horizon=sheet.horizon, draws=runs, seed=seed, regions=model.regions)
    except ValueError as error:
        raise ModelError(str(error)) from None
    return release, measures


def newest_day(view: View, events: Sequence[RecordedEvent]) -> date:
    """The end of watching: the newest day by which something is said to have happened, never after today."""
    today = (view.as_of.moment or datetime.now(UTC)).date()
    days = [
        event.lead.when.end
        for event in events
        if event.lead is not None and event.lead.happened and event.lead.when and event.lead.when.end
    ]
    return min(max((day for day in days if day <= today), default=today), today)


def _support(path: Path | None, known: Known, shipped: Registry) -> list[Layer]:
    if path is None:
        return []
    table = support_arcs(read_external_support(path), named_units(known.units, shipped))
    if not table["source"]:
        return []
    return list(Network.from_frame(table, actors=[unit.id for unit in known.units]).layers)
