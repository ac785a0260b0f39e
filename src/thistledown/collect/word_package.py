"""The members of a Word file (a zip), taken out within limits, and their XML as tokens with byte places.

The XML is cut into tags and text by one regular expression over the bytes: document types, and with them
entities, are refused, nothing recurses, and each run of text keeps its place in the member.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from thistledown.collect.limits import Limits

# Word's own files pack to about a twentieth; a stretch of zeros to a thousandth.
RATIO_MOST = 200
_SMALL = 4 << 20
_READ = 1 << 16
_TOKEN = re.compile(
    rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[(?P<raw>.*?)(?:\]\]>|\Z)|<!(?P<declared>[A-Za-z])"
    rb"|<(?P<close>/?)(?P<name>[A-Za-z_][\w.:-]*+)(?P<attributes>(?:[^<>\"']++|\"[^\"<]*\"|'[^'<]*')*+)>"
    rb"|(?P<text>[^<]+)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class WordError(ValueError):
    """A Word file cannot be read; the message says why."""


class Package:
    """The zip; members are taken out one at a time and checked while they unpack."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Open it.

        Raises:
            WordError: when it is damaged, or holds more members than the limits allow.
        """
        self._limits = limits
        self._taken = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise WordError(f"it is a damaged zip ({error})") from None
        if len(members) > min(limits.container_members, 20_000):
            raise WordError(f"it holds {len(members):,} members")
        # A name that comes twice is a trick: programs disagree about which one counts.
        if len({member.filename for member in members}) != len(members):
            raise WordError("it holds two members of the same name")

    def member(self, name: str) -> bytes | None:
        """A member's bytes, or None where there is none.

        Raises:
            WordError: when it is damaged, encrypted or over the limits.
        """
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        if entry.flag_bits & 1:
            raise WordError("it is encrypted")
        most = min(self._limits.member_bytes, max(_SMALL, entry.compress_size * RATIO_MOST))
        out = bytearray()
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(_READ):
                    out += chunk
                    self._taken += len(chunk)
                    if len(out) > most or self._taken > self._limits.container_bytes:
                        raise WordError(f"{name} unpacks to more than {most:,} bytes")
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise WordError(f"{name} is damaged ({error})") from None
        return bytes(out)


@dataclass(frozen=True, slots=True)
class Token:
    """A tag or a run of text.

    Attributes:
        name: the tag's name, its prefix kept; "" for text.
        opens: whether the tag opens something (an empty tag opens and closes).
        closes: whether it closes something.
        start: first byte of the text in the member.
        end: one past the last.
        attributes: the tag's attributes as written.
    """

    name: str
    opens: bool
    closes: bool
    start: int
    end: int
    attributes: bytes = b""

    def get(self, name: str) -> str:
        """An attribute by its name without prefix, or ""."""
        for key, double, single in _ATTRIBUTE.findall(self.attributes):
            if key.rpartition(b":")[2] == name.encode():
                return html.unescape((double or single).decode("utf-8", "replace"))
        return ""


def tokens(xml: bytes) -> Iterator[Token]:
    """The tags and texts of an XML document in UTF-8.

    Raises:
        WordError: where it declares a document type, is not UTF-8, or is not XML.
    """
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:64]:
        raise WordError("its XML is not in UTF-8")
    at = 0
    while at < len(xml):
        match = _TOKEN.match(xml, at)
        if match is None:
            raise WordError(f"its XML is damaged at byte {at}")
        if match["declared"]:
            raise WordError("its XML declares a document type, which Word never does")
        at = match.end()
        if match["name"]:
            attributes = match["attributes"]
            close = bool(match["close"])
            empty = attributes.endswith(b"/")
            name = match["name"].decode("ascii", "replace")
            yield Token(name, not close, close or empty, match.start(), at, attributes)
        elif match["raw"] is not None:
            yield Token("", False, False, *match.span("raw"))
        elif match["text"]:
            yield Token("", False, False, match.start(), at)
