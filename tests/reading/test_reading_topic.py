"""Parties and things that a sentence leaves out because the text has named them."""

from __future__ import annotations

import pytest

from thistledown.codebook.terms import Kind, Modality
from thistledown.reading.reader import read

OPENING = {
    "en": "JNIM fighters attacked an army post near Djibo with armed drones. ",
    "fr": "Le JNIM a attaqué un poste de l'armée près de Djibo avec des drones armés. ",
    "es": "El ELN atacó un puesto del ejército en Arauca con drones armados. ",
    "pt": "O M23 atacou um posto do exército perto de Goma com drones armados. ",
    "ru": "Боевики М23 атаковали пост армии близ Гомы вооружёнными дронами. ",
}


@pytest.mark.parametrize(
    ("language", "rest", "kind", "actor"),
    [
        ("fr", "Les soldats ont saisi deux drones mardi.", Kind.SEIZURE, "Jama'at Nusrat"),
        ("es", "Los soldados incautaron dos drones el martes.", Kind.SEIZURE, "National Liberation Army"),
        ("pt", "Os soldados apreenderam dois drones na terça-feira.", Kind.SEIZURE, "March 23"),
        ("ru", "Солдаты изъяли два беспилотника.", Kind.SEIZURE, "March 23"),
        ("fr", "Les drones ont été achetés au marché noir.", Kind.ACQUISITION, "Jama'at Nusrat"),
        ("es", "Los drones fueron comprados por internet.", Kind.ACQUISITION, "National Liberation Army"),
        ("pt", "Os drones foram comprados pela internet.", Kind.ACQUISITION, "March 23"),
    ],
)
def test_whose_a_drone_is_comes_from_the_text(language: str, rest: str, kind: Kind, actor: str) -> None:
    found = [c for c in read(OPENING[language] + rest, language=language) if c.kind is kind]
    assert [party.name.startswith(actor) for claim in found for party in claim.recipients] == [True]
    assert any("whom the text speaks of" in reason for reason in found[0].reasons)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les soldats ont saisi deux drones mardi près de Djibo."),
        ("es", "Los soldados incautaron dos drones el martes en Arauca."),
    ],
)
def test_nobody_is_supplied_where_the_text_names_no_group(language: str, text: str) -> None:
    assert all(not claim.recipients for claim in read(text, language=language))


def test_what_a_drone_is_made_for_is_no_attack() -> None:
    text = "L'armée turque a livré au Mali soixante drones d'attaque et un simulateur."
    assert {claim.kind for claim in read(text, language="fr")} <= {Kind.TRANSFER}
    text = "La empresa turca entregó a Malí sesenta drones de ataque."
    assert {claim.kind for claim in read(text, language="es")} <= {Kind.TRANSFER}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Los hutíes fabrican drones que luego ceden a Al Shabab."),
        ("pt", "Os houthis fabricam drones que depois entregam ao Al-Shabaab."),
    ],
)
def test_a_relative_clause_says_more_of_the_drones_before_it(language: str, text: str) -> None:
    found = [c for c in read(text, language=language) if c.kind is Kind.TRANSFER]
    assert [[p.name for p in claim.recipients] for claim in found] == [["al-Shabaab"]]


def test_a_delivery_told_before_goes_on() -> None:
    text = "La Russie a livré des drones au Mali en mars. La livraison a été niée par Moscou."
    found = read(text, language="fr")
    assert [c.modality for c in found if "livraison" in c.quote] in ([Modality.DENIED], [])
    assert not [c for c in found if "niée" in c.quote and c.modality is Modality.ASSERTED]


def test_what_goes_on_has_the_parties_told_before() -> None:
    text = "L'Iran a livré des drones aux Houthis. La livraison a eu lieu en juillet."
    found = [c for c in read(text, language="fr", published="2025-09-01") if c.kind is Kind.TRANSFER]
    assert {tuple(p.name for p in c.providers) for c in found} == {("Iran",)}
    assert {tuple(p.name for p in c.recipients) for c in found} == {("Houthis",)}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "es",
            "Los Tucanes de Azuay, una banda nueva, compran drones en China.",
            "Tucanes de Azuay",
        ),
        ("pt", "A Brigada do Lúrio, milícia de camponeses, comprou drones na China.", "Brigada do Lúrio"),
        (
            "fr",
            "Les Aigles du Mandoul, milice locale, ont reçu du Tchad six drones.",
            "Aigles du Mandoul",
        ),
    ],
)
def test_a_name_that_only_its_apposition_makes_a_group(language: str, text: str, name: str) -> None:
    found = read(text, language=language)
    assert [p.literal for p in found[0].recipients] == [name]


def test_a_person_described_by_a_trade_is_no_group() -> None:
    text = "Juan Pérez, un guerrillero del ELN, compró drones en China."
    assert all("Pérez" not in p.literal for c in read(text, language="es") for p in c.recipients)


def test_who_acts_beside_a_gerund_is_the_subject_of_the_sentence() -> None:
    text = "Украинские инструкторы взаимодействуют с местными боевиками, передавая повстанцам дроны."
    found = [c for c in read(text, language="ru") if c.kind is Kind.TRANSFER]
    assert [[p.literal for p in c.providers] for c in found] == [["Украинские инструкторы"]]
    assert [[p.literal for p in c.recipients] for c in found] == [["повстанцам"]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "A Força Aérea exibiu um drone de vigilância na feira."),
        ("es", "La Fuerza Aérea exhibió un dron de vigilancia en la feria."),
    ],
)
def test_a_force_that_shows_what_it_has_passes_nothing_on(language: str, text: str) -> None:
    assert not read(text, language=language)


def test_drones_made_to_carry_are_nobodys_work() -> None:
    text = "El ELN atacó un puesto con drones. El uso de drones modificados para cargar granadas crece."
    assert Kind.PRODUCTION not in {c.kind for c in read(text, language="es")}


def test_who_gets_it_after_a_pronoun_for_the_thing() -> None:
    text = "Иран показал дроны, но продолжает отгружать их России."
    found = [c for c in read(text, language="ru") if c.kind is Kind.TRANSFER]
    assert [[p.name for p in c.recipients] for c in found] == [["Russia"]]


def test_the_coalition_gets_what_is_supplied_to_it() -> None:
    text = "Коаліція CSP атакувала колону дронами. За словами офіцера, Київ постачав коаліції безпілотники."
    found = [c for c in read(text, language="uk") if c.kind is Kind.TRANSFER]
    assert [[p.literal for p in c.recipients] for c in found] == [["коаліції"]]
