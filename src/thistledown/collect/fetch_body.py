"""A body off the wire: bounded on the wire and after its content encoding is undone."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from thistledown.collect.connector import FetchError

_CHUNK = 65_536
_MOST_MEMBERS = 1_000


def read_body(chunks: Iterable[bytes], coding: str, *, wire_bytes: int, page_bytes: int) -> bytes:
    """Read a body to its end.

    Args:
        chunks: as they come off the wire.
        coding: the Content-Encoding header.
        wire_bytes: most bytes taken off the wire.
        page_bytes: most bytes after decoding; a decompression bomb stops here.

    Raises:
        FetchError: when there is more, or the coding is not gzip or deflate, or is broken.
    """
    coding = coding.strip().lower()
    bounded = _bounded(chunks, wire_bytes)
    if coding in {"", "identity"}:
        pieces: Iterator[bytes] = bounded
    elif coding in {"gzip", "x-gzip"}:
        pieces = _inflated(bounded, zlib.MAX_WBITS | 16)
    elif coding == "deflate":
        pieces = _inflated(bounded, zlib.MAX_WBITS)
    else:
        raise FetchError(
            f"the server packed the page in a way we did not ask for ({coding[:40]!r})",
            "save the page in a browser and add the file",
        )
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > page_bytes:
            raise FetchError(
                f"the page is larger than {page_bytes:,} bytes", "download it yourself and add the file"
            )
    return bytes(body)


def _bounded(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise FetchError(
                f"the server sends more than {most:,} bytes", "download it yourself and add the file"
            )
        yield chunk


def _inflated(chunks: Iterable[bytes], window: int) -> Iterator[bytes]:
    """Undo gzip or deflate piece by piece; never more than one small piece ahead of the size check."""
    machine = zlib.decompressobj(window)
    begun = False
    members = 1
    for chunk in chunks:
        data = chunk
        while data:
            if machine.eof:
                members += 1
                if members > _MOST_MEMBERS or not data.startswith(b"\x1f\x8b"):
                    return
                machine = zlib.decompressobj(window)
            try:
                piece = machine.decompress(data, _CHUNK)
            except zlib.error as error:
                if not begun and window == zlib.MAX_WBITS:
                    # Some servers send deflate without its zlib header.
                    window, machine, begun = -zlib.MAX_WBITS, zlib.decompressobj(-zlib.MAX_WBITS), True
                    continue
                raise FetchError(
                    "the page is packed wrongly by its server", "save it in a browser instead"
                ) from error
            begun = True
            if piece:
                yield piece
            data = machine.unused_data if machine.eof else machine.unconsumed_tail
    if not machine.eof:
        raise FetchError("the page broke off before its end", "try again later")
