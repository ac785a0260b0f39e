"""robots.txt, read as RFC 9309 says: groups by user agent, the longest matching rule counts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_LONGEST = 512 * 1024
_MOST_RULES = 5_000
_MOST_STARS = 10


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site asks of one robot.

    Attributes:
        rules: (path pattern, allowed), as written.
        delay: seconds between requests that the site asks for; None where it names none.
    """

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Whether an address of the site may be fetched; /robots.txt itself always may."""
        parts = urlsplit(url)
        path = _plain(parts.path or "/") + (f"?{_plain(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        longest, allowed = -1, True
        for pattern, allows in self.rules:
            if (
                len(pattern) < longest
                or (len(pattern) == longest and not allows)
                or not _matches(pattern, path)
            ):
                continue
            longest, allowed = len(pattern), allows
        return allowed


EVERYTHING = Rules()
NOTHING = Rules(rules=(("/", False),))


def parse_robots(content: bytes, robot: str) -> Rules:
    """Read robots.txt for one robot.

    Args:
        content: the file; what lies beyond 512 kB is not looked at.
        robot: the product name of the user agent ("Thistledown"), compared without regard to case.

    Returns:
        The rules of the groups that name the robot, or else of those for every robot ("*").
    """
    groups: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    named: list[str] = []
    in_rules = False
    for line in content[:_LONGEST].decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                named, in_rules = [], False
            named.append(value.partition("/")[0].strip().lower())
            groups.setdefault(named[-1], ([], []))
            continue
        if key not in {"allow", "disallow", "crawl-delay"}:
            continue
        in_rules = True
        for name in named:
            rules, delays = groups[name]
            if key == "crawl-delay":
                delays += _seconds(value)
            elif value and len(rules) < _MOST_RULES and value.count("*") <= _MOST_STARS:
                rules.append((_plain(value), key == "allow"))
    rules, delays = groups.get(robot.lower()) or groups.get("*") or ([], [])
    return Rules(tuple(rules), max(delays) if delays else None)


def _seconds(value: str) -> list[float]:
    try:
        seconds = float(value)
    except ValueError:
        return []
    return [min(seconds, 86_400.0)] if seconds >= 0 else []


def _plain(path: str) -> str:
    """A path with the same escapes however it was written."""
    return quote(unquote(path, errors="replace"), safe="/*$?=&%:@!'()+,;~-._")


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern with * and a closing $ matches from the start; linear, it never backtracks."""
    closed = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not closed or at == len(path)
    *middle, last = rest
    for piece in middle:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if closed:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0
