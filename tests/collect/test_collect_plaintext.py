"""Text and Markdown files."""

from __future__ import annotations

from datetime import date

import pytest
from conformance import Conformance, check_offsets, context, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.report import Found, Problem, Report
from thistledown.casebook.span import Span
from thistledown.collect.connector import Target
from thistledown.collect.decoded import decode
from thistledown.collect.limits import Limits
from thistledown.collect.moments import read_moment, read_pdf_date, read_zone
from thistledown.collect.plaintext import TextConnector, links_in, plain, title_of
from thistledown.collect.plaintext_markdown import MarkdownConnector, front_matter

MARKDOWN = """---
title: "Seizure at the port"
date: 2025-06-03
author: Somebody Private
source: Example Courier
url: https://example.org/a
lang: en-GB
---
# Seizure *at* the port
Forces seized **two** drones, [the ministry said](https://example.org/b "x").

> Quoted words with `code` and an ![image](https://example.org/i.png) inside.

- a snake_case_word
- <https://example.org/c>

[ref]: https://example.org/d
"""


def text_target(content: bytes, name: str = "a.txt", charset: str | None = None) -> Target:
    return Target.of_bytes(content, name, name=name, charset=charset)


def one_report(connector: TextConnector | MarkdownConnector, target: Target) -> Report:
    (found,) = taken(connector, target)
    assert not isinstance(found, Problem), found
    (report,) = found[1]
    return report


class TestText(Conformance):
    connector = TextConnector()
    samples = (
        text_target(b"Forces seized a drone.\r\n\r\nIt was the second in June.\n"),
        text_target("\ufeffДрон изъят.\rВторой за июнь.".encode()),
        text_target("Беспилотник был изъят военными в порту города.".encode("cp1251")),
        text_target("صادرت القوات طائرة مسيرة في الميناء".encode("cp1256"), charset="windows-1256"),
        text_target("Изъят дрон \U0001f6e9".encode("utf-16")),
        text_target(b"bad \xff byte and \x00\x01 controls in an otherwise good text" + b" on drones" * 9),
    )
    broken = (
        text_target(b"   \n\t"),
        Target(locator="b", content=bytes(range(256)), media_type="text/plain"),
    )


class TestMarkdown(Conformance):
    connector = MarkdownConnector()
    samples = (text_target(MARKDOWN.encode(), "a.md"), text_target(b"no markup here", "b.md"))
    broken = (text_target(b"---\ntitle: only\n---\n", "c.md"),)


def test_markdown_front_matter_is_metadata_and_markup_is_light() -> None:
    report = one_report(MarkdownConnector(), text_target(MARKDOWN.encode(), "a.md"))
    assert (report.title, report.outlet, report.url) == (
        "Seizure at the port",
        "Example Courier",
        "https://example.org/a",
    )
    assert report.language == "en"
    assert report.published
    assert report.published.start == date(2025, 6, 3)
    assert report.links == ("https://example.org/b", "https://example.org/c", "https://example.org/d")
    assert report.text.text.startswith("Seizure at the port\n\nForces seized two drones, the ministry said.")
    assert "snake_case_word" in report.text.text
    assert "Private" not in repr(report)


def test_front_matter_needs_its_closing_line() -> None:
    assert front_matter("---\ntitle: x\nno end") == ({}, 0)


def test_the_first_line_is_the_title_only_where_it_stands_apart() -> None:
    assert title_of("A headline\n\nText.") == "A headline"
    assert title_of("A sentence that runs\non here.") is None
    assert title_of("It ends like a sentence.\n\nText.") is None
    assert title_of("https://example.org/\n\nText.") is None


def test_lines_without_a_width_are_paragraphs_and_wrapped_lines_are_not() -> None:
    post = decode(b"A headline\nA first long line of a post, unwrapped.\nShort.", "utf-8")
    assert plain(post, "x", Limits())[0].text.count("\n\n") == 2
    line = b"this line was wrapped at seventy characters by a mail program or so\n"
    assert "\n\n" not in plain(decode(line * 6, "utf-8"), "x", Limits())[0].text


def test_a_span_leads_back_to_legacy_bytes() -> None:
    content = "\r\nИзъят дрон.\r\nВторой дрон.".encode("cp1251")
    clean = plain(decode(content, "cp1251"), "x", Limits())[0]
    at = clean.text.rindex("дрон")
    (raw,) = clean.offsets.raw(Span(at, at + 4), clean.text)
    assert content[raw.start : raw.end].decode("cp1251") == "дрон"


def test_links_end_before_punctuation_and_keep_their_own_brackets() -> None:
    text = "See https://a.example/x_(y), (https://b.example/z). Again https://a.example/x_(y)!"
    assert links_in(text, Limits()) == ("https://a.example/x_(y)", "https://b.example/z")


def test_a_long_text_is_cut_off_with_a_note() -> None:
    clean, notes = plain(decode(b"word " * 100, "utf-8"), "x", Limits(text_chars=50))
    assert len(clean.text) == 50
    assert notes == ("cut off after 50 characters",)


def test_an_empty_file_and_a_binary_one_say_what_to_do() -> None:
    for content in (b"", bytes(range(256)) * 20):
        target = Target(locator="a.txt", content=content, media_type="text/plain")
        (found,) = TextConnector().collect(target, context())
        assert isinstance(found, Problem)
        assert found.advice


def test_security_one_line_of_fifty_megabytes_is_cut_and_bounded() -> None:
    target = text_target(b"drone " * (50 * 2**20 // 6))
    (found,) = TextConnector().collect(target, context())
    assert isinstance(found, Found)
    (report,) = found.reports
    assert len(report.text.text) <= Limits().text_chars
    assert report.notes


@pytest.mark.parametrize(
    "unit", ["![", "[a](", "<!--", "`", "**", "[", "> ", "- ", "#", "_a", "\n", "[a]: b"]
)
def test_security_markdown_of_repeated_marks_takes_linear_time(unit: str) -> None:
    target = text_target(b"x " + unit.encode() * 100_000, "a.md")
    assert taken(MarkdownConnector(), target)


def test_security_bidi_controls_do_not_break_the_way_back() -> None:
    content = "name\u202egnp.exe\u202c \u2066x\u2069".encode()
    report = one_report(TextConnector(), text_target(content))
    check_offsets(report.text.text, report.text.offsets, {"": content})


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["utf-8", "cp1251", "cp1256", "koi8-r", "utf-16-le"]))
def test_every_word_of_any_bytes_leads_back(content: bytes, codec: str) -> None:
    clean, _ = plain(decode(content, codec), "x", Limits())
    check_offsets(clean.text, clean.offsets, {"": content})


@settings(max_examples=60, deadline=None)
@given(st.text("ab *_[](){}<>!`~#>-\\:/\n\r\0é\U0001f6e9", max_size=200))
def test_every_word_of_any_markdown_leads_back(text: str) -> None:
    content = ("x " + text).encode()
    for found in MarkdownConnector().collect(text_target(content, "a.md"), context()):
        if isinstance(found, Found):
            for report in found.reports:
                check_offsets(report.text.text, report.text.offsets, {"": content})


@pytest.mark.parametrize(
    ("written", "day", "offset_hours"),
    [
        ("2025-06-03", "2025-06-03", None),
        ("2025-06-03T23:30:00+03:00", "2025-06-03", 3),
        ("2025-06-03 23:30", "2025-06-03", None),
        ("2025-06-03T10:00:00Z", "2025-06-03", 0),
        ("Tue, 3 Jun 2025 10:00:00 -0000", "2025-06-03", 0),
        ("Tue Jun 03 10:00:00 +0000 2025", "2025-06-03", 0),
        ("1748944800", "2025-06-03", 0),
        ("1748944800000", "2025-06-03", 0),
        ("2025/6/3", "2025-06-03", None),
        ("2025-06", "2025-06", None),
    ],
)
def test_dates_keep_their_day_and_only_a_known_zone(written: str, day: str, offset_hours: int | None) -> None:
    moment = read_moment(written)
    assert moment is not None
    assert str(moment.when) == day
    offset = moment.at.utcoffset() if moment.at else None
    assert (offset.total_seconds() / 3600 if offset is not None else None) == offset_hours


@pytest.mark.parametrize("written", ["", "soon", "0000-01-01", "2025-13-40", "99999-01-01", "٣"])
def test_what_is_no_date_is_none(written: str) -> None:
    assert read_moment(written) is None


def test_formats_and_zones() -> None:
    moment = read_moment("03.06.2025 10:00", "%d.%m.%Y %H:%M", read_zone("UTC+3"))
    assert moment
    assert moment.at
    assert moment.at.isoformat() == "2025-06-03T10:00:00+03:00"
    pdf = read_pdf_date("D:20250603100000+03'00'")
    assert pdf
    assert pdf.at == moment.at
    assert read_pdf_date("D:20259999") is None
    with pytest.raises(ValueError, match="offset from UTC"):
        read_zone("Mars")


@given(st.text(max_size=40))
def test_no_date_raises(written: str) -> None:
    read_moment(written)
    read_pdf_date(written)
