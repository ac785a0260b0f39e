"""Small PDFs made by hand, honest and hostile."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def assemble(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R " % (len(objects) + 1) + trailer + b" >>\n"
    start = b"startxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end + start


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d " % len(content) + more + b" >>\nstream\n" + content + b"\nendstream"


def pdf(
    pages: Sequence[Sequence[bytes]], title: bytes = b"", created: bytes = b"", trailer: bytes = b""
) -> bytes:
    """A PDF whose pages have these lines of Latin text."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * at) for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        FONT,
        b"<< /Title (%s) /CreationDate (%s) /Author (Private Person) >>" % (title, created),
    ]
    for at, lines in enumerate(pages):
        shown = b" ".join(b"(" + line + b") Tj T*" for line in lines)
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R" % (6 + 2 * at)
        objects.append(page + b" /Resources << /Font << /F1 3 0 R >> >> >>")
        objects.append(stream(b"BT /F1 12 Tf 72 720 Td 14 TL " + shown + b" ET"))
    return assemble(objects, b"/Info 4 0 R " + trailer)


def endless_tree() -> bytes:
    """A page tree whose nodes are their own children, said to hold two thousand million pages."""
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 2000000000 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 1000000000 >>",
        ]
    )


def bomb(megabytes: int) -> bytes:
    """A page whose content is packed twice and unpacks to so many megabytes."""
    packer, unit = zlib.compressobj(9), b" " * 2**20
    once = b"".join(packer.compress(unit) for _ in range(megabytes)) + packer.flush()
    packed = zlib.compress(once, 9)
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
            stream(packed, b"/Filter [/FlateDecode /FlateDecode]"),
        ]
    )


def nested_forms(depth: int) -> bytes:
    """Forms that each draw the next one ten times."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do " * 10),
    ]
    for at in range(depth):
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (6 + at) if at + 1 < depth else b""
        objects.append(stream(b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + inner))
    return assemble(objects)
