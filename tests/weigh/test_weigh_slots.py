"""Slots as JSON and back."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weigh_review_samples import read_claim

from thistledown.casebook.claim import Party
from thistledown.casebook.place import Place
from thistledown.casebook.when import When
from thistledown.codebook.terms import (
    ActorKind,
    Item,
    Kind,
    Modality,
    Pathway,
    Polarity,
    Precision,
    Slot,
    System,
)
from thistledown.weigh.slots import SLOTS, SlotError, canonical, slot_code, slot_value, slot_words, with_slot

NAMES = st.text(min_size=1, max_size=20).filter(lambda name: name.strip() == name and bool(name))
PARTIES = st.lists(
    st.builds(
        Party,
        literal=NAMES,
        name=NAMES,
        actor=st.none() | st.sampled_from(["rus", "mli"]),
        kind=st.sampled_from(ActorKind),
        modality=st.sampled_from(Modality),
        alternative=st.sampled_from(["", "a"]),
    ),
    max_size=3,
).map(tuple)
WHENS = st.none() | st.tuples(st.dates(), st.dates()).map(
    lambda days: When(min(days), max(days), Precision.RANGE)
)
PLACES = st.none() | st.builds(
    Place, NAMES, st.none() | st.sampled_from(["MLI", "RUS"]), st.floats(-90, 90), st.floats(-180, 180)
)
PATHWAYS = st.lists(st.sampled_from(Pathway), min_size=1, max_size=4, unique=True).map(
    lambda names: tuple((name, 1 / len(names)) for name in sorted(names, key=lambda name: name.value))
)
CLAIMS = st.builds(
    read_claim,
    kind=st.sampled_from(Kind),
    providers=PARTIES,
    recipients=PARTIES,
    items=st.lists(st.sampled_from(Item), unique=True).map(tuple),
    system=st.none() | st.sampled_from(System),
    pathways=PATHWAYS,
    when=WHENS,
    where=PLACES,
    holders=st.lists(NAMES, max_size=3).map(tuple),
    modality=st.sampled_from(Modality),
    polarity=st.sampled_from(Polarity),
    generic=st.booleans(),
)


@given(one=CLAIMS, other=CLAIMS)
def test_a_slot_goes_through_json_into_another_claim_and_nothing_else_changes(one, other):
    for slot in SLOTS:
        value = json.loads(json.dumps(slot_value(one, slot)))
        changed = with_slot(other, slot, value)
        assert slot_value(changed, slot) == value
        assert canonical(slot, value) == value
        assert slot_code(changed, slot) == slot_code(one, slot)
        for kept in SLOTS:
            if kept != slot:
                assert slot_value(changed, kept) == slot_value(other, kept)


@pytest.mark.parametrize(
    ("slot", "short", "code"),
    [
        ("provider", "Wagner Group", "wagner group"),
        ("recipient", ["B", "A"], "a; b"),
        ("items", "munition", "munition"),
        ("pathway", "peer", "peer"),
        ("pathway", {"peer": 1, "commercial": 3}, "commercial"),
        ("date", "2025-06", "2025-06"),
        ("place", "Kidal", "kidal"),
        ("place", {"country": "MLI"}, "MLI"),
        ("holder", "RIA", "ria"),
        ("system", None, ""),
        ("date", None, ""),
    ],
)
def test_short_forms_mean_what_an_analyst_means(slot, short, code):
    assert slot_code(with_slot(read_claim(), slot, short), slot) == code


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("kind", "war"),
        ("kind", None),
        ("kind", ["use"]),
        ("provider", [{"actor": "rus"}]),
        ("provider", "  "),
        ("provider", {"name": "x", "kind": "person"}),
        ("items", ["munition", 3]),
        ("pathway", {}),
        ("pathway", {"peer": 0}),
        ("pathway", {"peer": math.nan}),
        ("pathway", {"peer": math.inf}),
        ("date", "June"),
        ("date", {"start": "2025-07-01", "end": "2025-06-01", "precision": "range"}),
        ("date", {"start": None, "end": None, "precision": "day"}),
        ("date", 7),
        ("place", {}),
        ("place", {"name": "x", "country": "Mali"}),
        ("place", {"name": "x", "lat": 91, "lon": 0}),
        ("place", {"name": "x", "lat": 9}),
        ("place", {"name": 3}),
        ("holder", [None]),
        ("generic", "yes"),
        ("colour", "red"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_to_write(slot, value):
    with pytest.raises(SlotError, match=slot):
        canonical(slot, value)


def test_words_pointed_at_for_an_old_value_do_not_stand_for_the_new():
    claim = read_claim()
    changed = with_slot(claim, "provider", "Wagner Group")
    assert Slot.PROVIDER not in changed.spans
    assert changed.spans[Slot.TRIGGER] == claim.spans[Slot.TRIGGER]
    same = with_slot(claim, "provider", slot_value(claim, "provider"))
    assert same == claim


def test_slots_are_said_in_words():
    claim = read_claim()
    assert slot_words(claim, "provider") == "Russia"
    assert slot_words(claim, "pathway") == "state-transfer 75%, peer 25%"
    assert slot_words(claim, "place") == "Kidal, MLI"
    assert slot_words(claim, "polarity") == "happened"
    assert slot_words(with_slot(claim, "system", None), "system") == ""
    alleged = with_slot(claim, "provider", {"name": "Russia", "modality": "alleged"})
    assert slot_words(alleged, "provider") == "Russia (alleged)"
