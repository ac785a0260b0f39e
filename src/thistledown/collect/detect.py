"""What bytes are, judged by the bytes first and by their label only where the bytes do not say."""

from __future__ import annotations

import re

HEAD_BYTES = 8192

BINARY = "application/octet-stream"
TEXT = "text/plain"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "application/gzip"),
    (b"WARC/", "application/warc"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"{\\rtf", "application/rtf"),
)

_BY_EXTENSION: dict[str, str] = {
    "htm": "text/html",
    "html": "text/html",
    "xhtml": "text/html",
    "mht": "message/rfc822",
    "mhtml": "message/rfc822",
    "md": "text/markdown",
    "markdown": "text/markdown",
    "txt": TEXT,
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "ndjson": "application/jsonl",
    "eml": "message/rfc822",
    "mbox": "application/mbox",
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "js": "text/javascript",
}

_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html[\s>/]|head[\s>/]|body[\s>/]|title[\s>]|meta\s|article[\s>]|div[\s>]"
    rb"|p[\s>]|h[1-6][\s>]|table[\s>]|ul[\s>]|script[\s>]|span[\s>])",
    re.IGNORECASE,
)
_FEED = re.compile(rb"<(?:rss|rdf:RDF|(?:[a-z][\w.-]*:)?feed)[\s>]", re.IGNORECASE)
_MAIL_FIELD = re.compile(rb"[!-9;-~]+:[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL_NAMES = frozenset(
    b"from to cc date subject message-id received return-path delivered-to mime-version sender reply-to "
    b"content-type x-mailer dkim-signature authentication-results".split()
)
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def media_type_of(head: bytes, name: str = "", label: str = "") -> str:
    """The media type of bytes from their beginning.

    Args:
        head: the first bytes (8 kB are enough).
        name: a file name; its extension decides between kinds of plain text.
        label: the media type somebody stated; used like the extension.

    Returns:
        A media type in lower case; "application/octet-stream" when the bytes are not text and not known,
        "text/plain" when they are text and nothing more can be said.
    """
    stated = _stated(name, label)
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if b"%PDF-" in head[:1024] and not _MARKUP.search(head[: head.find(b"%PDF-")]):
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(head, name)
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        return "video/mp4" if head[4:8] == b"ftyp" else "application/x-riff"
    text = _as_ascii(head)
    if text is None:
        return BINARY
    return _text_kind(text, stated)


def _stated(name: str, label: str) -> str:
    by_name = _BY_EXTENSION.get(name.rpartition(".")[2].lower(), "") if "." in name else ""
    by_label = label.partition(";")[0].strip().lower()
    if by_label in {"application/x-ndjson", "application/x-jsonlines"}:
        by_label = "application/jsonl"
    if by_label in {"application/xhtml+xml", "application/xhtml"}:
        by_label = "text/html"
    if "/" not in by_label or by_label in {TEXT, BINARY}:
        by_label = by_name or by_label
    return by_label or by_name


def _zip_kind(head: bytes, name: str) -> str:
    if b"word/" in head:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if b"xl/" in head:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if b"ppt/" in head:
        return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    extension = name.rpartition(".")[2].lower()
    if extension == "docx" and b"[Content_Types].xml" in head:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if extension == "wacz" or b"datapackage.json" in head or b"archive/" in head or b"indexes/" in head:
        return "application/wacz"
    return "application/zip"


def _as_ascii(head: bytes) -> bytes | None:
    """The head with UTF-16 undone, or None when it is not text."""
    for mark, codec in _UTF16.items():
        if head.startswith(mark):
            return head[: len(head) // 2 * 2].decode(codec, "replace").encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if not head:
        return head
    controls = sum(head.count(bytes([c])) for c in range(32) if c not in (7, 8, 9, 10, 11, 12, 13, 27))
    nuls = head.count(b"\0")
    if nuls > len(head) // 3 and b"<\0" in head:
        return head.replace(b"\0", b"")
    # A stray NUL or two is a trick or a slip in a page, not proof of a binary file.
    return head if controls <= max(2, len(head) // 200) else None


def _text_kind(head: bytes, stated: str) -> str:
    body = head.lstrip(b"\xef\xbb\xbf \t\r\n\f\v")
    start = _after_prologue(body)
    if start.startswith((b"<", b"\0<")) or stated == "text/html":
        if (feed := _FEED.match(start)) or (_FEED.search(body[:2048]) and body.startswith(b"<?xml")):
            return (
                "application/rss+xml"
                if not feed or b"feed" not in feed[0].lower()
                else "application/atom+xml"
            )
        if _MARKUP.search(body):
            return "text/html"
        if body.startswith(b"<?xml"):
            return "text/html" if stated == "text/html" else "application/xml"
    if body[:1] in b"{[" and body and re.match(rb'[{\[]\s*(?:["{\[\]}\d-]|true|false|null)', body):
        return _json_kind(body, stated)
    if stated in {"text/html", "application/json"} and body:
        # Labelled as markup or JSON, yet neither: it is read as the text it is.
        return TEXT if stated == "application/json" or b"<" not in body else "text/html"
    if re.match(rb"From \S+ .*\d{4}\r?\n", head):
        return "application/mbox"
    if _looks_like_mail(body):
        return "message/rfc822"
    if stated.startswith("text/") or stated in {"application/jsonl", "application/mbox"}:
        return stated
    return "text/html" if len(_MARKUP.findall(body)) > 5 and b"</" in body else TEXT


def _after_prologue(body: bytes) -> bytes:
    """What follows the XML declaration, comments and processing instructions."""
    rest = body
    while rest.startswith((b"<?", b"<!--")):
        close = b"?>" if rest.startswith(b"<?") else b"-->"
        at = rest.find(close)
        if at < 0:
            return rest
        rest = rest[at + len(close) :].lstrip()
    return rest


def _json_kind(body: bytes, stated: str) -> str:
    if stated == "application/jsonl":
        return stated
    line, newline, rest = body.partition(b"\n")
    rest = rest.lstrip()
    whole = line.rstrip().endswith(b"}") and line.startswith(b"{")
    if newline and whole and rest.startswith(b"{"):
        return "application/jsonl"
    return "application/json"


def _looks_like_mail(body: bytes) -> bool:
    names = set()
    at = 0
    while field := _MAIL_FIELD.match(body, at):
        names.add(field[0].partition(b":")[0].lower())
        at = field.end()
    return len(names & _MAIL_NAMES) >= 2 and bool(
        names & {b"from", b"received", b"mime-version", b"return-path"}
    )
