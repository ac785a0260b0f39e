"""The gazetteer: every shipped place name of a language in one automaton.

Three layers, the first that has a name and a country wins: countries, the hand-made overlay of conflict
regions (`places.csv`), and cities of 15,000 people and more (`cities.csv`, GeoNames). Adjectives and names of
peoples ("Malian", "Malians") are in the automaton too: they are no places, but they vote for a country.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from thistledown.casebook.place import Place
from thistledown.codebook.rows import read_rows
from thistledown.codebook.shipped import shipped
from thistledown.reading.places.cyrillic import case_forms
from thistledown.reading.places.words import place_words

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02bb`]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_UNMARKED = str.maketrans("ıłøđħß", "ilodhs")

# Arabic writes "and", "so", "in", "for" and "like" together with the word after them.
_CLITICS = frozenset("وفبلك")

CITY_RADIUS_KM = 10.0
# People, where the tables have none: only to order places that share a name.
_POPULATION = {"country": 10**7, "region": 10**6, "area": 10**6, "capital": 10**6, "city": 10**5}


class Entry(NamedTuple):
    """A place a name can stand for.

    Attributes:
        place: name, country, coordinates and their uncertainty.
        kind: country, area, region, district, capital, city, town, village or site.
        population: people, roughly.
        overlay: whether it is a country or from the hand-made table, not from the table of cities.
    """

    place: Place
    kind: str
    population: int
    overlay: bool


class Match(NamedTuple):
    """A name in a text: where it stands and what it can stand for."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    countries: tuple[str, ...]


class Gazetteer:
    """Place names and country adjectives of one language, matched as they are written."""

    __slots__ = ("_automaton", "_clitics", "_entries", "_names", "_votes", "countries")

    def __init__(
        self,
        names: dict[str, list[Entry]],
        votes: dict[str, list[str]],
        *,
        clitics: frozenset[str] = frozenset(),
    ) -> None:
        self._clitics = clitics
        self._names: dict[str, int] = {}
        self._entries: list[tuple[Entry, ...]] = []
        self._votes: list[tuple[str, ...]] = []
        for name in (*names, *(vote for vote in votes if vote not in names)):
            self._names[name] = len(self._entries)
            self._entries.append(tuple(names.get(name, ())))
            self._votes.append(() if names.get(name) else tuple(votes.get(name, ())))
        self._automaton = AhoCorasick(list(self._names), matchkind=MatchKind.LeftmostLongest)
        self.countries: dict[str, Entry] = {
            entry.place.country: entry
            for entries in self._entries
            for entry in entries
            if entry.kind == "country" and entry.place.country
        }

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """What a name can stand for; empty when it is unknown."""
        index = self._names.get(name)
        return self._entries[index] if index is not None else ()

    def matches(self, text: str) -> Iterator[Match]:
        """The names in a text that stand as words of their own, leftmost and longest."""
        for index, start, end in self._automaton.find_matches_as_indexes(searchable(text)):
            if start and _joins(text[start - 1]) and not self._after_clitic(text, start):
                continue
            while end < len(text) and _joins(text[end]):
                # A longer word begins with the name: fall back to the name before its last part.
                end = text.rfind(" ", start, end)
                if end <= start:
                    break
                shorter = self._names.get(text[start:end])
                if shorter is not None:
                    index = shorter
                    break
            else:
                yield Match(start, end, self._entries[index], self._votes[index])
                continue
            if end > start:
                yield Match(start, end, self._entries[index], self._votes[index])

    def _after_clitic(self, text: str, start: int) -> bool:
        """Whether only letters such as "and" or "in" are written together with a name ("وبمالي")."""
        for length in (1, 2):
            first = start - length
            if first < 0 or text[first] not in self._clitics:
                return False
            if first == 0 or not _joins(text[first - 1]):
                return True
        return False


def _joins(sign: str) -> bool:
    """Whether a sign belongs to a word, so that a name beside it would be a part of a longer one."""
    return sign.isalnum() or sign == "_" or unicodedata.category(sign)[0] == "M"


def searchable(text: str) -> str:
    """The text with every apostrophe alike and no lone surrogates, of exactly the same length."""
    return _SURROGATES.sub("\ufffd", _APOSTROPHES.sub("'", text))


def _forms(name: str, *, fold: bool) -> Iterable[str]:
    name = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", name))
    yield name
    if fold and not name.isascii() and max(name, default="") < "\u0400":
        decomposed = unicodedata.normalize("NFD", name.translate(_UNMARKED))
        yield "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@cache
def load(language: str) -> Gazetteer:
    """The gazetteer of a language: its own names, and those in English. Built once, on first use."""
    languages = {"en", language}
    names: dict[str, list[Entry]] = {}
    votes: dict[str, list[str]] = {}
    spoken: dict[str, list[str]] = {}
    for row in read_rows(shipped("place_names.csv")):
        if row["language"] in languages:
            forms = [row["name"], *case_forms(row["name"], row["language"])]
            spoken.setdefault(row["place"], []).extend(forms)
    own: dict[str, list[str]] = {}
    for row in read_rows(shipped("country_names.csv")):
        if row["language"] in languages:
            if row["form"] in ("name", "alias"):
                forms = [row["name"], *case_forms(row["name"], row["language"])]
                own.setdefault(row["country"], []).extend(forms)
            else:
                votes.setdefault(row["name"], []).append(row["country"])
    for row in read_rows(shipped("places.csv")):
        entry = _overlay_entry(row)
        written = own.get(row["country"], []) if entry.kind == "country" else spoken.get(row["id"], [])
        for name in written:
            _add(names, name, entry)
    _add_cities(names)
    for name in votes.keys() & names.keys():
        # "Somali" is a region of Ethiopia too; as an adjective it is Somalia's.
        names[name] = [entry for entry in names[name] if entry.kind == "country"]
    for name in place_words(language).never:
        names[name] = []
    return Gazetteer(names, votes, clitics=_CLITICS if language == "ar" else frozenset())


def _overlay_entry(row: dict[str, str]) -> Entry:
    place = Place(
        name=row["name"],
        country=row["country"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        radius_km=float(row["radius_km"]) if row["radius_km"] else None,
    )
    return Entry(place, row["kind"], _POPULATION.get(row["kind"], 10**4), overlay=True)


def _add_cities(names: dict[str, list[Entry]]) -> None:
    for form, entry in _cities():
        _add_form(names, form, entry)


@cache
def _cities() -> tuple[tuple[str, Entry], ...]:
    """Every written form of every city, shared by the gazetteers of all languages."""
    found: list[tuple[str, Entry]] = []
    for row in read_rows(shipped("cities.csv")):
        name = _PARENTHESIS.sub("", row["name"])
        if len(name) < 3 or "/" in name or "," in name or not name[0].isupper():
            continue
        place = Place(name, row["country"], float(row["lat"]), float(row["lon"]), CITY_RADIUS_KM)
        entry = Entry(place, "city", int(row["population"]), overlay=False)
        found.extend((form, entry) for form in _forms(name, fold=True))
    return tuple(found)


def _add(names: dict[str, list[Entry]], name: str, entry: Entry) -> None:
    for form in _forms(name, fold=False):
        _add_form(names, form, entry)


def _add_form(names: dict[str, list[Entry]], form: str, entry: Entry) -> None:
    known = names.setdefault(form, [])
    settlement = entry.kind in ("capital", "city", "town", "village")
    for position, other in enumerate(known):
        if other.place == entry.place:
            break
        same = other.place.country == entry.place.country
        if not entry.overlay and other.overlay and same and other.kind not in ("region", "country"):
            # The hand-made row wins over the city of that name and country, and takes its population.
            if settlement:
                known[position] = other._replace(population=max(other.population, entry.population))
            break
    else:
        known.append(entry)
