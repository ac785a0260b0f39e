from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from thistledown.collect.decoded import decode
from thistledown.collect.html_blocks import read_blocks
from thistledown.collect.html_tokens import attributes_of, tokens
from thistledown.collect.meta import PageFacts, address_of, language_of, outlet_of, title_of, web_address
from thistledown.collect.meta_time import parse_moment, published_of, written_day
from thistledown.collect.outlets import author_kind_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def facts(markup: str) -> PageFacts:
    source = decode(markup.encode(), "utf-8")
    found = PageFacts(source.text)
    read_blocks(source, found.watch)
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("June 3rd, 2025", date(2025, 6, 3)),
        ("3 June 2025, 10:30", date(2025, 6, 3)),
        ("le 1er août 2024", date(2024, 8, 1)),
        ("12 de marzo de 2025", date(2025, 3, 12)),
        ("11 de fevereiro de 2025", date(2025, 2, 11)),
        ("5 июня 2025", date(2025, 6, 5)),
        ("7 березня 2025", date(2025, 3, 7)),
        ("١٥ يونيو ٢٠٢٥", date(2025, 6, 15)),
        ("2025-06-30 and 2024-01-01", date(2025, 6, 30)),
        ("05.06.2025", date(2025, 6, 5)),
        ("31 June 2025", None),
        ("version 1.2.2025.4", None),
        ("no date", None),
    ],
)
def test_written_days(text: str, day: date | None) -> None:
    assert written_day(text) == day


@pytest.mark.parametrize(
    ("stated", "day", "instant"),
    [
        ("2022-07-22T05:52+00:00", "2022-07-22", datetime(2022, 7, 22, 5, 52, tzinfo=UTC)),
        ("2022-07-22T23:30:00-03:00", "2022-07-22", datetime(2022, 7, 23, 2, 30, tzinfo=UTC)),
        ("2022-07-22 05:52:11 +0300", "2022-07-22", datetime(2022, 7, 22, 2, 52, 11, tzinfo=UTC)),
        ("2022-07-22T05:52:00Z", "2022-07-22", datetime(2022, 7, 22, 5, 52, tzinfo=UTC)),
        ("2022-07-22T05:52:00", "2022-07-22", None),
        ("2022-07-22", "2022-07-22", None),
        ("2022-07", "2022-07", None),
        ("Mon, 02 Jun 2025 10:00:00 GMT", "2025-06-02", datetime(2025, 6, 2, 10, tzinfo=UTC)),
        ("yesterday", None, None),
        ("2022-13-45", None, None),
        ("9" * 500, None, None),
    ],
)
def test_moments(stated: str, day: str | None, instant: datetime | None) -> None:
    found = parse_moment(stated)
    assert (str(found[0]) if found else None) == day
    assert (found[1] if found else None) == instant


def test_dates_to_come_and_dates_before_the_web_are_slips() -> None:
    one = facts("<meta name=date content=2031-01-01><meta name=pubdate content=1970-01-01>")
    assert published_of(one, "", NOW, []) == (None, None)
    when, instant = published_of(one, "3 June 2025", NOW, ["1970-01-01T00:00:00Z"])
    assert (str(when), instant) == ("2025-06-03", None)


def test_titles_lose_the_outlet_and_keep_their_dashes() -> None:
    one = facts("<meta property=og:site_name content=Example><title>Talks - round two | Example</title>")
    assert title_of(one, None) == "Talks - round two"
    assert title_of(facts("<title>A | B</title>"), None) == "A | B"
    assert title_of(facts("<title>x</title>"), "The heading") == "The heading"
    assert title_of(facts("<p>x"), None) is None


def test_outlets_fall_back_to_the_host() -> None:
    assert outlet_of(facts("<p>x"), "https://www.example.org/a") == "example.org"
    assert (
        outlet_of(facts("<meta property=og:site_name content='The &amp; Paper'>"), "https://x.org")
        == "The & Paper"
    )
    person = '{"@type":"Article","headline":"h","publisher":{"@type":"Person","name":"Jane Roe"}}'
    assert (
        outlet_of(facts(f'<script type="application/ld+json">{person}</script>'), "https://x.org") == "x.org"
    )


def test_canonical_addresses_of_other_sites_are_not_believed() -> None:
    one = facts('<link rel="canonical" href="https://evil.example/x">')
    assert address_of(one, "https://paper.org/a?b=1") == "https://paper.org/a?b=1"
    two = facts('<link rel="canonical" href="/x">')
    assert address_of(two, "https://paper.org/a?b=1") == "https://paper.org/x"


@pytest.mark.parametrize("stated", ["pt-BR", "pt_PT", "PT"])
def test_languages_are_primary_tags(stated: str) -> None:
    assert language_of(facts(f"<html lang='{stated}'>")) == "pt"
    assert language_of(facts("<html lang='english please'>")) is None


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("/b", "https://x.org/b"),
        ("c?d#e", "https://x.org/a/c?d"),
        ("//y.org/", "https://y.org/"),
        ("#top", None),
        ("mailto:a@b.org", None),
        ("javascript:alert(1)", None),
        ("https://user:pass@y.org/", None),
        ("http://[bad", None),
    ],
)
def test_links(written: str, found: str | None) -> None:
    assert web_address(written, "https://x.org/a/") == found


@pytest.mark.parametrize(
    ("host", "names", "more", "kind"),
    [
        ("www.mod.gov.ua", (), {}, "office"),
        ("www.defense.gouv.fr", (), {}, "office"),
        ("reuters.com", (), {}, "news-agency"),
        ("paper.org", ("AFP",), {"news": True}, "news-agency"),
        ("paper.org", ("The Paper",), {"news": True}, "newsroom"),
        ("t.me", ("Channel",), {}, "account"),
        ("someone.substack.com", (), {}, "account"),
        ("paper.org", ("Ministry of Defence",), {}, "office"),
        ("institute.org", ("Institute",), {"group": True}, "organisation"),
        ("governor.org", ("The Staff",), {}, "unknown"),
    ],
)
def test_kinds_of_author(host: str, names: tuple[str, ...], more: dict[str, bool], kind: str) -> None:
    assert author_kind_of(host=host, names=names, **more) == kind


def test_tokens_have_their_places() -> None:
    text = "a<!-- <b> --><p class='x>y'>b &lt; c</p><script>if (a</b) </script>< d"
    found = [(token.kind, text[token.start : token.end]) for token in tokens(text)]
    assert found == [
        ("text", "a"),
        ("start", "<p class='x>y'>"),
        ("text", "b &lt; c"),
        ("end", "</p>"),
        ("start", "<script>"),
        ("raw", "if (a</b) "),
        ("end", "</script>"),
        ("text", "< d"),
    ]


def test_attributes() -> None:
    assert attributes_of(" A=1 b='x y' c=\"&amp;\" d e = f a=2") == {
        "a": "1",
        "b": "x y",
        "c": "&",
        "d": "",
        "e": "f",
    }
