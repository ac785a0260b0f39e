"""Scenario sheets: the shipped one is whole, and what is wrong in one's own is said with its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from thistledown.codebook.terms import Pathway
from thistledown.spread.network import Layer, Network
from thistledown.spread.scenario import Demobilise, Reintegrate
from thistledown.spread.scenario.sheet import SheetError, read_sheet, shipped_sheet

NUMBER = '{ shape = "fixed", numbers = [1], reason = "assumed" }'
RELEASE = f"""
[[release]]
name = "force"
from = ["a"]
layer = "served"
at = 2027
persons = {NUMBER}
hire = {NUMBER}
leave = {NUMBER}
convert = {NUMBER}
"""


def network() -> Network:
    return Network(
        ("a", "b", "c"),
        (Layer.of("served", Pathway.INDIVIDUAL, [0, 0, 1], [1, 2, 2], weight=[3.0, 1.0, 9.0]),),
    )


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sheet.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_number_of_the_shipped_sheet_has_a_source_or_a_reason() -> None:
    sheet = read_sheet()
    assert len(sheet.measures) == 5
    numbers = [number for measure in sheet.measures for number in measure.quantities().values()]
    assert all(number.sources or number.reason for number in numbers)
    assert any(release["persons"].reported for release in sheet.releases)


def test_a_sheet_written_out_reads_as_the_shipped_one(tmp_path: Path) -> None:
    assert read_sheet(written(tmp_path, shipped_sheet())) == read_sheet()


def test_those_released_go_where_the_layer_leads_in_proportion(tmp_path: Path) -> None:
    (step,) = read_sheet(written(tmp_path, RELEASE)).steps(network())
    assert isinstance(step, Demobilise)
    assert step.shares == {"b": 0.75, "c": 0.25}


def test_measures_take_their_own_substitution(tmp_path: Path) -> None:
    text = f"""
[[measure]]
type = "reintegrate"
name = "help"
start = 2027
effect = {NUMBER}
factor = {NUMBER}
substitution = {{ share = {{ shape = "fixed", numbers = [0.5], reason = "r" }} }}
"""
    (measure,) = read_sheet(written(tmp_path, text)).measures
    assert isinstance(measure, Reintegrate)
    assert measure.substitution.share.quantile(0.5) == np.float64(0.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = ", "is not TOML"),
        ("titel = 'x'", "unknown key 'titel'"),
        ("title = 'x'", "neither a"),
        ("[[release]]\nname = 'f'", "release 'f' lacks from"),
        (RELEASE.replace(NUMBER, "80000", 1), "persons is 80000; write"),
        (RELEASE.replace(', reason = "assumed"', "", 1), "say where the number comes from"),
        (RELEASE.replace('shape = "fixed"', 'shape = "round"', 1), "round"),
        ("[[measure]]\nname = 'm'\ntype = 'magic'", "type is 'magic'"),
        ("[[measure]]\nname = 'm'\ntype = 'embargo'", "measure 'm'"),
        (f"[[measure]]\nname = 'm'\ntype = 'embargo'\nspeed = 3\neffect = {NUMBER}", "unknown key 'speed'"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SheetError, match=message):
        read_sheet(written(tmp_path, text))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('from = ["a"]', 'from = ["z"]'), "no actor 'z'"),
        (('layer = "served"', 'layer = "air"'), "no layer 'air'"),
        (('from = ["a"]', 'from = ["c"]'), "leads from c to nobody"),
    ],
)
def test_a_release_that_does_not_fit_the_network_is_refused(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    sheet = read_sheet(written(tmp_path, RELEASE.replace(*change)))
    with pytest.raises(SheetError, match=message):
        sheet.steps(network())
