"""Downloads that write into the custody log: only the app's own pages may ask for them."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response


def foreign(request: Request) -> Response | None:
    """The refusal of a download that another site asks for in the reader's name; None when it is our own.

    Browsers say where a request comes from (Fetch Metadata); a program that is no browser does not.
    """
    if request.headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return None
    return PlainTextResponse(
        "Files are only downloaded from the app's own pages, since each download is written into the custody "
        "log. Open the app and follow the link there.\n",
        403,
    )
