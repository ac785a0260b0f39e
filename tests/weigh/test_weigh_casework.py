"""Assessments in a record: as known on a date, with claims as analysts left them."""

from datetime import timedelta
from pathlib import Path

import pytest
from weigh_review_samples import read_as, read_claim, taken_in

from thistledown.casebook import schema
from thistledown.casebook.atlas_events import coded_claims
from thistledown.casebook.clock import now
from thistledown.casebook.echo_rows import RecordedEcho
from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.casebook.record import Casebook, open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.codebook.registry import registry
from thistledown.codebook.terms import Kind
from thistledown.weigh.casework import Casework

DISPUTED = "ukraine-csp-drone-supply-alleged-2024"


def add(book: Casebook, events) -> None:
    book.add_events(
        [
            (item.id, item.summary, coded_claims(item, registry()), item.certainty.value, item.first)
            for item in events
        ],
        coder="a team",
    )


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory):
    made = open_casebook(tmp_path_factory.mktemp("casework") / "a.casebook", create=True, who="an analyst")
    add(made, atlas())
    return list(Casework(made.view()).every())


def test_all_events_of_the_atlas_are_assessed(assessed):
    assert len(assessed) == len(atlas())
    for event, shown in assessed:
        assert 0 < shown.low <= shown.probability <= shown.high < 1, event.id
        assert shown.lines
    by_certainty = {
        tier: [shown.probability for event, shown in assessed if event.certainty == tier and not shown.act]
        for tier in ("confirmed", "reported", "alleged", "speculated")
    }
    means = [sum(numbers) / len(numbers) for numbers in by_certainty.values()]
    assert means == sorted(means, reverse=True)


def test_acts_are_certain_and_the_charges_in_them_are_not(assessed):
    for event, shown in assessed:
        kinds = {item.claim.kind for item in event.claims}
        assert shown.act is (kinds == {Kind.POLICY})
        if shown.act:
            assert shown.probability > 0.85, event.id
        if shown.content is not None:
            assert shown.content.probability < shown.probability, event.id


def test_as_of_a_date_is_the_assessment_of_a_record_that_ends_there(tmp_path: Path):
    events = [item for item in atlas() if len(item.citations) > 1][:6]
    whole = open_casebook(tmp_path / "whole", create=True, who="an analyst")
    ended = open_casebook(tmp_path / "ended", create=True, who="an analyst")
    add(whole, events[:4])
    add(ended, events[:4])
    first = whole.view().event(events[0].id).claims[0].id
    for one in (whole, ended):
        one.judge("claim", first, "accept")
    moment = now()
    for item in whole.view().event(events[1].id).claims:
        whole.judge("claim", item.id, "reject")
    source = whole.view().event(events[0].id).claims[0].claim.citation.source
    with whole.entry("regrade", source) as entry:
        row = {"source_id": source, "reliability": "E", "reason": "a test", "graded_by": "an analyst"}
        entry.insert(schema.source_grade, [row])
    add(whole, events[4:])
    then, now_ = Casework(whole.view(moment)), Casework(ended.view())
    assert [e.id for e, _ in then.every()] == [e.id for e, _ in now_.every()]
    for (_, one), (_, other) in zip(then.every(), now_.every(), strict=True):
        assert one.as_json() == other.as_json()
    assert Casework(whole.view()).assess(events[0].id).as_json() != then.assess(events[0].id).as_json()
    with pytest.raises(UnknownIdError):
        Casework(whole.view(moment - timedelta(days=1))).assess(events[0].id)
    with pytest.raises(CasebookError, match="no claim about"):
        Casework(whole.view()).assess(events[1].id)


def test_echoes_in_the_record_make_one_line_of_two_reports(tmp_path: Path):
    made = open_casebook(tmp_path / "c", create=True, who="an analyst")
    for name in ("a", "b"):
        taken_in(made, name=name)
    read = read_as(made, "reader 1", read_claim())
    assert len(read) == 2
    with made.entry("add-events") as entry:
        row = {"id": "e", "title": "t", "certainty": None, "first_use": False, "coder": "reader 1"}
        entry.insert(schema.event, [row])
        entry.insert(schema.event_claim, [{"event_id": "e", "claim_id": item.id} for item in read])
    apart = Casework(made.view()).assess("e")
    origin, echo = (item.claim.report for item in read)
    made.add_echoes(
        [RecordedEcho(origin=origin, echo=echo, relation="copy", probability=0.9, evidence={}, coder="w")]
    )
    (line,) = Casework(made.view()).assess("e").lines
    assert line.pages == (origin, echo)
    assert len(apart.lines) == 2
    assert Casework(made.view()).assess("e").probability < apart.probability
    ((_, among_all),) = Casework(made.view()).every()
    assert among_all.lines == (line,)


def test_a_rejected_claim_counts_for_nothing_and_teaches_about_its_source(tmp_path: Path):
    made = open_casebook(tmp_path / "b", create=True, who="an analyst")
    add(made, [item for item in atlas() if item.id == DISPUTED])
    before = Casework(made.view())
    first = before.assess(DISPUTED).probability
    held = len(before.event(DISPUTED).claims)
    supports = next(
        item
        for item in before.event(DISPUTED).claims
        if item.claim.happened and item.claim.citation.source == "censor-net"
    )
    made.judge("claim", supports.id, "reject")
    after = Casework(made.view())
    assert after.assess(DISPUTED).probability < first
    assert len(after.event(DISPUTED).claims) == held - 1
    assert before.known.learned == {}
    # What Censor.NET passed on was Le Monde's.
    assert after.known.learned["le-monde"].mean < before.known.beta(before.known.sources["le-monde"]).mean
