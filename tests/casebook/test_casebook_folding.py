"""Folding: one form for all spellings, in seven languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.folding import fold, fold_words

multilingual = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("العربيةأإآٱىئؤةوفبكلـًٌَّ ДронїєґёЙ éñçãœßŁø ٣۴ _-'’\u200d\u00ad"),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drone", "DRONE"),
        ("mercenários", "MERCENARIOS"),
        ("Tinzaouatène", "tinzaouatene"),
        ("munición", "municion"),
        ("cœur", "coeur"),
        ("straße", "STRASSE"),
        ("Wałęsa", "walesa"),
        ("ПІДГОТОВКА", "підготовка"),
        ("учёба", "учеба"),
        ("Африканський корпус", "АФРИКАНСЬКИЙ КОРПУС"),
        ("пам'ять", "пам’ять"),
        ("طَائِرَة", "طائرة"),
        ("طائرة", "طائره"),
        ("إسلام", "اسلام"),
        ("أزواد", "ازواد"),
        ("مالى", "مالي"),
        ("کورد", "كورد"),
        ("مســيرة", "مسيرة"),
        ("٢٠٢٥", "2025"),
        ("۲۰۲۵", "2025"),
        ("ﬁbre", "fibre"),
        ("co\u00adoperation", "cooperation"),
        ("ＦＰＶ", "fpv"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    "form", ["الطائرة", "والطائرة", "بالطائرة", "للطائرة", "فالطائرة", "كالطائرة", "وبالطائرة", "وطائرة"]
)
def test_arabic_clitics_do_not_hide_a_word(form: str) -> None:
    assert fold(form) == fold("طائرة")


@pytest.mark.parametrize(
    ("bare", "forms"),
    [
        ("مالي", ["بمالي", "لمالي", "وبمالي", "ومالي"]),
        ("ألمان", ["الألمان", "والألمان"]),
        ("ليبيا", ["وليبيا", "بليبيا"]),
    ],
)
def test_arabic_names_that_begin_like_a_clitic_are_still_found_with_one(bare: str, forms: list[str]) -> None:
    assert {fold(form) for form in forms} == {fold(bare)}


@pytest.mark.parametrize("word", ["من", "في", "ال", "لم", "دول", "والي"])
def test_short_arabic_words_keep_their_letters(word: str) -> None:
    assert fold(word) == word


@given(multilingual)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(multilingual)
def test_composed_and_decomposed_spellings_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)


@given(multilingual)
def test_folded_text_is_words_without_case_or_marks(text: str) -> None:
    folded = fold(text)
    assert folded.split(" ") == (fold_words(text) or [""])
    assert '"' not in folded
    assert not any(
        unicodedata.category(c).startswith(("M", "Z", "C")) for c in folded.replace(" ", "") if c.isalnum()
    )


@given(multilingual, multilingual)
def test_texts_joined_by_a_space_fold_to_their_words_in_order(left: str, right: str) -> None:
    assert fold_words(f"{left} {right}") == fold_words(left) + fold_words(right)
