"""An explanation adds up to the confidence it explains."""

import pytest

from thistledown.codebook.terms import Slot
from thistledown.reading.confidence import graded
from thistledown.reading.explanation import explain
from thistledown.reading.reader import reader
from thistledown.reading.tracing import tracing

TEXT = (
    "The army denied that Russia's Africa Corps had trained Malian soldiers to fly drones in May 2025.\n\n"
    "Russia supplied drones to Mali. Moscow denied the accusation."
)


@pytest.fixture(scope="module")
def explained():
    return explain(TEXT, language="en", report="x")


def test_explaining_changes_nothing(explained):
    reading, explanations = explained
    assert reading == reader().read_report(TEXT, language="en", report="x")
    assert [e.claim for e in explanations] == list(reading.claims)
    assert len(explanations) == 3


def test_every_claim_of_its_own_adds_up_to_its_confidence(explained):
    for explanation in explained[1][:2]:
        assert explanation.shares
        assert graded(explanation.total) == pytest.approx(explanation.claim.confidence)
        assert [abs(s.adds) for s in explanation.shares] == sorted(
            (abs(s.adds) for s in explanation.shares), reverse=True
        )


def test_rule_words_and_cues_are_named(explained):
    first = explained[1][0]
    assert first.frame == "train: trained (active)"
    assert (Slot.CUE, "denied") in [(slot, words) for slot, _, words in first.words]
    assert all(TEXT[span.start : span.end] == words for _, span, words in first.words)
    assert "denied: denied" in first.rules
    assert any("state-transfer" in rule for rule in first.pathways)


def test_a_denial_of_what_was_said_before_says_so(explained):
    last = explained[1][2]
    assert last.frame is None
    assert last.shares == ()
    assert "denial of what was said before" in last.rules


def test_nothing_is_kept_when_nobody_asks():
    with tracing() as heard:
        reader().read_report(TEXT, language="en")
        during = len(heard)
    reader().read_report(TEXT, language="en")
    assert during == len(heard) >= 2
