"""Back-tests: only the past is used, plain models are beaten where there is something to know."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from thistledown.spread.backtest.annual import AnnualSpec, fit_annual
from thistledown.spread.backtest.exposure import Ties, exposures, infer_ties, quiet, risk_rows, watched
from thistledown.spread.backtest.outcome import outcome
from thistledown.spread.backtest.recalibration import fit_recalibration
from thistledown.spread.backtest.rolling import default_origins, roll
from thistledown.spread.backtest.table import (
    NEVER,
    AdoptionTable,
    Layer,
    TableError,
    read_adoptions,
    read_layer,
)

UNITS = 30


def ring() -> Layer:
    """Each unit is tied to the next two."""
    weight = np.zeros((UNITS, UNITS))
    for unit in range(UNITS):
        for step in (1, 2):
            weight[unit, (unit + step) % UNITS] = 1.0
    return Layer("ring", weight)


def spreading(seed: int, *, contagion: float = 0.25, base: float = 0.004) -> AdoptionTable:
    """Forty capabilities over forty years, each passed on along the ring, drawn from the model itself."""
    rng = np.random.default_rng(seed)
    rows = []
    tie = ring().weight
    for capability in range(40):
        began = 1960 + int(rng.integers(0, 25))
        has = np.zeros(UNITS, bool)
        for year in range(began, 2001):
            hazard = base + contagion * (has @ tie)
            came = ~has & (rng.random(UNITS) < -np.expm1(-hazard))
            if year == began:
                came[rng.integers(UNITS)] = True
            rows += [(f"u{unit:02}", f"c{capability:02}", year) for unit in np.flatnonzero(came)]
            has |= came
    return AdoptionTable.from_rows(rows, last=2000)


@pytest.fixture(scope="module")
def table() -> AdoptionTable:
    return spreading(1)


def test_ties_that_carry_are_worth_more_than_chance_and_than_ties_between_others(
    table: AdoptionTable,
) -> None:
    run = roll(table, [ring()], origins=range(1984, 1998, 3), horizons=(1, 3), draws=30, seed=2)
    found = outcome(table, run)
    for years, least in (("1", 0.1), ("3", 0.05)):
        models = found["horizons"][years]["models"]
        full = models["full"]
        assert full["log_skill"] > least
        assert full["log_skill_by_year"][0] > 0
        assert full["log_skill"] > models["placebo ties"]["log_skill"] + 0.02
        assert full["log_skill"] > models["global"]["log_skill"]
        assert full["ece"] < 0.05
    assert max(found["rates"], key=lambda name: found["rates"][name]) == "ring share"


def test_where_nothing_spreads_nothing_is_promised() -> None:
    still = spreading(3, contagion=0.0, base=0.03)
    found = outcome(still, roll(still, [ring()], origins=range(1984, 1998, 3), horizons=(1,), draws=10))
    full = found["horizons"]["1"]["models"]["full"]
    assert -0.02 < full["log_skill"] < 0.03
    assert full["ece"] < 0.02


def test_what_came_after_the_origin_changes_no_forecast(table: AdoptionTable) -> None:
    origin = 1990
    later = table.year > origin
    moved = AdoptionTable(
        table.units, table.capabilities, np.where(later & (table.year < NEVER), NEVER, table.year), table.last
    )
    one, two = (roll(given, [ring()], origins=[origin], horizons=(1,), draws=10) for given in (table, moved))
    for name, scored in one.scored[1].items():
        assert np.array_equal(scored.probability[0], two.scored[1][name].probability[0])


def test_one_seed_gives_one_answer(table: AdoptionTable) -> None:
    one, two = (roll(table, origins=[1990], horizons=(1, 3), draws=10, seed=5) for _ in range(2))
    assert outcome(table, one) == outcome(table, two)


def test_rates_are_recovered_from_the_model_s_own_world(table: AdoptionTable) -> None:
    ties = Ties((ring(),))
    rows = risk_rows(table, 1960, 2000, ties).columns(wanted=[0, ties.names.index("ring share")])
    plain = AnnualSpec(frailty=False, shape=1.0)
    model = fit_annual(rows, len(table.capabilities), len(table.units), plain)
    # Two ties of .25 each make .5 where both neighbours have it.
    assert model.rate == pytest.approx([0.004, 0.5], rel=0.3)


def test_a_tie_that_explains_nothing_is_left_near_zero() -> None:
    still = spreading(4, contagion=0.0, base=0.03)
    rows = risk_rows(still, 1960, 2000, Ties((ring(),)))
    model = fit_annual(rows, len(still.capabilities), len(still.units), AnnualSpec())
    explained = (rows.exposure * model.rate).sum(axis=0)
    assert explained[4:].sum() < 0.15 * explained.sum()


def test_recalibration_mends_a_hazard_that_says_twice_too_much() -> None:
    rng = np.random.default_rng(6)
    hazard = rng.gamma(1.0, 0.05, 40_000)
    silence = rng.integers(0, 10, hazard.size)
    chance = -np.expm1(-hazard / 2) / (1 + silence)
    came = rng.random(hazard.size) < chance
    found = fit_recalibration(hazard, silence, came)
    said = found.probability(hazard, silence)
    for part in (silence > 5, silence <= 5):
        assert said[part].mean() == pytest.approx(came[part].mean(), rel=0.25)
    assert found.silence == pytest.approx(-1.0, abs=0.15)


def test_a_hazard_with_little_data_is_left_nearly_as_it_is() -> None:
    found = fit_recalibration(np.full(20, 0.1), np.zeros(20, np.int64), np.arange(20) < 2)
    assert found.slope == pytest.approx(1.0, abs=0.01)
    assert found.silence == pytest.approx(0.0, abs=0.01)


def test_exposures_look_at_the_past_alone_and_shares_are_shares(table: AdoptionTable) -> None:
    at = 1985
    seen = exposures(table.year, at, Ties((ring(),)))
    hidden = exposures(np.where(table.year > at, NEVER, table.year), at, Ties((ring(),)))
    assert np.array_equal(seen, hidden)
    share = seen[..., Ties((ring(),)).names.index("ring share")]
    assert share.min() >= 0
    assert share.max() <= 1 + 1e-12


def test_quiet_capabilities_are_no_longer_watched() -> None:
    year = np.array([[1990, NEVER, NEVER], [1970, NEVER, NEVER], [NEVER, NEVER, NEVER], [1990, 1990, 1990]])
    assert quiet(year, 1992).tolist() == [2, 22, NEVER, 2]
    assert watched(year, 1992).tolist() == [True, False, False, False]


def test_networks_are_inferred_only_from_enough_cascades(table: AdoptionTable) -> None:
    assert infer_ties(table, 1999, [], 0).inferred == ()
    many = AdoptionTable(
        table.units, tuple(f"x{i}" for i in range(120)), np.tile(table.year, (3, 1)), table.last
    )
    assert [rates.shape for rates in infer_ties(many, 1999, [], 0).inferred] == [(UNITS, UNITS)] * 2


# -- tables ---------------------------------------------------------------------------------------------


def test_a_table_keeps_first_years_and_drops_what_lies_outside(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("who,what,when\nA,x,2003\nA,x,2001\nB,x,NA\nB,x,2010\nB,old,1950\n", encoding="utf-8")
    names = {"unit": "who", "capability": "what", "year": "when"}
    table = read_adoptions(path, names, first=1960, last=2005)
    assert table.capabilities == ("x",)
    assert table.year.tolist() == [[2001, NEVER]]
    assert (table.last, table.adoptions) == (2005, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("unit,year\nA,2000\n", "no column capability"),
        ("unit,capability,year\nA,x,soon\n", "line 2: 'soon' is no year"),
        ("unit,capability,year\nA,x,2000.5\n", "line 2: '2000.5' is no year"),
        ("unit,capability,year\nA,x\n", "line 2: the line is cut short"),
        ("unit,capability,year\n,x,2000\n", "line 2: the unit or the capability is empty"),
        ("unit,capability,year\nA,x,2000\n", "one unit only"),
        ("unit,capability,year\n", "no adoption"),
    ],
)
def test_an_unusable_table_is_refused_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=message):
        read_adoptions(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"unit,capability,year\n\xff\xfe,x,2000\n")
    with pytest.raises(TableError, match="not a CSV file in UTF-8"):
        read_adoptions(path)


def test_ties_are_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "near.csv"
    path.write_text("source,target,weight\nA,B,2\nB,A,\nA,A,9\nA,nobody,1\n", encoding="utf-8")
    layer = read_layer(path, ["A", "B"])
    assert layer.name == "near"
    assert layer.weight.tolist() == [[0, 2], [1, 0]]
    path.write_text("source,target\nX,Y\n", encoding="utf-8")
    with pytest.raises(TableError, match="are they named alike"):
        read_layer(path, ["A", "B"])
    path.write_text("source,target,weight\nA,B,-1\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"line 2: the weight -1\.0 is below 0"):
        read_layer(path, ["A", "B"])


def test_default_origins_leave_a_past_to_learn_from_and_a_year_to_score(table: AdoptionTable) -> None:
    origins = default_origins(table)
    assert 1 <= len(origins) <= 12
    assert origins[-1] == table.last - 1
    with pytest.raises(TableError, match="too few"):
        default_origins(AdoptionTable.from_rows([("A", "x", 2000), ("B", "x", 2000)]))
