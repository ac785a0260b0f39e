"""Dates, countries and places as reasons: their English is what the record says."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.casebook.place import Place
from thistledown.casebook.when import When
from thistledown.casebook.wording import country_words, day_words, place_words, when_words
from thistledown.codebook.terms import Precision

DAY, LAST = date(2025, 3, 1), date(2025, 3, 31)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (When(DAY, DAY, Precision.DAY), "day.2025-03-01"),
        (When(DAY, LAST, Precision.MONTH), "day.2025-03"),
        (When(date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR), "day.2025"),
        (When(None, LAST, Precision.BY), "wording.by"),
        (When(DAY, None, Precision.AFTER), "wording.after"),
        (When(DAY, LAST, Precision.RANGE), "wording.between"),
    ],
)
def test_a_date_is_told_as_the_record_writes_it(when: When, code: str) -> None:
    told = when_words(when)
    assert told.code == code
    assert told.english == str(when)


def test_an_open_end_is_shown_as_open() -> None:
    assert day_words(None).english == "…"


def test_places_stand_with_their_country() -> None:
    both = place_words(Place(name="Gao", country="MLI"))
    assert both.english == "Gao, MLI"
    assert both.values == {"place": "Gao", "country": country_words("MLI")}
    assert place_words(Place(name=None, country="MLI")).code == "country.MLI"
    assert place_words(Place(name="Gao", country=None)).english == "Gao"
