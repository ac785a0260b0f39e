from __future__ import annotations

import re
from pathlib import Path

import pytest

from thistledown.codebook.finding import Finding
from thistledown.codebook.shipped import shipped_folder
from thistledown.codebook.validation import main, validate


def change(folder: Path, table: str, old: str, new: str) -> None:
    text = (folder / table).read_text(encoding="utf-8")
    assert old in text, f"the fixture has no {old!r}"
    (folder / table).write_text(text.replace(old, new, 1), encoding="utf-8")


def append(folder: Path, table: str, row: str) -> None:
    with (folder / table).open("a", encoding="utf-8") as handle:
        handle.write(row + "\n")


def test_the_shipped_folder_is_valid() -> None:
    assert validate(shipped_folder()) == []


def test_the_small_folder_is_valid(data_folder: Path) -> None:
    assert validate(data_folder) == []


@pytest.mark.parametrize(
    ("table", "old", "new", "row", "column", "what"),
    [
        ("actors.csv", "africa-corps,state-force", "africa-corps,robot", 2, "kind", "not in the closed set"),
        ("actors.csv", "Wagner Group,RUS", "Wagner Group,XXX", 5, "country", "no ISO 3166-1"),
        ("actors.csv", ",2023,,", ",2023-13,,", 2, "start", "another shape|no real day"),
        ("actors.csv", "2014,2025-06", "2025-07,2025-06", 5, "end", "before it starts"),
        ("actors.csv", "Africa Corps,RUS", "Africa Corps ,RUS", 2, "name", "space around"),
        ("actors.csv", "Defence,RUS,russia,", "Defence,RUS,nowhere,", 4, "parent", "no actor 'nowhere'"),
        ("actors.csv", "Defence,RUS,russia,", "Defence,RUS,africa-corps,", 2, "parent", "above itself"),
        ("actors.csv", "africa-corps,state-force,", "mali,state-force,", 2, "id", "made from countries"),
        ("actors.csv", "Wagner Group", "Colonel Example", 5, "name", "looks like a person"),
        ("actors.csv", "wagner-group,", "africa-corps,", 5, "id", "already in row 2"),
        ("actors.csv", "wagner-group,", "Wagner Group,", 5, "id", "another shape"),
        (
            "actor_names.csv",
            "Wagner,en,alias",
            "malian army,en,alias",
            6,
            "form",
            "is also a name of mali-armed",
        ),
        ("actor_names.csv", "FAMa,fr", "FAMa,de", 5, "language", "not in the closed set"),
        ("actor_relations.csv", "successor-of", "predecessor-of", 2, "relation", "not in the closed set"),
        ("actor_relations.csv", "of,wagner-group", "of,africa-corps", 2, "other", "relation to itself"),
        ("sources.csv", ",C,Known", ",G,Known", 2, "reliability", "not in the closed set"),
        (
            "source_hosts.csv",
            "example.org,example-daily",
            "example.org,nobody",
            2,
            "source",
            "not in sources",
        ),
        ("source_hosts.csv", "blog.example.org", "https://blog.example.org", 3, "host", "another shape"),
        ("place_names.csv", "kidal,en", "gao,en", 2, "place", "not in places"),
        ("cities.csv", "18.4411", "118.4411", 2, "lat", "too large"),
        ("cities.csv", "25617", "many", 2, "population", "no whole number"),
        ("atlas_events.csv", "2025-06-30,month", "2025-06-29,month", 2, "date_precision", "no single month"),
        ("atlas_events.csv", "2025-07-04,2025", "2025-02-30,2025", 3, "date_start", "is no day"),
        ("atlas_events.csv", "18.44,1.41,reported", ",1.41,reported", 2, "lat", "one coordinate"),
        ("atlas_events.csv", "equipment;munition", "equipment;luck", 3, "items", "another shape"),
        ("atlas_events.csv", ",alleged,true", ",alleged,yes", 3, "first", "neither true nor false"),
        (
            "atlas_events.csv",
            "A drone struck a post.",
            "General Example struck.",
            3,
            "summary",
            "looks like a person",
        ),
        ("atlas_events.csv", "A drone struck a post.", "", 3, "summary", "it is empty"),
        ("atlas_parties.csv", "africa-corps,asserted", "afrika-corps,asserted", 2, "actor", "no actor"),
        ("atlas_parties.csv", "africa-corps,alleged,a", "africa-corps,alleged,b", 4, "group", "stands alone"),
        ("atlas_parties.csv", "recipient,2,wagner", "recipient,3,wagner", 4, "position", "leave a gap"),
        ("atlas_parties.csv", "recipient,2,wagner", "recipient,1,wagner", 5, "position", "already in row 4"),
        (
            "atlas_citations.csv",
            "https://www.example.org/a",
            "ftp://www.example.org/a",
            2,
            "url",
            "another shape",
        ),
        (
            "atlas_citations.csv",
            "https://www.example.org/a",
            "https://u:p@example.org/a",
            2,
            "url",
            "user name",
        ),
        (
            "atlas_citations.csv",
            "https://www.example.org/a",
            "https://localhost/a",
            2,
            "url",
            "no web address",
        ),
        ("atlas_citations.csv", "https://www.example.org/a", "https://x.org/{a}", 2, "url", "cannot have"),
        ("atlas_citations.csv", "kidal-training-2025,1", "kidal-use-2025,3", 2, "id", "has no citation"),
        ("atlas_citations.csv", "fr,denies", "fr,doubts", 3, "stance", "not in the closed set"),
    ],
)
def test_each_fault_is_found_where_it_is(
    data_folder: Path, table: str, old: str, new: str, row: int, column: str, what: str
) -> None:
    change(data_folder, table, old, new)
    found = validate(data_folder)
    hits = [
        item for item in found if item.row == row and item.column == column and re.search(what, item.what)
    ]
    assert hits, [str(item) for item in found]
    assert all(item.advice for item in found)


@pytest.mark.parametrize(
    ("mark", "code"),
    [("\u202e", "202E"), ("\u200b", "200B"), ("\x07", "0007"), ("\u2028", "2028"), ("\u00ad", "00AD")],
)
def test_security_hidden_characters_are_found(data_folder: Path, mark: str, code: str) -> None:
    change(data_folder, "actor_names.csv", "Wagner,en", f"Wag{mark}ner,en")
    assert any(f"U+{code}" in item.what for item in validate(data_folder))


def test_text_must_be_in_composed_form(data_folder: Path) -> None:
    change(data_folder, "actor_names.csv", "Wagner,en", "Wa\u0301gner,en")
    (found,) = validate(data_folder)
    assert (found.file, found.row, found.column) == ("actor_names.csv", 6, "name")
    assert "NFC" in found.what


def test_successors_must_not_come_after_themselves(data_folder: Path) -> None:
    append(data_folder, "actor_relations.csv", "wagner-group,successor-of,africa-corps,,,")
    assert [item.row for item in validate(data_folder) if "comes after itself" in item.what] == [2, 4]


def test_a_name_may_be_shared_when_every_row_says_so(data_folder: Path) -> None:
    append(data_folder, "actor_names.csv", "wagner-group,the corps,en,ambiguous")
    assert validate(data_folder) == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"\xef\xbb\xbfplace,language,name\nkidal,en,Kidal\n", "byte order mark"),
        (b"place,language,name\r\nkidal,en,Kidal\r\n", "carriage returns"),
        (b"place,language,name\nkidal,en,Kidal", "no end"),
        (b"place,language\nkidal,en\n", "the columns are"),
        (b"place,language,name\nkidal,en,Kidal,more\n", "it has 4 cells"),
        (b'place,language,name\nkidal,en,"Kidal\n', "not well-formed"),
        (b"", "the columns are"),
    ],
)
def test_security_broken_files_are_findings_not_crashes(data_folder: Path, content: bytes, what: str) -> None:
    (data_folder / "place_names.csv").write_bytes(content)
    found = validate(data_folder)
    assert any(item.file == "place_names.csv" and what in item.what for item in found), found


def test_a_missing_table_is_one_finding(data_folder: Path) -> None:
    (data_folder / "cities.csv").unlink()
    (found,) = validate(data_folder)
    assert (found.file, found.what) == ("cities.csv", "the file is missing")


@pytest.mark.parametrize(
    "content",
    [
        None,
        "{",
        "[]",
        '{"resources": [{"name": "x"}]}',
        '{"resources": [{"name": "x", "path": "../secret.csv", "schema": {"fields": []}}]}',
    ],
)
def test_security_a_bad_package_is_one_finding(data_folder: Path, content: str | None) -> None:
    package = data_folder / "datapackage.json"
    package.unlink() if content is None else package.write_text(content, encoding="utf-8")
    (found,) = validate(data_folder)
    assert found.file == "datapackage.json"


def test_security_hostile_cells_are_shown_escaped(data_folder: Path) -> None:
    change(data_folder, "actors.csv", "wagner-group,", "\x1b[31mred,")
    lines = [str(item) for item in validate(data_folder)]
    assert lines
    assert not any("\x1b" in line for line in lines)


def test_a_finding_reads_as_one_line() -> None:
    assert (
        str(Finding("a.csv", 3, "kind", "it is empty", "fill it"))
        == "a.csv, row 3, kind: it is empty; fill it"
    )
    assert (
        str(Finding("a.csv", None, None, "it is missing", "restore it")) == "a.csv: it is missing; restore it"
    )


def test_exit_codes_and_messages(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(data_folder)]) == 0
    assert "0 findings" in capsys.readouterr().err
    change(data_folder, "sources.csv", ",C,Known", ",G,Known")
    assert main([str(data_folder)]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith(
        "sources.csv, row 2, reliability: 'G' is not in the closed set; use one of: A, B"
    )
    assert "1 finding" in shown.err
    assert main(["--help"]) == 2
