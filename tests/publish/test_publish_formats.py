"""CSV, JSON Lines and GeoJSON, each by its own rules."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st
from publish_samples import TEXT, claims

from thistledown.casebook.claim import Claim
from thistledown.casebook.clock import parse_as_of
from thistledown.casebook.record import Casebook
from thistledown.casebook.view import RecordedClaim
from thistledown.codebook.terms import Kind
from thistledown.publish.cited import CitedClaim, Source
from thistledown.publish.claim_json import claim_from_json, claim_to_json
from thistledown.publish.csv import COLUMNS, CsvExport, safe_cell
from thistledown.publish.geojson import GeoJsonExport
from thistledown.publish.jsonl import JsonLinesExport, from_line, to_line


def csv_rows(book: Casebook) -> list[dict[str, str]]:
    out = io.BytesIO()
    CsvExport().write(book.view(), out)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def test_csv_has_one_row_a_claim_with_every_slot(filled: Casebook) -> None:
    rows = csv_rows(filled)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert tuple(rows[0]) == COLUMNS
    assert len(set(COLUMNS)) == len(COLUMNS)
    read = next(row for row in rows if row["quote_start"])
    assert read["span_trigger_start"] == str(TEXT.index("seized"))
    assert read["span_trigger_end"] == str(TEXT.index("seized") + 6)
    assert read["span_cue_start"] == ""
    assert read["source"] == "'-Outlet"
    coded = next(row for row in rows if row["lat"])
    assert (coded["lat"], coded["lon"], coded["radius_km"]) == ("11.28", "49.18", "30.0")
    assert coded["pathway"] == "battlefield"
    assert coded["pathway_weights"] == "battlefield 0.75; unknown 0.25"
    assert coded["events"] == "b-event"
    assert coded["source_grade"] in set("ABCDEF")
    assert (coded["date_start"], coded["date_end"]) == ("2025-06-01", "2025-06-30")


def test_security_csv_cells_cannot_run_as_formulas(filled: Casebook) -> None:
    for row in csv_rows(filled):
        for name, cell in row.items():
            assert cell[:1] not in ("=", "+", "@", "\t", "\r", "\n"), name
            if cell.startswith("-"):
                float(cell)


@given(st.text(max_size=20))
def test_security_safe_cell_never_begins_like_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert isinstance(cell, str)
    assert cell.endswith(text)
    assert not cell.strip("\ufeff\u200b").lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not cell.startswith(("\t", "\r", "\n"))


def test_safe_cell_leaves_numbers_and_plain_words() -> None:
    assert [safe_cell(value) for value in (-4.25, 0, None, "a=b", "")] == [-4.25, 0, None, "a=b", ""]


@given(claims)
def test_a_claim_survives_json(item: Claim) -> None:
    assert claim_from_json(json.loads(json.dumps(claim_to_json(item)))) == item


@given(claims, st.none() | st.text(st.characters(codec="utf-8"), max_size=9))
def test_a_claim_survives_a_line(item: Claim, name: str | None) -> None:
    recorded = RecordedClaim(id="c1", text_id=name, recorded_at="2026-01-01T00:00:00.000000Z", claim=item)
    source = Source(id=None, name=name or "x", grade=None, network=None, url=None)
    line = to_line(CitedClaim(recorded=recorded, source=source, events=("e",)), None)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert from_line(line) == recorded


@given(claims)
def test_the_keys_of_read_json_keep_their_meaning(item: Claim) -> None:
    row, short = claim_to_json(item), item.as_json()
    assert short.keys() <= row.keys()
    for key in short.keys() - {"confidence", "place", "spans"}:
        assert row[key] == short[key]
    assert short["spans"].items() <= row["spans"].items()
    assert (row["place"] is None) == (short["place"] is None)
    assert (short["place"] or {}).items() <= (row["place"] or {}).items()


def test_jsonl_gives_the_record_back(filled: Casebook) -> None:
    out = io.BytesIO()
    JsonLinesExport().write(filled.view(), out)
    read = [from_line(line) for line in out.getvalue().splitlines()]
    assert read == filled.view().claims()
    first = json.loads(out.getvalue().splitlines()[0])
    assert set(first["source"]) == {"id", "name", "grade", "network", "url"}
    assert first["as_of"] is None


def test_a_lone_surrogate_becomes_an_escape() -> None:
    item = Claim(report="", kind=Kind.USE, confidence=1.0, quote="\ud800", coder="x", codebook="1")
    recorded = RecordedClaim(id="c1", text_id=None, recorded_at="", claim=item)
    source = Source(id=None, name="x", grade=None, network=None, url=None)
    line = to_line(CitedClaim(recorded=recorded, source=source, events=()), None)
    assert b"\\ud800" in line
    assert from_line(line).claim.quote == "\ud800"


def test_geojson_is_a_feature_collection_with_null_geometry_where_nothing_is_known(filled: Casebook) -> None:
    out = io.BytesIO()
    assert GeoJsonExport().write(filled.view(), out) == 3
    found = json.loads(out.getvalue())
    assert found["type"] == "FeatureCollection"
    assert [feature["id"] for feature in found["features"]] == ["a-event", "b-event", "c-event"]
    by_id = {feature["id"]: feature for feature in found["features"]}
    assert by_id["b-event"]["geometry"] == {"type": "Point", "coordinates": [49.18, 11.28]}
    assert by_id["b-event"]["properties"]["uncertainty_km"] == 30.0
    assert len(by_id["b-event"]["properties"]["sources"]) == 2
    assert by_id["a-event"]["geometry"] is None
    assert by_id["a-event"]["properties"]["uncertainty_km"] is None
    assert by_id["c-event"]["properties"]["kind"] is None
    assert all(set(feature) == {"type", "id", "geometry", "properties"} for feature in found["features"])


def test_geojson_without_events_is_valid(filled: Casebook) -> None:
    out = io.BytesIO()
    GeoJsonExport().write(filled.view(parse_as_of("2001-01-01")), out)
    assert json.loads(out.getvalue()) == {"type": "FeatureCollection", "features": []}
