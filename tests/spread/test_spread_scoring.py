"""Scores: known values, decompositions that add up, intervals that know about blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.spread import scoring

forecasts = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_scores_of_known_forecasts() -> None:
    assert scoring.log_scores([0.5, 0.25], [True, False]) == pytest.approx([np.log(2), -np.log(0.75)])
    assert scoring.brier_scores([0.5, 0.25], [True, False]) == pytest.approx([0.25, 0.0625])
    assert scoring.skill(0.75, 1.0) == 0.25
    assert np.isnan(scoring.skill(0.1, 0.0))


def test_a_sure_forecast_that_fails_costs_much_but_not_everything() -> None:
    (score,) = scoring.log_scores([0.0], [True])
    assert score == pytest.approx(-np.log(scoring.SHARPEST))


def test_ranking_counts_ties_half() -> None:
    assert scoring.auc([0.1, 0.9], [False, True]) == 1.0
    assert scoring.auc([0.9, 0.1], [False, True]) == 0.0
    assert scoring.auc([0.5, 0.5, 0.5], [False, True, True]) == 0.5
    assert np.isnan(scoring.auc([0.5], [True]))


@given(forecasts)
def test_reliability_adds_up_and_rises(pairs: list[tuple[float, bool]]) -> None:
    p, y = (np.array(values) for values in zip(*pairs, strict=True))
    found = scoring.reliability(p, y)
    total = found.miscalibration - found.discrimination + found.uncertainty
    assert total == pytest.approx(scoring.brier_scores(p, y).mean())
    assert found.miscalibration >= -1e-12
    assert found.discrimination >= -1e-12
    assert np.all(np.diff(found.observed) >= -1e-12)


def test_calibrated_forecasts_have_little_miscalibration() -> None:
    rng = np.random.default_rng(1)
    p = rng.uniform(size=20_000)
    y = rng.uniform(size=20_000) < p
    assert scoring.expected_calibration_error(p, y) < 0.02
    assert scoring.reliability(p, y).miscalibration < 0.001
    assert scoring.expected_calibration_error(np.sqrt(p), y) > 0.1


def test_crps_of_a_point_is_the_distance_and_of_a_spread_is_the_integral() -> None:
    assert scoring.crps([[3.0, 3.0]], [5.0]) == pytest.approx([2.0])
    # Two equally likely values 0 and 1, outcome 0: the integral of (F - 1)^2 is 1/4.
    assert scoring.crps([[0.0, 1.0]], [0.0]) == pytest.approx([0.25])


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=30), st.floats(-50, 50))
def test_crps_is_the_integral_of_the_squared_distance_of_distributions(
    draws: list[float], seen: float
) -> None:
    points = np.sort(np.array([*draws, seen]))
    below = np.array([np.mean(np.array(draws) <= point) for point in points[:-1]])
    integral = float((((below - (points[:-1] >= seen)) ** 2) * np.diff(points)).sum())
    assert scoring.crps([draws], [seen])[0] == pytest.approx(integral, abs=1e-8)


def test_intervals_widen_when_outcomes_come_in_blocks() -> None:
    rng = np.random.default_rng(2)
    by_block = np.repeat(rng.normal(1.0, 0.3, 20), 50)
    own = scoring.skill_interval(by_block, np.full(1000, 2.0), np.repeat(np.arange(20), 50))
    alone = scoring.skill_interval(by_block, np.full(1000, 2.0), np.arange(1000))
    assert own[0] < 1 - by_block.mean() / 2 < own[1]
    assert own[1] - own[0] > 2 * (alone[1] - alone[0])


@pytest.mark.parametrize(("p", "y"), [([0.5], [True, False]), ([], []), ([1.5], [True])])
def test_what_is_no_forecast_is_refused(p: list[float], y: list[bool]) -> None:
    with pytest.raises(ValueError, match="probabilit"):
        scoring.brier_scores(p, y)
