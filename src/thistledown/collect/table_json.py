"""JSON read where it lies: spans of values in the bytes, without recursion and without a tree in memory.

`json.loads` gives values but not where they stand, nests as deep as the input likes, and needs the whole
document at once. Here a value is a `JsonValue`: a stretch of the bytes, looked into only when asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from thistledown.collect.decoded import Decoded, decode

_SPACE = re.compile(rb"[ \t\r\n]*+")
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
# NaN and Infinity are no JSON, yet widespread programs write them for missing numbers.
_ATOM = re.compile(rb"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity")
_MARK = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]"]', re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:u([dD][89abAB]..)\\u([dD][c-fC-F]..)|u(....)|(.))", re.DOTALL)
_SIMPLE = {b'"': '"', b"\\": "\\", b"/": "/", b"b": "\b", b"f": "\f", b"n": "\n", b"r": "\r", b"t": "\t"}
_HEX = re.compile(rb"[0-9a-fA-F]{4}")
_KEY_MOST = 1000
_LEAF_MOST = 4000


class JsonError(ValueError):
    """The bytes are not JSON; the message says at which byte."""


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A value: `data[start:end]` is its JSON."""

    data: bytes
    start: int
    end: int

    @property
    def kind(self) -> str:
        """object, array, string, or other (number, true, false, null)."""
        return {b"{": "object", b"[": "array", b'"': "string"}.get(
            self.data[self.start : self.start + 1], "other"
        )

    def members(self) -> Iterator[tuple[str, JsonValue]]:
        """The members of an object in order; a repeated key comes repeatedly; none for other kinds.

        Raises:
            JsonError: where it is damaged.
        """
        if self.kind != "object":
            return
        for key_start, key_end, start, end in _children(self.data, self.start, keyed=True):
            key = JsonValue(self.data, key_start, min(key_end, key_start + _KEY_MOST)).leaf()
            yield key or "", JsonValue(self.data, start, end)

    def items(self) -> Iterator[JsonValue]:
        """The items of an array in order; none for other kinds.

        Raises:
            JsonError: where it is damaged; the items before it have been given by then.
        """
        if self.kind == "array":
            for _, _, start, end in _children(self.data, self.start, keyed=False):
                yield JsonValue(self.data, start, end)

    def fields(self) -> dict[str, JsonValue]:
        """The members of an object by key, the last of repeated ones."""
        return dict(self.members())

    def leaf(self) -> str | None:
        """A string's or a number's text, at most 4,000 bytes of it; None for null, objects and arrays."""
        if self.kind == "string":
            cut = self if self.end - self.start <= _LEAF_MOST else self._shortened()
            inner = cut.data[cut.start + 1 : cut.end - 1]
            return string(cut).text if b"\\" in inner else inner.decode("utf-8", "replace")
        if self.kind == "other":
            text = self.data[self.start : self.end].decode("ascii", "replace")
            return None if text in {"null", "NaN"} else text
        return None

    def _shortened(self) -> JsonValue:
        # Cut before any escape or character that the limit would split.
        cut = self.data[self.start : self.start + _LEAF_MOST].rpartition(b" ")[0] or b'"'
        return JsonValue(cut.split(b"\\")[0] + b'"', 0, len(cut.split(b"\\")[0]) + 1)


def document(data: bytes, start: int = 0, end: int | None = None) -> JsonValue:
    """The one value of a JSON document, a byte order mark stepped over.

    Raises:
        JsonError: when it does not begin with a value. What comes inside and after is not looked at here.
    """
    at = start + 3 if data.startswith(b"\xef\xbb\xbf", start) else start
    at = _SPACE.match(data, at).end()  # type: ignore[union-attr]
    stop = len(data) if end is None else end
    if data[at : at + 1] not in (b"{", b"["):
        raise JsonError(f"no object or array begins at byte {at}")
    return JsonValue(data, at, stop)


def line_value(data: bytes, start: int, end: int) -> JsonValue:
    """The value that is one line of JSON Lines, whole.

    Raises:
        JsonError: when the line is not one value.
    """
    at = _SPACE.match(data, start, end).end()  # type: ignore[union-attr]
    stop = _skip(data, at, end)
    if _SPACE.match(data, stop, end).end() != end:  # type: ignore[union-attr]
        raise JsonError(f"more follows the value at byte {stop}")
    return JsonValue(data, at, stop)


def string(value: JsonValue, part: str = "") -> Decoded:
    """The characters of a string, each with its bytes; an escape stands for its character.

    A lone surrogate becomes U+FFFD. Where all is ASCII with hexadecimal escapes, exact runs are encoded
    "raw_unicode_escape", so that a text written in escapes keeps long runs; else "utf-8".

    Raises:
        JsonError: when the value is not a string.
    """
    if value.kind != "string":
        raise JsonError(f"no string at byte {value.start}")
    inner = value.data[value.start + 1 : value.end - 1]
    base = value.start + 1
    if b"\\" not in inner:
        plain = decode(inner, "utf-8", part=part)
        return Decoded(
            plain.text, plain.starts + base, plain.ends + base, plain.exact, plain.encoding, plain.part
        )
    escaped = inner.isascii() and b"\\u" in inner
    texts: list[str] = []
    starts: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    ends: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    exact: list[np.ndarray[tuple[int], np.dtype[np.bool_]]] = []
    at = 0
    for escape in chain(_ESCAPE.finditer(inner), (None,)):
        stop = escape.start() if escape else len(inner)
        if stop > at:
            plain = decode(inner[at:stop], "utf-8")
            texts.append(plain.text)
            starts.append(plain.starts + (base + at))
            ends.append(plain.ends + (base + at))
            exact.append(np.ones(len(plain.text), np.bool_) if plain.exact is None else plain.exact)
        if escape:
            character = _unescaped(escape)
            texts.append(character)
            starts.append(np.array([base + escape.start()], np.int64))
            ends.append(np.array([base + escape.end()], np.int64))
            same = escaped and character >= "\u0100" and character.encode("raw_unicode_escape") == escape[0]
            exact.append(np.array([same], np.bool_))
            at = escape.end()
    return Decoded(
        "".join(texts),
        np.concatenate(starts),
        np.concatenate(ends),
        np.concatenate(exact),
        "raw_unicode_escape" if escaped else "utf-8",
        part,
    )


def _unescaped(escape: re.Match[bytes]) -> str:
    high, low, single, simple = escape.groups()
    if simple is not None:
        return _SIMPLE.get(simple, "\ufffd")
    if single is not None:
        code = int(single, 16) if _HEX.fullmatch(single) else 0xFFFD
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    if not (_HEX.fullmatch(high) and _HEX.fullmatch(low)):
        return "\ufffd"
    text: str = json.loads(b'"\\u' + high + b"\\u" + low + b'"')
    return text


def _children(data: bytes, start: int, *, keyed: bool) -> Iterator[tuple[int, int, int, int]]:
    """(key start, key end, value start, value end) of every member or item of the container at `start`."""
    close = b"}" if keyed else b"]"
    at = _SPACE.match(data, start + 1).end()  # type: ignore[union-attr]
    if data[at : at + 1] == close:
        return
    while True:
        key_start = key_end = at
        if keyed:
            if data[at : at + 1] != b'"':
                raise JsonError(f"a key is missing at byte {at}")
            key_end = _skip(data, at, len(data))
            at = _SPACE.match(data, key_end).end()  # type: ignore[union-attr]
            if data[at : at + 1] != b":":
                raise JsonError(f"a colon is missing at byte {at}")
            at = _SPACE.match(data, at + 1).end()  # type: ignore[union-attr]
        end = _skip(data, at, len(data))
        yield key_start, key_end, at, end
        at = _SPACE.match(data, end).end()  # type: ignore[union-attr]
        mark = data[at : at + 1]
        if mark == close:
            return
        if mark != b",":
            raise JsonError(f"it breaks off or is damaged at byte {at}")
        at = _SPACE.match(data, at + 1).end()  # type: ignore[union-attr]


def _skip(data: bytes, at: int, stop: int) -> int:
    """Where the value at `at` ends."""
    mark = data[at : at + 1] if at < stop else b""
    if mark == b'"':
        if match := _STRING.match(data, at, stop):
            return match.end()
        raise JsonError(f"a string is not closed at byte {at}")
    if mark not in (b"{", b"[") or not mark:
        if mark and (match := _ATOM.match(data, at, stop)):
            return match.end()
        raise JsonError(f"a value is missing at byte {at}")
    opened = bytearray()
    for match in _MARK.finditer(data, at, stop):
        found = match[0]
        if found in (b"{", b"["):
            opened += found
        elif found in (b"}", b"]"):
            if opened.pop() != (0x7B if found == b"}" else 0x5B):
                raise JsonError(f"brackets do not match at byte {match.start()}")
            if not opened:
                return match.end()
        elif found == b'"':
            raise JsonError(f"a string is not closed at byte {match.start()}")
    raise JsonError(f"an object or array is not closed at byte {at}")
