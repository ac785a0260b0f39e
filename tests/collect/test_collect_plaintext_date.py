"""The line at the top of a text file that says when it was put out."""

from datetime import UTC, date, datetime

import pytest
from conformance import taken
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.report import Problem
from thistledown.collect.connector import Target
from thistledown.collect.plaintext import TextConnector
from thistledown.collect.plaintext_date import publication_line
from thistledown.collect.plaintext_markdown import MarkdownConnector

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAY = date(2025, 3, 4)
BODY = "\n\nForces seized two drones on 12 June 2024.\n"

LINES = [
    "Published: 2025-03-04",
    "Date: 4 March 2025",
    "Date: Tuesday, 4 March 2025",
    "Published on March 4, 2025 at 10:15",
    "**Published:** 2025-03-04",
    "Published: 2025/03/04",
    "Publié le 4 mars 2025",
    "Publié le : mardi 4 mars 2025 à 10:15",
    "Publié le 04/03/2025",
    "Date de publication : 4 mars 2025",
    "Fecha: 4 de marzo de 2025",
    "Publicado el 4 de marzo de 2025",
    "Опубликовано: 4 марта 2025 г.",
    "Дата публикации: 04.03.2025",
    "تاريخ النشر: 4 مارس 2025",
    "تاريخ النشر: ٤ مارس ٢٠٢٥",
    "\u200fتاريخ النشر: 2025-03-04",
    "Опубліковано: 4 березня 2025 року",
    "Опубліковано 04.03.2025 10:15",
    "Publicado em 4 de março de 2025",
    "Data: 04/03/2025",
]
FRIENDS = [
    "Date: the talks of 4 March 2025 were held in Bamako.",
    "Published: 2025-03-04 and taken back a week later",
    "On 4 March 2025 the ministry published a list.",
    "Date of the attack: 4 March 2025",
    "Updated: 2025-03-04",
    "Published reports of 4 March 2025 speak of drones.",
    "Le 4 mars 2025, l'armée a publié une liste.",
    "Fecha del ataque: 4 de marzo de 2025",
    "Дата атаки: 4 марта 2025",
    "تاريخ الهجوم: 4 مارس 2025",
    "Published: 03/04/2025",
    "Published: 2031-03-04",
    "Date: 1970-01-01",
    "Date: 2025-02-30",
    "Date: 20250304120000",
    "2025-03-04",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_says_it_was_put_out_gives_the_day(line):
    found = publication_line(line + BODY, NOW)
    assert found is not None
    assert (found[0].start, found[0].end) == (DAY, DAY)
    assert found[2] == len(line)


@pytest.mark.parametrize("line", FRIENDS)
def test_other_dates_are_not_of_publication(line):
    assert publication_line(line + BODY, NOW) is None


def test_a_zone_gives_the_instant():
    found = publication_line("Published: 2025-03-04T23:30:00+03:00" + BODY, NOW)
    assert found is not None
    assert found[1] == datetime(2025, 3, 4, 20, 30, tzinfo=UTC)


def test_only_the_top_counts():
    top = "A title\n\nA paper\n\nPublished: 2025-03-04\n"
    assert publication_line(top + BODY, NOW) is not None
    assert publication_line("One.\nTwo.\nThree.\nFour.\nFive.\nPublished: 2025-03-04\n", NOW) is None


@given(st.text(max_size=300), st.sampled_from(["Published: ", "تاريخ النشر: ", "Publié le ", ""]))
def test_no_text_breaks_it(text, label):
    found = publication_line(label + text, NOW)
    assert found is None or found[0].start is not None


def collected(connector, media, text):
    target = Target(locator="a", media_type=media, content=text.encode())
    (found,) = taken(connector, target)
    assert not isinstance(found, Problem)
    return found[1][0]


def test_the_report_has_the_day_the_line_stays_and_is_no_title():
    text = "Publié le 4 mars 2025\n\nDes drones saisis\n\nLes forces ont saisi deux drones.\n"
    report = collected(TextConnector(), "text/plain", text)
    assert report.published is not None
    assert report.published.start == DAY
    assert report.title == "Des drones saisis"
    assert report.text.text.startswith("Publié le 4 mars 2025")


def test_front_matter_goes_before_a_line():
    text = "# Seized\n\n**Published:** 2025-03-04\n\nTwo drones.\n"
    report = collected(MarkdownConnector(), "text/markdown", text)
    assert report.published is not None
    assert report.published.start == DAY
    fronted = collected(MarkdownConnector(), "text/markdown", f"---\ndate: 2025-01-02\n---\n{text}")
    assert fronted.published is not None
    assert fronted.published.start == date(2025, 1, 2)
