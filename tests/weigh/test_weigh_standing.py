"""What stands of a claim after analysts judged it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weigh_review_samples import Rows, read_claim

from thistledown.codebook.terms import Kind, Modality
from thistledown.weigh.slots import SlotError, slot_value
from thistledown.weigh.standing import Verdict, side_by_side, standing


def test_without_a_judgement_the_original_stands():
    claim = read_claim()
    assert standing(claim, []) is claim
    both = side_by_side(claim, [])
    assert (both.judged, both.verdict, both.changes) == (False, None, ())


def test_a_comment_changes_nothing_and_neither_do_words_of_other_tools():
    claim = read_claim()
    rows = Rows().add("comment", comment="see the photo").add("right").add("wrong", "kind", {"kind": "use"})
    assert standing(claim, rows.rows) is claim


def test_corrections_are_laid_over_and_the_original_is_kept_beside_them():
    claim = read_claim()
    rows = Rows().add("correct", "kind", "transfer", coder="ana", comment="handed over")
    rows.add("correct", "modality", "alleged", coder="ben")
    both = side_by_side(claim, rows.rows)
    assert both.original == claim
    assert both.human is not None
    assert (both.human.kind, both.human.modality) == (Kind.TRANSFER, Modality.ALLEGED)
    assert both.human.providers == claim.providers
    assert both.human.confidence == 1.0
    assert [(c.slot, c.machine, c.human, c.coder, c.comment) for c in both.changes] == [
        ("kind", "training", "transfer", "ana", "handed over"),
        ("modality", "reported", "alleged", "ben", None),
    ]
    assert both.coders == ("ana", "ben")


def test_the_newest_judgement_of_a_slot_holds_whatever_the_order_of_the_rows():
    claim = read_claim()
    rows = Rows().add("correct", "kind", "transfer").add("correct", "kind", "use", coder="ben").rows
    for order in (rows, rows[::-1]):
        changed = standing(claim, order)
        assert changed is not None
        assert changed.kind is Kind.USE
    assert standing(claim, rows[:1]).kind is Kind.TRANSFER


def test_accepting_a_slot_says_that_the_original_was_right_in_it():
    claim = read_claim()
    rows = (
        Rows().add("correct", "kind", "transfer").add("correct", "modality", "denied").add("accept", "kind")
    )
    both = side_by_side(claim, rows.rows)
    assert both.human.kind is Kind.TRAINING
    assert [change.slot for change in both.changes] == ["modality"]


def test_a_rejected_claim_is_none_until_it_is_accepted_and_then_keeps_its_corrections():
    claim = read_claim()
    rows = Rows().add("correct", "kind", "transfer").add("reject")
    assert standing(claim, rows.rows) is None
    assert side_by_side(claim, rows.rows).verdict is Verdict.REJECT
    # A correction is about its slot; the word on the whole claim is another.
    rows.add("correct", "modality", "alleged")
    assert standing(claim, rows.rows) is None
    rows.add("accept")
    changed = standing(claim, rows.rows)
    assert (changed.kind, changed.modality) == (Kind.TRANSFER, Modality.ALLEGED)


def test_a_judgement_that_was_undone_is_not_among_the_rows_and_does_not_count():
    claim = read_claim()
    rows = Rows().add("correct", "kind", "transfer").add("reject").rows
    assert standing(claim, rows[:1]).kind is Kind.TRANSFER
    assert standing(claim, rows[1:]) is None


def test_an_adjudication_settles_a_slot_or_the_whole_claim():
    claim = read_claim()
    rows = Rows().add("correct", "kind", "transfer", coder="ana").add("correct", "kind", "use", coder="ben")
    rows.add("adjudicate", "kind", {"value": "transfer", "between": ["ana", "ben"]}, coder="cy")
    assert standing(claim, rows.rows).kind is Kind.TRANSFER
    rows.add("adjudicate", None, {"value": "reject", "between": ["ana", "ben"]}, coder="cy")
    assert standing(claim, rows.rows) is None


@pytest.mark.parametrize(
    ("verdict", "slot", "value"),
    [
        ("correct", "kind", "war"),
        ("correct", "colour", "red"),
        ("correct", "kind", None),
        ("adjudicate", "kind", "use"),
        ("adjudicate", None, {"value": "maybe"}),
        ("adjudicate", None, None),
    ],
)
def test_what_cannot_be_laid_over_names_the_entry_to_undo(verdict, slot, value):
    rows = Rows().add(verdict, slot, value)
    with pytest.raises(SlotError, match="thistledown undo 101"):
        standing(read_claim(), rows.rows)


VALUES = {"kind": ["use", "transfer"], "modality": ["alleged", "denied"], "system": ["fpv", None]}
STEPS = st.lists(
    st.one_of(
        st.sampled_from([("accept", None, None), ("reject", None, None), ("comment", None, None)]),
        st.sampled_from([("accept", slot, None) for slot in VALUES]),
        st.sampled_from([("correct", slot, value) for slot, given in VALUES.items() for value in given]),
    ),
    max_size=12,
)


@given(steps=STEPS, seed=st.integers(0, 100))
def test_any_history_ends_where_a_person_with_a_notebook_would(steps, seed):
    claim = read_claim()
    rows = Rows()
    notebook, rejected = {slot: slot_value(claim, slot) for slot in VALUES}, False
    for verdict, slot, value in steps:
        rows.add(verdict, slot, value)
        if slot is None and verdict != "comment":
            rejected = verdict == "reject"
        elif slot is not None:
            notebook[slot] = slot_value(claim, slot) if verdict == "accept" else value
    shuffled = list(rows.rows)
    random.Random(seed).shuffle(shuffled)
    human = standing(claim, shuffled)
    if rejected:
        assert human is None
    else:
        assert {slot: slot_value(human, slot) for slot in VALUES} == notebook
