"""Forecasts: channels first, actors only when asked; calibrated in the model's own world; frozen for good."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from thistledown.codebook.terms import Pathway
from thistledown.spread.forecast import Forecast, forecast
from thistledown.spread.freezing import freeze, read_frozen, score_frozen
from thistledown.spread.hazard.fit import Fit
from thistledown.spread.hazard.model import PathwayHazard
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.record import Record

ACTORS = tuple(f"a{index:02}" for index in range(60))
RATE, BEGIN, END = 0.08, 2010.0, 2020.0


@pytest.fixture(scope="module")
def fit() -> Fit:
    """Actors that buy at a steady rate; a layer of peers that carries nothing."""
    rng = np.random.default_rng(4)
    when = BEGIN + rng.exponential(1 / RATE, len(ACTORS))
    rows = [(actor, moment) for actor, moment in zip(ACTORS, when, strict=True) if moment < END]
    network = Network(
        ACTORS,
        (Layer.of("peers", Pathway.PEER, range(59), range(1, 60)),),
        (Exogenous.steady("market", Pathway.COMMERCIAL, np.ones(60)),),
    )
    record = Record.from_frame(
        {"actor": [row[0] for row in rows], "lo": [row[1] for row in rows], "hi": [row[1] for row in rows]},
        begin=BEGIN,
        end=END,
    )
    return PathwayHazard(network).fit(record, "gibbs", draws=150, burn=100, keep=100, chains=2, seed=3)


@pytest.fixture(scope="module")
def told(fit: Fit) -> Forecast:
    regions = {actor: "north" if actor < "a30" else "south" for actor in ACTORS[:-1]}
    return forecast(fit, horizons=(1, 3), regions=regions, runs=2_000, seed=5, actors=True)


def test_actors_are_told_only_when_asked(fit: Fit, told: Forecast) -> None:
    assert forecast(fit, horizons=(1,), runs=200).actors == ()
    holders = set(fit.record.actor)
    assert {actor.actor for actor in told.actors} == set(ACTORS) - holders
    assert told.actors[0].probability[-1] == max(actor.probability[-1] for actor in told.actors)
    assert all(actor.rank[0] <= actor.rank[1] <= actor.rank[2] for actor in told.actors)


def test_channels_and_regions_add_up_to_all(fit: Fit, told: Forecast) -> None:
    counts = {(count.what, count.horizon): count for count in told.counts}
    for years in (1.0, 3.0):
        whole = counts["all", years].draws
        assert np.array_equal(sum(counts[name, years].draws for name in fit.channels), whole)
        regions = [counts[name, years].draws for name in ("north", "south", "elsewhere")]
        assert np.array_equal(sum(regions), whole)
        assert counts["all", years].any >= counts["market", years].any


def test_what_is_expected_follows_from_the_rate(fit: Fit, told: Forecast) -> None:
    left = len(ACTORS) - len(fit.record)
    (three,) = (count for count in told.counts if (count.what, count.horizon) == ("all", 3.0))
    assert three.mean == pytest.approx(left * -np.expm1(-3 * RATE), rel=0.5)
    assert three.quantiles[0] < three.mean < three.quantiles[-1]
    (wait,) = (wait for wait in told.waits if wait.what == "all")
    assert wait.quantiles[0] < wait.quantiles[2] < 3


def test_the_fan_begins_at_nothing_and_never_falls(told: Forecast) -> None:
    assert told.fan["q50"][0] == 0
    for name in ("q05", "q50", "q95"):
        assert np.all(np.diff(told.fan[name]) >= 0)
    assert told.fan["year"][0] == END
    assert told.fan["year"][-1] == pytest.approx(END + 3)


def test_one_seed_gives_one_forecast(fit: Fit) -> None:
    one, two = (forecast(fit, runs=300, seed=9).as_json() for _ in range(2))
    assert json.dumps(one, allow_nan=False) == json.dumps(two, allow_nan=False)


def test_a_fit_without_draws_cannot_be_run_forward(fit: Fit) -> None:
    flat = PathwayHazard(fit.network).fit(fit.record, "em")
    with pytest.raises(ValueError, match="runs from draws"):
        forecast(flat)
    with pytest.raises(ValueError, match="horizons must be years above 0"):
        forecast(fit, horizons=(0,))
    with pytest.raises(ValueError, match="name one capability"):
        forecast(fit, capability="levitation")


def test_a_frozen_forecast_is_hashed_checked_and_scored(told: Forecast, tmp_path: Path) -> None:
    path = tmp_path / "frozen.json"
    digest = freeze(told, path, at=datetime(2020, 1, 1, tzinfo=UTC), note="a test")
    held = read_frozen(path, sha256=digest)
    assert held["frozen_at"] == "2020-01-01T00:00:00+00:00"
    (stated,) = (count for count in told.counts if (count.what, count.horizon) == ("all", 1.0))
    near, far = (
        score_frozen(held, {("all", 1.0): came})[0] for came in (round(stated.mean), round(stated.mean) + 40)
    )
    assert near.inside
    assert not far.inside
    assert near.crps < far.crps
    with pytest.raises(FileExistsError):
        freeze(told, path)


def test_a_forecast_changed_after_it_was_frozen_is_refused(told: Forecast, tmp_path: Path) -> None:
    path = tmp_path / "frozen.json"
    digest = freeze(told, path)
    held = json.loads(path.read_text(encoding="utf-8"))
    held["forecast"]["counts"][0]["mean"] += 1
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(ValueError, match="changed after it was frozen"):
        read_frozen(path)
    other = tmp_path / "other.json"
    freeze(told, other, note="another")
    with pytest.raises(ValueError, match="changed after it was frozen"):
        read_frozen(other, sha256=digest)
    other.write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="no frozen forecast"):
        read_frozen(other)


def test_an_instant_without_a_zone_is_refused(told: Forecast, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        freeze(told, tmp_path / "f.json", at=datetime(2020, 1, 1))  # noqa: DTZ001
