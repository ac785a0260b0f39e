"""The factuality model orders what is certain, open and denied, and bears any text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Modality
from thistledown.reading.factuality import HIGHEST, LOWEST, commitment, factuality, model
from thistledown.reading.tokens import tokenise

ROOT = Path(__file__).parents[2]


def _of(sentence: str, word: str) -> float:
    start = sentence.index(word)
    return factuality(sentence, Span(start, start + len(word)))


def test_what_was_said_outright_is_surer_than_what_was_planned_and_than_what_was_denied() -> None:
    said = _of("The company sold its plant to a rival last year .", "sold")
    planned = _of("The company hopes to sell its plant to a rival .", "sell")
    negated = _of("The company did not sell its plant to a rival .", "sell")
    assert said > 2.0 > planned > negated
    assert negated < 0.0


def test_contractions_count_as_negations() -> None:
    assert (
        _of("The company didn't sell its plant .", "sell")
        < _of("The company did sell its plant .", "sell") - 1
    )


@given(st.text(max_size=200), st.integers(0, 199), st.integers(1, 20))
def test_any_text_gives_a_number_on_the_scale_or_says_that_no_word_stands_there(
    text: str, start: int, length: int
) -> None:
    span = Span(start, start + length)
    if any(token.start < span.end and token.end > span.start for token in tokenise(text)):
        assert LOWEST <= factuality(text, span) <= HIGHEST
    else:
        with pytest.raises(ValueError, match="no word stands at"):
            factuality(text, span)


def test_a_language_without_a_model_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        model("xx")


def test_the_model_keeps_its_agreement_with_people_on_the_development_part() -> None:
    if not (ROOT.parent / "shared" / "bench" / "factuality").exists():
        pytest.skip("the UW factuality data is not beside the project")
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.factuality", "--json"], cwd=ROOT, capture_output=True, check=True
    )
    assert json.loads(said.stdout)["uw_r"] >= 0.72


def test_every_modality_has_a_place_on_the_scale_in_order() -> None:
    order = [
        Modality.DENIED,
        Modality.FORECAST,
        Modality.SPECULATED,
        Modality.ALLEGED,
        Modality.REPORTED,
        Modality.ASSERTED,
    ]
    values = [commitment(modality) for modality in order]
    assert set(order) == set(Modality)
    assert values == sorted(set(values))
    assert (values[0], values[-1]) == (LOWEST, HIGHEST)
