"""CSV and its relatives (RFC 4180 and what spreadsheets write), each field with its place in the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from thistledown.collect.charset import find_charset
from thistledown.collect.decoded import Decoded, decode

_DELIMITERS = (",", ";", "\t", "|")
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row: a stretch of code units, its quotes included where `quoted`."""

    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file's bytes, its encoding, and its code units as a string of equal length.

    Attributes:
        content: the bytes.
        codec: their encoding.
        skip: bytes of byte order mark.
        width: bytes a code unit: 1, or 2 for UTF-16.
        units: the code units after the mark, one character each (for width 1 these are bytes as Latin-1).
        delimiter: what stands between fields.
    """

    content: bytes
    codec: str
    skip: int
    width: int
    units: str
    delimiter: str

    @classmethod
    def of(cls, content: bytes, charset: str | None, *, tabs: bool) -> Sheet:
        """Find encoding and delimiter out; `tabs` when it is labelled as tab-separated."""
        codec, skip = find_charset(content[:1_000_000], charset)
        width = 2 if codec.startswith("utf-16") else 1
        if width == 2:
            dtype = np.dtype("<u2" if codec == "utf-16-le" else ">u2")
            body = content[skip : skip + (len(content) - skip) // 2 * 2]
            wide = np.frombuffer(body, dtype=dtype).astype("<u4").tobytes()
            units = wide.decode("utf-32-le", "surrogatepass")
        else:
            units = content[skip:].decode("latin-1")
        sheet = cls(content, codec, skip, width, units, ",")
        tried = [replace(sheet, delimiter=mark) for mark in (("\t",) if tabs else _DELIMITERS)]
        return max(tried, key=lambda one: one._width_of_header())

    def _width_of_header(self) -> int:
        return len(next(replace(self, units=self.units[:_SAMPLE]).rows(), ()))

    def rows(self) -> Iterator[list[Field]]:
        """Every row with at least one field that is not empty.

        A quote that is never closed is taken as a character; so is one inside an unquoted field.
        """
        plain = re.compile(f"[^{re.escape(self.delimiter)}\r\n]*+")
        units, at, size = self.units, 0, len(self.units)
        quotes = True
        row: list[Field] = []
        while at <= size:
            quoted = None
            if quotes and units.startswith('"', at):
                quoted = _QUOTED.match(units, at)
                # Without a closing quote there is none further on either: looking again would only be slow.
                quotes = quoted is not None
            end = quoted.end() if quoted else at
            rest_end = plain.match(units, end).end()  # type: ignore[union-attr]
            if quoted and not units[end:rest_end].strip():
                row.append(Field(at, end, True))
            else:
                row.append(Field(at, rest_end, False))
            at = rest_end
            if units.startswith(self.delimiter, at):
                at += 1
                continue
            at += 2 if units.startswith("\r\n", at) else 1
            if any(one.end - one.start > (2 if one.quoted else 0) for one in row):
                yield row
            row = []

    def text(self, one: Field) -> Decoded:
        """A field's characters; of a doubled quote the second stands for both."""
        start, end = (one.start + 1, one.end - 1) if one.quoted else (one.start, one.end)
        first, last = self.skip + start * self.width, self.skip + end * self.width
        whole = decode(self.content[first:last], self.codec)
        source = replace(whole, starts=whole.starts + first, ends=whole.ends + first)
        if not one.quoted or '""' not in source.text:
            return source
        return _undoubled(source)

    def value(self, one: Field) -> str:
        """A field's text, without white space at its edges, at most 4,000 characters."""
        return self.text(replace(one, end=min(one.end, one.start + 4000))).text.strip()


def _undoubled(source: Decoded) -> Decoded:
    doubled = np.array([found.start() for found in re.finditer('""', source.text)], np.int64)
    kept = np.ones(len(source.text), np.bool_)
    kept[doubled] = False
    starts = source.starts.copy()
    starts[doubled + 1] = source.starts[doubled]
    exact = np.ones(len(kept), np.bool_) if source.exact is None else source.exact.copy()
    exact[doubled + 1] = False
    return replace(
        source,
        text=source.text.replace('""', '"'),
        starts=starts[kept],
        ends=source.ends[kept],
        exact=exact[kept],
    )
