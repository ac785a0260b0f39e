"""The little HTML that posts and data sets carry inside strings: paragraphs, links, entities."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import numpy as np

from thistledown.collect.decoded import Decoded
from thistledown.collect.weave import Weaver

_MARKUP = re.compile(
    r"<(?P<dead>script|style|template)\b[^<>]{0,5000}>.*?(?:</(?P=dead)\s*>|\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,20})(?P<attributes>(?:\s[^<>]{0,20000})?)/?>"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});",
    re.DOTALL,
)
_THREE = re.compile("&(?:amp|lt|gt);")
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]{1,4000})\"|'([^']{1,4000})')", re.IGNORECASE)
_BLOCKS = frozenset(
    (
        *("p", "div", "blockquote", "ul", "ol", "table", "section", "article", "header", "footer", "pre"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_LINES = frozenset(("br", "li", "tr", "dt", "dd", "figcaption"))


def weave_markup(weaver: Weaver, source: Decoded) -> tuple[str, ...]:
    """Append the words of an HTML fragment; tags go, entities stand for their characters.

    Args:
        weaver: takes the words.
        source: the fragment's characters.

    Returns:
        The web addresses it links to, in order, without repeats.
    """
    links: dict[str, None] = {}
    at, gap = 0, ""
    started = weaver.length
    for match in _MARKUP.finditer(source.text):
        gap = _words(weaver, source, at, match.start(), gap, started)
        at = match.end()
        tag = (match["tag"] or "").lower()
        if match[0].startswith("&"):
            said = html.unescape(match[0])
            if weaver.length > started and gap:
                weaver.insert(gap)
            gap = ""
            weaver.stand(said, source, match.start(), match.end())
        elif tag in _BLOCKS:
            gap = "\n\n"
        elif tag in _LINES:
            gap = gap if gap == "\n\n" else "\n"
        elif tag == "a" and (href := _HREF.search(match["attributes"])):
            url = html.unescape(href[1] or href[2]).strip()
            if url.startswith(("https://", "http://")):
                links[url] = None
    _words(weaver, source, at, len(source.text), gap, started)
    return tuple(links)


def unescaped(source: Decoded) -> Decoded:
    """The source with `&amp;`, `&lt;` and `&gt;` standing for their characters; nothing else changes."""
    found = list(_THREE.finditer(source.text))
    if not found:
        return source
    kept = np.ones(len(source.text), np.bool_)
    ends = source.ends.copy()
    exact = np.ones(len(kept), np.bool_) if source.exact is None else source.exact.copy()
    for match in found:
        kept[match.start() + 1 : match.end()] = False
        ends[match.start()] = source.ends[match.end() - 1]
        exact[match.start()] = False
    return replace(
        source,
        text=_THREE.sub(lambda match: html.unescape(match[0]), source.text),
        starts=source.starts[kept],
        ends=ends[kept],
        exact=exact[kept],
    )


def _words(weaver: Weaver, source: Decoded, start: int, end: int, gap: str, started: int) -> str:
    """Append `source[start:end]` after the gap that tags asked for; gives the gap still to be made."""
    run = source.text[start:end]
    if not run or (gap and not run.strip()):
        return gap
    if gap and weaver.length > started:
        weaver.insert(gap)
    weaver.keep(source, start, end)
    return ""
