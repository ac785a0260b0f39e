"""Captured bytes, only ever as a download, and the log of who had them in hand."""

from __future__ import annotations

import json
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from thistledown import __version__
from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.serve.api.asked import Question
from thistledown.serve.foreign import foreign

router = APIRouter(prefix="/captures", tags=["captures"])
# Stands beside the API, not under it: its answers are bytes.
downloads = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """One line of the custody log.

    Attributes:
        action: captured, read or exported.
        who: in whose hand.
        tool: with what.
        where: path or address.
        at: when (UTC).
        detail: what else the log remembers.
    """

    action: str
    who: str
    tool: str
    where: str
    at: str
    detail: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCapture:
    """A capture.

    Attributes:
        sha256: its address.
        size: in bytes.
        media_type: as found out when it was taken in.
        custody: its log, oldest first.
    """

    sha256: str
    size: int
    media_type: str
    custody: tuple[Custody, ...]


@router.get("/{sha256}")
def capture_kept(ask: Question, sha256: str) -> KeptCapture:
    """What is kept of a capture, and its custody log."""
    row = ask.view.capture(_address(sha256))
    return KeptCapture(
        sha256=sha256,
        size=row["size"],
        media_type=row["media_type"],
        custody=tuple(
            Custody(
                action=one["action"],
                who=one["who"],
                tool=one["tool"],
                where=one["locator"],
                at=one["happened_at"],
                detail={str(key): str(value) for key, value in json.loads(one["detail"] or "{}").items()},
            )
            for one in ask.view.custody(sha256)
        ),
    )


@downloads.api_route("/captures/{sha256}", methods=["GET", "HEAD"])
def capture_bytes(ask: Question, request: Request, sha256: str) -> Response:
    """The captured bytes, as a file that no browser will render; the custody log remembers it.

    A request that another site makes in the reader's name is refused, since it would write into that log.
    """
    refused = foreign(request)
    if refused is not None:
        return refused
    ask.view.capture(_address(sha256))
    content = ask.casebook.archive.get(sha256)
    if request.method == "GET":
        ask.casebook.log_use([sha256], "read", f"thistledown serve {__version__}")
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{sha256}.bin"',
            "cache-control": "no-store",
        },
    )


def _address(sha256: str) -> str:
    if len(sha256) != 64 or any(letter not in "0123456789abcdef" for letter in sha256):
        raise UnknownIdError(FAILURE("no_capture"))
    return sha256
