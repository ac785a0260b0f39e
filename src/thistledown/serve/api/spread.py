"""What spreads, by which pathway, and what comes next: the casebook's model, fitted in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, cast

from fastapi import APIRouter, Query

from thistledown.casebook.clock import stamp
from thistledown.publish.casebook_model import Modelled, back_test, fit_casebook
from thistledown.serve.api.asked import Asked, Question
from thistledown.serve.api.jobs import Job, Progress
from thistledown.serve.api.reasons import Reason, reasons
from thistledown.spread.forecast import forecast as run_forward
from thistledown.spread.shares import shares_over_time

T = TypeVar("T")

router = APIRouter(prefix="/spread", tags=["spread"])

# Of each of four chains: enough for shares to two digits, and some ten seconds on the shipped atlas.
DRAWS = 500
HORIZONS = (1.0, 3.0, 5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel and what went along it.

    Attributes:
        name: of the layer or outside source.
        pathway: the pathway it stands for.
        ties: its ties between actors; 0 for a source outside.
        share: of all acquisitions, posterior mean.
        low: 5 % quantile of the share.
        high: 95 % quantile.
        prior: the share assumed beforehand.
        data_alone: the share that the data say without the assumption.
        assumed: whether the share mostly repeats what was assumed.
    """

    name: str
    pathway: str
    ties: int
    share: float
    low: float
    high: float
    prior: float
    data_alone: float
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquired:
    """How one actor came by it, in probabilities.

    Attributes:
        actor: id.
        name: as people write it.
        when: posterior mean of the decimal year.
        when_sd: its standard deviation in years.
        pathways: probability of each.
        assumed: channels whose probability mostly repeats what was assumed.
        bits: how unsure the pathway is, in bits.
        sharpened: bits that one more piece of graded evidence would take away.
    """

    actor: str
    name: str
    when: float
    when_sd: float
    pathways: dict[str, float]
    assumed: tuple[str, ...]
    bits: float
    sharpened: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """Shares of the pathways over stretches of years.

    Attributes:
        pathways: their ids.
        start: first year of each stretch.
        years: length of a stretch.
        count: acquisitions in each stretch.
        mean: one row a pathway, one number a stretch; null without acquisitions.
        low: 5 % quantiles.
        high: 95 % quantiles.
    """

    pathways: tuple[str, ...]
    start: tuple[float, ...]
    years: float
    count: tuple[float, ...]
    mean: tuple[tuple[float | None, ...], ...]
    low: tuple[tuple[float | None, ...], ...]
    high: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Caveat:
    """What cannot be known, the number it stands beside, and the same to be worded in another language."""

    beside: str
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Unusable:
    """Events that give the model nothing, and why: in English, and to be worded in another language."""

    why: str
    reason: Reason
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The casebook's model.

    Attributes:
        actors: watched.
        acquisitions: first acquisitions found.
        begin: decimal year since when actors are watched.
        end: decimal year until when.
        left_out: events left out, the commonest reason first.
        channels: the largest share first.
        over_time: shares over the years.
        attribution: each acquisition, the least sure first.
        caveats: what the numbers cannot tell.
        notes: of the sampler.
    """

    actors: int
    acquisitions: int
    begin: float
    end: float
    left_out: tuple[Unusable, ...]
    channels: tuple[Channel, ...]
    over_time: OverTime
    attribution: tuple[Acquired, ...]
    caveats: tuple[Caveat, ...]
    notes: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Modelling:
    """The model when it stands, and else the work on it.

    Attributes:
        job: the work going on; ask `/api/jobs/{id}` how far it is.
        model: the model.
    """

    job: Job | None
    model: Model | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How many acquisitions are expected.

    Attributes:
        what: all, a channel or a region.
        sort: all, channel or region.
        horizon: years ahead.
        mean: expected number.
        low: 5 % quantile.
        high: 95 % quantile.
        any: probability of one or more.
    """

    what: str
    sort: str
    horizon: float
    mean: float
    low: float
    high: float
    any: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NextActor:
    """An actor that has not got the capability yet, as far as is known.

    Attributes:
        actor: id.
        name: as people write it.
        probability: of getting it within each horizon.
        rank_low: 5 % quantile of its rank, 1 the likeliest.
        rank_high: 95 % quantile.
    """

    actor: str
    name: str
    probability: tuple[float, ...]
    rank_low: float
    rank_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is likely to come.

    Attributes:
        origin: decimal year from which it looks ahead.
        horizons: years.
        runs: futures run.
        expected: all, then channels, then regions.
        fan: years ahead with quantiles of the number of acquisitions until then.
        actors: only when asked for.
    """

    origin: float
    horizons: tuple[float, ...]
    runs: int
    expected: tuple[Expected, ...]
    fan: dict[str, Any]
    actors: tuple[NextActor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Forecasts of one reach, made from what was known then, against what came.

    Attributes:
        years: how far ahead.
        origins: the years at whose beginning they were made.
        came: acquisitions that came within reach of each origin.
        expected: expected number at each.
        low: 5 % quantile.
        high: 95 % quantile.
        skill: how much better the model's log score is than a constant rate's, as a share.
        skill_of_recent_rate: the same of the rate of the last five years alone.
        stated: forecast probabilities, rising.
        observed: how often it then came, as CORP estimates it.
    """

    years: float
    origins: tuple[int, ...]
    came: tuple[float, ...]
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    skill: float
    skill_of_recent_rate: float
    stated: tuple[float, ...]
    observed: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PastTest:
    """How such forecasts did on the past, when that has been worked out, and else the work on it."""

    job: Job | None
    result: tuple[Past, ...] | None


@router.get("")
def model(ask: Question) -> Modelling:
    """The model fitted to the casebook; asking for it begins the work where it is not done."""
    found = _ready(ask)
    if isinstance(found, Job):
        return Modelling(found, None)
    return Modelling(None, ask.kept("spread answer", lambda: _answer(found)))


@router.get("/forecast")
def forecast(
    ask: Question,
    actors: Annotated[
        bool,
        Query(description="Also say which actors. Off unless asked: names claim more than the data hold."),
    ] = False,
) -> Outlook | None:
    """What is likely to come next, by channel and region; null while the model is being fitted."""
    found = _ready(ask)
    if isinstance(found, Job):
        return None
    return ask.kept(f"outlook {actors}", lambda: _outlook(found, actors))


@router.get("/backtest")
def backtest(ask: Question) -> PastTest:
    """How forecasts made from what was known then did against what came."""
    found = _in_background(
        ask,
        "back-test",
        "Forecasting from the past",
        lambda tell: back_test(ask.view, told=tell),
    )
    return PastTest(found, None) if isinstance(found, Job) else PastTest(None, _past(found))


def _past(found: dict[str, Any]) -> tuple[Past, ...]:
    return tuple(
        Past(
            years=float(years),
            # Origins too near the end have not seen the whole of a long reach.
            origins=tuple(found["origins"][: len(one["counts"]["came"])]),
            came=tuple(one["counts"]["came"]),
            expected=tuple(one["counts"]["expected"]),
            low=tuple(one["counts"]["low"]),
            high=tuple(one["counts"]["high"]),
            skill=one["models"]["full"]["log_skill"],
            skill_of_recent_rate=one["models"]["era rate"]["log_skill"],
            stated=tuple(one["reliability"]["probability"]),
            observed=tuple(one["reliability"]["observed"]),
        )
        for years, one in found["horizons"].items()
    )


def _ready(ask: Asked) -> Modelled | Job:
    """The fitted model, or the job that fits it."""
    return _in_background(
        ask,
        "model",
        "Fitting the model",
        lambda tell: fit_casebook(ask.view, draws=DRAWS, told=tell),
    )


def _in_background(ask: Asked, name: str, what: str, work: Callable[[Progress], T]) -> T | Job:
    """What the work gives for this state of the record, or the job that is at it.

    A failed job stays what is answered until the record changes: to try again would fail again.
    """
    moment = ask.view.as_of.moment
    key = (ask.newest_entry, None if moment is None else stamp(moment), name)
    done, jobs = ask.site.models, ask.site.jobs

    def run(tell: Progress) -> dict[str, Any]:
        done.results[key] = work(tell)
        return {}

    with done.lock:
        if key in done.results:
            return cast(T, done.results[key])
        if key not in done.jobs:
            # Older states of the record are not asked for again.
            done.forget({one for one in done.results if one[2] == name})
            done.jobs[key] = jobs.start(what, run)
        return done.jobs[key]


def ready_model(ask: Asked) -> Modelled | None:
    """The fitted model; None while it is being worked on."""
    found = _ready(ask)
    return None if isinstance(found, Job) else found


def _answer(found: Modelled) -> Model:
    record, fit = found.known.record, found.fit
    names = {unit.id: unit.name for unit in found.known.units}
    ties = {layer.name: len(layer) for layer in found.network.layers}
    over = shares_over_time(fit).as_json()
    return Model(
        actors=len(found.known.units),
        acquisitions=len(record),
        begin=float(record.begin),
        end=float(record.end),
        left_out=tuple(
            Unusable(why, Reason.of(found.known.reasons[why]), number)
            for why, number in sorted(found.known.left_out.items(), key=lambda pair: -pair[1])
        ),
        channels=tuple(
            Channel(
                name=row.channel,
                pathway=row.pathway.value,
                ties=ties.get(row.channel, 0),
                share=row.share,
                low=row.share_q05,
                high=row.share_q95,
                prior=row.share_prior,
                data_alone=row.share_likelihood,
                assumed=row.prior_driven,
            )
            for row in sorted(fit.summary.rows, key=lambda row: -row.share)
        ),
        over_time=OverTime(
            pathways=tuple(over["pathways"]),
            start=tuple(over["start"]),
            years=over["years"],
            count=tuple(over["count"]),
            mean=tuple(map(tuple, over["mean"])),
            low=tuple(map(tuple, over["low"])),
            high=tuple(map(tuple, over["high"])),
        ),
        attribution=tuple(
            Acquired(
                actor=row["actor"],
                name=names.get(row["actor"], row["actor"]),
                when=row["when"],
                when_sd=row["when_sd"],
                pathways=row["pathways"],
                assumed=tuple(row["prior_driven"]),
                bits=row["bits"],
                sharpened=row["sharpened"],
            )
            for row in sorted(fit.attribution().as_json()["rows"], key=lambda row: -row["bits"])
        ),
        caveats=tuple(Caveat(one.beside, one.text, Reason.of(one.reason)) for one in fit.limits()),
        notes=reasons(fit.summary.notes),
    )


def _outlook(found: Modelled, actors: bool) -> Outlook:
    told = run_forward(found.fit, horizons=HORIZONS, regions=found.regions, actors=actors)
    regions = set(found.regions.values()) | {"elsewhere"}
    names = {unit.id: unit.name for unit in found.known.units}

    def sort(what: str) -> str:
        return "all" if what == "all" else "region" if what in regions else "channel"

    return Outlook(
        origin=told.origin,
        horizons=tuple(told.horizons),
        runs=told.runs,
        expected=tuple(
            Expected(
                what=one.what,
                sort=sort(one.what),
                horizon=one.horizon,
                mean=one.mean,
                low=one.quantiles[0],
                high=one.quantiles[-1],
                any=one.any,
            )
            for one in told.counts
        ),
        fan=dict(told.fan),
        actors=tuple(
            NextActor(
                actor=one.actor,
                name=names.get(one.actor, one.actor),
                probability=tuple(one.probability),
                rank_low=one.rank[0],
                rank_high=one.rank[2],
            )
            for one in told.actors
        ),
    )
