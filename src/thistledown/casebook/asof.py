"""Reading the record as known on a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, and_, cast, exists, func, select

from thistledown.casebook.clock import stamp
from thistledown.casebook.schema import retirement


class AsOf:
    """A cut through the record: rows recorded by an instant and not retired by it. None means now."""

    def __init__(self, moment: datetime | None = None) -> None:
        self.moment = moment
        self._stamp = None if moment is None else stamp(moment)

    def recorded(self, table: Table) -> ColumnElement[bool]:
        """Rows recorded by the instant."""
        if self._stamp is None:
            return table.c.entry.is_not(None)
        return table.c.recorded_at <= self._stamp

    def live(self, table: Table) -> ColumnElement[bool]:
        """Rows recorded by the instant and not retired by it."""
        key = table.primary_key.columns.values()[0]
        retired = [
            retirement.c.subject_table == table.name,
            retirement.c.subject_id == cast(key, String),
        ]
        if self._stamp is not None:
            retired.append(retirement.c.recorded_at <= self._stamp)
        return and_(self.recorded(table), ~exists(select(1).where(*retired)))

    def newest(self, profile: Table, owner: str) -> Select[Any]:
        """For each owner, the newest profile row recorded by the instant."""
        newest = select(func.max(profile.c.id)).where(self.recorded(profile)).group_by(profile.c[owner])
        return select(profile).where(profile.c.id.in_(newest))

    def select(self, table: Table, *where: ColumnElement[bool], columns: Sequence[Any] = ()) -> Select[Any]:
        """Select live rows of a table."""
        return select(*(columns or [table])).where(self.live(table), *where)
