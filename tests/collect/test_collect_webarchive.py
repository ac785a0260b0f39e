"""WARC and WACZ archives."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conformance import context
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import pdf

from thistledown.casebook.report import Capture, Found, Problem, Report
from thistledown.collect.connector import Connector, Context, Target
from thistledown.collect.dispatch import collect
from thistledown.collect.limits import Limits
from thistledown.collect.page import PageConnector
from thistledown.collect.pdf import PdfConnector
from thistledown.collect.plaintext import TextConnector
from thistledown.collect.webarchive import WaczConnector, WarcConnector
from thistledown.collect.webarchive_http import ResponseError, agrees, read_response

PAGE = (
    "<html><head><title>Изъят дрон</title></head><body><article>"
    "<p>A drone was seized at the port, the ministry said.</p></article></body></html>"
).encode()


def record(
    uri: str, block: bytes, kind: str = "response", more: str = "", date: str = "2025-06-03T10:00:00Z"
) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: {uri}\r\n"
        f"WARC-Date: {date}\r\nContent-Type: application/http; msgtype=response\r\n{more}"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def http(
    body: bytes, kind: str = "text/html; charset=utf-8", more: str = "", status: str = "200 OK"
) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def chunked(body: bytes) -> bytes:
    return b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


WARC = b"".join(
    [
        record("https://e.org/info", b"software: x", "warcinfo"),
        record("https://e.org/1", http(PAGE)),
        record(
            "https://e.org/2",
            http(
                chunked(gzip.compress(PAGE)), more="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
            ),
        ),
        record("https://e.org/3.pdf", http(pdf([[b"Seized at the port."]]), "application/pdf")),
        record("https://e.org/4", http("Изъят".encode("cp1251"), "text/plain; charset=windows-1251")),
        record("https://e.org/5.png", http(b"\x89PNG\r\n\x1a\n", "image/png")),
        record("https://e.org/6", http(b"gone", status="404 Not Found")),
        record("https://e.org/7", http(b""), "revisit"),
    ]
)


def warc(content: bytes, name: str = "a.warc") -> Target:
    return Target.of_bytes(content, name, name=name)


def take(
    target: Target, using: Context | None = None
) -> tuple[list[tuple[Capture, list[Report]]], list[Problem]]:
    connectors: list[Connector] = [
        *(WarcConnector(), WaczConnector(), PageConnector(), PdfConnector(), TextConnector())
    ]
    captures, problems = [], []
    for found in collect([target], using or context(), connectors):
        if isinstance(found, Found):
            captures.append((found.capture, list(found.reports)))
        else:
            problems.append(found)
    return captures, problems


def wacz(content: bytes, stated: str | None = None, name: str = "archive/data.warc.gz") -> bytes:
    out = io.BytesIO()
    digest = stated or hashlib.sha256(content).hexdigest()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(
            "datapackage.json", json.dumps({"resources": [{"path": name, "hash": f"sha256:{digest}"}]})
        )
        file.writestr(name, content)
        file.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n{"url": "https://e.org/1"}\n')
        file.writestr("../../evil.warc", WARC)
    return out.getvalue()


@pytest.mark.parametrize("connector", [WarcConnector(), WaczConnector()])
def test_connectors_keep_to_the_protocol(connector: WarcConnector | WaczConnector) -> None:
    assert isinstance(connector, Connector)
    assert (connector.name, connector.version) == (connector.name.strip().lower(), "1")
    for content in (b"", b"WARC/1.1\r\n", b"PK\x05\x06" + bytes(18), bytes(range(256))):
        kind = {"warc": "application/warc", "wacz": "application/wacz"}[connector.name]
        found = list(connector.collect(Target(locator="x", content=content, media_type=kind), context()))
        assert found
        assert all(isinstance(one, Problem) and one.advice for one in found)


@pytest.mark.parametrize("packed", ["plain", "one member", "a member a record"])
def test_each_page_is_a_capture_taken_when_the_archive_says(packed: str) -> None:
    content = WARC if packed == "plain" else gzip.compress(WARC)
    if packed == "a member a record":
        content = b"".join(gzip.compress(b"WARC/1.1" + one) for one in WARC.split(b"WARC/1.1")[1:])
    captures, problems = take(warc(content))
    assert [capture.locator for capture, _ in captures] == [
        *("https://e.org/1", "https://e.org/2", "https://e.org/3.pdf", "https://e.org/4")
    ]
    assert captures[0][0].content == captures[1][0].content == PAGE
    assert captures[0][0].captured_at == datetime(2025, 6, 3, 10, 0, tzinfo=UTC)
    assert captures[0][0].detail["inside"] == "a.warc"
    assert captures[0][1][0].url == "https://e.org/1"
    assert "A drone was seized" in captures[1][1][0].text.text
    assert captures[2][1][0].text.text == "Seized at the port."
    assert captures[3][1][0].text.text == "Изъят"
    assert sorted(problem.what for problem in problems) == [
        "1 records were passed over: each is an answer with status 4xx",
        "1 records were passed over: each points to a copy in another record",
    ]


def test_a_file_is_read_record_by_record(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(WARC))
    captures, _ = take(Target.of_path(path))
    assert len(captures) == 4


def test_a_wacz_gives_the_pages_of_its_archives_only() -> None:
    target = Target.of_bytes(wacz(gzip.compress(WARC)), "a.wacz", name="a.wacz")
    captures, _ = take(target)
    assert len(captures) == 4
    assert all(capture.detail["inside"] == "a.wacz" for capture, _ in captures)


def test_security_a_changed_archive_is_refused() -> None:
    changed = Target.of_bytes(wacz(gzip.compress(WARC), stated="0" * 64), "a.wacz", name="a.wacz")
    captures, problems = take(changed)
    assert not captures
    assert "own list" in problems[0].what
    block = http(PAGE)
    wrong = "WARC-Block-Digest: sha1:" + base64.b32encode(hashlib.sha1(b"other").digest()).decode() + "\r\n"
    right = "WARC-Block-Digest: sha1:" + base64.b32encode(hashlib.sha1(block).digest()).decode() + "\r\n"
    content = record("https://e.org/a", block, more=wrong) + record("https://e.org/b", block, more=right)
    captures, problems = take(warc(content))
    assert [capture.locator for capture, _ in captures] == ["https://e.org/b"]
    assert "digest" in problems[0].what


def test_digests() -> None:
    sha256 = hashlib.sha256(b"x")
    assert agrees("sha256:" + sha256.hexdigest(), b"x") is True
    assert agrees("sha-256:" + base64.b64encode(sha256.digest()).decode(), b"x") is True
    assert agrees("sha1:AAAA", b"x") is False
    assert agrees("", b"x") is None
    assert agrees("crc32:1", b"x") is None


def test_security_a_bad_record_does_not_stop_the_rest() -> None:
    bad = [
        record("https://e.org/x", b"no http at all"),
        record("https://e.org/x", http(b"zz\r\n", more="Transfer-Encoding: chunked\r\n")),
        record("https://e.org/x", http(b"5\r\nab", more="Transfer-Encoding: chunked\r\n")),
        record("https://e.org/x", http(gzip.compress(PAGE)[:-20], more="Content-Encoding: gzip\r\n")),
        record("https://e.org/x", http(b"\x0b\x02\x80x", more="Content-Encoding: br\r\n")),
        record("javascript:alert(1)", http(PAGE)),
        record("file:///etc/passwd", http(PAGE)),
        record("https://e.org/ \u202e", http(PAGE)),
        record("https://e.org/y", http(PAGE), date="never"),
    ]
    captures, problems = take(warc(b"".join([*bad, record("https://e.org/1", http(PAGE))])))
    locators = [capture.locator for capture, _ in captures]
    assert locators[-1] == "https://e.org/1"
    assert set(locators) <= {"https://e.org/1", "https://e.org/x", "https://e.org/y"}
    assert len(problems) >= 4
    assert all(locator.startswith("https://") for locator in locators)


@pytest.mark.parametrize("packed", [False, True])
def test_security_a_record_without_a_header_does_not_stop_the_rest(packed: bool) -> None:
    good = [record(f"https://e.org/{number}", http(PAGE)) for number in range(4)]
    good[1] = good[1].replace(b"WARC/1.1", b"W?RC/1.1")
    captures, problems = take(warc(b"".join(gzip.compress(one) if packed else one for one in good)))
    assert [capture.locator[-1] for capture, _ in captures] == ["0", "2", "3"]
    assert "damaged after record 1" in problems[0].what


def test_a_truncated_archive_keeps_what_came_before() -> None:
    for content in (gzip.compress(WARC)[:-60], WARC[: WARC.index(b"e.org/3.pdf") + 300]):
        captures, problems = take(warc(content))
        assert len(captures) >= 1
        assert problems


def test_security_bombs_are_given_up() -> None:
    packed = zlib.compressobj(9, wbits=31)
    unit = b" " * 2**20
    body = b"".join(packed.compress(unit) for _ in range(300)) + packed.flush()
    captures, problems = take(warc(record("https://e.org/1", http(body, more="Content-Encoding: gzip\r\n"))))
    assert not captures
    assert "unpacks to more" in problems[0].what
    long = record("https://e.org/1", b"x").replace(b"Content-Length: 1", b"Content-Length: 999999999999999")
    captures, problems = take(warc(long))
    assert not captures
    assert problems


def test_security_the_number_of_records_and_their_size_are_limited() -> None:
    few = replace(context(), limits=Limits(container_members=2))
    assert any("more than the limits" in problem.what for problem in take(warc(WARC), few)[1])
    small = replace(context(), limits=Limits(member_bytes=100))
    assert any("is over 100 bytes" in problem.what for problem in take(warc(WARC), small)[1])


def test_security_an_archive_in_an_archive_is_not_opened() -> None:
    inner = record("https://e.org/1", http(WARC, "application/warc"))
    assert take(warc(inner))[0] == []


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["", "gzip", "deflate"]), st.booleans())
def test_what_was_packed_comes_out_again(body: bytes, packing: str, in_chunks: bool) -> None:
    sent = {"": body, "gzip": gzip.compress(body), "deflate": zlib.compress(body)}[packing]
    more = f"Content-Encoding: {packing}\r\n" if packing else ""
    if in_chunks and sent:
        sent, more = chunked(sent), more + "Transfer-Encoding: chunked\r\n"
    assert read_response(http(sent, more=more), 10_000).body == body


@given(st.binary(max_size=200))
def test_security_any_block_is_read_or_refused(block: bytes) -> None:
    for one in (block, http(block, more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip, deflate\r\n")):
        with suppress(ResponseError):
            assert len(read_response(one, 1000).body) <= 1000
