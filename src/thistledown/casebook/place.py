"""Where something happened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A named place.

    Attributes:
        name: the name as shown ("Tinzaouatène"); None when only the country is known.
        country: ISO 3166-1 alpha-3, or None.
        lat: degrees north, WGS 84, or None.
        lon: degrees east, WGS 84, or None.
        radius_km: the uncertainty of the coordinates in kilometres, or None.
    """

    name: str | None
    country: str | None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
