"""`thistledown evaluate`: the real reader on a tiny gold file."""

import json
import re

import pytest
from cli_runner import process, thistledown

TRAINING = "Russia trained Malian soldiers to fly armed drones in June 2025."
SEIZURE = "Puntland forces seized drones from Islamic State fighters in Somalia."
DENIED = "Ukraine denied that it had supplied drones to the Azawad Liberation Front."
PLAIN = "The weather was fine and the harvest was good."


def claim(kind, quote, **more):
    return {"kind": kind, "quote": quote, **more}


@pytest.fixture
def gold(tmp_path):
    rows = [
        {
            "id": "a",
            "text": f"{TRAINING}\n\n{SEIZURE}",
            "claims": [
                claim("training", TRAINING, provider="Russia", recipient="Malian Armed Forces"),
                claim("seizure", SEIZURE, recipient="Islamic State"),
            ],
        },
        {
            "id": "b",
            "text": DENIED,
            "claims": [
                claim(
                    *("transfer", DENIED),
                    provider="Ukraine",
                    recipient="Azawad Liberation Front",
                    modality="denied",
                )
            ],
        },
        {"id": "c", "text": PLAIN, "claims": []},
        {"id": "d", "text": TRAINING, "claims": [claim("policy", TRAINING)]},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text(
        "".join(json.dumps({"language": "en", "published": "2025-07-01", **row}) + "\n" for row in rows),
        encoding="utf-8",
    )
    return path


def test_the_last_line_is_one_object_with_every_number(gold, tmp_path):
    said = process("evaluate", gold, "--json", cwd=tmp_path)
    assert said.code == 0, said.err
    numbers = said.row
    assert (numbers["documents"], numbers["gold_claims"], numbers["read_claims"]) == (4, 4, 4)
    assert numbers["f1_kind_sentence"] == pytest.approx(0.75)
    assert numbers["f1_actors"] == pytest.approx(0.75)
    assert numbers["denied_as_asserted"] == 0
    assert numbers["confusion"]["denied"]["denied"] == 1
    assert numbers["span_exact"] == 1.0
    assert numbers["negatives"] == {"documents": 1, "with_claims": 0, "claims": 0}
    assert set(numbers["per_language"]) == {"en"}
    assert {"f1_full", "alleged_as_asserted", "ece", "intervals", "slots"} <= set(numbers)


def test_without_json_it_is_for_people(gold):
    said = thistledown("evaluate", gold)
    assert said.code == 0
    assert "4 documents in en: 4 claims in gold, 4 read." in said.out
    assert "kind and sentence          0.750" in said.out
    assert "denied or foretold, read as fact             0," in said.out
    assert "0 of 1 (0 claims)" in said.out


def test_errors_open_each_error_with_its_text(gold):
    said = thistledown("evaluate", gold, "--errors")
    assert "wrong kind  d  kind" in said.out
    assert "read: [provider Russia] [trigger trained] [recipient Malian soldiers]" in said.out
    assert re.search(r"\* kind +policy +training", said.out)
    assert "because   frame train" in said.out
    listed = thistledown("evaluate", gold, "--errors", "--json")
    *errors, numbers = listed.rows
    assert numbers["documents"] == 4
    assert next(e for e in errors if e["document"] == "d")["error"] == "wrong kind"


def test_a_plot_is_drawn(gold, tmp_path):
    path = tmp_path / "plot.svg"
    said = thistledown("evaluate", gold, "--plot", path)
    assert said.code == 0
    assert "Drawn to" in said.err
    assert path.read_text(encoding="utf-8").count("<circle") >= 1


def test_a_fault_in_gold_is_named_with_its_line(gold):
    with gold.open("a", encoding="utf-8") as file:
        file.write('{"id": "e"}\n')
    said = thistledown("evaluate", gold)
    assert said.code == 1
    assert "line 5" in said.err


def test_a_language_that_is_not_there_is_wrong_usage(gold):
    said = thistledown("evaluate", gold, "--language", "fr")
    assert said.code == 2
    assert "no document in 'fr'" in said.err


def test_a_language_without_a_reader_is_said(tmp_path):
    path = tmp_path / "gold.jsonl"
    text = "A text in no language that has a reader."
    row = {"id": "a", "language": "xx", "text": text, "claims": [claim("use", text)]}
    path.write_text(json.dumps(row), encoding="utf-8")
    said = thistledown("evaluate", path)
    assert said.code == 0
    assert "Nothing read in 1 document with claims" in said.err


def test_several_languages_are_told_apart(gold, tmp_path):
    other = tmp_path / "other.jsonl"
    text = "Rien à signaler."
    other.write_text(json.dumps({"id": "z", "language": "fr", "text": text, "claims": []}), encoding="utf-8")
    said = thistledown("evaluate", gold, other)
    assert "5 documents in en, fr" in said.out
    assert re.search(r"^fr +1 +0 +0 +–", said.out, re.MULTILINE)
    only = thistledown("evaluate", gold, other, "--language", "fr", "--json").row
    assert (only["documents"], only["f1_kind_sentence"]) == (1, None)
