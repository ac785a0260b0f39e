"""A clean text cut at the edges of its highlighted spans.

Spans of one claim nest and spans of two claims cross. So the text is cut at every edge, and each piece has
all spans that cover it, the longest first. Joined together again the pieces are the text: nothing is added,
moved or lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from thistledown.casebook.span import Span

QUOTE = "quote"

_PARAGRAPH = re.compile(r"\n[ \t]*\n+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to highlight.

    Attributes:
        span: where.
        slot: what it stands for: a slot's name, or "quote" for the whole sentence.
        claim: id of the claim; letters, digits and hyphens.
    """

    span: Span
    slot: str
    claim: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text covered by the same marks throughout, the longest first."""

    span: Span
    marks: tuple[Mark, ...]


def pieces(start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Cut a stretch of text at the edges of the marks; the pieces join without gap or overlap."""
    inside = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
    edges = sorted(
        {start, end}
        | {min(max(mark.span.start, start), end) for mark in inside}
        | {min(max(mark.span.end, start), end) for mark in inside}
    )
    opening = sorted(inside, key=lambda mark: mark.span.start)
    active: list[Mark] = []
    upcoming = 0
    for left, right in pairwise(edges):
        while upcoming < len(opening) and opening[upcoming].span.start <= left:
            active.append(opening[upcoming])
            upcoming += 1
        active = [mark for mark in active if mark.span.end > left]
        order = sorted(
            active, key=lambda m: (m.slot != QUOTE, m.span.start - m.span.end, m.span.start, m.slot, m.claim)
        )
        yield Piece(Span(left, right), tuple(order))


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a clean text; the empty lines between them belong to none."""
    found, start = [], 0
    for gap in _PARAGRAPH.finditer(text):
        if gap.start() > start:
            found.append(Span(start, gap.start()))
        start = gap.end()
    if start < len(text):
        found.append(Span(start, len(text)))
    return found
