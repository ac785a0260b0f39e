"""Two coders who did not see each other's work."""

from __future__ import annotations

import random

import pytest
from weighing_samples import new_book, said, tell

from thistledown.casebook.record import open_casebook
from thistledown.casebook.undoing import undo
from thistledown.codebook.terms import Kind
from thistledown.weigh.alpha import alpha
from thistledown.weigh.review import deciding
from thistledown.weigh.review.agreement import WHOLE, AgreementError, agreement, coders

NAMES = ["wagner-group", "islamic-state", "russia", "mali", "ukraine", "hezbollah"]


@pytest.fixture
def book(tmp_path):
    with new_book(tmp_path) as made:
        claims = [said(kind=Kind.USE, to=[name], quote=f"Words on {name}.", confidence=0.5) for name in NAMES]
        made.ids = tell(made, *claims)
        yield made


def desk(book, who):
    return open_casebook(book.paths.folder, who=who)


def slots(found):
    return {row.slot: row for row in found.slots}


def test_nobody_and_one_coder_cannot_be_compared(book):
    with pytest.raises(AgreementError, match="nobody"):
        agreement(book.view())
    with desk(book, "ana") as ana:
        deciding.accept(ana, book.ids[0])
        deciding.note(ana, book.ids[1], "no coding")
    assert coders(book.view()) == {"ana": 1}
    with pytest.raises(AgreementError, match=r"ana \(1\)"):
        agreement(book.view())
    with desk(book, "ben") as ben:
        deciding.accept(ben, book.ids[1])
    with pytest.raises(AgreementError, match="--blind"):
        agreement(book.view())
    for names in (("ana", None), ("ana", "ana"), ("ana", "cy")):
        with pytest.raises(AgreementError):
            agreement(book.view(), *names)


def test_agreement_counts_what_each_coder_made_of_each_claim(book):
    kinds = {"ana": ["use", "use", "transfer", "transfer", "seizure"]}
    kinds["ben"] = ["use", "transfer", "transfer", "transfer", "seizure"]
    for who, chosen in kinds.items():
        with desk(book, who) as one:
            for claim, kind in zip(book.ids, chosen, strict=False):
                if kind == "use":
                    deciding.accept(one, claim)
                else:
                    deciding.correct(one, claim, {"kind": kind}, accepted=True)
    with desk(book, "ben") as ben:
        deciding.accept(ben, book.ids[5])
    found = agreement(book.view(), "ana", "ben")
    assert (found.claims, found.only_first, found.only_second) == (5, 0, 1)
    row = slots(found)["kind"]
    assert (row.claims, row.agree) == (5, 4)
    assert row.alpha == pytest.approx(alpha(zip(kinds["ana"], kinds["ben"], strict=True)))
    assert row.low <= row.alpha <= row.high
    # All parties are as they were read: both agree, and there is no chance to set it against but the variety.
    assert slots(found)["recipient"].alpha == 1.0
    assert slots(found)["modality"].alpha is None
    assert [(d.claim, d.slot, d.first, d.second) for d in found.disagreements] == [
        (book.ids[1], "kind", "use", "transfer")
    ]


def test_a_rejection_is_a_code_of_the_whole_claim_and_leaves_its_slots_out(book):
    with desk(book, "ana") as ana, desk(book, "ben") as ben:
        for claim in book.ids[:4]:
            deciding.accept(ana, claim)
        deciding.reject(ben, book.ids[0])
        for claim in book.ids[1:4]:
            deciding.accept(ben, claim)
    found = agreement(book.view(), "ana", "ben")
    assert (slots(found)[WHOLE].claims, slots(found)[WHOLE].agree) == (4, 3)
    assert slots(found)["kind"].claims == 3
    assert [(d.slot, d.first, d.second) for d in found.disagreements] == [(WHOLE, "accept", "reject")]


def test_what_was_settled_is_shown_and_counts_for_neither_coder(book):
    claim = book.ids[0]
    with desk(book, "ana") as ana, desk(book, "ben") as ben:
        deciding.correct(ana, claim, {"kind": "transfer"}, accepted=True)
        deciding.correct(ben, claim, {"kind": "seizure"}, accepted=True)
        before = agreement(book.view(), "ana", "ben")
        # Also when one of the two settles it.
        deciding.adjudicate(ana, claim, ("ana", "ben"), slot="kind", value="seizure")
        after = agreement(book.view(), "ana", "ben")
        assert after.slots == before.slots
        ((settled,), (was,)) = (after.disagreements, before.disagreements)
        assert (was.settled, settled.settled, settled.by) == (None, "seizure", "ana")
        assert agreement(book.view(), "ben", "ana").disagreements[0].settled == "seizure"
        undo(ana)
        assert agreement(book.view(), "ana", "ben").disagreements == before.disagreements
        deciding.reject(ben, claim)
        deciding.adjudicate(book, claim, ("ben", "ana"), slot=None, value="accept")
    (whole,) = agreement(book.view(), "ana", "ben").disagreements
    assert (whole.slot, whole.settled, whole.by) == (WHOLE, "accept", "analyst")


def test_coders_who_toss_coins_agree_by_chance_only(book):
    chance = random.Random(2)
    with desk(book, "ana") as ana, desk(book, "ben") as ben:
        for one in (ana, ben):
            for claim in book.ids:
                kind = chance.choice(["transfer", "seizure"])
                deciding.correct(one, claim, {"kind": kind})
    row = slots(agreement(book.view(), draws=500))["kind"]
    assert row.alpha < 0.7
    assert row.low < 0.5
