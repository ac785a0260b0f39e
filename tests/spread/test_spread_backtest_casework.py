"""A record put to the test: only what was entered by then is known, and nobody who had it is asked about."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from thistledown.codebook.terms import Pathway
from thistledown.spread.backtest.casework import as_of_network, roll_record
from thistledown.spread.backtest.table import TableError
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.record import Record

ACTORS = tuple(f"a{index:02}" for index in range(80))


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(
        ACTORS,
        (
            Layer.of(
                "peers", Pathway.PEER, range(79), range(1, 80), start=[2010.0 + k / 8 for k in range(79)]
            ),
        ),
        (Exogenous.steady("market", Pathway.COMMERCIAL, np.ones(80)),),
    )


@pytest.fixture(scope="module")
def record() -> Record:
    rng = np.random.default_rng(8)
    when = 2010.0 + rng.exponential(12.0, len(ACTORS))
    rows = [(actor, moment) for actor, moment in zip(ACTORS, when, strict=True) if moment < 2020.0]
    return Record.from_frame(
        {
            "actor": [row[0] for row in rows],
            "lo": [row[1] for row in rows],
            "hi": [row[1] for row in rows],
            "entered": [row[1] + 0.3 for row in rows],
        },
        begin=2010.0,
        end=2020.0,
    )


def test_a_steady_world_is_forecast_about_as_well_as_its_rate(record: Record, network: Network) -> None:
    run = roll_record(record, network, origins=[2014, 2017], draws=60)
    for horizon in (1, 3):
        models = run.scored[horizon]
        full, base = (np.concatenate(models[name].probability) for name in ("full", "base rate"))
        came = np.concatenate(models["full"].came)
        assert full.mean() == pytest.approx(base.mean(), rel=0.4)
        assert full.mean() == pytest.approx(came.mean(), rel=0.7)
        assert [len(draws) > 100 for draws in run.counted[horizon].draws] == [True, True]


def test_only_those_not_known_to_have_it_are_asked_about(record: Record, network: Network) -> None:
    run = roll_record(record, network, origins=[2015], horizons=(1,), draws=60)
    asked = {ACTORS[index] for index in run.scored[1]["full"].unit[0]}
    had = {actor for actor, moment in zip(record.actor, record.hi, strict=True) if moment <= 2015}
    assert not asked & had
    assert asked == set(ACTORS) - had


def test_what_was_entered_later_changes_no_forecast(record: Record, network: Network) -> None:
    known = record.entered <= 2015
    later = replace(record, entered=np.where(known, record.entered, record.entered + 2.0))
    one, two = (roll_record(one, network, origins=[2015], horizons=(1,), draws=60) for one in (record, later))
    assert np.array_equal(one.scored[1]["full"].probability[0], two.scored[1]["full"].probability[0])


def test_channels_that_had_not_begun_are_left_out(network: Network) -> None:
    (layer,) = as_of_network(network, 2012.0).layers
    assert 0 < len(layer) < 79
    assert layer.start.max() <= 2012.0


def test_too_short_a_record_is_refused(record: Record, network: Network) -> None:
    with pytest.raises(TableError, match="choose a later origin"):
        roll_record(record.select([0]), network, origins=[2015])
    with pytest.raises(TableError, match="no year from 2010 to 2020"):
        roll_record(record.select(range(5)), network)
