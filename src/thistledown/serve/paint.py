"""A clean text with its highlighted spans, as markup put together from escaped pieces.

Spans of one claim nest and spans of two claims cross. So the text is cut at every edge, and each piece
carries all spans that cover it, the longest outermost; a piece is one link to the first of its claims, since
links cannot nest. Joined together again the pieces are the text: nothing is added, moved or lost, save that
deceptive characters are written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from thistledown.casebook.span import Span
from thistledown.serve.visible import DECEPTIVE, name_of, sign

QUOTE = "quote"

# Deeper nesting is drawn like this depth; the tooltip still names every span.
DEEPEST = 4

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


def paint(text: str, marks: Sequence[Mark], tell: Callable[[Sequence[Mark]], str]) -> list[Markup]:
    """Each paragraph as markup.

    Args:
        text: the clean text.
        marks: spans to highlight.
        tell: what the tooltip of a piece says, in plain text.
    """
    waiting = sorted(marks, key=lambda mark: mark.span)
    seen: set[tuple[str, str]] = set()
    painted = []
    for block in paragraphs(text):
        inside = [mark for mark in waiting if mark.span.start < block.end]
        waiting = [mark for mark in waiting if mark.span.end > block.end]
        cut = pieces(block.start, block.end, inside)
        painted.append(Markup("").join(_piece(text, piece, tell, seen) for piece in cut))
    return painted


def _piece(
    text: str, piece: Piece, tell: Callable[[Sequence[Mark]], str], seen: set[tuple[str, str]]
) -> Markup:
    words = written(piece.span.of(text))
    if not piece.marks:
        return words
    slots = [mark for mark in piece.marks if mark.slot != QUOTE]
    claims = " ".join(dict.fromkeys(mark.claim for mark in piece.marks))
    if not slots:
        return Markup('<span class="quote" data-c="{}">{}</span>').format(claims, words)
    inner = words
    for depth, mark in enumerate(reversed(slots), start=1):
        inner = Markup('<span class="m m-{} d{}">{}</span>').format(mark.slot, min(depth, DEEPEST), inner)
    anchor = Markup("")
    for mark in slots:
        key = (mark.claim, mark.slot)
        if mark.span.start == piece.span.start and key not in seen:
            seen.add(key)
            anchor += Markup('<span class="anchor" id="{}-{}"></span>').format(mark.claim, mark.slot)
    return anchor + Markup(
        '<a class="piece" href="#{}" data-c="{}">{}<span class="tip" dir="auto">{}</span></a>'
    ).format(slots[0].claim, claims, inner, tell(slots))


def written(text: str) -> Markup:
    """Escaped text in which deceptive characters are written out and named."""
    out, start = [], 0
    for found in DECEPTIVE.finditer(text):
        out.append(escape(text[start : found.start()]))
        char = found.group()
        if char != "\r":
            out.append(
                Markup('<span class="deceptive" title="{}">{}</span>').format(name_of(char), sign(char))
            )
        start = found.end()
    out.append(escape(text[start:]))
    return Markup("").join(out)
