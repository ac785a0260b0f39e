"""Dates in text: what they stand for, where they stand, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.span import Span
from thistledown.reading.when import find_dates

PUBLISHED = date(2026, 3, 18)  # a Wednesday


def read(text: str, published: date | None = PUBLISHED, language: str = "en") -> list[tuple[str, str]]:
    return [(m.span.of(text), str(m.when)) for m in find_dates(text, published=published, language=language)]


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("On 14 October 2024 it began.", "14 October 2024", "2024-10-14"),
        ("Oct. 14, 2024 saw clashes", "Oct. 14, 2024", "2024-10-14"),
        ("dated 2024-10-14.", "2024-10-14", "2024-10-14"),
        ("the 14th of October, 2024", "14th of October, 2024", "2024-10-14"),
        ("signed 14/10/2024 in", "14/10/2024", "2024-10-14"),
        ("In October 2024 they", "October 2024", "2024-10"),
        ("in 2024 they", "2024", "2024"),
        ("the 2024 offensive", "2024", "2024"),
        ("mid-2024", "mid-2024", "2024-05-01 to 2024-08-31"),
        ("in early 2024", "early 2024", "2024-01-01 to 2024-04-30"),
        ("in late March 2025", "late March 2025", "2025-03-21 to 2025-03-31"),
        ("in spring 2024", "spring 2024", "2024-03-01 to 2024-05-31"),
        ("winter 2024-25", "winter 2024-25", "2024-12-01 to 2025-02-28"),
        ("the first half of 2024", "first half of 2024", "2024-01-01 to 2024-06-30"),
        ("in Q1 2025", "Q1 2025", "2025-01-01 to 2025-03-31"),
        ("between March and June 2025", "between March and June 2025", "2025-03-01 to 2025-06-30"),
        ("from 13 to 19 March 2026", "from 13 to 19 March 2026", "2026-03-13 to 2026-03-19"),
        ("March 13 to 19, 2026", "March 13 to 19, 2026", "2026-03-13 to 2026-03-19"),
        ("on 1–2 Aug 2024", "1–2 Aug 2024", "2024-08-01 to 2024-08-02"),
        ("March 13–April 2, 2026", "March 13–April 2, 2026", "2026-03-13 to 2026-04-02"),
        ("December to February 2025", "December to February 2025", "2024-12-01 to 2025-02-28"),
        ("in 2019–21", "2019–21", "2019-01-01 to 2021-12-31"),
        ("since 2023", "since 2023", "after 2023-01-01"),
        ("after October 7, 2023", "after October 7, 2023", "after 2023-10-08"),
        ("by June 2025", "by June 2025", "by 2025-06-30"),
        ("by the end of 2025", "by the end of 2025", "by 2025-12-31"),
        ("after the 2025 assembly", "after the 2025", "after 2025-01-01"),
        ("before the 2020 war", "before the 2020", "by 2020-12-31"),
        ("before 2020", "before 2020", "by 2019-12-31"),
        ("in the 1990s", "1990s", "1990-01-01 to 1999-12-31"),
        ("Tuesday, 14 October 2024", "14 October 2024", "2024-10-14"),
        ("from June 2025 onwards", "from June 2025 onwards", "after 2025-06-01"),
    ],
)
def test_absolute_dates_need_no_day_of_publication(text: str, words: str, when: str) -> None:
    assert read(text, None) == [(words, when)]


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("yesterday", "yesterday", "2026-03-17"),
        ("today", "today", "2026-03-18"),
        ("last week", "last week", "2026-03-09 to 2026-03-15"),
        ("last month", "last month", "2026-02"),
        ("last year", "last year", "2025"),
        ("late last year", "late last year", "2025-09-01 to 2025-12-31"),
        ("this month", "this month", "2026-03"),
        ("earlier this year", "earlier this year", "2026-01-01 to 2026-03-18"),
        ("in recent weeks", "in recent weeks", "2026-01-21 to 2026-03-18"),
        ("on Tuesday", "Tuesday", "2026-03-17"),
        ("on Wednesday", "Wednesday", "2026-03-18"),
        ("last Wednesday", "last Wednesday", "2026-03-11"),
        ("last Friday", "last Friday", "2026-03-13"),
        ("three days ago", "three days ago", "2026-03-15"),
        ("two months ago", "two months ago", "2026-01"),
        ("in October", "October", "2025-10"),
        ("last October", "last October", "2025-10"),
        ("last March", "last March", "2025-03"),
        ("on 14 October", "14 October", "2025-10-14"),
        ("on 1 April", "1 April", "2025-04-01"),
        ("it will open on 1 April", "1 April", "2026-04-01"),
        ("it will open on 1 June", "1 June", "2025-06-01"),
        ("since last week", "since last week", "after 2026-03-09"),
    ],
)
def test_relative_dates_count_from_publication(text: str, words: str, when: str) -> None:
    assert read(text) == [(words, when)]
    assert read(text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "23 militants",
            "10,000 men",
            "300 drones",
            "at 14:30",
            "at 14.30",
            "M23 fighters",
            "v2.2024",
            "Mi-24",
        ),
        *("the 1267 Committee", "resolution 2231 (2015)", "call +1 202 555 2024", "2024 drones were seen"),
        *("March 23 Movement", "they may march", "May they rest", "the march to Goma", "10/11/2024", "$2024"),
        *("99999999999999999999999", "2024.5 km", "3.2024.1", "killed 14", "after 14 days of training"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("language", "text", "words", "when"),
    [
        ("fr", "le 1er août 2025", "1er août 2025", "2025-08-01"),
        ("fr", "du 13 au 19 mars 2026", "du 13 au 19 mars 2026", "2026-03-13 to 2026-03-19"),
        ("fr", "mi-2024", "mi-2024", "2024-05-01 to 2024-08-31"),
        ("fr", "d’ici juin 2026", "d’ici juin 2026", "by 2026-06-30"),
        ("fr", "il y a trois jours", "il y a trois jours", "2026-03-15"),
        ("es", "el 14 de octubre de 2024", "14 de octubre de 2024", "2024-10-14"),
        ("es", "entre marzo y junio de 2025", "entre marzo y junio de 2025", "2025-03-01 to 2025-06-30"),
        ("es", "el pasado viernes", "el pasado viernes", "2026-03-13"),
        ("pt", "em 14 de outubro de 2024", "14 de outubro de 2024", "2024-10-14"),
        ("pt", "até junho de 2025", "até junho de 2025", "by 2025-06-30"),
        ("ru", "14 октября 2024 года", "14 октября 2024 года", "2024-10-14"),
        ("ru", "с 2022 по 2024 год", "с 2022 по 2024 год", "2022-01-01 to 2024-12-31"),
        ("ru", "с 2023 года", "с 2023 года", "after 2023-01-01"),
        ("ru", "осенью 2023 года", "осенью 2023 года", "2023-09-01 to 2023-11-30"),
        ("ru", "три дня назад", "три дня назад", "2026-03-15"),
        ("uk", "у червні 2025 року", "червні 2025 року", "2025-06"),
        ("uk", "14.10.2024", "14.10.2024", "2024-10-14"),
        ("uk", "минулого тижня", "минулого тижня", "2026-03-09 to 2026-03-15"),
        ("ar", "في ١٤ تشرين الأول ٢٠٢٤", "١٤ تشرين الأول ٢٠٢٤", "2024-10-14"),
        ("ar", "في 3 أكتوبر/تشرين الأول 2024", "3 أكتوبر/تشرين الأول 2024", "2024-10-03"),
        ("ar", "بين مارس ويونيو 2025", "بين مارس ويونيو 2025", "2025-03-01 to 2025-06-30"),
        ("ar", "منذ عام 2023", "منذ عام 2023", "after 2023-01-01"),
    ],
)
def test_the_other_six_languages(language: str, text: str, words: str, when: str) -> None:
    assert read(text, language=language) == [(words, when)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "il marche en avant"),
        ("fr", "sept militants"),
        ("ru", "более 2000 человек"),
        ("ar", "مقتل 23 مسلحا"),
    ],
)
def test_what_is_no_date_in_other_languages(language: str, text: str) -> None:
    assert read(text, language=language) == []


def test_a_list_shares_its_year() -> None:
    assert read("in March and June 2025", None) == [("March", "2025-03"), ("June 2025", "2025-06")]


def test_a_counted_thing_after_a_month_is_no_day() -> None:
    assert read("In October 23 militants were killed") == [("October", "2025-10")]


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "🇲🇱 In June 2024, and again in June 2025."
    start = text.index("and")
    (found,) = find_dates(text, published=None, span=Span(start, len(text)))
    assert found.span.of(text) == "June 2025"


def test_the_calendar_has_ends() -> None:
    assert read("yesterday, last week, 100 years ago, in recent years", date(1, 1, 1)) == []


PIECES = """
March May 14 2024 31 February - – to and between from since by in on , . the last next Tuesday ago three days
years mid early late 2023-25 s th 1990s 1/2/2024 Oct. will first half of 9999 0 2024-02-30
"""
WORDS = st.sampled_from(PIECES.split())


@given(st.lists(WORDS, max_size=14).map(" ".join), st.dates(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_spans_are_in_order_apart_and_not_empty(text: str, published: date, known: bool) -> None:
    last = 0
    for mention in find_dates(text, published=published if known else None):
        assert last <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text).strip() == mention.span.of(text) != ""
        last = mention.span.end


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "es", "ru", "ar", "uk", "pt", "xx"]))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(text: str, language: str) -> None:
    found = find_dates(text, published=PUBLISHED, language=language)
    assert found == find_dates(text, published=PUBLISHED, language=language)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "May ",
        "between ",
        "from 1 to ",
        "1/",
        "2024-",
        "mid-",
        "last ",
        "a few ",
        "٢",
        "March 1, ",
        "’",
        "s",
    ],
)
def test_security_long_hostile_text_ends_with_dates_in_range(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    found = find_dates(text, published=PUBLISHED)
    assert all(0 <= item.span.start < item.span.end <= len(text) for item in found)
