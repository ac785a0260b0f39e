"""Credits, denials, certainty and page furniture in seven languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.words import boilerplate, certainty, credits, denials

CREDITED = [
    ("en", "According to Le Monde, French special forces left.", "Le Monde"),
    ("en", "The Malian army, citing RIA Novosti, said so.", "RIA Novosti"),
    ("en", "The Wall Street Journal reported that Kyiv sent experts.", "The Wall Street Journal"),
    ("en", "Russian state media reported on Tuesday.", "Russian state media"),
    ("en", "Source: Al Jazeera", "Al Jazeera"),
    ("en", "A spokesman told Reuters that the claims are baseless.", "Reuters"),
    ("en", "The Russian news agency TASS reports losses.", "TASS"),
    ("en", "That is true according to Russian media.", "Russian media"),
    ("en", "via @example_channel", "@example_channel"),
    ("fr", "Selon Le Monde, l'armée est partie.", "Le Monde"),
    ("fr", "C'est ce que rapporte le quotidien français Le Figaro.", "Le Figaro"),
    ("fr", "D'après l'agence de presse russe TASS, la ville est prise.", "TASS"),
    ("fr", "selon des médias russes", "médias russes"),
    ("fr", "a déclaré à l'AFP un officier", "AFP"),
    ("fr", "« Jeune Afrique » rapporte que la ville est prise", "Jeune Afrique"),
    ("es", "Según El País, el ejército se retiró", "El País"),
    ("es", "informó la agencia EFE", "EFE"),
    ("es", "de acuerdo con medios rusos", "medios rusos"),
    ("es", "dijo a Reuters un portavoz", "Reuters"),
    ("pt", "segundo o jornal Folha de S.Paulo", "Folha de S.Paulo"),
    ("pt", "de acordo com a agência Lusa", "Lusa"),
    ("pt", "segundo a mídia russa", "mídia russa"),
    ("ru", "передаёт ТАСС", "ТАСС"),
    ("ru", "по данным газеты «Известия»", "Известия"),
    ("ru", "об этом пишет французская газета Le Monde", "Le Monde"),
    ("ru", "по данным российских СМИ", "российских СМИ"),
    ("uk", "пише Українська правда", "Українська правда"),
    ("uk", "за даними видання «Бабель»", "Бабель"),
    ("uk", "про це повідомляють російські ЗМІ", "російські ЗМІ"),
    ("ar", "نقلا عن صحيفة لوموند الفرنسية", "لوموند"),
    ("ar", "ذكرت وكالة رويترز أن الجيش انسحب", "رويترز"),
    ("ar", "وفقاً لرويترز", "رويترز"),
    ("ar", "بحسب فرانس برس", "فرانس برس"),
    ("ar", "نقلت صحيفة «الشرق الأوسط» عن مصدر", "الشرق الأوسط"),
]


@pytest.mark.parametrize(("language", "text", "name"), CREDITED)
def test_who_is_credited_is_named_as_written(language: str, text: str, name: str) -> None:
    found = credits(text, language)
    assert name in [credit.name for credit in found]
    assert all(text[credit.start : credit.end] == credit.name for credit in found)
    assert all(0 <= credit.cue_start < credit.cue_end <= len(text) for credit in found)


def test_two_credits_in_one_sentence_are_both_found() -> None:
    text = "сообщает РИА Новости со ссылкой на Le Monde"
    assert [credit.name for credit in credits(text, "ru")] == ["РИА Новости", "Le Monde"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army left the town in the morning."),
        ("fr", "L'armée a quitté la ville dans la matinée."),
        ("es", "El ejército abandonó la ciudad por la mañana."),
        ("pt", "O exército deixou a cidade pela manhã."),
        ("ru", "Армия покинула город утром."),
        ("uk", "Армія залишила місто вранці."),
        ("ar", "غادر الجيش المدينة في الصباح."),
    ],
)
def test_a_plain_sentence_credits_denies_and_confirms_nothing(language: str, text: str) -> None:
    assert credits(text, language) == []
    assert denials(text, language) == []
    assert [found for found in certainty(text, language) if found.level != 2] == []
    assert not boilerplate(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kyiv rejected the accusation as baseless."),
        ("fr", "Kiev a démenti ces accusations sans fondement."),
        ("es", "Kiev desmintió las acusaciones."),
        ("pt", "Kiev negou as acusações."),
        ("ru", "Киев отверг обвинения, заявив, что они не соответствуют действительности."),
        ("uk", "Київ заперечив звинувачення."),
        ("ar", "ونفت كييف هذه الاتهامات."),
    ],
)
def test_a_denial_is_found(language: str, text: str) -> None:
    assert denials(text, language)


LADDER = [
    (
        "en",
        ["There are rumours", "Mali allegedly", "he said", "Mali confirmed", "was independently verified"],
    ),
    ("fr", ["des rumeurs", "le présumé", "il a déclaré", "il a confirmé", "vérifié de manière indépendante"]),
    ("es", ["hay rumores", "el presunto", "dijo", "confirmó", "verificado de forma independiente"]),
    ("pt", ["há rumores", "o suposto", "disse", "confirmou", "verificado de forma independente"]),
    ("ru", ["ходят слухи", "якобы", "сообщили", "подтвердили", "независимые эксперты подтвердили"]),
    ("uk", ["ходять чутки", "нібито", "повідомили", "підтвердили", "незалежні експерти підтвердили"]),
    ("ar", ["شائعات", "يزعم", "قال", "أكد", "تحقق مستقل"]),
]


@pytest.mark.parametrize(("language", "texts"), LADDER)
def test_certainty_climbs_the_ladder(language: str, texts: list[str]) -> None:
    if language == "ar":
        texts = ["إشاعات", *texts[1:]]
    assert [max(found.level for found in certainty(text, language)) for text in texts] == [0, 1, 2, 3, 4]


def test_what_could_not_be_verified_is_not_verified() -> None:
    assert [found.level for found in certainty("The claim could not be independently verified", "en")] == [
        1,
        0,
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Read more: How the war began"),
        ("en", "© 2024 Example News. All rights reserved."),
        ("fr", "Lire aussi : la guerre au Sahel"),
        ("fr", "Tous droits réservés"),
        ("es", "Suscríbete a nuestro boletín"),
        ("pt", "Leia também"),
        ("ru", "Подписывайтесь на наш канал"),
        ("uk", "Читайте також: новини дня"),
        ("ar", "جميع الحقوق محفوظة"),
        ("en", "* * *"),
    ],
)
def test_page_furniture_is_known(language: str, line: str) -> None:
    assert boilerplate(line, language)


def test_other_languages_have_no_words() -> None:
    assert credits("Laut Reuters", "de") == denials("nein", None) == certainty("x", "de") == []
    assert not boilerplate("Cookies", None)


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_is_taken_and_offsets_hold(text: str, language: str) -> None:
    for credit in credits(text, language):
        assert text[credit.start : credit.end] == credit.name
    for found in certainty(text, language):
        assert 0 <= found.start < found.end <= len(text)
    boilerplate(text, language)


def test_hostile_text_costs_linear_time() -> None:
    begun = time.perf_counter()
    for text in ('according to "' * 4_000, "according " * 6_000, "citing A of " * 4_000, "«" * 40_000):
        credits(text, "en")
    assert time.perf_counter() - begun < 10
