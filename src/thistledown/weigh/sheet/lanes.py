"""Chosen events on lanes of a timeline: by actor, pathway, country or kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from thistledown.weigh.sheet.sheet import KINDS, NO_DAY, PATHWAYS, Ints, Mask, Sheet, distinct
from thistledown.weigh.sheet.strings import Strings

Names = Strings | tuple[str, ...]

# Bars that a picture can hold; beyond them events are counted by month.
MOST_BARS = 5_000


class By(StrEnum):
    """What a lane stands for."""

    ACTOR = "actor"
    PATHWAY = "pathway"
    COUNTRY = "country"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Bar:
    """One event on a lane; days since 1970-01-01, null where an end is open."""

    row: int
    first: int | None
    last: int | None
    precision: str
    probability: float | None


@dataclass(frozen=True, slots=True)
class Month:
    """Events of a lane that begin in a month, as days since 1970-01-01 of its first day."""

    first: int
    events: int
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One lane.

    Attributes:
        value: as the filter takes it.
        name: how it is called, where that is not the codebook's matter.
        events: events on it, undated ones too.
        bars: its events, unless there are too many.
        months: its events counted by month, when there are too many.
    """

    value: str
    name: str
    events: int
    bars: tuple[Bar, ...]
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """A timeline.

    Attributes:
        lanes: those with most events first.
        left_out: lanes that are not shown.
        undated: chosen events without a date.
        first: first day of all, since 1970-01-01; null when nothing is dated.
        last: last day of all.
        months: all chosen events counted by month, for the strip that is brushed.
    """

    lanes: tuple[Lane, ...]
    left_out: int
    undated: int
    first: int | None
    last: int | None
    months: tuple[Month, ...]


def lanes(sheet: Sheet, mask: Mask, by: By, precisions: tuple[str, ...], top: int = 30) -> Lanes:
    """Lay chosen events on lanes.

    Args:
        sheet: the events.
        mask: which are chosen.
        by: what a lane stands for; an event with several actors or countries lies on several lanes.
        precisions: names of the codes of `sheet.precision`.
        top: lanes shown at most.
    """
    codes, rows, values, names = _memberships(sheet, by)
    kept = mask[rows]
    codes, rows = codes[kept], rows[kept]
    day = sheet.sort_day
    dated = day != NO_DAY
    counts = np.bincount(codes, minlength=len(values))
    order = np.argsort(-counts, kind="stable")
    order = order[counts[order] > 0]
    shown = order[:top]
    many = int(counts[shown].sum()) > MOST_BARS
    made = []
    for code in shown.tolist():
        mine = rows[codes == code]
        mine = mine[dated[mine]]
        mine = mine[np.argsort(day[mine], kind="stable")]
        made.append(
            Lane(
                value=values[code],
                name=names[code] if names else "",
                events=int(counts[code]),
                bars=() if many else tuple(_bar(sheet, row, precisions) for row in mine.tolist()),
                months=_months(sheet, mine) if many else (),
            )
        )
    chosen = np.flatnonzero(mask & dated)
    ends = np.concatenate([sheet.first_day[chosen], sheet.last_day[chosen]])
    ends = ends[ends != NO_DAY]
    return Lanes(
        lanes=tuple(made),
        left_out=len(order) - len(shown),
        undated=int((mask & ~dated).sum()),
        first=int(ends.min()) if len(ends) else None,
        last=int(ends.max()) if len(ends) else None,
        months=_months(sheet, chosen),
    )


def _memberships(sheet: Sheet, by: By) -> tuple[Ints, Ints, Names, Names]:
    """Codes and rows of every membership, and what the codes stand for."""
    if by is By.ACTOR:
        codes = np.concatenate([sheet.providers.values, sheet.recipients.values])
        rows = np.concatenate([sheet.providers.rows, sheet.recipients.rows])
        codes, rows = np.divmod(distinct(codes * len(sheet) + rows), max(len(sheet), 1))
        return codes, rows, sheet.actors, sheet.actor_names
    if by is By.COUNTRY:
        return sheet.event_countries.values, sheet.event_countries.rows, sheet.countries, ()
    every = np.arange(len(sheet))
    if by is By.PATHWAY:
        return sheet.main_pathway, every, PATHWAYS, ()
    return sheet.kind, every, KINDS, ()


def _bar(sheet: Sheet, row: int, precisions: tuple[str, ...]) -> Bar:
    first, last = int(sheet.first_day[row]), int(sheet.last_day[row])
    chance = float(sheet.probability[row])
    return Bar(
        row,
        None if first == NO_DAY else first,
        None if last == NO_DAY else last,
        precisions[int(sheet.precision[row])],
        None if chance != chance else round(chance, 3),
    )


def _months(sheet: Sheet, rows: Ints) -> tuple[Month, ...]:
    if not len(rows):
        return ()
    months = sheet.sort_day[rows].astype("datetime64[D]").astype("datetime64[M]")
    found, code = np.unique(months, return_inverse=True)
    events = np.bincount(code)
    expected = np.bincount(code, sheet.expected[rows])
    days = found.astype("datetime64[D]").astype(np.int64)
    return tuple(
        Month(int(days[at]), int(events[at]), round(float(expected[at]), 3)) for at in range(len(found))
    )
