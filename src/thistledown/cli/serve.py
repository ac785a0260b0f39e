"""`thistledown serve`."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from thistledown.cli.options import CasebookOption, JsonOption, opened
from thistledown.cli.output import USAGE, fail, out, plain, say_json

if TYPE_CHECKING:
    from thistledown.casebook.record import Casebook
    from thistledown.serve.server import Ready

PortOption = Annotated[
    int, typer.Option(min=0, max=65535, help="Port wanted; when it is taken, the next free one is used.")
]
BrowserOption = Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser on the page.")]


def run(
    casebook: CasebookOption = None,
    host: Annotated[
        str, typer.Option(help="Where to listen; anything but this machine needs --token.")
    ] = "127.0.0.1",
    port: PortOption = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            help="What visitors must know; at least 16 characters.",
            envvar="THISTLEDOWN_TOKEN",
            show_default=False,
        ),
    ] = None,
    browser: BrowserOption = True,
    json: JsonOption = False,
) -> None:
    """Show the casebook as pages at an address on this machine, until stopped with Ctrl-C."""
    with opened(casebook) as book:
        show_pages(book, host=host, port=port, token=token, browser=browser, json=json)


def show_pages(book: Casebook, *, host: str, port: int, token: str | None, browser: bool, json: bool) -> None:
    """Serve pages until interrupted, saying where."""
    from thistledown.serve.server import serve

    def ready(where: Ready) -> None:
        if json:
            say_json({"url": where.url})
        else:
            if where.note:
                out.print(plain(where.note))
            out.print(f"Open [bold]{plain(where.url)}[/] (Ctrl-C stops).")
        if browser:
            _open(where.url)

    try:
        serve(book, host=host, port=port, token=token, on_ready=ready)
    except ValueError as error:
        raise fail(str(error), USAGE) from None


def _open(url: str) -> None:
    # Without a screen, opening a browser would start one inside this terminal.
    screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen and sys.stdout.isatty():
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
