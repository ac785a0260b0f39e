"""The parts of a mail: which one is the body, which are attachments.

Messages are parsed with the `compat32` policy, whose header handling is a few regular expressions: the newer
policies parse header values with a grammar that hostile headers can make very slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from thistledown.collect.charset import codec_named

_HEADER_MOST = 2000
_TEXT = ("text/plain", "text/html")
_PARTS_MOST = 2000


class MailError(ValueError):
    """Bytes are no mail that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class MailPart:
    """A part that holds content, not further parts.

    Attributes:
        path: where in the message, "1.2"; "1" for a message of one part.
        message: the part.
        alternatives: paths of the enclosing multipart/alternative parts and which branch this is in.
        related: whether it belongs to a page (multipart/related) and is not its first part.
    """

    path: str
    message: Message
    alternatives: tuple[tuple[str, int], ...]
    related: bool

    @property
    def kind(self) -> str:
        """Media type as stated."""
        return self.message.get_content_type()

    @property
    def name(self) -> str:
        """File name as stated, without folders; "" where there is none."""
        try:
            stated = self.message.get_filename("") or ""
        except (ValueError, LookupError):
            return ""
        plain = "".join(c for c in unfolded(stated) if c.isprintable())
        return plain.replace("\\", "/").rpartition("/")[2].strip(". ")[:150]

    @property
    def is_text(self) -> bool:
        """Whether it can be the body."""
        held = str(self.message.get("content-disposition", "")).strip().lower().startswith("attachment")
        return self.kind in _TEXT and not held and not self.name and not self.related

    @property
    def charset(self) -> str | None:
        """The encoding as stated, where it is one we know."""
        try:
            stated = self.message.get_content_charset()
        except (ValueError, LookupError):
            return None
        return stated if stated and codec_named(stated) else None

    def content(self) -> bytes:
        """The bytes, their transfer encoding undone; of a forwarded message, as it is written out again."""
        if self.kind == "message/rfc822":
            inner = self.message.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            plain = policy.compat32.clone(mangle_from_=False, max_line_length=0)
            return first.as_bytes(policy=plain) if isinstance(first, Message) else b""
        payload = self.message.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""


def parse_mail(content: bytes) -> Message:
    """The message in the bytes.

    Raises:
        MailError: when parts nest too deeply, or it has no header.
    """
    try:
        message = message_from_bytes(content, policy=policy.compat32)
    except RecursionError:
        raise MailError("its parts nest too deeply") from None
    except (ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        raise MailError(f"its parts cannot be told apart ({error})") from None
    if not message.keys():
        raise MailError("it has no mail header")
    return message


def parts_of(message: Message) -> Iterator[MailPart]:
    """The parts that hold content, in order, at most 2,000; without recursion."""
    waiting: list[MailPart] = [MailPart("1", message, (), False)]
    given = 0
    while waiting and given < _PARTS_MOST:
        part = waiting.pop()
        # get_payload() would decode the text of a part that has no parts, which hostile charsets make fail.
        inner = part.message.get_payload() if part.message.is_multipart() else None
        if not (isinstance(inner, list) and part.kind != "message/rfc822"):
            given += 1
            yield part
            continue
        kind = part.kind
        below: list[MailPart] = []
        for number, child in enumerate(inner):
            if not isinstance(child, Message):
                continue
            choice = ((part.path, number),) if kind == "multipart/alternative" else ()
            related = part.related or (kind == "multipart/related" and number > 0)
            path = f"{part.path}.{number + 1}" if part.message is not message else f"{number + 1}"
            below.append(MailPart(path, child, part.alternatives + choice, related))
        waiting.extend(reversed(below))


def bodies(parts: list[MailPart]) -> list[MailPart]:
    """The parts that make up the body: of alternatives the one in plain text, else the one in HTML."""
    texts = [part for part in parts if part.is_text]
    plain: dict[str, int] = {}
    for part in texts:
        for path, branch in part.alternatives:
            if path not in plain or part.kind == "text/plain":
                plain.setdefault(path, branch) if part.kind != "text/plain" else plain.update({path: branch})
    return [part for part in texts if all(plain[path] == branch for path, branch in part.alternatives)]


def header(message: Message, name: str) -> str | None:
    """A header field in plain characters on one line, at most 2,000 characters of it."""
    value = message.get(name)
    if value is None:
        return None
    said = unfolded(str(value)[:_HEADER_MOST])
    return " ".join("".join(c if c.isprintable() else " " for c in said).split()) or None


def unfolded(value: str) -> str:
    """A header value with its encoded words decoded (RFC 2047)."""
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError, LookupError, TypeError):
        return value
    made = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            made.append(piece)
            continue
        codec = codec_named(charset) if charset else "utf-8"
        made.append(piece.decode(codec or "utf-8", "replace"))
    return "".join(made).encode("utf-8", "replace").decode("utf-8")
