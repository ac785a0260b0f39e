"""Who says so and how surely: denial, hedge, attribution, forecast and generality."""

from __future__ import annotations

import pytest

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Modality, Polarity
from thistledown.reading.reader import read


def events(text: str) -> list[Claim]:
    return [claim for claim in read(text, language="en", published="2025-07-20") if not claim.generic]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Ukraine supplied drones to the FLA.", "asserted"),
        ("Ukraine is known to have supplied drones to the FLA.", "asserted"),
        ("Ukraine did not supply drones to the FLA.", "denied"),
        ("Ukraine never supplied drones to the FLA.", "denied"),
        ("Ukraine denied that it supplied drones to the FLA.", "denied"),
        ("Ukraine denied supplying drones to the FLA.", "denied"),
        ("Ukraine has repeatedly denied supplying drones to the FLA.", "denied"),
        ("Kyiv rejected accusations that it had supplied drones to the FLA.", "denied"),
        ("Kyiv dismissed claims that Ukraine supplied drones to the FLA.", "denied"),
        ("There is no evidence that Ukraine supplied drones to the FLA.", "speculated"),
        ("Mali accused Ukraine of supplying drones to the FLA.", "alleged"),
        ("Mali claimed that Ukraine supplied drones to the FLA.", "alleged"),
        ("Ukraine allegedly supplied drones to the FLA.", "alleged"),
        ("Ukraine reportedly supplied drones to the FLA.", "reported"),
        ("According to Le Monde, Ukraine supplied drones to the FLA.", "reported"),
        ("Ukraine supplied drones to the FLA, Reuters reported.", "reported"),
        ("The Houthis are said to have supplied al-Shabaab with drones.", "reported"),
        ("Transfers of drones to the FLA by Ukraine were documented by UN experts.", "reported"),
        ("Ukraine may have supplied drones to the FLA.", "speculated"),
        ("Ukraine might have supplied drones to the FLA.", "speculated"),
        ("Ukraine could have supplied drones to the FLA.", "speculated"),
        ("Ukraine possibly supplied drones to the FLA.", "speculated"),
        ("Did Ukraine supply drones to the FLA?", "speculated"),
        ("Analysts believe Ukraine supplied drones to the FLA.", "speculated"),
        ("Ukraine will supply drones to the FLA.", "forecast"),
        ("Ukraine is likely to supply drones to the FLA.", "forecast"),
        ("Ukraine plans to supply drones to the FLA next year.", "forecast"),
        ("If Ukraine supplied drones to the FLA, the war would change.", "forecast"),
        ("Analysts warned that Ukraine could supply drones to the FLA.", "forecast"),
        ("Ukraine agreed to supply drones to the FLA.", "forecast"),
    ],
)
def test_one_event_put_in_many_ways(text: str, modality: str) -> None:
    (claim,) = events(text)
    assert claim.modality.value == modality
    doubted = "no evidence" in text.lower()
    assert (claim.polarity is Polarity.NEGATIVE) == (modality == "denied" or doubted)
    assert claim.providers[0].actor in ("ukraine", "houthis")
    assert claim.recipients[0].actor in ("fla", "al-shabaab")
    assert claim.happened == (modality not in ("denied", "forecast") and not doubted)


def test_a_later_denial_stands_beside_what_it_denies() -> None:
    said, denied = events(
        "Mali accused Ukraine of supplying drones to the FLA. Kyiv rejected the accusations."
    )
    assert said.modality is Modality.ALLEGED
    assert said.holders == ("Mali",)
    assert denied.modality is Modality.DENIED
    assert denied.polarity is Polarity.NEGATIVE
    assert denied.holders == ("Ukraine",)
    assert denied.quote == "Kyiv rejected the accusations."


def test_holders_are_outlets_and_offices() -> None:
    (claim,) = events(
        "RIA Novosti, citing a Malian army officer, said Ukraine had supplied drones to the FLA."
    )
    assert claim.holders
    (other,) = events("Ukraine supplied drones to the FLA, Reuters reported.")
    assert other.holders == ("Reuters",)


@pytest.mark.parametrize("name", ["Uba", "John Smith", "Ahmed Diallo"])
def test_a_private_person_is_never_a_holder(name: str) -> None:
    (claim,) = events(f"CJNG used drones against the base, {name} reported.")
    assert all(part not in holder for holder in claim.holders for part in name.split())


def test_blame_names_the_user_as_alleged() -> None:
    seen, claim = events("Drones dropped explosives on an army base near Tibú. The army blamed the ELN.")
    assert (seen.recipients, seen.modality) == ((), Modality.ASSERTED)
    assert [party.actor for party in claim.recipients] == ["eln"]
    assert claim.modality is Modality.ALLEGED
    assert claim.recipients[0].modality is Modality.ALLEGED


def test_what_states_can_do_is_generic() -> None:
    claims = read(
        "State militaries can also train other state militaries in the use of drones.", language="en"
    )
    assert claims
    assert all(claim.generic and not claim.happened for claim in claims)


def test_scare_quotes_do_not_make_a_name_doubtful() -> None:
    (claim,) = events('The Russian "Africa Corps" trained the Malian army in the use of drones.')
    assert claim.modality is Modality.ASSERTED
    assert claim.providers[0].actor == "africa-corps"


def test_a_planned_attack_is_a_forecast() -> None:
    (claim,) = events("ISWAP is planning coordinated drone attacks on army bases, according to a report.")
    assert claim.modality is Modality.FORECAST
    assert [party.actor for party in claim.recipients] == ["iswap"]


def test_a_hedge_belongs_to_its_own_verb() -> None:
    used, supplied = events("The RSF used drones, allegedly supplied by the UAE, to bomb Port Sudan.")
    assert (used.kind.value, used.modality.value) == ("use", "asserted")
    assert (supplied.kind.value, supplied.modality.value) == ("transfer", "alleged")


def test_both_sides_of_a_generality_are_kept() -> None:
    (claim,) = read("State militaries can also train other state militaries to fly drones.", language="en")
    assert claim.generic
    assert claim.providers
    assert claim.recipients


@pytest.mark.parametrize(
    "text",
    [
        "Reports that the Houthis received FPV drones from Iran are false.",
        "Reports of Iran supplying quadcopters to Hezbollah were debunked.",
        "The claim that Ukraine trained JNIM drone pilots was fabricated.",
        "Three men were acquitted of supplying quadcopters to Hezbollah.",
        "Kyiv called the accusation that it supplied drones to Mali rebels baseless.",
    ],
)
def test_what_is_refuted_after_the_fact_is_denied(text: str) -> None:
    claims = read(text, language="en")
    assert claims
    assert {claim.modality for claim in claims} == {Modality.DENIED}
    assert {claim.polarity for claim in claims} == {Polarity.NEGATIVE}


def test_a_rumour_is_speculated() -> None:
    [claim] = read("It is rumoured that Iran supplied FPV drones to the Houthis.", language="en")
    assert claim.modality is Modality.SPECULATED


def test_security_hearsay_from_a_private_person_stays_hearsay_without_the_name() -> None:
    text = "According to Maria Lopez, a resident of Culiacan, the Sinaloa Cartel attacked with drones."
    claims = read(text, language="en")
    assert claims
    assert all(claim.modality is Modality.REPORTED for claim in claims)
    assert not any("Lopez" in holder for claim in claims for holder in claim.holders)


def test_an_outlet_the_registry_does_not_know_is_a_holder_too() -> None:
    text = (
        "Kenya's military is training Somali soldiers to fly armed FPV drones, the Daily Nation reported on "
        "Monday, citing two officials."
    )
    [claim] = read(text, language="en")
    assert claim.holders == ("Daily Nation", "officials")
