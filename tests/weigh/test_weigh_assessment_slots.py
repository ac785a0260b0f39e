"""What is likely of each slot: who, whom, how, where and when."""

from dataclasses import replace
from datetime import date

import pytest
from assessment_samples import GIVER, KNOWN, TAKER, address, claim, event, lines
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.claim import Party
from thistledown.casebook.place import Place
from thistledown.casebook.view import RecordedClaim
from thistledown.casebook.when import When
from thistledown.codebook.terms import ActorKind, Kind, Modality, Pathway
from thistledown.weigh.assessment.assessment import assess
from thistledown.weigh.knowledge import ActorFacts

OTHER = Party(literal="Cland", name="Cland", actor="cland", kind=ActorKind.STATE)


def slots(*claims, known=KNOWN):
    found = event(*claims)
    return {(slot.slot, slot.value): slot for slot in assess(found, lines(found), known).slots}


def test_one_line_alone_gives_its_value_what_its_word_is_worth():
    surer = slots(claim(1, "agency"))["provider", "aland"].probability
    assert 0.5 < slots(claim(1, "blog"))["provider", "aland"].probability < surer < 0.9


def test_two_who_agree_are_surer_and_two_who_differ_are_not():
    one = slots(claim(1, "daily"))["provider", "aland"].probability
    both = slots(claim(1, "daily"), claim(2, "agency"))["provider", "aland"].probability
    split = slots(claim(1, "daily"), claim(2, "agency", providers=(OTHER,)))
    assert both > one > split["provider", "aland"].probability
    assert split["provider", "cland"].probability > split["provider", "aland"].probability
    assert split["provider", "cland"].probability + split["provider", "aland"].probability < 1


def test_two_named_together_do_not_compete_and_alternatives_do():
    together = slots(claim(1, "agency", providers=(GIVER, OTHER)))
    either = slots(
        claim(
            1,
            "agency",
            providers=tuple(
                Party(literal=p.literal, name=p.name, actor=p.actor, kind=p.kind, alternative="a")
                for p in (GIVER, OTHER)
            ),
        )
    )
    assert together["provider", "aland"].probability > 0.6
    assert either["provider", "aland"].probability < 0.5
    assert either["provider", "aland"].probability == either["provider", "cland"].probability


def test_a_party_that_is_only_alleged_is_less_sure_than_the_rest():
    alleged = Party(literal="Aland", name="Aland", actor="aland", modality=Modality.ALLEGED)
    found = slots(claim(1, "agency", providers=(alleged,)))
    assert found["provider", "aland"].probability < found["recipient", "band"].probability


def test_who_names_a_part_names_the_whole():
    known = KNOWN.__class__(
        sources=KNOWN.sources,
        actors=dict(KNOWN.actors) | {"aland-force": ActorFacts(ActorKind.STATE_FORCE, "AAA", ("aland",))},
        opponents=KNOWN.opponents,
    )
    force = Party(literal="its force", name="its force", actor="aland-force", kind=ActorKind.STATE_FORCE)
    found = slots(claim(1, "daily"), claim(2, "weekly", providers=(force,)), known=known)
    assert found["provider", "aland"].lines != found["provider", "aland-force"].lines
    assert found["provider", "aland"].probability > found["provider", "aland-force"].probability


def test_a_day_speaks_for_its_month_and_against_another():
    june, day, july = (When.parse(text) for text in ("2025-06", "2025-06-12", "2025-07-01"))
    found = slots(claim(1, "daily", when=june), claim(2, "weekly", when=day))
    assert found["date", "2025-06"].probability > found["date", "2025-06-12"].probability
    torn = slots(claim(1, "daily", when=july), claim(2, "weekly", when=day))
    assert torn["date", "2025-06-12"].probability < found["date", "2025-06-12"].probability
    assert When(None, date(2025, 6, 30), june.precision).overlaps(june)


def test_one_town_under_two_names_is_one_place():
    one = Place("Zouar", "TCD", 20.45, 16.52)
    near = Place("Zouarké", "TCD", 20.46, 16.55)
    far = Place("Bardai", "TCD", 21.35, 17.0)
    agree = slots(claim(1, "daily", where=one), claim(2, "weekly", where=near))
    differ = slots(claim(1, "daily", where=one), claim(2, "weekly", where=far))
    assert agree["place", "Zouar, TCD"].probability > differ["place", "Zouar, TCD"].probability
    assert differ["country", "TCD"].probability > differ["place", "Zouar, TCD"].probability


def test_pathway_weights_are_shares_of_a_vote_and_an_unknown_one_is_none():
    found = slots(claim(1, "agency", pathways=((Pathway.PEER, 0.7), (Pathway.COMMERCIAL, 0.3))))
    assert found["pathway", "peer"].probability > found["pathway", "commercial"].probability
    assert not any(slot == "pathway" for slot, _ in slots(claim(1, "agency")))


def test_a_denial_speaks_against_the_party_it_names():
    plain = slots(claim(1, "agency"))["provider", "aland"]
    denied = slots(claim(1, "agency"), claim(2, "accused", denies=True))["provider", "aland"]
    assert denied.probability < plain.probability
    assert denied.against
    assert not plain.against


@pytest.mark.parametrize("slot", [("kind", "policy"), ("country", "USA"), ("date", "2025-09-26")])
def test_when_and_where_an_act_took_place_is_as_public_as_the_act(slot):
    act = claim(
        1,
        "daily",
        kind=Kind.POLICY,
        modality=Modality.ALLEGED,
        recipients=(TAKER,),
        where=Place("New York", "USA"),
        when=When.parse("2025-09-26"),
    )
    found = slots(act)
    assert found[slot].probability > 0.9
    assert found["provider", "aland"].probability < 0.75


def on_one_page(count: int, confidence: float = 0.5, **more: object) -> list[RecordedClaim]:
    """Claims that a reader found in as many sentences of one page."""
    return [
        claim(number, "nobody", url=address(0), quote=f"words {number}", confidence=confidence, **more)
        for number in range(count)
    ]


def test_claims_that_say_the_same_on_one_page_make_sure_of_its_words_and_not_of_its_word():
    few, many = (slots(*on_one_page(count))["kind", "transfer"].probability for count in (1, 10))
    sure = slots(*on_one_page(1, 1.0))["kind", "transfer"].probability
    assert few < many <= sure
    assert many == pytest.approx(sure, abs=0.01)
    # The same words read ten times are read once.
    again = [replace(item, claim=replace(item.claim, quote="words 0")) for item in on_one_page(10)]
    assert slots(*again)["kind", "transfer"].probability == pytest.approx(few)


@given(st.lists(st.floats(0.05, 1.0), min_size=1, max_size=8), st.floats(0.05, 1.0))
def test_an_agreeing_claim_of_the_page_never_lowers_what_it_says(surenesses, more):
    page = [one for confidence in surenesses for one in on_one_page(1, confidence)]
    page = [
        replace(one, id=f"c-{number}", claim=replace(one.claim, quote=f"words {number}"))
        for number, one in enumerate(page)
    ]
    (added,) = on_one_page(1, more)
    added = replace(added, id="c-999", claim=replace(added.claim, quote="more words"))
    before, after = slots(*page), slots(*page, added)
    for key, slot in before.items():
        assert after[key].probability >= slot.probability - 1e-9


@given(
    st.lists(
        st.tuples(st.sampled_from(["agency", "daily", "weekly", "blog", "monitor"]), st.floats(0.3, 1.0)),
        min_size=1,
        max_size=8,
    )
)
def test_an_agreeing_line_never_lowers_what_it_says(told):
    page = [claim(number, source, confidence=sure) for number, (source, sure) in enumerate(told)]
    for key, slot in slots(*page[:-1]).items() if len(page) > 1 else ():
        assert slots(*page)[key].probability >= slot.probability - 1e-9


def test_ten_independent_witnesses_who_agree_are_sure():
    known = replace(
        KNOWN,
        sources=dict(KNOWN.sources)
        | {f"d{n}": replace(KNOWN.sources["daily"], id=f"d{n}") for n in range(10)},
    )
    found = slots(*(claim(number, f"d{number}", confidence=0.7) for number in range(10)), known=known)
    assert min(slot.probability for slot in found.values() if len(slot.lines) == 10) > 0.9
