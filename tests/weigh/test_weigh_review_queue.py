"""The queue: ordered by what an answer would change, blind where it must be."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weigh_review_samples import read_as, read_claim, taken_in
from weighing_samples import cited, new_book, party, said, tell

from thistledown.casebook.atlas_events import coded_claims
from thistledown.casebook.clock import unstamp
from thistledown.casebook.record import open_casebook
from thistledown.casebook.undoing import undo
from thistledown.casebook.view import RecordedClaim, RecordedEvent
from thistledown.codebook.atlas import atlas
from thistledown.codebook.registry import registry
from thistledown.codebook.terms import ActorKind, Kind, Modality
from thistledown.weigh.casework import Casework
from thistledown.weigh.events.joiner import join_events
from thistledown.weigh.events.verbs import keep_apart
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.resolution.resolver import different_actors, resolve_actors
from thistledown.weigh.review import deciding
from thistledown.weigh.review.claims import SUREST, claim_questions
from thistledown.weigh.review.pairs import KEPT_APART
from thistledown.weigh.review.question import About, expected_change
from thistledown.weigh.review.queue import Desk, original_events, question_about, queue
from thistledown.weigh.review.shown import shown_in

CHANCES = st.floats(0, 1)


@pytest.fixture
def book(tmp_path):
    with new_book(tmp_path) as made:
        yield made


def noisy_or(event):
    """One less the chance that every claim is wrong."""
    return 1 - math.prod(1 - 0.8 * item.claim.confidence for item in event.claims) if event.claims else 0.0


class Nobody(Judgements):
    """Judgements of a record in which nobody judged anything."""

    def __init__(self):
        self._rows, self._earlier = {}, {}


def event_of(*confidences):
    claims = tuple(
        RecordedClaim(id=f"c{n}", text_id=None, recorded_at="", claim=read_claim(confidence=value))
        for n, value in enumerate(confidences)
    )
    return RecordedEvent(
        id="e1", title="", certainty=None, first_use=False, coder="", recorded_at="", claims=claims
    )


@given(chance=CHANCES, now=CHANCES, yes=CHANCES, no=CHANCES)
def test_an_answer_is_worth_no_more_than_the_largest_change_and_nothing_where_nothing_moves(
    chance, now, yes, no
):
    value = expected_change(chance, now, yes, no)
    changes = sorted((abs(yes - now), abs(no - now)))
    assert changes[0] - 1e-12 <= value <= changes[1] + 1e-12
    assert expected_change(chance, now, now, now) == 0


@given(st.lists(CHANCES, min_size=1, max_size=5))
def test_the_value_of_a_claim_is_the_expected_move_of_its_event(confidences):
    event = event_of(*confidences)
    found = {q.ids[0]: q for q in claim_questions([event], Nobody(), noisy_or)}
    assert len(found) == len(confidences)
    for n, confidence in enumerate(confidences):
        others = [value for m, value in enumerate(confidences) if m != n]
        now, yes, no = (noisy_or(event_of(*c)) for c in (confidences, [*others, 1.0], others))
        chance = min(confidence, SUREST)
        question = found[f"c{n}"]
        assert question.value == pytest.approx(chance * abs(yes - now) + (1 - chance) * abs(no - now))
        assert (question.now, question.yes, question.no) == pytest.approx((now, yes, no))


def test_a_doubtful_claim_that_carries_its_event_comes_before_one_among_many():
    alone = event_of(0.5)
    many = replace(
        event_of(0.5, 0.9, 0.9, 0.9),
        id="e2",
        claims=tuple(replace(item, id=f"m{item.id}") for item in event_of(0.5, 0.9, 0.9, 0.9).claims),
    )
    found = sorted(claim_questions([many, alone], Nobody(), noisy_or), key=lambda q: q.order)
    assert found[0].ids == ("c0",)
    assert found[0].value > 10 * found[-1].value


def test_a_claim_about_two_events_is_one_question_worth_both():
    one, two = event_of(0.5), replace(event_of(0.5), id="e2")
    (found,) = claim_questions([one, two], Nobody(), noisy_or)
    (single,) = claim_questions([one], Nobody(), noisy_or)
    assert found.value == pytest.approx(2 * single.value)


def test_the_queue_moves_with_the_assessment_and_with_what_is_answered(book):
    sure = said(kind=Kind.USE, to=["islamic-state"], quote="Sure words.", confidence=0.95)
    doubtful = said(kind=Kind.SEIZURE, to=["wagner-group"], quote="Doubtful words.", confidence=0.5)
    first, second = tell(book, sure, doubtful)
    join_events(book)
    desk = Desk(book.view(), "analyst")
    found = queue(desk, about=[About.CLAIM])
    assert [question.ids[0] for question in found] == [second, first]
    # What it says is what happens: the assessment after each answer is the number that was promised.
    asked, shown = found[0], shown_in(desk.view)
    assert question_about(desk, second) == asked
    for answer, promised in ((deciding.accept, asked.yes), (deciding.reject, asked.no)):
        answer(book, second)
        view = book.view()
        (event,) = original_events(view, [asked.event])
        assert shown(Judgements(view).stand(event)) == pytest.approx(promised)
        assert [q.ids[0] for q in queue(Desk(view, "analyst"), about=[About.CLAIM])] == [first]
    assert question_about(Desk(book.view(), "analyst"), second).now == 0


def test_the_queue_as_known_before_an_answer_still_asks(book):
    (claim,) = tell(book, said(to=["wagner-group"], confidence=0.5))
    before = unstamp(book.view().journal(1)[0]["recorded_at"])
    deciding.accept(book, claim)
    assert queue(Desk(book.view(), "analyst")) == []
    assert [q.ids for q in queue(Desk(book.view(before), "analyst"))] == [(claim,)]


def test_a_claim_that_a_better_reader_changed_is_asked_again_with_what_changed(book):
    taken_in(book)
    (first,) = read_as(book, "reader 1", read_claim())
    deciding.accept(book, first.id)
    assert queue(Desk(book.view(), "analyst"), about=[About.CLAIM]) == []
    denied = read_claim(modality=Modality.ALLEGED, confidence=0.9)
    (second,) = read_as(book, "reader 2", denied)
    (asked,) = queue(Desk(book.view(), "analyst"), about=[About.CLAIM])
    assert (asked.ids, asked.open) == ((second.id,), ("modality",))
    assert asked.yes == asked.now
    assert asked.no != asked.now
    assert "read differently since in modality" in asked.why[0].english
    deciding.accept(book, second.id)
    assert queue(Desk(book.view(), "analyst"), about=[About.CLAIM]) == []


def test_a_blind_queue_neither_shows_nor_follows_what_others_decided(book):
    names = ["wagner-group", "islamic-state", "russia", "mali"]
    claims = [
        said(to=[name], quote=f"Words about {name}.", confidence=0.3 + n / 10) for n, name in enumerate(names)
    ]
    ids = tell(book, *claims)
    join_events(book)
    before = queue(Desk(book.view(), "ben", blind=True))
    assert {q.ids[0] for q in before} == set(ids)
    with open_casebook(book.paths.folder, who="ana") as ana:
        deciding.reject(ana, ids[0], comment="a toy")
        deciding.correct(ana, ids[1], {"modality": "denied"}, accepted=True)
        deciding.grade_claim(ana, ids[2], "5")
    assert queue(Desk(book.view(), "ben", blind=True)) == before
    # To those who may see, what Ana settled is settled.
    assert {q.ids[0] for q in queue(Desk(book.view(), "ben"), about=[About.CLAIM])} == set(ids[2:])
    with open_casebook(book.paths.folder, who="ben") as ben:
        deciding.accept(ben, ids[0])
    after = queue(Desk(book.view(), "ben", blind=True))
    assert after == [q for q in before if q.ids[0] != ids[0]]
    assert [q.ids[0] for q in queue(Desk(book.view(), "ana", blind=True))] == [
        q.ids[0] for q in before if q.ids[0] in ids[2:]
    ]


def test_actors_that_may_be_one_are_asked_about_until_somebody_says(book):
    kind = ActorKind.NON_STATE_ARMED_GROUP
    tell(
        book,
        said(to=[party("Northern Lion Brigade", kind)], quote="One.", when="2025-01-03"),
        said(to=[party("Northern Lions Brigade", kind)], quote="Two.", when="2025-06-03"),
    )
    resolve_actors(book)
    join_events(book)
    found = queue(Desk(book.view(), "analyst"), about=[About.ACTORS])
    assert len(found) == 1
    assert found[0].value > 0
    assert "1 and 1 events" in found[0].why[-1].english
    different_actors(book, *found[0].ids, "two brigades")
    assert queue(Desk(book.view(), "analyst"), about=[About.ACTORS]) == []


def test_events_that_may_be_one_are_asked_about_less_where_one_coder_kept_them_apart(book):
    source = book.view().sources()[0]["source_id"]
    claim = said(to=["wagner-group"], when="2025-01-03")
    for key, coder in (("e1", "a team"), ("e2", "a team"), ("e3", "another")):
        book.add_event(key, key, [cited(claim, source, f"https://example.org/{key}")], coder=coder)
    found = {q.ids: q for q in queue(Desk(book.view(), "analyst"), about=[About.EVENTS])}
    assert set(found) == {("e1", "e2"), ("e1", "e3"), ("e2", "e3")}
    odds = {ids: math.log(q.chance / (1 - q.chance)) for ids, q in found.items()}
    assert odds["e1", "e3"] - odds["e1", "e2"] == pytest.approx(KEPT_APART)
    keep_apart(book, "e1", "e2", "two raids")
    left = {q.ids for q in queue(Desk(book.view(), "analyst"), about=[About.EVENTS])}
    assert left == {("e1", "e3"), ("e2", "e3")}


def test_a_claim_that_does_not_fit_its_event_is_asked_about(book):
    source = book.view().sources()[0]["source_id"]
    claims = [
        cited(said(to=["wagner-group"], when="2025-01-03"), source, "https://example.org/1"),
        cited(said(to=["wagner-group"], when="2025-01-03"), source, "https://example.org/2"),
        cited(said(to=["islamic-state"], when="2019-05-01"), source, "https://example.org/3"),
    ]
    book.add_event("e1", "an event", claims, coder="a team")
    stranger = book.view().event("e1").claims[2].id
    found = queue(Desk(book.view(), "analyst"), about=[About.SPLIT])
    assert found[0].ids == ("e1", stranger)
    assert found[0].chance < 0.1
    seq = deciding.belongs(book, "e1", stranger, comment="the date is a slip")
    assert queue(Desk(book.view(), "analyst"), about=[About.SPLIT]) == []
    undo(book, seq)
    assert queue(Desk(book.view(), "analyst"), about=[About.SPLIT]) == found
    with pytest.raises(deciding.DecisionError, match="not a claim about"):
        deciding.belongs(book, "e1", "c0")


def test_what_a_question_calls_shown_is_what_the_assessment_shows(book):
    known = registry()
    events = [event for event in atlas() if len(event.citations) > 3][:25]
    book.add_events(
        (
            (event.id, event.summary, coded_claims(event, known), event.certainty.value, False)
            for event in events
        ),
        coder="a team",
    )
    deciding.reject(book, book.view().event(events[0].id).claims[0].id)
    view = book.view()
    shown = shown_in(view)
    every = {event.id: assessment.probability for event, assessment in Casework(view).every()}
    assert len(every) == 25
    for event in original_events(view):
        assert shown(Judgements(view).stand(event)) == pytest.approx(every[event.id])
