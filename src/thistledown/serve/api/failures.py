"""What the API answers when it cannot: what was wrong and what to do, in one shape."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from thistledown.casebook.errors import CasebookError, DamagedCaptureError, UnknownIdError
from thistledown.publish.export import UnknownExportError
from thistledown.serve.api.reasons import Reason
from thistledown.serve.api.sheets import PreparingError
from thistledown.serve.guard import SECURE_HEADERS

Sort = Literal["unknown", "damaged", "preparing", "refused", "senseless", "unanswered", "failed"]

WHAT: dict[Sort, str] = {
    "unknown": "The record has nothing here",
    "damaged": "Something is wrong with the casebook",
    "preparing": "The lists are being prepared",
    "refused": "This cannot be done",
    "senseless": "The question makes no sense",
    "unanswered": "This cannot be answered",
    "failed": "Something went wrong here",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer.

    Attributes:
        what: what is wrong, in a line.
        told: where, and what to do about it.
        job: work to wait for before asking again (`/api/jobs/{id}`); null when waiting does not help.
        sort: what sort of failure it is, which the interface has words for in each of its languages.
        reason: where and what to do, to be worded in another language; null where there is no such wording.
    """

    what: str
    told: str
    job: str | None = None
    sort: Sort = "refused"
    reason: Reason | None = None


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
        return _problem(404, "unknown", error)

    @app.exception_handler(DamagedCaptureError)
    def damaged(_: Request, error: Exception) -> JSONResponse:
        return _problem(500, "damaged", error)

    @app.exception_handler(PreparingError)
    def preparing(_: Request, error: PreparingError) -> JSONResponse:
        return _problem(503, "preparing", error, error.job.id)

    @app.exception_handler(CasebookError)
    def refused(_: Request, error: Exception) -> JSONResponse:
        return _problem(400, "refused", error)

    @app.exception_handler(RequestValidationError)
    def senseless(_: Request, error: RequestValidationError) -> JSONResponse:
        told = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'][1:]) or one['loc'][0]}: {one['msg']}"
            for one in error.errors()
        )
        return _problem(422, "senseless", told)

    @app.exception_handler(HTTPException)
    def plain(_: Request, error: HTTPException) -> JSONResponse:
        return _problem(error.status_code, "unanswered", str(error.detail))

    @app.exception_handler(Exception)
    def failed(_: Request, error: Exception) -> JSONResponse:
        answer = _problem(
            500,
            "failed",
            "The server's own output says what. The record is unharmed.",
        )
        # This answer is made outside the guard.
        for name, value in SECURE_HEADERS.items():
            answer.headers[name] = value
        return answer


def nothing_at(path: str) -> JSONResponse:
    """The answer for an address that the API does not know."""
    return _problem(404, "unanswered", f"Nothing stands at {path}; see /api/openapi.json.")


def _problem(status: int, sort: Sort, told: str | Exception, job: str | None = None) -> JSONResponse:
    reason = told.reason if isinstance(told, CasebookError) else None
    problem = Problem(WHAT[sort], str(told), job, sort, None if reason is None else Reason.of(reason))
    answer = {name: value for name, value in asdict(problem).items() if name != "job" or value}
    return JSONResponse(answer, status)
