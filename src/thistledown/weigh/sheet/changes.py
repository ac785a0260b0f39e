"""Which events are new, or have new claims, since a state of the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thistledown.weigh.sheet.sheet import Sheet

# Events listed at most.
MOST = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One event with claims that came since.

    Attributes:
        id: its id.
        title: how it is called.
        entry: journal entry of its newest claim.
        new: whether all of its claims came since, so that nobody knew of it before.
    """

    id: str
    title: str
    entry: int
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What came since.

    Attributes:
        since: journal entry after which it came.
        until: newest journal entry of the sheet.
        new: events nobody knew of before.
        grown: events known before that have further claims.
        events: those events, the newest first.
        left_out: events that are not listed.
    """

    since: int
    until: int
    new: int
    grown: int
    events: tuple[Change, ...]
    left_out: int


def changes(sheet: Sheet, since: int, most: int = MOST) -> Changes:
    """Events with claims that were recorded after a journal entry.

    What analysts decided about it since (a judgement, a join, a title) is told by the journal, not here.

    Args:
        sheet: the events.
        since: number of the journal entry; 0 for all.
        most: events listed at most.
    """
    rows = np.flatnonzero(sheet.recorded > since)
    rows = rows[np.argsort(-sheet.recorded[rows], kind="stable")]
    new = sheet.founded[rows] > since
    return Changes(
        since=since,
        until=sheet.entry,
        new=int(new.sum()),
        grown=int((~new).sum()),
        events=tuple(
            Change(sheet.ids[row], sheet.titles[row], int(sheet.recorded[row]), fresh)
            for row, fresh in zip(rows[:most].tolist(), new[:most].tolist(), strict=True)
        ),
        left_out=max(0, len(rows) - most),
    )
