"""Exports as downloads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, BinaryIO, cast

from starlette.responses import Response, StreamingResponse

from thistledown import __version__
from thistledown.publish.export import UnknownExportError, exports
from thistledown.serve.page import Page
from thistledown.serve.report_pages import foreign

# An export up to this size stays in memory; a larger one goes through a temporary file.
IN_MEMORY = 4_000_000
PIECE = 1 << 16


def export_list(page: Page) -> Response:
    """`/export`: what can be taken out."""
    return page.show("export.html", exports=list(exports().values()))


def export_file(page: Page) -> Response:
    """`/export/{name}`: one export of the record as known on the date; the custody log remembers it."""
    refused = foreign(page)
    if refused is not None:
        return refused
    known, name = exports(), page.part("name")
    if name not in known:
        raise UnknownExportError(f"there is no export {name!r}; choose one of {', '.join(sorted(known))}")
    export = known[name]
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when sent
    try:
        if page.request.method == "GET":
            # Before the first byte leaves, as it cannot be taken back afterwards.
            page.site.casebook.log_use(
                page.view.captures(), "exported", f"thistledown serve {__version__}, {export.name}"
            )
        export.write(page.view, cast(BinaryIO, file))
    except BaseException:
        file.close()
        raise
    name = f"thistledown-{export.subject}-{datetime.now(UTC).date().isoformat()}{export.suffix}"
    size = file.tell()
    file.seek(0)
    return StreamingResponse(
        _pieces(file),
        media_type=export.media_type,
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
