"""Events in short: the list, its facets, and how they stream."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query

from thistledown.casebook.failure import FAILURE
from thistledown.serve.api.asked import BadQuestionError
from thistledown.serve.api.chosen import Choice
from thistledown.weigh.sheet.facets import Facet
from thistledown.weigh.sheet.facets import facets as count_facets
from thistledown.weigh.sheet.flows import Flow
from thistledown.weigh.sheet.flows import flows as count_flows
from thistledown.weigh.sheet.sheet import (
    CERTAINTIES,
    KINDS,
    NO_DAY,
    PATHWAYS,
    PRECISIONS,
    Ints,
    Rows,
    Sheet,
)

router = APIRouter(tags=["events"])

PER_PAGE = 50
_EPOCH = date(1970, 1, 1)


class Sort(StrEnum):
    """In which order events are listed."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LIKELIEST = "likeliest"
    UNLIKELIEST = "unlikeliest"
    LINES = "lines"
    TITLE = "title"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Partaker:
    """An actor as lists show it: its id (its name, where the registry does not know it) and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Way:
    """A pathway and its weight, 0 to 1."""

    id: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event in short, as the claims that stand tell it.

    Attributes:
        id: its id.
        title: how it is called.
        kind: of the lead claim.
        pathways: with weights, the heaviest first.
        providers: who passes on.
        recipients: who receives.
        first: first possible day, YYYY-MM-DD; null when open or undated.
        last: last possible day.
        precision: of the date; null when undated.
        country: ISO 3166-1 alpha-3.
        place: name of the place.
        certainty: the coder's.
        probability: that it happened; null while not weighed.
        low: lower end of the interval.
        high: upper end.
        lines: lines of evidence; null while not weighed.
        pages: reports and cited pages.
        disputed: whether some claim denies it.
        recorded: journal entry of its newest claim.
    """

    id: str
    title: str
    kind: str
    pathways: tuple[Way, ...]
    providers: tuple[Partaker, ...]
    recipients: tuple[Partaker, ...]
    first: str | None
    last: str | None
    precision: str | None
    country: str | None
    place: str | None
    certainty: str | None
    probability: float | None
    low: float | None
    high: float | None
    lines: int | None
    pages: int
    disputed: bool
    recorded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventList:
    """A page of events.

    Attributes:
        events: on this page.
        total: that fit the filter.
        everything: in the record.
        expected: how many of those that fit are expected to have happened.
        lines: lines of evidence of those that fit; null while some are not weighed.
        page: its number, from 1.
        last_page: number of the last page.
    """

    events: tuple[EventRow, ...]
    total: int
    everything: int
    expected: float
    lines: int | None
    page: int
    last_page: int


@router.get("/events")
def events(
    choice: Choice,
    sort: Sort = Sort.NEWEST,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=500)] = PER_PAGE,
) -> EventList:
    """Events that fit the filter, a page of them."""
    sheet = choice.sheet
    rows = _sorted(sheet, np.flatnonzero(choice.mask), sort)
    lines = sheet.lines[rows]
    return EventList(
        events=event_rows(sheet, rows[(page - 1) * per_page : page * per_page]),
        total=len(rows),
        everything=len(sheet),
        expected=round(float(sheet.expected[rows].sum()), 1),
        lines=int(lines.sum()) if (lines >= 0).all() else None,
        page=page,
        last_page=max(1, -(-len(rows) // per_page)),
    )


@router.get("/rows")
def rows(
    choice: Choice,
    entry: Annotated[int, Query(ge=0, description="State of the record in which the rows were given.")],
    row: Annotated[list[int], Query(max_length=200)],
) -> tuple[EventRow, ...]:
    """Events by their rows of the sheet, as pictures name them."""
    sheet = choice.sheet
    if entry != sheet.entry:
        raise BadQuestionError(FAILURE("changed"))
    asked = np.array(row, np.int64)
    return event_rows(sheet, asked[(asked >= 0) & (asked < len(sheet))])


@router.get("/facets")
def facets(choice: Choice) -> dict[str, tuple[Facet, ...]]:
    """How many of the events that fit have each value of each slot."""
    return count_facets(choice.sheet, choice.mask)


@router.get("/flows")
def flows(choice: Choice) -> tuple[Flow, ...]:
    """How the events that fit stream from kinds of providers over pathways to kinds of recipients."""
    return count_flows(choice.sheet, choice.mask)


def event_rows(sheet: Sheet, rows: Rows) -> tuple[EventRow, ...]:
    """These rows of a sheet as lists show them."""
    return tuple(_row(sheet, row) for row in rows.tolist())


def day(value: int) -> str | None:
    """A day of the sheet as YYYY-MM-DD."""
    return None if value == NO_DAY else (_EPOCH + timedelta(days=value)).isoformat()


def _row(sheet: Sheet, row: int) -> EventRow:
    weighed = bool(np.isfinite(sheet.probability[row]))
    weights = sheet.pathway[row]

    def named(codes: Ints) -> tuple[Partaker, ...]:
        return tuple(Partaker(sheet.actors[code], sheet.actor_names[code]) for code in codes.tolist())

    def chance(value: float) -> float | None:
        return round(value, 3) if weighed else None

    country, place, certainty, precision = (
        int(column[row]) for column in (sheet.country, sheet.place, sheet.certainty, sheet.precision)
    )
    return EventRow(
        id=sheet.ids[row],
        title=sheet.titles[row],
        kind=KINDS[int(sheet.kind[row])],
        pathways=tuple(
            Way(PATHWAYS[way], round(float(weights[way]), 3))
            for way in np.argsort(-weights, kind="stable").tolist()
            if weights[way] > 0
        ),
        providers=named(sheet.providers[row]),
        recipients=named(sheet.recipients[row]),
        first=day(int(sheet.first_day[row])),
        last=day(int(sheet.last_day[row])),
        precision=PRECISIONS[precision] if precision >= 0 else None,
        country=sheet.countries[country] if country >= 0 else None,
        place=sheet.places[place] if place >= 0 else None,
        certainty=CERTAINTIES[certainty] if certainty >= 0 else None,
        probability=chance(float(sheet.probability[row])),
        low=chance(float(sheet.low[row])),
        high=chance(float(sheet.high[row])),
        lines=int(sheet.lines[row]) if weighed else None,
        pages=int(sheet.pages[row]),
        disputed=bool(sheet.disputed[row]),
        recorded=int(sheet.recorded[row]),
    )


def _sorted(sheet: Sheet, rows: Rows, sort: Sort) -> Rows:
    if sort is Sort.TITLE:
        order = sorted(range(len(rows)), key=lambda at: sheet.titles[int(rows[at])].casefold())
        return rows[np.array(order, np.int64)]
    key = {
        Sort.NEWEST: -sheet.sort_day,
        # Undated ones last in either direction.
        Sort.OLDEST: np.where(sheet.sort_day == NO_DAY, np.iinfo(np.int64).max, sheet.sort_day),
        Sort.LIKELIEST: -sheet.expected,
        Sort.UNLIKELIEST: np.nan_to_num(sheet.probability, nan=2.0),
        Sort.LINES: -sheet.lines,
        Sort.RECORDED: -sheet.recorded,
    }[sort]
    return rows[np.argsort(key[rows], kind="stable")]
