"""A real server on loopback, and who it lets in."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import httpx
import pytest

from thistledown.casebook.record import Casebook
from thistledown.serve.server import PageServer, Ready, is_loopback, page_server


@contextmanager
def answering(server: PageServer, ready: Event) -> Iterator[None]:
    thread = Thread(target=server.answer)
    thread.start()
    try:
        assert ready.wait(10)
        yield
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def test_a_real_server_answers_and_says_where(book: Casebook) -> None:
    told: list[Ready] = []
    ready = Event()

    def on_ready(where: Ready) -> None:
        told.append(where)
        ready.set()

    server = page_server(book, port=0, on_ready=on_ready)
    with answering(server, ready):
        answer = httpx.get(told[0].url, timeout=10)
        assert answer.status_code == 200
        assert '<div id="app">' in answer.text
        assert "server" not in answer.headers
        assert httpx.get(told[0].url, headers={"host": "evil.example"}, timeout=10).status_code == 421
    assert told[0].note == ""


def test_a_taken_port_leads_to_the_next_free_one_and_says_so(book: Casebook) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ready = Event()
        server = page_server(book, port=port, on_ready=lambda _: ready.set())
        assert f"Port {port} is taken" in server.ready.note
        assert server.ready.url != f"http://127.0.0.1:{port}/"
        with answering(server, ready):
            assert httpx.get(server.ready.url + "health", timeout=10).json()["status"] == "ok"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "analyst.example"])
def test_security_other_machines_need_a_token(book: Casebook, host: str) -> None:
    with pytest.raises(ValueError, match="give a token"):
        page_server(book, host=host, port=0)


def test_security_with_a_token_it_may_listen_everywhere(book: Casebook) -> None:
    ready = Event()
    server = page_server(
        book, host="0.0.0.0", port=0, token="a-long-enough-token", on_ready=lambda _: ready.set()
    )
    with answering(server, ready):
        base = server.ready.url.split("?")[0]
        assert httpx.get(base, timeout=10).status_code == 401
        with httpx.Client(follow_redirects=True, timeout=10) as client:
            assert client.get(server.ready.url).status_code == 200
            assert client.get(base + "events").status_code == 200


def test_is_loopback() -> None:
    assert all(map(is_loopback, ["127.0.0.1", "127.1.2.3", "::1", "localhost"]))
    assert not any(map(is_loopback, ["0.0.0.0", "::", "10.0.0.1", "localhost.evil.example", ""]))


def test_an_impossible_port_is_refused_in_words(book: Casebook) -> None:
    with pytest.raises(ValueError, match="is no port"):
        page_server(book, port=70_000)
