"""A server that speaks the chat-completions protocol, as llama.cpp, vLLM, Ollama and others do.

The address is given by the person who runs the program, never by a document, and nothing but that address is
asked: redirects are not followed, proxies and credentials of the environment are not used.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx

URL = "THISTLEDOWN_MODEL_URL"
NAME = "THISTLEDOWN_MODEL_NAME"
KEY = "THISTLEDOWN_MODEL_KEY"
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
# How servers say that they do not know a way to ask for JSON; the same is then asked in the next way.
_NO_SCHEMA = frozenset({400, 422})


class EndpointError(Exception):
    """The model could not be asked; the message says what was wrong and what to do."""


@dataclass(frozen=True, slots=True)
class EndpointLimits:
    """What one question may cost.

    Attributes:
        connect_seconds: to reach the server.
        read_seconds: between two parts of its answer; a server that does not stream is silent while it works.
        total_seconds: for one try, answered in drips.
        tries: of one question, where the server is busy or fails.
        backoff_seconds: wait before the second try; doubled for each further one.
        wait_seconds: the longest wait a server's Retry-After is followed for.
        answer_bytes: of an answer's body.
        answer_tokens: the model may write.
    """

    connect_seconds: float = 5.0
    read_seconds: float = 180.0
    total_seconds: float = 300.0
    tries: int = 3
    backoff_seconds: float = 1.0
    wait_seconds: float = 30.0
    answer_bytes: int = 256 * 1024
    answer_tokens: int = 2_048


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked.

    Attributes:
        url: base address, with or without its "/v1".
        model: name of the model; empty: the only one the server lists.
        key: sent as bearer token; empty: none is sent.

    Raises:
        EndpointError: when the address is none that may be asked.
    """

    url: str
    model: str = ""
    key: str = field(default="", repr=False)
    limits: EndpointLimits = field(default_factory=EndpointLimits)

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", _base(self.url, bool(self.key)))
        if len(self.model) > 200 or not self.model.isprintable():
            raise EndpointError("the model's name is too long or has a control character in it; check it")
        if not (self.key.isascii() and (self.key.isprintable() or not self.key)):
            raise EndpointError(f"the key has characters that no key has; check {KEY}")

    @classmethod
    def from_environment(
        cls, url: str = "", model: str = "", limits: EndpointLimits | None = None
    ) -> Endpoint:
        """An endpoint of what is given and, for what is not, of the environment's variables.

        Raises:
            EndpointError: when neither gives an address, or it is none that may be asked.
        """
        url = url or os.environ.get(URL, "")
        if not url:
            raise EndpointError(f"there is no address of a model; give one, or set {URL}")
        return cls(
            url,
            model or os.environ.get(NAME, ""),
            os.environ.get(KEY, ""),
            limits or EndpointLimits(),
        )

    def named(self) -> str:
        """The model's name: as given, else the only one the server lists.

        Raises:
            EndpointError: when the server cannot be asked, or lists none or several.
        """
        if self.model:
            return self.model
        listed = _json(self._try("GET", "/models", None))
        rows = listed.get("data") if isinstance(listed, dict) else None
        names = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        known = [n for n in names if isinstance(n, str) and n and len(n) <= 200 and n.isprintable()]
        if len(known) != 1:
            raise EndpointError(
                f"the server lists {len(known)} models, so which one is meant must be said; "
                f"give its name with --model-name or set {NAME}"
            )
        return known[0]

    def ask(self, messages: Sequence[Mapping[str, str]], *, model: str, schema: Mapping[str, Any]) -> str:
        """The model's answer to one conversation, as text.

        Raises:
            EndpointError: when the server cannot be reached, refuses, fails, is too slow, or answers with
                something that is no completion.
        """
        body: dict[str, Any] = {
            "model": model,
            "messages": list(messages),
            "temperature": 0,
            "seed": 0,
            "max_tokens": self.limits.answer_tokens,
            "stream": False,
        }
        named = {"name": "proposals", "strict": True, "schema": dict(schema)}
        for way in (
            {"type": "json_schema", "json_schema": named},
            {"type": "json_object", "schema": dict(schema)},
        ):
            try:
                return _content(
                    _json(self._try("POST", "/chat/completions", {**body, "response_format": way}))
                )
            except _RefusedError as error:
                if error.status not in _NO_SCHEMA:
                    raise
            except _BusyError as error:
                # A server that fails over a format it does not know says 500, too.
                if error.status != 500:
                    raise
        return _content(_json(self._try("POST", "/chat/completions", body)))

    def _try(self, method: str, path: str, body: Mapping[str, Any] | None) -> bytes:
        wait = self.limits.backoff_seconds
        for left in reversed(range(max(self.limits.tries, 1))):
            try:
                return self._once(method, path, body)
            except _BusyError as error:
                if not left or (error.status == 500 and body is not None and "response_format" in body):
                    raise
                time.sleep(min(max(wait, error.after), self.limits.wait_seconds))
                wait *= 2
        raise AssertionError("a loop over one try or more returns or raises")

    def _once(self, method: str, path: str, body: Mapping[str, Any] | None) -> bytes:
        limits = self.limits
        timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds)
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        # A lone surrogate cannot be sent as UTF-8; as an escape it can.
        content = None if body is None else json.dumps(body, ensure_ascii=True).encode("ascii")
        if content is not None:
            headers["Content-Type"] = "application/json"
        try:
            with (
                httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client,
                client.stream(method, self.url + path, content=content, headers=headers) as response,
            ):
                self._check(response)
                return self._body(response)
        except httpx.ConnectError as error:
            raise _BusyError(
                f"nothing answers at {self.url}; start the server or correct the address"
            ) from error
        except httpx.TimeoutException as error:
            raise EndpointError(
                f"{self.url} did not answer in time; use a smaller model or a faster machine"
            ) from error
        except httpx.HTTPError as error:
            raise _BusyError(f"{self.url} broke off its answer; look at the server's log") from error

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if status == 200:
            return
        if status in _RETRIED:
            raise _BusyError(
                f"{self.url} answered {status} (busy or failing); try again, or look at its log",
                _seconds(response.headers.get("Retry-After", "")),
                status,
            )
        if 300 <= status < 400:
            raise _RefusedError(
                f"{self.url} answered {status}: redirects are not followed; give the final address", status
            )
        advice = {401: f"set {KEY}", 403: f"check {KEY}", 404: "check the address and the model's name"}
        raise _RefusedError(
            f"{self.url} answered {status}; {advice.get(status, 'look at the log of the server')}", status
        )

    def _body(self, response: httpx.Response) -> bytes:
        if response.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
            raise EndpointError(f"{self.url} packed its answer though asked not to; switch that off there")
        end = time.monotonic() + self.limits.total_seconds
        got = bytearray()
        for part in response.iter_raw():
            got += part
            if len(got) > self.limits.answer_bytes:
                raise EndpointError(
                    f"the answer of {self.url} is longer than {self.limits.answer_bytes} bytes"
                )
            if time.monotonic() > end:
                raise EndpointError(
                    f"{self.url} did not answer in time; use a smaller model or a faster machine"
                )
        return bytes(got)


class _BusyError(EndpointError):
    """Worth another try, after some seconds."""

    def __init__(self, message: str, after: float = 0.0, status: int = 0) -> None:
        super().__init__(message)
        self.after = after
        self.status = status


class _RefusedError(EndpointError):
    """The server answered with a status that another try will not change."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def _base(url: str, keyed: bool) -> str:
    if len(url) > 2_000 or _UNSAFE.search(url):
        raise EndpointError(
            "the model's address is too long or has a space or control character in it; check it"
        )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise EndpointError("the model's address is not well formed; check its host and port") from error
    if parts.scheme not in ("http", "https") or not host:
        raise EndpointError("the model's address must be like http://127.0.0.1:8080/v1; write it so")
    if "@" in parts.netloc:
        raise EndpointError(f"the model's address carries a password; leave it out and set {KEY}")
    if parts.query or parts.fragment:
        raise EndpointError("the model's address has a query or fragment; leave out what follows the path")
    if keyed and parts.scheme == "http" and not is_loopback(host):
        raise EndpointError(
            "the key would travel unencrypted; use an https address, or a server on this machine"
        )
    shown = f"[{host}]" if ":" in host else host
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return f"{parts.scheme}://{shown}{f':{port}' if port is not None else ''}{path or '/v1'}"


def is_loopback(host: str) -> bool:
    """Whether a host, as a person writes it, is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(written: str) -> float:
    return float(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 0.0


def _json(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise EndpointError(
            "the server's answer is not JSON in UTF-8; is it a chat-completions server?"
        ) from error


def _content(answer: Any) -> str:
    try:
        said = answer["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        said = None
    if not isinstance(said, str):
        raise EndpointError("the server's answer holds no message; is it a chat-completions server?")
    return said
