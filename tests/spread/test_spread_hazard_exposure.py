import sys
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hazard_samples import varied_network
from scipy.integrate import quad

from thistledown.codebook.terms import Pathway
from thistledown.spread.hazard.cells import CellKind, lay_out
from thistledown.spread.hazard.dates import make_move, weigh_move
from thistledown.spread.hazard.detection import Detection
from thistledown.spread.hazard.drawing import draw_record
from thistledown.spread.hazard.exposure import build, fill_all
from thistledown.spread.hazard.model import PathwayHazard
from thistledown.spread.hazard.state import first_state
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.record import Record

ERAS = {"peer": (2009.0,), "market": (2010.0, 2014.0)}


def setting(seed=0):
    network = varied_network(seed=seed)
    windows = {"actor": ["actor 3", "actor 4"], "enters": [2003.0, None], "leaves": [None, 2012.0]}
    record = Record.from_frame({"actor": [], "lo": [], "hi": []}, begin=2000, end=2020, windows=windows)
    return network, record, build(network, record, ERAS)


def by_hand(network, tau, i, t):
    """Exposure of actor i at t by channel, from the definitions in the nouns."""
    z = []
    for layer in network.layers:
        total = 0.0
        for k in np.flatnonzero(layer.target == i):
            if layer.start[k] <= t < layer.end[k]:
                total += layer.weight[k] * float(layer.kernel.at(t - tau[layer.source[k]]))
        z.append(total)
    return np.array(z + [e.level[i] * float(e.at(t)) for e in network.exogenous])


def one_channel(network, tau, i, p, t):
    return by_hand(network, tau, i, t)[p]


def some_times(n, seed, share=0.6):
    rng = np.random.default_rng(seed)
    return np.where(rng.random(n) < share, rng.uniform(2000.5, 2019.5, n), np.inf)


def test_exposure_is_what_the_nouns_say():
    network, record, world = setting()
    tau = some_times(12, 1)
    z, area = fill_all(world, tau)
    for i in range(12):
        enters, leaves = record.window(network.actors[i])
        stop = min(tau[i], leaves)
        if np.isfinite(tau[i]):
            channels = np.zeros(5)
            np.add.at(channels, world.channel, z[i])
            assert channels == pytest.approx(by_hand(network, tau, i, tau[i]))
        breaks = sorted(t for t in {*tau[np.isfinite(tau)], 2004.0, 2008.0, 2015.0} if enters < t < stop)
        for layer in network.layers:
            mine = layer.target == i
            breaks += [t for t in [*layer.start[mine], *layer.end[mine]] if enters < t < stop]
        marks = sorted({enters, *breaks, stop})
        for p in range(5):
            pieces = [
                quad(partial(one_channel, network, tau, i, p), a + 1e-9, b - 1e-9)[0]
                for a, b in pairwise(marks)
            ]
            assert area[i, world.channel == p].sum() == pytest.approx(sum(pieces), rel=1e-5, abs=1e-6)


def test_eras_cut_exposure_where_they_say():
    _, _, world = setting()
    tau = np.full(12, np.inf)
    _, area = fill_all(world, tau)
    market = np.flatnonzero(world.channel == 3)
    assert world.era_end[market].tolist() == [2010.0, 2014.0, np.inf]
    _, whole = fill_all(build(*setting()[:2]), tau)
    assert area[:, market].sum(axis=1) == pytest.approx(whole[:, 3])
    assert (area[:, market[0]] > 0).all()


def log_likelihood(world, cells, state, tau):
    z, area = fill_all(world, tau)
    total = -(state.scale[:, None] * area * state.rate).sum()
    events = np.isfinite(tau) & (cells.kind != CellKind.HOLDER)
    weight = (state.rate * z * state.evidence[:, world.pathway]).sum(axis=1)
    return total + np.log((state.scale * weight)[events]).sum()


@pytest.mark.parametrize("seed", range(4))
def test_a_move_weighs_what_it_changes_in_the_likelihood(seed):
    network, record, world = setting(seed)
    n, rng = 12, np.random.default_rng(seed)
    model = PathwayHazard(network, detection=Detection(8, 2), eras=ERAS)
    cells = lay_out(network, record, detection=Detection(8, 2))
    cells = cells._replace(kind=np.where(np.arange(n) == 5, CellKind.HOLDER, cells.kind))
    tau = some_times(n, seed)
    tau[5] = 1999.0
    plan = model._plan(cells, world, tau, rng.uniform(0.2, 1, (n, 8)), False, (0, 4, 1, 0))
    state = first_state(world, plan, rng)
    state.rate[:] = rng.gamma(2, 0.01, len(state.rate))
    state.scale[:] = rng.gamma(4, 0.25, n)
    state.z[:], state.area[:] = fill_all(world, tau)
    for _ in range(60):
        cell = int(rng.integers(n))
        enters, leaves = record.window(network.actors[cell])
        if cell == 5:
            continue
        new = np.inf if rng.random() < 0.3 else rng.uniform(enters, leaves)
        if np.isinf(new) and np.isinf(state.tau[cell]):
            continue
        moved = state.tau.copy()
        moved[cell] = new
        gain = log_likelihood(world, cells, state, moved) - log_likelihood(world, cells, state, state.tau)
        assert weigh_move(world, cells, state, cell, new) == pytest.approx(gain, abs=1e-9)
        make_move(world, cells, state, cell, new)
        z, area = fill_all(world, state.tau)
        assert state.z == pytest.approx(z, abs=1e-10)
        assert state.area == pytest.approx(area, abs=1e-9)


def test_drawn_worlds_have_as_many_acquisitions_as_their_hazard():
    network = varied_network(n=40, seed=2)
    theta = np.array([0.03, 0.04, 0.03, 0.02, 0.01])
    gaps = []
    for seed in range(40):
        drawn = draw_record(network, theta, begin=2000, end=2020, seed=seed)
        _, area = fill_all(build(network, drawn.record), drawn.tau)
        events = np.bincount(drawn.channel[drawn.channel >= 0], minlength=5)
        gaps.append(events - theta * area.sum(axis=0))
    z = np.mean(gaps, axis=0) / (np.std(gaps, axis=0) / np.sqrt(len(gaps)))
    assert np.abs(z).max() < 4


def test_the_same_seed_draws_the_same_world():
    network = varied_network()
    one, two = (draw_record(network, np.full(5, 0.03), begin=2000, end=2020, seed=9) for _ in range(2))
    assert np.array_equal(one.tau, two.tau)
    assert one.record.actor == two.record.actor


def test_an_era_for_no_channel_is_refused():
    network, record, _ = setting()
    with pytest.raises(ValueError, match="no channel has this name"):
        build(network, record, {"sea": (2010.0,)})
    with pytest.raises(ValueError, match="rising"):
        build(network, record, {"market": (2010.0, 2005.0)})


@pytest.fixture
def prototype():
    folder = Path(__file__).resolve().parents[3] / "shared" / "prototypes"
    if not (folder / "pathway.py").exists():
        pytest.skip("the prototypes are not beside this checkout")
    sys.path.insert(0, str(folder))
    try:
        import pathway
    finally:
        sys.path.remove(str(folder))
    return pathway


def test_exposure_agrees_with_the_prototype(prototype):
    n, rng = 80, np.random.default_rng(3)
    incoming, _, laid, weight = prototype.layers(n, rng)
    x = rng.gamma(2, 0.5, (n, 2))
    layers = tuple(
        Layer.of(
            f"layer {p}",
            Pathway.PEER,
            laid[laid[:, 2] == p, 0],
            laid[laid[:, 2] == p, 1],
            weight=weight[laid[:, 2] == p],
        )
        for p in range(5)
    )
    market = Exogenous("market", Pathway.COMMERCIAL, x[:, 0], np.array([12.0, 27.0]), np.array([0.0, 1.0]))
    own = Exogenous.steady("own", Pathway.SELF_TAUGHT, x[:, 1])
    network = Network(tuple(map(str, range(n))), layers, (market, own))
    tau = np.where(rng.random(n) < 0.7, rng.uniform(0, 40, n), np.inf)
    record = Record.from_frame({"actor": [], "lo": [], "hi": []}, begin=0, end=40)
    z, area = fill_all(build(network, record), tau)
    theirs_z, theirs_area = prototype.stats(n, *incoming, x, tau, 40.0)
    assert z == pytest.approx(theirs_z)
    assert area.sum(axis=0) == pytest.approx(theirs_area)
