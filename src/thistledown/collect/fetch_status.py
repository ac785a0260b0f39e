"""HTTP status codes in plain words."""

from __future__ import annotations

from thistledown.codebook.reason import Reason
from thistledown.collect.connector import FetchError
from thistledown.collect.taking import TAKING

# What to do about an answer; what it means stands in the sentences under its number.
_ADVICE = {
    204: "do_spelling",
    206: "do_later",
    304: "do_later",
    400: "do_spelling",
    401: "do_save",
    402: "do_save",
    403: "do_save",
    404: "do_spelling_or_archive",
    410: "do_archive",
    429: "do_later",
    451: "do_archive",
    503: "do_later",
}


class StatusError(FetchError):
    """A server answered, but not with a page.

    Attributes:
        status: the HTTP status code.
    """

    def __init__(self, status: int, what: Reason, advice: Reason) -> None:
        super().__init__(what, advice)
        self.status = status


def problem_of(status: int) -> StatusError:
    """The error for a status code other than 200."""
    if status in _ADVICE:
        what, advice = f"s{status}", _ADVICE[status]
    elif 300 <= status < 400:
        what, advice = "s3xx", "do_final"
    elif status >= 500:
        what, advice = "s5xx", "do_later"
    else:
        what, advice = "sxxx", "do_browser"
    return StatusError(status, TAKING("status", what=TAKING(what), status=status), TAKING(advice))
