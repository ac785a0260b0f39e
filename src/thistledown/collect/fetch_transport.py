"""A transport for httpx that connects only to addresses it has resolved and checked itself.

The address that was checked is the one connected to, so a name that answers differently the next
time gains nothing; the certificate is still checked against the name.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import httpcore
import httpx

from thistledown.collect.address import Network, why_refused
from thistledown.collect.connector import FetchError

Resolver = Callable[[str, int], Sequence[str]]


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Every IP address the system's resolver gives for a host.

    Raises:
        OSError: when there is none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedTransport(httpx.BaseTransport):
    """Sends each request over a connection of its own, to a checked address, within a deadline.

    Attributes:
        connected: IP address of the last connection, for the custody log.
    """

    def __init__(
        self,
        *,
        deadline: float,
        connect_seconds: float,
        resolver: Resolver,
        permitted_networks: Sequence[Network],
        ssl_context: ssl.SSLContext,
    ) -> None:
        """Prepare a transport.

        Args:
            deadline: on the clock of `time.monotonic`; nothing is sent or read after it.
            connect_seconds: longest wait for name resolution and for each connection.
            resolver: gives the addresses of a host; all of them are checked.
            permitted_networks: networks connected to although they are not public; empty outside tests.
            ssl_context: which authorities are trusted.
        """
        self._backend = _CheckedBackend(deadline, connect_seconds, resolver, permitted_networks)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=1,
            max_keepalive_connections=0,
            http1=True,
            http2=False,
            network_backend=self._backend,
        )

    @property
    def connected(self) -> str:
        """IP address of the last connection; "" when there was none."""
        return self._backend.connected

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the response's body is still to be read.

        Raises:
            FetchError: when the host's address is refused or cannot be found.
            httpcore.TimeoutException: when the deadline passed or the connection stayed silent.
            httpcore.NetworkError: when the connection failed or broke.
            httpcore.ProtocolError: when the server does not speak HTTP.
        """
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status, headers=response.headers, stream=_Body(response), request=request
        )

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _CheckedBackend(httpcore.NetworkBackend):
    def __init__(
        self, deadline: float, connect_seconds: float, resolver: Resolver, permitted: Sequence[Network]
    ) -> None:
        self._deadline = deadline
        self._connect_seconds = connect_seconds
        self._resolver = resolver
        self._permitted = permitted
        self._sockets = httpcore.SyncBackend()
        self.connected = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check every address, and connect to the first that answers."""
        failed: Exception | None = None
        for address in self._checked(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, timeout=self._left(), socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            self.connected = address
            return _DeadlineStream(stream, self._deadline)
        raise failed or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Refused: nothing on this machine is a web page."""
        raise httpcore.ConnectError("sockets of this machine are not connected to")

    def sleep(self, seconds: float) -> None:
        """Wait between tries of a connection."""
        time.sleep(min(seconds, max(0.0, self._deadline - time.monotonic())))

    def _left(self) -> float:
        left = min(self._connect_seconds, self._deadline - time.monotonic())
        if left <= 0:
            raise httpcore.ConnectTimeout("the time for this address is used up")
        return left

    def _checked(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolved(host, port)
        if not addresses:
            raise FetchError(f"there is no host named {host}", "check the spelling of the address")
        for address in addresses:
            reason = why_refused(address, self._permitted)
            if reason:
                raise FetchError(
                    f"{host} leads to {address}, {reason}, which is never fetched",
                    "check the address; only public web pages are fetched",
                )
        return addresses

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        """Ask the resolver in a thread of its own, for it knows no time limit."""
        answer: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self._resolver(host, port))
            except Exception as error:
                answer.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answer.get(timeout=self._left())
        except queue.Empty:
            raise httpcore.ConnectTimeout(f"looking up {host} took too long") from None
        if isinstance(found, Exception):
            raise FetchError(
                f"there is no host named {host}, or it cannot be looked up",
                "check its spelling and your connection",
            ) from found
        return found


class _DeadlineStream(httpcore.NetworkStream):
    """A connection on which no single byte arrives after the deadline: slow drips end too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this address is used up")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _DeadlineStream(
            self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
