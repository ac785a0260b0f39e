"""The only way rows get in: under a journal entry, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select

from thistledown.casebook.asof import AsOf
from thistledown.casebook.clock import at_least_after, now, stamp, unstamp
from thistledown.casebook.engine import writing
from thistledown.casebook.schema import journal, retirement

Row = Mapping[str, Any]


class Entry:
    """An open journal entry; rows added through it carry its number and its instant."""

    def __init__(self, connection: Connection, seq: int, recorded_at: str, who: str) -> None:
        self.connection = connection
        self.seq = seq
        self.recorded_at = recorded_at
        self.who = who
        self.rows = 0
        self.forgotten = False

    def forget_if_empty(self) -> None:
        """Leave no trace in the journal if no row was added: another process did it in the meantime."""
        self.forgotten = not self.rows

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows to a table."""
        if not rows:
            return
        self.rows += len(rows)
        recorded = "entry" in table.c
        extra = {"recorded_at": self.recorded_at, "entry": self.seq} if recorded else {}
        self.connection.execute(insert(table), [{**row, **extra} for row in rows])

    def retire(
        self, table: Table, ids: Sequence[str], reason: str, *, replaced_by: str | None = None
    ) -> None:
        """Say that rows no longer hold from now on; they stay readable as of earlier dates."""
        self.insert(
            retirement,
            [
                {
                    "subject_table": table.name,
                    "subject_id": str(row),
                    "reason": reason,
                    "replaced_by": replaced_by,
                }
                for row in ids
            ],
        )

    def restore(self, table: Table, ids: Sequence[str], reason: str) -> None:
        """Say that retired rows hold again, by retiring their retirements."""
        if not ids:
            return
        gone = AsOf().select(
            retirement,
            retirement.c.subject_table == table.name,
            retirement.c.subject_id.in_([str(row) for row in ids]),
            columns=[retirement.c.id],
        )
        query = gone.order_by(retirement.c.id)
        self.retire(retirement, [str(key) for key in self.connection.execute(query).scalars()], reason)


@contextmanager
def journal_entry(
    engine: Engine,
    who: str,
    what: str,
    subject: str | None = None,
    detail: Mapping[str, Any] | None = None,
    *,
    at: datetime | None = None,
) -> Iterator[Entry]:
    """Open a transaction with one journal entry; everything in the block is kept together or not at all.

    `at` sets the instant (for imports that keep their own history); it is moved forward if the journal is
    already past it, so that the journal's order is always the order of time.
    """
    with writing(engine) as connection:
        last = connection.execute(select(func.max(journal.c.recorded_at))).scalar()
        moment = at_least_after(at or now(), unstamp(last) if last else None)
        recorded_at = stamp(moment)
        result = connection.execute(
            insert(journal).values(
                recorded_at=recorded_at,
                who=who,
                what=what,
                subject=subject[:200] if subject else None,
                detail=json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else None,
            )
        )
        key = result.inserted_primary_key
        if key is None:  # pragma: no cover - both engines return it
            raise RuntimeError("the database gave no number for the journal entry")
        entry = Entry(connection, int(key[0]), recorded_at, who)
        yield entry
        if entry.forgotten:
            connection.rollback()
