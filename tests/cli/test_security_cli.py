"""Hostile names and words never reach the terminal as control sequences or markup."""

import json
import os
import unicodedata

import pytest
from cli_runner import thistledown

# Title and clipboard sequences, the one-byte CSI of C1, a right-to-left override, a bell, and Rich markup.
HOSTILE = "a\x1b]0;owned\x07\x9b31m\u202etxt.exe[bold red]b[/]"


def raw_controls(text, kinds=("Cc", "Cf", "Cs")):
    return sorted({hex(ord(c)) for c in text if c != "\n" and unicodedata.category(c) in kinds})


@pytest.fixture
def hostile(book, tmp_path):
    path = tmp_path / f"{HOSTILE.replace('/', '_')}.txt"
    path.write_text(
        f"{HOSTILE} Russia trained Malian soldiers {HOSTILE} to fly armed drones in June 2025.", "utf-8"
    )
    return book, path


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_names_and_texts_are_made_harmless_everywhere(hostile, json_too):
    book, path = hostile
    said = [thistledown("read", path, *json_too), thistledown("read", f"{path}.not", *json_too)]
    said += [
        thistledown("add", path, f"{path}.not", "--casebook", book, "--offline", *json_too),
        thistledown("search", "malian", "--casebook", book, *json_too),
        thistledown("log", "--casebook", book, *json_too),
        thistledown("show", HOSTILE, "--casebook", book, *json_too),
    ]
    hits = thistledown("search", "soldiers", "--casebook", book, "--json").rows
    assert hits
    said += [thistledown("show", hit["id"], "--casebook", book, *json_too) for hit in hits]
    for one in said:
        assert raw_controls(one.out) == []
        assert raw_controls(one.err) == []
    assert any("owned" in one.out for one in said)


def test_json_keeps_the_exact_name_all_the_same(hostile):
    _, path = hostile
    for row in thistledown("read", "--json", path).rows:
        assert row["report"] == str(path)


def test_markup_in_names_is_shown_and_not_obeyed(hostile):
    _, path = hostile
    assert "[bold red]b[_]" in thistledown("read", f"{path}.not").err


def test_hostile_options_and_commands_are_made_harmless():
    for arguments in (
        [f"--{HOSTILE}"],
        [HOSTILE],
        ["show", f"--{HOSTILE}"],
        ["search", "--only", HOSTILE, "x"],
    ):
        said = thistledown(*arguments)
        assert said.code == 2
        assert raw_controls(said.err, ["Cc"]) == []


def test_a_name_that_is_no_unicode_is_taken_in(book, tmp_path):
    name = os.fsencode(tmp_path) + b"/bad\xff\xfename.txt"
    with open(name, "wb") as file:
        file.write(b"Russia trained Malian soldiers to fly armed drones in June 2025.")
    said = thistledown(
        "add", tmp_path / os.fsdecode(b"bad\xff\xfename.txt"), "-c", book, "--offline", "--json"
    )
    assert said.code == 0
    assert json.loads(said.out)["reports_new"] == 1
    assert thistledown("log", "--casebook", book).code == 0


def test_a_casebook_folder_with_a_hostile_name(tmp_path):
    folder = tmp_path / HOSTILE.replace("/", "_")
    said = thistledown("init", folder)
    assert said.code == 0
    assert raw_controls(said.out + said.err) == []
    assert raw_controls(thistledown("doctor", "--casebook", folder).out) == []


def test_names_that_cannot_be_are_one_line_each_and_stop_nothing(book, told):
    circle = told.with_name("circle")
    circle.symlink_to(circle)
    said = thistledown("add", circle, "a" * 5000, told, "--casebook", book, "--offline", "--json")
    assert said.code == 3
    assert len(said.row["problems"]) == 2
    assert said.row["reports_new"] == 1
