"""Decisions as rows of the record, and what is refused."""

from __future__ import annotations

import pytest
from weigh_review_samples import Rows, read_as, read_claim, taken_in
from weighing_samples import new_book

from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.casebook.record import open_casebook
from thistledown.casebook.undoing import undo
from thistledown.codebook.terms import Credibility, Kind, Modality
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.knowledge import knowledge_of
from thistledown.weigh.review import deciding
from thistledown.weigh.review.deciding import DecisionError
from thistledown.weigh.review.typed import typed_value
from thistledown.weigh.slots import SlotError, slot_code, with_slot
from thistledown.weigh.standing import Verdict, standing


@pytest.fixture
def book(tmp_path):
    with new_book(tmp_path) as made:
        taken_in(made)
        read_as(made, "reader 1", read_claim())
        yield made


def judged(book):
    view = book.view()
    (recorded,) = view.claims()
    return Judgements(view).of(recorded)


def key(book):
    return judged(book).recorded.id


def test_each_decision_is_one_entry_in_the_journal_and_can_be_undone(book):
    claim = key(book)
    source = next(row["source_id"] for row in book.view().sources())
    grade = next(g for g in "BC" if g != book.view().grades()[source])
    steps = [
        (lambda: deciding.accept(book, claim), lambda: judged(book).both.verdict),
        (lambda: deciding.reject(book, claim, comment="a toy"), lambda: judged(book).both.verdict),
        (lambda: deciding.correct(book, claim, {"kind": "use"}), lambda: judged(book).both.changes),
        (lambda: deciding.accept(book, claim, slot="kind"), lambda: judged(book).both.changes),
        (lambda: deciding.note(book, claim, "see page 3"), lambda: judged(book).comments),
        (lambda: deciding.grade_claim(book, claim, "2"), lambda: knowledge_of(book.view()).credibility),
        (lambda: deciding.regrade(book, source, grade, "a party's"), lambda: book.view().grades()[source]),
    ]  # fmt: skip
    for act, look in steps:
        before, entries = look(), len(book.view().journal())
        seq = act()
        after = look()
        assert after != before
        (newest, *_) = book.view().journal()
        assert (newest["seq"], len(book.view().journal())) == (seq, entries + 1)
        back = undo(book, seq)
        assert look() == before
        undo(book, back.entry)
        assert look() == after


def test_correcting_and_accepting_at_once_is_one_step(book):
    seq = deciding.correct(book, key(book), {"kind": "transfer", "modality": "alleged"}, accepted=True)
    both = judged(book).both
    assert (both.human.kind, both.human.modality, both.verdict) == (
        Kind.TRANSFER,
        Modality.ALLEGED,
        Verdict.ACCEPT,
    )
    undo(book, seq)
    assert not judged(book).both.judged


def test_the_credibility_of_a_claim_is_what_the_assessment_reads(book):
    deciding.grade_claim(book, key(book), "2")
    assert knowledge_of(book.view()).credibility == {key(book): Credibility.PROBABLY_TRUE}
    assert standing(read_claim(), Rows().add("grade", "credibility", "2").rows) == read_claim()


@pytest.mark.parametrize(
    ("act", "error", "message"),
    [
        (lambda book, claim: deciding.accept(book, "c0"), UnknownIdError, "c0"),
        (lambda book, claim: deciding.accept(book, claim, slot="colour"), SlotError, "colour"),
        (lambda book, claim: deciding.correct(book, claim, {}), DecisionError, "nothing to correct"),
        (lambda book, claim: deciding.correct(book, claim, {"kind": "war"}), SlotError, "choose one of"),
        (lambda book, claim: deciding.correct(book, claim, {"kind": "training"}), DecisionError, "already"),
        (
            lambda book, claim: deciding.correct(book, claim, {"provider": "Colonel Example"}),
            DecisionError,
            "people",
        ),
        (
            lambda book, claim: deciding.correct(book, claim, {"provider": {"name": "X", "actor": "x-y-z"}}),
            UnknownIdError,
            "thistledown search",
        ),
        (lambda book, claim: deciding.note(book, claim, "  "), DecisionError, "words"),
        (lambda book, claim: deciding.grade_claim(book, claim, "7"), DecisionError, "1"),
        (lambda book, claim: deciding.regrade(book, "nobody", "A", "why"), UnknownIdError, "nobody"),
        (lambda book, claim: deciding.regrade(book, "nobody", "G", "why"), DecisionError, "choose A"),
        (lambda book, claim: deciding.regrade(book, "nobody", "A", " "), DecisionError, "reason"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_leaves_no_trace(book, act, error, message):
    entries = book.view().journal()
    with pytest.raises(error, match=message):
        act(book, key(book))
    assert issubclass(error, CasebookError)
    assert book.view().journal() == entries


def test_two_coders_may_put_a_slot_right_alike_and_one_may_go_back(book):
    claim = key(book)
    with open_casebook(book.paths.folder, who="ana") as ana:
        deciding.correct(ana, claim, {"kind": "use"})
    deciding.correct(book, claim, {"kind": "use"})
    with pytest.raises(DecisionError, match="already"):
        deciding.correct(book, claim, {"kind": "use"})
    deciding.correct(book, claim, {"kind": "training"})
    assert judged(book).both.changes == ()


def test_a_grade_that_holds_is_not_given_again(book):
    source = next(row["source_id"] for row in book.view().sources())
    with pytest.raises(DecisionError, match="already"):
        deciding.regrade(book, source, book.view().grades()[source], "why")


def test_an_adjudication_names_both_coders_and_settles_the_slot(book):
    claim = key(book)
    for who, kind in (("ana", "use"), ("ben", "transfer")):
        with open_casebook(book.paths.folder, who=who) as desk:
            deciding.correct(desk, claim, {"kind": kind}, accepted=True)
    with pytest.raises(DecisionError, match="cy has decided nothing"):
        deciding.adjudicate(book, claim, ("ana", "cy"), slot="kind", value="use")
    with pytest.raises(DecisionError, match="accepted or rejected"):
        deciding.adjudicate(book, claim, ("ana", "ben"), slot=None, value="perhaps")
    deciding.adjudicate(
        book, claim, ("ana", "ben"), slot="kind", value="use", comment="nothing changed hands"
    )
    assert judged(book).both.human.kind is Kind.USE
    row = book.view().judgements("claim", claim)[-1]
    assert (row["coder"], '"ana"' in row["value"], '"ben"' in row["value"]) == ("analyst", True, True)
    deciding.adjudicate(book, claim, ("ana", "ben"), slot=None, value="reject")
    assert judged(book).standing is None


@pytest.mark.parametrize(
    ("slot", "typed", "code"),
    [
        ("kind", "tra n", None),
        ("kind", "trai", "training"),
        ("kind", "TRANSFER", "transfer"),
        ("kind", "tra", None),
        ("items", "equip, mun", "equipment, munition"),
        ("items", "-", ""),
        ("system", "none", ""),
        ("pathway", "peer", "peer"),
        ("pathway", "peer 25%, commercial 75%", "commercial"),
        ("pathway", "peer 0", None),
        ("date", "2025-06", "2025-06"),
        ("date", "by 2025-06-30", "by 2025-06-30"),
        ("date", "after 2025-06-01", "after 2025-06-01"),
        ("date", "2025-06-01 to 2025-06-20", "2025-06-01 to 2025-06-20"),
        ("date", "June", None),
        ("place", "Gao, MLI", "MLI gao"),
        ("place", "MLI", "MLI"),
        ("place", "Gao, Mali", "gao, mali"),
        ("provider", "wagner-group", "wagner-group"),
        ("provider", "Wagner Group (alleged); some smugglers", "some smugglers; wagner-group"),
        ("provider", "-", ""),
        ("holder", "RIA citing Maliweb", "ria; maliweb"),
        ("modality", "deni", "denied"),
        ("polarity", "did not happen", "negative"),
        ("generic", "yes", "True"),
        ("generic", "perhaps", None),
        ("date", '{"start": "2025-06-01", "end": null, "precision": "after"}', "after 2025-06-01"),
        ("date", '{"start": ', None),
        ("provider", "[" * 1500, None),
        ("holder", "x" * 3000, None),
        ("colour", "red", None),
    ],
)
def test_what_is_typed_is_read_as_it_is_meant_or_refused(book, slot, typed, code):
    view, claim = book.view(), read_claim()
    if code is None:
        with pytest.raises(SlotError, match=slot):
            typed_value(view, claim, slot, typed)
    else:
        assert slot_code(with_slot(claim, slot, typed_value(view, claim, slot, typed)), slot) == code


def test_a_place_that_keeps_its_name_keeps_its_coordinates(book):
    kept = typed_value(book.view(), read_claim(), "place", "Kidal, NER")
    assert (kept["country"], kept["lat"]) == ("NER", 18.44)
    assert (
        "lat" not in typed_value(book.view(), read_claim(), "place", "Gao")
        or typed_value(book.view(), read_claim(), "place", "Gao")["lat"] is None
    )


def test_a_name_that_several_actors_bear_is_not_guessed(book):
    view = book.view()
    names = {}
    for row in view.actors():
        for name in view.actor_names(row["actor_id"]):
            if name["form"] != "ambiguous":
                names.setdefault(name["name"], set()).add(row["actor_id"])
    shared = next((name for name, ids in sorted(names.items()) if len(ids) > 1), None)
    if shared is None:
        pytest.skip("the registry has no name that two actors bear and that is not marked ambiguous")
    with pytest.raises(UnknownIdError, match="several actors"):
        typed_value(view, read_claim(), "provider", shared)
