"""What a hostile page, a hostile site and a stranger can do: nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serve_samples import TestClient

from thistledown.casebook.record import Casebook
from thistledown.serve.guard import SECURE_HEADERS
from thistledown.serve.visible import DECEPTIVE
from thistledown.serve.web import create_web

ROOT = Path(__file__).parents[2]
TOKEN = "a-long-enough-token"
VIEWS = [
    "/",
    "/events",
    "/events/x/y",
    "/map",
    "/reports/x",
    "/nowhere/%3Cscript%3E",
    "/claims/x",
    "/spread/lab",
]
QUESTIONS = [
    "/api/casebook",
    "/api/overview",
    "/api/events",
    "/api/facets",
    "/api/flows",
    "/api/places",
    "/api/timeline",
    "/api/network",
    "/api/search?q=militia",
    "/api/reports",
    "/api/actors",
    "/api/sources",
    "/api/journal",
    "/api/exports",
    "/api/codebook",
    "/api/spread/scenario",
    "/api/openapi.json",
    "/health",
]


def make_client(book: Casebook, base: str = "http://127.0.0.1", **given: Any) -> Any:
    return TestClient(create_web(book, **given), base_url=base)


@pytest.mark.parametrize("path", QUESTIONS)
def test_security_answers_are_data_that_no_browser_renders(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    json.loads(answer.text)


@pytest.mark.parametrize("path", VIEWS)
def test_security_every_view_is_the_same_inert_page(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    # Nothing of the address or the record stands in it.
    assert answer.text == client.get("/").text
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *VIEWS,
        *QUESTIONS,
        "/api/nowhere",
        "/api/events?page=x",
        "/api/events?as_of=x",
        "/assets/none",
        "/export/csv",
    ],
)
def test_security_headers_on_every_answer(client: Any, path: str) -> None:
    answer = client.get(path)
    for name, value in SECURE_HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_security_headers_on_a_failure(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    client = TestClient(create_web(book), base_url="http://127.0.0.1", raise_server_exceptions=False)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("thistledown.casebook.view.View.journal", broken)
    answer = client.get("/api/journal")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == SECURE_HEADERS["content-security-policy"]
    assert "secret detail" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "192.168.1.5", "0.0.0.0"]
)
def test_security_other_names_are_not_answered(client: Any, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "thistledown" not in answer.text.lower()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost:8765", "[::1]:8765", "127.9.9.9"])
def test_security_loopback_names_are_answered(client: Any, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 200


def test_security_token_is_asked_and_remembered(book: Casebook) -> None:
    client = make_client(book, token=TOKEN)
    for path in ("/", "/api/events", "/assets/none", "/export/csv"):
        assert client.get(path).status_code == 401
    assert client.post("/api/undo", json={"entry": 1}).status_code == 401
    assert client.get("/?token=wrong-wrong-wrong").status_code == 401
    answer = client.get(f"/events?kind=use&token={TOKEN}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/events?kind=use"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert TOKEN not in cookie
    assert client.get("/api/events").status_code == 200
    assert client.get("/api/events").headers["cache-control"] == "no-store"


def test_security_token_redirect_stays_here(book: Casebook) -> None:
    client = make_client(book, token=TOKEN)
    answer = client.get(f"http://127.0.0.1//evil.example/?token={TOKEN}", follow_redirects=False)
    assert answer.headers["location"] == "/evil.example/"


def test_security_short_token_is_refused(book: Casebook) -> None:
    for token in ("short", "with spaces in the token", "né" * 12):
        with pytest.raises(ValueError, match="at least 16"):
            create_web(book, token=token)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_security_no_other_site_changes_the_record(
    client: Any, book: Casebook, headers: dict[str, str]
) -> None:
    before = book.view().newest_entry()
    for method, path in (("POST", "/api/undo"), ("PUT", "/api/review"), ("DELETE", "/api/actors")):
        answer = client.request(method, path, json={"entry": before}, headers=headers)
        assert answer.status_code == 403
    assert book.view().newest_entry() == before


def test_security_forms_of_other_sites_are_no_questions(client: Any, book: Casebook) -> None:
    before = book.view().newest_entry()
    answer = client.post("/api/undo", content="entry=1", headers={"content-type": "text/plain"})
    assert answer.status_code == 422
    assert book.view().newest_entry() == before


@pytest.mark.parametrize(
    "path",
    [
        "/captures/../../record.db",
        "/captures/..%2f..%2frecord.db",
        "/captures/%2e%2e%2f%2e%2e%2fcasebook.toml",
        "/captures/" + "0" * 64,
        "/captures/" + "A" * 64,
        "/captures/" + "0" * 63 + "%00",
        "/assets/../index.html",
        "/assets/%2e%2e/%2e%2e/%2e%2e/web.py",
        "/assets/..%2f..%2f..%2fweb.py",
    ],
)
def test_security_no_other_file_can_be_had(client: Any, path: str) -> None:
    answer = client.get(path)
    assert b"SQLite format" not in answer.content
    assert "create_web" not in answer.text
    # What a client shortens to another address is that address; nothing else is there.
    assert answer.status_code == 404 or "<div id=" in answer.text


def test_security_exports_are_only_for_our_own_pages(client: Any) -> None:
    for site in ("cross-site", "same-site"):
        assert client.get("/export/csv", headers={"sec-fetch-site": site}).status_code == 403
        assert client.get("/export/events-on-screen.csv", headers={"sec-fetch-site": site}).status_code == 403


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
    for path in ("/api/overview", "/api/events", "/export/csv"):
        answer = client.get(path, params={"as_of": as_of})
        assert answer.status_code in (400, 422)
        assert "as known on" in answer.text or "as_of" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/api/events?page=0",
        "/api/events?page=99999999999999999999",
        "/api/timeline?top=0",
        "/api/rows?entry=1&row=" + "9" * 30,
    ],
)
def test_security_numbers_out_of_range_are_refused_in_words(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 422)
    assert answer.json()["told"]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_security_any_words_can_be_searched_for(client: Any, words: str) -> None:
    assert client.get("/api/search", params={"q": words}).status_code == 200
    assert client.get("/api/events", params={"text": words}).status_code == 200


def test_security_the_table_of_the_screen_runs_no_formula(client: Any) -> None:
    text = client.get("/export/events-on-screen.csv").content.decode("utf-8-sig")
    assert text.startswith("id,title,")
    for line in text.splitlines()[1:]:
        assert not line.startswith(("=", "+", "-", "@"))


def test_security_both_sides_know_the_same_deceptive_characters() -> None:
    source = (ROOT / "web" / "src" / "state" / "visible.ts").read_text(encoding="utf-8")
    theirs = re.search(r"/\[(.+)\]/gu", source)
    assert theirs

    def ranges(text: str) -> set[tuple[int, int]]:
        found = re.findall(r"\\u\{?([0-9a-fA-F]{4,5})\}?(?:-\\u\{?([0-9a-fA-F]{4,5})\}?)?", text)
        return {(int(low, 16), int(high or low, 16)) for low, high in found}

    for low, high in ranges(theirs.group(1)):
        assert all(DECEPTIVE.match(chr(code)) for code in range(low, high + 1)), (low, high)
    assert sum(high - low + 1 for low, high in ranges(theirs.group(1))) == sum(
        1 for code in range(0x110000) if DECEPTIVE.match(chr(code))
    )
