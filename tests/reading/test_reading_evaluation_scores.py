"""Numbers are those that counting by hand gives."""

import json
import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from evaluation_samples import TEXT, claim, denial, document, party, supply
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Kind, Modality, Polarity, Slot
from thistledown.reading.evaluation.bootstrap import intervals, weights
from thistledown.reading.evaluation.calibration import Judged, bin_numbers, errors, reliability, sums
from thistledown.reading.evaluation.mistakes import Sort, marked, mistakes
from thistledown.reading.evaluation.reliability_plot import bars, svg
from thistledown.reading.evaluation.scoreboard import evaluate


def board(*pairs):
    documents = [document(*gold, id=str(n), language=language) for n, (language, gold, _) in enumerate(pairs)]
    read = {str(n): claims for n, (_, _, claims) in enumerate(pairs)}
    return evaluate(documents, lambda d: read[d.id], draws=200)


def test_scores_of_a_small_set_counted_by_hand():
    numbers = board(
        ("en", [supply(), denial()], [supply(), denial(), claim(Kind.USE)]),
        ("fr", [supply()], [supply(recipients=(party("Niger"),))]),
        ("fr", [supply()], []),
        ("fr", [], [supply()]),
    ).as_json()
    assert (numbers["gold_claims"], numbers["read_claims"]) == (4, 5)
    assert numbers["f1_kind_sentence"] == pytest.approx(2 * 3 / 9, abs=1e-6)
    assert numbers["precision_kind_sentence"] == pytest.approx(3 / 5)
    assert numbers["recall_actors"] == pytest.approx(2 / 4)
    assert numbers["f1_full"] == pytest.approx(2 * 2 / 9, abs=1e-6)
    assert numbers["slots"]["recipient"] == {
        "precision": pytest.approx(2 / 3, abs=1e-6),
        "recall": pytest.approx(2 / 3, abs=1e-6),
        "f1": pytest.approx(2 / 3, abs=1e-6),
    }
    assert numbers["negatives"] == {"documents": 1, "with_claims": 1, "claims": 1}
    assert numbers["per_language"]["en"]["f1_actors"] == pytest.approx(2 * 2 / 5)
    assert numbers["per_language"]["fr"]["documents"] == 3
    assert numbers["confusion"]["denied"]["denied"] == 1
    assert numbers["kinds"]["use"] == {"gold": 0, "read": 1, "found": 0, "f1": 0.0}
    # All parties of the transfers are in the registry; "rebels" are not.
    assert (numbers["seen"]["gold_claims"], numbers["unseen"]["gold_claims"]) == (3, 1)
    json.dumps(numbers, allow_nan=False)


def test_a_denial_read_as_fact_is_counted_answered_or_not():
    fact = {"modality": Modality.ASSERTED, "polarity": Polarity.POSITIVE}
    answered = board(("en", [denial()], [denial(**fact)])).as_json()
    assert (answered["denied_as_asserted"], answered["polarity_flip_rate"]) == (1, 1.0)
    beside = board(("en", [denial()], [denial(), denial(**fact)])).as_json()
    assert beside["denied_as_asserted"] == 1
    elsewhere = board(("en", [denial(), supply()], [denial(), supply()])).as_json()
    assert elsewhere["denied_as_asserted"] == 0
    reported = board(("en", [denial()], [denial(**(fact | {"modality": Modality.REPORTED}))])).as_json()
    assert (reported["denied_as_asserted"], reported["denied_as_happened"]) == (0, 1)
    forecast = board(("en", [supply(modality=Modality.FORECAST)], [supply()])).as_json()
    assert forecast["denied_as_asserted"] == 1


def test_an_asserted_claim_beside_a_denial_is_its_own():
    both = [supply(kind=Kind.TRAINING, quote=denial().quote_span, spans=denial().spans), denial()]
    assert board(("en", both, both)).as_json()["denied_as_asserted"] == 0


def test_alleged_as_asserted_is_a_share_of_the_alleged_found():
    alleged = supply(modality=Modality.ALLEGED)
    numbers = board(("en", [alleged], [supply()]), ("en", [alleged], [alleged]), ("en", [alleged], []))
    assert numbers.as_json()["alleged_as_asserted"] == 0.5
    assert board(("en", [supply()], [supply()])).as_json()["alleged_as_asserted"] is None


def test_right_needs_actors_and_modality():
    numbers = board(
        ("en", [supply()], [supply(confidence=1.0)]),
        ("en", [supply()], [supply(confidence=1.0, modality=Modality.ALLEGED)]),
    )
    assert list(numbers.judged.right) == [True, False]
    assert numbers.as_json()["brier"] == 0.5


def test_broken_spans_are_counted():
    outside = supply(spans={Slot.TRIGGER: Span(7, 15), Slot.ITEM: Span(5, len(TEXT) + 9)})
    other_quote = replace(supply(), quote="Something else")
    numbers = board(("en", [supply()], [outside]), ("en", [supply()], [other_quote])).as_json()
    # Quote, trigger and item of the first, quote and trigger of the second; item and quote are wrong.
    assert numbers["span_exact"] == pytest.approx(3 / 5)


def test_nothing_at_all_is_null_and_not_an_error():
    numbers = board(("en", [], [])).as_json()
    assert numbers["f1_kind_sentence"] is None
    assert numbers["ece"] is None
    assert numbers["intervals"]["f1_full"] is None


def judged(confidence, right, document=None):
    return Judged(
        np.array(confidence, dtype=float),
        np.array(right, dtype=bool),
        np.array(document if document is not None else range(len(right))),
        len(right),
    )


def test_ece_and_brier_of_a_worked_example():
    # Bins of two: (0.2, 0.4) half right, (0.6, 0.8) all right.
    made = judged([0.2, 0.4, 0.6, 0.8], [False, True, True, True])
    ece, brier = errors(sums(made, bins=2).sum(axis=0))
    assert ece == pytest.approx(0.5 * abs(0.3 - 0.5) + 0.5 * abs(0.7 - 1.0))
    assert brier == pytest.approx((0.04 + 0.36 + 0.16 + 0.04) / 4)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=200))
def test_ece_is_a_share_and_the_table_holds_every_claim(claims):
    made = judged([c / 20 for c, _ in claims], [r for _, r in claims])
    ece, brier = errors(sums(made).sum(axis=0))
    assert 0 <= ece <= 1
    assert 0 <= brier <= 1
    table = reliability(made)
    assert sum(found.claims for found in table) == len(claims)
    assert all(a.high < b.low for a, b in pairwise(table))
    assert float(ece) == pytest.approx(
        sum(found.claims * abs(found.confidence - found.right) for found in table) / len(claims)
    )


def test_bins_are_of_equal_mass_and_ties_stay_together():
    assert np.bincount(bin_numbers(np.linspace(0, 1, 30))).tolist() == [2] * 15
    assert set(bin_numbers(np.full(40, 0.7)).tolist()) == {0}


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(0, 5))
def test_every_draw_has_as_many_documents_as_there_are(documents, seed):
    drawn = weights(documents, draws=20, seed=seed)
    assert drawn.shape == (20, documents)
    assert (drawn.sum(axis=1) == documents).all()
    assert (drawn == weights(documents, draws=20, seed=seed)).all()


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), min_size=1, max_size=12))
def test_intervals_are_those_of_drawing_one_by_one(rows):
    table = np.array(rows, dtype=float)

    def measure(summed):
        return {"share": summed[..., 0] / (summed[..., 0] + summed[..., 1])}

    low, high = intervals(table, measure, draws=50)["share"]
    one_by_one = [
        sum(n * a for n, (a, _) in zip(draw, rows, strict=True))
        / sum(n * (a + b) for n, (a, b) in zip(draw, rows, strict=True))
        for draw in weights(len(rows), draws=50)
    ]
    assert (low, high) == (
        pytest.approx(float(np.quantile(one_by_one, 0.025))),
        pytest.approx(float(np.quantile(one_by_one, 0.975))),
    )
    assert low <= high


def test_intervals_narrow_as_documents_grow():
    def width(times):
        table = np.array([[1, 0], [0, 1]] * times, dtype=float)
        low, high = intervals(table, lambda s: {"x": s[..., 0] / s.sum(axis=-1)})["x"]
        return high - low

    assert width(200) < width(10) / 3


def test_each_mistake_is_sorted_and_its_slots_are_marked():
    numbers = board(
        ("en", [supply(), denial()], [supply(providers=(party("China"),)), claim(Kind.USE)]),
        ("en", [supply()], [claim(Kind.USE)]),
        ("en", [supply()], [supply(modality=Modality.ALLEGED)]),
        ("en", [supply()], [supply(generic=True)]),
    )
    found = [m for alignment in numbers.alignments for m in mistakes(alignment)]
    assert [m.sort for m in found] == [
        Sort.MISSED,
        Sort.INVENTED,
        Sort.PARTY,
        Sort.KIND,
        Sort.MODALITY,
        Sort.SLOT,
    ]
    assert found[2].slots == ("provider",)
    assert marked(supply(), TEXT).startswith("Russia [trigger supplied] the Malian army")


def test_marking_loses_no_word_and_overlaps_are_left_out():
    spans = {Slot.TRIGGER: Span(7, 15), Slot.CUE: Span(7, 15), Slot.ITEM: Span(10, 30)}
    text = marked(supply(spans=spans), TEXT)
    for name in ("cue", "trigger", "item"):
        text = text.replace(f"[{name} ", "")
    assert text.replace("]", "") == TEXT[:60]


def test_the_plot_is_well_formed_and_shows_every_bin():
    from xml.etree import ElementTree

    table = reliability(judged(np.linspace(0, 1, 60), [True] * 60))
    root = ElementTree.fromstring(svg(table, title='<en> & "fr"', ece=0.5))
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 15
    assert len(list(bars(table))) == 15
    assert "0.500" in "".join(root.itertext())
    assert "no claims" in svg([], title="x", ece=None)
    assert not math.isnan(table[0].confidence)
