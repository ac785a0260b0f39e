"""What the API answers when it cannot: what was wrong and what to do, in one shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from thistledown.casebook.errors import CasebookError, DamagedCaptureError, UnknownIdError
from thistledown.publish.export import UnknownExportError
from thistledown.serve.api.sheets import PreparingError
from thistledown.serve.guard import SECURE_HEADERS


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer.

    Attributes:
        what: what is wrong, in a line.
        told: where, and what to do about it.
        job: work to wait for before asking again (`/api/jobs/{id}`); null when waiting does not help.
    """

    what: str
    told: str
    job: str | None = None


# Every route may answer with a problem; so the schema says it.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "It cannot be answered."},
    "5XX": {"model": Problem, "description": "It went wrong on our side."},
}


def answer_failures(app: FastAPI) -> None:
    """Make every failure of an application a `Problem`."""

    @app.exception_handler(UnknownIdError)
    @app.exception_handler(UnknownExportError)
    def unknown(_: Request, error: Exception) -> JSONResponse:
        return _problem(404, "The record has nothing here", str(error))

    @app.exception_handler(DamagedCaptureError)
    def damaged(_: Request, error: Exception) -> JSONResponse:
        return _problem(500, "Something is wrong with the casebook", str(error))

    @app.exception_handler(PreparingError)
    def preparing(_: Request, error: PreparingError) -> JSONResponse:
        return _problem(503, error.job.what, str(error), error.job.id)

    @app.exception_handler(CasebookError)
    def refused(_: Request, error: Exception) -> JSONResponse:
        return _problem(400, "This cannot be done", str(error))

    @app.exception_handler(RequestValidationError)
    def senseless(_: Request, error: RequestValidationError) -> JSONResponse:
        told = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'][1:]) or one['loc'][0]}: {one['msg']}"
            for one in error.errors()
        )
        return _problem(422, "The question makes no sense", told)

    @app.exception_handler(HTTPException)
    def plain(_: Request, error: HTTPException) -> JSONResponse:
        return _problem(error.status_code, "This cannot be answered", str(error.detail))

    @app.exception_handler(Exception)
    def failed(_: Request, error: Exception) -> JSONResponse:
        answer = _problem(
            500,
            "Something went wrong here",
            "The server's own output says what. The record is unharmed.",
        )
        # This answer is made outside the guard.
        for name, value in SECURE_HEADERS.items():
            answer.headers[name] = value
        return answer


def nothing_at(path: str) -> JSONResponse:
    """The answer for an address that the API does not know."""
    return _problem(404, "There is no such question", f"Nothing stands at {path}; see /api/openapi.json.")


def _problem(status: int, what: str, told: str, job: str | None = None) -> JSONResponse:
    return JSONResponse({"what": what, "told": told} | ({"job": job} if job else {}), status)
