"""Network inference: real links are found, their probabilities mean something, seeds decide all chance."""

from __future__ import annotations

import numpy as np
import pytest
from cascade_samples import cascades_over, random_links

from thistledown.spread.cascades import Cascades
from thistledown.spread.netrate import Links, NetRate

NODES, LINKS = 60, 120


@pytest.fixture(scope="module")
def truth() -> dict[tuple[int, int], float]:
    return random_links(NODES, LINKS, seed=3)


@pytest.fixture(scope="module")
def sampled(truth: dict[tuple[int, int], float]) -> Links:
    return NetRate(seed=1).fit(cascades_over(NODES, truth, 400, seed=4))


def f1(links: Links, truth: dict[tuple[int, int], float]) -> float:
    hits = sum(pair in truth for pair in zip(links.source.tolist(), links.target.tolist(), strict=True))
    return 2 * hits / (len(links) + len(truth))


def test_links_are_found_without_their_number(sampled: Links, truth: dict[tuple[int, int], float]) -> None:
    assert f1(sampled.above(0.5), truth) > 0.9


def test_sampling_finds_more_than_the_maximum_alone(truth: dict[tuple[int, int], float]) -> None:
    cascades = cascades_over(NODES, truth, 150, seed=5)
    assert f1(NetRate(seed=1).fit(cascades).above(0.5), truth) > f1(NetRate("map").fit(cascades), truth)


def test_probabilities_of_links_mean_what_they_say(
    sampled: Links, truth: dict[tuple[int, int], float]
) -> None:
    real = np.array([pair in truth for pair in zip(sampled.source, sampled.target, strict=True)])
    assert np.all(np.diff(sampled.probability) <= 0)
    # Expected and true number of links agree within three standard deviations of the expectation.
    spread = np.sqrt((sampled.probability * (1 - sampled.probability)).sum())
    assert abs(sampled.probability.sum() - real.sum()) < 3 * spread + 3


def test_rates_are_recovered_where_links_are_sure(
    sampled: Links, truth: dict[tuple[int, int], float]
) -> None:
    sure = sampled.above(0.99)
    pairs = list(zip(sure.source.tolist(), sure.target.tolist(), strict=True))
    errors = [rate / truth[pair] for pair, rate in zip(pairs, sure.rate, strict=True) if pair in truth]
    assert len(errors) > 50
    assert np.median(errors) == pytest.approx(1.0, abs=0.1)


def test_one_seed_gives_one_answer_on_any_number_of_threads(truth: dict[tuple[int, int], float]) -> None:
    cascades = cascades_over(NODES, truth, 60, seed=6)
    one, two = (NetRate(seed=7, sweeps=20, threads=number).fit(cascades) for number in (1, 3))
    assert np.array_equal(one.probability, two.probability)
    assert np.array_equal(one.matrix(), two.matrix())


def test_uptakes_at_the_same_time_are_no_exposure() -> None:
    cascades = Cascades.pack(["a", "b"], [([0, 1], [1.0, 1.0])] * 50, horizon=5.0)
    for method in ("map", "sample"):
        assert len(NetRate(method).fit(cascades)) == 0  # type: ignore[arg-type]


def test_nothing_to_learn_from_gives_no_links() -> None:
    assert len(NetRate().fit(Cascades.pack(["a"], [], horizon=1.0))) == 0


@pytest.mark.parametrize("wrong", [{"method": "guess"}, {"shape": 0.0}, {"shape": 2.0}, {"sweeps": 0}])
def test_arguments_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        NetRate(**wrong)  # type: ignore[arg-type]
