import numpy as np
import pytest
from hazard_samples import plain_network

from thistledown.codebook.terms import Pathway, Reliability
from thistledown.spread.hazard.priors import Priors, RatePrior

SHIPPED = Priors.shipped()


def test_every_word_of_the_codebook_has_a_prior():
    assert set(SHIPPED.rates) == set(SHIPPED.coding) == set(Pathway)
    assert set(SHIPPED.right) == set(SHIPPED.truth) == set(Reliability)


def test_a_prior_says_what_the_analyst_said():
    prior = RatePrior(per_100=2.0, events=4.0)
    assert prior.mean == 0.02
    assert prior.sd == pytest.approx(0.01)
    assert prior.inverse == pytest.approx(200)


def test_codes_are_right_as_often_as_their_grade_says():
    weights = SHIPPED.confusion()
    chances = weights / weights.sum(axis=2, keepdims=True)
    ways = [way for way in Pathway if way is not Pathway.UNKNOWN]
    for g, grade in enumerate(Reliability):
        for k, _ in enumerate(ways):
            assert chances[g, k, k] == pytest.approx(SHIPPED.right[grade][0])
            assert chances[g, k].argmax() == k
        assert chances[g, list(Pathway).index(Pathway.UNKNOWN)] == pytest.approx(np.full(7, 1 / 7))


def test_known_confusions_are_likelier_than_others():
    weights = SHIPPED.confusion()[1]
    ways = [way for way in Pathway if way is not Pathway.UNKNOWN]
    one, two, three = (ways.index(w) for w in (Pathway.INDIVIDUAL, Pathway.STATE_TRAINEE, Pathway.COMMERCIAL))
    assert weights[one, two] == pytest.approx(SHIPPED.confusion_times * weights[one, three])


def test_better_grades_are_truer():
    odds = [
        SHIPPED.true_odds(grade) for grade in (Reliability.A, Reliability.B, Reliability.C, Reliability.D)
    ]
    assert odds == sorted(odds, reverse=True)


def test_sparse_channels_keep_their_mean_and_share_a_total():
    network = plain_network(20)
    alone = SHIPPED.sparse(network, "individual")
    both = SHIPPED.sparse(network, "individual", "state-transfer")
    assert alone.gammas(network)[0].tolist() == [2.0, 0.2, 1.0]
    shape, inverse = both.gammas(network)
    assert shape[:2].sum() == pytest.approx(0.3)
    before = SHIPPED.gammas(network)
    assert shape / inverse == pytest.approx(before[0] / before[1])
