"""One happening in many French words: every verb of a class, both voices, denied, hedged, foretold."""

from __future__ import annotations

import pytest

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Kind, Modality
from thistledown.reading.reader import read


def of(text: str, kind: Kind) -> list[Claim]:
    return [claim for claim in read(text, language="fr", published="2025-11-20") if claim.kind is kind]


def parties(claim: Claim) -> tuple[list[str], list[str]]:
    return [p.name for p in claim.providers], [p.name for p in claim.recipients]


# (infinitive, participle in the plural)
SUPPLY = [
    ("livrer", "livrés"),
    ("fournir", "fournis"),
    ("remettre", "remis"),
    ("transférer", "transférés"),
    ("donner", "donnés"),
    ("envoyer", "envoyés"),
    ("expédier", "expédiés"),
    ("céder", "cédés"),
    ("vendre", "vendus"),
    ("acheminer", "acheminés"),
    ("prêter", "prêtés"),
    ("convoyer", "convoyés"),
    ("distribuer", "distribués"),
    ("transporter", "transportés"),
]
TRAIN = [
    ("former", "formés"),
    ("entraîner", "entraînés"),
    ("instruire", "instruits"),
    ("initier", "initiés"),
    ("encadrer", "encadrés"),
]
USE = [
    ("utiliser", "utilisés"),
    ("employer", "employés"),
    ("déployer", "déployés"),
    ("lancer", "lancés"),
    ("piloter", "pilotés"),
    ("manipuler", "manipulés"),
]
SEIZE = ["saisi", "récupéré", "confisqué", "intercepté", "découvert", "capturé"]
MAKE = ["fabriqué", "assemblé", "produit", "construit", "modifié", "conçu", "bricolé"]
RECRUIT = ["recruté", "embauché", "enrôlé", "engagé", "débauché"]

GIVEN = (["Iran"], ["Houthis"])


def one(word: str) -> str:
    """The participle in the singular."""
    return word if word == "remis" else word.removesuffix("s")


@pytest.mark.parametrize(("base", "done"), SUPPLY)
def test_supply(base: str, done: str) -> None:
    for text in (
        f"L'Iran a {one(done)} des drones armés aux Houthis.",
        f"Des drones armés ont été {done} aux Houthis par l'Iran.",
        f"Au printemps, l'Iran a discrètement {one(done)} une dizaine de drones armés aux Houthis.",
    ):
        (claim,) = of(text, Kind.TRANSFER)
        assert (parties(claim), claim.modality) == (GIVEN, Modality.ASSERTED), text
    for text in (
        f"L'Iran dément avoir {one(done)} des drones armés aux Houthis.",
        f"L'Iran n'a jamais {one(done)} de drones armés aux Houthis.",
        f"Téhéran nie que l'Iran ait {one(done)} des drones armés aux Houthis.",
    ):
        (claim,) = of(text, Kind.TRANSFER)
        assert claim.modality is Modality.DENIED, text
    (claim,) = of(f"L'Iran aurait {one(done)} des drones armés aux Houthis.", Kind.TRANSFER)
    assert (claim.modality, parties(claim)) == (Modality.ALLEGED, GIVEN)
    (claim,) = of(f"Le Yémen accuse l'Iran d'avoir {one(done)} des drones armés aux Houthis.", Kind.TRANSFER)
    assert (claim.modality, parties(claim)) == (Modality.ALLEGED, GIVEN)
    (claim,) = of(
        f"L'Iran prévoit de {base} des drones armés aux Houthis.".replace("de e", "d'e").replace(
            "de a", "d'a"
        ),
        Kind.TRANSFER,
    )
    assert claim.modality is Modality.FORECAST
    (claim,) = of(f"L'Iran pourrait avoir {one(done)} des drones armés aux Houthis.", Kind.TRANSFER)
    assert claim.modality is Modality.SPECULATED


@pytest.mark.parametrize(("base", "done"), TRAIN)
def test_training(base: str, done: str) -> None:
    want = (["instructeurs russes"], ["Malian Armed Forces"])
    for text in (
        f"Des instructeurs russes ont {one(done)} des soldats maliens au maniement des drones.",
        f"Des soldats maliens ont été {done} au maniement des drones par des instructeurs russes.",
    ):
        (claim,) = of(text, Kind.TRAINING)
        assert claim.modality is Modality.ASSERTED, text
        assert parties(claim)[1] == want[1], text
        assert claim.providers, text
    (claim,) = of(
        f"Moscou dément que ses officiers aient {one(done)} des soldats maliens au maniement des drones.",
        Kind.TRAINING,
    )
    assert claim.modality is Modality.DENIED
    (claim,) = of(
        f"Des instructeurs russes auraient {one(done)} des soldats maliens au maniement des drones.",
        Kind.TRAINING,
    )
    assert claim.modality is Modality.ALLEGED
    (claim,) = of(
        f"Des instructeurs russes vont {base} des soldats maliens au maniement des drones.", Kind.TRAINING
    )
    assert claim.modality is Modality.FORECAST


@pytest.mark.parametrize(("base", "done"), USE)
def test_use(base: str, done: str) -> None:
    for text in (
        f"Le JNIM a {one(done)} des drones armés contre la base militaire.",
        f"Des drones armés ont été {done} par le JNIM contre la base militaire.",
    ):
        (claim,) = of(text, Kind.USE)
        assert parties(claim)[1] == ["Jama'at Nusrat al-Islam wal-Muslimin"], text
        assert claim.modality is Modality.ASSERTED, text
    (claim,) = of(f"Le JNIM pourrait bientôt {base} des drones armés contre la base militaire.", Kind.USE)
    assert not claim.happened
    (claim,) = of(f"Le JNIM n'a pas {one(done)} de drones armés contre la base militaire.", Kind.USE)
    assert claim.modality is Modality.DENIED


@pytest.mark.parametrize("verb", SEIZE)
def test_seizure(verb: str) -> None:
    for text in (
        f"Les soldats ont {verb} six drones appartenant au JNIM.",
        f"Six drones appartenant au JNIM ont été {verb}s par les soldats.",
    ):
        (claim,) = of(text, Kind.SEIZURE)
        assert parties(claim)[1] == ["Jama'at Nusrat al-Islam wal-Muslimin"], text


@pytest.mark.parametrize("verb", MAKE)
def test_production(verb: str) -> None:
    for text in (
        f"Les Houthis ont {verb} des drones armés dans un atelier de Sanaa.",
        f"Des drones armés ont été {verb}s par les Houthis dans un atelier de Sanaa.",
    ):
        (claim,) = of(text, Kind.PRODUCTION)
        assert parties(claim)[1] == ["Houthis"], text


@pytest.mark.parametrize("verb", RECRUIT)
def test_recruitment(verb: str) -> None:
    text = f"Le cartel de Sinaloa a {verb} d'anciens soldats qui avaient piloté des drones armés."
    (claim,) = of(text, Kind.RECRUITMENT)
    assert parties(claim) == (["anciens soldats"], ["Sinaloa Cartel"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Ankara a livré des drones au groupe.",
        "Des drones ont été fournis par Ankara au mouvement.",
    ],
)
def test_a_noun_after_a_contracted_article_points_back(sentence: str) -> None:
    claims = of(f"Le M23 avance vers Goma. {sentence}", Kind.TRANSFER)
    assert [parties(claim) for claim in claims] == [(["Turkey"], ["March 23 Movement"])]


def test_the_seat_of_an_embassy_gets_nothing() -> None:
    (claim,) = of("L'ambassade de Chine à Bamako a remis des drones à l'armée malienne.", Kind.TRANSFER)
    assert parties(claim) == (["China"], ["Malian Armed Forces"])
