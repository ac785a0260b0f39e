# ruff: noqa: E501 -- markup stands as it is found
from __future__ import annotations

from datetime import UTC, datetime

from conformance import Conformance, check_offsets, context, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.report import Found, Problem, Report
from thistledown.casebook.span import Span
from thistledown.collect.connector import Target
from thistledown.collect.feed import FeedConnector

RSS = """<?xml version="1.0" encoding="windows-1251"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Газета &amp; Ко</title>
<link>https://gazeta.example/</link><language>ru-RU</language>
<item><title>Первая &quot;новость&quot;</title><link>https://gazeta.example/1</link>
<pubDate>Mon, 02 Jun 2025 10:00:00 +0300</pubDate>
<description>Коротко.</description>
<content:encoded><![CDATA[<p>Инструкторы прибыли в страну &amp; начали обучение.</p><p><a href="/2">Вторая</a> строка</p>]]></content:encoded></item>
<item><title>Вторая</title><link>javascript:alert(1)</link>
<description>&lt;p&gt;Экранированный &amp;amp; текст&lt;/p&gt;&lt;script&gt;нет()&lt;/script&gt;</description></item>
<item><title><![CDATA[Только <b>заголовок</b>]]></title></item>
<item><pubDate>Mon, 02 Jun 2025 10:00:00 GMT</pubDate></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Exemple</title>
<entry><title>Un</title><link href="https://exemple.example/un"/><published>2025-03-04T05:06:07Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le ministère a annoncé <b>mardi</b> un accord &amp; un prêt.</p></div></content>
</entry></feed>"""


def feed(text: str, codec: str = "utf-8") -> Target:
    return Target.of_bytes(text.encode(codec), "https://gazeta.example/rss", url="https://gazeta.example/rss")


def reports(target: Target) -> list[Report]:
    return [
        report
        for found in taken(FeedConnector(), target)
        if not isinstance(found, Problem)
        for report in found[1]
    ]


class TestFeedConformance(Conformance):
    connector = FeedConnector()
    samples = [feed(RSS, "cp1251"), feed(ATOM)]
    broken = [
        feed("<rss><channel></channel></rss>"),
        feed("<rss><item><title>cut"),
        feed("<?xml version='1.0'?><rss \0"),
    ]


def test_entries_of_rss_lead_back_into_the_feed() -> None:
    target = feed(RSS, "cp1251")
    first, second, third = reports(target)
    assert first.part == "item 1"
    assert first.title == 'Первая "новость"'
    assert first.outlet == "Газета & Ко"
    assert first.url == "https://gazeta.example/1"
    assert first.language == "ru"
    assert first.published_at == datetime(2025, 6, 2, 7, tzinfo=UTC)
    assert first.text.text == "Инструкторы прибыли в страну & начали обучение.\n\nВторая строка"
    assert first.links == ("https://gazeta.example/2",)
    at = first.text.text.index("обучение")
    (raw,) = first.text.offsets.raw(Span(at, at + 8), first.text.text)
    assert raw.part == ""
    assert (target.content or b"")[raw.start : raw.end].decode("cp1251") == "обучение"
    assert second.text.text == "Экранированный & текст"
    assert second.url is None
    assert third.text.text == third.title == "Только заголовок"


def test_atom_with_markup_inside() -> None:
    (report,) = reports(feed(ATOM))
    assert report.text.text == "Le ministère a annoncé mardi un accord & un prêt."
    assert report.language == "fr"
    assert report.published_at == datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_entries_that_cannot_be_located_are_parts_of_their_own() -> None:
    # feedparser closes what is left open; the place of the words is then not certain.
    target = feed(RSS.replace("</item>", "", 1), "cp1251")
    found = reports(target)
    assert found
    for report in found:
        for segment in report.text.offsets.segments:
            assert segment.part == "" or (
                segment.part == report.part and segment.encoding in {"", "codepoints"}
            )


def test_entries_are_followed_only_when_asked() -> None:
    opened: list[str] = []

    def note(target: Target) -> list[Problem]:
        opened.append(target.locator)
        return [target.problem("not fetched in this test", "none")]

    list(FeedConnector().collect(feed(RSS, "cp1251"), context(open=note)))
    assert opened == []
    list(FeedConnector().collect(feed(RSS, "cp1251"), context(open=note, follow=True)))
    assert opened == ["https://gazeta.example/1"]


def test_security_entities_of_its_own_are_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>'
    (problem,) = taken(FeedConnector(), feed(bomb))
    assert isinstance(problem, Problem)
    assert "entities" in problem.what


def test_security_a_feed_is_never_taken_for_a_file_name() -> None:
    target = Target(locator="x", content=b"/etc/passwd", media_type="application/rss+xml")
    found = list(FeedConnector().collect(target, context()))
    assert all(isinstance(one, Problem) or not list(one.reports) for one in found)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.text(st.sampled_from(list("abв中😀&<>;]\"' \n")), max_size=15), max_size=4), st.booleans())
def test_every_character_of_a_random_feed_leads_back(bodies: list[str], cdata: bool) -> None:
    def wrapped(body: str) -> str:
        if cdata:
            return "<![CDATA[" + body.replace("]]>", "") + "]]>"
        return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    items = "".join(
        f"<item><title>t</title><description>{wrapped(body)}</description></item>" for body in bodies
    )
    target = feed(f"<rss version='2.0'><channel><title>c</title>{items}</channel></rss>")
    for found in FeedConnector().collect(target, context()):
        if isinstance(found, Found):
            for report in found.reports:
                check_offsets(report.text.text, report.text.offsets, {"": target.content or b""})
