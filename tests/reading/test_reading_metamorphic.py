"""What a change of the text must change in the claims, and what it must not, in every language.

Each relation is stated once and held for sentences of all languages: swapped roles swap the parties, a
negation and a denial are never read as fact, a hedge lowers, active and passive say the same, other
paragraphs change nothing, another script's alias is the same actor.
"""

from __future__ import annotations

import pytest

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Kind, Modality
from thistledown.reading.reader import read

# Language: plain, roles swapped, negated, denied by the provider, hedged, passive, foretold.
SENTENCES = {
    "en": (
        "Russia supplied FPV drones to Iran in May.",
        "Iran supplied FPV drones to Russia in May.",
        "Russia did not supply FPV drones to Iran.",
        "Russia denied that it had supplied FPV drones to Iran.",
        "Russia may have supplied FPV drones to Iran.",
        "FPV drones were supplied to Iran by Russia in May.",
        "Russia will supply FPV drones to Iran.",
    ),
    "fr": (
        "La Russie a livré des drones FPV à l'Iran en mai.",
        "L'Iran a livré des drones FPV à la Russie en mai.",
        "La Russie n'a pas livré de drones FPV à l'Iran.",
        "La Russie a démenti avoir livré des drones FPV à l'Iran.",
        "La Russie a peut-être livré des drones FPV à l'Iran.",
        "Des drones FPV ont été livrés à l'Iran par la Russie en mai.",
        "La Russie livrera des drones FPV à l'Iran.",
    ),
    "es": (
        "Rusia entregó drones FPV a Irán en mayo.",
        "Irán entregó drones FPV a Rusia en mayo.",
        "Rusia no entregó drones FPV a Irán.",
        "Rusia negó haber entregado drones FPV a Irán.",
        "Rusia quizás entregó drones FPV a Irán.",
        "Drones FPV fueron entregados a Irán por Rusia en mayo.",
        "Rusia entregará drones FPV a Irán.",
    ),
    "pt": (
        "A Rússia entregou drones FPV ao Irã em maio.",
        "O Irã entregou drones FPV à Rússia em maio.",
        "A Rússia não entregou drones FPV ao Irã.",
        "A Rússia negou ter entregue drones FPV ao Irã.",
        "A Rússia talvez tenha entregue drones FPV ao Irã.",
        "Drones FPV foram entregues ao Irã pela Rússia em maio.",
        "A Rússia entregará drones FPV ao Irã.",
    ),
    "ru": (
        "Россия передала Ирану FPV-дроны в мае.",
        "Иран передал России FPV-дроны в мае.",
        "Россия не передавала Ирану FPV-дроны.",
        "Россия опровергла передачу FPV-дронов Ирану.",
        "Россия, возможно, передала Ирану FPV-дроны.",
        "FPV-дроны были переданы Ирану Россией в мае.",
        "Россия передаст Ирану FPV-дроны.",
    ),
    "uk": (
        "Росія передала Ірану FPV-дрони у травні.",
        "Іран передав Росії FPV-дрони у травні.",
        "Росія не передавала Ірану FPV-дрони.",
        "Росія спростувала передачу FPV-дронів Ірану.",
        "Росія, можливо, передала Ірану FPV-дрони.",
        "FPV-дрони були передані Ірану Росією у травні.",
        "Росія передасть Ірану FPV-дрони.",
    ),
    "ar": (
        "سلمت روسيا طائرات مسيرة إلى إيران في مايو.",
        "سلمت إيران طائرات مسيرة إلى روسيا في مايو.",
        "لم تسلم روسيا طائرات مسيرة إلى إيران.",
        "نفت روسيا تسليم طائرات مسيرة إلى إيران.",
        "ربما سلمت روسيا طائرات مسيرة إلى إيران.",
        "تم تسليم طائرات مسيرة إلى إيران من قبل روسيا في مايو.",
        "ستسلم روسيا طائرات مسيرة إلى إيران.",
    ),
}
ALIASES = {
    "ru": "Боевики Hamas атаковали пост FPV-дронами.",
    "uk": "Hamas атакував пост FPV-дронами.",
}
ASIDE = {
    "en": "The harvest was good this year. The market opened on Tuesday.",
    "fr": "La récolte a été bonne cette année. Le marché a ouvert mardi.",
    "es": "La cosecha fue buena este año. El mercado abrió el martes.",
    "pt": "A colheita foi boa este ano. O mercado abriu na terça-feira.",
    "ru": "Урожай в этом году был хорошим. Рынок открылся во вторник.",
    "uk": "Урожай цього року був добрим. Ринок відкрився у вівторок.",
    "ar": "كان المحصول جيدا هذا العام. وافتتح السوق يوم الثلاثاء.",
}
LANGUAGES = sorted(SENTENCES)
FACT = {Modality.ASSERTED, Modality.REPORTED, Modality.ALLEGED}


def _transfers(text: str, language: str) -> list[Claim]:
    found = read(text, language=language, published="2025-06-15")
    return [claim for claim in found if claim.kind is Kind.TRANSFER]


def _parties(text: str, language: str) -> set[tuple[str, str]]:
    return {
        (
            "; ".join(p.actor or p.literal for p in claim.providers),
            "; ".join(p.actor or p.literal for p in claim.recipients),
        )
        for claim in _transfers(text, language)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapped_roles_swap_the_parties(language: str) -> None:
    plain, swapped, *_ = SENTENCES[language]
    assert _parties(plain, language) == {("russia", "iran")}
    assert _parties(swapped, language) == {("iran", "russia")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", [2, 3], ids=["negated", "denied"])
def test_what_is_negated_or_denied_is_never_read_as_fact(language: str, which: int) -> None:
    found = _transfers(SENTENCES[language][which], language)
    assert [claim.modality for claim in found] == [Modality.DENIED]
    assert not any(claim.happened for claim in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hedge_lowers(language: str) -> None:
    found = _transfers(SENTENCES[language][4], language)
    assert [claim.modality for claim in found] == [Modality.SPECULATED]


@pytest.mark.parametrize("language", LANGUAGES)
def test_active_and_passive_say_the_same(language: str) -> None:
    assert _parties(SENTENCES[language][5], language) == _parties(SENTENCES[language][0], language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_still_to_come_is_foretold(language: str) -> None:
    found = _transfers(SENTENCES[language][6], language)
    assert [claim.modality for claim in found] == [Modality.FORECAST]


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_paragraphs_change_nothing(language: str) -> None:
    plain, aside = SENTENCES[language][0], ASIDE[language]
    before = _transfers(plain, language)
    for text in (f"{aside}\n\n{plain}", f"{plain}\n\n{aside}"):
        after = _transfers(text, language)
        assert [c.quote for c in after] == [c.quote for c in before]
        assert _parties(text, language) == _parties(plain, language)
        assert {c.modality for c in after} <= FACT


@pytest.mark.parametrize("language", sorted(ALIASES))
def test_another_scripts_alias_is_the_same_actor(language: str) -> None:
    found = read(ALIASES[language], language=language)
    assert any(p.actor == "hamas" for claim in found for p in claim.recipients)
