"""The atlas: publicly reported events, coded by hand, each with its citations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from thistledown.codebook.rows import Row, read_table
from thistledown.codebook.shipped import shipped_folder
from thistledown.codebook.terms import (
    Certainty,
    Item,
    Kind,
    Modality,
    Pathway,
    Precision,
    Stance,
    System,
)

Role = Literal["provider", "recipient"]
ROLES: Mapping[str, Role] = {"provider": "provider", "recipient": "recipient"}


@dataclass(frozen=True, slots=True)
class AtlasParty:
    """One actor in one event.

    Attributes:
        role: `provider` or `recipient`.
        actor: id in the registry.
        modality: how the row puts THIS attribution.
        group: rows of one role with the same non-empty letter are alternatives: one of them.
        raw: the coder's own string, unchanged.
    """

    role: Role
    actor: str
    modality: Modality
    group: str
    raw: str


@dataclass(frozen=True, slots=True)
class AtlasCitation:
    """One page an event rests on.

    Attributes:
        url: its address.
        source: id of the source in the registry.
        publisher: the publisher as the coder wrote it.
        published: ISO day, or a partial date, or None when not known.
        language: BCP 47 primary tag, or None.
        stance: what the page does with the event.
        note: what the coder adds ("relays BBC").
    """

    url: str
    source: str
    publisher: str
    published: str | None
    language: str | None
    stance: Stance
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasEvent:
    """One event of the atlas.

    Attributes:
        id: stable, readable id.
        date_start: first day on which it can have happened.
        date_end: last day, inclusive.
        date_precision: day, month or year.
        kind: what happened.
        items: what moved or was seen.
        system: class of drone, or None.
        pathway: the coded pathway.
        country: ISO 3166-1 alpha-3 where it took place, or None.
        place: name of the place, or None.
        lat: degrees north, WGS 84, approximate, or None.
        lon: degrees east, or None.
        certainty: the coder's summary over all sources.
        first: whether sources call it the actor's first known use.
        summary: the event in the coder's own words.
        parties: who took part.
        citations: the pages it rests on, in the coder's order; never empty in the shipped atlas.
    """

    id: str
    date_start: date
    date_end: date
    date_precision: Precision
    kind: Kind
    items: tuple[Item, ...]
    system: System | None
    pathway: Pathway
    country: str | None
    place: str | None
    lat: float | None
    lon: float | None
    certainty: Certainty
    first: bool
    summary: str
    parties: tuple[AtlasParty, ...] = ()
    citations: tuple[AtlasCitation, ...] = ()

    @property
    def providers(self) -> tuple[AtlasParty, ...]:
        """Who passed it on."""
        return tuple(party for party in self.parties if party.role == "provider")

    @property
    def recipients(self) -> tuple[AtlasParty, ...]:
        """Who received or used it."""
        return tuple(party for party in self.parties if party.role == "recipient")


def read_atlas(folder: Path) -> list[AtlasEvent]:
    """The events of a data folder with their parties and citations, in the order of `atlas_events.csv`.

    Raises:
        TableError: when a cell is not what its column holds.
    """
    parties = _by_event(read_table(folder / "atlas_parties.csv", _party))
    citations = _by_event(read_table(folder / "atlas_citations.csv", _citation))
    return read_table(folder / "atlas_events.csv", lambda row: _event(row, parties, citations))


@cache
def atlas() -> tuple[AtlasEvent, ...]:
    """The shipped atlas."""
    return tuple(read_atlas(shipped_folder()))


T = TypeVar("T")


def _by_event(rows: Iterable[tuple[str, int, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[tuple[int, T]]] = {}
    for event, position, item in rows:
        found.setdefault(event, []).append((position, item))
    return {
        event: tuple(item for _, item in sorted(items, key=lambda pair: pair[0]))
        for event, items in found.items()
    }


def _party(row: Row) -> tuple[str, int, AtlasParty]:
    role = ROLES.get(row["role"])
    if role is None:
        raise ValueError(f"{row['role']!r} is no role; use provider or recipient")
    party = AtlasParty(role, row["actor"], Modality(row["modality"]), row["group"], row["raw"])
    # Providers stand before recipients; the position counts within a role.
    return row["event"], int(row["position"]) + (0 if party.role == "provider" else 1000), party


def _citation(row: Row) -> tuple[str, int, AtlasCitation]:
    citation = AtlasCitation(
        row["url"],
        row["source"],
        row["publisher"],
        row["published"] or None,
        row["language"] or None,
        Stance(row["stance"]),
        row["note"],
    )
    return row["event"], int(row["position"]), citation


def _event(
    row: Row,
    parties: dict[str, tuple[AtlasParty, ...]],
    citations: dict[str, tuple[AtlasCitation, ...]],
) -> AtlasEvent:
    return AtlasEvent(
        id=row["id"],
        date_start=date.fromisoformat(row["date_start"]),
        date_end=date.fromisoformat(row["date_end"]),
        date_precision=Precision(row["date_precision"]),
        kind=Kind(row["kind"]),
        items=tuple(Item(item) for item in row["items"].split(";") if item),
        system=System(row["system"]) if row["system"] else None,
        pathway=Pathway(row["pathway"]),
        country=row["country"] or None,
        place=row["place"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        certainty=Certainty(row["certainty"]),
        first=_truth(row["first"]),
        summary=row["summary"],
        parties=parties.get(row["id"], ()),
        citations=citations.get(row["id"], ()),
    )


def _truth(cell: str) -> bool:
    if cell not in ("true", "false", ""):
        raise ValueError(f"{cell!r} is neither true nor false")
    return cell == "true"
