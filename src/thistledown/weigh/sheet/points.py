"""Where chosen events happened, in columns small enough to send a hundred thousand of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thistledown.weigh.sheet.sheet import NO_DAY, PATHWAYS, Mask, Sheet

# Of a row whose place is known by its country alone.
COUNTRY_ONLY = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Columns of the events that have a place, one entry an event; codes index the lists beside them.

    Attributes:
        row: row of the sheet.
        lon: degrees east; null where only the country is known.
        lat: degrees north; null where only the country is known.
        radius_km: uncertainty of the place; null where nobody told it, -1 where only the country is known.
        country: code of the country, -1 where none is told.
        pathway: code of the heaviest pathway.
        probability: that it happened, rounded to hundredths; -1 while not weighed.
        lines: lines of evidence; -1 while not weighed.
        first: first possible day since 1970-01-01; null when undated.
        last: last possible day; null when undated.
        countries: ISO 3166-1 alpha-3 of each code.
        pathways: pathway of each code.
        without_place: chosen events that have no place at all.
    """

    row: list[int]
    lon: list[float | None]
    lat: list[float | None]
    radius_km: list[float | None]
    country: list[int]
    pathway: list[int]
    probability: list[float]
    lines: list[int]
    first: list[int | None]
    last: list[int | None]
    countries: tuple[str, ...]
    pathways: tuple[str, ...]
    without_place: int


def points(sheet: Sheet, mask: Mask) -> Points:
    """The places of chosen events."""
    placed = np.isfinite(sheet.lat) & np.isfinite(sheet.lon)
    rows = np.flatnonzero(mask & (placed | (sheet.country >= 0)))
    exact = placed[rows]
    radius = np.where(exact, sheet.radius_km[rows], COUNTRY_ONLY)
    first, last = sheet.first_day[rows], sheet.last_day[rows]
    return Points(
        row=rows.tolist(),
        lon=_or_none(np.round(sheet.lon[rows], 4), exact),
        lat=_or_none(np.round(sheet.lat[rows], 4), exact),
        radius_km=_or_none(np.round(radius, 1), np.isfinite(radius)),
        country=sheet.country[rows].tolist(),
        pathway=sheet.main_pathway[rows].tolist(),
        probability=np.round(np.nan_to_num(sheet.probability[rows], nan=-1.0), 2).tolist(),
        lines=sheet.lines[rows].tolist(),
        first=_or_none(first, first != NO_DAY),
        last=_or_none(last, last != NO_DAY),
        countries=tuple(sheet.countries),
        pathways=PATHWAYS,
        without_place=int(mask.sum()) - len(rows),
    )


def _or_none(values: np.ndarray, known: Mask) -> list:  # type: ignore[type-arg]
    return [value if there else None for value, there in zip(values.tolist(), known.tolist(), strict=True)]
