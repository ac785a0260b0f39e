"""How likely an event is: what holds for any claims, and what single claims add."""

import math
from dataclasses import replace

import pytest
from assessment_samples import KNOWN, SOURCES, address, cases, claim, copies, event, lines
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.errors import UnknownIdError
from thistledown.codebook.terms import Credibility, Kind, Likelihood, Modality
from thistledown.weigh.assessment.assessment import assess, log_odds
from thistledown.weigh.assessment.likelihood import likelihood
from thistledown.weigh.assessment.model import Beta, model

PRIOR = model().priors[Kind.TRANSFER].beta.mean
FEW = settings(max_examples=30, deadline=None)


def probability(*claims, edges=(), known=KNOWN, without=()):
    found = event(*claims)
    return assess(found, lines(found, edges), known, without=without).probability


def odds(value):
    return math.log(value / (1 - value))


@FEW
@given(cases())
def test_numbers_stay_inside_and_the_steps_add_up(case):
    found, edges = case
    shown = assess(found, lines(found, edges), KNOWN)
    assert 0 < shown.low <= shown.probability <= shown.high < 1
    assert sum(step.adds for step in shown.steps) == pytest.approx(odds(shown.probability))
    assert shown.steps[-1].after == pytest.approx(shown.probability)
    assert log_odds(found, lines(found, edges), KNOWN) == pytest.approx(odds(shown.probability))
    for slot in shown.slots:
        assert 0 < slot.low <= slot.probability <= slot.high < 1


@FEW
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(case, chance):
    found, edges = case
    mixed = list(found.claims)
    chance.shuffle(mixed)
    other = replace(found, claims=tuple(mixed))
    mixed_edges = list(edges)
    chance.shuffle(mixed_edges)
    one = assess(found, lines(found, edges), KNOWN).as_json()
    assert assess(other, lines(other, mixed_edges), KNOWN).as_json() == one


@FEW
@given(cases())
def test_striking_a_line_that_supports_never_raises_the_probability(case):
    found, edges = case
    grouped = lines(found, edges)
    whole = assess(found, grouped, KNOWN)
    supports = {step.origin for step in whole.steps if step.is_a == "line"}
    denies = {step.origin for step in whole.steps if step.is_a == "denial"}
    for origin in supports - denies:
        assert assess(found, grouped, KNOWN, without=[origin]).probability <= whole.probability + 1e-12
    for origin in denies - supports:
        assert assess(found, grouped, KNOWN, without=[origin]).probability >= whole.probability - 1e-12


@FEW
@given(cases(), st.sampled_from(sorted(SOURCES)), st.sampled_from(["", "Berlin"]))
def test_a_copy_inside_a_line_never_adds_more_than_a_little(case, source, place):
    found, edges = case
    before = lines(found, edges)
    kind = found.claims[0].claim.kind
    plain = assess(found, before, KNOWN)
    for line in before:
        holders = ("an eyewitness", "Le Monde") if place else ()
        extra = claim(900, source, kind=kind, modality=Modality.ASSERTED, holders=holders)
        longer = [replace(one, claims=(*one.claims, extra)) if one is line else one for one in before]
        side = [item for item in line.claims if item.claim.polarity is extra.claim.polarity]
        if not side or kind is Kind.POLICY:
            continue
        now = assess(replace(found, claims=(*found.claims, extra)), longer, KNOWN).probability
        assert odds(now) - odds(plain.probability) <= model().weights.member + 1e-9


@FEW
@given(
    st.lists(st.sampled_from(["accused", "daily", "blog"]), min_size=1, max_size=4),
    st.sampled_from([kind for kind in Kind if kind is not Kind.POLICY]),
)
def test_a_denial_by_the_accused_alone_never_lifts_the_event_above_what_was_believed_before(sources, kind):
    denials = [
        claim(number, source, kind=kind, denies=True, note="statement of Ukraine")
        for number, source in enumerate(sources)
    ]
    assert probability(*denials) <= model().priors[kind].beta.mean + 1e-12


@pytest.mark.parametrize(
    "nothing",
    [
        claim(1, modality=Modality.FORECAST),
        claim(1, generic=True),
        claim(1, "agency", modality=Modality.FORECAST, holders=("a ministry",)),
    ],
)
def test_a_forecast_and_a_general_statement_are_no_evidence(nothing):
    shown = assess(event(nothing), lines(event(nothing)), KNOWN)
    assert shown.probability == pytest.approx(PRIOR)
    assert shown.word is None
    assert shown.left_out[0][0] == "c-001"


def test_a_copy_that_tells_a_forecast_as_a_fact_adds_nothing():
    drifted = (claim(1, modality=Modality.FORECAST), claim(2, "agency"))
    assert probability(*drifted, edges=copies((1, 2))) == pytest.approx(PRIOR)
    assert probability(*drifted) > PRIOR


def test_ten_copies_are_one_line_and_ten_witnesses_are_not():
    one = probability(claim(1))
    pages = [claim(1), *(claim(number, "weekly") for number in range(2, 12))]
    copied = probability(*pages, edges=copies(*((1, number) for number in range(2, 12))))
    assert copied == pytest.approx(one)
    assert probability(claim(1), claim(2, "agency"), claim(3, "monitor")) > one + 0.1


def test_a_member_that_names_another_witness_adds_a_little():
    plain = [claim(1), claim(2, "weekly")]
    richer = [claim(1), claim(2, "weekly", holders=("Reuters",))]
    gain = odds(probability(*richer, edges=copies((1, 2)))) - odds(probability(*plain, edges=copies((1, 2))))
    assert 0 < gain <= model().weights.member


def test_a_member_that_credits_the_origin_adds_nothing():
    agency = replace(KNOWN, sources={**SOURCES, "reuters": replace(SOURCES["agency"], id="reuters")})
    relayed = (claim(1, "reuters"), claim(2, "blog", note="relays Reuters"))
    alone = probability(claim(1, "reuters"), known=agency)
    assert probability(*relayed, edges=copies((1, 2)), known=agency) == pytest.approx(alone)


def test_better_grades_surer_words_and_fewer_hands_weigh_more():
    assert probability(claim(1, "agency")) > probability(claim(1, "daily")) > probability(claim(1, "blog"))
    said = [
        probability(claim(1, "agency", modality=modality))
        for modality in (Modality.ASSERTED, Modality.REPORTED, Modality.ALLEGED, Modality.SPECULATED)
    ]
    assert said == sorted(said, reverse=True)
    assert len(set(said)) == 4
    hands = [probability(claim(1, "agency", holders=("Reuters",) * number)) for number in (1, 2, 3)]
    assert hands == sorted(hands, reverse=True)


def test_the_mills_of_one_network_stand_beside_each_other():
    other = claim(3, "weekly")
    alone = odds(probability(claim(1, "mill-2"), other)) - odds(probability(other))
    twice = odds(probability(claim(1, "mill-2"), claim(2, "mill-2"), other)) - odds(probability(other))
    free = odds(probability(claim(1, "blog"), claim(2, "daily"), other)) - odds(probability(other))
    assert twice < alone * (1 + model().weights.network) + 1e-9
    assert free > twice


def test_an_accusation_by_an_opponent_is_worth_less_and_an_admission_much():
    accuses = odds(probability(claim(1, "enemy"))) - odds(PRIOR)
    neutral = odds(probability(claim(1, "blog"))) - odds(PRIOR)
    admits = odds(probability(claim(1, "accused"))) - odds(PRIOR)
    assert 0 < accuses < neutral < admits
    denies = odds(PRIOR) - odds(probability(claim(1, "accused", denies=True)))
    examined = odds(PRIOR) - odds(probability(claim(1, "monitor", denies=True)))
    assert 0 < denies < 0.25 * examined


def test_an_official_act_is_certain_while_its_content_stays_an_allegation():
    pages = [claim(number, "daily", kind=Kind.POLICY, modality=Modality.ALLEGED) for number in range(1, 11)]
    found = event(*pages)
    grouped = lines(found, copies(*((1, number) for number in range(2, 11))))
    shown = assess(found, grouped, KNOWN)
    assert len(grouped) == 1
    assert shown.act
    assert shown.word is Likelihood.ALMOST_CERTAIN
    assert shown.content is not None
    assert shown.content.probability < 0.55
    denied = assess(
        event(*pages, claim(11, "accused", kind=Kind.POLICY, denies=True)),
        lines(event(*pages, claim(11, "accused", kind=Kind.POLICY, denies=True))),
        KNOWN,
    )
    assert denied.word is Likelihood.ALMOST_CERTAIN
    assert denied.content is not None
    assert denied.content.probability < shown.content.probability


def test_pages_by_themselves_make_no_content_truer():
    def content(number):
        found = event(
            *(claim(n, "daily", kind=Kind.POLICY, modality=Modality.ALLEGED) for n in range(number))
        )
        shown = assess(found, lines(found), KNOWN).content
        assert shown is not None
        return shown.probability

    assert content(10) == pytest.approx(content(1))


def test_an_undisputed_act_has_no_content_to_doubt():
    found = event(claim(1, kind=Kind.POLICY))
    assert assess(found, lines(found), KNOWN).content is None


def test_it_was_said_is_kept_apart_from_it_happened():
    found = event(*(claim(number, "mill", modality=Modality.ALLEGED) for number in range(3)))
    shown = assess(found, lines(found), KNOWN)
    assert shown.said.probability > 0.85
    assert shown.probability < 0.5


def test_credibility_takes_away_and_never_adds():
    shown = {
        grade: probability(claim(1, "agency"), known=replace(KNOWN, credibility={"c-001": grade}))
        for grade in Credibility
    }
    assert shown[Credibility.IMPROBABLE] < shown[Credibility.DOUBTFUL] < shown[Credibility.CONFIRMED]
    assert shown[Credibility.CONFIRMED] == shown[Credibility.PROBABLY_TRUE]


def test_what_is_not_known_of_a_source_flows_into_the_interval():
    def width(beta):
        found = event(claim(1, "agency"))
        shown = assess(found, lines(found), replace(KNOWN, learned={"agency": beta}))
        return shown.high - shown.low

    assert width(Beta.of(0.8, 4)) > width(Beta.of(0.8, 400)) + 0.02


def test_a_liar_is_worth_nothing_and_is_no_evidence_of_the_contrary():
    liar = replace(KNOWN, learned={"agency": Beta.of(0.1, 50)})
    assert probability(claim(1, "agency"), known=liar) == pytest.approx(PRIOR)


def test_a_line_that_does_not_exist_cannot_be_struck():
    with pytest.raises(UnknownIdError, match=r"example\.org/001"):
        probability(claim(1), without=["https://example.org/999"])
    assert probability(claim(1), claim(2, "agency"), without=[address(2)]) == probability(claim(1))


def test_words_go_with_the_ranges_and_lean_to_even_on_a_border():
    assert likelihood(0.5) is Likelihood.ROUGHLY_EVEN
    assert likelihood(0.55) is Likelihood.ROUGHLY_EVEN
    assert likelihood(0.8) is Likelihood.LIKELY
    assert likelihood(0.2) is Likelihood.UNLIKELY
    assert likelihood(0.951) is Likelihood.ALMOST_CERTAIN
    assert likelihood(0.001) is Likelihood.ALMOST_NO_CHANCE
    with pytest.raises(ValueError, match="no probability"):
        likelihood(1.5)


def test_every_step_says_why():
    found = event(claim(1, "enemy", modality=Modality.ALLEGED), claim(2, "accused", denies=True))
    first, *rest = assess(found, lines(found), KNOWN).steps
    assert "35 in 100" in first.why
    said = " ".join(step.why for step in rest)
    assert "put as an allegation" in said
    assert "accuses an opponent" in said
    assert "the accused would say no either way" in said
