"""Undoing a journal entry, at any depth: as an entry of its own, so that it can be undone too.

An entry is in force until an entry that is in force undoes it. Whether a row holds is decided by the newest
entry in force that says anything about it: the one that added it, one that retired it, one that restored it.
An undo therefore retires and restores just those rows about which the answer changes; what later entries
said about a row stays. Undoing an undo brings the earlier entry back into force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, String, Table, cast, select

from thistledown.casebook.asof import AsOf
from thistledown.casebook.claim_rows import CHUNK
from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.record import Casebook
from thistledown.casebook.registry_rows import LOADED
from thistledown.casebook.schema import capture, custody, journal, metadata, retirement
from thistledown.codebook.reason import Reason

T = TypeVar("T")

# What the journal calls an undoing; its subject is the number of the entry that it undoes.
UNDO = "undo"
# Every table whose rows an entry brings and an undo can retire.
_TABLES = tuple(
    table
    for table in metadata.sorted_tables
    if "entry" in table.c and table not in (retirement, capture, custody)
)


class CannotUndoError(CasebookError):
    """An entry cannot be undone: which, why, and what to do instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What an undoing did.

    Attributes:
        entry: number of the journal entry it made.
        undid: number of the entry it undid.
        what: what that entry, or the one at the bottom of a chain of undoings, had done.
        subject: what that was about, if the journal says so.
        back: whether the bottom entry is in force again (an undoing was undone).
        retired: how many rows no longer hold, by table.
        restored: how many rows hold again, by table.
    """

    entry: int
    undid: int
    what: str
    subject: str | None
    back: bool
    retired: Mapping[str, int] = field(default_factory=dict)
    restored: Mapping[str, int] = field(default_factory=dict)


def undo(casebook: Casebook, seq: int | None = None) -> Undone:
    """Undo a journal entry: rows it added no longer hold, rows it retired hold again.

    Args:
        casebook: the casebook, in whose analyst's name the undoing is written.
        seq: number of the entry (`thistledown log`); left out, the analyst's newest entry that is in force,
            can be undone and is no undoing itself.

    Raises:
        UnknownIdError: when the journal has no such entry.
        CannotUndoError: when the entry kept captures, wrote a custody log, or loaded the shipped registry;
            when it is undone already; or when nothing is left to undo.
    """
    with casebook.engine.connect() as reading:
        if seq is None:
            seq = _newest(reading, casebook.who)
        bottom = _checked(reading, seq)
    detail = {"entry": seq, "what": bottom.what, "subject": bottom.subject}
    with casebook.entry(UNDO, str(seq), detail) as entry:
        # Looked at again under the write lock: another process may have undone it meanwhile.
        _checked(entry.connection, seq, before=entry.seq)
        told = f"entry {bottom.seq} was " + ("brought back" if bottom.back else "undone")
        undone = undone_by(entry.connection)
        retired: dict[str, int] = {}
        restored: dict[str, int] = {}
        for table, ids in _said_by(entry.connection, bottom.seq).items():
            gone, back = _changes(entry.connection, table, sorted(ids), undone)
            entry.retire(table, gone, told)
            entry.restore(table, back, told)
            retired |= {table.name: len(gone)} if gone else {}
            restored |= {table.name: len(back)} if back else {}
        return Undone(
            entry=entry.seq,
            undid=seq,
            what=bottom.what,
            subject=bottom.subject,
            back=bottom.back,
            retired=retired,
            restored=restored,
        )


def to_undo(casebook: Casebook, seq: int | None = None) -> int:
    """The number of the entry that `undo` would undo; nothing is written.

    Raises:
        UnknownIdError: as `undo`.
        CannotUndoError: as `undo`.
    """
    with casebook.engine.connect() as reading:
        found = _newest(reading, casebook.who) if seq is None else seq
        _checked(reading, found)
    return found


def undone_by(connection: Connection, *, before: int | None = None) -> dict[int, int]:
    """For every journal entry that is not in force: the number of the entry in force that undid it.

    Args:
        connection: an open connection to the record.
        before: leave out this entry and later ones.
    """
    query = select(journal.c.seq, journal.c.subject).where(journal.c.what == UNDO)
    if before is not None:
        query = query.where(journal.c.seq < before)
    found: dict[int, int] = {}
    # Only later entries undo, so from the newest on all is known that decides.
    for seq, subject in connection.execute(query.order_by(journal.c.seq.desc())):
        if seq not in found:
            found[int(subject)] = seq
    return found


class _Word(IntEnum):
    """What an entry says about a row; where one entry says two things, the greater is its last word."""

    ADDED = 0
    RETIRED = 1
    RESTORED = 2


@dataclass(frozen=True, slots=True)
class _Bottom:
    """The entry at the bottom of a chain of undoings, and whether it will be in force after one more."""

    seq: int
    what: str
    subject: str | None
    back: bool


def _checked(connection: Connection, seq: int, *, before: int | None = None) -> _Bottom:
    row = _journal(connection, seq)
    by = undone_by(connection, before=before).get(seq)
    if by is not None:
        raise CannotUndoError(FAILURE("undone", entry=seq, by=by))
    back = False
    while row.what == UNDO:
        back = not back
        row = _journal(connection, int(row.subject))
    if refusal := _refusal(connection, row.seq, row.what):
        raise CannotUndoError(FAILURE("kept_entry", entry=row.seq, what=row.what, why=refusal))
    return _Bottom(row.seq, row.what, row.subject, back)


def _journal(connection: Connection, seq: int) -> Row[Any]:
    # Numbers that no engine holds are no entry's.
    wanted = seq if 0 < seq < 2**31 else 0
    row = connection.execute(select(journal).where(journal.c.seq == wanted)).first()
    if row is None:
        raise UnknownIdError(FAILURE("no_entry", entry=seq))
    return row


def _refusal(connection: Connection, seq: int, what: str) -> Reason | None:
    """Why an entry cannot be undone; None when it can."""
    if what == LOADED:
        return FAILURE("kept_registry")
    if _kept(connection, capture, seq):
        return FAILURE("kept_captures")
    if _kept(connection, custody, seq):
        return FAILURE("kept_log")
    return None


def _kept(connection: Connection, table: Table, seq: int) -> bool:
    return connection.execute(select(table.c.entry).where(table.c.entry == seq).limit(1)).first() is not None


def _newest(connection: Connection, who: str) -> int:
    undone = undone_by(connection)
    query = (
        select(journal.c.seq)
        .where(
            journal.c.who == who,
            journal.c.what.not_in((UNDO, LOADED)),
            journal.c.seq.not_in(select(capture.c.entry)),
            journal.c.seq.not_in(select(custody.c.entry)),
        )
        .order_by(journal.c.seq.desc())
    )
    for seq in connection.execute(query).scalars():
        if seq not in undone:
            return int(seq)
    raise CannotUndoError(FAILURE("all_undone", who=who))


def _said_by(connection: Connection, seq: int) -> Mapping[Table, set[str]]:
    """The rows that an entry says something about: those it added, retired or restored."""
    found: dict[Table, set[str]] = defaultdict(set)
    for table in _TABLES:
        key = next(iter(table.primary_key))
        ids = connection.execute(select(cast(key, String)).where(table.c.entry == seq)).scalars()
        if names := set(ids):
            found[table] |= names
    mine = select(retirement.c.subject_table, retirement.c.subject_id).where(retirement.c.entry == seq)
    restored = []
    for name, row_id in connection.execute(mine):
        if name == retirement.name:
            restored.append(int(row_id))
        else:
            found[metadata.tables[name]].add(row_id)
    for part in _chunks(restored):
        query = select(retirement.c.subject_table, retirement.c.subject_id).where(retirement.c.id.in_(part))
        for name, row_id in connection.execute(query):
            # A restoration that was retired by hand says nothing that reads take notice of.
            if name != retirement.name:
                found[metadata.tables[name]].add(row_id)
    return found


def _changes(
    connection: Connection, table: Table, ids: Sequence[str], undone: Mapping[int, int]
) -> tuple[list[str], list[str]]:
    """Those of some rows that hold now and should not, and those that should and do not."""
    gone: list[str] = []
    back: list[str] = []
    named: ColumnElement[str] = cast(next(iter(table.primary_key)), String)
    for part in _chunks(ids):
        newest: dict[str, tuple[int, _Word]] = {}
        for row_id, seq, word in _words(connection, table, part):
            newest.setdefault(row_id, (0, _Word.RETIRED))
            if seq not in undone:
                newest[row_id] = max(newest[row_id], (seq, word))
        live = set(connection.execute(AsOf().select(table, _among(table, part), columns=[named])).scalars())
        for row_id, (_, word) in newest.items():
            if (word is not _Word.RETIRED) is not (row_id in live):
                (gone if row_id in live else back).append(row_id)
    return gone, back


def _words(connection: Connection, table: Table, ids: Sequence[str]) -> Iterator[tuple[str, int, _Word]]:
    """What entries other than undoings said about some rows: (row, entry, word)."""
    named: ColumnElement[str] = cast(next(iter(table.primary_key)), String)
    for row_id, seq in connection.execute(select(named, table.c.entry).where(_among(table, ids))):
        yield row_id, seq, _Word.ADDED
    query = (
        select(retirement.c.id, retirement.c.subject_id, retirement.c.entry, journal.c.what)
        .join(journal, journal.c.seq == retirement.c.entry)
        .where(retirement.c.subject_table == table.name, retirement.c.subject_id.in_(ids))
    )
    retired: dict[str, str] = {}
    for key, row_id, seq, what in connection.execute(query):
        retired[str(key)] = row_id
        if what != UNDO:
            yield row_id, seq, _Word.RETIRED
    for part in _chunks(list(retired)):
        query = (
            select(retirement.c.subject_id, retirement.c.entry)
            .join(journal, journal.c.seq == retirement.c.entry)
            .where(
                retirement.c.subject_table == retirement.name,
                retirement.c.subject_id.in_(part),
                journal.c.what != UNDO,
            )
        )
        for key, seq in connection.execute(query):
            yield retired[key], seq, _Word.RESTORED


def _among(table: Table, ids: Sequence[str]) -> ColumnElement[bool]:
    key = next(iter(table.primary_key))
    return key.in_([int(name) for name in ids] if key.type.python_type is int else ids)


def _chunks(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
