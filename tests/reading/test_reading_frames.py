"""Who did what to whom: the same event said in many ways gives the same claim."""

from __future__ import annotations

import pytest

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Kind
from thistledown.reading.linear.grammar import complete, grammar
from thistledown.reading.reader import read


def events(text: str) -> list[Claim]:
    return [claim for claim in read(text, language="en", published="2025-07-20") if not claim.generic]


def parties(claim: Claim) -> tuple[str | None, str | None]:
    provider = (claim.providers[0].actor or claim.providers[0].literal) if claim.providers else None
    recipient = (claim.recipients[0].actor or claim.recipients[0].literal) if claim.recipients else None
    return provider, recipient


CASES = [
    ("Russia supplied FPV drones to the Malian army.", "transfer", "russia", "mali-armed-forces"),
    ("The Malian army was supplied with FPV drones by Russia.", "transfer", "russia", "mali-armed-forces"),
    ("FPV drones were supplied to the Malian army by Russia.", "transfer", "russia", "mali-armed-forces"),
    ("Mali's army supplied FPV drones to Russia.", "transfer", "mali-armed-forces", "russia"),
    ("The FLA received drones from Ukraine.", "transfer", "ukraine", "fla"),
    ("The FLA got drones from Ukraine.", "transfer", "ukraine", "fla"),
    ("Drone deliveries from Turkey to Mali resumed.", "transfer", "turkey", "mali"),
    ("Iran gave Hezbollah drones.", "transfer", "iran", "hezbollah"),
    ("The FLA bought drones on the black market.", "acquisition", None, "fla"),
    (
        "JNIM captured three drones from the Burkinabe army.",
        "acquisition",
        "burkina-faso-armed-forces",
        "jnim",
    ),
    ("Nigerian troops seized two armed drones from ISWAP fighters.", "seizure", None, "iswap"),
    ("Two armed drones were seized from ISWAP by Nigerian troops.", "seizure", None, "iswap"),
    ("Customs officers seized drone parts bound for the Houthis.", "seizure", None, "houthis"),
    (
        "Africa Corps is training Malian soldiers to fly FPV drones.",
        "training",
        "africa-corps",
        "mali-armed-forces",
    ),
    (
        "Malian soldiers are receiving drone training from Africa Corps.",
        "training",
        "africa-corps",
        "mali-armed-forces",
    ),
    (
        "The training of Malian soldiers by Africa Corps in the use of drones went on.",
        "training",
        "africa-corps",
        "mali-armed-forces",
    ),
    (
        "Africa Corps' training of Malian soldiers in drone use drew attention.",
        "training",
        "africa-corps",
        "mali-armed-forces",
    ),
    (
        "Africa Corps carried out drone training for Malian soldiers.",
        "training",
        "africa-corps",
        "mali-armed-forces",
    ),
    ("CJNG used drones to drop explosives on a village.", "use", None, "cjng"),
    ("CJNG attacked the village with explosive drones.", "use", None, "cjng"),
    ("The village was attacked by CJNG with explosive drones.", "use", None, "cjng"),
    ("A CJNG drone attack killed two soldiers.", "use", None, "cjng"),
    ("Drone attacks by CJNG have killed two soldiers.", "use", None, "cjng"),
    ("CJNG drones dropped grenades on a village.", "use", None, "cjng"),
    ("In the first half of 2025 the FLA used one-way drones against a base.", "use", None, "fla"),
    (
        "CJNG recruited former Colombian soldiers as drone operators.",
        "recruitment",
        "former-colombian-soldiers",
        "cjng",
    ),
    (
        "Former Colombian soldiers were hired by CJNG to fly drones.",
        "recruitment",
        "former-colombian-soldiers",
        "cjng",
    ),
    ("A video shows FLA fighters handling a fibre-optic FPV drone.", "sighting", None, "fla"),
    ("A photo shows a quadcopter in the hands of the Azawad Liberation Front.", "sighting", None, "fla"),
    ("Hezbollah assembles FPV drones in workshops in Lebanon.", "production", None, "hezbollah"),
    ("FPV drones are being produced by the Arakan Army.", "production", None, "arakan-army"),
    ("China banned the export of drone components.", "policy", "china", None),
]


@pytest.mark.parametrize(("text", "kind", "provider", "recipient"), CASES)
def test_one_sentence_one_claim(text: str, kind: str, provider: str | None, recipient: str | None) -> None:
    claims = events(text)
    assert [claim.kind.value for claim in claims] == [kind]
    assert parties(claims[0]) == (provider, recipient)
    assert claims[0].modality.value == "asserted"
    assert claims[0].polarity.value == "positive"


@pytest.mark.parametrize(
    "text",
    [
        "The football club opened its training camp and used a drone to film practice.",
        "A drone show with 500 drones lit up the sky over Dubai.",
        "Farmers in Kenya bought agricultural drones to spray crops.",
        "The Malian army conducted air strikes with fighter jets.",
        "The company unveiled a new camera drone with a longer battery life.",
        "Rescue teams used drones to find flood survivors in Libya.",
        "Russia trained Malian soldiers in mine clearance.",
        "The rebels captured the town of Kidal from the army.",
        "Ukraine received tanks from Poland.",
        "There are several ways in which states can acquire drones.",
        "The mayor, John Smith, bought a drone for his son.",
        "Mexico's army ordered counter-drone systems from a French company.",
        "The Malian military has reportedly confirmed the drone's origin.",
        "A wedding photographer hired a drone pilot.",
    ],
)
def test_what_is_not_about_it_gives_nothing(text: str) -> None:
    assert events(text) == []


def test_coordinated_providers_give_a_claim_each() -> None:
    claims = events("Russia and Ukraine supplied drones to armed groups in Mali.")
    assert {parties(claim)[0] for claim in claims} == {"russia", "ukraine"}


def test_the_target_is_never_the_recipient() -> None:
    (claim,) = events("JNIM struck a Malian army base with drones.")
    assert [party.actor for party in claim.recipients] == ["jnim"]


def test_two_events_of_one_sentence() -> None:
    claims = events("Iran handed over drones to the Houthis and trained Hezbollah to use them.")
    assert {(claim.kind, *parties(claim)) for claim in claims} == {
        (Kind.TRANSFER, "iran", "houthis"),
        (Kind.TRAINING, "iran", "hezbollah"),
    }


@pytest.mark.parametrize("language", complete())
def test_every_role_of_the_frames_is_a_role(language: str) -> None:
    roles = {"provider", "recipient", "captor", "target"}
    for frame in grammar(language).frames.values():
        for table in (frame.active, frame.alone, frame.passive, frame.nominal):
            assert set(table.values()) <= roles, frame.id
