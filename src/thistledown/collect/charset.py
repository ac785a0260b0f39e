"""Which character encoding bytes are in."""

from __future__ import annotations

import codecs
import re
from typing import Any

from resiliparse.parse.encoding import detect_encoding

_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

# Labels as the web uses them, to Python's codecs. Python has many codecs that are no text encodings
# (zip, rot13, unicode_escape); a page may only name one of these.
_CODECS: dict[str, str] = {
    **{name: name for name in ("utf-8", "koi8-r", "koi8-u", "gb18030", "big5hkscs", "euc-jp", "iso2022-jp")},
    **{f"cp{page}": f"cp{page}" for page in (866, 874, *range(1250, 1259))},
    **{f"iso8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "cp949": "cp949",
    "shift_jis": "cp932",
    "cp932": "cp932",
    "mac-roman": "mac-roman",
    "mac-cyrillic": "mac-cyrillic",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}
_CODECS.update({codecs.lookup(name).name: codec for name, codec in list(_CODECS.items())})

_BEYOND_ASCII = bytes(range(128, 256))
_META = re.compile(rb"<meta\s[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})[\"']")


def codec_named(label: str) -> str | None:
    """Python's name for an encoding label of the web, or None when it is no text encoding we take."""
    try:
        plain = (
            label.strip().lower().replace("x-sjis", "shift_jis").replace("x-cp", "cp").replace("x-mac", "mac")
        )
        name = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return None
    return _CODECS.get(name)


def find_charset(content: bytes, declared: str | None = None, *, markup: bool = False) -> tuple[str, int]:
    """The encoding of text.

    A byte order mark counts first, then what was declared outside the bytes, then (for markup) inside
    them, as far as the bytes agree with it; else it is guessed from the bytes by uchardet.

    Args:
        content: the bytes.
        declared: the charset an HTTP header or a mail part states.
        markup: whether to look for a meta element or an XML declaration.

    Returns:
        The codec, and how many bytes of byte order mark to step over.
    """
    for mark, codec in _BOMS:
        if content.startswith(mark):
            return codec, len(mark)
    if (wide := _utf16_without_mark(content)) is not None:
        return wide, 0
    valid = _is_utf8(content)
    labels = [declared or ""]
    if markup:
        labels += [
            m[1].decode("ascii") for m in (_XML.match(content[:400]), _META.search(content[:4096])) if m
        ]
    for label in labels:
        named = codec_named(label) if label else None
        # A declaration read as single bytes cannot be UTF-16.
        if named and named.startswith("utf-16") and b"\0" not in content[:200]:
            named = "utf-8"
        if named == "utf-8" and not valid and _mostly_wrong(content):
            continue
        # Old servers state Latin-1 for everything; valid UTF-8 beyond ASCII is never an accident.
        if named == "cp1252" and valid and not content.isascii():
            return "utf-8", 0
        if named:
            return named, 0
    if valid:
        return "utf-8", 0
    guessed: Any = detect_encoding(content, html5_compatible=False)
    named = codec_named(guessed) if guessed else None
    return (named if named and not named.startswith("utf-16") else "cp1252"), 0


def _is_utf8(content: bytes) -> bool:
    if content[:256].count(0) * 8 > len(content[:256]):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A body cut off in the middle of a character is still UTF-8.
        return error.end >= len(content) - 3 and error.reason == "unexpected end of data"
    return True


def _mostly_wrong(content: bytes) -> bool:
    """Whether the bytes beyond ASCII are as a rule no UTF-8."""
    sample = content[:262_144]
    beyond = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    wrong = sample.decode("utf-8", "replace").count("\ufffd")
    return wrong * 5 > beyond


def _utf16_without_mark(content: bytes) -> str | None:
    sample = content[:2048]
    if sample.count(0) * 20 < len(sample) or not sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # Words of other scripts have few zero bytes, but the tags around them have.
    tags = sample.count(b"<\0"), sample.count(b"\0<")
    if max(tags) < 2 and max(even, odd) * 4 < len(sample) // 2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
