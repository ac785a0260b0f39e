"""What addresses tell: pages under two addresses, mirror and staging hosts, hosts of one owner."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from thistledown.codebook.registry import registry
from thistledown.codebook.sources import host_of

# Hosts under these belong to whoever rents them, not to one owner.
_RENTED_LISTED = (
    "blogspot.com wordpress.com substack.com medium.com azurewebsites.net amplifyapp.com github.io "
    "netlify.app vercel.app herokuapp.com web.app pages.dev weebly.com wixsite.com livejournal.com "
    "tumblr.com over-blog.com cloudfront.net amazonaws.com t.me telegra.ph facebook.com x.com "
    "twitter.com youtube.com vk.com ok.ru dzen.ru news.google.com"
)
_RENTED = frozenset(_RENTED_LISTED.split())
_SECOND_LEVEL_LISTED = "co com org net gov edu ac or go ne gob gouv mil"
_SECOND_LEVEL = frozenset(_SECOND_LEVEL_LISTED.split())
# First labels of hosts that carry the same pages as the host without them.
_STAGING_LISTED = "www amp m mobile test dev clone staging stage beta preview old new wp cdn main mirror"
_STAGING = frozenset(_STAGING_LISTED.split())
_STAGING_SHAPE = re.compile(r"(?:dev|test|stag(?:e|ing)|clone|beta|preview)[-_]?\w{0,4}")
# Parts of a query that name no page.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|ref|source|rss|amp|m|share|s|igshid|mc_cid|mc_eid)", re.I)


@lru_cache(maxsize=100_000)
def family(url: str) -> str:
    """The domain of one owner that a page stands on: the last two labels, or three under co.uk and the like.

    Where hosts are rented out (blogspot.com) it is the host; "" for no address.
    """
    host = host_of(url)
    labels = host.split(".")
    if len(labels) <= 2:
        return host
    two, three = ".".join(labels[-2:]), ".".join(labels[-3:])
    if two in _RENTED or three in _RENTED:
        return host
    if labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2:
        return three
    return two


@lru_cache(maxsize=100_000)
def page_key(url: str) -> str:
    """What names the page on its host: path and telling query, without mirror marks; "" for a front page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = (
        re.sub(r"/(?:amp|feed|index\.\w{2,5})(?=/|$)|\.amp(?=\.|$)", "", unquote(parts.path))
        .rstrip("/")
        .lower()
    )
    query = sorted(
        f"{name.lower()}={value}"
        for name, value in parse_qsl(parts.query)
        if not _TRACKING.fullmatch(name) and name.lower() != "page"
    )
    return path + ("?" + "&".join(query) if query else "")


def same_page(first: str, second: str) -> bool:
    """Whether two addresses lead to one page: equal but for mirror marks, or one long path on two hosts."""
    key, other = page_key(first), page_key(second)
    if not key or key != other:
        return False
    return bare_host(first) == bare_host(second) or (
        len(key) >= 16 and any(c.isdigit() or c == "-" for c in key)
    )


@lru_cache(maxsize=100_000)
def bare_host(url: str) -> str:
    """The host without www, amp, test, clone and the like before it."""
    labels = host_of(url).split(".")
    while len(labels) > 2 and (labels[0] in _STAGING or _STAGING_SHAPE.fullmatch(labels[0])):
        labels = labels[1:]
    return ".".join(labels)


def is_mirror(url: str) -> bool:
    """Whether the host looks like a mirror or staging copy of another."""
    host = host_of(url)
    first = host.partition(".")[0]
    return (
        bare_host(url) != host and first not in {"www", "m", "amp", "mobile", "new"}
    ) or "amplifyapp" in host


def stands_under(url: str | None, other: str | None) -> bool:
    """Whether a page's host is a part of another page's: niger.example.com under example.com."""
    if not url or not other:
        return False
    host, above = bare_host(url), bare_host(other)
    return bool(above) and above.count(".") > 0 and host.endswith("." + above) and above not in _RENTED


def shared_owner(first: str | None, second: str | None) -> str | None:
    """The network or domain that owns both pages; None where it is not known to be one owner."""
    if not first or not second:
        return None
    mine, other = network_of(first), network_of(second)
    if mine is not None and mine == other:
        return mine
    one = family(first)
    return one if one and one == family(second) else None


@lru_cache(maxsize=100_000)
def network_of(url: str) -> str | None:
    """The network in the registry that a page's source belongs to."""
    source = registry().source_for_host(host_of(url))
    return source.network if source else None
