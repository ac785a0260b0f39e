"""Raw bytes as text, every character knowing which raw stretch it came from."""

from __future__ import annotations

import codecs
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.casebook.offsets import Segment

_SINGLE = ("cp125", "cp866", "cp874", "iso8859", "koi8", "mac")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """Text with the raw stretch of every code point.

    Attributes:
        text: n code points.
        starts: n raw offsets, ascending: where each code point begins.
        ends: n raw offsets: where it ends.
        exact: n flags, whether the raw stretch decodes to the code point by itself (an entity does not);
            None when all do and each begins where the last one ended.
        encoding: the codec of the exact ones.
        part: the part of the capture that the offsets point into.
    """

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    exact: NDArray[np.bool_] | None
    encoding: str
    part: str = ""

    @classmethod
    def of_text(cls, text: str, part: str) -> Decoded:
        """A text that is itself the raw part, counted in code points."""
        edges = np.arange(len(text) + 1, dtype=np.int64)
        return cls(text, edges[:-1], edges[1:], None, "codepoints", part)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw stretch of the non-empty run `text[start:end]`."""
        return int(self.starts[start]), int(self.ends[end - 1])

    def cut(self, start: int, end: int) -> Decoded:
        """The stretch `text[start:end]`, still pointing into the same part."""
        exact = None if self.exact is None else self.exact[start:end]
        return Decoded(
            self.text[start:end],
            self.starts[start:end],
            self.ends[start:end],
            exact,
            self.encoding,
            self.part,
        )

    def segments(self, start: int, end: int, at: int) -> Iterator[Segment]:
        """Segments for the run `text[start:end]` put at `at` in a clean text; joined as far as may be."""
        if start >= end:
            return
        if self.exact is None:
            raw_start, raw_end = self.raw(start, end)
            yield Segment(at, at + end - start, raw_start, raw_end, self.part, self.encoding)
            return
        exact = self.exact[start:end]
        joined = exact[1:] & exact[:-1] & (self.starts[start + 1 : end] == self.ends[start : end - 1])
        edges = [0, *(np.flatnonzero(~joined) + 1).tolist(), end - start]
        for first, last in pairwise(edges):
            raw_start, raw_end = self.raw(start + first, start + last)
            encoding = self.encoding if exact[first] else ""
            yield Segment(at + first, at + last, raw_start, raw_end, self.part, encoding)


def decode(content: bytes, encoding: str, *, skip: int = 0, part: str = "") -> Decoded:
    """Decode bytes; what the codec cannot read becomes U+FFFD, standing for the bytes it could not read.

    Args:
        content: the raw bytes.
        encoding: a codec that `find_charset` may return.
        skip: bytes of byte order mark to step over.
        part: the part of the capture the bytes are.
    """
    if encoding.startswith(_SINGLE):
        return _single(content, encoding, skip, part)
    if encoding == "utf-8":
        return _utf8(content, skip, part)
    return _stepwise(content, encoding, skip, part)


def _single(content: bytes, encoding: str, skip: int, part: str) -> Decoded:
    text = content[skip:].decode(encoding, "replace")
    edges = np.arange(skip, len(content) + 1, dtype=np.int64)
    exact = None
    if _REPLACEMENT in text:
        exact = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32) != ord(_REPLACEMENT)
    return Decoded(text, edges[:-1], edges[1:], exact, encoding, part)


def _utf8(content: bytes, skip: int, part: str) -> Decoded:
    body = content[skip:]
    with _BadStretches() as bad:
        text = body.decode("utf-8", _HANDLER)
    if text.isascii():
        edges = np.arange(skip, len(content) + 1, dtype=np.int64)
        return Decoded(text, edges[:-1], edges[1:], None, "utf-8", part)
    first = (np.frombuffer(body, dtype=np.uint8) & 0xC0) != 0x80
    if bad:
        # The codec's bad stretches are a first byte and continuation bytes, or one stray byte.
        broken = np.fromiter(bad, dtype=np.int64, count=len(bad))
        first = first.copy()
        first[broken] = True
    starts = np.flatnonzero(first).astype(np.int64)
    exact = None
    if bad:
        exact = np.ones(len(starts), dtype=np.bool_)
        exact[np.searchsorted(starts, broken)] = False
    edges = np.append(starts, len(body)) + skip
    return Decoded(text, edges[:-1], edges[1:], exact, "utf-8", part)


def _stepwise(content: bytes, encoding: str, skip: int, part: str) -> Decoded:
    """Any codec, byte by byte: slow, and right for stateful and multi-byte ones."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    exact: list[bool] = []
    begun = skip
    for at in range(skip, len(content) + 1):
        last = at == len(content)
        made = decoder.decode(content[at : at + 1], last)
        if not made:
            continue
        end = min(at + 1, len(content))
        alone = len(made) == 1 and _round_trips(made, encoding, content[begun:end])
        for character in made:
            text.append(character)
            starts.append(begun)
            ends.append(end)
            exact.append(alone)
        begun = end
    return Decoded(
        "".join(text),
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.array(exact, dtype=np.bool_),
        encoding,
        part,
    )


def _round_trips(character: str, encoding: str, raw: bytes) -> bool:
    try:
        return character.encode(encoding) == raw
    except UnicodeEncodeError:
        return False


_HANDLER = "thistledown-replace"
_seen = threading.local()


class _BadStretches:
    """Where `_HANDLER` replaced something while decoding on this thread."""

    def __enter__(self) -> list[int]:
        _seen.bad = []
        return _seen.bad  # type: ignore[no-any-return]

    def __exit__(self, *_: object) -> None:
        _seen.bad = []


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad: Any = _seen.bad
    bad.append(error.start)
    return _REPLACEMENT, error.end


codecs.register_error(_HANDLER, _replace)
