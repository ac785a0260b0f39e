"""Time as the record keeps it: UTC, with its zone, never naive."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta


def now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """An instant as text that sorts in time order, to the microsecond.

    Raises:
        ValueError: when the instant has no time zone, or UTC has no such day.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; say which one, for instance datetime.now(UTC)")
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{moment} lies outside the calendar in UTC; correct the year") from None
    # isoformat and not strftime: "%Y" writes early years without their leading zeros.
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def unstamp(text: str) -> datetime:
    """Read what `stamp` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def parse_as_of(text: str) -> datetime:
    """Read the date of "as known on": a day means its end in UTC; an instant must name its zone.

    Raises:
        ValueError: when the text is neither.
    """
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            return datetime.combine(day, time.max, UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is not a date; write a day (2025-06-30) or an instant with its zone "
            "(2025-06-30T12:00:00+00:00)"
        ) from None
    if moment.tzinfo is None:
        raise ValueError(
            f"{text!r} has no time zone; write a day (2025-06-30) or an instant with its zone "
            "(2025-06-30T12:00:00+00:00)"
        )
    return moment


def at_least_after(moment: datetime, earlier: datetime | None) -> datetime:
    """`moment`, or the first microsecond after `earlier` when the clock went back or stood still."""
    if earlier is None or moment > earlier:
        return moment
    return earlier + timedelta(microseconds=1)
