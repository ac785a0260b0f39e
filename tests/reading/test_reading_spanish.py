"""What the linear engine reads in Spanish: passives with "se", hearsay, enclitics, members, denial, plans."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.linear.engine import Engine
from thistledown.reading.names import names


def read(text: str) -> list[Claim]:
    return list(Engine(text, names("es"), "es", date(2025, 6, 15), "report", "linear").claims())


def told(claim: Claim) -> tuple[str, str, str, str]:
    return (
        claim.kind.value,
        "; ".join(party.name for party in claim.providers),
        "; ".join(party.name for party in claim.recipients),
        claim.modality.value,
    )


JNIM, RSF, ELN = "Jama'at Nusrat al-Islam wal-Muslimin", "Rapid Support Forces", "National Liberation Army"
SAF, FAMA, CJNG = "Sudanese Armed Forces", "Malian Armed Forces", "Jalisco New Generation Cartel"
LEGION = "International Legion of Ukraine"

READ = {
    # who gave what, in every voice
    "Irán ha vendido drones Mohajer-6 al ejército sudanés.": ("transfer", "Iran", SAF, "asserted"),
    "El ejército sudanés recibió de Irán doce drones de combate.": ("transfer", "Iran", SAF, "asserted"),
    "Fueron entregados a los hutíes veinte drones kamikaze por Irán.": (
        "transfer",
        "Iran",
        "Houthis",
        "asserted",
    ),
    "Se entregaron veinte drones kamikaze a los hutíes.": ("transfer", "", "Houthis", "asserted"),
    "Irán reconoció que había suministrado drones a los hutíes.": (
        "transfer",
        "Iran",
        "Houthis",
        "reported",
    ),
    "Estos drones provienen de Irán.": ("transfer", "Iran", "", "asserted"),
    # how surely
    "Ucrania nunca suministró drones al JNIM.": ("transfer", "Ukraine", JNIM, "denied"),
    "Bamako acusa a Ucrania de haber entregado drones al JNIM.": ("transfer", "Ukraine", JNIM, "alleged"),
    "Irán habría entregado drones a los hutíes.": ("transfer", "Iran", "Houthis", "alleged"),
    "Irán podría haber entregado drones a los hutíes.": ("transfer", "Iran", "Houthis", "speculated"),
    "Irán entregará drones a los hutíes.": ("transfer", "Iran", "Houthis", "forecast"),
    "Irán planea entregar drones a los hutíes.": ("transfer", "Iran", "Houthis", "forecast"),
    "Irán prepara la entrega de drones a los hutíes.": ("transfer", "Iran", "Houthis", "forecast"),
    "Según Reuters, los Emiratos Árabes Unidos suministraron drones a las Fuerzas de Apoyo Rápido.": (
        "transfer",
        "United Arab Emirates",
        RSF,
        "reported",
    ),
    # training and people
    "Soldados malienses fueron adiestrados por instructores rusos en el uso de drones FPV.": (
        "training",
        "Russian instructors",
        FAMA,
        "asserted",
    ),
    "Miembros del CJNG habrían viajado a Ucrania para capacitarse en el uso de drones.": (
        "training",
        "",
        CJNG,
        "alleged",
    ),
    "El Cártel de Sinaloa reclutó a exmilitares colombianos que volaban drones.": (
        "recruitment",
        "former Colombian soldiers",
        "Sinaloa Cartel",
        "asserted",
    ),
    "Integrantes del CJNG se alistaron en la Legión Internacional de Ucrania para pilotar drones.": (
        "recruitment",
        CJNG,
        LEGION,
        "asserted",
    ),
    # use, light verbs, headlines
    "El CJNG lanzó una ofensiva con drones cargados de explosivos contra el Ejército.": (
        "use",
        "",
        CJNG,
        "asserted",
    ),
    "Colombia: disidencias atacan una estación de policía con drones": (
        "use",
        "",
        "FARC dissidents",
        "asserted",
    ),
    "Un dron del ELN lanzó una granada contra una patrulla.": ("use", "", ELN, "asserted"),
    # getting, losing, making, showing, deciding
    "El CJNG compró drones agrícolas por internet.": ("acquisition", "", CJNG, "asserted"),
    "Se incautaron doce drones al ELN en Arauca.": ("seizure", "", ELN, "asserted"),
    "El Ejército incautó doce drones en poder del ELN.": ("seizure", "", ELN, "asserted"),
    "El ELN ensambla drones en talleres artesanales.": ("production", "", ELN, "asserted"),
    "Un video muestra a combatientes del ELN con drones FPV.": ("sighting", "", ELN, "asserted"),
    "Malí rompió relaciones diplomáticas con Ucrania tras el ataque con drones de los rebeldes.": (
        "policy",
        "Mali",
        "Ukraine",
        "asserted",
    ),
}

NOTHING = (
    "Los agricultores usan drones agrícolas para la fumigación de los cultivos.",
    "El taller de drones para escolares de la biblioteca recibió a treinta alumnos.",
    "Un espectáculo de drones dio inicio al festival de la ciudad.",
    "El entrenador formó a sus jugadores con videos grabados por un dron.",
    "Los bomberos utilizan un dron contra los incendios forestales.",
    "Rebeldes armados atacaron un cuartel con morteros.",
    "La empresa presentó un dron de diseño propio en la feria tecnológica.",
)


@pytest.mark.parametrize("text", READ)
def test_a_spanish_sentence_tells_who_gave_what_to_whom_and_how_surely(text: str) -> None:
    assert READ[text] in [told(claim) for claim in read(text)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_about_armed_drones_makes_no_claim_in_spanish(text: str) -> None:
    assert not [told(claim) for claim in read(text)]


def test_the_skill_that_is_taught_is_not_read_as_use_too() -> None:
    claims = read("Instructores rusos entrenaron a soldados malienses en el manejo de drones FPV.")
    assert [claim.kind.value for claim in claims] == ["training"]


def test_where_a_drone_was_made_is_not_read_as_making() -> None:
    claims = read("El CJNG ataca a la policía con drones de fabricación china.")
    assert {claim.kind.value for claim in claims} == {"use"}


def test_a_group_that_is_formed_is_not_trained() -> None:
    claims = read("El CJNG ha formado un grupo de operadores de drones explosivos.")
    assert all(claim.kind.value != "training" for claim in claims)


def test_a_citizen_of_a_country_is_not_the_country() -> None:
    claims = read("Es el caso de un mexicano que completó un curso de drones FPV en Ucrania.")
    assert "Mexico" not in {party.name for claim in claims for party in claim.providers + claim.recipients}
