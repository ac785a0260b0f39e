"""From the shipped atlas to a record and its channels: who holds what, from what, and nothing circular."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from thistledown.casebook.atlas_events import load_atlas
from thistledown.casebook.record import open_casebook
from thistledown.casebook.view import RecordedEvent, View
from thistledown.codebook.registry import registry
from thistledown.codebook.terms import ActorKind, Pathway, Reliability
from thistledown.spread.channels import neighbours, network, same_language
from thistledown.spread.from_casebook import Known, acquisitions
from thistledown.spread.network import Network
from thistledown.spread.units import GROUPS, Unit, Units

BEGIN, END = date(2013, 1, 1), date(2026, 11, 1)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with open_casebook(tmp_path_factory.mktemp("book") / "atlas", create=True) as book:
        load_atlas(book)
        yield book.view()


@pytest.fixture(scope="module")
def known(view: View) -> Known:
    return acquisitions(view, registry(), begin=BEGIN, end=END)


@pytest.fixture(scope="module")
def channels(view: View, known: Known) -> Network:
    return network(known, view.every_event(), registry())


def test_forces_act_for_their_state_and_groups_for_themselves() -> None:
    units = Units(registry())
    assert units.of("mali-armed-forces") == "mali"
    assert units.of("russia-ministry-of-defence") == "russia"
    assert units.of("jnim") == "jnim"
    assert units.of("nobody-we-know") is None
    assert units.of(None) is None


def test_every_acquisition_is_dated_by_an_event_that_names_the_unit(view: View, known: Known) -> None:
    record, units = known.record, Units(registry())
    events = {event.id: event for event in view.every_event()}
    assert len(record) > 80
    for row, unit in enumerate(record.actor):
        event = events[known.opener[unit]]
        assert event.lead is not None
        assert unit in {units.of(p.actor) for p in (*event.lead.providers, *event.lead.recipients)}
        assert record.lo[row] <= record.hi[row] <= record.observed[row] <= record.entered[row] + 1e-9


def test_groups_that_no_report_names_are_at_risk_too(known: Known) -> None:
    ids = {unit.id for unit in known.units}
    assert {item.id for item in registry().actors if item.kind in GROUPS} <= ids
    assert len(ids) > len(known.record) * 2


def test_what_shows_no_holder_is_left_out_and_counted(known: Known, view: View) -> None:
    assert known.left_out["fixed-wing"] > 0
    assert known.left_out["a policy shows no holder"] > 50
    assert "too unlikely" not in known.left_out

    def doubtful(event: RecordedEvent) -> float:
        return 0.2 if event.certainty in ("alleged", "disputed") else 0.8

    fewer = acquisitions(view, registry(), begin=BEGIN, end=END, probability=doubtful)
    assert fewer.left_out["too unlikely"] > 20
    assert len(fewer.record) < len(known.record)


def test_an_allegation_lowers_the_grade(known: Known) -> None:
    assert {Reliability.B, Reliability.C} <= set(known.record.grade)
    assert Reliability.A not in known.record.grade


def test_a_record_of_an_earlier_day_holds_less(known: Known) -> None:
    early = known.record.as_of(2022.0)
    assert 0 < len(early) < len(known.record)
    assert early.end == 2022.0


def test_channels_stand_for_their_pathways(channels: Network) -> None:
    assert dict(zip(channels.channels, channels.pathways, strict=True)) == {
        "dealings": Pathway.STATE_TRANSFER,
        "served": Pathway.INDIVIDUAL,
        "returning": Pathway.STATE_TRAINEE,
        "peers": Pathway.PEER,
        "opponents": Pathway.BATTLEFIELD,
        "unlisted state": Pathway.STATE_TRANSFER,
        "market": Pathway.COMMERCIAL,
        "own trials": Pathway.SELF_TAUGHT,
        "unknown": Pathway.UNKNOWN,
    }


def test_no_dealing_rests_on_the_event_it_should_explain_alone(
    view: View, known: Known, channels: Network
) -> None:
    (dealings,) = (layer for layer in channels.layers if layer.name == "dealings")
    units, events = Units(registry()), list(view.every_event())
    for source, target in zip(dealings.source, dealings.target, strict=True):
        one, other = known.units[source].id, known.units[target].id
        others = [
            event
            for event in events
            if event.id != known.opener.get(other)
            and event.lead is not None
            and one in {units.of(party.actor) for party in event.lead.providers}
            and other in {units.of(party.actor) for party in event.lead.recipients}
        ]
        assert others, (one, other)


def test_layers_reach_a_typical_actor_with_one(channels: Network) -> None:
    for layer in channels.layers:
        into = np.bincount(layer.target, weights=layer.weight, minlength=len(channels.actors))
        assert into[into > 0].mean() == pytest.approx(1.0)


def test_borders_and_languages_tie_countries() -> None:
    def state(country: str) -> Unit:
        return Unit(country.lower(), country, ActorKind.STATE, frozenset({country}), None, None)

    mali, niger, russia, ukraine = (state(code) for code in ("MLI", "NER", "RUS", "UKR"))
    assert neighbours(mali, niger)
    assert neighbours(niger, mali)
    assert not neighbours(mali, russia)
    assert same_language(russia, ukraine)
    assert not same_language(mali, russia)
