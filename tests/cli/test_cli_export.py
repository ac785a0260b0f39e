"""`thistledown export`: the files open again in other programs."""

import csv
import io
import json

from cli_runner import process, thistledown


def test_csv_opens_again_with_a_row_a_claim(demo):
    said = thistledown("export", "csv", "--casebook", demo)
    assert said.code == 0
    rows = list(csv.DictReader(io.StringIO(said.raw.decode("utf-8-sig"), newline="")))
    counts = thistledown("show", "--casebook", demo, "--json").row["counts"]
    assert len(rows) == counts["claims_coded"] + counts["claims_read"]
    assert f"{len(rows)} claims written." in said.err
    assert all(None not in row and row["source"] for row in rows)


def test_jsonl_opens_again_line_by_line(demo):
    rows = thistledown("export", "jsonl", "--casebook", demo).rows
    assert len({row["id"] for row in rows}) == len(rows) > 885
    assert all(row["source"]["name"] for row in rows)


def test_geojson_opens_again_with_a_feature_an_event(demo):
    found = json.loads(thistledown("export", "geojson", "--casebook", demo).raw)
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == 382
    for feature in found["features"]:
        if feature["geometry"]:
            lon, lat = feature["geometry"]["coordinates"]
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90


def test_a_file_is_written_whole_and_summed_up(demo, tmp_path):
    target = tmp_path / "claims.csv"
    said = thistledown("export", "csv", "--output", target, "--casebook", demo, "--json")
    assert said.row["file"] == str(target)
    assert said.row["format"] == "csv"
    assert target.read_bytes() == thistledown("export", "csv", "--casebook", demo).raw
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]


def test_standard_output_is_the_export_and_nothing_else(demo, tmp_path):
    said = process("export", "jsonl", "--casebook", demo, "--json", cwd=tmp_path)
    assert said.code == 0
    assert all(list(row) and "id" in row for row in said.rows)


def test_an_unknown_format_is_wrong_usage_and_names_the_known_ones(demo):
    said = thistledown("export", "xlsx", "--casebook", demo)
    assert said.code == 2
    assert "choose one of csv, geojson, jsonl" in said.err


def test_a_folder_that_is_not_there_is_named(demo, tmp_path):
    said = thistledown("export", "csv", "--output", tmp_path / "no" / "a.csv", "--casebook", demo)
    assert said.code == 1
    assert str(tmp_path / "no") in said.err
    assert "Traceback" not in said.err


def test_a_folder_is_no_file_to_write_to(demo, tmp_path):
    said = thistledown("export", "csv", "--output", tmp_path, "--casebook", demo)
    assert said.code == 2
    assert "directory" in said.err
    assert list(tmp_path.iterdir()) == []


def test_as_of_before_there_was_a_casebook_exports_nothing(demo):
    said = thistledown("export", "jsonl", "--as-of", "2001-01-01", "--casebook", demo)
    assert (said.code, said.raw) == (0, b"")
    assert "0 claims written." in said.err
