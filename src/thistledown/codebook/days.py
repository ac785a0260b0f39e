"""Dates of the registries: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and the days they span."""

from __future__ import annotations

import calendar
import re
from datetime import date

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def first_day(text: str) -> date:
    """The first day a partial date can mean.

    Raises:
        ValueError: when the text has another shape or names no real day.
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day a partial date can mean.

    Raises:
        ValueError: when the text has another shape or names no real day.
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    parts = int(year), int(month) if month else None, int(day) if day else None
    try:
        date(parts[0], parts[1] or 1, parts[2] or 1)
    except ValueError as error:
        raise ValueError(f"{text!r} names no real day ({error})") from error
    return parts
