import math

import numpy as np
import pytest
from hazard_samples import plain_network, varied_network
from scipy.stats import chi2

from thistledown.codebook.terms import Pathway, Reliability
from thistledown.spread.hazard.detection import Detection
from thistledown.spread.hazard.drawing import draw_record
from thistledown.spread.hazard.model import PathwayHazard
from thistledown.spread.hazard.priors import Priors, RatePrior
from thistledown.spread.network import Exogenous, Network
from thistledown.spread.record import Record

SHIPPED = Priors.shipped()


def alone(n=1):
    """Actors that nothing reaches but the unknown."""
    return Network(
        tuple(f"actor {i}" for i in range(n)), (), (Exogenous.steady("unknown", Pathway.UNKNOWN, np.ones(n)),)
    )


def known_rate(rate):
    """A prior so sharp that the unknown's rate is known."""
    return SHIPPED.with_rate("unknown", per_100=100 * rate, events=1e8)


def test_one_channel_has_the_gamma_posterior_it_must_have():
    record = Record.from_frame({"actor": ["actor 0", "actor 1"], "lo": [4, 7], "hi": [4, 7]}, begin=0, end=10)
    fit = PathwayHazard(alone(5)).fit(record, "gibbs", draws=4000, thin=1, keep=0)
    prior = SHIPPED.rates[Pathway.UNKNOWN]
    shape, inverse = prior.events + 2, prior.inverse + 4 + 7 + 30
    assert fit.theta.mean() == pytest.approx(shape / inverse, rel=0.03)
    assert fit.theta.std() == pytest.approx(math.sqrt(shape) / inverse, rel=0.05)


def test_two_channels_agree_with_the_posterior_on_a_grid():
    network = plain_network(30, seed=4)
    network = Network(network.actors, network.layers[:1], network.exogenous)
    drawn = draw_record(network, np.array([0.06, 0.02]), begin=2000, end=2020, seed=1)
    model = PathwayHazard(network)
    fit = model.fit(drawn.record, "gibbs", draws=3000, thin=2, keep=0)
    weights, total = _statistics(model, drawn.record)
    a, b = model.shape, model.inverse
    grids = [np.linspace(1e-5, q, 300) for q in (0.25, 0.06)]
    one, two = np.meshgrid(*grids, indexing="ij")
    log = sum((a[p] - 1) * np.log(t) - (b[p] + total[p]) * t for p, t in enumerate((one, two)))
    log = log + np.log(weights[:, 0, None, None] * one + weights[:, 1, None, None] * two).sum(axis=0)
    density = np.exp(log - log.max())
    density /= density.sum()
    for p, grid in enumerate((one, two)):
        mean = (density * grid).sum()
        sd = math.sqrt((density * grid**2).sum() - mean**2)
        assert fit.theta[:, p].mean() == pytest.approx(mean, abs=0.08 * sd)
        assert fit.theta[:, p].std() == pytest.approx(sd, rel=0.06)


def _statistics(model, record):
    from thistledown.spread.hazard.cells import lay_out, middle_dates
    from thistledown.spread.hazard.exposure import build, fill_all

    tau = middle_dates(lay_out(model.network, record))
    z, area = fill_all(build(model.network, record), tau)
    return z[np.isfinite(tau)], area.sum(axis=0)


def test_an_unseen_actor_is_hidden_as_often_as_it_must_be():
    rate, end, recorded, missed = 0.05, 20.0, 6e7, 4e7
    record = Record.from_frame({"actor": [], "lo": [], "hi": []}, begin=0, end=end)
    model = PathwayHazard(alone(3), priors=known_rate(rate), detection=Detection(recorded, missed))
    fit = model.fit(record, "gibbs", draws=4000, thin=1, keep=100)
    hidden = 0.4 * -math.expm1(-rate * end)
    truth = hidden / (hidden + math.exp(-rate * end))
    assert fit.hidden.mean() == pytest.approx(3 * truth, abs=0.04)
    assert fit.present == pytest.approx(np.full(3, truth), abs=0.03)
    # A hidden adopter's date follows the hazard, cut at the end: known in closed form.
    mean = 1 / rate - end * math.exp(-rate * end) / -math.expm1(-rate * end)
    assert fit.tau_mean == pytest.approx(np.full(3, mean), abs=0.4)
    found = fit.states.tau[np.isfinite(fit.states.tau)]
    assert ((found > 0) & (found < end)).all()


@pytest.mark.parametrize(("grade", "width"), [("A", 0.0), ("D", 4.0)])
def test_a_doubted_record_of_an_ordinary_actor_is_as_true_as_its_grade(grade, width):
    # Seven of ten records are exact; the crude hazard is the one the model is told.
    at = np.linspace(1, 9, 8)
    columns = {"actor": [f"actor {i}" for i in range(8)], "lo": at - width / 2, "hi": at + width / 2}
    record = Record.from_frame({**columns, "grade": [grade] * 8}, begin=-5, end=20)
    watched = (at + 5).sum()
    model = PathwayHazard(alone(8), priors=known_rate(8 / watched), doubt=True)
    fit = model.fit(record, "gibbs", draws=4000, thin=1, keep=0)
    true, false = SHIPPED.truth[Reliability(grade)]
    assert fit.present.mean() == pytest.approx(true / (true + false), abs=0.02)


def test_a_date_is_drawn_from_its_interval_and_shape():
    columns = {
        "actor": ["actor 0", "actor 1"],
        "lo": [4, 4],
        "hi": [8, 8],
        "shape": ["uniform", "triangular"],
    }
    record = Record.from_frame(columns, begin=0, end=10)
    fit = PathwayHazard(alone(2), priors=known_rate(1e-4)).fit(record, "gibbs", draws=3000, thin=1, keep=0)
    assert fit.tau_mean == pytest.approx([6, 6], abs=0.06)
    assert fit.tau_sd == pytest.approx([4 / math.sqrt(12), 4 / math.sqrt(24)], rel=0.05)


def test_em_stands_at_the_mode():
    network = plain_network(60, seed=1)
    drawn = draw_record(network, np.array([0.05, 0.04, 0.01]), begin=2000, end=2020, seed=2)
    model = PathwayHazard(network)
    fit = model.fit(drawn.record)
    weights, total = _statistics(model, drawn.record)

    def log_posterior(theta):
        return (
            np.log(weights @ theta).sum()
            - total @ theta
            + ((model.shape - 1) * np.log(theta) - model.inverse * theta).sum()
        )

    mode = fit.draws[0, 0]
    rng = np.random.default_rng(0)
    for _ in range(50):
        assert log_posterior(mode * np.exp(0.01 * rng.standard_normal(3))) < log_posterior(mode) + 1e-9
    gibbs = model.fit(drawn.record, "gibbs", draws=1000, keep=0)
    assert np.all(np.abs(gibbs.theta.mean(axis=0) - mode) < gibbs.theta.std(axis=0))


def test_rates_drawn_from_the_prior_are_ranked_evenly():
    """Simulation-based calibration in small (Talts et al. 2018): dates uncertain, one in five missed."""
    network = plain_network(25, seed=5)
    prior = RatePrior(per_100=3.0, events=3.0)
    priors = SHIPPED
    for channel in network.channels:
        priors = priors.with_rate(channel, per_100=prior.per_100, events=prior.events)
    model = PathwayHazard(network, priors=priors, detection=Detection(8e6, 2e6))
    worlds, bins = 60, 6
    ranks = []
    for seed in range(worlds):
        theta = np.random.default_rng(seed).gamma(prior.events, prior.mean / prior.events, 3)
        drawn = draw_record(network, theta, begin=2000, end=2012, seed=seed, date_error=1.0, missed=0.2)
        fit = model.fit(drawn.record, "gibbs", seed=seed, chains=1, draws=47, burn=60, thin=6, keep=0)
        ranks.append((fit.theta < theta).sum(axis=0))
    for p in range(3):
        counts = np.bincount(np.array(ranks)[:, p] * bins // 48, minlength=bins)
        assert ((counts - worlds / bins) ** 2 / (worlds / bins)).sum() < chi2.ppf(0.999, bins - 1)


def test_a_second_era_is_told_from_the_first():
    network = alone(300)
    rng = np.random.default_rng(0)
    tau = np.minimum(rng.exponential(1 / 0.02, 300), 1e9)
    late = tau > 10
    tau[late] = 10 + (tau[late] - 10) / 5
    keep = tau < 20
    columns = {"actor": [f"actor {i}" for i in np.flatnonzero(keep)], "lo": tau[keep], "hi": tau[keep]}
    record = Record.from_frame(columns, begin=0, end=20)
    fit = PathwayHazard(network, eras={"unknown": (10.0,)}).fit(record, "gibbs", draws=500, keep=0)
    factor = fit.era[:, :, 1].ravel()
    assert fit.era[:, :, 0].min() == fit.era[:, :, 0].max() == 1
    assert np.quantile(factor, 0.02) < 5 < np.quantile(factor, 0.98)
    assert factor.std() < 1.5


def test_a_covariate_is_found_with_its_coefficient():
    n, rng = 300, np.random.default_rng(3)
    x = rng.standard_normal(n)
    x = (x - x.mean()) / x.std()
    network = alone(n)
    drawn = draw_record(network, np.array([0.03]), begin=0, end=20, seed=1, scale=np.exp(0.8 * x))
    model = PathwayHazard(network, susceptibility={"actor": network.actors, "wealth": 5 + 2 * x})
    fit = model.fit(drawn.record, "gibbs", draws=500, keep=20)
    assert abs(fit.beta.mean() - 0.8) < 3 * fit.beta.std() < 0.6
    assert model.fit(drawn.record).beta.item() == pytest.approx(fit.beta.mean(), abs=0.05)
    assert np.allclose(fit.states.scale[3], np.exp(fit.beta[tuple(fit.states.draw[3])][0] * x))


def test_frailties_find_the_quick_actors():
    n, m, rng = 40, 12, np.random.default_rng(5)
    quick = rng.gamma(1.5, 1 / 1.5, n)
    network = alone(n)
    drawn = draw_record(
        network, np.array([0.05]), begin=0, end=15, seed=1, capabilities=m, scale=np.tile(quick, m)
    )
    fit = PathwayHazard(network, frailty="actor").fit(drawn.record, "gibbs", draws=400, keep=100)
    found = fit.states.scale[:, :n].mean(axis=0)
    assert np.corrcoef(np.log(found), np.log(quick))[0, 1] > 0.8
    low, high = np.quantile(fit.spread[:, :, 0], (0.01, 0.99))
    assert low < 1.5 < high


def test_codes_move_probabilities_and_no_code_tells_of_quiet_routes():
    network = plain_network(60, seed=7)
    own = Exogenous.steady("own", Pathway.SELF_TAUGHT, np.ones(60))
    network = Network(network.actors, network.layers, (*network.exogenous, own))
    drawn = draw_record(network, np.array([0.05, 0.05, 0.01, 0.01]), begin=2000, end=2020, seed=3)
    model = PathwayHazard(network)
    bare = model.fit(drawn.record, "gibbs", draws=400, keep=0)
    size = len(drawn.record)
    plain = Record.from_frame(
        {
            "actor": drawn.record.actor,
            "lo": drawn.record.lo,
            "hi": drawn.record.hi,
            "code": ["state-transfer"] * (size // 2) + [None] * (size - size // 2),
            "grade": ["A"] * size,
        },
        begin=2000,
        end=2020,
    )
    coded = model.fit(plain, "gibbs", draws=400, keep=0)
    rows = bare.setting.cells.row
    first = (rows >= 0) & (rows < size // 2)
    rest = rows >= size // 2
    assert coded.share[first, 0].mean() > bare.share[first, 0].mean() + 0.2
    # Deliveries leave traces more often than own trials; where there is none, own trials gain.
    assert (coded.share[rest, 0] / coded.share[rest, 3]).mean() < (
        bare.share[rest, 0] / bare.share[rest, 3]
    ).mean()
    assert coded.coding.shape == (4, 400, 8)
    assert bare.coding.shape == (4, 400, 0)


def test_the_same_seed_gives_the_same_draws():
    network = varied_network(seed=3)
    drawn = draw_record(network, np.full(5, 0.04), begin=2000, end=2020, seed=0, date_error=1.0)
    model = PathwayHazard(network)
    one, two, other = (model.fit(drawn.record, "gibbs", draws=50, keep=5, seed=s) for s in (1, 1, 2))
    assert np.array_equal(one.draws, two.draws)
    assert np.array_equal(one.states.tau, two.states.tau)
    assert not np.array_equal(one.draws, other.draws)


def test_holders_from_the_start_expose_and_are_not_explained():
    network = plain_network(20, seed=1)
    columns = {"actor": ["actor 0", "actor 1"], "lo": [1990, 2005], "hi": [2000, 2005]}
    record = Record.from_frame(columns, begin=2000, end=2020)
    fit = PathwayHazard(network).fit(record, "gibbs", draws=50, keep=5)
    assert fit.carried.sum(axis=2) == pytest.approx(np.ones((4, 50)))
    assert fit.tau_mean[0] == 1995
    assert fit.setting.exposure[0] > 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"frailty": "actor"}, "one capability"),
        ({"method": "nuts"}, "'em' or 'gibbs'"),
        ({"draws": 2, "keep": 0, "method": "gibbs"}, "draws 4 or more"),
        ({"frailty": "region"}, "can be 'actor'"),
    ],
)
def test_what_cannot_be_fitted_is_refused(asked, said):
    network = plain_network(20)
    record = Record.from_frame({"actor": ["actor 0"], "lo": [2001], "hi": [2001]}, begin=2000, end=2020)
    frailty = asked.pop("frailty", ())
    with pytest.raises(ValueError, match=said):
        PathwayHazard(network, frailty=frailty).fit(record, **asked)


def test_routes_on_no_list_are_always_there():
    network = Network(("a", "b"), ())
    assert PathwayHazard(network).network.pathways == (Pathway.UNKNOWN,)
    shut = Exogenous.steady("unknown", Pathway.UNKNOWN, [1.0, 0.0])
    with pytest.raises(ValueError, match="open to every actor"):
        PathwayHazard(Network(("a", "b"), (), (shut,)))


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({"actor": ["actor 0"], "wealth": [1.0]}, "every actor needs a row"),
        ({"actor": ["actor 0", "actor 1", "nobody"], "wealth": [1, 2, 3]}, "unknown actor 'nobody'"),
        ({"actor": ["actor 0", "actor 1", "actor 0"], "wealth": [1, 2, 3]}, "has a row already"),
        ({"actor": ["actor 0", "actor 1"], "wealth": [2, 2]}, "the same for all"),
        ({"actor": ["actor 0", "actor 1"], "wealth": [2, None]}, "'wealth' is empty"),
    ],
)
def test_covariates_that_cannot_be_right_are_refused(frame, said):
    with pytest.raises(ValueError, match=said):
        PathwayHazard(alone(2), susceptibility=frame)


def test_priors_and_classes_for_nobody_are_refused():
    with pytest.raises(ValueError, match="no channel has this name"):
        PathwayHazard(alone(2), priors=SHIPPED.with_rate("sea", per_100=1, events=2))
    with pytest.raises(ValueError, match="no channel 'sea'"):
        SHIPPED.sparse(alone(2), "sea")
    with pytest.raises(ValueError, match="no detection prior"):
        Detection(8, 2, classes={"actor 0": "shy"})
    record = Record.from_frame({"actor": [], "lo": [], "hi": []}, begin=0, end=1)
    with pytest.raises(ValueError, match="no such actor"):
        PathwayHazard(
            alone(2), detection=Detection(8, 2, classes={"nobody": "shy"}, priors={"shy": (1, 1)})
        ).fit(record, "gibbs")
    with pytest.raises(ValueError, match="positive"):
        RatePrior(0, 2)
