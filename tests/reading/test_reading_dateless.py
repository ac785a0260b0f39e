"""Sentences without any word of a date are passed over, and none with one is."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.reading.dates.grammar import LANGUAGES, load
from thistledown.reading.when import find_dates


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_month_and_weekday_is_seen(language: str) -> None:
    grammar = load(language)
    for phrases in (grammar.months, grammar.weekdays, grammar.phrases):
        for found in phrases._first.values():
            for words, _ in found:
                assert grammar.dated(" ".join(words).upper())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army shot at the rebels."),
        ("fr", "La troupe a tiré sur les rebelles."),
        ("ru", "Войска стреляли по боевикам."),
    ],
)
def test_a_sentence_without_such_a_word_has_no_date(language: str, text: str) -> None:
    assert not load(language).dated(text)
    assert find_dates(text, published=date(2025, 7, 1), language=language) == []


def test_a_word_with_a_letter_joined_to_it_is_seen() -> None:
    assert find_dates("وصلت المسيرات في مارس ويونيو 2025", published=None, language="ar")
