"""Countries, their names in seven languages, and the state actors made from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from thistledown.codebook.actors import ActorName, ActorRecord
from thistledown.codebook.rows import read_table
from thistledown.codebook.terms import ActorKind

LANGUAGES = ("en", "fr", "es", "ru", "ar", "uk", "pt")
COUNTRY_NAME_FORMS = ("name", "adjective", "people", "alias")
FORCES_SUFFIX = "-armed-forces"

# What English reports call a state's forces; the first is the display name.
_FORCES = (
    ("{} Armed Forces", "name"),
    ("{} army", "alias"),
    ("{} military", "alias"),
    ("{} troops", "alias"),
    ("{} soldiers", "alias"),
)

_TAKES_ARTICLE = re.compile(
    r"^(?:United|Republic|Democratic|Central|Dominican|Vatican)\b|Islands$"
    r"|^(?:Bahamas|Comoros|Gambia|Maldives|Netherlands|Philippines|Seychelles)$"
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country.

    Attributes:
        iso3: ISO 3166-1 alpha-3.
        iso2: ISO 3166-1 alpha-2.
        id: id of the state as an actor.
        name: common English short name.
    """

    iso3: str
    iso2: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CountryName:
    """One name of a country.

    Attributes:
        country: ISO 3166-1 alpha-3.
        language: one of the seven.
        form: `name`, `adjective`, `people` (demonym, plural) or `alias`.
        name: the words.
    """

    country: str
    language: str
    form: str
    name: str


def read_countries(folder: Path) -> list[Country]:
    """The countries of `countries.csv`."""
    return read_table(
        folder / "countries.csv", lambda row: Country(row["iso3"], row["iso2"], row["id"], row["name"])
    )


def read_country_names(folder: Path) -> list[CountryName]:
    """The names of `country_names.csv`."""
    return read_table(
        folder / "country_names.csv",
        lambda row: CountryName(row["country"], row["language"], row["form"], row["name"]),
    )


def state_actors(countries: Iterable[Country], names: Iterable[CountryName]) -> list[ActorRecord]:
    """The state and its armed forces, for every country."""
    adjectives = _adjectives(names)
    shared = Counter(adjective for of_one in adjectives.values() for adjective in set(of_one))
    actors = []
    for country in countries:
        own = [adjective for adjective in adjectives.get(country.iso3, ()) if shared[adjective] == 1]
        forces = f"{own[0]} Armed Forces" if own else _formal_forces(country)
        actors.append(ActorRecord(country.id, ActorKind.STATE, country.name, country.iso3))
        actors.append(
            ActorRecord(country.id + FORCES_SUFFIX, ActorKind.STATE_FORCE, forces, country.iso3, country.id)
        )
    return actors


def state_names(countries: Iterable[Country], names: Iterable[CountryName]) -> list[ActorName]:
    """Names of state actors: what the country is called, without adjectives and demonyms.

    A short name all in capitals is an acronym; a name that two countries share is ambiguous.
    """
    ids = {country.iso3: country.id for country in countries}
    wanted = [name for name in names if name.form in ("name", "alias") and name.country in ids]
    made = [ActorName(ids[item.country], item.name, item.language, _form(item)) for item in wanted]
    return _shared_marked(made)


def force_names(countries: Iterable[Country], names: Iterable[CountryName]) -> list[ActorName]:
    """English names of each country's forces ("Malian army"), made from its adjective.

    Other languages inflect the adjective, so their names are only those written by hand in
    `actor_names.csv`. A name that two countries share ("Congolese army") is ambiguous.
    """
    adjectives = _adjectives(names)
    made: list[ActorName] = []
    for country in countries:
        actor = country.id + FORCES_SUFFIX
        made.append(ActorName(actor, _formal_forces(country), "en", "alias"))
        for rank, adjective in enumerate(adjectives.get(country.iso3, ())):
            for pattern, form in _FORCES:
                made.append(ActorName(actor, pattern.format(adjective), "en", form if rank == 0 else "alias"))
    return _shared_marked(made)


def _adjectives(names: Iterable[CountryName]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in names:
        if item.language == "en" and item.form == "adjective":
            found.setdefault(item.country, []).append(item.name)
    return found


def _formal_forces(country: Country) -> str:
    article = "the " if _TAKES_ARTICLE.search(country.name) else ""
    return f"Armed Forces of {article}{country.name}"


def _shared_marked(names: list[ActorName]) -> list[ActorName]:
    """The names, those that two actors share in one language marked ambiguous."""
    bearers: dict[tuple[str, str], set[str]] = {}
    for item in names:
        bearers.setdefault((item.language, item.name.casefold()), set()).add(item.actor)
    return [
        replace(item, form="ambiguous") if len(bearers[item.language, item.name.casefold()]) > 1 else item
        for item in names
    ]


def _form(item: CountryName) -> str:
    letters = [mark for mark in item.name if mark.isalpha()]
    capitals = len(letters) <= 5 and " " not in item.name and all(mark.isupper() for mark in letters)
    return "acronym" if item.form == "alias" and capitals and item.language != "ar" else item.form
