"""The application: which address leads to which page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.casebook.record import Casebook
from thistledown.publish.export import UnknownExportError
from thistledown.serve import (
    claim_pages,
    event_pages,
    export_pages,
    overview,
    record_pages,
    registry_pages,
    report_pages,
)
from thistledown.serve.guard import SECURE_HEADERS, Guard, check_token
from thistledown.serve.page import BadRequestError, Page, Site
from thistledown.serve.shelf import Shelf
from thistledown.serve.visible import outward, visible
from thistledown.serve.words import Words

STATIC = Path(__file__).parent / "static"

Handler = Callable[[Page], Response]

# Ids may hold slashes, so each takes the rest of the path.
ROUTES: tuple[tuple[str, Handler], ...] = (
    ("/", overview.overview),
    ("/events", event_pages.events),
    ("/events/{id:path}", event_pages.event),
    ("/claims/{id}", claim_pages.claim),
    ("/reports", report_pages.reports),
    ("/reports/{id}/marks.css", report_pages.marks_style),
    ("/reports/{id}", report_pages.report_page),
    ("/captures/{sha256}", report_pages.capture),
    ("/sources", registry_pages.sources),
    ("/sources/{id:path}", registry_pages.source),
    ("/actors", registry_pages.actors),
    ("/actors/{id:path}", registry_pages.actor),
    ("/places", registry_pages.places),
    ("/places/{country}", registry_pages.place),
    ("/codebook", record_pages.codebook),
    ("/search", record_pages.search),
    ("/journal", record_pages.journal),
    ("/export", export_pages.export_list),
    ("/export/{name}", export_pages.export_file),
    ("/health", record_pages.health),
)


def create_app(casebook: Casebook, *, token: str | None = None, hosts: Collection[str] = ()) -> Starlette:
    """The pages of one casebook as an ASGI application.

    Args:
        casebook: an open casebook; it is read, and its custody log is written on downloads.
        token: when given, every request must show it once (`?token=`) and a cookie then.
        hosts: names beside `localhost` and numeric addresses under which it answers.

    Raises:
        ValueError: when the token is too short.
    """
    if token is not None:
        check_token(token)
    style = (STATIC / "style.css").read_bytes()
    site = Site(casebook, _templates(), Shelf(), Words(), hashlib.sha256(style).hexdigest()[:12])

    def not_found(request: Request, _: Exception) -> Response:
        return _problem(site, request, 404, "There is no such page", f"Nothing stands at {request.url.path}.")

    def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        told = str(error.detail) if isinstance(error, HTTPException) else "This cannot be answered."
        return _problem(site, request, status, "This cannot be answered", told)

    def failed(request: Request, _: Exception) -> Response:
        answer = _problem(
            site,
            request,
            500,
            "Something went wrong here",
            "The server's own output says what. The record is unharmed: pages only read it.",
        )
        # This answer is made outside the guard.
        for name, value in SECURE_HEADERS.items():
            answer.headers[name] = value
        return answer

    def warm() -> None:
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
        overview.overview(Page(site, Request(scope)))

    app = Starlette(
        routes=[
            *(Route(path, _endpoint(site, handler), methods=["GET"]) for path, handler in ROUTES),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, token=token, hosts=hosts)],
        exception_handlers={404: not_found, HTTPException: refused, Exception: failed},
    )
    # Works out what the first page needs, so that whoever opens it need not wait.
    app.state.warm = warm
    return app


def _endpoint(site: Site, handler: Handler) -> Callable[[Request], Response]:
    # Not a coroutine, so that Starlette runs it in a thread: reads from the record block.
    def endpoint(request: Request) -> Response:
        try:
            return handler(Page.asked(site, request))
        except BadRequestError as error:
            return _problem(
                site, request, 400, "The address asks for something that makes no sense", str(error)
            )
        except (UnknownIdError, UnknownExportError) as error:
            return _problem(site, request, 404, "The record has nothing here", str(error))
        except CasebookError as error:
            return _problem(site, request, 500, "Something is wrong with the casebook", str(error))

    return endpoint


def _problem(site: Site, request: Request, status: int, title: str, told: str) -> Response:
    page = Page(site, request)
    return page.show("problem.html", status, title=title, told=told)


def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("thistledown.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["outward"] = outward
    return environment


def _finalize(value: object) -> object:
    """What every output goes through before it is escaped: deceptive characters are written out."""
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    return visible(value) if isinstance(value, str) else value
