"""`thistledown add`: what is new goes in once; what is broken gets a line and stops nothing."""

import json

import pytest
from cli_runner import thistledown


def add(book, *arguments):
    return thistledown("add", *arguments, "--casebook", book, "--offline")


def test_a_report_is_taken_in_and_read(book, told):
    said = add(book, told, "--json")
    assert said.code == 0
    assert said.row["captures"] == said.row["reports_new"] == said.row["reports_read"] == 1
    assert said.row["claims_new"] == 2
    assert said.row["problems"] == []
    (claim, *_) = thistledown("search", "malian", "--only", "claim", "--casebook", book, "--json").rows
    shown = thistledown("show", claim["id"], "--casebook", book, "--json").row
    assert (shown["provider"], shown["recipient"]) == ("Russia", "Malian Armed Forces")


def test_adding_twice_adds_nothing(book, told):
    add(book, told)
    before = thistledown("show", "--casebook", book, "--json").row
    entries = len(thistledown("log", "--casebook", book, "--json").rows)
    said = add(book, told, "--json")
    assert said.code == 0
    assert (said.row["reports_new"], said.row["reports_known"], said.row["claims_new"]) == (0, 1, 0)
    assert thistledown("show", "--casebook", book, "--json").row == before
    assert len(thistledown("log", "--casebook", book, "--json").rows) == entries


def test_no_read_leaves_reading_for_later(book, told):
    assert add(book, told, "--no-read", "--json").row["reports_read"] == 0
    assert thistledown("read", "--casebook", book, "--json").row["claims_new"] == 2
    assert thistledown("read", "--casebook", book, "--json").row["reports_read"] == 0


def test_one_broken_file_among_good_ones_is_left_out_and_the_rest_is_in(book, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(3):
        text = f"Puntland forces seized {number + 3} drones from Islamic State in Somalia."
        (folder / f"good{number}.txt").write_text(text, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nthis is no PDF")
    said = add(book, folder)
    assert said.code == 3
    assert "broken.pdf" in said.err
    assert "3 new reports" in said.out
    assert thistledown("show", "--casebook", book, "--json").row["counts"]["reports"] == 3


def test_the_problem_is_in_the_json_too(book, told, tmp_path):
    said = add(book, told, tmp_path / "missing.txt", "--json")
    assert said.code == 3
    (problem,) = said.row["problems"]
    assert problem["where"].endswith("missing.txt")
    assert problem["what"] == "there is no such file or folder"
    assert problem["advice"]


def test_nothing_taken_in_is_not_done(book, tmp_path):
    said = add(book, tmp_path / "missing.txt")
    assert said.code == 1
    assert "check the spelling" in said.err


def test_offline_fetches_nothing(book):
    said = add(book, "https://example.org/article")
    assert said.code == 1
    assert "this run may not use the network" in said.err


def test_addresses_inside_this_machine_are_refused(book):
    said = thistledown("add", "http://127.0.0.1:1/", "http://[::1]/", "--casebook", book, "--json")
    assert said.code == 1
    assert len(said.row["problems"]) == 2


def test_a_data_set_goes_in_by_its_mapping(book, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "nr,wording,day\n1,Russia trained Malian soldiers to fly drones.,04/06/2025\n", encoding="utf-8"
    )
    mapping = tmp_path / "rows.toml"
    mapping.write_text(
        '[columns]\ntext = "wording"\nid = "nr"\npublished = "day"\n[published]\nformat = "%d/%m/%Y"\n',
        encoding="utf-8",
    )
    said = add(book, rows, "--mapping", mapping, "--json")
    assert said.code == 0
    (report,) = thistledown("search", "malian", "--only", "report", "-c", book, "--json").rows
    assert thistledown("show", report["id"], "-c", book, "--json").row["published"] == "2025-06-04"


def test_a_data_set_without_a_text_column_gets_an_example_to_start_from(book, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("nr,wording\n1,Russia trained Malian soldiers.\n", encoding="utf-8")
    said = add(book, rows)
    assert said.code in (1, 3)
    assert "[columns]" in said.err


def test_a_missing_mapping_file_is_named(book, told, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("text\nRussia trained Malian soldiers.\n", encoding="utf-8")
    said = add(book, rows, "--mapping", tmp_path / "missing.toml")
    assert said.code == 2
    assert "missing.toml" in said.err
    assert "Traceback" not in said.err


def test_other_languages_are_taken_in_and_left_unread_saying_so(book, tmp_path):
    path = tmp_path / "de.txt"
    path.write_text(
        "Nach Angaben mehrerer Quellen hat Russland malische Soldaten an bewaffneten Drohnen ausgebildet. "
        "Die Ausbildung fand mehrere Wochen lang in der Nähe von Bamako statt.",
        encoding="utf-8",
    )
    said = add(book, path, "--json")
    assert (said.code, said.row["reports_new"], said.row["claims_new"]) == (0, 1, 0)
    assert said.row["notes"]
    assert thistledown("search", "ausgebildet", "--casebook", book, "--json").rows


@pytest.mark.parametrize("folder", [".", "..", "archive"])
def test_the_casebook_is_not_added_to_itself(book, monkeypatch, folder):
    monkeypatch.chdir(book)
    said = thistledown("add", folder, "--offline")
    assert said.code == 2
    assert f"{folder} holds the casebook itself" in said.err
    assert thistledown("show", "--json").row["counts"]["reports"] == 0


def test_json_lines_stay_one_json_value_a_line(book, told):
    said = add(book, told, "--json")
    assert json.loads(said.out) == said.row
