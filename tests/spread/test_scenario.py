"""Scenarios: no effect changes nothing, more help never hurts, and numbers say where they come from."""

import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import kstest

from thistledown.codebook.terms import Pathway
from thistledown.spread.kernel import Kernel
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.scenario import (
    BanRecruitment,
    ControlComponents,
    Demobilise,
    Embargo,
    Reintegrate,
    Scenario,
    Screen,
    Standing,
    Substitution,
    beta,
    fixed,
    lognormal,
    triangular,
    uniform,
)
from thistledown.spread.scenario.comparison import Variance
from thistledown.spread.scenario.worlds import plan

WHY = "made up for a test"
NONE = fixed(0.0, reason=WHY)
LOST = Substitution(share=fixed(0.0, reason="to have a closed form"), lag=NONE)


def _standing(n: int = 80, draws: int = 50, seed: int = 1, scale: float = 1.0) -> Standing:
    rng = np.random.default_rng(seed)
    layers = []
    for name, pathway, kernel in (
        ("transfer", Pathway.STATE_TRANSFER, Kernel()),
        ("returnees", Pathway.INDIVIDUAL, Kernel.exponential(0.4)),
        ("peers", Pathway.PEER, Kernel()),
    ):
        source = rng.integers(0, n, 3 * n)
        target = (source + rng.integers(1, n, 3 * n)) % n
        layers.append(
            Layer.of(name, pathway, source, target, weight=rng.gamma(4, 0.25, 3 * n), kernel=kernel)
        )
    market = Exogenous.steady("market", Pathway.COMMERCIAL, np.ones(n))
    own = Exogenous.steady("own trials", Pathway.SELF_TAUGHT, np.ones(n))
    network = Network(tuple(f"actor {i}" for i in range(n)), tuple(layers), (market, own))
    since = np.full(n, np.inf)
    since[:4] = 2020.0
    rate = np.array([0.02, 0.03, 0.02, 0.01, 0.002]) * scale * rng.gamma(8, 1 / 8, (draws, 5))
    return Standing(network, rate, since, 2026.0)


def _release(persons: float = 2000.0, **changed: object) -> Demobilise:
    known: dict[str, object] = {
        "name": "the force",
        "persons": triangular(persons / 2, persons, 2 * persons, sources=("https://example.org/report",)),
        "at": 2027.0,
        "hire": lognormal(0.03, 0.3, reason=WHY),
        "leave": lognormal(0.3, 0.3, reason=WHY),
        "convert": beta(2, 30, reason=WHY),
        "shares": {f"actor {i}": 0.02 for i in range(4, 44)},
    }
    return Demobilise(**{**known, **changed})  # type: ignore[arg-type]


def _embargo(effect: float, **changed: object) -> Embargo:
    known: dict[str, object] = {
        "name": "embargo", "start": 2026.0, "effect": fixed(effect, reason=WHY), "leakage": NONE,
    }  # fmt: skip
    return Embargo(**{**known, **changed})  # type: ignore[arg-type]


def test_measures_without_effect_change_nothing_at_all() -> None:
    scenario = Scenario(_standing()).given(_release())
    for step in (
        _embargo(0.0),
        Screen(name="screen", start=2027.0, effect=NONE),
        ControlComponents(name="control", start=2027.0, effect=NONE, stockpile=fixed(2.0, reason=WHY)),
        BanRecruitment(name="ban", start=2028.0, ramp=1.0, effect=NONE),
        Reintegrate(name="help", start=2028.0, ramp=1.0, effect=NONE, factor=fixed(5.0, reason=WHY)),
        _release(name="nobody", persons=1e-9),
    ):
        compared = scenario.add(step).compare(draws=60, horizon=8.0)
        for effect in compared.summary:
            assert effect.change == 0.0
            assert effect.no_change == 1.0
        assert compared.variance.parameter == 0.0
        assert compared.variance.chance == 0.0


def test_an_embargo_on_one_arc_has_a_closed_form() -> None:
    layer = Layer.of("transfer", Pathway.STATE_TRANSFER, [0], [1])
    market = Exogenous.steady("market", Pathway.COMMERCIAL, [0.0, 0.0])
    network = Network(("a", "b"), (layer,), (market,))
    standing = Standing(network, np.array([[0.2, 0.0]]), np.array([2020.0, np.inf]), 2026.0)
    embargo = _embargo(0.8, leakage=fixed(0.25, reason=WHY), substitution=LOST, start=2028.0)
    row = Scenario(standing).add(embargo).compare(horizon=6.0, draws=1, replicates=20_000).summary[0]
    # Two years at .2, four at .2 x (1 - .8 x .75).
    assert row.without == pytest.approx(1 - np.exp(-1.2), abs=0.013)
    assert row.with_ == pytest.approx(1 - np.exp(-0.4 - 0.8 * 0.4), abs=0.013)
    assert row.more == 0.0


def test_a_force_released_adds_hires_and_acquisitions() -> None:
    compared = Scenario(_standing()).add(_release()).compare(draws=200, horizon=10.0)
    everything = compared.summary[0]
    assert everything.change > 1.0
    assert compared.hires[0] == 0.0
    # S h / (h + m) within the horizon, a little less than for ever.
    assert 50 < compared.hires[1] < 400
    by_channel = {row.what: row for row in compared.summary if row.sort == "channel"}
    assert by_channel["released by the force"].without == 0.0
    assert by_channel["released by the force"].with_ > 0.0
    assert sum(row.with_ for row in by_channel.values()) == pytest.approx(everything.with_)
    # Those who got it so pass it on.
    assert by_channel["transfer"].change + by_channel["peers"].change > 0.0
    assert not [row for row in compared.summary if row.sort == "actor"]


def test_tranches_release_the_same_people_later() -> None:
    at_once = Scenario(_standing()).add(_release()).compare(draws=100, alone=False)
    slowly = Scenario(_standing()).add(_release(tranches=4, spacing=2.0)).compare(draws=100, alone=False)
    assert slowly.hires[1] < at_once.hires[1]
    assert len([row for row in slowly.summary if "tranche" in row.what]) == 4


@settings(max_examples=15, deadline=None)
@given(st.floats(1.0, 8.0), st.floats(0.0, 4.0), st.floats(2026.0, 2032.0), st.floats(0.0, 3.0))
@example(1.0, 0.0, 2026.0, 2.2e-309)
def test_more_reintegration_never_raises_hires(factor: float, more: float, start: float, ramp: float) -> None:
    hires = []
    for strength in (factor, factor + more):
        step = Reintegrate(
            name="help",
            start=start,
            ramp=ramp,
            effect=fixed(0.9, reason=WHY),
            factor=fixed(strength, reason=WHY),
        )
        scenario = Scenario(_standing(n=50, draws=10)).given(_release()).add(step)
        compared = scenario.compare(draws=10, replicates=1, alone=False)
        hires.append(compared.hires)
        assert compared.hires[1] <= compared.hires[0]
    assert hires[1][1] <= hires[0][1]
    assert hires[1][0] == hires[0][0]


def test_substitution_makes_every_curb_weaker() -> None:
    def change(share: float) -> float:
        step = _embargo(0.9, substitution=Substitution(share=fixed(share, reason=WHY), lag=NONE))
        return Scenario(_standing()).add(step).compare(draws=300, alone=False).summary[0].change

    none, some, most = change(0.0), change(0.4), change(0.8)
    assert none < some < most < 0.1
    usual = _embargo(0.5).substitution.share
    assert not usual.certain
    assert usual.numbers == (2.0, 4.0)


def test_blocked_demand_comes_by_the_channels_named() -> None:
    def moved(to: dict[str, float]) -> dict[str, float]:
        step = _embargo(1.0, substitution=Substitution(share=fixed(1.0, reason=WHY), to=to))
        rows = Scenario(_standing()).add(step).compare(draws=200, alone=False).summary
        return {row.what: row.change for row in rows if row.sort == "channel"}

    market = moved({"market": 1.0})
    assert market["transfer"] < 0 < market["market"]
    assert market["market"] > 3 * abs(market["own trials"])
    assert moved({"own trials": 1.0})["own trials"] > 0


def test_screening_reaches_released_people_where_it_says_so() -> None:
    def released(forces: frozenset[str]) -> float:
        step = Screen(name="screen", start=2026.0, effect=fixed(0.8, reason=WHY), forces=forces)
        rows = Scenario(_standing()).given(_release()).add(step).compare(draws=200, alone=False).summary
        return {row.what: row.with_ / row.without for row in rows if row.without}["released by the force"]

    assert released(frozenset({"the force"})) < 0.7 < 0.9 < released(frozenset())
    step = Screen(name="screen", start=2026.0, effect=NONE, forces=frozenset({"another force"}))
    with pytest.raises(ValueError, match="no such demobilisation"):
        Scenario(_standing()).given(_release()).add(step).compare(draws=2)


def test_stocks_put_a_control_off() -> None:
    def change(years: float) -> float:
        step = ControlComponents(
            name="control", start=2026.0, effect=fixed(0.9, reason=WHY), stockpile=fixed(years, reason=WHY)
        )
        return (
            Scenario(_standing()).add(step).compare(draws=300, alone=False, horizon=6.0).summary[2 + 2].change
        )

    assert change(0.0) < change(6.0) < 0.0


def test_targets_narrow_a_measure() -> None:
    standing = _standing()
    everywhere = Scenario(standing).add(_embargo(0.9)).compare(draws=200, alone=False)
    few = _embargo(0.9, suppliers=frozenset({"actor 0"}), recipients=frozenset({"actor 1", "actor 2"}))
    arcs = standing.network.layers[0]
    there = (arcs.source == 0) & np.isin(arcs.target, [1, 2])
    if there.any():
        assert abs(Scenario(standing).add(few).compare(draws=200).summary[0].change) < abs(
            everywhere.summary[0].change
        )
    else:
        with pytest.raises(ValueError, match="touches no arc"):
            Scenario(standing).add(few).compare(draws=10)


def test_combinations_regions_and_json() -> None:
    regions = {f"actor {i}": "east" if i % 2 else "west" for i in range(60)}
    scenario = (
        Scenario({"one network": _standing(seed=1), "another": _standing(seed=2)})
        .given(_release())
        .add(Screen(name="screen", start=2026.5, effect=beta(6, 6, reason=WHY)))
        .add(BanRecruitment(name="ban", start=2027.0, effect=beta(4, 4, reason=WHY)))
        .add(Reintegrate(name="help", start=2027.0, ramp=2.0, effect=beta(6, 3, reason=WHY),
                         factor=uniform(1.5, 4.0, reason=WHY)))
    )  # fmt: skip
    compared = scenario.compare(draws=150, replicates=3, regions=regions, actors=True)
    written = json.loads(json.dumps(compared.as_json()))
    assert written["structures"] == ["one network", "another"]
    assert written["summary"][0]["with"] < written["summary"][0]["without"]
    regional = [row for row in compared.summary if row.sort == "region"]
    assert [row.what for row in regional] == ["east", "elsewhere", "west"]
    assert sum(row.change for row in regional) == pytest.approx(compared.summary[0].change)
    assert len([row for row in compared.summary if row.sort == "actor"]) == 80
    assert [row.what for row in compared.alone] == ["screen", "ban", "help"]
    assert all(row.change <= 0.2 for row in compared.alone)
    swings = [bar.swing for bar in compared.tornado()]
    assert swings == sorted(swings, reverse=True)
    assert {bar.reported for bar in compared.tornado()} == {True, False, None}
    assert written["numbers"]["the force: persons"]["reported"] is True
    assert written["numbers"]["ban: effect"]["reason"] == WHY
    again = scenario.compare(draws=150, replicates=3, regions=regions, actors=True)
    assert again.as_json() == compared.as_json()


def test_variance_is_split_as_it_was_made() -> None:
    rng = np.random.default_rng(0)
    structure, parameter = rng.normal(0, 3, (40, 1, 1)), rng.normal(0, 2, (40, 1, 300))
    change = structure + parameter + rng.normal(0, 1, (40, 4, 300))
    split = Variance.of(change)
    assert split.structure == pytest.approx(9, rel=0.5)
    assert split.parameter == pytest.approx(4, rel=0.1)
    assert split.chance == pytest.approx(1, rel=0.1)
    assert split.monte_carlo_error == pytest.approx(np.sqrt(4.25 / 300 / 40), rel=0.1)


def test_the_luck_shared_by_both_worlds_cuts_the_variance() -> None:
    from thistledown.spread.simulation.ensemble import simulate

    made = plan(_standing(200, draws=1, scale=1.3), (_embargo(0.5),), horizon=12.0, draws=1, seed=0)
    off, on = made.world(frozenset()), made.world(frozenset({"embargo"}))
    a, b = (simulate(made.wiring, world, seed=1, runs=2000).counts.sum(axis=1) for world in (off, on))
    c = simulate(made.wiring, on, seed=2, runs=2000).counts.sum(axis=1)
    assert np.var(a - c) / np.var(a - b) >= 5.0


@pytest.mark.parametrize(
    "quantity",
    [
        uniform(1, 3, reason=WHY), triangular(1, 1, 4, reason=WHY), triangular(0, 2, 3, reason=WHY),
        beta(2, 4, reason=WHY), lognormal(2, 0.5, reason=WHY),
    ],
)  # fmt: skip
def test_quantiles_invert_their_distributions(quantity) -> None:  # type: ignore[no-untyped-def]
    from scipy import stats

    x = quantity.numbers
    law = {
        "uniform": lambda: stats.uniform(x[0], x[1] - x[0]),
        "triangular": lambda: stats.triang((x[1] - x[0]) / (x[2] - x[0]), x[0], x[2] - x[0]),
        "beta": lambda: stats.beta(*x),
        "lognormal": lambda: stats.lognorm(x[1], scale=x[0]),
    }[quantity.shape.value]()
    assert kstest(quantity.draws(3, "key", 5000), law.cdf).pvalue > 0.001
    assert np.array_equal(quantity.draws(3, "key", 50), quantity.draws(3, "key", 50))
    assert not np.array_equal(quantity.draws(3, "key", 50), quantity.draws(3, "other", 50))


def test_what_does_not_fit_is_refused() -> None:
    scenario = Scenario(_standing())
    with pytest.raises(ValueError, match="where the number comes from"):
        fixed(1.0)
    with pytest.raises(ValueError, match="nothing to compare"):
        scenario.compare()
    with pytest.raises(ValueError, match="unknown channel 'trade'"):
        scenario.add(_embargo(0.5, channels=("trade",))).compare()
    with pytest.raises(ValueError, match="no such demobilisation"):
        scenario.add(BanRecruitment(name="ban", start=2027.0, effect=NONE)).compare()
    with pytest.raises(ValueError, match="unknown actor 'nobody'"):
        scenario.add(_release(shares={"nobody": 1.0})).compare()
    with pytest.raises(ValueError, match="two steps are called"):
        scenario.add(_embargo(0.5)).add(_embargo(0.2)).compare()
    with pytest.raises(ValueError, match="share between 0 and 1"):
        _embargo(1.5)
    with pytest.raises(ValueError, match="sum to 1"):
        _release(shares={"actor 1": 0.7, "actor 2": 0.7})
    with pytest.raises(ValueError, match="factor must be 1 or more"):
        Reintegrate(name="help", start=2027.0, effect=NONE, factor=fixed(0.5, reason=WHY))
    everything = ("transfer", "returnees", "peers", "market", "own trials")
    with pytest.raises(ValueError, match="nowhere to go"):
        scenario.add(_embargo(0.5, channels=everything)).compare()


def test_a_scenario_begins_from_what_a_fit_believes() -> None:
    from thistledown.spread.hazard.drawing import draw_record
    from thistledown.spread.hazard.model import PathwayHazard

    network = _standing(40).network.normalised()
    drawn = draw_record(network, np.array([0.03, 0.05, 0.03, 0.02, 0.005]), begin=2010.0, end=2025.0, seed=2)
    model = PathwayHazard(network)
    fit = model.fit(drawn.record, method="gibbs", chains=2, draws=40, burn=40, keep=20)
    standing = Standing.of_fit(fit)
    assert standing.draws == len(fit.states.tau)
    assert standing.origin == 2025.0
    held = np.isfinite(standing.since).sum(axis=1)
    assert (held == np.isfinite(drawn.tau).sum()).all()
    row = Scenario(fit).add(_embargo(0.9, start=2025.0)).compare(draws=80, horizon=5.0).summary[0]
    assert row.change < 0 < row.with_
    with pytest.raises(ValueError, match="fit with method"):
        Scenario(model.fit(drawn.record))
    with pytest.raises(ValueError, match="name one capability"):
        Scenario(fit, capability="something else")
