"""Claims about one happening come together, others stay apart, and analysts have the last word."""

import random
from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weighing_samples import cited, day, denied, empty_book, new_book, party, said, tell

from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.casebook.place import Place
from thistledown.casebook.undoing import undo
from thistledown.casebook.view import RecordedClaim
from thistledown.casebook.when import When
from thistledown.codebook.terms import ActorKind, Kind, Modality, Precision
from thistledown.weigh.events.assignment import Assignment
from thistledown.weigh.events.face import face_of, is_denial, may_join, span_days
from thistledown.weigh.events.fit import Commonness, distance_km, gap_days
from thistledown.weigh.events.joiner import JOINER, event_id, join_events, plan_events
from thistledown.weigh.events.judged import event_clusters, judged_event, judged_events
from thistledown.weigh.events.kinship import kinship
from thistledown.weigh.events.titles import LONGEST, title_of
from thistledown.weigh.events.verbs import join_two, keep_apart, name_event, split_event
from thistledown.weigh.events.weights import event_weights

BAMAKO = Place("Bamako", "MLI", 12.65, -8.0, 10.0)
GAO = Place("Gao", "MLI", 16.27, -0.04, 10.0)
TRAINED = said(
    kind=Kind.TRAINING, by=["africa-corps"], to=["mali-armed-forces"], when="2025-06", where=BAMAKO
)
STRUCK = said(to=["jnim"], when="2025-03-10", where=GAO, quote="It struck Gao.")


def events(book):
    """The claims of each event, as ids."""
    return {found.id: [item.id for item in found.claims] for found in judged_events(book.view())}


@cache
def kin():
    return kinship(empty_book().view(), event_weights())


def placed(held, other):
    """Where a claim belongs when the record holds one event with one claim."""
    faces = [
        face_of(RecordedClaim(id=key, text_id=None, recorded_at="", claim=claim), claim, None, kin())
        for key, claim in (("c1", held), ("c2", other))
    ]
    common = Commonness()
    for face in faces:
        common.count(face)
    assignment = Assignment(kin(), common)
    assignment.add("one", faces[0])
    return assignment.place(faces[1])


def report(book, name, *claims, published=None):
    return tell(book, *claims, name=name, published=published)


# -- what belongs together ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        STRUCK,
        replace(STRUCK, when=day("2025-03-11")),
        replace(STRUCK, when=When.parse("2025-03")),
        replace(STRUCK, when=None),
        replace(STRUCK, where=Place("Gao region", "MLI")),
        replace(STRUCK, where=Place(None, "MLI")),
        replace(STRUCK, recipients=()),
        denied(STRUCK),
        replace(STRUCK, recipients=(party("armed men", ActorKind.COHORT),)),
    ],
    ids=["same", "next-day", "month", "undated", "region", "country", "nobody", "denial", "unnamed"],
)
def test_two_versions_of_one_happening_are_one_event(other):
    assert placed(STRUCK, other).event == "one"


@pytest.mark.parametrize(
    "other",
    [
        replace(STRUCK, when=day("2025-05-02")),
        replace(STRUCK, where=Place("Sikasso", "MLI", 11.32, -5.67, 10.0), when=day("2025-03-12")),
        replace(STRUCK, where=Place("Bosaso", "SOM", 11.28, 49.18, 10.0)),
        replace(STRUCK, recipients=(party("iswap"),), where=None),
        replace(STRUCK, kind=Kind.TRAINING),
        replace(STRUCK, when=None, where=None),
    ],
    ids=["other-month", "other-town", "other-country", "other-group", "other-kind", "says-too-little"],
)
def test_other_happenings_stay_apart(other):
    assert placed(STRUCK, other).event is None


def test_an_actor_stands_for_the_one_above_it():
    above = said(kind=Kind.TRAINING, by=["russia"], to=["mali"], when="2025-06", quote="Russia did.")
    found = placed(TRAINED, above)
    assert found.event == "one"
    assert any("Mali" in str(reason) and "near" in str(reason) for reason in found.candidates[0].fit.reasons)


def test_a_report_does_not_tell_of_what_comes_after_it(tmp_path):
    with new_book(tmp_path) as book:
        undated = replace(STRUCK, when=None, quote="Earlier.")
        report(book, "a", STRUCK)
        report(book, "b", undated, published="2024-11-02")
        report(book, "c", replace(undated, quote="Later."), published="2025-03-12")
        join_events(book)
        assert sorted(map(len, events(book).values())) == [1, 2]


def test_a_claim_read_from_a_report_joins_an_event_coded_by_hand(tmp_path):
    with new_book(tmp_path) as book:
        book.add_event("gao-strike", "A strike at Gao", [cited(STRUCK, "reuters")], coder="a team")
        (read,) = report(book, "b", replace(STRUCK, where=Place("Gao", "MLI")))
        assert join_events(book).founded == 0
        (found,) = judged_events(book.view())
        assert found.id == "gao-strike"
        assert found.title == "A strike at Gao"
        # The coded claim still speaks for the event.
        assert found.lead is not None
        assert found.lead.citation is not None
        assert read in {item.id for item in found.claims}


def test_generalities_and_forecasts_make_no_event(tmp_path):
    with new_book(tmp_path) as book:
        report(book, "a", replace(STRUCK, generic=True))
        report(book, "b", replace(STRUCK, modality=Modality.FORECAST, quote="It will."))
        done = join_events(book)
        assert (done.founded, done.set_aside) == (0, 2)


def test_a_denial_waits_for_what_it_denies_and_joins_it_then(tmp_path):
    with new_book(tmp_path) as book:
        (denial,) = report(book, "a", denied(STRUCK))
        done = join_events(book)
        assert (done.founded, done.denials) == (0, 1)
        (one,) = report(book, "b", replace(STRUCK, quote="It did."))
        done = join_events(book)
        assert (done.founded, done.joined, done.denials) == (1, 1, 0)
        assert events(book) == {event_id(one): [one, denial]}


def test_a_claim_that_names_nobody_and_no_place_is_loose(tmp_path):
    with new_book(tmp_path) as book:
        report(book, "a", said(to=[party("fighters", ActorKind.COHORT)], when="2025-03-10"))
        assert join_events(book).loose == 1


def test_a_claim_that_fits_two_events_alike_waits_for_an_analyst(tmp_path):
    with new_book(tmp_path) as book:
        report(book, "a", STRUCK)
        report(book, "b", replace(STRUCK, when=day("2025-03-24"), quote="Again."))
        (vague,) = report(book, "c", replace(STRUCK, when=When.parse("2025-03"), quote="In March."))
        done = join_events(book)
        assert (done.founded, done.undecided) == (2, 1)
        placing = plan_events(book.view()).placings[vague]
        assert placing.undecided
        assert len(placing.candidates) == 2
        assert any("place Gao" in str(reason) for reason in placing.candidates[0].fit.reasons)


# -- rounds ---------------------------------------------------------------------------------------------


def test_two_versions_become_one_event_of_the_machine(tmp_path):
    with new_book(tmp_path) as book:
        (one,) = report(book, "a", STRUCK)
        (two,) = report(book, "b", replace(STRUCK, when=None, quote="Another report."))
        done = join_events(book)
        assert (done.founded, done.joined) == (1, 1)
        (found,) = judged_events(book.view())
        assert [item.id for item in found.claims] == [one, two]
        assert found.coder == JOINER


def test_another_round_changes_nothing(tmp_path):
    with new_book(tmp_path) as book:
        report(book, "a", STRUCK, replace(TRAINED, quote="They trained."))
        report(book, "b", replace(STRUCK, when=None, quote="Struck."))
        first = join_events(book)
        before, newest = events(book), book.view().newest_entry()
        again = join_events(book)
        assert (again.founded, again.joined, again.emptied) == (0, 0, 0)
        assert events(book) == before
        assert book.view().newest_entry() == newest
        assert first.founded == 2


def test_rounds_in_any_order_of_reports_end_and_rest(tmp_path):
    rng = random.Random(5)
    claims = [
        replace(base, when=when, where=where, quote=f"Report {number}.")
        for number, (base, when, where) in enumerate(
            (base, when, where)
            for base in (STRUCK, TRAINED)
            for when in (base.when, None, When.parse("2025"))
            for where in (base.where, Place(None, "MLI"))
        )
    ]
    for turn in range(2):
        rng.shuffle(claims)
        folder = tmp_path / str(turn)
        folder.mkdir()
        with new_book(folder) as book:
            for number, claim in enumerate(claims):
                report(book, f"r{number}", claim)
                if number % 4 == 3:
                    join_events(book)
            join_events(book)
            newest = book.view().newest_entry()
            join_events(book)
            assert book.view().newest_entry() == newest
            # No event holds both happenings.
            for found in judged_events(book.view()):
                assert len({item.claim.kind for item in found.claims}) == 1


def test_an_event_is_that_of_the_date_asked_for(tmp_path):
    with new_book(tmp_path) as book:
        report(book, "a", STRUCK)
        join_events(book)
        (found,) = judged_events(book.view())
        then = datetime.fromisoformat(found.recorded_at)
        report(book, "b", replace(STRUCK, quote="More."))
        join_events(book)
        name_event(book, found.id, "Gao, March")
        assert len(judged_event(book.view(), found.id).claims) == 2
        assert len(judged_event(book.view(then), found.id).claims) == 1
        assert judged_event(book.view(then), found.id).title != "Gao, March"


def test_an_event_without_claims_goes_and_comes_back_with_its_claim(tmp_path):
    with new_book(tmp_path) as book:
        (one,) = report(book, "a", STRUCK)
        join_events(book)
        book.retire("claim", one, "misread")
        assert join_events(book).emptied == 1
        assert events(book) == {}
        gone = book.view().journal(limit=20)
        # The claim is brought back by undoing its retirement.
        undo(book, next(row["seq"] for row in gone if row["what"] == "retire"))
        assert join_events(book).founded == 1
        assert events(book) == {event_id(one): [one]}


def test_an_event_that_an_analyst_retired_stays_retired(tmp_path):
    with new_book(tmp_path) as book:
        (one,) = report(book, "a", STRUCK)
        report(book, "b", replace(STRUCK, quote="More."))
        join_events(book)
        book.retire(
            "event", event_id(one) if event_id(one) in events(book) else next(iter(events(book))), "no"
        )
        done = join_events(book)
        assert (done.founded, done.joined, done.left) == (0, 0, 2)
        assert events(book) == {}


def test_a_round_can_be_undone_and_brought_back(tmp_path):
    with new_book(tmp_path) as book:
        report(book, "a", STRUCK)
        report(book, "b", replace(STRUCK, quote="More."))
        join_events(book)
        before, entry = events(book), book.view().newest_entry()
        undone = undo(book, entry)
        assert events(book) == {}
        undo(book, undone.entry)
        assert events(book) == before


# -- analysts -------------------------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path):
    """A casebook with two events of two claims each, and their ids."""
    with new_book(tmp_path) as book:
        report(book, "a", STRUCK, replace(TRAINED, quote="They trained."))
        report(book, "b", replace(STRUCK, quote="Struck."), replace(TRAINED, quote="Taught."))
        join_events(book)
        struck, trained = sorted(
            events(book), key=lambda key: judged_event(book.view(), key).lead.kind != "use"
        )
        yield book, struck, trained


def test_two_events_joined_are_one_until_undone(two):
    book, struck, trained = two
    before = events(book)
    done = join_two(book, struck, trained, "one operation")
    (found,) = judged_events(book.view())
    assert found.id == min(struck, trained)
    assert len(found.claims) == 4
    assert judged_event(book.view(), max(struck, trained)).id == found.id
    # A new claim joins the whole.
    report(book, "c", replace(STRUCK, quote="Third."))
    assert join_events(book).joined == 1
    assert len(judged_event(book.view(), struck).claims) == 5
    undo(book, done.entry)
    assert {key: len(claims) for key, claims in events(book).items()} != {struck: 5}
    assert set(events(book)) == set(before)


def test_when_the_chief_of_a_group_is_retired_another_speaks_for_it(two):
    book, struck, trained = two
    join_two(book, struck, trained, "one operation")
    chief, other = sorted((struck, trained))
    claims = events(book)[chief]
    book.retire("event", chief, "no such thing")
    assert set(events(book)) == {other}
    assert set(events(book)[other]) < set(claims)
    with pytest.raises(UnknownIdError):
        judged_event(book.view(), chief)
    # A new claim joins what is left, never what was retired.
    like = STRUCK if other == struck else TRAINED
    (new,) = report(book, "c", replace(like, quote="Third."))
    join_events(book)
    assert new in events(book)[other]


def test_events_kept_apart_cannot_be_joined(two):
    book, struck, trained = two
    keep_apart(book, struck, trained, "a month between them")
    with pytest.raises(CasebookError, match="are not the same"):
        join_two(book, struck, trained, "one operation")


def test_claims_split_off_stay_off(two):
    book, struck, _ = two
    first, second = events(book)[struck]
    done = split_event(book, struck, [second], "another day")
    assert events(book)[struck] == [first]
    assert events(book)[done.event] == [second]
    assert not event_clusters(book.view()).together(struck, done.event)
    with pytest.raises(CasebookError, match="are not the same"):
        join_two(book, struck, done.event, "one after all")
    newest = book.view().newest_entry()
    join_events(book)
    assert book.view().newest_entry() == newest
    undo(book, done.entry)
    assert events(book)[struck] == [first, second]
    assert done.event not in events(book)
    # And once more: nothing of the undone split stands in the way.
    again = split_event(book, struck, [second], "another day")
    assert again.event != done.event
    assert events(book)[again.event] == [second]


@pytest.mark.parametrize(
    ("claims", "why"), [([], "at least one"), (["c0"], "not a claim about"), (None, "left without a claim")]
)
def test_a_split_that_cannot_be_is_refused_and_leaves_no_trace(two, claims, why):
    book, struck, _ = two
    newest = book.view().newest_entry()
    with pytest.raises(CasebookError, match=why):
        split_event(book, struck, events(book)[struck] if claims is None else claims, "no reason")
    assert book.view().newest_entry() == newest


def test_a_name_holds_through_joins_and_goes_with_undo(two):
    book, struck, trained = two
    was = judged_event(book.view(), struck).title
    name_event(book, struck, "  The strike\n at Gao ")
    join_two(book, struck, trained, "one operation")
    assert judged_event(book.view(), trained).title == "The strike at Gao"
    entry = name_event(book, trained, "The operation")
    assert judged_event(book.view(), struck).title == "The operation"
    undo(book, entry)
    assert judged_event(book.view(), struck).title == "The strike at Gao"
    assert was != "The strike at Gao"
    with pytest.raises(CasebookError, match="1 to 400"):
        name_event(book, struck, " ")
    with pytest.raises(UnknownIdError, match="no event with the id e-none"):
        name_event(book, "e-none", "x")


def test_a_rejected_claim_counts_for_nothing(two):
    book, struck, _ = two
    first, second = events(book)[struck]
    book.judge("claim", first, "reject")
    assert events(book)[struck] == [second]
    (new,) = report(book, "d", replace(STRUCK, recipients=(party("iswap"),), quote="Fourth."))
    book.judge("claim", new, "reject")
    assert join_events(book).founded == 0


# -- parts ----------------------------------------------------------------------------------------------

days = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(days, days, days, days)
def test_gaps_are_zero_just_where_dates_can_meet(a, b, c, d):
    one, other = (When(*sorted(pair), Precision.RANGE) for pair in ((a, b), (c, d)))
    assert (gap_days(one, other) == 0) == one.overlaps(other)
    assert gap_days(one, other) == gap_days(other, one)
    assert span_days(one) >= 1


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distances_are_no_longer_than_half_the_earth(lat1, lon1, lat2, lon2):
    one, other = Place("a", None, lat1, lon1), Place("b", None, lat2, lon2)
    km = distance_km(one, other)
    assert km is not None
    assert 0 <= km <= 20_016
    assert distance_km(one, Place("c", None)) is None


def test_bamako_and_gao_lie_some_950_km_apart():
    assert distance_km(BAMAKO, GAO) == pytest.approx(950, abs=40)


def test_titles_say_what_who_where_and_when():
    assert title_of(TRAINED) == "Training: Africa Corps to Malian Armed Forces, Bamako, Mali, 2025-06"
    assert len(title_of(said(to=[party("x" * 400, ActorKind.COMPANY)]))) == LONGEST


def test_denials_may_join_and_generalities_may_not():
    assert is_denial(denied(STRUCK))
    assert may_join(denied(STRUCK))
    assert not may_join(replace(STRUCK, generic=True))


def test_the_points_are_in_order():
    by = event_weights()
    assert 0 < by.review < by.unheld < by.join
    assert list(by.time["overlap_points"]) == sorted(by.time["overlap_points"], reverse=True)
    assert by.step("gap", 2) > by.step("gap", 8) > by.step("gap", 40) > by.step("gap", 400)
