"""Clean text put together run by run, with the way back to the bytes."""

from __future__ import annotations

import re

from thistledown.casebook.offsets import OffsetMap, Segment
from thistledown.casebook.report import CleanText
from thistledown.collect.decoded import Decoded

# C0 and C1 controls but tab and line feed: they mean nothing in text and can hide things on a screen.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]+")


class Weaver:
    """Appends runs of one or more decoded sources; `finish` gives the clean text.

    Invariant: every character that is not an inserted separator has a segment.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._segments: list[Segment] = []
        self.length = 0

    def keep(self, source: Decoded, start: int, end: int) -> None:
        """Append `source.text[start:end]` as it is; control characters are dropped."""
        at = start
        for control in CONTROLS.finditer(source.text, start, end):
            self._keep(source, at, control.start())
            at = control.end()
        self._keep(source, at, end)

    def _keep(self, source: Decoded, start: int, end: int) -> None:
        if start >= end:
            return
        for segment in source.segments(start, end, self.length):
            self._append(segment)
        self._texts.append(source.text[start:end])
        self.length += end - start

    def stand(self, text: str, source: Decoded, start: int, end: int) -> None:
        """Append a text that stands for `source.text[start:end]` as a whole (an entity, white space)."""
        text = CONTROLS.sub("", text)
        if not text:
            return
        raw_start, raw_end = source.raw(start, end)
        self._append(Segment(self.length, self.length + len(text), raw_start, raw_end, source.part, ""))
        self._texts.append(text)
        self.length += len(text)

    def insert(self, separator: str) -> None:
        """Append white space that stands for nothing in the source.

        Raises:
            ValueError: when it is more than white space, for words must lead back to bytes.
        """
        if separator.strip():
            raise ValueError(f"{separator!r} is not white space; words need a source")
        self._texts.append(separator)
        self.length += len(separator)

    def _append(self, segment: Segment) -> None:
        last = self._segments[-1] if self._segments else None
        if (
            last is not None
            and last.encoding
            and (last.encoding, last.part) == (segment.encoding, segment.part)
            and (last.end, last.raw_end) == (segment.start, segment.raw_start)
        ):
            self._segments[-1] = Segment(
                last.start, segment.end, last.raw_start, segment.raw_end, last.part, last.encoding
            )
            return
        self._segments.append(segment)

    def finish(self, extractor: str) -> CleanText:
        """The clean text so far."""
        return CleanText(text="".join(self._texts), offsets=OffsetMap(self._segments), extractor=extractor)
