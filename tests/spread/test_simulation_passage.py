"""First passage: closed forms for single arcs, the law of a naive simulation, shared noise between worlds."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp, kstest

from thistledown.codebook.terms import Pathway
from thistledown.spread.kernel import Kernel
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.simulation.ensemble import Passages, run_seeds, simulate, tally, with_draws
from thistledown.spread.simulation.hazards import gamma_age, hired_share, hired_when
from thistledown.spread.simulation.regime import Regime, plain
from thistledown.spread.simulation.wiring import Opening, Wiring, open_wiring, wire

RUNS = 20_000


def _pair(kernel: Kernel, **arc: float) -> Wiring:
    layer = Layer.of("arc", Pathway.PEER, [0], [1], weight=2.0, kernel=kernel, **arc)
    return wire(Network(("a", "b"), (layer,)))


def _measured(regime: Regime, wiring: Wiring, factor: float, **columns: object) -> Regime:
    """The regime with one measure on every layer and source from the start."""
    changed: dict[str, object] = {
        "time": np.zeros((1, 1, 1)),
        "value": np.full((1, 1, 1), factor),
        "cap": np.array([max(1.0, factor)]),
        "displaced": np.zeros((1, 1)),
        "lag": np.zeros((1, 1)),
        "route": np.ones((1, wiring.channels)),
        "layer_mask": np.ones(len(wiring.kernel_code), np.int64),
        "source_mask": np.ones((len(wiring.level), 1), np.int64),
    }
    return regime._replace(**{**changed, **columns}).checked(wiring)


def _mixed(n: int = 60, seed: int = 1) -> Network:
    rng = np.random.default_rng(seed)
    layers = []
    for p, (kernel, degree) in enumerate(
        [(Kernel(), 2), (Kernel.exponential(0.4), 3), (Kernel.gamma(0.8), 3)]
    ):
        source = rng.integers(0, n, n * degree)
        target = (source + rng.integers(1, n, n * degree)) % n
        start = np.where(rng.random(n * degree) < 0.3, 2005.0 + 10 * rng.random(n * degree), -np.inf)
        layers.append(
            Layer.of(f"layer {p}", Pathway.PEER, source, target, weight=rng.gamma(4, 0.25, n * degree),
                     start=start, end=np.where(np.isinf(start), np.inf, start + 15), kernel=kernel)
        )  # fmt: skip
    market = Exogenous(
        "market", Pathway.COMMERCIAL, rng.random(n), np.array([2005.0, 2015.0]), np.array([0.2, 1.0])
    )
    return Network(tuple(f"actor {i}" for i in range(n)), tuple(layers), (market,))


@pytest.mark.parametrize("kernel", [Kernel(), Kernel.exponential(0.5), Kernel.gamma(0.6)])
def test_a_single_arc_has_the_law_of_its_kernel(kernel: Kernel) -> None:
    # Live from 2003 to 2012; the source has had it since 1999, and the simulation begins in 2000.
    wiring = _pair(kernel, start=2003.0, end=2012.0)
    regime = plain(wiring, origin=2000.0, horizon=30.0, rate=[0.2], since=[1999.0, np.inf])
    after = simulate(wiring, regime, seed=3, runs=RUNS).after[:, 1].astype(float)
    assert after[np.isfinite(after)].min() >= 3.0
    assert after[np.isfinite(after)].max() < 12.0
    for year in (2005.0, 2008.0, 2012.0):
        hazard = 0.4 * (kernel.area(year - 1999.0) - kernel.area(4.0))
        assert float((after <= year - 2000.0).mean()) == pytest.approx(1 - np.exp(-hazard), abs=0.013)


@pytest.mark.parametrize("value", [0.0, 0.35, 1.0, 1.8])
@pytest.mark.parametrize("kernel", [Kernel(), Kernel.gamma(0.6)])
def test_thinning_a_single_arc_has_a_closed_form(value: float, kernel: Kernel) -> None:
    wiring = _pair(kernel)
    base = plain(wiring, origin=2000.0, horizon=10.0, rate=[0.1], since=[2000.0, np.inf])
    regime = _measured(
        base, wiring, value, time=np.array([[[2002.0, 2004.0]]]), value=np.array([[[1.0, value]]])
    )
    share = float(simulate(wiring, regime, seed=4, runs=RUNS).adopted[:, 1].mean())
    grid = np.linspace(0, 10, 20_001)
    factor = np.interp(grid + 2000, [2002.0, 2004.0], [1.0, value])
    hazard = 0.2 * np.trapezoid(kernel.at(grid) * factor, grid)
    assert share == pytest.approx(1 - np.exp(-hazard), abs=0.013)


def test_what_is_blocked_and_displaced_comes_by_the_other_channel_later() -> None:
    layer = Layer.of("arc", Pathway.PEER, [0], [1])
    market = Exogenous.steady("market", Pathway.COMMERCIAL, [0.0, 1.0])
    wiring = wire(Network(("a", "b"), (layer,), (market,)))
    base = plain(wiring, origin=0.0, horizon=50.0, rate=[1.0, 0.0], since=[0.0, np.inf])
    regime = _measured(
        base,
        wiring,
        0.0,
        displaced=np.full((1, 1), 0.4),
        lag=np.full((1, 1), 2.0),
        route=np.array([[0.0, 1.0]]),
    )
    run = simulate(wiring, regime, seed=1, runs=RUNS)
    # Displaced arrivals are a Poisson process of rate .4, two years late.
    assert set(np.unique(run.channel[:, 1])) == {1}
    assert kstest(run.after[:, 1] - 2.0, "expon", args=(0, 2.5)).pvalue > 0.001


def test_an_outside_source_follows_its_profile() -> None:
    market = Exogenous(
        "market", Pathway.COMMERCIAL, np.array([1.0]), np.array([0.0, 10.0]), np.array([0.0, 1.0])
    )
    wiring = wire(Network(("a",), (), (market,)))
    regime = plain(wiring, origin=0.0, horizon=20.0, rate=[0.3], since=[np.inf])
    after = simulate(wiring, regime, seed=2, runs=RUNS).after[:, 0]
    for years in (4.0, 10.0, 15.0):
        area = years**2 / 20 if years <= 10 else 5 + years - 10
        assert float((after <= years).mean()) == pytest.approx(1 - np.exp(-0.3 * area), abs=0.013)


def _pooled(team: int = 1, size: float = 40.0) -> tuple[Wiring, Regime]:
    network = Network(("a", "b"), (), (Exogenous.steady("market", Pathway.COMMERCIAL, [1.0, 1.0]),))
    opening = Opening(np.array([0, 1]), np.array([0.3, 0.1]))
    wiring = wire(network, pools=(opening,))
    regime = plain(wiring, origin=2020.0, horizon=10.0, rate=[0.0], since=[np.inf, np.inf])
    return wiring, regime._replace(
        pool_size=np.full((1, 1), size),
        convert=np.full((1, 1), 0.2),
        team=np.array([team]),
        stage_time=np.array([[[2022.0, 2024.0]]]),
        hire=np.array([[[0.1, 0.05]]]),
        leave=np.array([[[0.2, 0.6]]]),
    ).checked(wiring)


def test_a_pool_has_the_law_of_people_drawn_one_by_one() -> None:
    wiring, regime = _pooled()
    after = simulate(wiring, regime, seed=5, runs=RUNS).after
    rng = np.random.default_rng(6)
    # Each person: out of the pool at total hazard .3, then .65; hired with the hazards' ratio.
    first = rng.exponential(1 / 0.3, (4000, 40))
    late = first > 2.0
    out = np.where(late, 2.0 + rng.exponential(1 / 0.65, first.shape), first)
    hired = rng.random(first.shape) < np.where(late, 0.05 / 0.65, 0.1 / 0.3)
    able = hired & (rng.random(first.shape) < 0.3 * 0.2)
    naive = np.where(able, out + 2.0, np.inf).min(axis=1)
    assert float(np.isfinite(after[:, 0]).mean()) == pytest.approx(float((naive < 10).mean()), abs=0.025)
    both = naive[naive < 10], after[np.isfinite(after[:, 0]), 0]
    assert ks_2samp(*both).pvalue > 0.001
    assert after[np.isfinite(after)].min() >= 2.0
    assert np.isfinite(after[:, 1]).mean() < np.isfinite(after[:, 0]).mean()


def test_a_team_of_two_is_slower_than_one() -> None:
    wiring, one = _pooled(size=200.0)
    _, two = _pooled(team=2, size=200.0)
    alone = simulate(wiring, one, seed=5, runs=4000).after[:, 0]
    paired = simulate(wiring, two, seed=5, runs=4000).after[:, 0]
    assert (paired >= alone).all()
    assert (paired > alone).any()


@given(st.floats(1e-300, 1.0, exclude_min=True))
def test_gamma_age_inverts_the_survivor(left: float) -> None:
    x = gamma_age(left)
    assert np.log1p(x) - x == pytest.approx(np.log(left), rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(st.floats(0.0, 2.0), st.floats(0.0, 2.0), st.floats(0.0, 3.0), st.floats(0.01, 20.0))
def test_hiring_inverts(hire: float, later: float, leave: float, years: float) -> None:
    stages = np.array([2020.0, 2023.0]), np.array([hire, later]), np.array([leave, leave])
    share = hired_share(*stages, 2020.0 + years)
    assert 0.0 <= share <= 1.0
    if 1e-9 < share < 1 - 1e-9:
        when = hired_when(*stages, share * (1 - 1e-12))
        assert hired_share(*stages, when) == pytest.approx(share, rel=1e-6)


def _naive(
    network: Network, rate: np.ndarray, since: np.ndarray, years: float, rng: np.random.Generator
) -> np.ndarray:
    """Acquisition times after 2000 by steps of a twentieth of a year."""
    step = 0.05
    got = since.copy()
    for k in range(int(years / step)):
        t = 2000.0 + (k + 0.5) * step
        hazard = np.zeros(len(since))
        for p, layer in enumerate(network.layers):
            live = (got[layer.source] < t) & (layer.start <= t) & (t < layer.end)
            s = layer.source[live]
            np.add.at(hazard, layer.target[live], rate[p] * layer.weight[live] * layer.kernel.at(t - got[s]))
        for e, source in enumerate(network.exogenous):
            hazard += rate[len(network.layers) + e] * source.level * source.at(t)
        new = (got > t) & (rng.random(len(since)) < -np.expm1(-hazard * step))
        got[new] = t
    return np.where(got > 2000.0, got - 2000.0, 0.0)


def test_a_whole_network_has_the_law_of_small_steps() -> None:
    network = _mixed(30)
    rate = np.array([0.02, 0.03, 0.02, 0.01])
    since = np.full(30, np.inf)
    since[:3] = 1998.0
    rng = np.random.default_rng(1)
    naive = np.array([_naive(network, rate, since, 20.0, rng) for _ in range(80)])
    wiring = wire(network)
    regime = plain(wiring, origin=2000.0, horizon=20.0, rate=rate, since=since)
    ours = simulate(wiring, regime, seed=9, runs=3000).after
    a, b = np.isfinite(naive).sum(axis=1), np.isfinite(ours).sum(axis=1)
    assert ks_2samp(a, b).pvalue > 0.001
    assert float(a.mean()) == pytest.approx(float(b.mean()), abs=4 * a.std() / np.sqrt(80))


def test_sources_and_channels_explain_each_acquisition() -> None:
    network = _mixed()
    wiring = wire(network)
    since = np.full(60, np.inf)
    since[0] = 1990.0
    regime = plain(wiring, origin=2000.0, horizon=25.0, rate=[0.05, 0.05, 0.05, 0.02], since=since)
    run = simulate(wiring, regime, seed=1, runs=50, sources=True)
    for r in range(50):
        assert run.after[r, 0] == 0.0
        assert run.channel[r, 0] == -1
        for i in np.flatnonzero(run.adopted[r]):
            j, p = int(run.source[r, i]), int(run.channel[r, i])
            if p == 3:
                assert j == -1
                continue
            layer = network.layers[p]
            assert ((layer.source == j) & (layer.target == i)).any()
            assert run.after[r, j] < run.after[r, i]
    assert (run.counts.sum(axis=1) == run.adopted.sum(axis=1)).all()


def test_runs_do_not_depend_on_how_they_are_split_or_stored(tmp_path: Path) -> None:
    network = _mixed()
    wiring = wire(network)
    since = np.full(60, np.inf)
    since[:2] = 1999.0
    rates = np.random.default_rng(2).gamma(2, 0.01, (7, 4))
    regime = plain(wiring, origin=2000.0, horizon=25.0, rate=rates, since=since)
    whole = simulate(wiring, regime, seed=5, runs=20)
    parts = [simulate(wiring, regime, seed=5, runs=10, first=f) for f in (0, 10)]
    assert np.array_equal(whole.after, np.concatenate([p.after for p in parts]))
    wiring.save(tmp_path / "wiring")
    mapped = open_wiring(tmp_path / "wiring")
    assert isinstance(mapped.target, np.ndarray)
    assert np.array_equal(whole.after, simulate(mapped, regime, seed=5, runs=20).after)
    assert np.array_equal(tally(wiring, regime, seed=5, runs=20), whole.counts)
    single = simulate(wiring, with_draws(regime, [3]), seed=5, runs=1, first=3)
    assert np.array_equal(single.after[0], whole.after[3])
    assert len(set(run_seeds(0, 0, 1000)) | set(run_seeds(1, 0, 1000))) == 2000


def test_a_measure_that_changes_nothing_gives_the_same_runs() -> None:
    wiring = wire(_mixed())
    since = np.full(60, np.inf)
    since[:2] = 1999.0
    base = plain(wiring, origin=2000.0, horizon=25.0, rate=[0.03, 0.03, 0.03, 0.02], since=since)
    plainly = simulate(wiring, base, seed=5, runs=200)
    without = simulate(wiring, _measured(base, wiring, 1.0), seed=5, runs=200)
    assert np.array_equal(plainly.after, without.after)
    assert np.array_equal(plainly.channel, without.channel)


def test_shared_noise_cuts_the_variance_of_an_effect() -> None:
    wiring = wire(_mixed(200))
    since = np.full(200, np.inf)
    since[:3] = 1999.0
    base = plain(wiring, origin=2000.0, horizon=20.0, rate=[0.04, 0.05, 0.05, 0.02], since=since)
    one_layer = {"layer_mask": np.array([0, 1, 0]), "source_mask": np.zeros((1, 1), np.int64)}
    mild = _measured(base, wiring, 0.5, **one_layer)

    def size(passages: Passages) -> np.ndarray:
        return passages.adopted.sum(axis=1)

    a = size(simulate(wiring, base, seed=1, runs=2000))
    b = size(simulate(wiring, mild, seed=1, runs=2000))
    c = size(simulate(wiring, mild, seed=2, runs=2000))
    assert np.var(a - c) / np.var(a - b) >= 5.0
    assert a.mean() > b.mean()


def test_windows_keep_actors_out_until_they_exist() -> None:
    market = Exogenous.steady("market", Pathway.COMMERCIAL, np.ones(3))
    layer = Layer.of("arc", Pathway.PEER, [0, 0], [1, 2])
    windows = np.array([-np.inf, 2005.0, 2000.0]), np.array([np.inf, np.inf, 2004.0])
    wiring = wire(Network(("a", "b", "c"), (layer,), (market,)), windows=windows)
    regime = plain(wiring, origin=2000.0, horizon=20.0, rate=[5.0, 5.0], since=[1990.0, np.inf, np.inf])
    after = simulate(wiring, regime, seed=1, runs=500).after
    assert after[:, 1].min() >= 5.0
    late = plain(wiring, origin=2004.5, horizon=20.0, rate=[5.0, 5.0], since=[1990.0, np.inf, np.inf])
    assert np.isinf(simulate(wiring, late, seed=1, runs=500).after[:, 2]).all()


def test_columns_that_do_not_fit_are_refused() -> None:
    wiring = wire(_mixed())
    since = np.full(60, np.inf)
    with pytest.raises(ValueError, match="rate has shape"):
        plain(wiring, origin=2000.0, horizon=5.0, rate=[0.1], since=since)
    with pytest.raises(ValueError, match="rate must be finite"):
        plain(wiring, origin=2000.0, horizon=5.0, rate=[0.1, -1, 0, 0], since=since)
    with pytest.raises(ValueError, match="horizon"):
        plain(wiring, origin=2000.0, horizon=0.0, rate=[0.1, 0, 0, 0], since=since)
    with pytest.raises(ValueError, match="sum to 1"):
        Opening(np.array([0, 1]), np.array([0.7, 0.7]))
    with pytest.raises(ValueError, match="a pool's actors"):
        wire(_mixed(), pools=(Opening(np.array([60]), np.array([0.5])),))
