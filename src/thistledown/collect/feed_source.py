"""Where in a feed's bytes the words of each entry stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

import numpy as np

from thistledown.collect.decoded import Decoded

_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*+)((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_TYPE = re.compile(r"\btype\s*=\s*[\"']([^\"']{1,60})[\"']")
_ENTRIES = frozenset({"item", "entry"})
_OPEN = "<![CDATA["
_CLOSE = "]]>"


@dataclass(frozen=True, slots=True)
class Inner:
    """The content of one element: `text[start:end]` of the feed, and its type attribute."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True, eq=False)
class FeedEntry:
    """The children of one item or entry by local name with its prefix ("content:encoded")."""

    children: dict[str, list[Inner]] = field(default_factory=dict)

    def first(self, *names: str) -> Inner | None:
        """The first child of the first name that has words in it."""
        return next(
            (inner for name in names for inner in self.children.get(name, []) if inner.end > inner.start),
            None,
        )


def feed_entries(text: str) -> list[FeedEntry]:
    """Every item or entry of a feed, in order; one that is not closed is left out."""
    found: list[FeedEntry] = []
    entry: FeedEntry | None = None
    name, attributes, begun, depth = "", "", 0, 0
    for closing, tag, written, start, end in _tags(text):
        local = tag.rpartition(":")[2].lower() if entry is None or not name else tag
        if entry is None:
            if not closing and local in _ENTRIES and not written.endswith("/"):
                entry, name = FeedEntry(), ""
        elif not name:
            if closing and tag.rpartition(":")[2].lower() in _ENTRIES:
                found.append(entry)
                entry = None
            elif not closing and not written.endswith("/"):
                name, attributes, begun, depth = tag, written, end, 1
        elif tag == name and not written.endswith("/"):
            depth += -1 if closing else 1
            if not depth:
                kind = _TYPE.search(attributes)
                inner = Inner(begun, start, kind[1].lower() if kind else "")
                entry.children.setdefault(name.lower(), []).append(inner)
                name = ""
    return found


def _tags(text: str) -> Iterator[tuple[bool, str, str, int, int]]:
    """Closing or not, name, attributes, start, end of each tag; CDATA and comments are stepped over."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        following = text[at + 1 : at + 2]
        if following in {"!", "?"}:
            close = _CLOSE if text.startswith(_OPEN, at) else "-->" if text.startswith("<!--", at) else ">"
            end = text.find(close, at + 2)
            if end < 0:
                return
            at = end + len(close)
            continue
        tag = _TAG.match(text, at)
        if tag is None:
            at += 1
            continue
        yield bool(tag[1]), tag[2], tag[3], at, tag.end()
        at = tag.end()


def unescaped(source: Decoded, start: int, end: int) -> Decoded:
    """The value of `text[start:end]` as XML means it: CDATA opened, references undone once.

    Every code point keeps the raw stretch it came from; those of references are marked as not exact.
    """
    texts: list[str] = []
    starts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    exact: list[np.ndarray] = []

    def keep(a: int, b: int) -> None:
        if a < b:
            texts.append(source.text[a:b])
            starts.append(source.starts[a:b])
            ends.append(source.ends[a:b])
            exact.append(np.ones(b - a, dtype=np.bool_) if source.exact is None else source.exact[a:b])

    def stand(value: str, a: int, b: int) -> None:
        raw_start, raw_end = source.raw(a, b)
        texts.append(value)
        starts.append(np.full(len(value), raw_start, dtype=np.int64))
        ends.append(np.full(len(value), raw_end, dtype=np.int64))
        exact.append(np.zeros(len(value), dtype=np.bool_))

    at = start
    while at < end:
        opening = source.text.find(_OPEN, at, end)
        plain_end = opening if opening >= 0 else end
        for match in _REFERENCE.finditer(source.text, at, plain_end):
            keep(at, match.start())
            stand(unescape(match[0]), match.start(), match.end())
            at = match.end()
        keep(at, plain_end)
        if opening < 0:
            break
        close = source.text.find(_CLOSE, opening, end)
        close = close if close >= 0 else end
        keep(opening + len(_OPEN), close)
        at = close + len(_CLOSE)
    if not texts:
        return source.cut(start, start)
    return Decoded(
        "".join(texts),
        np.concatenate(starts),
        np.concatenate(ends),
        np.concatenate(exact),
        source.encoding,
        source.part,
    )
