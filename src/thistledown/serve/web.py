"""The web app: the API, the built front end, and captured files as they were fetched."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from thistledown import __version__
from thistledown.casebook.record import Casebook
from thistledown.serve.api import captures, exports
from thistledown.serve.api.asked import Asked, Site
from thistledown.serve.api.chosen import sheet_of
from thistledown.serve.api.failures import PROBLEMS, answer_failures, nothing_at
from thistledown.serve.api.routers import ROUTERS
from thistledown.serve.guard import Guard, check_token

APP = Path(__file__).parent / "static" / "app"


def create_web(casebook: Casebook, *, token: str | None = None, hosts: Collection[str] = ()) -> FastAPI:
    """The web app of one casebook as an ASGI application.

    Args:
        casebook: an open casebook; it is written to by judgements and added reports alone.
        token: when given, every request must show it once (`?token=`) and a cookie then.
        hosts: names beside `localhost` and numeric addresses under which it answers.

    Raises:
        ValueError: when the token is too short.
    """
    if token is not None:
        check_token(token)
    app = FastAPI(
        title="Thistledown",
        version=__version__,
        description="A cited, weighed record of how armed-drone know-how spreads.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        middleware=[Middleware(Guard, token=token, hosts=hosts)],
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.site = Site(casebook)
    answer_failures(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api", responses=PROBLEMS)
    app.include_router(captures.downloads)
    app.include_router(exports.downloads)
    app.router.routes.append(Mount("/assets", _Built(directory=APP / "assets", check_dir=False)))

    @app.get("/health", include_in_schema=False)
    def health() -> dict[str, str | int]:
        """For whoever watches the server."""
        entry = casebook.view().newest_entry()
        return {"status": "ok", "version": __version__, "newest_entry": entry}

    @app.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "DELETE"], include_in_schema=False)
    def nothing(request: Request, rest: str) -> Response:
        return nothing_at(request.url.path)

    @app.api_route("/{rest:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def page(rest: str) -> Response:
        """Every other address is a view of the app, which finds out for itself which."""
        if rest in ("thistledown.svg", "thistledown.webmanifest"):
            return FileResponse(APP / rest)
        return FileResponse(APP / "index.html", headers={"cache-control": "no-cache"})

    # Works out what the first page needs, so that whoever opens it need not wait.
    app.state.warm = lambda: sheet_of(Asked(app.state.site))
    return app


class _Built(StaticFiles):
    """Files whose names carry a digest of their contents, so they never change."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        answer.headers["cache-control"] = "public, max-age=31536000, immutable"
        return answer
