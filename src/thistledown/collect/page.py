"""Web pages: one report a page, or one a post for the previews of Telegram channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thistledown.casebook.report import CleanText, Found, Problem, Report
from thistledown.collect import telegram_preview
from thistledown.collect.charset import find_charset
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded, decode
from thistledown.collect.html_blocks import Block, read_blocks
from thistledown.collect.html_main import choose_main
from thistledown.collect.meta import (
    PageFacts,
    address_of,
    author_kind,
    language_of,
    outlet_of,
    title_of,
    web_address,
)
from thistledown.collect.meta_time import published_of
from thistledown.collect.tongue import language_in
from thistledown.collect.weave import Weaver

_HEADINGS = frozenset({"h1", "h2", "h3"})
_DATE_LINE = 160
_TIME_NEAR = 5_000


class PageConnector:
    """Takes HTML: main text with the way back to the bytes, and what the page says about itself."""

    name = "page"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """HTML, by content or by label."""
        return target.media_type == "text/html"

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """One capture with its report; a problem as well when no words were found."""
        content = target.read(context.limits.file_bytes)
        if not content.strip(b"\0 \t\r\n"):
            yield target.problem("the page is empty", "open it in a browser; the server may have refused it")
            return
        reports = read_page(content, target, context)
        capture = target.capture(content, self, context)
        yield Found(capture=capture, reports=reports)
        if not reports:
            yield target.problem(
                "the page has no text of its own, perhaps because a script writes it",
                "open it in a browser, save it as a complete page or PDF, and add that file",
            )


def read_page(content: bytes, target: Target, context: Context) -> list[Report]:
    """The reports of a page; none when it has no words.

    Args:
        content: the captured bytes.
        target: gives the address and the stated charset.
        context: gives limits and the time.
    """
    codec, mark = find_charset(content, target.charset, markup=True)
    source = decode(content, codec, skip=mark)
    facts = PageFacts(source.text)
    page = read_blocks(source, facts.watch)
    if not page.blocks:
        return []
    if telegram_preview.is_preview(source.text):
        posts = telegram_preview.read_posts(source, facts, page.blocks, context.limits)
        if posts:
            return posts
    words = [block.words(source) for block in page.blocks]
    main = choose_main(page, dict(enumerate(words)))
    heading = next((n for n, block in enumerate(page.blocks) if block.kind == "h1"), None)
    title = title_of(facts, words[heading] if heading is not None else None)
    blocks = _without_title(main.blocks, title, source)
    notes = []
    if main.left_out:
        notes.append(f"left out teasers of other reports: {len(main.left_out)} paragraphs")
    text, cut = weave_blocks(blocks, source, f"page {main.by}", context.limits.text_chars)
    if cut:
        notes.append(f"cut off after {len(text.text):,} characters")
    if not text.text.strip():
        return []
    latest = target.captured_at or context.now()
    first = page.blocks[heading].start if heading is not None else main.blocks[0].start
    near = _near(page.blocks, words, heading, main.blocks[0])
    published, published_at = published_of(facts, near, latest, _times_near(facts, first))
    base = web_address(facts.base, target.url) or target.url
    return [
        Report(
            url=address_of(facts, target.url),
            title=title,
            outlet=outlet_of(facts, target.url),
            author_kind=author_kind(facts, target.url),
            published=published,
            published_at=published_at,
            language=language_in(text.text, language_of(facts)),
            links=links_of(blocks, base, context.limits.links),
            notes=tuple(notes),
            text=text,
        )
    ]


def weave_blocks(
    blocks: Sequence[Block], source: Decoded, extractor: str, most: int
) -> tuple[CleanText, bool]:
    """The clean text of blocks, and whether it was cut off at a block after `most` characters."""
    weaver = Weaver()
    for block in blocks:
        if weaver.length >= most:
            return weaver.finish(extractor), True
        block.weave(weaver, source)
    return weaver.finish(extractor), False


def links_of(blocks: Sequence[Block], base: str | None, most: int) -> tuple[str, ...]:
    """Web addresses linked from blocks, in order, without repeats."""
    found: dict[str, None] = {}
    for block in blocks:
        for written in block.links:
            address = web_address(written, base)
            if address:
                found.setdefault(address)
    return tuple(found)[:most]


def _without_title(blocks: Sequence[Block], title: str | None, source: Decoded) -> list[Block]:
    """The blocks without those that only repeat the headline at the top."""
    if not title:
        return list(blocks)
    wanted = " ".join(title.split()).casefold()
    return [
        block
        for number, block in enumerate(blocks)
        if not (
            (number < 4 or block.kind in _HEADINGS)
            and " ".join(block.words(source).split()).casefold() == wanted
            and len(blocks) > 1
        )
    ]


def _near(blocks: Sequence[Block], words: Sequence[str], heading: int | None, first: Block) -> str:
    """Short lines around the headline, where a date of publication stands."""
    at = heading if heading is not None else blocks.index(first)
    around = [n for n in (at, at + 1, at + 2, at + 3, at + 4, at - 1, at - 2, at - 3) if 0 <= n < len(blocks)]
    return "\n".join(words[n] for n in around if len(words[n]) <= _DATE_LINE)


def _times_near(facts: PageFacts, place: int) -> list[str]:
    near = [(abs(at - place), stated) for at, stated in facts.times if abs(at - place) <= _TIME_NEAR]
    return [stated for _, stated in sorted(near)]
