from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.collect.detect import media_type_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def zipped(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "label", "found"),
    [
        (b"%PDF-1.7\n", "", "", "application/pdf"),
        (b"\n\n%PDF-1.4", "page.html", "text/html", "application/pdf"),
        (b"<!DOCTYPE html><html>", "report.pdf", "application/pdf", "text/html"),
        (b"  \n<html><p>%PDF-1.4 is a format", "", "", "text/html"),
        ("\ufeff<html>".encode("utf-16-le"), "", "", "text/html"),
        (b"<div>a fragment</div>", "x.html", "", "text/html"),
        (b"plain words", "x.html", "text/html", "text/plain"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a.zip", "", DOCX),
        (zipped("datapackage.json", "archive/data.warc.gz"), "", "", "application/wacz"),
        (zipped("a.txt"), "a.docx", "", "application/zip"),
        (gzip.compress(b"x", mtime=0), "a.warc.gz", "", "application/gzip"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a.txt", "", "application/warc"),
        (b'{"a": 1}\n{"a": 2}\n', "a.txt", "", "application/jsonl"),
        (b'{"a":\n 1}', "a.txt", "", "application/json"),
        (b"[1, 2]", "", "", "application/json"),
        (b"[Music] and then words", "", "", "text/plain"),
        (b"From: a@b.org\r\nTo: c@d.org\r\nSubject: x\r\n\r\nhi", "a.txt", "", "message/rfc822"),
        (b"From x@y Mon Jan  1 00:00:00 2024\nFrom: a\n", "", "", "application/mbox"),
        (b"Dear all,\nFrom: what I heard\n", "", "", "text/plain"),
        (b'<?xml version="1.0"?>\n<!-- c --><rss version="2.0">', "a.xml", "text/xml", "application/rss+xml"),
        (b'<?xml version="1.0"?><feed xmlns="x">', "", "text/html", "application/atom+xml"),
        (b'<?xml version="1.0"?><other/>', "", "", "application/xml"),
        (b"a,b\n1,2\n", "a.csv", "", "text/csv"),
        (b"a,b\n1,2\n", "a.bin", "text/csv; charset=utf-8", "text/csv"),
        (b"# Title\n", "a.md", "", "text/markdown"),
        (b"\x89PNG\r\n\x1a\n", "a.html", "", "image/png"),
        (bytes(range(256)) * 4, "a.txt", "", "application/octet-stream"),
        (b"a\0 page <p>with</p> a NUL", "a.html", "", "text/html"),
        (b"", "a.txt", "", "text/plain"),
    ],
)
def test_bytes_come_before_labels(head: bytes, name: str, label: str, found: str) -> None:
    assert media_type_of(head, name, label) == found


@given(st.binary(max_size=300), st.text(max_size=20), st.text(max_size=20))
def test_security_whatever_the_bytes_there_is_an_answer(head: bytes, name: str, label: str) -> None:
    assert "/" in media_type_of(head, name, label) or label
