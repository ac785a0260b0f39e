"""What a report gets wrong by its own words, and that two who share it are shown to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.evidence import evidence
from thistledown.weigh.echoes.facts import Facts
from thistledown.weigh.echoes.index import find_echoes
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.signature import sign
from thistledown.weigh.echoes.slips import slips

# A Wednesday.
DAY = date(2025, 6, 4)


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("en", "on Tuesday, 4 June", "on Wednesday, June 4, 2025"),
        ("fr", "mardi 4 juin", "mercredi 4 juin 2025"),
        ("es", "el martes 4 de junio", "el miércoles 4 de junio de 2025"),
        ("pt", "na terça-feira, 4 de junho", "na quarta-feira, 4 de junho de 2025"),
        ("ru", "во вторник, 4 июня", "в среду, 4 июня 2025 года"),
        ("uk", "у вівторок, 4 червня", "у середу, 4 червня 2025 року"),
        ("ar", "يوم الثلاثاء 4 يونيو", "يوم الأربعاء 4 يونيو 2025"),
    ],
)
def test_a_weekday_that_its_date_never_was_is_a_slip_in_each_language(
    language: str, wrong: str, right: str
) -> None:
    (slip,) = slips(f"… {wrong} …", language, DAY + timedelta(days=2))
    assert slip.value == "day:6-4:1"
    assert slips(f"… {right} …", language, None) == ()


def test_the_year_is_the_nearest_where_none_is_written() -> None:
    said = "It fell on Wednesday, 31 December."
    assert slips(said, "en", date(2026, 1, 2)) == ()
    assert slips(said, "en", date(2025, 1, 2)) != ()
    assert slips(said, "en", None) == ()


def test_a_name_one_letter_away_from_just_one_is_misspelt() -> None:
    text = "The lorry left Burkena Faso on Sunday."
    (slip,) = slips(text, "en", None)
    assert text[slip.start : slip.end] == "Burkena"
    assert slips("The lorry left Mozambique for Ouagadougou, then Kampala.", "en", None) == ()


@given(
    st.sampled_from([*LANGUAGES, None]), st.text(max_size=300), st.dates(date(1990, 1, 1), date(2090, 1, 1))
)
def test_slips_stand_in_any_text_in_its_order(language: str | None, text: str, day: date) -> None:
    found = slips(text, language, day)
    assert all(0 <= slip.start < slip.end <= len(text) for slip in found)
    assert list(found) == sorted(found, key=lambda slip: (slip.start, slip.end))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_weekday_that_is_right_is_never_a_slip(day: date) -> None:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
    months += ("October", "November", "December")
    said = f"It fell on {names[day.weekday()]}, {day.day} {months[day.month - 1]} {day.year}."
    assert slips(said, "en", None) == ()
    assert len(slips(said.replace(str(day.year), str(day.year + 1)), "en", None)) == (
        0 if (day.month, day.day) == (2, 29) else 1
    )


def test_a_shared_slip_is_shown_in_the_words_of_both() -> None:
    one = "Police stopped a lorry with nineteen drones at Kourwa on Tuesday, 4 June, the prefect said."
    other = "Dix-neuf drones ont été saisis dans un camion à Kourwa mardi 4 juin, selon le préfet."
    edges, _ = find_echoes(
        [
            ReportText("a", one, language="en", published=DAY),
            ReportText("b", other, language="fr", published=DAY + timedelta(days=1)),
        ]
    )
    (edge,) = edges
    (error,) = [item for item in edge.evidence if item.kind == "error"]
    assert error.words == "mardi 4 juin"
    assert error.there is not None
    assert one[slice(*error.there)] == "Tuesday, 4 June"


def test_of_a_copy_errors_show_nothing_more() -> None:
    text = "Police stopped a lorry at Kourwa on Tuesday, 4 June, the prefect said."
    facts = Facts(ReportText("a", text, language="en", published=DAY))
    signatures = (sign(text, "en"), sign(text, "en"))
    kinds = [[item.kind for item in evidence(facts, facts, signatures, copied)] for copied in (0.4, 1.0)]
    assert ["error" in found for found in kinds] == [True, False]
