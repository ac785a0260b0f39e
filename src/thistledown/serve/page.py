"""One request for a page: which record, as known when, and how to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from jinja2 import Environment
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from thistledown import __version__
from thistledown.casebook.clock import parse_as_of, stamp
from thistledown.casebook.record import Casebook
from thistledown.casebook.view import View
from thistledown.serve.shelf import Shelf
from thistledown.serve.sources import Sources
from thistledown.serve.words import Words

T = TypeVar("T")

MOST_PAGES = 100_000


class BadRequestError(Exception):
    """The address asks for something that makes no sense; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share."""

    casebook: Casebook
    templates: Environment
    shelf: Shelf
    words: Words
    style: str


class Page:
    """One request. Reads go through `view`; every link made by `to` carries the "as known on" date."""

    def __init__(self, site: Site, request: Request, *, as_of: str | None = None) -> None:
        self.site = site
        self.request = request
        self.as_of = as_of
        self.view: View = site.casebook.view(None if as_of is None else moment_of(as_of))
        self.path: str = request.scope["path"]

    @classmethod
    def asked(cls, site: Site, request: Request) -> Page:
        """The page of a request.

        Raises:
            BadRequestError: when its `as_of` is no date.
        """
        return cls(site, request, as_of=request.query_params.get("as_of", "").strip() or None)

    def ask(self, name: str, most: int = 200) -> str:
        """A parameter of the address, without space around it; "" when absent.

        Raises:
            BadRequestError: when it is longer than `most` characters.
        """
        value = self.request.query_params.get(name, "").strip()
        if len(value) > most:
            raise BadRequestError(f"{name} is longer than {most} characters; shorten it and ask again")
        return value

    def ask_number(self, name: str, default: int, most: int = MOST_PAGES) -> int:
        """A parameter that counts from 1.

        Raises:
            BadRequestError: when it is no such number.
        """
        value = self.ask(name, 20)
        if not value:
            return default
        if not (value.isascii() and value.isdigit()) or not 1 <= int(value) <= most:
            raise BadRequestError(f"{name} must be a number from 1 to {most}, not {value!r}")
        return int(value)

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def to(self, *parts: str, anchor: str = "", **query: str | int | None) -> str:
        """A link inside the site: `to("events", id, page=2)`; empty parameters are left out."""
        path = "/" + "/".join(quote(part, safe="") for part in parts)
        return path + self._tail(query) + ("#" + quote(anchor) if anchor else "")

    def here(self, **changed: str | int | None) -> str:
        """This page with other parameters; None takes one away."""
        query: dict[str, str | int | None] = {
            name: value for name, value in self.request.query_params.items() if name not in ("as_of", "token")
        }
        return self.action + self._tail({**query, **changed})

    def _tail(self, query: Mapping[str, str | int | None]) -> str:
        pairs = {name: str(value) for name, value in query.items() if value not in (None, "")}
        if self.as_of and "as_of" not in query:
            pairs["as_of"] = self.as_of
        return "?" + urlencode(pairs) if pairs else ""

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Something worked out from the view, kept until the record changes."""
        moment = self.view.as_of.moment
        when = None if moment is None else stamp(moment)
        return self.site.shelf.get((self.newest_entry, when, name), make)

    @cached_property
    def newest_entry(self) -> int:
        """The state of the record that this page shows."""
        return self.view.newest_entry()

    @property
    def action(self) -> str:
        """Where a form leads back to this page; two slashes at the start would lead to another host."""
        return "/" + quote(self.path.lstrip("/"))

    @property
    def section(self) -> str:
        """The first part of the path, which names the section."""
        return self.path.strip("/").split("/")[0]

    @cached_property
    def sources(self) -> Sources:
        """Sources with their grades."""
        return self.kept("sources", lambda: Sources.of(self.view))

    def show(self, template: str, status: int = 200, **given: Any) -> HTMLResponse:
        """Answer with a page made from a template."""
        text = self.site.templates.get_template(template).render(
            page=self,
            site=self.site,
            settings=self.site.casebook.settings,
            words=self.site.words,
            to=self.to,
            here=self.here,
            query=_others(self.request.query_params),
            version=__version__,
            **given,
        )
        # A lone surrogate cannot be sent; `visible` has written out those in data.
        return HTMLResponse(text.encode("utf-8", "replace"), status)


def moment_of(as_of: str) -> datetime:
    """The instant that an `as_of` of an address means.

    Raises:
        BadRequestError: when it is no date, or one that no record can have.
    """
    try:
        if len(as_of) > 40:
            raise ValueError("that is too long for a date")
        moment = parse_as_of(as_of)
        if not 1900 <= moment.year <= 9000:
            raise ValueError(f"the record has nothing to say of the year {moment.year}")
        stamp(moment)
    except (ValueError, OverflowError) as error:
        raise BadRequestError(
            f"“as known on” needs a day such as 2025-06-30, not {as_of[:40]!r} ({error})"
        ) from None
    return moment


def _others(query: Mapping[str, str]) -> list[tuple[str, str]]:
    """The parameters that a form must carry along."""
    return [(name, value) for name, value in query.items() if name not in ("as_of", "token", "page")]


def safe(text: str) -> Markup:
    """Mark markup that was put together from escaped pieces."""
    return Markup(text)  # noqa: S704 - only called with markup made by this package
