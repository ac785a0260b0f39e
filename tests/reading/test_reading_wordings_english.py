"""One happening in many English words: every verb of a class, both voices, denied, hedged, foretold."""

from __future__ import annotations

import pytest

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Kind, Modality
from thistledown.reading.reader import read


def of(text: str, kind: Kind) -> list[Claim]:
    return [claim for claim in read(text, language="en", published="2025-11-20") if claim.kind is kind]


def parties(claim: Claim) -> tuple[list[str], list[str]]:
    return [p.name for p in claim.providers], [p.name for p in claim.recipients]


# (base, past, participle)
SUPPLY = [
    ("supply", "supplied", "supplied"),
    ("deliver", "delivered", "delivered"),
    ("ship", "shipped", "shipped"),
    ("hand over", "handed over", "handed over"),
    ("donate", "donated", "donated"),
    ("transfer", "transferred", "transferred"),
    ("sell", "sold", "sold"),
    ("lend", "lent", "lent"),
    ("airlift", "airlifted", "airlifted"),
    ("give", "gave", "given"),
    ("export", "exported", "exported"),
    ("bring", "brought", "brought"),
    ("ferry", "ferried", "ferried"),
    ("pass on", "passed on", "passed on"),
]
TRAIN = [
    ("train", "trained", "trained"),
    ("instruct", "instructed", "instructed"),
    ("teach", "taught", "taught"),
    ("tutor", "tutored", "tutored"),
    ("mentor", "mentored", "mentored"),
    ("drill", "drilled", "drilled"),
    ("coach", "coached", "coached"),
]
USE = [
    ("use", "used", "used"),
    ("deploy", "deployed", "deployed"),
    ("fly", "flew", "flown"),
    ("launch", "launched", "launched"),
    ("unleash", "unleashed", "unleashed"),
    ("steer", "steered", "steered"),
]
SEIZE = [
    "seized",
    "captured",
    "confiscated",
    "intercepted",
    "recovered",
    "impounded",
    "uncovered",
    "retrieved",
]
MAKE = ["built", "assembled", "manufactured", "produced", "engineered", "copied", "modified"]
RECRUIT = ["recruited", "hired", "enlisted", "poached", "drafted", "headhunted"]

GIVEN = (["Iran"], ["Houthis"])


@pytest.mark.parametrize(("base", "past", "done"), SUPPLY)
def test_supply(base: str, past: str, done: str) -> None:
    told = [
        f"Iran {past} armed drones to the Houthis.",
        f"Armed drones were {done} to the Houthis by Iran.",
        f"Last spring, Iran quietly {past} a dozen armed drones to the Houthis.",
    ]
    for text in told:
        (claim,) = of(text, Kind.TRANSFER)
        assert parties(claim) == GIVEN, text
        assert claim.modality is Modality.ASSERTED, text
    (claim,) = of(f"Iran denied that it had {done} armed drones to the Houthis.", Kind.TRANSFER)
    assert (claim.modality, parties(claim)) == (Modality.DENIED, GIVEN)
    (claim,) = of(f"Iran has never {done} armed drones to the Houthis.", Kind.TRANSFER)
    assert claim.modality is Modality.DENIED
    (claim,) = of(f"Iran allegedly {past} armed drones to the Houthis.", Kind.TRANSFER)
    assert claim.modality is Modality.ALLEGED
    (claim,) = of(f"Iran plans to {base} armed drones to the Houthis.", Kind.TRANSFER)
    assert claim.modality is Modality.FORECAST
    (claim,) = of(f"Iran may have {done} armed drones to the Houthis.", Kind.TRANSFER)
    assert claim.modality is Modality.SPECULATED


@pytest.mark.parametrize(("base", "past", "done"), TRAIN)
def test_training(base: str, past: str, done: str) -> None:
    want = (["Russian instructors"], ["Malian Armed Forces"])
    for text in (
        f"Russian instructors {past} Malian soldiers to fly drones.",
        f"Malian soldiers were {done} by Russian instructors to fly drones.",
    ):
        (claim,) = of(text, Kind.TRAINING)
        assert (parties(claim), claim.modality) == (want, Modality.ASSERTED), text
    (claim,) = of(f"Russia denied that its officers had {done} Malian soldiers to fly drones.", Kind.TRAINING)
    assert claim.modality is Modality.DENIED
    (claim,) = of(f"Russian instructors will {base} Malian soldiers to fly drones.", Kind.TRAINING)
    assert claim.modality is Modality.FORECAST
    (claim,) = of(f"Russian instructors reportedly {past} Malian soldiers to fly drones.", Kind.TRAINING)
    assert (claim.modality, parties(claim)) == (Modality.REPORTED, want)


@pytest.mark.parametrize(("base", "past", "done"), USE)
def test_use(base: str, past: str, done: str) -> None:
    for text in (
        f"Al-Shabaab {past} armed drones against the army base.",
        f"Armed drones were {done} by al-Shabaab against the army base.",
    ):
        (claim,) = of(text, Kind.USE)
        assert parties(claim)[1] == ["al-Shabaab"], text
        assert claim.modality is Modality.ASSERTED, text
    (claim,) = of(f"Al-Shabaab could soon {base} armed drones against the army base.", Kind.USE)
    assert not claim.happened
    (claim,) = of(f"Al-Shabaab has not {done} armed drones against the army base.", Kind.USE)
    assert claim.modality is Modality.DENIED


@pytest.mark.parametrize("verb", SEIZE)
def test_seizure(verb: str) -> None:
    for text in (
        f"Soldiers {verb} six drones from al-Shabaab.",
        f"Six drones were {verb} from al-Shabaab by soldiers.",
    ):
        (claim,) = of(text, Kind.SEIZURE)
        assert parties(claim)[1] == ["al-Shabaab"], text


@pytest.mark.parametrize("verb", MAKE)
def test_production(verb: str) -> None:
    for text in (
        f"The Houthis {verb} armed drones in a workshop in Sanaa.",
        f"Armed drones were {verb} by the Houthis in a workshop in Sanaa.",
    ):
        (claim,) = of(text, Kind.PRODUCTION)
        assert parties(claim)[1] == ["Houthis"], text


@pytest.mark.parametrize("verb", RECRUIT)
def test_recruitment(verb: str) -> None:
    text = f"The Sinaloa Cartel {verb} former soldiers who had flown armed drones in the war."
    (claim,) = of(text, Kind.RECRUITMENT)
    assert parties(claim) == (["former soldiers"], ["Sinaloa Cartel"])


def test_what_a_lesson_is_about_is_no_use() -> None:
    for about in ("in the use of armed drones", "in flying FPV drones", "on operating armed drones"):
        (claim,) = of(f"JNIM fighters were given training {about} by Africa Corps.", Kind.TRAINING)
        assert parties(claim) == (["Africa Corps"], ["Jama'at Nusrat al-Islam wal-Muslimin"]), about
        assert not of(f"JNIM fighters were given training {about} by Africa Corps.", Kind.USE)


def test_fighters_who_are_sent_to_gain_skills_are_no_drones_handed_over() -> None:
    text = (
        "Mexican cartels are sending fighters to Ukraine to gain battlefield experience with attack drones."
    )
    assert not of(text, Kind.TRANSFER)
    assert of(text, Kind.TRAINING)


def test_who_inquires_gave_nothing() -> None:
    text = (
        "Al-Shabaab acquired attack drones from Yemen, according to an investigation by Kenyan intelligence."
    )
    assert [p.name for claim in read(text, language="en") for p in claim.providers] == ["Yemen"]


def test_a_court_does_not_fly_what_a_tourist_flew() -> None:
    assert not read("A court in Oslo fined a tourist who flew a drone near the royal palace.", language="en")
