"""Actors: the bodies that take part in events, never private individuals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from thistledown.codebook.days import first_day, last_day
from thistledown.codebook.rows import Row, read_table
from thistledown.codebook.terms import ActorKind

NAME_FORMS = ("name", "alias", "acronym", "ambiguous")
RELATIONS = ("successor-of", "member-of", "allied-with", "split-from")


@dataclass(frozen=True, slots=True)
class ActorRecord:
    """An actor of the registry.

    Attributes:
        id: stable, readable id.
        kind: what sort of body it is.
        name: English display name.
        country: ISO 3166-1 alpha-3 where it belongs or chiefly operates, or None.
        parent: id of the actor above it, or None.
        start: since when it exists, a partial date, or None.
        end: until when, a partial date, or None.
        note: anything a reader of the registry should know.
    """

    id: str
    kind: ActorKind
    name: str
    country: str | None = None
    parent: str | None = None
    start: str | None = None
    end: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActorName:
    """One name of one actor.

    Attributes:
        actor: the actor's id.
        name: the words.
        language: BCP 47 primary tag.
        form: `name`, `alias`, `acronym`, or `ambiguous`: also an ordinary word, or shared with another
            actor, so that a reader needs support from the text.
    """

    actor: str
    name: str
    language: str
    form: str


@dataclass(frozen=True, slots=True)
class ActorRelation:
    """How one actor stands to another, and when.

    Attributes:
        actor: the actor's id.
        relation: `successor-of`, `member-of`, `allied-with` or `split-from`.
        other: the other actor's id.
        start: since when, a partial date, or None.
        end: until when, a partial date, or None.
        note: anything a reader of the registry should know.
    """

    actor: str
    relation: str
    other: str
    start: str | None = None
    end: str | None = None
    note: str = ""


def read_actors(folder: Path) -> list[ActorRecord]:
    """The actors of `actors.csv`; states are not among them (see `countries`)."""
    return read_table(folder / "actors.csv", _actor)


def read_actor_names(folder: Path) -> list[ActorName]:
    """The names of `actor_names.csv`."""
    return read_table(
        folder / "actor_names.csv",
        lambda row: ActorName(row["actor"], row["name"], row["language"], row["form"]),
    )


def read_actor_relations(folder: Path) -> list[ActorRelation]:
    """The relations of `actor_relations.csv`."""
    return read_table(folder / "actor_relations.csv", _relation)


def _actor(row: Row) -> ActorRecord:
    start, end = _period(row)
    return ActorRecord(
        row["id"],
        ActorKind(row["kind"]),
        row["name"],
        row["country"] or None,
        row["parent"] or None,
        start,
        end,
        row["note"],
    )


def _relation(row: Row) -> ActorRelation:
    if row["relation"] not in RELATIONS:
        raise ValueError(f"{row['relation']!r} is no relation; use one of {', '.join(RELATIONS)}")
    start, end = _period(row)
    return ActorRelation(row["actor"], row["relation"], row["other"], start, end, row["note"])


def _period(row: Row) -> tuple[str | None, str | None]:
    start, end = row["start"] or None, row["end"] or None
    begins, ends = first_day(start) if start else None, last_day(end) if end else None
    if begins is not None and ends is not None and ends < begins:
        raise ValueError(f"it ends ({end}) before it starts ({start})")
    return start, end
