"""The shipped registry of actors, countries and sources: looked up here, never changed here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from thistledown.codebook.actors import (
    ActorName,
    ActorRecord,
    ActorRelation,
    read_actor_names,
    read_actor_relations,
    read_actors,
)
from thistledown.codebook.countries import (
    Country,
    CountryName,
    force_names,
    read_countries,
    read_country_names,
    state_actors,
    state_names,
)
from thistledown.codebook.days import first_day
from thistledown.codebook.shipped import shipped_folder
from thistledown.codebook.sources import (
    SourceRecord,
    host_of,
    normal_host,
    parent_hosts,
    read_source_hosts,
    read_sources,
)

TABLES = (
    "actor_names.csv",
    "actor_relations.csv",
    "actors.csv",
    "countries.csv",
    "country_names.csv",
    "source_hosts.csv",
    "sources.csv",
)


class Registry:
    """The actors, countries and sources of one data folder; each table is read when first asked for."""

    def __init__(self, folder: Path) -> None:
        """Look at a folder with the tables; nothing is read yet."""
        self.folder = folder

    @cached_property
    def version(self) -> str:
        """First 16 hex digits of a SHA-256 over the tables: changes when any of them does."""
        digest = hashlib.sha256()
        for name in TABLES:
            content = (self.folder / name).read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()[:16]

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """Every country, by ISO code."""
        return tuple(sorted(read_countries(self.folder), key=lambda country: country.iso3))

    @cached_property
    def country_names(self) -> tuple[CountryName, ...]:
        """Every name, adjective and demonym of a country."""
        return tuple(read_country_names(self.folder))

    @cached_property
    def _by_hand(self) -> dict[str, ActorRecord]:
        return {actor.id: actor for actor in read_actors(self.folder)}

    @cached_property
    def _actors(self) -> dict[str, ActorRecord]:
        # A row written by hand stands in for the one made from the country.
        made = {actor.id: actor for actor in state_actors(self.countries, self.country_names)}
        return made | self._by_hand

    @property
    def actors(self) -> tuple[ActorRecord, ...]:
        """Every actor: states and their armed forces first, then the others by id."""
        return tuple(self._actors.values())

    def actor(self, id: str) -> ActorRecord:
        """The actor of an id.

        Raises:
            KeyError: when the registry has none.
        """
        try:
            return self._actors[id]
        except KeyError:
            raise KeyError(f"no actor {id!r} in the registry; ids are like 'africa-corps'") from None

    def __contains__(self, id: object) -> bool:
        return id in self._actors

    @cached_property
    def _names(self) -> tuple[ActorName, ...]:
        written = read_actor_names(self.folder)
        made = state_names(self.countries, self.country_names)
        made += [
            name
            for name in force_names(self.countries, self.country_names)
            if name.actor not in self._by_hand
        ]
        taken = {(name.language, name.name.casefold()): name.actor for name in written}
        for name in made:
            owner = taken.get((name.language, name.name.casefold()), name.actor)
            # A made name that another actor already bears needs support from the text.
            written.append(
                name if owner == name.actor else ActorName(name.actor, name.name, name.language, "ambiguous")
            )
        found: dict[tuple[str, str, str], ActorName] = {}
        for name in written:
            found.setdefault((name.actor, name.language, name.name), name)
        for actor in self.actors:
            found.setdefault((actor.id, "en", actor.name), ActorName(actor.id, actor.name, "en", "name"))
        return tuple(found.values())

    def names(self, language: str | None = None) -> tuple[ActorName, ...]:
        """Every name with its form and language, or those of one language."""
        return tuple(name for name in self._names if language is None or name.language == language)

    @cached_property
    def _names_of(self) -> Mapping[str, tuple[ActorName, ...]]:
        found: dict[str, list[ActorName]] = {}
        for name in self._names:
            found.setdefault(name.actor, []).append(name)
        return {actor: tuple(names) for actor, names in found.items()}

    def names_of(self, id: str) -> tuple[ActorName, ...]:
        """Every name of one actor."""
        return self._names_of.get(id, ())

    @cached_property
    def relations(self) -> tuple[ActorRelation, ...]:
        """Every relation between actors."""
        return tuple(read_actor_relations(self.folder))

    def relations_of(self, id: str) -> tuple[ActorRelation, ...]:
        """The relations in which an actor stands on either side."""
        return tuple(item for item in self.relations if id in (item.actor, item.other))

    def successors(self, id: str, on: date | None = None) -> tuple[ActorRecord, ...]:
        """The actors that followed one, nearest first, and those that followed these.

        Args:
            id: the earlier actor.
            on: only those that had begun to take over by this day; an undated succession counts as begun.
        """
        after: dict[str, None] = {}
        reached = [id]
        for earlier in reached:
            for item in self.relations:
                begun = on is None or item.start is None or first_day(item.start) <= on
                if item.relation == "successor-of" and item.other == earlier and begun:
                    if item.actor in after or item.actor == id:
                        continue
                    after[item.actor] = None
                    reached.append(item.actor)
        return tuple(self._actors[actor] for actor in after if actor in self._actors)

    def ancestors(self, id: str) -> tuple[ActorRecord, ...]:
        """The actors above one, nearest first; empty for an unknown id."""
        above: dict[str, ActorRecord] = {}
        actor = self._actors.get(id)
        while actor is not None and actor.parent is not None and actor.parent not in above:
            actor = self._actors.get(actor.parent)
            if actor is not None:
                above[actor.id] = actor
        return tuple(above.values())

    @cached_property
    def _sources(self) -> dict[str, SourceRecord]:
        return {source.id: source for source in read_sources(self.folder)}

    @property
    def sources(self) -> tuple[SourceRecord, ...]:
        """Every source, by id."""
        return tuple(self._sources.values())

    def source(self, id: str) -> SourceRecord:
        """The source of an id.

        Raises:
            KeyError: when the registry has none.
        """
        try:
            return self._sources[id]
        except KeyError:
            raise KeyError(f"no source {id!r} in the registry; ids are like 'reuters'") from None

    @cached_property
    def hosts(self) -> Mapping[str, str]:
        """Host to source id."""
        hosts = read_source_hosts(self.folder)
        return MappingProxyType({normal_host(host): source for host, source in hosts.items()})

    def source_for_host(self, host: str) -> SourceRecord | None:
        """The source that puts out a host, or the nearest domain above it; None when unknown."""
        for name in parent_hosts(host):
            if name in self.hosts:
                return self._sources.get(self.hosts[name])
        return None

    def source_for_url(self, url: str) -> str | None:
        """The id of the source that puts out an address; None when unknown, or not an address."""
        found = self.source_for_host(host_of(url))
        return found.id if found else None


@cache
def registry() -> Registry:
    """The shipped registry."""
    return Registry(shipped_folder())
