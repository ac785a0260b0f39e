"""Publication dates as data sets, mails and exports write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from thistledown.casebook.when import When
from thistledown.codebook.terms import Precision

# Nothing was put out on the web before this, and a clock that is wrong often says 1970 or 1601.
_EARLIEST, _LATEST = 1900, 2200
_EPOCH = re.compile(r"-?\d{9,19}(?:\.\d{1,9})?")
_NUMBERS = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?![\d/.])")
_ZONE = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")
_PDF = re.compile(
    r"(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:([Zz])|([+-])(\d{2})'?(?:(\d{2})'?)?)?.*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was put out.

    Attributes:
        when: the day (or month, or year) as written, in the zone it was written in.
        at: the instant, only where the zone is known.
    """

    when: When
    at: datetime | None = None


def read_moment(written: str, form: str | None = None, zone: timezone | None = None) -> Moment | None:
    """Read a date or an instant.

    Args:
        written: ISO 8601, RFC 5322 (mail), `YYYY/MM/DD`, or seconds or milliseconds since 1970.
        form: a `strptime` format that replaces all of these.
        zone: the zone of instants that name none; without it only their day is kept.

    Returns:
        None when it is no date, or one before 1900 or after 2200.
    """
    text = " ".join(written[:80].split())
    try:
        if form:
            read = datetime.strptime(text, form)  # noqa: DTZ007 (the zone is settled in _moment)
            return _moment(read, zone, day_only="%H" not in form and "%I" not in form and "%c" not in form)
        if _EPOCH.fullmatch(text):
            return _epoch(float(text))
        if re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", text):
            when = When.parse(text)
            return Moment(when) if when.start and _EARLIEST <= when.start.year < _LATEST else None
        if numbers := _NUMBERS.fullmatch(text):
            return Moment(_day(date(*map(int, numbers.groups()))))
        return _moment(_iso_or_mail(text), zone)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def read_zone(written: str) -> timezone:
    """Read "UTC", "+03:00" or "UTC-5".

    Raises:
        ValueError: when it is no such offset.
    """
    if written.strip().upper() in {"UTC", "GMT", "Z"}:
        return UTC
    match = _ZONE.fullmatch(written.strip().upper())
    if not match or int(match[2]) > 14:
        raise ValueError(f"{written!r} is no zone; write an offset from UTC such as +03:00")
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)


def read_pdf_date(written: str) -> Moment | None:
    """Read a date as PDF writes it, `D:YYYYMMDDHHmmSSOHH'mm'` (ISO 32000-1, 7.9.4)."""
    match = _PDF.fullmatch(written.strip()[:40])
    if not match:
        return None
    year, month, day, hour, minute, second, utc, sign, off_hours, off_minutes = match.groups()
    try:
        if not (month and day):
            return read_moment(year if not month else f"{year}-{month}")
        naive = datetime(  # noqa: DTZ001 (the zone is settled in _moment)
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
        zone = UTC if utc else read_zone(f"{sign}{off_hours}:{off_minutes or '00'}") if sign else None
        return _moment(naive, zone if hour else None, day_only=not hour)
    except ValueError:
        return None


def _iso_or_mail(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y")  # as X writes it
    except ValueError:
        # "-0000" is UTC without a word about the local zone (RFC 5322, 3.3).
        read = parsedate_to_datetime(text)
        return read.replace(tzinfo=UTC) if read.tzinfo is None and text.endswith("-0000") else read


def _epoch(number: float) -> Moment | None:
    for scale in (1.0, 1e3, 1e6, 1e9):
        if abs(number) / scale < 5e9:
            return _moment(datetime.fromtimestamp(number / scale, UTC), None)
    return None


def _day(day: date) -> When:
    if not _EARLIEST <= day.year < _LATEST:
        raise ValueError(f"{day} is not within {_EARLIEST} to {_LATEST}")
    return When(day, day, Precision.DAY)


def _moment(read: datetime, zone: timezone | None, *, day_only: bool = False) -> Moment:
    when = _day(read.date())
    if day_only:
        return Moment(when)
    at = read.replace(tzinfo=zone) if read.tzinfo is None and zone else read
    if at.tzinfo is None or at.utcoffset() is None:
        return Moment(when)
    at.astimezone(UTC)
    return Moment(when, at)
