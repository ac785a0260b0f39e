"""Dates, countries and places inside reasons, so that each language writes them its own way."""

from __future__ import annotations

from datetime import date

from thistledown.casebook.place import Place
from thistledown.casebook.when import When
from thistledown.codebook.reason import Reason, Sentences
from thistledown.codebook.terms import Precision

WORDING = Sentences(
    "wording",
    {
        "by": "by {day}",
        "after": "after {day}",
        "between": "{start} to {end}",
        "place": "{place}, {country}",
        "name": "{name}",
    },
)


def day_words(day: date | None, *, precision: Precision = Precision.DAY) -> Reason:
    """A day, month or year; the interface writes `day.2026-03` as its language does. An open end is "…"."""
    if day is None:
        return Reason("day.", {}, "…")
    length = {Precision.MONTH: 7, Precision.YEAR: 4}.get(precision, 10)
    iso = day.isoformat()[:length]
    return Reason(f"day.{iso}", {}, iso)


def when_words(when: When) -> Reason:
    """A date with its precision; the English is that of `str(when)`."""
    match when.precision:
        case Precision.DAY | Precision.MONTH | Precision.YEAR if when.start:
            return day_words(when.start, precision=when.precision)
        case Precision.BY:
            return WORDING("by", day=day_words(when.end))
        case Precision.AFTER:
            return WORDING("after", day=day_words(when.start))
    return WORDING("between", start=day_words(when.start), end=day_words(when.end))


def country_words(code: str) -> Reason:
    """A country by its code; the interface has its name."""
    return Reason(f"country.{code}", {}, code)


def place_words(place: Place) -> Reason:
    """A place with its country, as far as both are known."""
    if place.name and place.country:
        return WORDING("place", place=place.name, country=country_words(place.country))
    return country_words(place.country) if place.country else WORDING("name", name=place.name or "")
