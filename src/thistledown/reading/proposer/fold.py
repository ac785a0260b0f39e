"""A fold under which a model's quote is looked for, with the way back to the text as captured.

Folded away are differences that carry no words: the run of white space, the normal form of letters, the
shape of quotation marks, hyphens and dashes, and invisible characters. Case, diacritics and every other
character stay: a paraphrase never folds into a quote.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from thistledown.casebook.span import Span

_QUOTES = "'\"`´‘’‚‛“”„‟‹›«»′″‵‶＂＇"
_DASHES = "-‐‑‒–—―−﹘﹣－⁃"
_SAME = {**dict.fromkeys(map(ord, _QUOTES), "'"), **dict.fromkeys(map(ord, _DASHES), "-")}
# Normalising sorts combining marks, which costs the square of their number.
_MOST_MARKS = 32


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded stretch of a text.

    Attributes:
        text: the folded characters.
        starts: for each of them, the first code point of the original it comes from.
        ends: one past the last.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, first: int, last: int) -> Span | None:
        """The original stretch of folded characters `first` to `last` (excluded).

        None when it would cut a letter from its marks, so that "Tinzaouate" is not found in "Tinzaouaté".
        """
        if not 0 <= first < last <= len(self.text):
            return None
        if first and self.starts[first - 1] == self.starts[first]:
            return None
        if last < len(self.text) and self.starts[last - 1] == self.starts[last]:
            return None
        return Span(self.starts[first], self.ends[last - 1])

    def find(self, wanted: str, *, most: int = 8) -> list[Span]:
        """Where a string stands after both were folded, without overlaps, at most `most` times."""
        needle = fold(wanted).text.strip(" ")
        found: list[Span] = []
        at = self.text.find(needle) if needle else -1
        while at >= 0 and len(found) < most:
            span = self.span(at, at + len(needle))
            if span is not None:
                found.append(span)
            at = self.text.find(needle, at + len(needle))
        return found


def _clusters(text: str, span: Span) -> Iterator[tuple[int, int, str]]:
    """Letters with their marks as start, end and decomposed characters; invisible characters left out."""
    start = end = span.start
    held = ""
    for position in range(span.start, span.end):
        character = text[position]
        if unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f":
            continue
        plain = unicodedata.normalize("NFD", character)
        if held and (unicodedata.combining(plain[0]) == 0 or len(held) >= _MOST_MARKS):
            yield start, end, unicodedata.normalize("NFD", held)
            held = ""
        if not held:
            start = position
        held += plain
        end = position + 1
    if held:
        yield start, end, unicodedata.normalize("NFD", held)


def fold(text: str, span: Span | None = None) -> Folded:
    """Fold a text or a stretch of it; offsets stay those of the whole text. Linear in its length."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, plain in _clusters(text, span or Span(0, len(text))):
        if plain.isspace():
            if folded and folded[-1] == " ":
                ends[-1] = end
                continue
            plain = " "
        for character in plain:
            folded.append(_SAME.get(ord(character), character))
            starts.append(start)
            ends.append(end)
    return Folded("".join(folded), tuple(starts), tuple(ends))
