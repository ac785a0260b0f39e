"""The web preview of a Telegram channel: each post is a report of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from thistledown.casebook.report import Report
from thistledown.casebook.when import When
from thistledown.collect.decoded import Decoded
from thistledown.collect.html_blocks import Block
from thistledown.collect.limits import Limits
from thistledown.collect.meta import PageFacts, web_address
from thistledown.collect.meta_time import parse_moment
from thistledown.collect.tongue import language_in
from thistledown.collect.weave import Weaver

_POST = re.compile(r"<div[^>]{0,400}?\bdata-post=[\"']([A-Za-z0-9_]{3,64}/\d{1,12})[\"'][^>]{0,400}>")
_TEXT = re.compile(r"<div class=[\"'][^\"']{0,200}\btgme_widget_message_text\b")
_AFTER = re.compile(
    r"<div class=[\"'][^\"']{0,200}\btgme_widget_message_(?:footer|info|reactions|poll|bubble)\b"
)


def is_preview(text: str) -> bool:
    """Whether a page is such a preview."""
    return "tgme_widget_message" in text and _POST.search(text) is not None


def read_posts(source: Decoded, facts: PageFacts, blocks: Sequence[Block], limits: Limits) -> list[Report]:
    """One report a post with words, in the order of the page.

    Args:
        source: the decoded page.
        facts: gives the channel's title and the times of posts.
        blocks: the page's blocks.
        limits: gives the longest text and the most links.
    """
    text = source.text
    marks = [(match.start(), match[1]) for match in _POST.finditer(text)]
    found: dict[str, Report] = {}
    ahead = list(blocks)
    times = facts.times
    block_at = time_at = 0
    for number, (start, post) in enumerate(marks):
        end = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        inner = [match.start() for match in _TEXT.finditer(text, start, end)]
        after = _AFTER.search(text, inner[-1], end) if inner else None
        while block_at < len(ahead) and ahead[block_at].start < start:
            block_at += 1
        weaver = Weaver()
        kept: list[Block] = []
        while block_at < len(ahead) and ahead[block_at].start < end:
            block = ahead[block_at]
            block_at += 1
            if inner and inner[0] < block.start < (after.start() if after else end):
                block.weave(weaver, source)
                kept.append(block)
        published: tuple[When, datetime | None] | None = None
        while time_at < len(times) and times[time_at][0] < end:
            if times[time_at][0] >= start:
                published = parse_moment(times[time_at][1]) or published
            time_at += 1
        clean = weaver.finish("telegram preview")
        if not clean.text.strip() or post in found:
            continue
        links = [
            address
            for block in kept
            for link in block.links
            if (address := web_address(link, "https://t.me/"))
        ]
        found[post] = Report(
            part=f"post {post.partition('/')[2]}"
            if len({p.partition("/")[0] for _, p in marks}) == 1
            else f"post {post}",
            url=f"https://t.me/{post}",
            title=None,
            outlet=facts.metas.get("og:title") or post.partition("/")[0],
            author_kind="account",
            published=published[0] if published else None,
            published_at=published[1] if published else None,
            language=language_in(clean.text, None),
            links=tuple(dict.fromkeys(links))[: limits.links],
            text=clean,
        )
    return list(found.values())
