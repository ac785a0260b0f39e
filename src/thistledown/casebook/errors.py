"""What can go wrong with a casebook, each with what to do."""

from __future__ import annotations


class CasebookError(Exception):
    """Something is wrong with the casebook; the message says what, where and what to do."""


class NotACasebookError(CasebookError):
    """The folder holds no casebook."""


class DamagedCaptureError(CasebookError):
    """An archived file no longer has the bytes its name promises."""


class UnknownIdError(CasebookError):
    """No row has this id (as known on the date asked for)."""
