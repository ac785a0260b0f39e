"""What can go wrong with a casebook, each with what to do."""

from __future__ import annotations

from thistledown.codebook.reason import Reason


class CasebookError(Exception):
    """Something is wrong with the casebook; the message says what, where and what to do.

    Attributes:
        reason: the same to be worded in another language; None where there is no such wording.
    """

    def __init__(self, told: str | Reason = "") -> None:
        super().__init__(str(told))
        self.reason = told if isinstance(told, Reason) else None


class NotACasebookError(CasebookError):
    """The folder holds no casebook."""


class DamagedCaptureError(CasebookError):
    """An archived file no longer has the bytes its name promises."""


class UnknownIdError(CasebookError):
    """No row has this id (as known on the date asked for)."""
