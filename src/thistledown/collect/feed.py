"""RSS and Atom feeds: one capture, one report an entry."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import feedparser

from thistledown.casebook.report import Found, Problem, Report
from thistledown.casebook.when import When
from thistledown.collect.charset import find_charset
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded, decode
from thistledown.collect.feed_source import FeedEntry, feed_entries, unescaped
from thistledown.collect.html_blocks import read_blocks
from thistledown.collect.meta import host_of, web_address
from thistledown.collect.meta_time import parse_moment
from thistledown.collect.outlets import author_kind_of
from thistledown.collect.page import links_of, weave_blocks
from thistledown.collect.tongue import language_in

_BODY = ("content:encoded", "content", "description", "summary", "itunes:summary", "media:description")
_KINDS = frozenset({"application/rss+xml", "application/atom+xml"})


class FeedConnector:
    """Takes RSS and Atom; with `context.follow`, the addresses of its entries are fetched as well."""

    name = "feed"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """RSS and Atom, by content."""
        return target.media_type in _KINDS

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """The feed with its entries, then what their addresses give where they are followed."""
        content = target.read(context.limits.file_bytes)
        if b"<!ENTITY" in content[:100_000]:
            yield target.problem(
                "the feed declares entities of its own, as attacks do", "ask for a plain feed"
            )
            return
        parsed: Any = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
        reports = _reports(content, target, context, parsed)
        if not reports and not parsed.entries:
            yield target.problem(
                "the feed has no entries, or is broken", "open it in a browser to see what it holds"
            )
            if not content.strip():
                return
        yield Found(capture=target.capture(content, self, context), reports=reports)
        if len(parsed.entries) > context.limits.feed_entries:
            yield target.problem(
                f"of {len(parsed.entries):,} entries the first {context.limits.feed_entries:,} were taken",
                "raise the limit to take them all",
            )
        if context.follow:
            for url in dict.fromkeys(report.url for report in reports if report.url):
                yield from context.open(Target.of_url(url))


def _reports(content: bytes, target: Target, context: Context, parsed: Any) -> list[Report]:
    codec, mark = find_charset(content, target.charset, markup=True)
    source = decode(content, codec, skip=mark)
    located = feed_entries(source.text)
    # Where the two readings of the feed differ, its words cannot be told apart by place.
    matched = len(located) == len(parsed.entries)
    found = []
    for number, entry in enumerate(parsed.entries[: context.limits.feed_entries], start=1):
        body = _located(source, located[number - 1]) if matched else None
        if body is None:
            body = Decoded.of_text(_value(entry), f"item {number}")
        report = _report(body, number, entry, parsed.feed, target, context)
        if report is not None:
            found.append(report)
    return found


def _located(source: Decoded, entry: FeedEntry) -> Decoded | None:
    """The body of an entry with its place in the feed; its title where it has no body."""
    bodies = [inner for name in _BODY for inner in entry.children.get(name, []) if inner.end > inner.start]
    inner = max(bodies, key=lambda one: one.end - one.start, default=None) or entry.first(
        "title", "media:title"
    )
    if inner is None:
        return None
    if inner.type == "xhtml":
        return source.cut(inner.start, inner.end)
    return unescaped(source, inner.start, inner.end)


def _value(entry: Any) -> str:
    values = [str(one.get("value", "")) for one in entry.get("content", [])]
    values += [str(entry.get("summary", ""))]
    return max(values, key=len) or str(entry.get("title", ""))


def _report(
    body: Decoded, number: int, entry: Any, feed: Any, target: Target, context: Context
) -> Report | None:
    page = read_blocks(body)
    url = web_address(str(entry.get("link", "")), target.url)
    blocks = [block for block in page.blocks if block.zone != "teaser"] or page.blocks
    text, cut = weave_blocks(blocks, body, "feed", context.limits.text_chars)
    if not text.text.strip():
        return None
    published, published_at = _published(entry)
    outlet = _plain(str(feed.get("title", ""))) or host_of(url or target.url)
    stated = str(entry.get("language", "") or feed.get("language", "") or "")
    return Report(
        part=f"item {number}",
        url=url,
        title=_plain(str(entry.get("title", ""))) or None,
        outlet=outlet,
        author_kind=author_kind_of(host=host_of(url or target.url) or "", names=(outlet or "",)),
        published=published,
        published_at=published_at,
        language=language_in(text.text, stated.partition("-")[0].strip().lower()[:3] or None),
        links=links_of(blocks, url or target.url, context.limits.links),
        notes=(f"cut off after {len(text.text):,} characters",) if cut else (),
        text=text,
    )


def _published(entry: Any) -> tuple[When | None, datetime | None]:
    for key in ("published", "updated", "created"):
        found = parse_moment(str(entry.get(key, "") or ""))
        if found:
            return found
    return None, None


def _plain(markup: str) -> str:
    """A title without tags, on one line."""
    source = Decoded.of_text(markup[:2000], "")
    blocks = read_blocks(source).blocks
    return " ".join(" ".join(block.words(source) for block in blocks).split())[:500]
