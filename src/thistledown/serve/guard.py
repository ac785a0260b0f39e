"""Who may ask, and what every answer carries: host check, token, and the headers that keep pages inert."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "thistledown"
TOKEN_LENGTH = 16

SECURE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


class Guard:
    """Wraps the application: refuses strangers, adds the headers to every answer.

    A page on the internet can make a browser ask a loopback server under a name of its own (DNS
    rebinding); so only numeric addresses, `localhost` and the names given are answered, and without a token
    only loopback ones.
    """

    def __init__(self, app: ASGIApp, *, token: str | None = None, hosts: Collection[str] = ()) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(name.lower() for name in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURE_HEADERS.items():
                    headers[name] = value
                if request.url.path.startswith("/captures/"):
                    headers["content-security-policy"] = "default-src 'none'; sandbox"
                headers.setdefault("cache-control", "no-store" if self._token else "no-cache")
            await send(message)

        request = Request(scope)
        answer = self._refusal(request) or self._admission(request)
        await (answer or self._app)(scope, receive, guarded)

    def _refusal(self, request: Request) -> Response | None:
        given = request.headers.getlist("host")
        if len(given) != 1 or not self._known(given[0]):
            return PlainTextResponse(
                "This server does not answer under that name. Open it by the address it printed when it "
                "started, for instance http://127.0.0.1:8765/.\n",
                421,
            )
        if request.method not in ("GET", "HEAD", "OPTIONS") and not _from_here(request, given[0]):
            return PlainTextResponse(
                "Only the app's own pages may change the record; this was asked from another site.\n", 403
            )
        return None

    def _known(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") and ":" in host else host
        name = name.strip("[]").rstrip(".").lower()
        if name == "localhost" or name in self._hosts:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or self._token is not None

    def _admission(self, request: Request) -> Response | None:
        if self._token is None:
            return None
        pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        offered = [value for name, value in pairs if name == "token"]
        if offered and request.method in ("GET", "HEAD"):
            if not _same(offered[0], self._token):
                return _asked()
            rest = urlencode([(name, value) for name, value in pairs if name != "token"])
            # A path that begins with two slashes would lead to another host.
            path = "/" + request.scope["path"].lstrip("/\\")
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(
                COOKIE,
                _pass(self._token),
                httponly=True,
                samesite="lax",
                secure=request.url.scheme == "https",
            )
            return answer
        if _same(_cookie(request), _pass(self._token)):
            return None
        return _asked()


def check_token(token: str) -> None:
    """Refuse a token that is easily guessed.

    Raises:
        ValueError: when it is too short, or has characters that do not travel in an address.
    """
    if len(token) < TOKEN_LENGTH or not token.isascii() or not token.isprintable() or " " in token:
        raise ValueError(
            f"the token must have at least {TOKEN_LENGTH} letters or digits and no spaces; make one with "
            "`python -c 'import secrets; print(secrets.token_urlsafe())'`"
        )


def _from_here(request: Request, host: str) -> bool:
    """Whether a request that changes something comes from our own pages, or from no page at all.

    Browsers say where a request comes from (Fetch Metadata, and Origin on every unsafe method); a program
    that is no browser says neither, and is not led astray by other people's pages.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or origin in (f"http://{host}", f"https://{host}")


def _pass(token: str) -> str:
    """What the cookie holds: proof of the token, not the token itself."""
    return hmac.new(token.encode(), b"thistledown pages", hashlib.sha256).hexdigest()


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode("utf-8", "replace"), right.encode("utf-8", "replace"))


def _cookie(request: Request) -> str:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _asked() -> Response:
    return PlainTextResponse(
        "These pages ask for a token. Open the address with ?token=… that was printed when the server "
        "started; the browser then remembers it.\n",
        401,
    )
