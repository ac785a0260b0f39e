"""Claims as rows and back: nothing is lost on the way, and the id is the content's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from casebook_samples import CODEBOOK, CODER, NewCasebook, take_in, unread
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.claim_rows import claim_id
from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
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

TEXT = "Le groupe — «дрон» — طائرة near Kidal in June 2025, officials say. 🛩"

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
letters = st.sampled_from(["", "a", "b"])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 1))
    return Span(start, draw(st.integers(start + 1, len(TEXT))))


@st.composite
def whens(draw: st.DrawFn) -> When:
    start = draw(st.none() | st.dates())
    end = draw(st.dates() if start is None else st.none() | st.dates(min_value=start))
    return When(start, end, draw(st.sampled_from(Precision)))


parties = st.builds(
    Party,
    literal=words,
    name=words,
    kind=st.sampled_from(ActorKind),
    modality=st.sampled_from(Modality),
    alternative=letters,
)
places = st.builds(
    Place,
    words,
    st.sampled_from([None, "MLI", "SDN"]),
    st.none() | st.floats(-90, 90),
    st.none() | st.floats(-180, 180),
    st.none() | st.floats(0, 1_000),
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    quote_span = draw(spans())
    names = draw(st.lists(st.sampled_from(Pathway), min_size=1, max_size=3, unique=True))
    return Claim(
        report="",
        kind=draw(st.sampled_from(Kind)),
        providers=tuple(draw(st.lists(parties, max_size=2))),
        recipients=tuple(draw(st.lists(parties, max_size=2))),
        items=tuple(draw(st.lists(st.sampled_from(Item), max_size=3, unique=True))),
        system=draw(st.none() | st.sampled_from(System)),
        pathways=tuple((name, 1 / len(names)) for name in names),
        when=draw(st.none() | whens()),
        where=draw(st.none() | places),
        holders=tuple(draw(st.lists(words, max_size=3))),
        modality=draw(st.sampled_from(Modality)),
        polarity=draw(st.sampled_from(Polarity)),
        generic=draw(st.booleans()),
        confidence=draw(st.floats(0, 1)),
        quote=quote_span.of(TEXT),
        quote_span=quote_span,
        spans=draw(st.dictionaries(st.sampled_from(Slot), spans())),
        coder=CODER,
        codebook=CODEBOOK,
        reasons=tuple(draw(st.lists(words, max_size=2))),
    )


@given(made=st.lists(claims(), min_size=1, max_size=6))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_claim_comes_back_as_it_went_in(new_casebook: NewCasebook, made: list[Claim]) -> None:
    with new_casebook() as casebook:
        take_in(casebook, TEXT)
        (item,) = unread(casebook)
        casebook.add_readings(CODER, CODEBOOK, [(item, made, [])])
        placed = {claim_id(one): one for one in (replace(one, report=item.report_id) for one in made)}
        kept = {recorded.id: recorded.claim for recorded in casebook.view().claims()}
        assert kept.keys() == placed.keys()
        for key, one in kept.items():
            # Of two claims that differ only in confidence and reasons, one is kept.
            same = [replace(o, report=item.report_id) for o in made]
            assert one in [o for o in same if claim_id(o) == key]


CLAIM = Claim(
    report="r1",
    kind=Kind.TRAINING,
    providers=(Party(literal="x", name="X", actor="x"),),
    confidence=0.5,
    quote="words",
    quote_span=Span(3, 8),
    spans={Slot.TRIGGER: Span(3, 8)},
    coder="reader 1",
    codebook="1",
)
PAGE = Citation(url="https://example.org/a", source="s", publisher="S", published=None, language=None)


@pytest.mark.parametrize(
    "change",
    [
        {"coder": "reader 2"},
        {"codebook": "2"},
        {"confidence": 0.9},
        {"reasons": ("another rule",)},
    ],
)
def test_who_coded_it_and_how_surely_is_not_part_of_a_claims_identity(change: dict[str, object]) -> None:
    assert claim_id(replace(CLAIM, **change)) == claim_id(CLAIM)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"report": "r2"},
        {"kind": Kind.USE},
        {"modality": Modality.DENIED},
        {"polarity": Polarity.NEGATIVE},
        {"generic": True},
        {"quote": "other"},
        {"quote_span": Span(4, 9)},
        {"spans": {Slot.TRIGGER: Span(3, 7)}},
        {"holders": ("an outlet",)},
        {"items": (Item.KNOWLEDGE,)},
        {"system": System.FPV},
        {"pathways": ((Pathway.PEER, 1.0),)},
        {"when": When.parse("2025")},
        {"where": Place(None, "MLI")},
        {"providers": (Party(literal="x", name="X", actor="y"),)},
        {"providers": (Party(literal="x", name="X", actor="x", modality=Modality.ALLEGED),)},
        {"providers": (Party(literal="x", name="X", actor="x", alternative="a"),)},
        {"providers": (), "recipients": (Party(literal="x", name="X", actor="x"),)},
        {"citation": PAGE},
    ],
)
def test_whatever_a_claim_says_is_part_of_its_identity(change: dict[str, object]) -> None:
    assert claim_id(replace(CLAIM, **change)) != claim_id(CLAIM)  # type: ignore[arg-type]


def test_ids_are_the_same_on_every_machine_and_in_every_version() -> None:
    # If this changes, a casebook that is read again loses the claims it has: do not change it lightly.
    assert claim_id(CLAIM) == "c8e1d5f5200a3fc276ea"
    assert claim_id(CLAIM, "salt") != claim_id(CLAIM)
