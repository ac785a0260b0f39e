"""Trying a measure before it is taken: levers moved, two worlds run from everything that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from thistledown.codebook import reason
from thistledown.publish.casebook_model import ModelError, try_measures
from thistledown.serve.api.asked import BadQuestionError, Question
from thistledown.serve.api.reasons import Reason
from thistledown.serve.api.spread import ready_model
from thistledown.spread.scenario import Comparison
from thistledown.spread.scenario import comparison as compared
from thistledown.spread.scenario.lab import Lever, levers, pulled, told_reasons
from thistledown.spread.scenario.sheet import SheetError, read_sheet

router = APIRouter(prefix="/spread/scenario", tags=["spread"])

RUNS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """What may be tried.

    Attributes:
        title: of the shipped sheet.
        question: what it is to answer.
        horizon: years looked ahead.
        releases: names of the groups of people released.
        measures: names of the measures.
        levers: where each step stands, and how far it may be moved.
    """

    title: str
    question: str
    horizon: float
    releases: tuple[str, ...]
    measures: tuple[str, ...]
    levers: tuple[Lever, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A lever moved by hand."""

    step: str
    part: str
    value: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What is to be tried.

    Attributes:
        settings: levers that are moved.
        measures: measures that are taken; null for all of them.
    """

    settings: Annotated[list[Setting], Field(max_length=100)] = field(default_factory=list)
    measures: Annotated[list[str] | None, Field(max_length=50)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The difference between two worlds with the same luck.

    Attributes:
        what: all, a channel, a region, or the step that is taken by itself.
        sort: all, channel, region or step.
        without: expected acquisitions without it.
        with_it: expected acquisitions with it.
        change: the difference.
        low: 5 % quantile of the difference.
        high: 95 % quantile.
        no_change: share of futures in which nothing differs.
        fewer: share of futures with fewer acquisitions.
        more: share of futures with more.
    """

    what: str
    sort: str
    without: float
    with_it: float
    change: float
    low: float
    high: float
    no_change: float
    fewer: float
    more: float

    @classmethod
    def of(cls, effect: compared.Effect) -> Effect:
        """An effect as the API gives it."""
        return cls(
            what=effect.what,
            sort=effect.sort,
            without=effect.without,
            with_it=effect.with_,
            change=effect.change,
            low=effect.low,
            high=effect.high,
            no_change=effect.no_change,
            fewer=effect.fewer,
            more=effect.more,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A number that the answer rests on.

    Attributes:
        name: step and part.
        low: 5 % quantile.
        middle: median.
        high: 95 % quantile.
        reported: whether a page reports it; else it is assumed.
        sources: addresses of the pages.
        reason: why it is assumed so, in English.
        told: the same to be worded in another language; null for what only a sheet of one's own says.
    """

    name: str
    low: float
    middle: float
    high: float
    reported: bool
    sources: tuple[str, ...]
    reason: str
    told: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sway:
    """How far one number moves the expected difference.

    Attributes:
        name: step and part.
        change_low: expected difference when the number is in its lowest fifth.
        change_high: when it is in its highest.
        reported: whether a page reports it; null for a rate that was fitted.
    """

    name: str
    change_low: float
    change_high: float
    reported: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWorlds:
    """Two worlds compared.

    Attributes:
        origin: decimal year they begin.
        horizon: years they run.
        futures: runs of each.
        summary: all, then channels, then regions.
        alone: what each step does by itself.
        hired_without: people expected to be hired out of the pools, without.
        hired_with: and with.
        from_numbers: share of the variance that comes from numbers nobody knows.
        from_luck: share that is chance.
        basis: every number it rests on.
        sway: which numbers it hangs on most.
    """

    origin: float
    horizon: float
    futures: int
    summary: tuple[Effect, ...]
    alone: tuple[Effect, ...]
    hired_without: float
    hired_with: float
    from_numbers: float
    from_luck: float
    basis: tuple[Basis, ...]
    sway: tuple[Sway, ...]

    @classmethod
    def of(cls, found: Comparison, told: Mapping[str, reason.Reason]) -> TwoWorlds:
        """A comparison as the API gives it; `told` has the reasons of its numbers by their English."""
        whole = found.variance.parameter + found.variance.structure + found.variance.chance
        rows = {name: number.as_json() for name, number in found.numbers.items()}
        return cls(
            origin=found.origin,
            horizon=found.horizon,
            futures=found.draws * found.replicates,
            summary=tuple(map(Effect.of, found.summary)),
            alone=tuple(map(Effect.of, found.alone)),
            hired_without=found.hires[0],
            hired_with=found.hires[1],
            from_numbers=found.variance.parameter / whole if whole > 0 else 0.0,
            from_luck=found.variance.chance / whole if whole > 0 else 0.0,
            basis=tuple(
                Basis(
                    name=name,
                    low=row["q05"],
                    middle=row["q50"],
                    high=row["q95"],
                    reported=row["reported"],
                    sources=tuple(row["sources"]),
                    reason=row["reason"],
                    told=Reason.of(told[row["reason"]]) if row["reason"] in told else None,
                )
                for name, row in rows.items()
            ),
            sway=tuple(
                Sway(
                    name=one.name,
                    change_low=one.change_low,
                    change_high=one.change_high,
                    reported=one.reported,
                )
                for one in found.tornado()
            ),
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """What the release does, and what the measures change in a world in which it happens.

    Attributes:
        release: null where nothing is released.
        measures: null where no measure is taken.
    """

    release: TwoWorlds | None
    measures: TwoWorlds | None


@router.get("")
def lab() -> Lab:
    """The shipped scenario and its levers."""
    sheet = read_sheet()
    return Lab(
        title=sheet.title,
        question=sheet.question,
        horizon=sheet.horizon,
        releases=tuple(row["name"] for row in sheet.releases),
        measures=tuple(one.name for one in sheet.measures),
        levers=levers(sheet),
    )


@router.post("")
def try_out(ask: Question, trial: Trial) -> Tried:
    """Run both worlds with the levers as set; the model must stand (`/api/spread`). Changes no record."""
    found = ready_model(ask)
    if found is None:
        raise BadQuestionError("the model is still being fitted; ask again when /api/spread has it")
    whole = read_sheet()
    settings = {(one.step, one.part): one.value for one in trial.settings}
    try:
        sheet = pulled(whole, settings, measures=trial.measures)
    except SheetError as error:
        raise ModelError(str(error)) from None
    release, measures = try_measures(sheet, found, runs=RUNS)
    told = told_reasons(whole, settings)
    return Tried(
        TwoWorlds.of(release, told) if release else None,
        TwoWorlds.of(measures, told) if measures else None,
    )
