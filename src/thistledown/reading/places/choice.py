"""Which of the places that share a name is meant: by the countries, regions and datelines around it."""

from __future__ import annotations

import math
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from thistledown.casebook.place import Place
from thistledown.reading.places.evidence import Context
from thistledown.reading.places.gazetteer import Entry, Match

_NEAR = 250
_EARTH_KM = 6371.0
_ORDER = {"capital": 0.3, "region": -0.4, "area": 0.0}


class Neighbours:
    """The countries and regions that a text speaks of, with where it does."""

    __slots__ = ("_at", "_regions", "_total")

    def __init__(self, matches: Sequence[Match]) -> None:
        self._at: dict[str, list[int]] = {}
        self._regions: dict[int, list[Place]] = {}
        self._total = 0
        for match in sorted(matches):
            sure = {entry.place.country for entry in match.entries if entry.overlay and entry.place.country}
            for country in {*match.countries, *(sure if len(sure) == 1 else ())}:
                if country is not None:
                    self._at.setdefault(country, []).append(match.start)
                    self._total += 1
            regions = [e.place for e in match.entries if e.overlay and e.kind in ("region", "area")]
            if regions:
                self._regions[match.start] = regions

    def _others(self, country: str | None, position: int, low: int, high: int) -> int:
        """How often a country is spoken of from `low` to `high`, the name at `position` not counted."""
        places = self._at.get(country or "", [])
        found = bisect_right(places, high) - bisect_left(places, low)
        own = bisect_left(places, position)
        return found - (own < len(places) and places[own] == position)

    def country(self, country: str | None, position: int) -> float:
        """How much the text around a position speaks of a country: 0 not at all, 1 nearby and mostly."""
        others = self._others(country, position, 0, sys.maxsize)
        if others <= 0:
            return 0.0
        near = self._others(country, position, position - _NEAR, position + _NEAR) > 0
        return min(1.0, 0.3 + 0.4 * near + 0.5 * others / max(1, self._total - 1))

    def mostly(self) -> str | None:
        """The country of more than half of the mentions; None when there is none."""
        for country, places in self._at.items():
            if 2 * len(places) > self._total:
                return country
        return None

    def inside(self, entry: Entry, end: int) -> bool:
        """Whether a region or area named within a few signs after a name lies around the entry."""
        return any(
            place.country == entry.place.country and _inside(entry.place, place)
            for start in range(end + 1, end + 5)
            for place in self._regions.get(start, ())
        )

    def followed_by(self, entry: Entry, end: int) -> bool:
        """Whether the entry's country stands straight after the name ("Tripoli, Lebanon")."""
        places = self._at.get(entry.place.country or "", [])
        return bisect_right(places, end + 4) > bisect_right(places, end)


def _inside(place: Place, region: Place) -> bool:
    if place.lat is None or place.lon is None or region.lat is None or region.lon is None:
        return True
    return distance_km(place.lat, place.lon, region.lat, region.lon) <= 1.5 * (region.radius_km or 0) + 30


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres (haversine)."""
    a, b = math.radians(lat), math.radians(other_lat)
    turn = math.radians(other_lon - lon)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def choose_entry(match: Match, context: Context, around: Neighbours) -> tuple[Entry, float]:
    """The likeliest entry of a match, and how likely it is that a place is meant and this one, 0 to 1."""
    ranked = sorted(match.entries, key=lambda entry: -_rank(entry, match, context, around))
    best = ranked[0]
    support = around.country(best.place.country, match.start)
    tied = around.inside(best, match.end) or around.followed_by(best, match.end)
    score = 0.55 if best.overlay else 0.25 + 0.05 * math.log10(1 + best.population / 15_000)
    score += 0.2 * context.located + 0.1 * context.cued + 0.2 * support + 0.25 * tied
    if len(ranked) > 1 and not tied:
        lead = _rank(best, match, context, around) - _rank(ranked[1], match, context, around)
        score -= 0.15 * max(0.0, 1 - lead)
    if context.opens and context.direction is None:
        score -= 0.05
    if context.capital_after and not tied:
        score -= 0.2
    return best, max(0.0, min(1.0, score))


def _rank(entry: Entry, match: Match, context: Context, around: Neighbours) -> float:
    rank = 1.0 * entry.overlay + math.log10(1 + entry.population) / 8 + _ORDER.get(entry.kind, 0.0)
    rank += 1.6 * around.country(entry.place.country, match.start)
    rank += 3.0 * (around.inside(entry, match.end) or around.followed_by(entry, match.end))
    if context.head == "region":
        rank += 1.0 if entry.kind in ("region", "area", "district") else -0.5
    elif context.head in ("town", "site"):
        rank += 0.6 if entry.kind in ("capital", "city", "town", "village") else -0.5
    return rank
