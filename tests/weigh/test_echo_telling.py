"""How an echo names its origin, in whose voice it speaks, and how sentences are put beside each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.alignment import alignment
from thistledown.weigh.echoes.facts import Facts
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.telling import credit_features, particular_features, telling_features
from thistledown.weigh.echoes.voice import voice

ORIGIN = Facts(ReportText("o", "Nine boats sank.", url="https://adentribune.example/1", language="en"))


def echo(text: str, language: str = "en", url: str = "https://elsewhere.example/2") -> Facts:
    return Facts(ReportText("e", text, url=url, language=language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nine boats sank, Aden Tribune reported."),
        ("en", "Yemeni outlet Aden Tribune carries the account of a fisherman on nine boats."),
        ("fr", "Neuf bateaux ont coulé, selon Aden Tribune."),
        ("es", "Nueve barcos se hundieron, según Aden Tribune."),
        ("pt", "Nove barcos afundaram, noticia o Aden Tribune."),
        ("ru", "Затонули девять лодок, сообщает «Аден Трибьюн»."),
        ("uk", "Затонули дев'ять човнів, пише Aden Tribune."),
        ("ar", "غرقت تسعة قوارب، بحسب صحيفة «عدن تريبيون»."),
    ],
)
def test_the_outlet_of_the_origin_is_known_in_the_words_of_each_language(language: str, text: str) -> None:
    told = credit_features(ORIGIN, echo(text, language))
    assert told["credit"] == told["credit early"] == 1.0


def test_an_outlet_that_was_told_is_not_one_that_is_relayed() -> None:
    told = credit_features(ORIGIN, echo("Nine boats sank, a fisherman told Aden Tribune."))
    assert told == {"credit": 0.0, "credit early": 0.0}


def test_a_host_may_put_beginnings_of_words_together() -> None:
    origin = Facts(ReportText("o", "Судно.", url="https://severvest.example/1", language="ru"))
    assert echo("По данным «Северного вестника», судно ушло.", "ru").naming(origin) is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nine people died, according to the governor of Tahoua."),
        ("fr", "Neuf personnes sont mortes, selon le gouverneur de Tahoua."),
        ("ru", "Погибли девять человек, по словам губернатора Тахуа."),
        ("es", "Murieron nueve personas, según el gobernador de Tahoua."),
    ],
)
def test_an_office_is_no_outlet(language: str, text: str) -> None:
    assert not echo(text, language).credited


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=200))
def test_any_text_has_a_voice(language: str, text: str) -> None:
    assert min(voice(text, language)) >= 0


def test_judging_words_and_own_work_are_counted() -> None:
    plain = voice("The bridge fell on Sunday and three drivers were hurt.", "en")
    bent = voice("Once again a corrupt regime looks away. Who benefits? Our correspondent saw it.", "en")
    assert (plain.slant, plain.own) == (0, 0)
    assert bent.slant >= 3
    assert bent.own == 1


def test_numbers_and_parties_that_come_in_are_told_from_those_kept() -> None:
    origin = echo("In Mali 12 trucks burned. A driver said that 40 people fled.")
    kept = particular_features(origin, echo("Ukraine burned 12 trucks in Mali."))
    assert kept["numbers kept"] > 0
    assert kept["numbers brought"] == 0
    assert kept["parties brought"] > 0
    assert telling_features(origin, origin)["slant"] == 0


def weights(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_sentences_in_order_are_told_from_sentences_moved() -> None:
    straight = np.eye(3, dtype=np.float32)
    moved = straight[[2, 1, 0]]
    whole = weights(10, 10, 10)
    assert alignment(straight, whole, whole).order == 1.0
    assert alignment(moved, whole, whole).order == pytest.approx(1 / 3)
    assert alignment(straight, whole, whole).held_a == 1.0


def test_a_sentence_without_a_like_one_is_the_reports_own() -> None:
    table = np.array([[0.9], [0.0]], dtype=np.float32)
    found = alignment(table, weights(10, 20), weights(10))
    assert (found.pairs, found.own_a, found.own_b) == (1, 20.0, 0.0)
    assert found.turned().own_b == 20.0


def test_reports_without_sentences_align_in_nothing() -> None:
    none = np.zeros((0, 0), dtype=np.float32)
    assert alignment(none, weights(), weights()).pairs == 0
