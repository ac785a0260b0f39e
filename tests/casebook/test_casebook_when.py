"""When: intervals of days with a precision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.when import When, last_of_month
from thistledown.codebook.terms import Precision

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def whens(draw: st.DrawFn) -> When:
    start = draw(st.none() | days)
    end = draw(days if start is None else st.none() | st.dates(start, date(2101, 1, 1)))
    return When(start, end, draw(st.sampled_from(Precision)))


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), Precision.MONTH),
        ("2025-06-30", date(2025, 6, 30), date(2025, 6, 30), Precision.DAY),
    ],
)
def test_parse_gives_the_whole_interval(text: str, start: date, end: date, precision: Precision) -> None:
    assert When.parse(text) == When(start, end, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-1-1-1",
        "June 2025",
        "２０２４",
        "0000",
        "-2024",
        "2024-",
        "2024-02-",
    ],
)
def test_parse_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        When.parse(text)


@given(days)
def test_parse_reads_back_what_str_writes(day: date) -> None:
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        parsed = When.parse(text)
        assert str(parsed) == text
        assert parsed.start is not None
        assert parsed.end is not None
        assert parsed.start <= day <= parsed.end


@given(whens(), whens(), st.integers(0, 40))
def test_overlap_is_that_of_the_day_ranges(left: When, right: When, slack: int) -> None:
    low, high = date(1800, 1, 1), date(2200, 1, 1)
    a, b = (left.start or low, left.end or high), (right.start or low, right.end or high)
    gap = timedelta(days=slack)
    expected = a[0] - gap <= b[1] and b[0] - gap <= a[1]
    assert left.overlaps(right, slack_days=slack) == expected == right.overlaps(left, slack_days=slack)


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_overlap_holds_at_the_ends_of_the_calendar(edge: date) -> None:
    one = When(edge, edge, Precision.DAY)
    assert one.overlaps(one, slack_days=30)
    assert one.overlaps(When(None, date.max, Precision.BY), slack_days=30)
    assert one.overlaps(When(date.min, None, Precision.AFTER), slack_days=30)


def test_an_interval_needs_an_end_and_must_not_be_reversed() -> None:
    with pytest.raises(ValueError, match="at least one end"):
        When(None, None, Precision.RANGE)
    with pytest.raises(ValueError, match="cannot end"):
        When(date(2025, 2, 1), date(2025, 1, 1), Precision.RANGE)


def test_open_ends_are_said_in_words() -> None:
    assert str(When(None, date(2025, 6, 30), Precision.BY)) == "by 2025-06-30"
    assert str(When(date(2025, 6, 1), None, Precision.AFTER)) == "after 2025-06-01"
    assert str(When(date(2025, 6, 1), date(2025, 7, 9), Precision.RANGE)) == "2025-06-01 to 2025-07-09"
    assert str(When(None, date(2025, 7, 9), Precision.RANGE)) == "… to 2025-07-09"


@given(st.integers(1, 9998), st.integers(1, 12))
def test_the_day_after_the_last_of_a_month_is_the_first(year: int, month: int) -> None:
    following = last_of_month(year, month) + timedelta(days=1)
    assert (following.day, following.month) == (1, month % 12 + 1)
