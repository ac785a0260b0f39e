import json
from dataclasses import replace

import numpy as np
import pytest
from hazard_samples import plain_network

from thistledown.codebook.terms import Pathway
from thistledown.spread.attribution import code_chances, entropy, expected_gain
from thistledown.spread.hazard.crosscheck import Nuts, Statistics, available, log_density, statistics
from thistledown.spread.hazard.drawing import draw_record
from thistledown.spread.hazard.model import PathwayHazard
from thistledown.spread.hazard.placebo import placebo
from thistledown.spread.hazard.priors import Priors
from thistledown.spread.limits import limit
from thistledown.spread.network import Layer, Network
from thistledown.spread.overlap import near_duplicates, shared_arcs
from thistledown.spread.record import Record


@pytest.fixture(scope="module")
def drawn():
    network = plain_network(60, seed=1)
    return network, draw_record(network, np.array([0.05, 0.04, 0.01]), begin=2000, end=2020, seed=2)


@pytest.fixture(scope="module")
def fit(drawn):
    network, world = drawn
    return PathwayHazard(network).fit(world.record, "gibbs", draws=400, keep=20)


def test_every_recorded_acquisition_has_probabilities_that_add_up(fit):
    attribution = fit.attribution()
    assert [row.actor for row in attribution.rows] == list(fit.record.actor)
    for row in attribution.rows:
        assert sum(row.channels.values()) == pytest.approx(1)
        assert sum(row.pathways.values()) == pytest.approx(1)
        assert 0 <= row.sharpened <= row.bits <= np.log2(3)
        assert row.true == 1


def test_who_had_nobody_to_learn_from_did_not_learn_from_others(fit):
    first = min(fit.attribution().rows, key=lambda row: row.when)
    assert first.channels["unknown"] == 1
    assert first.bits == 0
    assert first.sharpened == 0


def test_attribution_names_no_winner(fit):
    said = json.dumps(fit.attribution().as_json())
    for word in ("label", 'likeliest":', "winner", "attributed_to"):
        assert word not in said.replace("do not turn them into labels", "")


def test_what_would_sharpen_most_is_the_least_certain_that_codes_can_tell_apart(fit):
    attribution = fit.attribution()
    ranked = attribution.to_sharpen(5)
    assert len(ranked) == 5
    assert ranked[0].sharpened == max(row.sharpened for row in attribution.rows)


def test_a_code_tells_as_much_as_it_is_right():
    pathways = np.zeros(8)
    pathways[[0, 4]] = 0.5
    certain = np.eye(8)[:, :7]
    certain[7] = 1 / 7
    assert expected_gain(pathways, certain) == pytest.approx(1.0)
    assert expected_gain(pathways, np.full((8, 7), 1 / 7)) == pytest.approx(0.0)
    # A binary symmetric channel that errs one time in ten.
    noisy = np.full((8, 7), 1 / 7)
    noisy[0], noisy[4] = 0, 0
    noisy[0, [0, 4]] = 0.9, 0.1
    noisy[4, [0, 4]] = 0.1, 0.9
    assert expected_gain(pathways, noisy) == pytest.approx(1 - entropy(np.array([0.9, 0.1])))


def test_better_grades_tell_more(fit):
    from thistledown.codebook.terms import Reliability

    pathways = np.array([0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05])
    gains = [expected_gain(pathways, code_chances(fit, grade)) for grade in list(Reliability)[:4]]
    assert gains == sorted(gains, reverse=True)


def test_near_duplicates_are_told_as_a_sum_only(drawn):
    network, world = drawn
    first = network.layers[0]
    keep = np.arange(len(first)) % 30 > 0
    copy = Layer.of("copy", Pathway.BATTLEFIELD, first.source[keep], first.target[keep])
    doubled = Network(network.actors, (*network.layers, copy), network.exogenous)
    assert shared_arcs(doubled, 0, 2) > 0.9
    assert near_duplicates(doubled) == ((0, 2), (1,), (3,))
    fit = PathwayHazard(doubled).fit(world.record, "gibbs", draws=100, keep=0)
    attribution = fit.attribution()
    assert set(attribution.rows[0].channels) == {"state-transfer + copy", "individual", "unknown"}
    assert "state-transfer + battlefield" in attribution.rows[0].pathways
    said = [item for item in attribution.limits if item.key == "duplicates"]
    assert "state-transfer + copy" in said[0].text


def test_a_part_of_a_layer_is_no_duplicate_of_it(drawn):
    network, _ = drawn
    first = network.layers[0]
    half = Layer.of("half", Pathway.BATTLEFIELD, first.source[::2], first.target[::2])
    both = Network(network.actors, (*network.layers, half), network.exogenous)
    assert all(len(group) == 1 for group in near_duplicates(both))


def test_rates_nobody_saw_at_work_are_called_prior_driven(drawn):
    network, world = drawn
    # An actor outside the record's reach: nobody is ever exposed through its arcs.
    idle = Layer.of("idle", Pathway.BATTLEFIELD, [int(np.flatnonzero(np.isinf(world.tau))[0])], [0])
    more = Network(network.actors, (*network.layers, idle), network.exogenous)
    summary = PathwayHazard(more).fit(world.record, "gibbs", draws=400, keep=0).summary
    flagged = dict(zip(summary["channel"], summary["prior_driven"], strict=True))
    assert flagged["idle"]
    assert not flagged["unknown"]
    assert any("idle" in note.english for note in summary.notes)


def test_the_summary_stands_as_a_table(fit):
    summary = fit.summary
    assert summary["channel"] == list(fit.channels)
    assert all(
        low < mean < high
        for low, mean, high in zip(summary["q05"], summary["mean"], summary["q95"], strict=True)
    )
    assert sum(summary["share"]) == pytest.approx(1)
    assert sum(summary["share_prior"]) == pytest.approx(1)
    assert sum(summary["share_likelihood"]) == pytest.approx(1)
    assert max(summary["r_hat"]) < 1.05
    assert "state-transfer" in str(summary)
    assert json.loads(json.dumps(summary.as_json()))["rows"][0]["pathway"] == "state-transfer"
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({name: summary[name] for name in summary.columns})
    assert len(frame) == 3


def test_em_says_that_it_has_no_spread(drawn):
    network, world = drawn
    summary = PathwayHazard(network).fit(world.record).summary
    assert np.isnan(summary["sd"]).all()
    assert summary.as_json()["rows"][0]["sd"] is None
    assert any("use gibbs" in note.english for note in summary.notes)


def test_limits_stand_beside_the_numbers_they_concern(fit):
    limits = {item.key: item for item in fit.limits()}
    assert set(limits) == {"rates", "attributions", "homophily", "unlisted", "complete", "dyads"}
    assert str(len(fit.record)) in limits["rates"].text
    assert limits["unlisted"].beside == "shares"
    assert limit("measures").beside == "scenarios"


def test_a_placebo_keeps_degrees_and_loses_ties(drawn):
    network, _ = drawn
    more = placebo(network, "individual", seed=1)
    real, fake = more.layers[1], more.layers[2]
    assert fake.name == "individual (placebo)"
    assert len(fake) >= len(real) - 2
    assert (fake.source != fake.target).all()
    before, after = (np.bincount(layer.source, minlength=60) for layer in (real, fake))
    assert np.abs(before - after).sum() <= 2
    degrees = [np.sort(np.bincount(layer.target, minlength=60)) for layer in (real, fake)]
    assert np.abs(degrees[0] - degrees[1]).max() <= 2
    assert shared_arcs(more, 1, 2) < 0.3


def test_a_placebo_stays_within_regions(drawn):
    network, _ = drawn
    regions = ["north" if i < 30 else "south" for i in range(60)]
    more = placebo(network, "individual", seed=1, regions=regions)
    north = lambda layer: np.bincount(layer.target < 30, minlength=2)  # noqa: E731
    assert np.abs(north(more.layers[1]) - north(more.layers[2])).max() <= 3
    with pytest.raises(ValueError, match="no layer 'sea'"):
        placebo(network, "sea", seed=1)
    with pytest.raises(ValueError, match="2 regions for 60 actors"):
        placebo(network, "individual", seed=1, regions=["a", "b"])


def test_a_sparse_prior_gives_less_to_channels_that_carry_nothing(drawn):
    network, _ = drawn
    shares = []
    for sparse in (False, True):
        total = 0.0
        for seed in range(6):
            world = draw_record(network, np.array([0, 0, 0.05]), begin=2000, end=2020, seed=seed)
            priors = Priors.shipped().with_rate("unknown", per_100=2, events=1)
            priors = priors.sparse(network, "state-transfer", "individual") if sparse else priors
            carried = (
                PathwayHazard(network, priors=priors).fit(world.record, "gibbs", draws=200, keep=0).carried
            )
            total += carried[:, :, :2].sum() / carried.sum()
        shares.append(total / 6)
    assert shares[1] < 0.75 * shares[0]


def test_the_cross_check_has_the_density_of_the_model(drawn):
    network, world = drawn
    given = statistics(PathwayHazard(network), world.record)
    one, two = np.array([0.05, 0.04, 0.01]), np.array([0.02, 0.06, 0.02])
    by_hand = []
    for theta in (one, two):
        value = sum(np.log(row @ theta) for row in given.weights)
        for p in range(3):
            value += (given.shape[p] - 1) * np.log(theta[p]) - (given.inverse[p] + given.total[p]) * theta[p]
        by_hand.append(value)
    assert log_density(one, given) - log_density(two, given) == pytest.approx(by_hand[0] - by_hand[1])
    assert log_density(np.array([one, two]), given) == pytest.approx(by_hand)
    with pytest.raises(ValueError, match="knows no eras"):
        statistics(PathwayHazard(network, eras={"unknown": (2010.0,)}), world.record)


def test_nuts_agrees_where_it_is_installed(drawn, fit):
    if not available():
        with pytest.raises(ImportError, match=r"thistledown\[bayes\]"):
            Nuts(Statistics(np.ones((1, 1)), np.ones(1), np.ones(1), np.ones(1)))
        pytest.skip("NumPyro (extra `bayes`) is not installed")
    network, world = drawn
    theirs = Nuts(statistics(PathwayHazard(network), world.record)).draw(1)
    assert np.abs(theirs.mean(axis=0) - fit.theta.mean(axis=0)).max() < 0.15 * fit.theta.std(axis=0).max()


def test_an_empty_record_leaves_the_prior(drawn):
    network, _ = drawn
    record = Record.from_frame({"actor": [], "lo": [], "hi": []}, begin=2000, end=2000.0001)
    fit = PathwayHazard(network).fit(record, "gibbs", draws=2000, keep=0)
    shape, inverse = fit.setting.prior
    assert fit.theta.mean(axis=0) == pytest.approx(shape / inverse, rel=0.06)
    assert fit.attribution().rows == ()
    assert replace(fit).summary["share"] == [0.0, 0.0, 0.0]


def test_probabilities_mean_what_they_say():
    """A small version of the study in benchmarks/hazard.py: equal-width bins, 20 drawn worlds."""
    network = plain_network(60, seed=8)
    model = PathwayHazard(network)
    said, was = [], []
    for seed in range(20):
        theta = model.shape / model.inverse * np.random.default_rng(seed).gamma(4, 0.25, 3) * [3, 3, 2]
        world = draw_record(network, theta, begin=2000, end=2020, seed=seed)
        fit = model.fit(world.record, "gibbs", chains=2, draws=200, keep=0)
        events = np.flatnonzero(world.channel >= 0)
        said.append(fit.share[events].ravel())
        was.append(np.eye(3)[world.channel[events]].ravel())
    chance, truth = np.concatenate(said), np.concatenate(was)
    place = np.minimum((chance * 10).astype(int), 9)
    gaps = [
        abs(chance[place == k].mean() - truth[place == k].mean()) * (place == k).mean() for k in set(place)
    ]
    assert sum(gaps) < 0.06
    assert ((chance - truth) ** 2).mean() < (
        (truth.reshape(-1, 3).mean(axis=0) - truth.reshape(-1, 3)) ** 2
    ).mean()
