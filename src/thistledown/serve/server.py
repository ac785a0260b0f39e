"""Running the pages: on loopback, unless told otherwise and given a token."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

import uvicorn
from fastapi import FastAPI

from thistledown.casebook.record import Casebook
from thistledown.serve.web import create_web

TRIES = 50


@dataclass(frozen=True, slots=True)
class Ready:
    """Where the pages can be opened.

    Attributes:
        url: the address, with the token when there is one.
        note: what a person should know ("port 8765 is taken…"), or "".
    """

    url: str
    note: str = ""


class PageServer(uvicorn.Server):
    """A server that says when it answers; set `should_exit` to stop it."""

    def __init__(
        self,
        app: FastAPI,
        config: uvicorn.Config,
        door: socket.socket,
        ready: Ready,
        on_ready: Callable[[Ready], None] | None,
    ) -> None:
        super().__init__(config)
        self.ready = ready
        self._app = app
        self._door = door
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self.started and self._on_ready is not None:
            self._on_ready(self.ready)
        if self.started:
            Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        # Only a head start: whatever is wrong with the record, the page itself will say.
        with suppress(Exception):
            self._app.state.warm()

    def answer(self) -> None:
        """Answer until told to stop."""
        try:
            self.run(sockets=[self._door])
        finally:
            self._door.close()


def page_server(
    casebook: Casebook,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    token: str | None = None,
    on_ready: Callable[[Ready], None] | None = None,
) -> PageServer:
    """A server with its port taken, not answering yet.

    Raises:
        ValueError: when the host is reachable from other machines and there is no token, or the token is
            too short.
        OSError: when no port can be had.
    """
    local = is_loopback(host)
    if not local and token is None:
        raise ValueError(
            f"{host} can be reached from other machines; give a token as well, or leave the host out"
        )
    names = () if _is_address(host) else (host,)
    app = create_web(casebook, token=token, hosts=names)
    door, taken = _door(host, port)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=32_768,
    )
    note = f"Port {port} is taken; using {taken} instead." if port and taken != port else ""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104 - shown, not bound
    shown = f"[{shown}]" if ":" in shown else shown
    url = f"http://{shown}:{taken}/" + (f"?token={token}" if token else "")
    return PageServer(app, config, door, Ready(url, note), on_ready)


def serve(
    casebook: Casebook,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    token: str | None = None,
    on_ready: Callable[[Ready], None] | None = None,
) -> None:
    """Serve the pages of a casebook until interrupted.

    Args:
        casebook: an open casebook.
        host: where to listen; anything but loopback needs a token.
        port: the port wanted; when it is taken the next free one is used, and `Ready.note` says so. 0 takes
            any.
        token: what strangers must know; at least 16 characters.
        on_ready: called once when the pages can be opened.

    Raises:
        ValueError: when the host is reachable from other machines and there is no token, or the token is
            too short.
        OSError: when no port can be had.
    """
    page_server(casebook, host=host, port=port, token=token, on_ready=on_ready).answer()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _door(host: str, port: int) -> tuple[socket.socket, int]:
    """A listening socket on the port, or on the next free one."""
    if not 0 <= port <= 65_535:
        raise ValueError(f"{port} is no port; choose one from 1 to 65535, or 0 for any")
    last: OSError | None = None
    for number in [port] if port == 0 else range(port, min(port + TRIES, 65_536)):
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        door = socket.socket(family, kind, protocol)
        try:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
            door.listen(128)
        except OSError as error:
            door.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            last = error
            continue
        return door, int(door.getsockname()[1])
    raise OSError(f"no free port from {port} to {port + TRIES - 1} on {host}; name another one") from last
