"""Fetching addresses: safe (`fetch_transport`), polite (robots.txt, pauses, Retry-After) and bounded."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin

import certifi
import httpcore
import httpx

from thistledown.casebook.clock import now
from thistledown.collect.address import Address, Network, parse_address
from thistledown.collect.connector import Fetched, FetchError
from thistledown.collect.fetch_body import read_body
from thistledown.collect.fetch_cache import FetchCache, Kept
from thistledown.collect.fetch_status import StatusError, problem_of
from thistledown.collect.fetch_transport import CheckedTransport, Resolver, system_resolver
from thistledown.collect.limits import Limits
from thistledown.collect.robots import EVERYTHING, NOTHING, Rules, parse_robots
from thistledown.collect.taking import TAKING

ROBOT = "Thistledown"
USER_AGENT = f"{ROBOT}/0.1 (+research; reads robots.txt; one request at a time)"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_LATER = frozenset((429, 503))
_SITES_KEPT = 10_000
_ROBOTS_BYTES = 2 * 2**20


class WebFetcher:
    """Gets addresses one at a time. Not for use by several threads at once."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        cache: Path | None = None,
        user_agent: str = USER_AGENT,
        permitted_networks: Sequence[Network] = (),
        resolver: Resolver = system_resolver,
        ssl_context: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], datetime] = now,
        say: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """Prepare a fetcher.

        Args:
            limits: bounds of size, time, redirects and waits.
            cache: folder for what is remembered between runs; None remembers nothing on disk.
            user_agent: what the fetcher calls itself; robots.txt is read for its product name.
            permitted_networks: networks fetched from although they are not public. For tests on this
                machine; nothing outside this argument sets it.
            resolver: gives the IP addresses of a host; each is checked.
            ssl_context: trusted authorities; None for certifi's.
            sleep: waits the polite pauses.
            clock: gives the instant of a fetch, with its time zone.
            say: takes a line when a pause is long.
        """
        self._limits = limits or Limits()
        self._cache = FetchCache(cache) if cache else None
        self._user_agent = user_agent
        self._robot = user_agent.partition("/")[0]
        self._permitted = tuple(permitted_networks)
        self._resolver = resolver
        self._ssl = ssl_context or ssl.create_default_context(cafile=certifi.where())
        self._sleep = sleep
        self._clock = clock
        self._say = say
        self._rules: dict[str, Rules] = {}
        self._asked: dict[str, float] = {}

    def get(self, url: str) -> Fetched:
        """Fetch one address with its redirects.

        Raises:
            FetchError: saying what was wrong and what to do.
        """
        return self._follow(parse_address(url), polite=True, budget=_Budget(self._limits.total_seconds))

    def _follow(self, address: Address, *, polite: bool, budget: _Budget) -> Fetched:
        path = [address.url]
        downgraded = False
        while True:
            if polite:
                self._ask_robots(address, budget)
            answer = self._patient(address, budget)
            target = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not target:
                return self._fetched(address, answer, path, downgraded)
            following = parse_address(urljoin(address.url, _visible(target)))
            downgraded = downgraded or (address.scheme, following.scheme) == ("https", "http")
            if following.url in path:
                raise FetchError(
                    TAKING("circle", url=following.url),
                    TAKING("do_browser"),
                )
            if len(path) > self._limits.redirects:
                raise FetchError(
                    TAKING("redirects", n=self._limits.redirects),
                    TAKING("do_final"),
                )
            path.append(following.url)
            address = following

    def _patient(self, address: Address, budget: _Budget) -> _Answer:
        """Ask until there is an answer other than "later", or the tries are used up."""
        for left in range(self._limits.tries - 1, -1, -1):
            self._pause(address)
            try:
                answer = self._ask(address, budget)
            except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
                if left and budget.left() > 0 and not isinstance(error, httpcore.ProtocolError):
                    continue
                raise _network_problem(address, error, budget) from error
            finally:
                self._remember(address)
            if answer.status not in _LATER or not left:
                return answer
            self._wait(address, _seconds_to_wait(answer, self._clock(), self._limits.tries - left))
        raise FetchError("it was not tried at all", "set the limit of tries to at least 1")

    def _ask(self, address: Address, budget: _Budget) -> _Answer:
        kept = self._cache.get(address.url) if self._cache else None
        headers = {
            "User-Agent": self._user_agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf,application/rss+xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        if kept and kept.etag:
            headers["If-None-Match"] = kept.etag
        if kept and kept.modified:
            headers["If-Modified-Since"] = kept.modified
        limits = self._limits
        transport = CheckedTransport(
            deadline=budget.deadline(),
            connect_seconds=limits.connect_seconds,
            resolver=self._resolver,
            permitted_networks=self._permitted,
            ssl_context=self._ssl,
        )
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), limits.read_seconds)
        request = httpx.Request("GET", address.url, headers=headers, extensions={"timeout": timeouts})
        with budget, transport:
            response = transport.handle_request(request)
            try:
                body = b""
                if response.status_code == 200:
                    body = read_body(
                        response.stream,  # type: ignore[arg-type]
                        response.headers.get("content-encoding", ""),
                        wire_bytes=limits.wire_bytes,
                        page_bytes=limits.page_bytes,
                    )
            finally:
                response.close()
        seen = {name.lower(): _visible(value) for name, value in response.headers.items()}
        answer = _Answer(response.status_code, seen, body, transport.connected)
        if answer.status == 304 and kept:
            unchanged = {**seen, "content-type": kept.content_type}
            return _Answer(200, unchanged, kept.content, transport.connected, unchanged=True)
        if answer.status == 200 and self._cache and (seen.get("etag") or seen.get("last-modified")):
            entry = Kept(
                seen.get("etag", ""), seen.get("last-modified", ""), seen.get("content-type", ""), body
            )
            self._cache.put(address.url, entry)
        return answer

    def _fetched(self, address: Address, answer: _Answer, path: Sequence[str], downgraded: bool) -> Fetched:
        if answer.status != 200:
            raise problem_of(answer.status)
        if not answer.body:
            raise StatusError(200, TAKING("empty"), TAKING("do_login"))
        stated = answer.headers.get("content-type", "")
        charset = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", stated, re.IGNORECASE)
        detail = {"http_status": str(answer.status), "ip_address": answer.connected}
        if answer.unchanged:
            detail["unchanged"] = "the server confirmed that the kept copy is current"
        if len(path) > 1:
            detail["redirects"] = " -> ".join(path)
        if downgraded:
            detail["downgraded"] = (
                "a redirect led from https to http, so the page could have been altered on its way"
            )
        for name in ("content-type", "etag", "last-modified", "date", "content-encoding", "content-language"):
            if name in answer.headers:
                detail[name] = answer.headers[name][:300]
        return Fetched(
            url=address.url,
            content=answer.body,
            label=stated.partition(";")[0].strip().lower(),
            charset=charset[1] if charset else None,
            fetched_at=self._clock(),
            detail=detail,
        )

    # Politeness

    def _ask_robots(self, address: Address, budget: _Budget) -> None:
        rules = self._rules.get(address.site)
        if rules is None:
            rules = self._read_robots(address, budget)
            if len(self._rules) >= _SITES_KEPT:
                self._rules.pop(next(iter(self._rules)))
            self._rules[address.site] = rules
        if rules is NOTHING:
            raise FetchError(
                TAKING("robots_fail", host=address.host),
                TAKING("do_later_or_save"),
            )
        if not rules.allows(address.url):
            raise FetchError(
                TAKING("robots", host=address.host),
                TAKING("do_save"),
            )

    def _read_robots(self, address: Address, budget: _Budget) -> Rules:
        """RFC 9309: no such file allows everything, a failing server nothing."""
        robots = parse_address(urljoin(address.url, "/robots.txt"))
        try:
            fetched = self._follow(robots, polite=False, budget=budget)
        except StatusError as error:
            return NOTHING if error.status >= 500 or error.status == 429 else EVERYTHING
        return parse_robots(fetched.content[:_ROBOTS_BYTES], self._robot)

    def _remember(self, address: Address) -> None:
        if len(self._asked) >= _SITES_KEPT:
            self._asked.pop(next(iter(self._asked)))
        self._asked[address.host] = time.monotonic()

    def _pause(self, address: Address) -> None:
        rules = self._rules.get(address.site)
        delay = max(self._limits.host_delay_seconds, (rules.delay if rules else None) or 0.0)
        last = self._asked.get(address.host)
        if last is not None:
            self._wait(address, last + delay - time.monotonic())

    def _wait(self, address: Address, seconds: float) -> None:
        if seconds <= 0:
            return
        if seconds > self._limits.wait_seconds:
            raise FetchError(
                TAKING("wait", host=address.host, n=seconds),
                TAKING("do_again"),
            )
        if seconds > 3:
            self._say(f"waiting {seconds:.0f} s for {address.host}")
        self._sleep(seconds)


class _Answer:
    """What one request brought."""

    __slots__ = ("body", "connected", "headers", "status", "unchanged")

    def __init__(
        self, status: int, headers: Mapping[str, str], body: bytes, connected: str, *, unchanged: bool = False
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.connected = connected
        self.unchanged = unchanged


class _Budget:
    """Seconds of network time for one address; polite pauses are not counted."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._begun: float | None = None

    def left(self) -> float:
        """Seconds left."""
        return self._left

    def deadline(self) -> float:
        """When they are used up, on the clock of `time.monotonic`, if they run from now on."""
        return time.monotonic() + self._left

    def __enter__(self) -> None:
        self._begun = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._left -= time.monotonic() - (self._begun or time.monotonic())


def _visible(value: str) -> str:
    return "".join(character for character in value if character.isprintable())[:4096]


def _seconds_to_wait(answer: _Answer, moment: datetime, tried: int) -> float:
    asked = answer.headers.get("retry-after", "")
    if re.fullmatch(r"\d{1,9}", asked):
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
    except (ValueError, TypeError):
        return float(2**tried)
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - moment).total_seconds())


def _network_problem(address: Address, error: Exception, budget: _Budget) -> FetchError:
    if isinstance(error, httpcore.TimeoutException):
        if budget.left() <= 0:
            return FetchError(TAKING("too_long", host=address.host), TAKING("do_later"))
        return FetchError(TAKING("no_answer", host=address.host), TAKING("do_later"))
    if isinstance(error, httpcore.ProtocolError):
        return FetchError(TAKING("protocol", host=address.host), TAKING("do_later"))
    if isinstance(error.__cause__ or error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error).upper():
        return FetchError(
            TAKING("certificate", host=address.host),
            TAKING("do_trust"),
        )
    return FetchError(TAKING("unreachable", host=address.host), TAKING("do_connection"))
