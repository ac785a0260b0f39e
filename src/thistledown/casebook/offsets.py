"""From a position in the clean text to the captured bytes it came from."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thistledown.casebook.span import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of clean text and the raw stretch it came from.

    Attributes:
        start: first code point of the run in the clean text.
        end: one past the last.
        raw_start: first raw unit; a byte, or a code point where the part has no byte encoding.
        raw_end: one past the last raw unit.
        part: which part of the capture ("" = the captured bytes themselves, "word/document.xml" =
            a member of the container, "page 3", "body 1.2" = a decoded mail part).
        encoding: the codec in which the raw stretch decodes to exactly this run; "" when the run stands
            for the stretch as a whole (an entity, folded white space); "codepoints" when raw units are
            code points of text produced by a library (a PDF page).
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    part: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class RawRange:
    """A stretch of one part of a capture."""

    part: str
    start: int
    end: int


class OffsetMap:
    """Segments in order of the clean text, without overlaps; separators we inserted have no segment."""

    __slots__ = ("_starts", "segments")

    def __init__(self, segments: Iterable[Segment]) -> None:
        """Keep the segments.

        Raises:
            ValueError: when segments are empty, reversed, out of order or overlap.
        """
        self.segments: Sequence[Segment] = tuple(segments)
        last = 0
        for segment in self.segments:
            if not (last <= segment.start < segment.end and 0 <= segment.raw_start <= segment.raw_end):
                raise ValueError(f"offset map is out of order at {segment}")
            last = segment.end
        self._starts = [segment.start for segment in self.segments]

    @classmethod
    def whole(cls, text: str, encoding: str = "utf-8", *, part: str = "", raw_start: int = 0) -> OffsetMap:
        """The map of a text that is the raw bytes decoded, nothing changed."""
        if not text:
            return cls(())
        size = len(text) if encoding == "codepoints" else len(text.encode(encoding))
        return cls((Segment(0, len(text), raw_start, raw_start + size, part, encoding),))

    def raw(self, span: Span, text: str) -> list[RawRange]:
        """The raw stretches that a span of the clean text came from, adjoining ones joined."""
        found: list[RawRange] = []
        index = max(bisect_right(self._starts, span.start) - 1, 0)
        for segment in self.segments[index:]:
            if segment.start >= span.end:
                break
            start, end = max(span.start, segment.start), min(span.end, segment.end)
            if start >= end:
                continue
            raw = self._inside(segment, start, end, text)
            if found and found[-1].part == raw.part and found[-1].end == raw.start:
                raw = RawRange(raw.part, found.pop().start, raw.end)
            found.append(raw)
        return found

    @staticmethod
    def _inside(segment: Segment, start: int, end: int, text: str) -> RawRange:
        if not segment.encoding:
            return RawRange(segment.part, segment.raw_start, segment.raw_end)
        if segment.encoding == "codepoints":
            before, size = start - segment.start, end - start
        else:
            before = len(text[segment.start : start].encode(segment.encoding))
            size = len(text[start:end].encode(segment.encoding))
        return RawRange(segment.part, segment.raw_start + before, segment.raw_start + before + size)

    def to_bytes(self) -> bytes:
        """Serialise, compressed."""
        rows = [[s.start, s.end, s.raw_start, s.raw_end, s.part, s.encoding] for s in self.segments]
        return zlib.compress(json.dumps(rows, separators=(",", ":"), ensure_ascii=False).encode(), 6)

    @classmethod
    def from_bytes(cls, data: bytes) -> OffsetMap:
        """Read what `to_bytes` wrote."""
        return cls(Segment(*row) for row in json.loads(zlib.decompress(data)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetMap) and self.segments == other.segments

    def __hash__(self) -> int:
        return hash(self.segments)

    def __repr__(self) -> str:
        return f"OffsetMap({len(self.segments)} segments)"
