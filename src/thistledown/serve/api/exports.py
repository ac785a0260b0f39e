"""Taking the record out: exports of the whole, and a table of what is on screen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, BinaryIO, cast

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from thistledown import __version__
from thistledown.publish.event_table import write_event_table
from thistledown.publish.export import export as export_named
from thistledown.publish.export import exports
from thistledown.publish.geojson import GeoJsonExport, write_features
from thistledown.serve.api.asked import Asked, BadQuestionError, Question
from thistledown.serve.api.chosen import Choice
from thistledown.serve.api.sheets import PreparingError
from thistledown.serve.foreign import foreign

router = APIRouter(tags=["export"])
# Stands beside the API, not under it: its answers are files.
downloads = APIRouter(include_in_schema=False)

# An export up to this size stays in memory; a larger one goes through a temporary file.
IN_MEMORY = 4_000_000
PIECE = 1 << 16
# Events a table of what is on screen may hold: each is weighed anew for it.
MOST_ON_SCREEN = 20_000


@dataclass(frozen=True, slots=True)
class Offered:
    """An export there is.

    Attributes:
        name: as its address has it.
        title: what it holds, in a sentence.
        subject: what one row is.
        suffix: of its file name.
    """

    name: str
    title: str
    subject: str
    suffix: str


@router.get("/exports")
def exports_offered() -> tuple[Offered, ...]:
    """All exports of the whole record."""
    return tuple(Offered(one.name, one.title, one.subject, one.suffix) for one in exports().values())


@downloads.api_route("/export/events-on-screen.csv", methods=["GET", "HEAD"])
def table_on_screen(request: Request, choice: Choice) -> Response:
    """The events that fit the filter, as a table."""
    refused = foreign(request)
    if refused is not None:
        return refused
    _few(choice)
    with _file(request, choice.ask, "events on screen, table") as file:
        write_event_table(choice.ask.work, choice.sheet, choice.mask, cast(BinaryIO, file))
        return _sent(file, "text/csv; charset=utf-8; header=present", "events-on-screen", ".csv")


@downloads.api_route("/export/events-on-screen.geojson", methods=["GET", "HEAD"])
def map_on_screen(request: Request, choice: Choice) -> Response:
    """The events that fit the filter, as analysts left them, for maps."""
    refused = foreign(request)
    if refused is not None:
        return refused
    _few(choice)
    ids = [choice.sheet.ids[row] for row in np.flatnonzero(choice.mask).tolist()]
    with _file(request, choice.ask, "events on screen, map") as file:
        write_features(choice.ask.view, map(choice.ask.work.event, ids), cast(BinaryIO, file))
        return _sent(file, GeoJsonExport.media_type, "events-on-screen", GeoJsonExport.suffix)


def _few(choice: Choice) -> None:
    """Refuse what is too much, or of an earlier state of the record.

    Raises:
        BadQuestionError: when too many events are chosen.
        PreparingError: when newer lists are being made.
    """
    chosen = int(choice.mask.sum())
    if chosen > MOST_ON_SCREEN:
        raise BadQuestionError(
            f"{chosen} events are too many for a table of what is on screen ({MOST_ON_SCREEN} at most); "
            "choose fewer by the filter, or take an export of the whole record"
        )
    job = choice.ask.site.sheets.job(choice.ask)
    if choice.sheet.entry != choice.ask.newest_entry and job is not None:
        raise PreparingError(job)


@downloads.api_route("/export/{name}", methods=["GET", "HEAD"])
def export_file(request: Request, ask: Question, name: str) -> Response:
    """One export of the record as known on the date; the custody log remembers it."""
    refused = foreign(request)
    if refused is not None:
        return refused
    export = export_named(name)
    with _file(request, ask, export.name) as file:
        export.write(ask.view, cast(BinaryIO, file))
        return _sent(file, export.media_type, export.subject, export.suffix)


@contextmanager
def _file(request: Request, ask: Asked, name: str) -> Iterator[IO[bytes]]:
    """A file to write an export into, noted in the custody log; it is closed only if writing fails."""
    if request.method == "GET":
        # Before the first byte leaves, as it cannot be taken back afterwards.
        ask.casebook.log_use(ask.view.captures(), "exported", f"thistledown serve {__version__}, {name}")
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    try:
        yield file
    except BaseException:
        file.close()
        raise


def _sent(file: IO[bytes], media_type: str, subject: str, suffix: str) -> Response:
    name = f"thistledown-{subject}-{datetime.now(UTC).date().isoformat()}{suffix}"
    size = file.tell()
    file.seek(0)
    return StreamingResponse(
        _pieces(file),
        media_type=media_type,
        headers={
            "content-length": str(size),
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "no-store",
        },
    )


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
