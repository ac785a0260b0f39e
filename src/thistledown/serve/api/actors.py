"""Actors: who takes part, under which names, and who is one with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field

from thistledown.casebook.schema import actor_profile
from thistledown.casebook.view import View
from thistledown.serve.api.asked import Asked, Question
from thistledown.serve.api.chosen import of_sheet
from thistledown.serve.api.reasons import Reason
from thistledown.serve.api.shown_claim import ShownClaim, shown_claims
from thistledown.weigh.clusters import Clusters, merge_edges
from thistledown.weigh.merging import Said
from thistledown.weigh.resolution.mentions import claims_naming
from thistledown.weigh.resolution.name_search import ActorNames
from thistledown.weigh.resolution.resolver import (
    actor_clusters,
    different_actors,
    same_actor,
    suggestions,
    who_may_be,
)
from thistledown.weigh.resolution.scoring import Match
from thistledown.weigh.sheet.roles import Part, parts

router = APIRouter(prefix="/actors", tags=["actors"])

ActorId = Annotated[str, Path(max_length=120)]
NONE = Part(0, 0, 0, 0.0, 0)
PER_PAGE = 100
# Claims of an actor that its page shows.
CLAIMS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """An actor in a line.

    Attributes:
        id: its id.
        name: its name.
        matched: the name that the search found it by, where it is another.
        kind: sort of body.
        country: ISO 3166-1 alpha-3.
        parent: id of the actor it is part of.
        parent_name: its name.
        provider: events in which it passes on.
        recipient: events in which it receives or uses.
        events: events in which it takes part.
        expected: how many of them are expected to have happened.
        lines: lines of evidence of them; None while they are not weighed.
        merged: how many other actors are one with it.
    """

    id: str
    name: str
    matched: str | None
    kind: str
    country: str | None
    parent: str | None
    parent_name: str | None
    provider: int
    recipient: int
    events: int
    expected: float
    lines: int | None
    merged: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A value and how many actors have it."""

    id: str
    actors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorList:
    """Actors that fit.

    Attributes:
        rows: those of the page.
        total: how many fit.
        known: how many the record knows.
        active: how many take part in events.
        kinds: sorts of bodies among those that fit but for the kind.
        countries: countries among those that fit but for the country.
    """

    rows: tuple[ActorRow, ...]
    total: int
    known: int
    active: int
    kinds: tuple[Counted, ...]
    countries: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFound:
    """An actor that a typed name may mean."""

    id: str
    name: str
    matched: str
    kind: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One thing that speaks for or against two actors being one.

    Attributes:
        name: what was looked at.
        points: what it added to the score, or took from it.
        detail: the words it rests on.
        told: the same to be worded in another language.
    """

    name: str
    points: float
    detail: str
    told: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class MayBe:
    """Two actors that may be one.

    Attributes:
        left: id of one.
        left_name: its name.
        right: id of the other.
        right_name: its name.
        score: 0 to 1; not a probability.
        band: high, review or no.
        features: what speaks for and against.
    """

    left: str
    left_name: str
    right: str
    right_name: str
    score: float
    band: str
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorName:
    """A name in a language; `form` says whether others bear it too."""

    name: str
    language: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorTie:
    """Another actor beside this one.

    Attributes:
        relation: successor-of, member-of, allied-with, split-from; from this one's side when `mine`.
        mine: whether the relation is said of this actor, and not of the other.
        id: of the other.
        name: its name.
        start: since when.
        end: until when.
        note: what is noted.
    """

    relation: str
    mine: bool
    id: str
    name: str
    start: str | None
    end: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEdge:
    """A word on two actors: that they are one, or that they are not.

    Attributes:
        left: id of one.
        left_name: its name.
        right: id of the other.
        right_name: its name.
        same: whether it says that they are one.
        holds: whether it joins them; another word may stand against it.
        machine: whether a machine said so.
        reason: why.
        entry: the journal entry, to undo it.
    """

    left: str
    left_name: str
    right: str
    right_name: str
    same: bool
    holds: bool
    machine: bool
    reason: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorKin:
    """An actor named beside another: its parent, its part, or one that is one with it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """An actor whole.

    Attributes:
        id: its id.
        chief: the actor that speaks for all that are one with it.
        name: its name.
        kind: sort of body.
        country: ISO 3166-1 alpha-3.
        note: what is noted of it.
        parents: what it is part of, nearest first.
        children: what is part of it.
        names: in all scripts.
        relations: what came before, after and beside.
        members: actors that are one with it, itself left out.
        edges: words on who is one with it and who is not.
        part: how often it takes part.
        claims: claims that name it, at most 100.
    """

    id: str
    chief: ActorKin
    name: str
    kind: str
    country: str | None
    note: str | None
    parents: tuple[ActorKin, ...]
    children: tuple[ActorKin, ...]
    names: tuple[ActorName, ...]
    relations: tuple[ActorTie, ...]
    members: tuple[ActorKin, ...]
    edges: tuple[ActorEdge, ...]
    part: Part
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorWord:
    """What an analyst says of two actors.

    Attributes:
        left: id of one.
        right: id of the other.
        same: whether they are one.
        reason: why, for those who read it later.
        coder: in whose name; the casebook's analyst if not said.
    """

    left: Annotated[str, Field(max_length=120)]
    right: Annotated[str, Field(max_length=120)]
    same: bool
    reason: Annotated[str, Field(max_length=4_000)] = ""
    coder: Annotated[str | None, Field(max_length=200)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorSaid:
    """What became of it.

    Attributes:
        entry: number of the journal entry; None when the record said so already.
        overruled: words that no longer join anything because of it.
    """

    entry: int | None
    overruled: int


@router.get("")
def actors(
    ask: Question,
    text: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[str, Query(max_length=40)] = "",
    country: Annotated[str, Query(max_length=3)] = "",
    everyone: Annotated[bool, Query(description="Also those that take part in no event.")] = False,
    sort: Literal["events", "name"] = "events",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> ActorList:
    """Actors by name, kind and country; those that take part in most events first."""
    told = _parts(ask)
    clusters = _clusters(ask)
    rows = {row["actor_id"]: row for row in ask.kept("actors", ask.view.actors)}
    matched = {hit.actor: hit.name for hit in _names(ask).find(text)} if text.strip() else None
    shown = [
        row
        for key, row in rows.items()
        if clusters.chief(key) == key
        and (everyone or matched is not None or key in told)
        and (matched is None or any(member in matched for member in clusters.of(key)))
    ]
    fits = [
        row
        for row in shown
        if (not kind or row["kind"] == kind) and (not country or row["country"] == country)
    ]
    if sort == "events":
        fits.sort(key=lambda row: (-told.get(row["actor_id"], NONE).events, row["name"].casefold()))
    else:
        fits.sort(key=lambda row: row["name"].casefold())
    found = []
    for row in fits[(page - 1) * PER_PAGE : page * PER_PAGE]:
        key = row["actor_id"]
        part = told.get(key, NONE)
        members = clusters.of(key)
        by = next((matched[one] for one in sorted(members) if one in matched), None) if matched else None
        parent = rows.get(row["parent_id"])
        found.append(
            ActorRow(
                id=key,
                name=row["name"],
                matched=by if by != row["name"] else None,
                kind=row["kind"],
                country=row["country"],
                parent=row["parent_id"],
                parent_name=parent["name"] if parent else None,
                provider=part.provider,
                recipient=part.recipient,
                events=part.events,
                expected=part.expected,
                lines=part.lines,
                merged=len(members) - 1,
            )
        )
    return ActorList(
        rows=tuple(found),
        total=len(fits),
        known=len(rows),
        active=sum(key in told for key in rows),
        kinds=_count(row["kind"] for row in shown if not country or row["country"] == country),
        countries=_count(row["country"] for row in shown if not kind or row["kind"] == kind),
    )


@router.get("/names")
def actor_names(
    ask: Question,
    text: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 8,
) -> tuple[ActorFound, ...]:
    """Actors that a typed name in any script may mean."""
    rows = {row["actor_id"]: row for row in ask.kept("actors", ask.view.actors)}
    return tuple(
        ActorFound(
            id=hit.actor,
            name=rows[hit.actor]["name"],
            matched=hit.name,
            kind=rows[hit.actor]["kind"],
            country=rows[hit.actor]["country"],
        )
        for hit in _names(ask).find(text, limit)
    )


@router.get("/matches")
def actor_matches(
    ask: Question,
    actor: Annotated[str, Query(max_length=200, description="Left out: every pair that waits.")] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> tuple[MayBe, ...]:
    """Actors that may be one, surest first, with what speaks for and against."""
    if actor:
        found = ask.kept(f"may be {actor}", lambda: who_may_be(ask.view, actor, limit=limit))
    else:
        found = ask.kept("actor suggestions", lambda: suggestions(ask.view))
    return tuple(_may_be(ask, one) for one in found[:limit])


@router.post("/words")
def say_of_actors(ask: Question, word: ActorWord) -> ActorSaid:
    """Say that two actors are one, or that they never are; one journal entry that can be undone."""
    book = ask.to_write().in_name_of(word.coder)
    say = same_actor if word.same else different_actors
    said: Said = say(book, word.left, word.right, word.reason.strip() or "no reason given")
    return ActorSaid(entry=said.entry, overruled=len(said.overruled))


@router.get("/{id:path}")
def actor(ask: Question, id: ActorId) -> ActorPage:
    """An actor with its names, its kin, and who is one with it."""
    view = ask.view
    profile = view.actor(id)
    clusters = _clusters(ask)
    members = clusters.of(id)
    overruled = {edge.id for edge, _ in clusters.overruled}
    edges = [edge for edge in merge_edges(view, "actor") if {edge.left, edge.right} & members]
    relations = view.actor_relations(id)
    named = _named(ask)
    return ActorPage(
        id=id,
        chief=_kin(named, clusters.chief(id)),
        name=profile["name"],
        kind=profile["kind"],
        country=profile["country"],
        note=profile["note"],
        parents=_parents(view, named, profile["parent_id"], id),
        children=tuple(
            ActorKin(id=row["actor_id"], name=row["name"])
            for row in view.actors(actor_profile.c.parent_id == id)
        ),
        names=tuple(
            ActorName(name=row["name"], language=row["language"], form=row["form"])
            for row in view.actor_names(id)
        ),
        relations=tuple(
            ActorTie(
                relation=row["relation"],
                mine=row["actor_id"] == id,
                id=(other := row["other_id"] if row["actor_id"] == id else row["actor_id"]),
                name=named.get(other, other),
                start=row["start"],
                end=row["end"],
                note=row["note"],
            )
            for row in relations
        ),
        members=tuple(_kin(named, key) for key in sorted(members - {id})),
        edges=tuple(
            ActorEdge(
                left=edge.left,
                left_name=named.get(edge.left, edge.left),
                right=edge.right,
                right_name=named.get(edge.right, edge.right),
                same=edge.same,
                holds=edge.id not in overruled,
                machine=edge.machine,
                reason=edge.reason,
                entry=edge.entry,
            )
            for edge in edges
        ),
        part=_parts(ask).get(clusters.chief(id), NONE),
        claims=shown_claims(ask, claims_naming(view, id, limit=CLAIMS)),
    )


def _parts(ask: Asked) -> dict[str, Part]:
    return of_sheet(ask, "parts of actors", parts)


def _clusters(ask: Asked) -> Clusters:
    return ask.kept("actor clusters", lambda: actor_clusters(ask.view))


def _names(ask: Asked) -> ActorNames:
    return ask.kept("actor name search", lambda: ActorNames(ask.view))


def _named(ask: Asked) -> dict[str, str]:
    return {row["actor_id"]: row["name"] for row in ask.kept("actors", ask.view.actors)}


def _kin(named: dict[str, str], key: str) -> ActorKin:
    return ActorKin(id=key, name=named.get(key, key))


def _parents(view: View, named: dict[str, str], key: str | None, child: str) -> tuple[ActorKin, ...]:
    found: list[ActorKin] = []
    seen = {child}
    while key and key in named and key not in seen:
        seen.add(key)
        found.append(_kin(named, key))
        key = view.actor(key)["parent_id"]
    return tuple(found)


def _may_be(ask: Asked, match: Match) -> MayBe:
    named = _named(ask)
    return MayBe(
        left=match.left,
        left_name=named.get(match.left, match.left),
        right=match.right,
        right_name=named.get(match.right, match.right),
        score=match.score,
        band=match.band,
        features=tuple(
            Feature(name=one.name, points=one.points, detail=one.detail.english, told=Reason.of(one.detail))
            for one in match.features
        ),
    )


def _count(values: Iterable[str | None]) -> tuple[Counted, ...]:
    found = Counter(value for value in values if value)
    return tuple(Counted(key, n) for key, n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
