"""Places that no table has, by what stands before them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.reading.places.unlisted import unlisted
from thistledown.reading.places.words import LANGUAGES, place_words
from thistledown.reading.where import find_places


def names(text: str, language: str) -> list[str]:
    return [span.of(text) for span in unlisted(text, place_words(language))]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "They struck near Qazabanda and at the village of Old Fortun.", ["Qazabanda", "Old Fortun"]),
        ("en", "Fighters struck in January, on Monday and in great numbers.", []),
        ("fr", "L'attaque a eu lieu près de Qazabanda.", ["Qazabanda"]),
        ("es", "El ataque ocurrió en Qazabanda.", ["Qazabanda"]),
        ("pt", "O ataque ocorreu em Qazabanda.", ["Qazabanda"]),
        ("ru", "Удар пришёлся по колонне близ Казабанда-Тары.", ["Казабанда-Тары"]),
        ("uk", "Удар стався поблизу Казабанди.", ["Казабанди"]),
        ("ar", "وقع الهجوم في قرية كزبندة ليلا.", ["كزبندة"]),
        ("ar", "وقع الهجوم في الليل.", []),
        ("en", "They met at NATO and in 2024.", []),
    ],
)  # fmt: skip
def test_a_name_after_a_locating_word_is_a_place(language, text, found) -> None:
    assert names(text, language) == found


def test_a_place_that_no_table_has_takes_the_country_the_text_speaks_of() -> None:
    text = "In Mali, Malian soldiers were hit near Qazabanda."
    (place,) = [one for one in find_places(text) if one.kind == "unlisted"]
    assert (place.place.name, place.place.country, place.place.lat) == ("Qazabanda", "MLI", None)
    assert all(one.kind != "unlisted" for one in find_places("They fought in Kidal."))


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_spans_are_words_of_any_text_in_order_of_it(text, language) -> None:
    spans = list(unlisted(text, place_words(language)))
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
