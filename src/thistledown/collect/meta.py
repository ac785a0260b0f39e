"""What a page says about itself: title, outlet, kind of author, language; never a person's name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from thistledown.collect.html_tokens import Token
from thistledown.collect.outlets import author_kind_of

_MOST = 400
_LONGEST_JSON = 2_000_000
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|SocialMediaPosting|WebPage", re.IGNORECASE)
_GROUPS = {"Organization", "NewsMediaOrganization", "GovernmentOrganization", "Corporation", "NGO"}


@dataclass(slots=True, eq=False)
class PageFacts:
    """Collects, start tag by start tag, what a page says about itself; `watch` is given to `read_blocks`.

    Attributes:
        metas: content of meta elements by lower-case name or property; the first of a name counts.
        title: content of the title element.
        stated_language: `lang` of the html element.
        canonical: address of the page as it states it.
        base: base address for relative links.
        times: `datetime` of time elements, with their place in the page.
        json_ld: the objects of JSON-LD scripts.
    """

    text: str
    metas: dict[str, str] = field(default_factory=dict)
    title: str = ""
    stated_language: str = ""
    canonical: str = ""
    base: str = ""
    times: list[tuple[int, str]] = field(default_factory=list)
    json_ld: list[dict[str, Any]] = field(default_factory=list)
    _script: bool = False

    def watch(self, token: Token, attributes: dict[str, str]) -> None:
        """Look at one start tag, or at the raw text of a title or script."""
        if token.kind == "raw":
            self._raw(token)
        elif token.name == "meta":
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            ).lower()
            content = attributes.get("content", "").strip()
            if name and content and len(self.metas) < _MOST:
                self.metas.setdefault(name, content)
        elif token.name == "html":
            self.stated_language = self.stated_language or attributes.get(
                "lang", attributes.get("xml:lang", "")
            )
        elif token.name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self.canonical = self.canonical or attributes.get("href", "").strip()
        elif token.name == "base":
            self.base = self.base or attributes.get("href", "").strip()
        elif token.name == "time" and "datetime" in attributes and len(self.times) < _MOST:
            self.times.append((token.start, attributes["datetime"].strip()))
        elif token.name == "script":
            self._script = attributes.get("type", "").strip().lower() == "application/ld+json"

    def _raw(self, token: Token) -> None:
        if token.name == "title" and not self.title:
            self.title = " ".join(
                unescape(self.text[token.start : min(token.end, token.start + 2000)]).split()
            )
        elif token.name == "script" and self._script and token.end - token.start < _LONGEST_JSON:
            self.json_ld += _objects(self.text[token.start : token.end])

    @property
    def article(self) -> dict[str, Any]:
        """The JSON-LD object that describes the page itself; {} when there is none."""
        for wanted in ("Article|BlogPosting|Report|SocialMediaPosting", "WebPage"):
            for one in self.json_ld:
                if any(re.search(wanted, kind) for kind in _types(one)) and (
                    "datePublished" in one or "headline" in one
                ):
                    return one
        return {}


def _objects(script: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(script.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip(), strict=False)
    except (ValueError, RecursionError):
        return []
    return list(_flat(found, 0))[:200]


def _flat(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for one in value[:200]:
            yield from _flat(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flat(value.get(key), depth + 1)


def _types(one: dict[str, Any]) -> list[str]:
    kinds = one.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _words(value: object) -> str:
    """A string of JSON-LD on one line, references undone; "" for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(unescape(value).split())[:500] if isinstance(value, str) else ""


def title_of(facts: PageFacts, heading: str | None) -> str | None:
    """The headline: JSON-LD, og:title, the first h1, the title element without the outlet's name."""
    outlet = outlet_of(facts, None) or ""
    for found in (
        _words(facts.article.get("headline")),
        facts.metas.get("og:title", ""),
        heading or "",
        facts.title,
    ):
        title = " ".join(found.split())[:500]
        if title:
            return _without_outlet(title, outlet, facts)
    return None


def _without_outlet(title: str, outlet: str, facts: PageFacts) -> str:
    for dash in (" | ", " - ", " – ", " — ", " :: ", " » "):
        front, found, tail = title.rpartition(dash)
        if found and front and outlet and tail.strip().casefold() == outlet.casefold():
            return front.strip()
    return title


def outlet_of(facts: PageFacts, url: str | None) -> str | None:
    """The outlet as the page names it: og:site_name, JSON-LD publisher, application name, else its host."""
    publisher = facts.article.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    named = _words(publisher) if not (isinstance(publisher, dict) and "Person" in _types(publisher)) else ""
    for found in (
        facts.metas.get("og:site_name", ""),
        named,
        facts.metas.get("application-name", ""),
        facts.metas.get("dc.publisher", ""),
    ):
        if found.strip():
            return " ".join(found.split())[:200]
    return host_of(url)


def host_of(url: str | None) -> str | None:
    """The host of an address without "www."; None where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def author_kind(facts: PageFacts, url: str | None) -> str:
    """Who put the page out, as a kind: newsroom, news-agency, office, account, organisation or unknown."""
    article = facts.article
    kinds = _types(article)
    authors = article.get("author")
    author = authors[0] if isinstance(authors, list) and authors else authors
    group = _words(author) if isinstance(author, dict) and set(_types(author)) & _GROUPS else ""
    publisher = article.get("publisher")
    return author_kind_of(
        host=host_of(url) or "",
        names=(group, outlet_of(facts, None) or ""),
        news="NewsArticle" in kinds or "ReportageNewsArticle" in kinds or "article:section" in facts.metas,
        government=isinstance(publisher, dict) and "GovernmentOrganization" in _types(publisher),
        group=bool(group),
    )


def language_of(facts: PageFacts) -> str | None:
    """The language the page states, as a primary tag ("ru"); None when it states none that has the form."""
    for stated in (
        facts.stated_language,
        facts.metas.get("og:locale", ""),
        facts.metas.get("content-language", ""),
        _words(facts.article.get("inLanguage")),
    ):
        tag = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", stated.strip())
        if tag:
            return tag[0].lower()
    return None


def address_of(facts: PageFacts, url: str | None) -> str | None:
    """The page's own address: the canonical one if it lies on the same site, else where it was found."""
    for stated in (facts.canonical, facts.metas.get("og:url", "")):
        address = web_address(stated, url)
        if address and (url is None or _site(address) == _site(url)):
            return address
    return url


def web_address(written: str, base: str | None) -> str | None:
    """An http or https address from a link as written, without its fragment; None for anything else."""
    written = "".join(written.split())[:4000]
    if not written or written.startswith("#"):
        return None
    try:
        address = urljoin(base or "", written)
        parts = urlsplit(address)
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
            return None
    except ValueError:
        return None
    return address.partition("#")[0]


def _site(url: str) -> str:
    return ".".join((host_of(url) or "").split(".")[-2:])
