"""`thistledown read`."""

from cli_runner import process, thistledown

KEYS = [
    *("report", "kind", "provider", "recipient", "items", "system", "pathway", "date", "place", "holder"),
    *("modality", "polarity", "generic", "confidence", "quote", "spans"),
]


def test_json_has_exactly_the_promised_keys_and_true_spans(told, tmp_path):
    said = process("read", "--json", told, cwd=tmp_path)
    assert said.code == 0
    text = told.read_text(encoding="utf-8").strip()
    assert len(said.rows) == 2
    for row in said.rows:
        assert list(row) == KEYS
        assert list(row["spans"]) == ["trigger", "provider", "recipient", "item", "place", "date"]
        assert row["report"] == str(told)
        assert row["quote"] in text
    training, seizure = said.rows
    assert list(training["date"]) == ["start", "end", "precision"]
    assert training["date"] == {"start": "2025-06-01", "end": "2025-06-30", "precision": "month"}
    assert (training["kind"], training["pathway"]) == ("training", "state-transfer")
    assert text[slice(*training["spans"]["recipient"])] == "Malian soldiers"
    assert list(seizure["place"]) == ["name", "country", "lat", "lon"]
    assert seizure["provider"] is None
    assert text[slice(*seizure["spans"]["place"])] == "Somalia"


def test_without_json_it_is_for_people(told):
    said = thistledown("read", told)
    assert said.code == 0
    assert "training  Russia → Malian Armed Forces" in said.out
    assert "trigger “trained” 7–14" in said.out


def test_it_makes_no_casebook_and_needs_none(told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert thistledown("read", told).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["told.txt"]


def test_a_text_about_something_else_has_no_claims_and_says_so(tmp_path):
    path = tmp_path / "cooking.txt"
    path.write_text("Simmer the onions for ten minutes and stir them now and then.", encoding="utf-8")
    said = thistledown("read", "--json", path)
    assert (said.code, said.raw) == (0, b"")
    assert "No claims in" in said.err


def test_published_anchors_relative_dates(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Russia trained Malian soldiers to fly armed drones last month.", encoding="utf-8")
    assert thistledown("read", "--json", path).row["date"] is None
    dated = thistledown("read", "--json", path, "--published", "2025-07-10").row["date"]
    assert (dated["start"], dated["end"]) == ("2025-06-01", "2025-06-30")


def test_a_bad_day_is_wrong_usage(told):
    said = thistledown("read", told, "--published", "July the tenth")
    assert said.code == 2
    assert "--published" in said.err
    assert said.raw == b""


def test_options_that_need_a_path_say_so(book):
    said = thistledown("read", "--casebook", book, "--language", "en")
    assert said.code == 2
    assert "need a PATH" in said.err


def test_missing_paths_count_as_done_in_part_or_not_done(told, tmp_path):
    assert thistledown("read", "--json", told, tmp_path / "no.txt").code == 3
    said = thistledown("read", "--json", tmp_path / "no.txt")
    assert said.code == 1
    assert "no.txt: there is no such file or folder" in said.err
