"""Making a sheet from a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

import numpy as np
from sqlalchemy import select

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.schema import claim as claims
from thistledown.casebook.view import RecordedEvent
from thistledown.codebook.terms import ActorKind, Modality, Pathway, Polarity
from thistledown.weigh.assessment.assessment import Assessment
from thistledown.weigh.casework import Casework
from thistledown.weigh.clusters import Clusters
from thistledown.weigh.events.judged import judged_events
from thistledown.weigh.line import node_of
from thistledown.weigh.resolution.resolver import actor_clusters
from thistledown.weigh.sheet.sheet import (
    ACTOR_KINDS,
    CERTAINTIES,
    ITEMS,
    KINDS,
    NO_DAY,
    NOT_STATED,
    PATHWAYS,
    PRECISIONS,
    SYSTEMS,
    Lists,
    Sheet,
)
from thistledown.weigh.sheet.strings import Strings

# Told now and then: events done.
Told = Callable[[int], None]
_TELL = 200


@dataclass(slots=True)
class _Names:
    """Strings met so far, each once, in the order they were met."""

    rows: dict[str, int] = field(default_factory=dict)

    def row(self, text: str) -> int:
        return self.rows.setdefault(text, len(self.rows))

    @property
    def column(self) -> Strings:
        return Strings.of(self.rows)


@dataclass(slots=True)
class _Actors:
    """Actors met so far, merged ones under the id, name and kind of the one that speaks for them."""

    clusters: Clusters
    profiles: dict[str, tuple[str, ActorKind]]
    known: _Names = field(default_factory=_Names)
    names: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)

    def row(self, party: Party) -> int:
        key = self.clusters.chief(party.actor) if party.actor else party.name
        row = self.known.row(key)
        if row == len(self.names):
            name, kind = self.profiles.get(key, (party.name, party.kind))
            self.names.append(name)
            self.kinds.append(_code(ACTOR_KINDS, kind))
        return row


def build(work: Casework, *, weigh: bool = True, told: Told | None = None) -> Sheet:
    """Every event that has a claim left, in order of ids.

    Args:
        work: the casework of a view.
        weigh: assess each event too (some 3 ms an event); without it lines and probabilities are missing.
        told: called with the number of events done.
    """
    view = work.view
    entry = view.newest_entry()
    entries = {row.id: row.entry for row in view.rows(select(claims.c.id, claims.c.entry))}
    profiles = {row["actor_id"]: (str(row["name"]), ActorKind(row["kind"])) for row in view.actors()}
    actors = _Actors(actor_clusters(view), profiles)
    countries, places, sources = _Names(), _Names(), _Names()
    rows: list[_Row] = []
    for event, assessed in _events(work, weigh):
        rows.append(_row(event, assessed, actors, countries, places, sources, entries))
        if told is not None and len(rows) % _TELL == 0:
            told(len(rows))

    def numbers(name: str, kind: type = np.int64) -> np.ndarray:
        return np.array([getattr(row, name) for row in rows], kind)

    def lists(name: str) -> Lists:
        return Lists.of([getattr(row, name) for row in rows])

    weights = np.zeros((len(rows), len(PATHWAYS)))
    for at, row in enumerate(rows):
        for way, weight in row.pathway:
            weights[at, way] += weight
    return Sheet(
        entry=entry,
        ids=Strings.of(row.id for row in rows),
        titles=Strings.of(row.title for row in rows),
        kind=numbers("kind"),
        kinds=lists("kinds"),
        pathway=weights,
        provider_kinds=lists("provider_kinds"),
        recipient_kinds=lists("recipient_kinds"),
        lead_provider_kinds=lists("lead_provider_kinds"),
        lead_recipient_kinds=lists("lead_recipient_kinds"),
        providers=lists("providers"),
        recipients=lists("recipients"),
        actors=actors.known.column,
        actor_names=Strings.of(actors.names),
        actor_kind=np.array(actors.kinds, np.int64),
        systems=lists("systems"),
        items=lists("items"),
        certainty=numbers("certainty"),
        first_day=numbers("first_day"),
        last_day=numbers("last_day"),
        precision=numbers("precision"),
        country=numbers("country"),
        event_countries=lists("countries"),
        countries=countries.column,
        lat=numbers("lat", np.float64),
        lon=numbers("lon", np.float64),
        radius_km=numbers("radius_km", np.float64),
        place=numbers("place"),
        event_places=lists("places"),
        places=places.column,
        event_sources=lists("sources"),
        sources=sources.column,
        claims=numbers("claims"),
        pages=numbers("pages"),
        lines=numbers("lines"),
        probability=numbers("probability", np.float64),
        low=numbers("low", np.float64),
        high=numbers("high", np.float64),
        disputed=numbers("disputed", np.bool_),
        founded=numbers("founded"),
        recorded=numbers("recorded"),
    )


def weighed(sheet: Sheet, work: Casework, told: Told | None = None) -> Sheet:
    """The sheet with lines and probabilities, for a record too large to weigh at once.

    Events that came into the record since the sheet was made are left to the next sheet.
    """
    lines = sheet.lines.copy()
    columns = {name: getattr(sheet, name).copy() for name in ("probability", "low", "high")}
    for done, (event, assessed) in enumerate(work.every()):
        row = sheet.ids.index.get(event.id)
        if row is None:
            continue
        lines[row] = len(assessed.lines)
        columns["probability"][row] = assessed.probability
        columns["low"][row], columns["high"][row] = assessed.low, assessed.high
        if told is not None and done % _TELL == 0:
            told(done)
    return replace(sheet, lines=lines, **columns)


def _events(work: Casework, weigh: bool) -> Iterator[tuple[RecordedEvent, Assessment | None]]:
    if weigh:
        yield from work.every()
        return
    for event in judged_events(work.view):
        if event.claims:
            yield event, None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One event, before it is laid into columns."""

    id: str
    title: str
    kind: int
    kinds: list[int]
    pathway: list[tuple[int, float]]
    provider_kinds: list[int]
    recipient_kinds: list[int]
    lead_provider_kinds: list[int]
    lead_recipient_kinds: list[int]
    providers: list[int]
    recipients: list[int]
    systems: list[int]
    items: list[int]
    certainty: int
    first_day: int
    last_day: int
    precision: int
    country: int
    countries: list[int]
    lat: float
    lon: float
    radius_km: float
    place: int
    places: list[int]
    sources: list[int]
    claims: int
    pages: int
    lines: int
    probability: float
    low: float
    high: float
    disputed: bool
    founded: int
    recorded: int


def _row(
    event: RecordedEvent,
    assessed: Assessment | None,
    actors: _Actors,
    countries: _Names,
    places: _Names,
    sources: _Names,
    entries: dict[str, int],
) -> _Row:
    told = [one.claim for one in event.claims]
    lead = event.lead
    assert lead is not None
    ways = lead.pathways or ((Pathway.UNKNOWN, 1.0),)
    whole = sum(weight for _, weight in ways) or 1.0
    when, where = lead.when, lead.where
    nothing = float("nan")
    return _Row(
        id=event.id,
        title=event.title,
        kind=_code(KINDS, lead.kind),
        kinds=sorted({_code(KINDS, one.kind) for one in told}),
        pathway=[(_code(PATHWAYS, way), weight / whole) for way, weight in ways],
        provider_kinds=_kinds(told, "providers"),
        recipient_kinds=_kinds(told, "recipients"),
        lead_provider_kinds=_kinds([lead], "providers"),
        lead_recipient_kinds=_kinds([lead], "recipients"),
        providers=sorted({actors.row(party) for one in told for party in one.providers}),
        recipients=sorted({actors.row(party) for one in told for party in one.recipients}),
        systems=sorted({_code(SYSTEMS, one.system) for one in told if one.system}),
        items=sorted({_code(ITEMS, item) for one in told for item in one.items}),
        certainty=CERTAINTIES.index(event.certainty) if event.certainty in CERTAINTIES else -1,
        first_day=_day(when.start) if when else NO_DAY,
        last_day=_day(when.end) if when else NO_DAY,
        precision=_code(PRECISIONS, when.precision) if when else -1,
        country=countries.row(where.country) if where and where.country else -1,
        countries=sorted(
            {countries.row(one.where.country) for one in told if one.where and one.where.country}
        ),
        lat=nothing if where is None or where.lat is None else where.lat,
        lon=nothing if where is None or where.lon is None else where.lon,
        radius_km=nothing if where is None or where.radius_km is None else where.radius_km,
        place=places.row(where.name) if where and where.name else -1,
        places=sorted({places.row(one.where.name) for one in told if one.where and one.where.name}),
        sources=sorted({sources.row(one.citation.source) for one in told if one.citation}),
        claims=len(told),
        pages=len({node_of(one) for one in told}),
        lines=-1 if assessed is None else len(assessed.lines),
        probability=nothing if assessed is None else assessed.probability,
        low=nothing if assessed is None else assessed.low,
        high=nothing if assessed is None else assessed.high,
        disputed=any(one.modality is Modality.DENIED or one.polarity is Polarity.NEGATIVE for one in told)
        and lead.happened,
        founded=min(entries.get(one.id, 0) for one in event.claims),
        recorded=max(entries.get(one.id, 0) for one in event.claims),
    )


def _code(known: tuple[str, ...], value: StrEnum) -> int:
    return known.index(value.value)


def _kinds(told: list[Claim], role: str) -> list[int]:
    kinds: set[ActorKind] = {party.kind for one in told for party in getattr(one, role)}
    return sorted(_code(ACTOR_KINDS, kind) for kind in kinds) or [ACTOR_KINDS.index(NOT_STATED)]


def _day(day: date | None) -> int:
    return NO_DAY if day is None else day.toordinal() - date(1970, 1, 1).toordinal()
