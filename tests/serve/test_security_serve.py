"""What a hostile page, a hostile site and a stranger can do: nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from test_serve_pages import PAGES, Page, report_named

from thistledown.casebook.record import Casebook
from thistledown.serve.app import create_app
from thistledown.serve.guard import SECURE_HEADERS
from thistledown.serve.visible import outward, visible

TOKEN = "a-long-enough-token"


def make_client(book: Casebook, base: str = "http://127.0.0.1", **given: Any) -> Any:
    from serve_samples import TestClient

    return TestClient(create_app(book, **given), base_url=base)


def hostile_pages(client: Any) -> list[str]:
    report = report_named(client, "&lt;script")
    text = client.get(f"/reports/{report}").text
    claims = re.findall(r'<section class="card" id="(c[0-9a-f]+)"', text)
    assert len(claims) == 2
    return [
        f"/reports/{report}",
        "/reports",
        "/actors?all=1",
        "/search?q=militia",
        "/search?q=%3Cscript%3E",
        "/events?text=%3Cscript%3Ealert(1)%3C/script%3E",
        "/events?actor=%22%3E%3Cscript%3E",
        "/places/%3Cscript%3E",
        "/nowhere/%3Cscript%3Ealert(1)%3C/script%3E",
        "/?as_of=%3Cscript%3E",
        *(f"/claims/{key}" for key in claims),
    ]


def test_security_no_text_of_a_report_becomes_markup(client: Any) -> None:
    for path in hostile_pages(client):
        page = Page(client.get(path).text)
        assert "script" not in page.tags, path
        assert not [
            tag for tag, name, value in page.attributes if name.startswith("on") or name == "style"
        ], path
        assert [tag for tag in page.tags if tag == "img"] == ["img"], path  # our own sign
        assert "i" not in page.tags, path


def test_security_only_web_addresses_become_links(client: Any) -> None:
    for path in [*hostile_pages(client), *PAGES]:
        page = Page(client.get(path).text)
        for link in page.links:
            assert link.startswith(("/", "#", "http://", "https://")), (path, link)
            assert not link.startswith("//"), (path, link)
        text = client.get(path).text
        for anchor in re.findall(r'<a class="out"[^>]*>', text):
            assert 'rel="noopener noreferrer nofollow"' in anchor
        for found in re.findall(r'<a [^>]*href="https?:[^>]*>', text):
            assert 'class="out"' in found


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "/relative",
        "https://",
        "http://user:secret@host.example/",
        "https://ok.example\\@evil.example/",
        "https://[half/",
        "https://a.example:99999/",
        "https://\u202eevil.example/",
        "https://a.example/" + "x" * 5_000,
        None,
    ],
)
def test_security_outward_refuses(url: object) -> None:
    assert outward(url) is None


def test_security_outward_keeps_plain_addresses() -> None:
    assert outward("https://example.org/a?b=c&d=é") == "https://example.org/a?b=c&d=é"


def test_security_deceptive_characters_are_written_out(client: Any) -> None:
    for path in hostile_pages(client)[:3]:
        text = client.get(path).text
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x07]", text), path
    text = client.get(hostile_pages(client)[0]).text
    assert "⟨U+202E⟩" in text
    assert "right-to-left override" in text
    assert visible("a\x00b\u2066c\ud800") == "a⟨U+0000⟩b⟨U+2066⟩c⟨U+D800⟩"


@pytest.mark.parametrize(
    "path",
    [
        *PAGES,
        "/nowhere",
        "/events?page=x",
        "/?as_of=x",
        "/static/style.css",
        "/static/none",
        "/export/csv",
        "/health",
    ],
)
def test_security_headers_on_every_answer(client: Any, path: str) -> None:
    answer = client.get(path)
    for name, value in SECURE_HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:")
    assert "unsafe" not in policy
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_security_headers_on_a_failure(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    from serve_samples import TestClient

    app = create_app(book)
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("thistledown.casebook.view.View.journal", broken)
    answer = client.get("/journal")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == SECURE_HEADERS["content-security-policy"]
    assert "secret detail" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "192.168.1.5", "0.0.0.0"]
)
def test_security_other_names_are_not_answered(client: Any, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "What this casebook holds" not in answer.text
    assert answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765", "127.8.8.8"])
def test_security_loopback_names_are_answered(client: Any, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 200


def test_security_token_is_asked_and_remembered(book: Casebook) -> None:
    client = make_client(book, token=TOKEN)
    assert client.get("/").status_code == 401
    assert client.get("/?token=wrong-wrong-wrong").status_code == 401
    assert client.get("/static/style.css").status_code == 401
    answer = client.get(f"/events?kind=use&token={TOKEN}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/events?kind=use"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert TOKEN not in cookie
    assert client.get("/").status_code == 200
    assert TOKEN not in client.get("/").text
    assert (
        make_client(book, token=TOKEN).get("/", headers={"cookie": "thistledown=" + TOKEN}).status_code == 401
    )


def test_security_token_redirect_stays_here(book: Casebook) -> None:
    client = make_client(book, token=TOKEN)
    answer = client.get(f"http://127.0.0.1//evil.example/?token={TOKEN}", follow_redirects=False)
    assert not answer.headers["location"].startswith(("//", "http"))


def test_security_short_token_is_refused(book: Casebook) -> None:
    for token in ("", "short", "with spaces in it, long"):
        with pytest.raises(ValueError, match="at least 16"):
            create_app(book, token=token)


def test_security_links_of_a_doubled_slash_stay_here(client: Any) -> None:
    answer = client.get("http://127.0.0.1//evil.example/")
    assert 'action="//' not in answer.text
    assert 'href="//' not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/captures/../../record.db",
        "/captures/..%2f..%2frecord.db",
        "/captures/%2e%2e%2f%2e%2e%2fcasebook.toml",
        "/captures/" + "0" * 64,
        "/captures/" + "A" * 64,
        "/captures/" + "0" * 63 + "%00",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
    ],
)
def test_security_no_other_file_can_be_had(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"SQLite format" not in answer.content
    assert "create_app" not in answer.text


def test_security_captures_are_only_downloads(client: Any, book: Casebook) -> None:
    report = report_named(client, "&lt;script")
    link = re.search(r'href="(/captures/[0-9a-f]{64})"', client.get(f"/reports/{report}").text)
    assert link
    sha256 = link.group(1).rsplit("/", 1)[1]
    answer = client.get(link.group(1))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"<script>" in answer.content
    log = book.view().custody(sha256)
    assert (log[-1]["action"], log[-1]["who"]) == ("read", "tester")
    for site in ("cross-site", "same-site"):
        assert client.get(link.group(1), headers={"sec-fetch-site": site}).status_code == 403
        assert client.get("/export/csv", headers={"sec-fetch-site": site}).status_code == 403
    assert len(book.view().custody(sha256)) == len(log)


@pytest.mark.parametrize(
    "as_of",
    [
        "x",
        "2025-13-01",
        "0001-01-01",
        "0999-01-01",
        "9999-12-31T23:59:59-14:00",
        "2025-01-01T00:00:00",
        "' OR 1=1 --",
        "2025-01-01" * 100,
        "\x00",
        "٢٠٢٥-٠١-٠١",
        "<script>alert(1)</script>",
    ],
)
def test_security_hostile_dates_are_refused_in_words(client: Any, as_of: str) -> None:
    for path in ("/", "/events", "/export/csv"):
        answer = client.get(path, params={"as_of": as_of})
        assert answer.status_code == 400
        assert "as known on" in answer.text
        assert "script" not in Page(answer.text).tags


@pytest.mark.parametrize(
    "path",
    [
        "/journal?before=99999999999999999999999",
        "/journal?before=-1",
        "/events?page=99999999999",
        "/events?year=" + "9" * 199 + "x",
        "/reports?page=²",
    ],
)
def test_security_numbers_out_of_range_are_refused_in_words(client: Any, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "words", ['"', '" OR 1', "a* NEAR(b", "\x00", "%", "'; DROP TABLE event; --", "-x", "é" * 300]
)
def test_security_any_words_can_be_searched_for(client: Any, words: str) -> None:
    assert client.get("/search", params={"q": words}).status_code == 200
    assert client.get("/events", params={"text": words[:200]}).status_code == 200
