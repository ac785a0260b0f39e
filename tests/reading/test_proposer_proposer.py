"""Rules and model together, over a real connection."""

import json
from dataclasses import replace

import pytest
from proposer_server import raw, says, serving

from thistledown.codebook.terms import Item, Kind, Modality
from thistledown.reading.proposer.cache import AnswerCache, default_folder, key_of
from thistledown.reading.proposer.endpoint import Endpoint, EndpointLimits
from thistledown.reading.proposer.proposer import Proposer, numbers
from thistledown.reading.reader import read

TEXT = """Russia trained Malian soldiers to fly armed drones in June 2025.

Crates of drones sailed onwards from Iran to the Houthis. \
Kyiv denied that Ukraine had supplied drones to Tuareg rebels."""
NEW = {
    "kind": "transfer",
    "quote": "Crates of drones sailed onwards from Iran to the Houthis.",
    "trigger": "sailed onwards",
    "providers": ["Iran"],
    "recipients": ["Houthis"],
    "item": "drones",
    "items": ["equipment"],
    "modality": "asserted",
}
OLD = {
    "kind": "training",
    "quote": "Russia trained Malian soldiers",
    "trigger": "trained",
    "providers": ["Russia"],
    "recipients": ["Malian soldiers"],
    "modality": "asserted",
}
TURNED = {
    "kind": "transfer",
    "quote": "Ukraine had supplied drones to Tuareg rebels",
    "trigger": "supplied",
    "providers": ["Ukraine"],
    "recipients": ["Tuareg rebels"],
    "modality": "asserted",
}
QUICK = EndpointLimits(read_seconds=5, backoff_seconds=0.01)


@pytest.fixture
def model():
    with serving() as served:
        yield served


def proposer(model, folder=None):
    return Proposer(Endpoint(model.url, "fake", limits=QUICK), AnswerCache(folder) if folder else None)


def test_a_proposal_that_stands_becomes_a_marked_claim(model):
    model.will(says(NEW))
    made = proposer(model).propose(TEXT, "2025-07-10", "en", "r1")
    rules = read(TEXT, published="2025-07-10", language="en", report="r1")
    (new,) = [claim for claim in made.claims if claim.coder == "proposer fake"]
    assert [claim for claim in made.claims if claim is not new] == rules
    assert (new.kind, new.modality, new.items, new.report) == (
        Kind.TRANSFER,
        Modality.ASSERTED,
        (Item.EQUIPMENT,),
        "r1",
    )
    assert new.confidence == numbers().alone < min(claim.confidence for claim in rules)
    assert "proposed by a language model (fake), read by no rule" in new.reasons
    assert new.quote == new.quote_span.of(TEXT) == NEW["quote"]
    assert [c.quote_span.start for c in made.claims] == sorted(c.quote_span.start for c in made.claims)
    assert (made.added, made.confirmed, made.dropped, made.failure) == (1, 0, (), "")


def test_the_same_as_a_rule_read_only_confirms(model):
    model.will(says(OLD, OLD))
    made = proposer(model).propose(TEXT, "2025-07-10", "en")
    rules = read(TEXT, published="2025-07-10", language="en")
    assert (made.added, made.confirmed, len(made.claims)) == (0, 1, len(rules))
    before, after = rules[0], made.claims[0]
    surer = before.confidence + numbers().confirms * (1 - before.confidence)
    assert after == replace(before, confidence=surer, reasons=(*before.reasons, "proposed by fake, too"))
    assert before.confidence < after.confidence < 1
    assert list(made.claims[1:]) == rules[1:]


def test_a_denial_is_not_turned(model):
    model.will(says(TURNED, TURNED | {"modality": "alleged"}, TURNED | {"modality": "forecast"}))
    made = proposer(model).propose(TEXT, "2025-07-10", "en")
    assert list(made.claims) == read(TEXT, published="2025-07-10", language="en")
    assert len(made.dropped) == 3
    model.will(says(TURNED | {"modality": "denied"}))
    assert proposer(model).propose(TEXT, "2025-07-10", "en").confirmed == 1


def test_what_is_said_twice_becomes_one_claim(model):
    model.will(says(NEW, NEW, NEW | {"quote": "Crates of drones sailed onwards from Iran to the Houthis"}))
    made = proposer(model).propose(TEXT, language="en")
    assert made.added == 1
    assert [dropped.reason for dropped in made.dropped] == ["proposed twice"] * 2


def test_the_same_text_is_asked_once(model, tmp_path):
    model.will(says(NEW))
    first = proposer(model, tmp_path).propose(TEXT, "2025-07-10", "en")
    assert proposer(model, tmp_path).propose(TEXT, "2025-07-10", "en") == first
    assert len(model.asked) == 1
    proposer(model, tmp_path).propose(TEXT + " More drones.", "2025-07-10", "en")
    Proposer(Endpoint(model.url, "other"), AnswerCache(tmp_path)).propose(TEXT, "2025-07-10", "en")
    assert len(model.asked) == 3


def test_a_damaged_cache_file_is_asked_for_again(model, tmp_path):
    model.will(says(NEW))
    asked = proposer(model, tmp_path)
    asked.propose(TEXT, language="en")
    (path,) = tmp_path.rglob("*.json")
    for damage in (b"", b"\xff", b"[" * 100_000, b"{}", path.read_bytes().replace(b"Iran", b"Mali")):
        path.write_bytes(damage)
        assert asked.propose(TEXT, language="en").added == 1
    assert len(model.asked) == 6
    assert list(tmp_path.rglob("tmp*")) == []


def test_a_cache_that_cannot_be_written_costs_a_note_only(model, tmp_path):
    model.will(says(NEW))
    (tmp_path / "file").write_text("x")
    made = proposer(model, tmp_path / "file").propose(TEXT, language="en")
    assert made.added == 1
    assert any("could not be kept" in note for note in made.notes)


def test_keys_do_not_run_together():
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("\ud800") != key_of("?")


def test_the_default_folder_is_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "thistledown" / "proposer"


def test_a_failing_model_leaves_the_rules_claims(model):
    model.will(raw(b"", 500))
    made = proposer(model).propose(TEXT, "2025-07-10", "en")
    assert list(made.claims) == read(TEXT, published="2025-07-10", language="en")
    assert "500" in made.failure


@pytest.mark.parametrize(
    ("text", "language", "note"),
    [
        ("", None, "empty"),
        ("The football club trained its players in Mali.", "en", "no drone"),
        ("Droner ble sendt til Mali.", "nb", "no rules for 'nb'"),
    ],
)
def test_the_model_is_not_asked_without_need(model, text, language, note):
    made = proposer(model).propose(text, language=language)
    assert model.asked == []
    assert any(note in said for said in made.notes)


def test_only_stretches_that_name_a_drone_are_sent(model):
    private = "The committee met on Tuesday and agreed on the minutes of its last meeting. " * 200
    proposer(model).propose(f"{private}\n\n{TEXT}", language="en")
    (asked,) = model.asked
    sent = asked["messages"][1]["content"]
    assert "Iran to the Houthis" in sent
    assert len(sent) < numbers().piece + 1_000


def test_a_long_text_is_asked_about_in_pieces_with_offsets_into_the_whole(model):
    filler = "Drones were seen near the town on many days of that long month. " * 150
    model.will(says(NEW))
    made = proposer(model).propose(f"{filler}\n\n{TEXT}", language="en")
    assert len(model.asked) == 2
    (new,) = [claim for claim in made.claims if claim.coder == "proposer fake"]
    assert new.quote_span.of(f"{filler}\n\n{TEXT}") == NEW["quote"]
    assert [dropped.reason for dropped in made.dropped] == ["the quote is not in the text"]


def test_more_pieces_than_the_limit_are_left_out_with_a_note(model):
    long = "Drones were seen near the town on many days of that long month. " * (numbers().piece // 64 * 30)
    made = proposer(model).propose(long, language="en")
    assert len(model.asked) == numbers().pieces
    assert any("the text is long" in note for note in made.notes)


def test_a_day_that_is_none(model):
    with pytest.raises(ValueError, match="July"):
        proposer(model).propose(TEXT, "July the tenth", "en")


def test_the_name_is_asked_for_once_when_not_given(model):
    model.will(says(NEW))
    made = Proposer(Endpoint(model.url, limits=QUICK)).propose(TEXT, language="en")
    assert {claim.coder for claim in made.claims} >= {"proposer fake"}
    assert json.dumps(model.asked[0]["model"]) == '"fake"'
