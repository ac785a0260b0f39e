"""When something happened: an interval of days with a precision."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from thistledown.codebook.terms import Precision


@dataclass(frozen=True, slots=True)
class When:
    """An interval of whole days, both ends included; None leaves an end open.

    `by` has an open start ("by June 2025": no later than the end), `after` an open end.
    """

    start: date | None
    end: date | None
    precision: Precision

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("a date needs at least one end; use None instead of an empty When")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"a date cannot end ({self.end}) before it starts ({self.start})")

    @classmethod
    def parse(cls, text: str) -> When:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

        Raises:
            ValueError: when the text has another shape or names no real day.
        """
        parts = text.split("-")
        if (
            not 1 <= len(parts) <= 3
            or len(parts[0]) != 4
            or not all(p.isascii() and p.isdigit() for p in parts)
        ):
            raise ValueError(f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
        year = int(parts[0])
        if len(parts) == 1:
            return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
        month = int(parts[1])
        if len(parts) == 2:
            return cls(date(year, month, 1), last_of_month(year, month), Precision.MONTH)
        day = date(year, month, int(parts[2]))
        return cls(day, day, Precision.DAY)

    def overlaps(self, other: When, *, slack_days: int = 0) -> bool:
        """Whether the two intervals can name the same day, give or take `slack_days`."""
        # In day numbers: a day at the end of the calendar has no day after it.
        starts_late = (
            self.start is not None
            and other.end is not None
            and self.start.toordinal() > other.end.toordinal() + slack_days
        )
        ends_early = (
            self.end is not None
            and other.start is not None
            and self.end.toordinal() + slack_days < other.start.toordinal()
        )
        return not (starts_late or ends_early)

    def __str__(self) -> str:
        match self.precision:
            case Precision.DAY if self.start:
                return self.start.isoformat()
            case Precision.MONTH if self.start:
                return self.start.isoformat()[:7]
            case Precision.YEAR if self.start:
                return self.start.isoformat()[:4]
            case Precision.BY:
                return f"by {self.end}"
            case Precision.AFTER:
                return f"after {self.start}"
        return f"{self.start or '…'} to {self.end or '…'}"


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
