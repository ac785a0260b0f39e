"""A stretch of clean text, counted in code points."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open interval of code points: `text[start:end]` is the quote, always."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span points at.

        Raises:
            ValueError: when the span does not lie inside the text or is empty.
        """
        if not 0 <= self.start < self.end <= len(text):
            raise ValueError(f"span {self.start}..{self.end} lies outside a text of {len(text)} characters")
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Whether this span lies wholly inside another."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """The same stretch in a text that begins `by` characters earlier."""
        return Span(self.start + by, self.end + by)
