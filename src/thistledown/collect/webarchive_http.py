"""What a WARC record holds: an HTTP response taken apart within limits (RFC 9112, ISO 28500)."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})[^\r\n]*\r?\n")
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_HEAD_MOST = 1 << 18
_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class ResponseError(ValueError):
    """A record cannot be taken apart; the message says why."""


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response.

    Attributes:
        status: its code.
        fields: header fields, names in lower case; of repeated ones the last.
        body: transfer and content encoding undone.
    """

    status: int
    fields: dict[str, str]
    body: bytes

    @property
    def label(self) -> str:
        """The media type it states, without parameters."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset it states."""
        found = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", self.fields.get("content-type", ""))
        return found[1] if found else None


def read_response(block: bytes, most: int) -> Response:
    """Take a response apart.

    Args:
        block: the record's block.
        most: largest body, unpacked.

    Raises:
        ResponseError: when it is no response, or its body is damaged, too large or packed in a way we lack.
    """
    status = _STATUS.match(block)
    if status is None:
        raise ResponseError("it holds no HTTP response")
    if block.startswith((b"\r\n", b"\n"), status.end()):
        return Response(int(status[1]), {}, block[status.end() :].lstrip(b"\r\n"))
    end = _END.search(block, status.end(), status.end() + _HEAD_MOST)
    if end is None:
        raise ResponseError("its HTTP header does not end")
    fields: dict[str, str] = {}
    for line in block[status.end() : end.start()].decode("latin-1").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip()
    body = block[end.end() :]
    # Several archiving programs undo chunks and packing, yet keep the header fields that name them.
    if "chunked" in fields.get("transfer-encoding", "").lower() and _CHUNK.match(body):
        body = _unchunked(body)
    for packing in reversed(re.split(r"[\s,]+", fields.get("content-encoding", "").lower().strip())):
        body = _unpacked(body, packing, most)
    if len(body) > most:
        raise ResponseError(f"its body has more than {most:,} bytes")
    return Response(int(status[1]), fields, body)


def _unchunked(body: bytes) -> bytes:
    pieces: list[bytes] = []
    at = 0
    while True:
        size = _CHUNK.match(body, at)
        if size is None:
            raise ResponseError("its chunks are damaged or cut off")
        length = int(size[1], 16)
        if not length:
            return b"".join(pieces)
        if size.end() + length > len(body):
            raise ResponseError("its chunks are cut off")
        pieces.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body.startswith(b"\r\n", at) else 1


def _unpacked(body: bytes, packing: str, most: int) -> bytes:
    if packing in {"", "identity"} or not body:
        return body
    window = _WINDOW.get(packing)
    if window is None:
        if packing == "br" or packing == "zstd":
            raise ResponseError(f"its body is packed with {packing}, which this program cannot unpack")
        return body
    if window == 31 and not body.startswith(b"\x1f\x8b"):
        return body
    for bits in (window, -15):
        unpacker = zlib.decompressobj(bits)
        try:
            out = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(out) > most:
            raise ResponseError(f"its body unpacks to more than {most:,} bytes")
        if not unpacker.eof:
            raise ResponseError("its packed body is cut off")
        return out
    raise ResponseError("its packed body is damaged")


def agrees(digest: str, block: bytes) -> bool | None:
    """Whether a labelled digest ("sha1:3I42H3S6…") is that of the block; None for one we cannot check."""
    algorithm, _, value = digest.strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in {"sha1", "sha256", "sha512", "md5"} or not value:
        return None
    # An archive's own checksum against damage; what we keep is addressed by SHA-256.
    made = hashlib.new(algorithm, block, usedforsecurity=False).digest()
    shapes = {made.hex(), base64.b32encode(made).decode().lower(), base64.b64encode(made).decode().lower()}
    return value.lower() in shapes or value.lower().rstrip("=") in {shape.rstrip("=") for shape in shapes}
