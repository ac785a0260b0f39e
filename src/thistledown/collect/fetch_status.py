"""HTTP status codes in plain words."""

from __future__ import annotations

from thistledown.collect.connector import FetchError

_SAID: dict[int, tuple[str, str]] = {
    204: ("the server has nothing there", "check the address"),
    206: ("the server sent only a part", "try again later"),
    304: ("the server says nothing changed, though nothing was kept", "try again later"),
    400: ("the server did not understand the address", "check its spelling"),
    401: ("the page needs a login", "save it in a browser and add the file"),
    402: ("the page must be paid for", "save it in a browser and add the file"),
    403: ("the server refuses us the page", "save it in a browser and add the file"),
    404: ("there is no such page", "check its spelling, or look for it in a web archive"),
    410: ("the page was taken down", "look for it in a web archive"),
    429: ("the server asks us to slow down", "run the same command again later"),
    451: ("the page is withheld for legal reasons", "look for it in a web archive"),
    503: ("the server is busy", "run the same command again later"),
}


class StatusError(FetchError):
    """A server answered, but not with a page.

    Attributes:
        status: the HTTP status code.
    """

    def __init__(self, status: int, what: str, advice: str) -> None:
        super().__init__(what, advice)
        self.status = status


def problem_of(status: int) -> StatusError:
    """The error for a status code other than 200."""
    what, advice = _SAID.get(status, ("", ""))
    if not what and 300 <= status < 400:
        what, advice = "the server sends us on without saying where", "use the final address"
    elif not what and status >= 500:
        what, advice = "the server has a fault", "run the same command again later"
    elif not what:
        what, advice = "the server sent no page", "open it in a browser and save the page"
    return StatusError(status, f"{what} (HTTP {status})", advice)
