"""The shipped registries of actors and sources, kept in the casebook with the version they came in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, select

from thistledown.casebook.append import Entry, journal_entry
from thistledown.casebook.asof import AsOf
from thistledown.casebook.schema import (
    actor,
    actor_name,
    actor_profile,
    actor_relation,
    journal,
    source,
    source_grade,
    source_profile,
)
from thistledown.codebook.registry import Registry

LOADED = "load-registry"
SHIPPED = "shipped registry"

# Journal entries by which the registry, and no analyst, brought rows.
_LOADS = select(journal.c.seq).where(journal.c.what == LOADED)


def registry_loaded(connection: Connection) -> str | None:
    """The version of the registry that the casebook holds."""
    query = select(journal.c.subject).where(journal.c.what == LOADED).order_by(journal.c.seq.desc()).limit(1)
    return connection.execute(query).scalar()


def load_registry(engine: Engine, registry: Registry, who: str) -> bool:
    """Bring the casebook's actors and sources up to the registry; return whether anything was new.

    What an analyst added stays: only names and relations the registry itself brought and no longer has are
    retired, and a changed profile is a new row beside the old, unless an analyst's is the newest.
    """
    with engine.connect() as reading:
        if registry_loaded(reading) == registry.version:
            return False
    with journal_entry(engine, who, LOADED, registry.version) as entry:
        if registry_loaded_before(entry, registry.version):
            entry.forget_if_empty()
            return False
        _load_actors(entry, registry)
        _load_sources(entry, registry)
    return True


def registry_loaded_before(entry: Entry, version: str) -> bool:
    """Whether another process loaded this version while this one waited for the lock."""
    query = select(journal.c.seq).where(
        journal.c.what == LOADED, journal.c.subject == version, journal.c.seq < entry.seq
    )
    newest = (
        select(journal.c.subject)
        .where(journal.c.what == LOADED, journal.c.seq < entry.seq)
        .order_by(journal.c.seq.desc())
        .limit(1)
    )
    found = entry.connection.execute(query).first() is not None
    return found and entry.connection.execute(newest).scalar() == version


def _load_actors(entry: Entry, registry: Registry) -> None:
    held = set(entry.connection.execute(select(actor.c.id)).scalars())
    known = list(registry.actors)
    entry.insert(actor, [{"id": item.id} for item in known if item.id not in held])
    _append_changed(
        entry,
        actor_profile,
        "actor_id",
        [
            {
                "actor_id": item.id,
                "kind": item.kind.value,
                "name": item.name,
                "country": item.country,
                "parent_id": item.parent,
                "note": item.note or None,
            }
            for item in known
        ],
    )
    _append_set(
        entry,
        actor_name,
        [
            {"actor_id": name.actor, "name": name.name, "language": name.language, "form": name.form}
            for name in registry.names()
        ],
    )
    _append_set(
        entry,
        actor_relation,
        [
            {
                "actor_id": item.actor,
                "relation": item.relation,
                "other_id": item.other,
                "start": item.start,
                "end": item.end,
                "note": item.note or None,
            }
            for item in registry.relations
        ],
    )


def _load_sources(entry: Entry, registry: Registry) -> None:
    held = set(entry.connection.execute(select(source.c.id)).scalars())
    entry.insert(source, [{"id": item.id} for item in registry.sources if item.id not in held])
    _append_changed(
        entry,
        source_profile,
        "source_id",
        [
            {
                "source_id": item.id,
                "name": item.name,
                "kind": item.kind,
                "country": item.country,
                "language": item.language,
                "affiliation": item.affiliation,
                "network": item.network,
            }
            for item in registry.sources
        ],
    )
    shipped = {
        row.source_id: (row.reliability, row.reason)
        for row in entry.connection.execute(
            select(source_grade).where(source_grade.c.graded_by == SHIPPED).order_by(source_grade.c.id)
        )
    }
    entry.insert(
        source_grade,
        [
            {
                "source_id": item.id,
                "reliability": item.reliability.value,
                "reason": item.reason,
                "graded_by": SHIPPED,
            }
            for item in registry.sources
            if shipped.get(item.id) != (item.reliability.value, item.reason)
        ],
    )


def _append_changed(entry: Entry, profile: Any, owner: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    ours = set(entry.connection.execute(_LOADS).scalars())
    newest = entry.connection.execute(AsOf().newest(profile, owner)).mappings()
    held = {row[owner]: row for row in newest}

    def changed(row: dict[str, Any]) -> bool:
        last = held.get(row[owner])
        if last is None:
            return True
        return last["entry"] in ours and any(last[key] != value for key, value in row.items())

    entry.insert(profile, [row for row in rows if changed(row)])


def _append_set(entry: Entry, table: Any, rows: list[dict[str, Any]]) -> None:
    def key(row: Any) -> tuple[Any, ...]:
        return tuple(row[name] for name in rows[0])

    if not rows:
        return
    ours = set(entry.connection.execute(_LOADS).scalars())
    held = {key(row): row for row in entry.connection.execute(AsOf().select(table)).mappings()}
    wanted = {key(row): row for row in rows}
    entry.insert(table, [row for mark, row in wanted.items() if mark not in held])
    gone = [str(row["id"]) for mark, row in held.items() if mark not in wanted and row["entry"] in ours]
    entry.retire(table, gone, "no longer in the shipped registry")
