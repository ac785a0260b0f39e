"""A casebook's own record put to the test: fit on what was known then, forecast, be scored by what came.

Known then means entered by then: an acquisition that was reported years later is no part of the past, and
what happened before the origin but was not yet known is not asked for either. Channels that began later are
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.backtest.ladder import BASE, ERA, ERA_YEARS, FULL, MEAN
from thistledown.spread.backtest.rolling import Counted, Run, Scored
from thistledown.spread.backtest.table import TableError
from thistledown.spread.forecast import forecast
from thistledown.spread.hazard.model import PathwayHazard
from thistledown.spread.network import Network
from thistledown.spread.record import Record

Floats = NDArray[np.float64]

# Fewer acquisitions than this are no past to learn from.
FEWEST = 10


def as_of_network(network: Network, year: float) -> Network:
    """The channels that had begun by a year."""
    layers = []
    for layer in network.layers:
        begun = layer.start <= year
        layers.append(
            replace(
                layer,
                source=layer.source[begun],
                target=layer.target[begun],
                weight=layer.weight[begun],
                start=layer.start[begun],
                end=layer.end[begun],
            )
        )
    return Network(network.actors, tuple(layers), network.exogenous)


def roll_record(
    record: Record,
    network: Network,
    *,
    origins: Sequence[int] | None = None,
    horizons: Sequence[int] = (1, 3),
    draws: int = 300,
    seed: int = 0,
    told: Callable[[int, int], None] = lambda done, whole: None,
) -> Run:
    """Back-test a casebook's model, one capability.

    Args:
        record: with the day each row was entered.
        network: its channels.
        origins: years at whose beginnings forecasts are made; every year with enough past when left out.
        horizons: years ahead.
        draws: of each of four chains, at each origin.
        seed: of all chance.
        told: called with how many origins are done, and of how many.

    Raises:
        TableError: when no origin has enough past to learn from and enough time to be scored.
    """
    years = list(origins) if origins is not None else _origins(record, min(horizons))
    if not years:
        raise TableError(
            f"no year from {record.begin:.0f} to {record.end:.0f} has {FEWEST} acquisitions known by then "
            f"and {min(horizons)} years after it"
        )
    middle = (record.lo + record.hi) / 2
    when = dict(zip(record.actor, middle, strict=True))
    scored: dict[int, dict[str, Scored]] = {horizon: {} for horizon in horizons}
    counted = {horizon: Counted() for horizon in horizons}
    rates = []
    for done, origin in enumerate(years):
        told(done, len(years))
        past = record.as_of(float(origin))
        if len(past) < 2:
            raise TableError(f"{len(past)} acquisitions were known by {origin}: choose a later origin")
        fit = PathwayHazard(as_of_network(network, origin)).fit(
            past, "gibbs", seed=seed, draws=draws, burn=draws, keep=max(25, draws // 4)
        )
        rates.append(fit.theta.mean(axis=0))
        ahead = forecast(fit, horizons=horizons, seed=seed, actors=True)
        # Who had it, as far as was known or is known now, is not asked about.
        risk = [one for one in ahead.actors if when.get(one.actor, np.inf) > origin]
        index = np.array([network.actors.index(one.actor) for one in risk], dtype=np.int64)
        moment = np.array([when.get(one.actor, np.inf) for one in risk])
        base, era = (_rate(past, network.actors, since) for since in (past.begin, origin - ERA_YEARS))
        for place, horizon in enumerate(horizons):
            if origin + horizon > record.end:
                continue
            came = moment <= origin + horizon
            own = np.array([one.probability[place] for one in risk])
            said = {
                BASE: np.full(came.size, -np.expm1(-base * horizon)),
                ERA: np.full(came.size, -np.expm1(-era * horizon)),
                # A rule of succession keeps what no run showed from being called impossible.
                FULL: (own * ahead.runs + base * horizon) / (ahead.runs + 1),
            }
            said[MEAN] = (said[ERA] + said[FULL]) / 2
            for name, probability in said.items():
                scored[horizon].setdefault(name, Scored()).add(probability, came, origin, index)
            drawn = next(
                count.draws for count in ahead.counts if (count.what, count.horizon) == ("all", horizon)
            )
            counted[horizon].came.append(int(came.sum()))
            counted[horizon].draws.append(drawn.astype(np.float64))
            chance = np.random.default_rng([seed, origin])
            counted[horizon].plain.append(
                chance.binomial(came.size, said[BASE][0], size=drawn.size).astype(np.float64)
            )
    told(len(years), len(years))
    return Run(tuple(years), tuple(fit.channels), scored, counted, np.array(rates))


def _origins(record: Record, shortest: int) -> list[int]:
    first, last = int(np.ceil(record.begin)) + 1, int(np.floor(record.end)) - shortest
    entered = np.maximum(record.entered, record.lo)
    return [year for year in range(first, last + 1) if (entered <= year).sum() >= FEWEST]


def _rate(past: Record, actors: Sequence[str], since: float) -> float:
    """Acquisitions a year of an actor that was watched and had not got it; half a one is laid beside."""
    middle = dict(zip(past.actor, (past.lo + past.hi) / 2, strict=True))
    begin = max(since, past.begin)
    watched = number = 0.0
    for actor in actors:
        enters, leaves = past.window(actor)
        got = middle.get(actor, np.inf)
        watched += max(0.0, min(leaves, got) - max(enters, begin))
        number += max(enters, begin) < got <= leaves
    return (number + 0.5) / max(watched, 1.0)
