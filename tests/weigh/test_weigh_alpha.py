"""Krippendorff's alpha against published examples, a slow copy of its definition, and simulated coders."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.weigh.alpha import alpha, alpha_interval


def units(*coders):
    return [[None if code == "." else code for code in unit] for unit in zip(*coders, strict=True)]


def test_alpha_is_that_of_the_published_examples():
    # Krippendorff 2011, sections A (binary, two coders) and C (nominal, four coders, missing codes).
    assert alpha(units("0100000010", "1110010000")) == pytest.approx(0.095, abs=0.0005)
    found = alpha(units("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert found == pytest.approx(0.743, abs=0.0005)


@pytest.mark.parametrize("given_units", [[], [("a", "a"), ("a", "a")], [("a", None), (None, "b")], [()]])
def test_alpha_has_no_value_without_variation_or_pairs(given_units):
    assert alpha(given_units) is None
    assert alpha_interval(given_units) is None


def by_definition(given_units):
    """One minus observed over expected disagreement, by counting all pairs of codes."""
    coded = [[code for code in unit if code is not None] for unit in given_units]
    coded = [unit for unit in coded if len(unit) > 1]
    every = [code for unit in coded for code in unit]
    expected = sum(a != b for a, b in permutations(every, 2)) / max(1, len(every) * (len(every) - 1))
    observed = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in coded) / max(
        1, len(every)
    )
    return 1 - observed / expected if expected else None


@given(st.lists(st.lists(st.none() | st.sampled_from("abcd"), min_size=3, max_size=3), max_size=12))
def test_alpha_is_one_minus_observed_over_expected_disagreement(given_units):
    expected = by_definition(given_units)
    assert alpha(given_units) == (None if expected is None else pytest.approx(expected))


def pairs(number, agreeing, seed):
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        code = chance.choice("abc")
        made.append((code, code if chance.random() < agreeing else chance.choice("abc")))
    return made


def test_the_interval_holds_alpha_and_narrows_with_more_units():
    few, many = pairs(40, 0.7, 1), pairs(640, 0.7, 1)
    for made in (few, many):
        low, high = alpha_interval(made)
        assert low < alpha(made) < high
    width = {len(made): alpha_interval(made)[1] - alpha_interval(made)[0] for made in (few, many)}
    # Sixteen times the units, about a quarter of the width.
    assert 0.15 < width[640] / width[40] < 0.4


def test_the_interval_holds_the_true_value_as_often_as_it_says():
    # Codes agree with chance .7 and are drawn again otherwise: alpha is .7 in the long run.
    hits = sum(
        low <= 0.7 <= high
        for low, high in (alpha_interval(pairs(80, 0.7, seed), draws=400, seed=seed) for seed in range(150))
    )
    assert 0.88 <= hits / 150 <= 0.99


def test_the_same_seed_gives_the_same_interval():
    made = pairs(50, 0.6, 3)
    assert alpha_interval(made, seed=4) == alpha_interval(made, seed=4)
    assert alpha_interval(made, seed=4) != alpha_interval(made, seed=5)


def test_coders_who_always_agree_have_one_all_along():
    made = [("a", "a"), ("b", "b")] * 10
    assert alpha(made) == 1.0
    assert alpha_interval(made) == (1.0, 1.0)


def test_many_units_with_codes_of_their_own_take_little_memory():
    made = [(f"a{n}", f"a{n}" if n % 3 else f"b{n}") for n in range(20_000)]
    low, high = alpha_interval(made, draws=100)
    assert low < alpha(made) < high
