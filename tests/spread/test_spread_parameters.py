"""Reported quantities: the shipped table, both kinds of file, and priors as wide as the reports are apart."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.codebook.shipped import shipped_folder
from thistledown.codebook.validation import validate
from thistledown.spread.parameters import ParameterError, Reported, about, prior, read_parameters

LINE = {
    "quantity": "volunteers", "actor": "somewhere", "value": 10, "low": None, "high": 30, "unit": "persons",
    "as_of": "2025-03", "source_url": "https://example.org/a", "note": None,
}  # fmt: skip


def _report(
    value: float | None, low: float | None = None, high: float | None = None, **changed: object
) -> Reported:
    known: dict[str, object] = {
        "id": "x", "quantity": "volunteers", "actor": "somewhere", "value": value, "low": low, "high": high,
        "unit": "persons", "as_of": "2025", "approximate": False, "note": "",
        "urls": ("https://example.org/a",),
    }  # fmt: skip
    return Reported(**{**known, **changed})  # type: ignore[arg-type]


def test_the_shipped_table_is_read_whole_and_every_number_has_its_page() -> None:
    reports = read_parameters()
    assert len(reports) >= 90
    assert len({report.id for report in reports}) == len(reports)
    assert all(report.urls and report.note for report in reports)
    assert any(report.approximate for report in reports)
    assert not [finding for finding in validate(shipped_folder()) if finding.file == "parameters.csv"]


def test_reports_of_one_quantity_make_a_prior_as_wide_as_they_are_apart() -> None:
    reports = about(read_parameters(), "Cuban nationals recruited", actor="Russia")
    assert len(reports) == 2
    made = prior(reports)
    assert made.numbers == (1000.0, 12750.0, 25000.0)
    assert made.reported
    assert len(made.sources) == 2
    share = prior(about(read_parameters(), "another illegal armed group"), factor=0.01)
    assert share.certain
    assert share.numbers == (pytest.approx(0.0544),)


@given(st.lists(st.tuples(*[st.floats(0, 1e7)] * 3).map(sorted), min_size=1, max_size=6))
def test_a_prior_holds_every_number_reported(triples: list[list[float]]) -> None:
    made = prior([_report(value, low, high) for low, value, high in triples])
    numbers = [number for triple in triples for number in triple]
    low, high = (float(q) for q in made.quantile([0.0, 1.0]))
    assert low == pytest.approx(min(numbers))
    assert high == pytest.approx(max(numbers))


def test_json_lines_are_read_and_wrong_ones_named(tmp_path: Path) -> None:
    file = tmp_path / "numbers.jsonl"
    file.write_text(json.dumps(LINE) + "\n\n" + json.dumps({**LINE, "value": None}) + "\n", encoding="utf-8")
    one, two = read_parameters(file)
    assert one.numbers == (10.0, 30.0)
    assert two.middle == 30.0
    for changed, message in (
        ({"value": "many"}, "line 1: value is no number: 'many'"),
        ({"value": True}, "value is no number"),
        ({"value": 40}, "must rise"),
        ({"value": None, "high": None}, "needs a finite value"),
        ({"as_of": "spring"}, "neither YYYY nor YYYY-MM"),
        ({"source_url": "a friend"}, "no web address"),
        ({"source_url": None}, "source_url must be text"),
        ({"colour": "red"}, "colour"),
    ):
        file.write_text(json.dumps({**LINE, **changed}) + "\n", encoding="utf-8")
        with pytest.raises(ParameterError, match=message):
            read_parameters(file)
    file.write_text("{\n", encoding="utf-8")
    with pytest.raises(ParameterError, match="line 1 is not JSON"):
        read_parameters(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ParameterError, match="not UTF-8"):
        read_parameters(file)
    table = tmp_path / "numbers.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ParameterError, match="must have the columns"):
        read_parameters(table)


def test_what_nobody_reports_must_be_assumed() -> None:
    with pytest.raises(ParameterError, match="state the number as assumed"):
        about(read_parameters(), "conversion of hires")
    with pytest.raises(ParameterError, match="state the number as assumed"):
        prior([])
    with pytest.raises(ParameterError, match="cannot be put together"):
        prior([_report(1.0), _report(2.0, unit="percent")])


def test_the_shipped_table_says_what_the_notes_of_the_collection_say() -> None:
    given_file = Path(__file__).resolve().parents[3] / "shared" / "data" / "parameters.jsonl"
    if not given_file.exists():
        pytest.skip("the collection the table was made from is not here")
    theirs, ours = read_parameters(given_file), read_parameters()
    assert [r.numbers for r in theirs] == [r.numbers for r in ours]
    assert [(r.actor, r.as_of, r.urls[0]) for r in theirs] == [(r.actor, r.as_of, r.urls[0]) for r in ours]
