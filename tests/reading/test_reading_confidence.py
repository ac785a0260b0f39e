"""Confidence is a documented score between 0 and 1 that falls with doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.reading.confidence import confidence, graded, grades, weights
from thistledown.reading.reader import read


def test_named_parties_are_surer_than_none() -> None:
    (named,) = read("CJNG attacked a village with drones.", language="en")
    (nobody,) = read("Drones attacked a village.", language="en")
    assert nobody.confidence < named.confidence


def test_an_unknown_feature_is_refused() -> None:
    with pytest.raises(KeyError):
        confidence({"no such feature": 1.0})


@given(st.dictionaries(st.sampled_from(sorted(weights()[1])), st.floats(0, 3)))
def test_always_between_zero_and_one(features: dict[str, float]) -> None:
    assert 0 < confidence(features) < 1


def test_grades_ascend_and_a_surer_sum_never_has_less() -> None:
    edges, right = grades()
    assert len(right) == len(edges) + 1
    assert list(edges) == sorted(edges)
    assert list(right) == sorted(right)
    assert graded(-50.0) == right[0] < right[-1] == graded(50.0)


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_more_log_odds_are_never_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert graded(low) <= graded(high)
