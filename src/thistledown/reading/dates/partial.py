"""A date as written, perhaps without its year, and the interval it stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from thistledown.casebook.when import When, last_of_month
from thistledown.codebook.terms import Precision

FUTURE_SLACK = timedelta(days=45)

# Part of a year: first month, last month. Spring and the rest are those of the northern hemisphere.
_MONTHS = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "start": (1, 3),
    "end": (10, 12),
    "half1": (1, 6),
    "half2": (7, 12),
    "quarter1": (1, 3),
    "quarter2": (4, 6),
    "quarter3": (7, 9),
    "quarter4": (10, 12),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
}
# Part of a month: first day, last day; None is the last day of that month.
_DAYS: dict[str, tuple[int, int | None]] = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, None),
    "start": (1, 7),
    "end": (24, None),
    "half1": (1, 15),
    "half2": (16, None),
}


@dataclass(frozen=True, slots=True)
class Partial:
    """A date as written.

    Attributes:
        year: the year, or None when the text leaves it out.
        month: 1 to 12, or None for a year or a decade.
        day: 1 to 31, or None.
        part: a name of the grammar's `parts` table, "decade", or "".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""

    def filled(self, other: Partial) -> Partial:
        """This date with year and month taken from `other` where it has none of its own."""
        return replace(
            self,
            year=self.year if self.year is not None else other.year,
            month=self.month if self.month is not None else other.month,
        )

    def interval(self) -> tuple[date, date] | None:
        """First and last day; None without a year, or when there is no such day."""
        if self.year is None:
            return None
        try:
            return self._interval(self.year)
        except ValueError:
            return None

    def _interval(self, year: int) -> tuple[date, date] | None:
        if self.month is not None and self.day is not None:
            day = date(year, self.month, self.day)
            return day, day
        if self.month is not None:
            if not self.part:
                return date(year, self.month, 1), last_of_month(year, self.month)
            if self.part not in _DAYS:
                return None
            first, last = _DAYS[self.part]
            end = last_of_month(year, self.month)
            return date(year, self.month, first), end if last is None else end.replace(day=last)
        if self.part.endswith("decade"):
            low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(self.part.split("-")[0], (0, 9))
            return date(year + low, 1, 1), date(year + high, 12, 31)
        if self.part == "one-winter":
            return date(year, 12, 1), last_of_month(year + 1, 2)
        if self.part == "winter":
            # "winter 2024" may mean the winter that ends or the one that begins in 2024.
            return date(year, 1, 1), last_of_month(year + 1, 2)
        first_month, last_month = _MONTHS.get(self.part, (1, 12))
        return date(year, first_month, 1), last_of_month(year, last_month)

    @property
    def precision(self) -> Precision:
        """The precision of the interval."""
        if self.part:
            return Precision.RANGE
        if self.day is not None:
            return Precision.DAY
        return Precision.MONTH if self.month is not None else Precision.YEAR

    def dated(self, published: date | None, *, future: bool, strictly_before: bool = False) -> Partial | None:
        """This date with its year.

        A year left out is the latest that does not put the date after publication. With a word of the future
        nearby, up to 45 days after publication are allowed. Without a day of publication nothing is guessed.

        Args:
            published: the day the text was put out.
            future: whether a word of the future stands nearby.
            strictly_before: the text says "last October": never the month of publication itself.
        """
        if self.year is not None:
            return self if self.interval() else None
        if published is None or self.month is None:
            return None
        for year in range(published.year + 1, published.year - 9, -1):
            candidate = replace(self, year=year)
            interval = candidate.interval()
            if interval is None:
                continue
            start, end = interval
            if strictly_before and end >= published:
                continue
            if start <= published or (future and start <= published + FUTURE_SLACK):
                return candidate
        return None

    def when(self) -> When | None:
        """The When of a date with its year."""
        interval = self.interval()
        return When(*interval, self.precision) if interval else None
