"""Importers: what a data set says becomes arcs, and what it does not say is not made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from thistledown.spread.importers.arms import delivery_arcs
from thistledown.spread.importers.ucdp import Support, read_external_support, support_arcs
from thistledown.spread.network import Network

ROOT = Path(__file__).parents[2]
UCDP = ROOT.parent / "shared" / "bench" / "ucdp" / "ucdp-esd-ay-181.xlsx"


def given(
    supporter: str, recipient: str, year: int, kinds: tuple[str, ...] = ("training",), sharing: int = 1
) -> Support:
    return Support(supporter, True, recipient, False, year, frozenset(kinds), sharing)


def named(name: str, state: bool) -> str | None:
    return None if name == "Nobody" else name.lower()


def test_years_that_follow_each_other_are_one_arc_and_the_newest_stay_open() -> None:
    table = support_arcs(
        [
            given("Iran", "Group", 2001),
            given("Iran", "Group", 2002, sharing=2),
            given("Iran", "Group", 2005),
            given("Iran", "Other", 2005, ("funding",)),
            given("Nobody", "Group", 2005),
        ],
        named,
    )
    assert table["source"] == ["iran", "iran"]
    assert table["start"] == [2001.0, 2005.0]
    assert table["end"] == [2003.0, float("inf")]
    assert table["weight"] == [0.75, 1.0]
    layer = Network.from_frame(table).layers[0]
    assert (layer.name, layer.pathway.value, len(layer)) == ("state support", "state-transfer", 2)


def test_kinds_of_support_are_chosen_and_unknown_ones_refused() -> None:
    supports = [given("Iran", "Group", 2005, ("funding",))]
    assert support_arcs(supports, named, given=["funding"])["source"] == ["iran"]
    with pytest.raises(ValueError, match="'wishes' is no kind of support"):
        support_arcs(supports, named, given=["wishes"])


def test_a_file_that_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"not a spreadsheet")
    with pytest.raises(ValueError, match="not a spreadsheet"):
        read_external_support(path)


def test_the_real_data_set_has_the_ties_that_are_known() -> None:
    if not UCDP.exists():
        pytest.skip("the UCDP data set is not at hand: shared/bench/ucdp is absent")
    supports = read_external_support(UCDP)
    iran = [item for item in supports if item.supporter == "Iran" and item.recipient == "Hezbollah"]
    assert all(item.state and not item.recipient_state for item in iran)
    assert {"training", "weapons"} <= set().union(*(item.given for item in iran))
    assert {item.year for item in supports} == set(range(1975, 2018))
    assert sum(not item.state for item in supports) > 500


def test_deliveries_become_arcs_with_the_margin_of_an_estimate(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "Supplier,Recipient,Year,What,Est\nA,B,2010;2012,UAV,\nA,C,2011,tank,\nA,D,2011,UAV,x\nA,Nobody,2011,UAV,\n",
        encoding="utf-8",
    )
    names = {
        "supplier": "Supplier",
        "recipient": "Recipient",
        "delivered": "Year",
        "description": "What",
        "estimate": "Est",
    }
    table = delivery_arcs(
        path,
        lambda name: named(name, True),
        names=names,
        wanted=lambda what: what == "UAV",
        lasts=5,
    )
    assert list(zip(table["source"], table["target"], table["start"], table["end"], strict=True)) == [
        ("a", "b", 2010.0, 2015.0),
        ("a", "b", 2012.0, 2017.0),
        ("a", "d", 2010.0, 2017.0),
    ]
    assert len(Network.from_frame(table).layers[0]) == 3


def test_a_register_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("S,R,Y\nA,B,soon\n", encoding="utf-8")
    names = {"supplier": "S", "recipient": "R", "delivered": "Y"}
    with pytest.raises(ValueError, match="line 2: 'soon' is no year"):
        delivery_arcs(path, lambda name: name, names=names)
    with pytest.raises(ValueError, match="has no column Z"):
        delivery_arcs(path, lambda name: name, names={**names, "delivered": "Z"})
    with pytest.raises(ValueError, match="say what the file calls delivered"):
        delivery_arcs(path, lambda name: name, names={"supplier": "S", "recipient": "R"})
    with pytest.raises(ValueError, match="'price' is no column"):
        delivery_arcs(path, lambda name: name, names={**names, "price": "P"})
