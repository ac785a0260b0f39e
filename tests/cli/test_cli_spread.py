"""`thistledown spread backtest` as a script and a person use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runner import thistledown

ROWS = """unit,capability,year
A,x,2001
B,x,2003
C,x,2003
D,x,2006
E,x,2009
F,x,2012
A,y,2004
C,y,2005
B,y,2008
E,y,2010
"""
TIES = "source,target\nA,B\nB,C\nC,D\nD,E\nE,F\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_one_line_of_json_holds_every_model_and_horizon(table: Path, tmp_path: Path) -> None:
    ties = tmp_path / "near.csv"
    ties.write_text(TIES, encoding="utf-8")
    said = thistledown("spread", "backtest", table, "--layer", ties, "--draws", 20, "--json")
    assert said.code == 0
    found = said.row
    assert (found["units"], found["capabilities"], found["adoptions"]) == (6, 2, 10)
    assert list(found["horizons"]) == ["1", "3", "5"]
    models = found["horizons"]["1"]["models"]
    assert {"base rate", "global", "best single layer", "full", "placebo ties"} <= set(models)
    assert models["base rate"]["log_skill"] == 0
    assert found["log_skill"] == models["full"]["log_skill"]
    assert said.raw == thistledown("spread", "backtest", table, "--layer", ties, "--draws", 20, "--json").raw


def test_a_person_sees_the_ladder(table: Path) -> None:
    said = thistledown(*("spread", "backtest", table, "--horizon", 1, "--origins", "2006:2010:2"))
    assert said.code == 0
    assert "3 origins, 2006 to 2010" in said.out
    assert "base rate" in said.out
    assert "1 year ahead" in said.out
    assert "3 years ahead" not in said.out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--column", "unit=who"), 1, "has no column who"),
        (("--column", "who"), 2, "is not one of unit=NAME"),
        (("--origins", "soon"), 2, "is not FIRST:LAST"),
        (("--origins", "2009:2001"), 2, "names no year"),
        (("--origins", "1990:1991"), 1, "nothing was taken up"),
        (("--horizon", "0"), 2, "one year or more"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    table: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    said = thistledown("spread", "backtest", table, *arguments)
    assert said.code == code
    assert message in said.err
    assert said.out == ""
