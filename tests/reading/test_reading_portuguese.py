"""What the engine reads in Portuguese, European and Brazilian: enclitics, hearsay, members, denial, plans."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.linear.engine import Engine
from thistledown.reading.names import names


def read(text: str) -> list[Claim]:
    return list(Engine(text, names("pt"), "pt", date(2025, 6, 15), "report", "linear").claims())


def told(claim: Claim) -> tuple[str, str, str, str]:
    return (
        claim.kind.value,
        "; ".join(party.name for party in claim.providers),
        "; ".join(party.name for party in claim.recipients),
        claim.modality.value,
    )


JNIM, RSF, CV = "Jama'at Nusrat al-Islam wal-Muslimin", "Rapid Support Forces", "Comando Vermelho"
SAF, FAMA = "Sudanese Armed Forces", "Malian Armed Forces"

READ = {
    # who gave what, in every voice
    "O Irão vendeu drones Mohajer-6 ao exército sudanês.": ("transfer", "Iran", SAF, "asserted"),
    "O exército sudanês recebeu do Irão doze drones de combate.": ("transfer", "Iran", SAF, "asserted"),
    "Vinte drones foram entregues aos houthis pelo Irão.": ("transfer", "Iran", "Houthis", "asserted"),
    "Estes drones provêm do Irão.": ("transfer", "Iran", "", "asserted"),
    # how surely
    "A Ucrânia nunca forneceu drones ao JNIM.": ("transfer", "Ukraine", JNIM, "denied"),
    "Moscovo desmentiu que o Irão tenha fornecido drones aos houthis.": (
        "transfer",
        "Iran",
        "Houthis",
        "denied",
    ),
    "Bamako acusa a Ucrânia de ter entregue drones ao JNIM.": ("transfer", "Ukraine", JNIM, "alleged"),
    "O Irão teria entregado drones aos houthis.": ("transfer", "Iran", "Houthis", "alleged"),
    "Kiev pode ter fornecido drones ao JNIM.": ("transfer", "Ukraine", JNIM, "speculated"),
    "O Irão entregará drones aos houthis.": ("transfer", "Iran", "Houthis", "forecast"),
    "O Irão planeia entregar drones aos houthis.": ("transfer", "Iran", "Houthis", "forecast"),
    "O Irã prepara a entrega de drones aos houthis.": ("transfer", "Iran", "Houthis", "forecast"),
    "Segundo a Reuters, os Emirados Árabes Unidos forneceram drones às Forças de Apoio Rápido.": (
        "transfer",
        "United Arab Emirates",
        RSF,
        "reported",
    ),
    # training and people
    "Instrutores russos treinaram soldados malianos no manejo de drones FPV.": (
        "training",
        "Russian instructors",
        FAMA,
        "asserted",
    ),
    "Soldados malianos foram treinados por instrutores russos no uso de drones FPV.": (
        "training",
        "Russian instructors",
        FAMA,
        "asserted",
    ),
    "Membros do Comando Vermelho teriam viajado à Ucrânia para aprender a pilotar drones.": (
        "training",
        "",
        CV,
        "alleged",
    ),
    "Cartéis mexicanos recrutaram ex-militares colombianos para operar drones.": (
        "recruitment",
        "former Colombian soldiers",
        "Mexican cartels",
        "asserted",
    ),
    "Um integrante do Comando Vermelho alistou-se nas forças ucranianas para pilotar drones.": (
        "recruitment",
        CV,
        "Armed Forces of Ukraine",
        "asserted",
    ),
    # use, headlines
    "Criminosos do Comando Vermelho lançam granadas com drones contra a polícia": (
        "use",
        "",
        CV,
        "asserted",
    ),
    "Um drone do Comando Vermelho largou uma granada sobre milicianos.": ("use", "", CV, "asserted"),
    "Drones foram usados pelo Comando Vermelho para vigiar a polícia.": ("use", "", CV, "asserted"),
    # getting, losing, making, showing, deciding
    "A polícia apreendeu doze drones em poder do Comando Vermelho.": ("seizure", "", CV, "asserted"),
    "Doze drones do Comando Vermelho foram apreendidos pela polícia no Rio.": (
        "seizure",
        "",
        CV,
        "asserted",
    ),
    "O Comando Vermelho comprou drones pela internet.": ("acquisition", "", CV, "asserted"),
    "O Comando Vermelho adaptou drones comerciais para lançar granadas.": (
        "production",
        "",
        CV,
        "asserted",
    ),
    "Um vídeo mostra combatentes do JNIM com drones FPV.": ("sighting", "", JNIM, "asserted"),
    "O Mali rompeu relações diplomáticas com a Ucrânia depois do ataque com drones dos rebeldes.": (
        "policy",
        "Mali",
        "Ukraine",
        "asserted",
    ),
}

NOTHING = (
    "Os agricultores usam drones agrícolas na pulverização das lavouras.",
    "A oficina de drones para adolescentes da biblioteca está lotada.",
    "Um espetáculo de drones abriu o festival da cidade.",
    "O treinador formou os jogadores com vídeos filmados por um drone.",
    "Os bombeiros usam um drone contra os incêndios florestais.",
    "Rebeldes armados atacaram um quartel com morteiros.",
    "A banda lança álbum de estreia com imagens feitas por drone em festival.",
)


@pytest.mark.parametrize("text", READ)
def test_a_portuguese_sentence_tells_who_gave_what_to_whom_and_how_surely(text: str) -> None:
    assert READ[text] in [told(claim) for claim in read(text)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_about_armed_drones_makes_no_claim_in_portuguese(text: str) -> None:
    assert not [told(claim) for claim in read(text)]


def test_a_verb_of_having_that_only_helps_is_no_sighting() -> None:
    claims = read("Grupos jihadistas têm usado drones comerciais para atacar bases militares.")
    assert {claim.kind.value for claim in claims} == {"use"}


def test_a_military_man_is_no_verb_of_joining() -> None:
    claims = read("Um militar da Marinha ajudou o Comando Vermelho com drones.")
    assert all(claim.kind.value != "recruitment" for claim in claims)
