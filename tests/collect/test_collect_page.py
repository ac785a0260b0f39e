from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import html_samples as samples
import pytest
from conformance import Conformance, check_offsets, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.report import Problem, Report
from thistledown.casebook.span import Span
from thistledown.collect.connector import Target
from thistledown.collect.page import PageConnector

PAGES: dict[str, tuple[bytes, str]] = {
    "wordpress": (samples.WORDPRESS.encode(), "https://blog.example.org/2025/06/training/?utm=1"),
    "news": (samples.NEWS.encode(), "https://www.example.com/politica/acordo"),
    "telegram": (samples.TELEGRAM.encode(), "https://t.me/s/examplechannel"),
    "arabic": (samples.ARABIC.encode("cp1256"), "https://mod.gov.example/"),
    "russian": (samples.RUSSIAN.encode("cp1251"), "https://gazeta.example/1"),
    "malformed": (samples.MALFORMED.encode(), "https://example.org/m"),
    "no body": (samples.NO_BODY.encode(), "https://example.org/n"),
}


def target(name: str) -> Target:
    content, url = PAGES[name]
    return Target.of_bytes(content, url, url=url, label="text/html")


def reports(content: bytes, url: str = "https://example.org/") -> list[Report]:
    one = Target(locator=url, content=content, media_type="text/html", url=url)
    return [
        report
        for found in taken(PageConnector(), one)
        if not isinstance(found, Problem)
        for report in found[1]
    ]


def only(name: str) -> Report:
    (report,) = reports(*PAGES[name])
    return report


class TestPageConformance(Conformance):
    connector = PageConnector()
    samples = [target(name) for name in PAGES]
    broken = [
        Target(locator=name, content=content, media_type="text/html")
        for name, content in {
            "tags only": b"<html><body><div></div></body></html>",
            "noise": bytes(range(256)) * 20,
            "cut utf-16": b"\xff\xfe<\0p\0>\0h",
            "nul": b"<p>\0\0</p>\0",
        }.items()
    ]


def test_a_wordpress_post() -> None:
    report = only("wordpress")
    assert report.title == "Training programme announced"
    assert report.outlet == "The Observer’s Blog"
    assert report.url == "https://blog.example.org/2025/06/training/"
    assert str(report.published) == "2025-06-03"
    assert report.published_at == datetime(2025, 6, 3, 8, 15, tzinfo=timezone(timedelta(hours=2)))
    assert report.language == "en"
    assert report.links == ("https://news.example.com/a?b=1&c=2",)
    text = report.text.text
    assert text.index("The delegation said") < text.index(
        "Officials “declined” to comment\xa0— see the report."
    )
    assert '\nThey said: "A < B".' in text
    assert "First & foremost\n\nSecond item" in text
    for absent in (
        "Training programme announced",
        "Hidden trap",
        "Home",
        "WordPress",
        "older post",
        "no text",
        "Recent",
    ):
        assert absent not in text, absent
    assert any("teasers" in note for note in report.notes)


def test_a_news_page_never_names_its_author() -> None:
    report = only("news")
    assert report.title == "Ministry signs deal"
    assert report.outlet == "Daily Example"
    assert report.author_kind == "newsroom"
    assert "Roe" not in repr(report)
    assert report.language == "pt"
    assert str(report.published) == "2025-02-11"
    assert report.published_at is not None
    assert report.published_at.astimezone(UTC) == datetime(2025, 2, 12, 2, 30, tzinfo=UTC)
    assert "Outra notícia" not in report.text.text
    assert "O ministério anunciou" in report.text.text
    assert "Segundo o comunicado" in report.text.text


def test_posts_of_a_telegram_channel_are_reports_of_their_own() -> None:
    first, second = reports(*PAGES["telegram"])
    assert (first.part, second.part) == ("post 101", "post 102")
    assert first.url == "https://t.me/examplechannel/101"
    assert first.outlet == "Example Channel"
    assert first.author_kind == "account"
    assert first.published_at == datetime(2025, 6, 1, 10, tzinfo=UTC)
    assert first.text.text == (
        "Первое сообщение о том, что поставки начались в июне.\nВторая строка ! ссылка"
    )
    assert first.links == ("https://example.org/x",)
    assert (first.language, second.language) == ("ru", "uk")
    assert "1.2K" not in first.text.text


@pytest.mark.parametrize(
    ("name", "codec", "language", "word", "day"),
    [
        ("arabic", "cp1256", "ar", "وزارة", "2025-06-15"),
        ("russian", "cp1251", "ru", "инструкторы", "2025-06-05"),
    ],
)
def test_old_encodings_lead_back_to_their_bytes(
    name: str, codec: str, language: str, word: str, day: str
) -> None:
    report = only(name)
    assert report.language == language
    assert str(report.published) == day
    assert report.published_at is None
    text = report.text.text
    at = text.index(word)
    (raw,) = report.text.offsets.raw(Span(at, at + len(word)), text)
    assert PAGES[name][0][raw.start : raw.end].decode(codec) == word


def test_malformed_markup_keeps_its_words_in_order() -> None:
    text = only("malformed").text.text
    assert text.startswith("One two three four")
    assert "a\tb\nc" in text
    assert "five < six & seven &unknown;" in text
    assert "lost" not in text
    assert "last line" in text


def test_text_outside_any_element_is_read() -> None:
    report = only("no body")
    assert report.text.text == "A bare line of text that stands outside any element."
    assert report.title == "Only a title"
    assert str(report.published) == "2025-01-01"


def test_a_page_written_by_a_script_is_kept_with_a_problem() -> None:
    empty = Target(
        locator="x", content=b"<html><body><div id=app></div><script>go()</script>", media_type="text/html"
    )
    (capture, found), problem = taken(PageConnector(), empty)  # type: ignore[misc]
    assert found == []
    assert capture.content == empty.content
    assert "no text" in problem.what  # type: ignore[union-attr]


def test_bidi_marks_stay_and_controls_go() -> None:
    (report,) = reports(
        "<p>abc \u202edef\u202c \x00gh\x0bi\x07 \u200fjk &#0; &#xD800; &#x202E; end of line</p>".encode()
    )
    assert "\u202edef\u202c ghi \u200fjk" in report.text.text
    assert not any(ord(character) < 32 for character in report.text.text)


def test_security_deep_nesting_ends_soon() -> None:
    deep = b"<div>" * 100_000 + b"<p>A sentence at the bottom of the well.</p>" + b"</div>" * 100_000
    (report,) = reports(deep)
    assert report.text.text == "A sentence at the bottom of the well."


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        '<a b="',
        "<a b='\"c ",
        "<i></b>",
        "<p><b>",
        "<ul><li>",
        "<table><tr><td>",
        "&amp",
        "<script>",
        "x<br>",
    ],
)
def test_security_hostile_markup_is_read_in_linear_time(piece: str) -> None:
    for report in reports(piece.encode() * 30_000):
        assert len(report.text.text) <= 30_000 * 4


def test_a_page_of_five_megabytes() -> None:
    paragraph = "<p>" + samples.LOREM + "</p>\n"
    content = ("<html><body><article>" + paragraph * (5_000_000 // len(paragraph)) + "</article>").encode()
    (report,) = reports(content)
    assert report.text.text.count("The delegation") == content.count(b"<p>")


# Random trees: every character leads back to bytes that decode to it.

_WORDS = st.text(
    st.sampled_from(list("abс дיع中😀\u202e\u200d\xa0 \n\t<>&;\"'#x0\x00\x07")), min_size=0, max_size=20
)
_REFERENCES = st.sampled_from(
    ["&amp;", "&nbsp;", "&#x41;", "&#65", "&hellip;", "&notin;", "&notit;", "&", "&#0;", "&#32;"]
)
_ATTRIBUTES = st.sampled_from(
    ["", " hidden", ' class="share"', " style='display:none'", ' href="http://a.b/c"', " x=", ' "']
)
_NAMES = st.sampled_from(
    (
        "p",
        "div",
        "b",
        "i",
        "a",
        "li",
        "ul",
        "td",
        "tr",
        "table",
        "pre",
        "br",
        "h1",
        "nav",
        "span",
        "section",
        "script",
        "article",
        "template",
        "title",
    )
)
_TREES = st.recursive(
    st.one_of(
        _WORDS, _REFERENCES, st.just("<!-- x -->"), st.just("</div>"), st.just("A longer sentence of words. ")
    ),
    lambda inner: st.builds(
        lambda name, attributes, children, closed: (
            f"<{name}{attributes}>{''.join(children)}" + f"</{name}>" * closed
        ),
        _NAMES,
        _ATTRIBUTES,
        st.lists(inner, max_size=5),
        st.booleans(),
    ),
    max_leaves=30,
)


@settings(deadline=None, max_examples=150)
@given(_TREES, st.sampled_from(["utf-8", "utf-16", "cp1251", "gb18030", "cp932", "koi8-u"]))
def test_every_character_of_a_random_page_leads_back(markup: str, codec: str) -> None:
    content = f"<meta charset={codec}><body>{markup}".encode(codec, "replace")
    for report in reports(content):
        check_offsets(report.text.text, report.text.offsets, {"": content})
        assert not any(ord(character) < 32 and character not in "\n\t" for character in report.text.text)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=400))
def test_security_random_bytes_never_break_a_page(noise: bytes) -> None:
    content = b"<html><body><p>Words in front</p><p>" + noise
    for report in reports(content):
        check_offsets(report.text.text, report.text.offsets, {"": content})
