"""What tests of the web app share: the server, the browser's flags, and waiting."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

from thistledown.casebook.record import Casebook
from thistledown.serve.server import page_server

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
# What the software renderer says of itself is no fault of a page.
NOISE = ("GPU stall", "GroupMarkerNotSet", "software WebGL")

SCREENS = [
    "/",
    "/events",
    "/events?pathway=state-transfer&sort=likeliest",
    "/map",
    "/timeline",
    "/timeline?by=actor",
    "/network",
    "/network?node=ukraine",
    "EVENT",
    "REPORT",
    "CLAIM",
    "/reports",
    "/review",
    "/review/agreement",
    "/actors",
    "/actors/africa-corps",
    "/sources",
    "SOURCE",
    "/spread",
    "/spread/attribution",
    "/spread/forecast",
    "/spread/lab",
    "/search?q=Wagner",
    "/add",
    "/export",
    "/journal",
    "/codebook",
    "/nowhere",
]


def until(check: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something holds: `wait_for_function` evaluates strings, which the pages' policy forbids."""
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


@contextmanager
def served(book: Casebook) -> Iterator[str]:
    """The address of a casebook's pages, while they are answered."""
    ready = Event()
    server = page_server(book, port=0, on_ready=lambda _: ready.set())
    thread = Thread(target=server.answer)
    thread.start()
    try:
        assert ready.wait(20)
        yield server.ready.url.rstrip("/")
    finally:
        server.should_exit = True
        thread.join(20)


def settled(page: Any, url: str) -> None:
    """Open a view and wait until nothing is on its way."""
    page.goto(url)
    page.wait_for_selector("main h1, main [role=alert]", timeout=30_000)
    until(lambda: page.locator("main .loading").count() == 0, 180)
    page.wait_for_load_state("networkidle")
    until(lambda: page.locator("main .loading, main [aria-busy=true]").count() == 0, 60)
