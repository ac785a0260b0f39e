"""The simulator and the likelihood are the same model: what one makes, the other finds again."""

import numpy as np
import pytest
from scipy.stats import ks_2samp

from thistledown.codebook.terms import Pathway
from thistledown.spread.hazard.drawing import draw_record
from thistledown.spread.hazard.model import PathwayHazard
from thistledown.spread.kernel import Kernel
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.record import Record
from thistledown.spread.simulation.ensemble import Passages, simulate
from thistledown.spread.simulation.regime import plain
from thistledown.spread.simulation.wiring import wire

ACTORS, BEGIN, YEARS = 60, 1990.0, 25.0
RATE = np.array([0.05, 0.08, 0.04, 0.012])


def _network() -> Network:
    rng = np.random.default_rng(3)
    layers = []
    for name, pathway, kernel in (
        ("transfer", Pathway.STATE_TRANSFER, Kernel()),
        ("returnees", Pathway.INDIVIDUAL, Kernel.exponential(0.3)),
        ("trainees", Pathway.STATE_TRAINEE, Kernel.gamma(0.7)),
    ):
        source = rng.integers(0, ACTORS, 2 * ACTORS)
        target = (source + rng.integers(1, ACTORS, 2 * ACTORS)) % ACTORS
        start = np.where(rng.random(2 * ACTORS) < 0.3, BEGIN + 10, -np.inf)
        layers.append(Layer.of(name, pathway, source, target, start=start, kernel=kernel))
    market = Exogenous(
        "market", Pathway.UNKNOWN, np.ones(ACTORS), np.array([BEGIN, BEGIN + 20]), np.array([0.5, 1.5])
    )
    return Network(tuple(f"actor {i:02}" for i in range(ACTORS)), tuple(layers), (market,)).normalised()


def _simulated(network: Network, runs: int) -> Passages:
    regime = plain(wire(network), origin=BEGIN, horizon=YEARS, rate=RATE, since=np.full(ACTORS, np.inf))
    return simulate(wire(network), regime, seed=11, runs=runs)


def test_rates_of_simulated_acquisitions_are_found_again() -> None:
    network = _network()
    passed = _simulated(network, 95)
    rows, actors = np.nonzero(passed.adopted)
    dates = BEGIN + passed.after[rows, actors].astype(float)
    record = Record.from_frame(
        {
            "actor": [network.actors[i] for i in actors],
            "capability": [f"capability {r:02}" for r in rows],
            "lo": dates,
            "hi": dates,
        },
        begin=BEGIN,
        end=BEGIN + YEARS,
    )
    fit = PathwayHazard(network).fit(record)
    assert fit.channels == network.channels
    found = fit.setting.likelihood[0]
    # Some 2,600 acquisitions: most likely rates without a prior lie within a few standard errors.
    carried = passed.counts.sum(axis=0)
    assert carried.min() > 150
    for p, name in enumerate(network.channels):
        assert found[p] == pytest.approx(RATE[p], rel=6 / np.sqrt(carried[p])), name


def test_the_simulator_has_the_law_of_draws_from_the_hazard() -> None:
    network = _network()
    ours = _simulated(network, 400)
    theirs = [draw_record(network, RATE, begin=BEGIN, end=BEGIN + YEARS, seed=s) for s in range(150)]
    sizes = [int(np.isfinite(one.tau).sum()) for one in theirs]
    assert ks_2samp(ours.adopted.sum(axis=1), sizes).pvalue > 0.001
    middle = [float(np.median(one.tau[np.isfinite(one.tau)])) - BEGIN for one in theirs]
    after = [float(np.median(row[np.isfinite(row)])) for row in ours.after]
    assert ks_2samp(after, middle).pvalue > 0.001
    shares = np.bincount(np.concatenate([one.channel[one.channel >= 0] for one in theirs]), minlength=4)
    assert shares / shares.sum() == pytest.approx(ours.counts.sum(axis=0) / ours.counts.sum(), abs=0.03)
