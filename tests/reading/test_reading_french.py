"""What the linear engine reads in French: elided words, hearsay, headlines, denial and forecasts."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.linear.engine import Engine
from thistledown.reading.names import names


def read(text: str) -> list[Claim]:
    return list(Engine(text, names("fr"), "fr", date(2025, 6, 15), "report", "linear").claims())


def told(claim: Claim) -> tuple[str, str, str, str]:
    return (
        claim.kind.value,
        "; ".join(party.name for party in claim.providers),
        "; ".join(party.name for party in claim.recipients),
        claim.modality.value,
    )


JNIM, RSF = "Jama'at Nusrat al-Islam wal-Muslimin", "Rapid Support Forces"
SAF, FAMA = "Sudanese Armed Forces", "Malian Armed Forces"

READ = {
    "L'Ukraine n'a jamais livré de drones au JNIM.": ("transfer", "Ukraine", JNIM, "denied"),
    "Bamako accuse l'Ukraine d'avoir livré des drones au JNIM.": ("transfer", "Ukraine", JNIM, "alleged"),
    "L'Iran a fourni des drones Mohajer-6 à l'armée soudanaise.": ("transfer", "Iran", SAF, "asserted"),
    "L'armée soudanaise a reçu de l'Iran douze drones de combat.": ("transfer", "Iran", SAF, "asserted"),
    "Des instructeurs russes ont formé des soldats maliens au pilotage de drones FPV.": (
        "training",
        "Russian instructors",
        FAMA,
        "asserted",
    ),
    "La Turquie livrera des drones à l'armée malienne.": ("transfer", "Turkey", FAMA, "forecast"),
    "L'Iran envisage de livrer des drones à l'armée soudanaise.": ("transfer", "Iran", SAF, "forecast"),
    "Le JNIM aurait acheté des drones en Libye.": ("acquisition", "", JNIM, "alleged"),
    "Le JNIM a attaqué un camp militaire avec des drones kamikazes.": ("use", "", JNIM, "asserted"),
    "Mali : le JNIM attaque un poste militaire avec un drone": ("use", "", JNIM, "asserted"),
    "Le M23 utilise des drones FPV contre l'armée congolaise.": (
        "use",
        "",
        "March 23 Movement",
        "asserted",
    ),
    "Selon Reuters, les Émirats arabes unis ont fourni des drones aux Forces de soutien rapide.": (
        "transfer",
        "United Arab Emirates",
        RSF,
        "reported",
    ),
    "Ces drones proviennent d'Iran.": ("transfer", "Iran", "", "asserted"),
    "L'armée malienne a saisi des drones appartenant au JNIM.": ("seizure", "", JNIM, "asserted"),
    "L'Iran fournit des drones à l'armée soudanaise, selon Bloomberg.": ("transfer", "Iran", SAF, "reported"),
    "Selon des témoins, des drones iraniens ont été livrés à l'armée soudanaise.": (
        "transfer",
        "",
        SAF,
        "reported",
    ),
    "Des gangs haïtiens ont acheté des drones, selon la police.": (
        "acquisition",
        "",
        "Haitian gangs",
        "reported",
    ),
}

NOTHING = (
    "Les agriculteurs utilisent des drones agricoles pour l'épandage.",
    "Un spectacle de drones a été organisé à Paris pour le festival.",
    "L'entraîneur a formé ses joueurs de football.",
    "Les pompiers utilisent un drone contre les incendies de forêt.",
    "Le ministre a visité une école à Bamako.",
    "Des rebelles armés ont attaqué une caserne avec des mortiers.",
    "La société livre des médicaments par drone au Rwanda.",
    "Un photographe a perdu son drone à Dakar.",
)


@pytest.mark.parametrize("text", READ)
def test_a_french_sentence_tells_who_gave_what_to_whom_and_how_surely(text: str) -> None:
    assert READ[text] in [told(claim) for claim in read(text)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_about_armed_drones_makes_no_claim_in_french(text: str) -> None:
    assert not [told(claim) for claim in read(text)]


def test_a_purpose_is_not_told_as_done() -> None:
    text = "Plusieurs combattants sont partis en Ukraine afin d'être formés au pilotage de petits drones."
    assert all(claim.modality.value == "forecast" for claim in read(text))


def test_an_armed_group_that_shoots_a_drone_down_has_not_acquired_it() -> None:
    claims = read("Le M23 a abattu un drone CH-4 de l'armée congolaise au Sud-Kivu.")
    assert all(claim.kind.value not in ("acquisition", "seizure") for claim in claims)
