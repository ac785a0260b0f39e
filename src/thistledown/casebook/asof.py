"""Reading the record as known on a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    Table,
    and_,
    cast,
    exists,
    func,
    select,
    true,
)
from sqlalchemy.sql.selectable import NamedFromClause

from thistledown.casebook.clock import stamp
from thistledown.casebook.schema import journal, retirement


class AsOf:
    """A cut through the record: rows recorded by an instant and not retired by it. None means now."""

    def __init__(self, moment: datetime | None = None) -> None:
        self.moment = moment
        self._stamp = None if moment is None else stamp(moment)

    def recorded(self, table: NamedFromClause) -> ColumnElement[bool]:
        """Rows recorded by the instant."""
        if self.moment is None:
            return true()
        return table.c.entry <= self.last_entry()

    def last_entry(self) -> ScalarSelect[Any]:
        """The number of the last journal entry by the instant; its order is the order of time."""
        return select(func.max(journal.c.seq)).where(journal.c.recorded_at <= self._stamp).scalar_subquery()

    def live(self, table: NamedFromClause, name: str | None = None) -> ColumnElement[bool]:
        """Rows recorded by the instant and not retired by it; `name` is that of an aliased table."""
        key = next(iter(table.primary_key))
        return and_(self.recorded(table), ~self.retired(name or table.name, cast(key, String)))

    def retired(self, subject_table: Any, subject_id: Any) -> ColumnElement[bool]:
        """Whether a row was retired by the instant, and the retirement itself was not."""
        gone, undone = retirement.alias(), retirement.alias()
        still = select(1).where(
            undone.c.subject_table == retirement.name, undone.c.subject_id == cast(gone.c.id, String)
        )
        found = select(1).where(gone.c.subject_table == subject_table, gone.c.subject_id == subject_id)
        if self.moment is not None:
            still = still.where(undone.c.entry <= self.last_entry())
            found = found.where(gone.c.entry <= self.last_entry())
        return exists(found.where(~exists(still)))

    def newest(self, profile: Table, owner: str) -> Select[Any]:
        """For each owner that is not retired, the newest profile row recorded by the instant."""
        table = next(iter(profile.c[owner].foreign_keys)).column.table
        newest = select(func.max(profile.c.id)).where(self.live(profile)).group_by(profile.c[owner])
        return select(profile).where(profile.c.id.in_(newest), ~self.retired(table.name, profile.c[owner]))

    def select(self, table: Table, *where: ColumnElement[bool], columns: Sequence[Any] = ()) -> Select[Any]:
        """Select live rows of a table."""
        return select(*(columns or [table])).where(self.live(table), *where)
