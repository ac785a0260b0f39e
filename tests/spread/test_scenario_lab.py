"""Levers move the middle of a number and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.spread.scenario.lab import levers, pulled
from thistledown.spread.scenario.sheet import SheetError, read_sheet

SHEET = read_sheet()


def test_every_step_has_its_levers() -> None:
    found = {(one.step, one.part) for one in levers(SHEET)}
    assert {("operators", "persons"), ("operators", "hire"), ("operators", "start")} <= found
    assert {(one.name, "effect") for one in SHEET.measures} <= found
    assert all(one.low < one.value < one.high for one in levers(SHEET))


def test_nothing_moved_is_the_sheet_itself() -> None:
    as_it_is = {(one.step, one.part): one.value for one in levers(SHEET)}
    assert pulled(SHEET, as_it_is) == SHEET


@given(st.sampled_from(levers(SHEET)), st.floats(0.01, 0.99))
def test_a_lever_moves_its_own_number_alone(lever, share) -> None:
    value = lever.low + share * (lever.high - lever.low)
    after = {
        (one.step, one.part): one.value for one in levers(pulled(SHEET, {(lever.step, lever.part): value}))
    }
    assert after.pop((lever.step, lever.part)) == pytest.approx(value, rel=0.02)
    before = {(one.step, one.part): one.value for one in levers(SHEET)}
    del before[lever.step, lever.part]
    assert after == before


def test_a_number_set_by_hand_says_so_and_cites_no_page() -> None:
    row = pulled(SHEET, {("operators", "persons"): 50_000.0}).releases[0]["persons"]
    assert not row.reported
    assert "by hand" in row.reason


@pytest.mark.parametrize(
    ("settings", "names", "told"),
    [
        ({("operators", "hire"): 5.0}, None, "must lie between"),
        ({("nobody", "hire"): 0.1}, None, "no lever"),
        ({}, ["magic"], "no measure 'magic'"),
    ],
)
def test_what_makes_no_sense_is_refused(settings, names, told) -> None:
    with pytest.raises(SheetError, match=told):
        pulled(SHEET, settings, measures=names)


def test_only_the_measures_named_are_tried() -> None:
    assert [one.name for one in pulled(SHEET, {}, measures=["reintegration"]).measures] == ["reintegration"]
    assert pulled(SHEET, {}, measures=[]).measures == ()
