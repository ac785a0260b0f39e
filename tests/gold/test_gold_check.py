"""What gold writers wrote is checked field by field, and compiled into spans that are exact."""

import json
from copy import deepcopy

import pytest
from authored import read_authored
from build import build, frozen
from check import check, whole_file
from compiled import compiled

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Kind


def findings_of(tmp_path, *rows):
    path = tmp_path / "en.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return read_authored(path)


def test_a_good_document_compiles_into_exact_spans(tmp_path, written):
    documents, findings = findings_of(tmp_path, written)
    assert findings == []
    made = compiled(documents[0])
    text, claim = made["text"], made["claims"][0]
    words = {slot: text[slice(*span)] for slot, span in claim["spans"].items()}
    assert words == {
        "trigger": "supplied",
        "provider": "Russia and Turkey",
        "recipient": "Malian army",
        "item": "FPV drones",
        "place": "BAMAKO",
        "date": "in May 2025",
        "holder": "ministry",
        "cue": "said",
    }
    assert claim["provider"] == "Russia; Turkey"
    assert claim["polarity"] == "positive"
    empty = Claim(report="", kind=Kind.USE, confidence=1.0, coder="", codebook="")
    assert list(claim) == list(empty.as_json())


@pytest.mark.parametrize(
    ("field", "value", "where", "words"),
    [
        ("trigger", "supplie", "trigger", "cuts a word"),
        ("trigger", "delivered", "trigger", "not in the sentence"),
        ("provider", "Moscow", "provider", "not in the sentence"),
        ("recipient_name", None, "recipient_name", "no name"),
        ("kind", "selling", "kind", "use one of use, sighting"),
        ("pathway", "peer-group", "pathway", "peer"),
        ("items", ["drone"], "items", "is no item"),
        ("items", ["equipment", "equipment"], "items", "twice"),
        ("sentence", "Russia supplied.", "sentence", "not in the text"),
        ("polarity", "maybe", "polarity", "neither"),
        ("generic", "no", "generic", "true or false"),
        ("place", {"text": "BAMAKO", "name": "Bamako", "country": "ML"}, "place.country", "alpha-3"),
        (
            "date",
            {"text": "in May 2025", "start": "2025-05-02", "end": "2025-05-31", "precision": "month"},
            "date",
            "does not fit",
        ),
        (
            "date",
            {"text": "in May 2025", "start": "2025-05-02", "end": "2025-05-01", "precision": "range"},
            "date",
            "cannot end",
        ),
        ("holder", [], "holder", "name the holder"),
    ],
)
def test_each_fault_is_found_where_it_is(tmp_path, written, field, value, where, words):
    written["claims"][0][field] = value
    documents, findings = findings_of(tmp_path, written)
    found = [f for f in findings if f.where == f"claims[0].{where}"]
    assert documents == []
    assert found
    assert found[0].line == 1
    assert words in found[0].what


def test_an_article_is_advice_and_not_an_error(tmp_path, written):
    written["claims"][0]["recipient"] = "the Malian army"
    documents, findings = findings_of(tmp_path, written)
    assert [(f.where, f.error) for f in findings] == [("claims[0].recipient", False)]
    assert len(documents) == 1


def test_ids_and_texts_are_unique_and_ids_say_the_sort(tmp_path, written):
    again = deepcopy(written)
    empty = {**deepcopy(written), "id": "en-r-003", "text": "Another text.", "claims": []}
    _, findings = findings_of(tmp_path, written, again, empty)
    assert {(f.line, f.where) for f in findings} == {(2, "id"), (2, "text"), (3, "claims")}


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "en.jsonl"
    path.write_text("{oops\n[]\n", encoding="utf-8")
    _, findings = read_authored(path)
    assert [f.line for f in findings] == [1, 2]


def test_a_dropped_subject_has_a_name_and_no_span(tmp_path, written):
    written["claims"][0]["provider"] = None
    documents, findings = findings_of(tmp_path, written)
    assert findings == []
    claim = compiled(documents[0])["claims"][0]
    assert claim["provider"] == "Russia; Turkey"
    assert claim["spans"]["provider"] is None


def test_an_arabic_word_may_carry_clitics(tmp_path, written):
    sentence = "وسلمت روسيا للجيش المالي طائرات مسيرة."
    claim = {
        **written["claims"][0],
        "sentence": sentence,
        "trigger": "سلمت",
        "provider": "روسيا",
        "provider_name": "Russia",
        "recipient": "جيش المالي",
        "item": "طائرات مسيرة",
        "date": None,
        "place": None,
        "holder": [],
        "holder_text": None,
        "modality": "asserted",
        "cue": None,
    }
    row = {**written, "id": "ar-r-001", "language": "ar", "text": sentence, "claims": [claim]}
    path = tmp_path / "ar.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    documents, findings = read_authored(path)
    assert findings == []
    start, end = compiled(documents[0])["claims"][0]["spans"]["trigger"]
    assert sentence[start:end] == "سلمت"


def test_counts_and_copies_of_a_file(tmp_path, written):
    copy = {**deepcopy(written), "id": "en-r-002", "text": written["text"] + " Nothing else."}
    documents, _ = findings_of(tmp_path, written, copy)
    said = [f.what for f in whole_file(documents, partial=False)]
    assert any("en-r-001 and en-r-002 share" in what for what in said)
    assert any("1 relevant documents with odd (dev) numbers; 30 needed" in what for what in said)
    assert any("no claim with kind use" in what for what in said)


def test_check_says_how_it_ended(tmp_path, written, capsys):
    path = tmp_path / "en.jsonl"
    path.write_text(json.dumps(written), encoding="utf-8")
    assert check(path, partial=True, second=False) == 0
    assert "0 errors" in capsys.readouterr().out
    assert check(tmp_path / "fr.jsonl", partial=True, second=False) == 1


def test_a_frozen_file_changes_only_for_a_reason(tmp_path, written, capsys):
    (tmp_path / "source").mkdir()
    source = tmp_path / "source" / "en.jsonl"
    row = {**written, "id": "en-r-002"}
    source.write_text(json.dumps(row), encoding="utf-8")
    assert build("en", refreeze=None, folder=tmp_path) == 0
    before = (tmp_path / "test" / "en.jsonl").read_bytes()
    assert build("en", refreeze=None, folder=tmp_path) == 0
    source.write_text(json.dumps({**row, "text": row["text"] + " More."}), encoding="utf-8")
    assert build("en", refreeze=None, folder=tmp_path) == 1
    assert (tmp_path / "test" / "en.jsonl").read_bytes() == before
    assert build("en", refreeze="a typing error", folder=tmp_path) == 0
    assert (tmp_path / "test" / "en.jsonl").read_bytes() != before
    assert frozen(tmp_path)["reasons"] == ["test/en.jsonl: a typing error"]
    assert (tmp_path / "dev" / "en.jsonl").read_bytes() == b""
    capsys.readouterr()
