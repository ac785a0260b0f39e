"""Continents of the model's actors, to count by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from thistledown.codebook.rows import read_rows
from thistledown.codebook.shipped import shipped
from thistledown.spread.units import Unit

NAMES = {
    "AF": "Africa",
    "AN": "Antarctica",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}


@lru_cache(maxsize=1)
def continents() -> dict[str, str]:
    """Continent of each country: ISO 3166-1 alpha-3 -> name."""
    rows = read_rows(shipped("country_ties.csv"))
    return {row["country"]: NAMES[row["other"]] for row in rows if row["tie"] == "continent"}


def regions_of(units: Iterable[Unit]) -> dict[str, str]:
    """Unit -> the continent on which most of its countries lie; units without a country are left out."""
    of = continents()
    found = {}
    for unit in units:
        seen = Counter(of[country] for country in sorted(unit.countries) if country in of)
        if seen:
            found[unit.id] = min(seen, key=lambda name: (-seen[name], name))
    return found
