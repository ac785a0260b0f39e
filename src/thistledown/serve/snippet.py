"""The stretch of a text in which searched words stand, with the words marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thistledown.casebook.folding import fold_words

_WORD = re.compile(r"\w+", re.UNICODE)
# Characters of a snippet, and of a text that are looked through.
LENGTH = 240
LOOKED = 60_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet; `hit` when it is a word that was searched for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text.

    Attributes:
        pieces: in order; together they are the stretch.
        before: whether the text goes on before it.
        after: whether it goes on after it.
    """

    pieces: tuple[Piece, ...]
    before: bool
    after: bool


def snippet(text: str, query: str) -> Snippet:
    """The stretch around the first word that begins with one of the words asked for.

    Words are compared as search compares them, so a hit in another spelling is marked too.
    """
    asked = tuple(fold_words(query))
    looked = text[:LOOKED]
    hits = [found.span() for found in _WORD.finditer(looked) if _begins(found.group(), asked)]
    start = 0
    if hits and hits[0][0] > LENGTH // 2:
        start = hits[0][0] - LENGTH // 3
        # Not in the middle of a word, where the script has spaces.
        space = text.find(" ", start, hits[0][0])
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + LENGTH)
    pieces: list[Piece] = []
    at = start
    for first, last in hits:
        if first < at or last > end:
            continue
        if first > at:
            pieces.append(Piece(text[at:first], False))
        pieces.append(Piece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return Snippet(tuple(pieces), start > 0, end < len(text))


def _begins(word: str, asked: tuple[str, ...]) -> bool:
    return any(folded.startswith(asked) for folded in fold_words(word))
