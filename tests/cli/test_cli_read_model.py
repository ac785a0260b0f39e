"""`thistledown read --model`: a second reader that is asked only when told to."""

import sys
from pathlib import Path

import pytest
from cli_runner import thistledown

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reading"))

from proposer_server import raw, says, serving

NEW = {
    "kind": "transfer",
    "quote": "Crates of drones sailed onwards from Iran to the Houthis.",
    "trigger": "sailed onwards",
    "providers": ["Iran"],
    "recipients": ["Houthis"],
    "modality": "asserted",
}


@pytest.fixture
def model():
    with serving() as served:
        yield served


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        f"Russia trained Malian soldiers to fly armed drones.\n\n{NEW['quote']}\n", encoding="utf-8"
    )
    return path


def test_what_stands_is_printed_and_what_not_is_counted(model, text, tmp_path):
    model.will(says(NEW, NEW | {"quote": "Iran gave the Houthis drones."}, NEW | {"kind": "gift"}))
    said = thistledown("read", "--json", text, "--model", model.url, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert said.code == 0
    assert [row["kind"] for row in said.rows] == ["training", "transfer"]
    assert said.rows[1]["provider"] == "Iran"
    assert f"The texts are sent to {model.url}/v1." in said.err
    assert "1 claim added, 0 of the rules' confirmed, 2 proposals dropped" in said.err
    assert "1 × the quote is not in the text" in said.err
    assert "1 × kind is not a code of the codebook" in said.err
    again = thistledown("read", "--json", text, "--model", model.url, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert again.raw == said.raw
    assert len(model.asked) == 1


def test_the_environment_alone_sends_nothing(model, text):
    said = thistledown("read", "--json", text, THISTLEDOWN_MODEL_URL=model.url, THISTLEDOWN_MODEL_NAME="fake")
    assert len(said.rows) == 1
    assert model.asked == []


def test_name_and_key_reach_the_server_and_not_the_screen(model, text, tmp_path):
    more = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "THISTLEDOWN_MODEL_KEY": "sesame-42"}
    said = thistledown("read", text, "--model", model.url, "--model-name", "large", **more)
    assert model.asked[0]["model"] == "large"
    assert model.headers[0]["authorization"] == "Bearer sesame-42"
    assert "sesame" not in said.out + said.err


def test_a_failing_model_is_done_in_part_and_the_rules_claims_come(model, text, tmp_path):
    model.will(raw(b"", 401))
    other = tmp_path / "b.txt"
    other.write_text(text.read_text(encoding="utf-8"), encoding="utf-8")
    said = thistledown("read", "--json", text, other, "--model", model.url, XDG_CACHE_HOME=str(tmp_path))
    assert said.code == 3
    assert len(said.rows) == 2
    assert "not asked any more" in said.err
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--model", "ftp://127.0.0.1/"), "--model"),
        (("--model", "http://user:word@127.0.0.1/v1"), "password"),
        (("--model-name", "x"), "--model-name needs --model"),
    ],
)
def test_wrong_usage(text, options, why):
    said = thistledown("read", text, *options)
    assert said.code == 2
    assert why in said.err
    assert "word@" not in said.err
    assert said.raw == b""


def test_a_casebook_is_not_read_with_a_model(book, model):
    said = thistledown("read", "--casebook", book, "--model", model.url)
    assert said.code == 2
    assert "need a PATH" in said.err
    assert model.asked == []
