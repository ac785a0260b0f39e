from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network
from pathlib import Path

import certifi
import pytest
from loopback import Site, fetcher, moved, page, serving

from thistledown.collect.connector import FetchError
from thistledown.collect.fetch import USER_AGENT, WebFetcher
from thistledown.collect.limits import Limits

BODY = "<p>Привет</p>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def test_a_page_comes_back_as_it_is(site: Site) -> None:
    site.answers["/a"] = page(BODY, ETag='"1"')
    fetched = fetcher().get(f"{site.url}/a")
    assert fetched.content == BODY
    assert (fetched.label, fetched.charset) == ("text/html", "utf-8")
    assert fetched.url == f"{site.url}/a"
    assert fetched.fetched_at.tzinfo is not None
    assert fetched.detail["http_status"] == "200"
    assert fetched.detail["ip_address"] == "127.0.0.1"
    assert fetched.detail["etag"] == '"1"'
    assert site.asked == ["/robots.txt", "/a"]
    assert all(headers["user-agent"] == USER_AGENT for headers in site.headers)
    assert "cookie" not in site.headers[1]
    assert "referer" not in site.headers[1]


def test_redirects_are_followed_and_remembered(site: Site) -> None:
    site.answers |= {"/a": moved("/b"), "/b": moved(f"{site.url}/c", 301), "/c": page(BODY)}
    fetched = fetcher().get(f"{site.url}/a")
    assert fetched.content == BODY
    assert fetched.detail["redirects"] == f"{site.url}/a -> {site.url}/b -> {site.url}/c"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate"])
def test_packed_bodies_are_unpacked(site: Site, coding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(BODY[:5]) + gzip.compress(BODY[5:]),
        "deflate": zlib.compress(BODY),
        "raw deflate": raw.compress(BODY) + raw.flush(),
    }[coding]
    site.answers["/a"] = page(packed, Content_Encoding=coding.removeprefix("raw "))
    assert fetcher().get(f"{site.url}/a").content == BODY


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "no such page"),
        (403, "refuses"),
        (410, "taken down"),
        (401, "login"),
        (500, "fault"),
        (204, "nothing"),
    ],
)
def test_statuses_are_said_in_plain_words(site: Site, status: int, words: str) -> None:
    site.answers["/a"] = page(b"", status)
    with pytest.raises(FetchError, match=words) as caught:
        fetcher().get(f"{site.url}/a")
    assert caught.value.advice


def test_an_empty_page_is_a_problem(site: Site) -> None:
    site.answers["/a"] = page(b"")
    with pytest.raises(FetchError, match="empty page"):
        fetcher().get(f"{site.url}/a")


def test_robots_are_obeyed_and_asked_once(site: Site) -> None:
    site.answers |= {
        "/robots.txt": page(b"User-agent: thistledown\nDisallow: /no"),
        "/yes": page(BODY),
        "/no": page(BODY),
        "/around": moved("/no"),
    }
    one = fetcher()
    assert one.get(f"{site.url}/yes").content == BODY
    for path in ("/no", "/around"):
        with pytest.raises(FetchError, match=r"robots\.txt"):
            one.get(f"{site.url}{path}")
    assert site.asked.count("/robots.txt") == 1
    assert "/no" not in site.asked


def test_a_failing_robots_file_allows_nothing(site: Site) -> None:
    site.answers |= {"/robots.txt": page(b"", 500), "/a": page(BODY)}
    with pytest.raises(FetchError, match="did not say"):
        fetcher().get(f"{site.url}/a")
    assert "/a" not in site.asked


def test_pauses_follow_crawl_delay(site: Site) -> None:
    site.answers |= {
        "/robots.txt": page(b"User-agent: *\nCrawl-delay: 5"),
        "/a": page(BODY),
        "/b": page(BODY),
    }
    slept: list[float] = []
    one = fetcher(Limits(host_delay_seconds=1.0), sleep=slept.append)
    one.get(f"{site.url}/a")
    one.get(f"{site.url}/b")
    assert len(slept) == 2
    assert all(4.0 < seconds <= 5.0 for seconds in slept)
    long = fetcher(Limits(wait_seconds=3.0), sleep=slept.append)
    with pytest.raises(FetchError, match="asks us to wait"):
        long.get(f"{site.url}/a")


def test_retry_after_is_obeyed_a_bounded_number_of_times(site: Site) -> None:
    count = iter(range(100))

    def busy(handler: BaseHTTPRequestHandler) -> None:
        (page(b"", 503, Retry_After="7") if next(count) < 2 else page(BODY))(handler)

    site.answers |= {
        "/a": busy,
        "/b": page(b"", 429, Retry_After="9"),
        "/c": page(b"", 503, Retry_After="9000"),
    }
    slept: list[float] = []
    one = fetcher(sleep=slept.append)
    assert one.get(f"{site.url}/a").content == BODY
    assert slept == [7.0, 7.0]
    with pytest.raises(FetchError, match="slow down"):
        one.get(f"{site.url}/b")
    assert site.asked.count("/b") == 3
    with pytest.raises(FetchError, match="9,000 s"):
        one.get(f"{site.url}/c")


def test_retry_after_may_be_a_date(site: Site) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    later = format_datetime(moment + timedelta(seconds=11), usegmt=True)
    answers = iter([page(b"", 503, Retry_After=later), page(BODY)])
    site.answers["/a"] = lambda handler: next(answers)(handler)
    slept: list[float] = []
    fetcher(sleep=slept.append, clock=lambda: moment).get(f"{site.url}/a")
    assert slept == [11.0]


def test_unchanged_pages_come_from_the_cache(site: Site, tmp_path: Path) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.send_response(304)
            handler.end_headers()
        else:
            page(BODY, ETag='"v1"')(handler)

    site.answers["/a"] = answer
    first = fetcher(cache=tmp_path).get(f"{site.url}/a")
    second = fetcher(cache=tmp_path).get(f"{site.url}/a")
    assert second.content == first.content == BODY
    assert second.charset == "utf-8"
    assert "unchanged" in second.detail
    assert "unchanged" not in first.detail
    for file in tmp_path.rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-1])
    assert "unchanged" not in fetcher(cache=tmp_path).get(f"{site.url}/a").detail


# Security


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/",
        "http://localhost:8000/",
        "http://[::1]:8000/",
        "http://[::ffff:127.0.0.1]:8000/",
        "http://2130706433:8000/",
        "http://0x7f.1:8000/",
        "http://0177.0.0.1:8000/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0:8000/",
    ],
)
def test_security_this_machine_and_metadata_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        WebFetcher().get(url)


def test_security_nothing_reaches_loopback_without_being_permitted(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers["/a"] = page(BODY)
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, site.url)
    with pytest.raises(FetchError, match="never fetched"):
        WebFetcher().get(f"{site.url}/a")
    with pytest.raises(FetchError, match="never fetched"):
        WebFetcher(resolver=lambda _host, _port: ["10.0.0.1"]).get("http://example.org/")
    assert site.asked == []


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "//192.168.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "http://user:pass@example.org/",
        "http://example.org:22/",
        "javascript:alert(1)",
    ],
)
def test_security_redirects_are_checked_like_first_addresses(site: Site, location: str) -> None:
    site.answers["/a"] = moved(location)
    with pytest.raises(FetchError):
        fetcher().get(f"{site.url}/a")
    assert site.asked == ["/robots.txt", "/a"]


def test_security_a_redirect_to_loopback_is_refused_from_a_public_name() -> None:
    with serving() as public, serving() as private:
        port = public.url.rpartition(":")[2]
        public.answers["/a"] = moved(f"{private.url.replace('127.0.0.1', '127.0.0.2')}/secret")
        permitted = fetcher(
            permitted_networks=[ip_network("127.0.0.1/32")],
            resolver=lambda host, _port: ["127.0.0.1"] if host == "site.example" else [host],
        )
        with pytest.raises(FetchError, match=r"127\.0\.0\.2"):
            permitted.get(f"http://site.example:{port}/a")
        assert private.asked == []


def test_security_dns_rebinding_gains_nothing(site: Site) -> None:
    """A name that is public when first asked and private afterwards: what was checked is connected to."""
    site.answers["/a"] = page(BODY)
    port = site.url.rpartition(":")[2]
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        fetcher(resolver=rebinding).get(f"http://rebind.example:{port}/a")
    assert len(asked) == 2
    assert site.asked == ["/robots.txt"]


def test_security_one_bad_address_among_several_is_enough(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    with pytest.raises(FetchError, match=r"192\.168\.0\.1"):
        fetcher(resolver=lambda _h, _p: ["127.0.0.1", "192.168.0.1"]).get(f"http://two.example:{port}/")
    assert site.asked == []


def test_the_name_is_kept_while_the_address_is_pinned(site: Site) -> None:
    site.answers["/a"] = page(BODY)
    port = site.url.rpartition(":")[2]
    fetcher(resolver=lambda _h, _p: ["127.0.0.1"]).get(f"http://name.example:{port}/a")
    assert site.headers[-1]["host"] == f"name.example:{port}"


def test_security_redirect_loops_and_long_chains_end(site: Site) -> None:
    site.answers |= {"/a": moved("/b"), "/b": moved("/a")}
    site.answers |= {f"/{n}": moved(f"/{n + 1}") for n in range(20)}
    with pytest.raises(FetchError, match="circle"):
        fetcher().get(f"{site.url}/a")
    with pytest.raises(FetchError, match="more than 5 times"):
        fetcher().get(f"{site.url}/0")
    assert "/6" not in site.asked


def test_security_huge_bodies_end(site: Site) -> None:
    sent: list[int] = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(2_000):
            handler.wfile.write(b"x" * 65_536)
            sent.append(65_536)

    site.answers["/a"] = endless
    with pytest.raises(FetchError, match="more than 1,000,000 bytes"):
        fetcher(Limits(host_delay_seconds=0, wire_bytes=1_000_000)).get(f"{site.url}/a")
    time.sleep(0.1)
    assert sum(sent) < 20_000_000


def test_security_decompression_bombs_end(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000, 9)
    site.answers["/a"] = page(bomb, Content_Encoding="gzip")
    site.answers["/b"] = page(gzip.compress(bomb), Content_Encoding="gzip, gzip")
    limited = Limits(host_delay_seconds=0, page_bytes=2_000_000)
    with pytest.raises(FetchError, match="larger than 2,000,000 bytes"):
        fetcher(limited).get(f"{site.url}/a")
    with pytest.raises(FetchError, match="did not ask for"):
        fetcher(limited).get(f"{site.url}/b")


@pytest.mark.parametrize("where", ["headers", "body"])
def test_security_slow_drips_end(site: Site, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if where == "body":
            handler.send_response(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    site.answers["/a"] = drip
    with pytest.raises(FetchError, match="too long"):
        fetcher(Limits(host_delay_seconds=0, total_seconds=0.6, read_seconds=0.3)).get(f"{site.url}/a")


def test_security_silence_ends(site: Site) -> None:
    site.answers["/a"] = lambda _handler: time.sleep(1)
    with pytest.raises(FetchError, match="in time"):
        fetcher(Limits(host_delay_seconds=0, read_seconds=0.1, tries=2)).get(f"{site.url}/a")


def test_security_a_resolver_that_hangs_ends() -> None:
    def hang(_host: str, _port: int) -> list[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    with pytest.raises(FetchError):
        fetcher(Limits(connect_seconds=0.1, tries=1), resolver=hang).get("http://slow.example/")


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 300_000 + b"\r\n\r\nhello",
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello",
    ],
)
def test_security_header_smuggling_and_broken_answers(raw: bytes) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(5)

    def serve() -> None:
        for answer in (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", raw):
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.recv(65_536)
                connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with pytest.raises(FetchError):
        fetcher().get(f"http://127.0.0.1:{server.getsockname()[1]}/a")
    server.close()
    thread.join(6)


def test_security_location_cannot_inject_headers(site: Site) -> None:
    site.answers["/a"] = moved("/b%0d%0aX-Injected:%201")
    site.answers["/b%0D%0AX-Injected:%201"] = site.answers["/b%0d%0aX-Injected:%201"] = page(BODY)
    fetcher().get(f"{site.url}/a")
    assert all("x-injected" not in headers for headers in site.headers)
    with pytest.raises(FetchError):
        fetcher().get(f"{site.url}/a\r\nX-Injected: 1")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("certificate")
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed, so no certificate can be made for this test")
    key, made = folder / "key.pem", folder / "made.pem"
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
            ),
            *("-keyout", str(key), "-out", str(made), "-days", "2", "-subj", "/CN=right.example"),
            *("-addext", "subjectAltName=DNS:right.example"),
        ],
        check=True,
        capture_output=True,
    )
    return key, made


@pytest.mark.parametrize(
    ("host", "trusted", "fetched"), [("right", True, True), ("wrong", True, False), ("right", False, False)]
)
def test_security_certificates_are_checked_against_the_name_although_the_address_is_pinned(
    site: Site, certificate: tuple[Path, Path], host: str, trusted: bool, fetched: bool
) -> None:
    key, made = certificate
    site.answers["/a"] = page(BODY)
    serving_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving_side.load_cert_chain(made, key)
    names: list[str] = []
    serving_side.sni_callback = lambda _socket, name, _context: names.append(name or "")
    site.server.socket = serving_side.wrap_socket(site.server.socket, server_side=True)
    ours = ssl.create_default_context(cafile=str(made) if trusted else certifi.where())
    one = fetcher(
        Limits(host_delay_seconds=0, tries=1), resolver=lambda _h, _p: ["127.0.0.1"], ssl_context=ours
    )
    url = f"https://{host}.example:{site.url.rpartition(':')[2]}/a"
    if fetched:
        assert one.get(url).content == BODY
    else:
        with pytest.raises(FetchError, match="certificate"):
            one.get(url)
    assert set(names) == {f"{host}.example"}


def test_a_downgrade_to_http_is_noted(site: Site, certificate: tuple[Path, Path]) -> None:
    key, made = certificate
    with serving() as plain:
        plain.answers["/b"] = page(BODY)
        site.answers["/a"] = moved(f"{plain.url}/b")
        serving_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        serving_side.load_cert_chain(made, key)
        site.server.socket = serving_side.wrap_socket(site.server.socket, server_side=True)
        ours = ssl.create_default_context(cafile=str(made))
        one = fetcher(resolver=lambda _h, _p: ["127.0.0.1"], ssl_context=ours)
        fetched = one.get(f"https://right.example:{site.url.rpartition(':')[2]}/a")
    assert fetched.content == BODY
    assert "downgraded" in fetched.detail
