"""A clean text cut into blocks and pieces for a page to show: plain values, never markup.

Blocks are its paragraphs. One too long to be laid out at once is cut at a space into blocks that run on, so
that a browser can skip those that are out of sight. Joined together, pieces are the text but for the empty
lines between paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thistledown.casebook.span import Span
from thistledown.serve.paint import Mark, paragraphs, pieces

# Characters of a block; a browser lays out a block this long in about a frame.
LONGEST = 4_000
# How far back from there a space is looked for.
BACK = 200

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"})


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of text covered by the same marks throughout.

    Attributes:
        text: the words.
        marks: places in the list of marks, the longest mark first.
    """

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, or a part of a long one.

    Attributes:
        start: its first character in the text, in code points.
        runs_on: whether it goes on with the paragraph of the block before.
        pieces: its text, cut at the edges of the marks.
    """

    start: int
    runs_on: bool
    pieces: tuple[TextPiece, ...]


def blocks(text: str, marks: Sequence[Mark]) -> list[TextBlock]:
    """Cut a text; marks may nest, cross and reach over paragraphs.

    Cost: linear in the text; each mark is looked at once for each block that it touches.
    """
    places = {mark: place for place, mark in enumerate(marks)}
    waiting = sorted(places, key=lambda mark: mark.span)
    active: list[Mark] = []
    upcoming = 0
    found = []
    for span, runs_on in _stretches(text):
        while upcoming < len(waiting) and waiting[upcoming].span.start < span.end:
            active.append(waiting[upcoming])
            upcoming += 1
        active = [mark for mark in active if mark.span.end > span.start]
        cut = tuple(
            TextPiece(piece.span.of(text), tuple(places[mark] for mark in piece.marks))
            for piece in pieces(span.start, span.end, active)
        )
        found.append(TextBlock(span.start, runs_on, cut))
    return found


def direction(language: str | None) -> str:
    """Which way a language is written: rtl, or auto where the text itself shall say."""
    return "rtl" if (language or "").split("-")[0].lower() in RIGHT_TO_LEFT else "auto"


def _stretches(text: str) -> Iterator[tuple[Span, bool]]:
    for paragraph in paragraphs(text):
        start = paragraph.start
        while paragraph.end - start > LONGEST:
            end = start + LONGEST
            space = max(text.rfind(" ", end - BACK, end), text.rfind("\n", end - BACK, end))
            end = space + 1 if space > start else end
            yield Span(start, end), start > paragraph.start
            start = end
        yield Span(start, paragraph.end), start > paragraph.start
