"""`thistledown echoes`."""

import json

from cli_runner import process, thistledown

TOLD = (
    "Border police in the Tarrafe district stopped a lorry with eleven drones hidden under sacks of "
    "rice, the regional command at Oumbra said on Tuesday. Two drivers were held and a ledger with the "
    "names of four buyers was found in the cab."
)
OTHER = "The fisheries council met in Lisbon to set the sardine quota after two days of talks."


def written(path, rows):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


ROWS = [
    {"id": "b", "url": "https://b.example/2", "published": "2025-06-04", "language": "en", "text": TOLD},
    {"id": "a", "url": "https://a.example/1", "published": "2025-06-03", "language": "en", "text": TOLD},
    {"id": "c", "text": OTHER},
]


def test_json_has_an_edge_a_line_and_the_lines_last(tmp_path):
    said = process("echoes", "--json", written(tmp_path / "a.jsonl", ROWS), cwd=tmp_path)
    assert said.code == 0
    edge, last = said.rows
    assert list(edge) == ["from", "to", "relation", "probability", "evidence", "drift"]
    assert (edge["from"], edge["to"], edge["relation"]) == ("a", "b", "copy")
    assert edge["probability"] > 0.9
    passage = next(item for item in edge["evidence"] if item["kind"] == "passage")
    assert TOLD[slice(*passage["here"])] == passage["words"]
    assert last == {"lines": [["a", "b"], ["c"]]}


def test_broken_lines_are_told_and_the_rest_goes_on(tmp_path):
    rows = [*ROWS, "{no json", {"id": "d"}, {"id": "a", "text": "again"}, "", [1]]
    said = thistledown("echoes", "--json", written(tmp_path / "a.jsonl", rows))
    assert said.code == 3
    assert said.rows[-1] == {"lines": [["a", "b"], ["c"]]}
    assert "line 4: the line is no JSON" in said.err
    assert "line 5: the key 'text' is missing" in said.err
    assert "another report has this id" in said.err
    assert "line 8: the line is no object" in said.err


def test_files_are_taken_in_as_read_does(tmp_path):
    (tmp_path / "one.txt").write_text(TOLD, encoding="utf-8")
    (tmp_path / "two.html").write_text(f"<html><body><article><p>{TOLD}</p></article></body></html>", "utf-8")
    said = thistledown("echoes", "--json", tmp_path / "one.txt", tmp_path / "two.html")
    assert said.code == 0
    assert [len(line) for line in said.rows[-1]["lines"]] == [2]


def test_without_json_it_is_for_people(tmp_path):
    said = thistledown("echoes", written(tmp_path / "a.jsonl", ROWS))
    assert said.code == 0
    assert "3 reports, 2 lines of evidence" in said.out
    assert "a (2025-06-03, en): apparent origin of 1 echo" in said.out
    assert "b (2025-06-04, en) copies a" in said.out
    assert "1 report alone: c" in said.out


def test_nothing_to_compare_is_a_failure(tmp_path):
    said = thistledown("echoes", "--json", written(tmp_path / "a.jsonl", ["{"]))
    assert (said.code, said.raw) == (1, b"")
    assert "no report to compare" in said.err
