from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.codebook.days import first_day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12-31", date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_partial_dates_span_their_days(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2024-02-30", "2024-2", "2024-01-01T00", "٢٠٢٤", "2024\n"]
)
def test_other_shapes_and_unreal_days_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no real day|is not a date"):
        first_day(text)
    with pytest.raises(ValueError, match=r"no real day|is not a date"):
        last_day(text)


@given(st.dates())
def test_a_day_lies_within_its_own_month_and_year(day: date) -> None:
    iso = day.isoformat()
    for text in (iso, iso[:7], iso[:4]):
        assert first_day(text) <= day <= last_day(text)
    assert first_day(iso) == last_day(iso) == day
