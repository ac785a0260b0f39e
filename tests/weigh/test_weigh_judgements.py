"""Judgements outlive better readers: carried to the same words, and only what changed is open again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from weigh_review_samples import Rows, read_as, read_claim, taken_in
from weighing_samples import cited, new_book, said

from thistledown.casebook.span import Span
from thistledown.casebook.undoing import undo
from thistledown.codebook.terms import Kind, Modality, Slot
from thistledown.weigh.judgements import Judgements, carry
from thistledown.weigh.standing import Verdict

PLAIN = read_claim()


@pytest.fixture
def book(tmp_path):
    with new_book(tmp_path) as made:
        taken_in(made)
        yield made


def one(book, **of):
    """The only claim that holds, with what was decided about it."""
    view = book.view()
    (recorded,) = view.claims()
    return Judgements(view, **of).of(recorded)


def test_the_same_reading_by_a_better_reader_stays_judged(book):
    (first,) = read_as(book, "reader 1", PLAIN)
    book.judge("claim", first.id, "accept")
    (again,) = read_as(book, "reader 2", replace(PLAIN, coder="reader 2", confidence=0.9))
    assert again.id == first.id
    assert one(book).closed


def test_a_changed_slot_is_open_again_and_nothing_else(book):
    (first,) = read_as(book, "reader 1", PLAIN)
    book.judge("claim", first.id, "correct", slot="kind", value="transfer", comment="handed over")
    book.judge("claim", first.id, "accept")
    (second,) = read_as(book, "reader 2", read_claim(modality=Modality.ALLEGED))
    assert second.id != first.id
    judged = one(book)
    assert judged.open == ("modality",)
    assert not judged.closed
    assert [item.id for item in judged.earlier] == [first.id]
    # The correction holds, and the accepted modality stands until somebody looks again.
    assert judged.both.human.kind is Kind.TRANSFER
    assert judged.both.human.modality is Modality.REPORTED
    assert judged.both.original.modality is Modality.ALLEGED
    assert judged.comments == (("analyst", "handed over"),)
    book.judge("claim", second.id, "accept", slot="modality")
    judged = one(book)
    assert (judged.open, judged.closed) == ((), True)
    assert judged.both.human.modality is Modality.ALLEGED
    assert judged.both.human.kind is Kind.TRANSFER
    undo(book)
    assert one(book).open == ("modality",)


def test_a_reader_that_comes_to_see_it_as_the_analyst_did_opens_nothing(book):
    (first,) = read_as(book, "reader 1", PLAIN)
    book.judge("claim", first.id, "correct", slot="kind", value="transfer")
    book.judge("claim", first.id, "accept")
    read_as(book, "reader 2", read_claim(kind=Kind.TRANSFER))
    judged = one(book)
    assert judged.closed
    assert judged.both.changes == ()


def test_what_was_not_judged_takes_the_new_reading(book):
    (first,) = read_as(book, "reader 1", PLAIN)
    book.judge("claim", first.id, "correct", slot="kind", value="transfer")
    read_as(book, "reader 2", read_claim(modality=Modality.ALLEGED))
    judged = one(book)
    assert (judged.open, judged.closed) == ((), False)
    assert judged.both.human.modality is Modality.ALLEGED
    assert judged.both.human.kind is Kind.TRANSFER


def test_a_rejection_holds_while_the_statement_is_the_same_and_lapses_when_it_is_another(book):
    (first,) = read_as(book, "reader 1", PLAIN)
    book.judge("claim", first.id, "reject")
    read_as(book, "reader 2", read_claim(system=None))
    assert one(book).standing is None
    assert one(book).closed
    read_as(book, "reader 3", read_claim(providers=()))
    judged = one(book)
    assert judged.standing is not None
    assert judged.open == ("provider",)
    # The claim is not found by reader 4; reader 5 reads it as reader 1 did.
    read_as(book, "reader 4")
    read_as(book, "reader 5", PLAIN)
    assert one(book).standing is None


def test_judgements_go_along_through_several_readings(book):
    (first,) = read_as(book, "reader 1", PLAIN)
    book.judge("claim", first.id, "accept")
    (second,) = read_as(book, "reader 2", read_claim(kind=Kind.USE))
    book.judge("claim", second.id, "correct", slot="modality", value="denied")
    read_as(book, "reader 3", read_claim(kind=Kind.TRANSFER))
    judged = one(book)
    assert judged.both.human.modality is Modality.DENIED
    assert judged.both.human.kind is Kind.TRAINING
    assert judged.open == ("kind",)
    assert [item.id for item in judged.earlier] == [first.id, second.id]


def test_a_claim_that_stood_beside_a_judged_one_does_not_inherit(book):
    sibling = read_claim(providers=())
    read_as(book, "reader 1", PLAIN, sibling)
    (first,) = (item for item in book.view().claims() if item.claim.providers)
    book.judge("claim", first.id, "reject")
    read_as(book, "reader 2", sibling)
    judged = one(book)
    assert (judged.earlier, judged.open, judged.both.judged) == ((), (), False)


def test_other_words_do_not_inherit(book):
    (first,) = read_as(book, "reader 1", PLAIN)
    book.judge("claim", first.id, "reject")
    elsewhere = read_claim(spans={Slot.TRIGGER: Span(34, 37)})
    read_as(book, "reader 2", elsewhere)
    assert not one(book).both.judged


def test_what_an_analyst_retired_hands_nothing_on(book):
    (first,) = read_as(book, "reader 1", PLAIN)
    book.judge("claim", first.id, "accept")
    book.retire("claim", first.id, "another story")
    read_as(book, "reader 2", read_claim(kind=Kind.USE))
    assert not one(book).both.judged


def test_a_blind_coder_sees_neither_decisions_nor_notes_of_others(book):
    (first,) = read_as(book, "reader 1", PLAIN)
    book.judge("claim", first.id, "reject", comment="a toy")
    blind = one(book, coders=["ben"])
    assert (blind.both.judged, blind.comments, blind.standing) == (False, (), first)
    read_as(book, "reader 2", read_claim(system=None))
    assert not one(book, coders=["ben"]).both.judged


def test_events_hold_their_claims_as_they_stand_and_as_of_a_date(book):
    source = book.view().sources()[0]["source_id"]
    claims = [cited(said(), source, f"https://example.org/{n}") for n in range(3)]
    book.add_event("e1", "an event", claims, coder="a team")
    ids = [item.id for item in book.view().event("e1").claims]
    book.judge("claim", ids[0], "reject")
    book.judge("claim", ids[1], "correct", slot="modality", value="alleged")
    view = book.view()
    event = Judgements(view).stand(view.event("e1"))
    assert [item.id for item in event.claims] == ids[1:]
    assert event.claims[0].claim.modality is Modality.ALLEGED
    assert [item.id for item in Judgements(view).every(view.every_claim())] == sorted(ids[1:])
    undo(book)
    view = book.view()
    assert Judgements(view).stand(view.event("e1")).claims[0].claim.modality is Modality.ASSERTED


def test_a_carried_rejection_names_its_coder():
    rows = Rows().add("reject", coder="ana")
    carried, opened = carry(PLAIN, rows.rows, read_claim(when=None))
    assert ([row["coder"] for row in carried], opened) == (["ana"], ())
    assert carry(PLAIN, rows.rows, read_claim(generic=True)) == ([], ("generic",))
    accepted = Rows().add("accept", coder="ana")
    carried, opened = carry(PLAIN, accepted.rows, read_claim(when=None))
    assert opened == ("date",)
    assert [row["verdict"] for row in carried] == [Verdict.CORRECT, Verdict.ACCEPT]
