"""Who passed on to whom among chosen events: the network of actors, by pathway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thistledown.weigh.sheet.sheet import (
    ACTOR_KINDS,
    NO_DAY,
    PATHWAYS,
    Floats,
    Ints,
    Mask,
    Rows,
    Sheet,
    distinct,
)

# Actors and ties that a picture can hold.
MOST = 5_000
MOST_TIES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor among chosen events.

    Attributes:
        id: its id, or its name where the registry does not know it.
        name: how it is called.
        kind: what it is.
        events: events it takes part in.
        expected: sum of their probabilities.
        parent: id of the actor it belongs to, where that one is shown too.
        also: other names under which it stands in the record, when several were found to be one.
    """

    id: str
    name: str
    kind: str
    events: int
    expected: float
    parent: str | None
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one actor passed on to another by one pathway.

    Attributes:
        provider: id of the one.
        recipient: id of the other.
        pathway: by which.
        events: events that tell of it.
        expected: sum of their probabilities times the pathway's weight.
        first: first day, since 1970-01-01; null when undated.
        last: last day.
    """

    provider: str
    recipient: str
    pathway: str
    events: int
    expected: float
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The network.

    Attributes:
        nodes: those with most events first.
        ties: the strongest first.
        left_out: actors that are not shown.
        ties_left_out: ties between shown actors that are not.
    """

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: int
    ties_left_out: int


def ties(
    sheet: Sheet,
    mask: Mask,
    *,
    parents: Mapping[str, str | None],
    also: Mapping[str, tuple[str, ...]],
    top: int = MOST,
) -> Ties:
    """The network of chosen events.

    Args:
        sheet: the events.
        mask: which are chosen.
        parents: id of the parent of each actor that has one.
        also: further names of actors that were found to be one.
        top: actors shown at most.
    """
    events, expected = _parts(sheet, mask)
    order = np.argsort(-events, kind="stable")
    order = order[events[order] > 0]
    shown = order[:top].tolist()
    ids = {actor: sheet.actors[actor] for actor in shown}
    there = set(ids.values())
    links, more = _links(sheet, mask, ids)
    return Ties(
        nodes=tuple(
            Node(
                id=ids[actor],
                name=sheet.actor_names[actor],
                kind=ACTOR_KINDS[int(sheet.actor_kind[actor])],
                events=int(events[actor]),
                expected=round(float(expected[actor]), 3),
                parent=parent if (parent := parents.get(ids[actor])) in there else None,
                also=also.get(ids[actor], ()),
            )
            for actor in shown
        ),
        ties=links,
        left_out=len(order) - len(shown),
        ties_left_out=more,
    )


def _parts(sheet: Sheet, mask: Mask) -> tuple[Ints, Floats]:
    """How many chosen events each actor takes part in, and the sum of their probabilities."""
    size = len(sheet.actors)
    givers, takers = sheet.providers, sheet.recipients
    rows = np.concatenate([givers.rows, takers.rows])
    codes = np.concatenate([givers.values, takers.values])
    kept = mask[rows]
    pairs = distinct(rows[kept] * size + codes[kept])
    rows, codes = np.divmod(pairs, max(size, 1))
    events = np.bincount(codes, minlength=size).astype(np.int64)
    return events, np.bincount(codes, sheet.expected[rows], minlength=size).astype(np.float64)


def _links(sheet: Sheet, mask: Mask, ids: Mapping[int, str]) -> tuple[tuple[Tie, ...], int]:
    """The strongest ties among some actors, given by their rows, and how many more there are."""
    size, n_ways = len(sheet.actors), len(PATHWAYS)
    shown = np.zeros(size, np.bool_)
    shown[list(ids)] = True
    rows = np.flatnonzero(mask)
    # Each chosen event once for each pair of actors, then for each pathway.
    at, giver = sheet.providers.each(rows)
    rows = rows[at]
    at, taker = sheet.recipients.each(rows)
    rows, giver = rows[at], giver[at]
    kept = (giver != taker) & shown[giver] & shown[taker]
    rows, giver, taker = rows[kept], giver[kept], taker[kept]
    at, way = np.nonzero(sheet.pathway[rows])
    rows = rows[at]
    keys, code = np.unique((giver[at] * size + taker[at]) * n_ways + way, return_inverse=True)
    count = np.bincount(code, minlength=len(keys))
    weight = np.bincount(code, sheet.pathway[rows, way] * sheet.expected[rows], minlength=len(keys))
    first, last = _span(sheet, rows, code, len(keys))
    pairs, ways = np.divmod(keys, n_ways)
    givers, takers = np.divmod(pairs, max(size, 1))
    strongest = np.lexsort((-weight, -count))
    links = tuple(
        Tie(
            provider=ids[int(givers[key])],
            recipient=ids[int(takers[key])],
            pathway=PATHWAYS[int(ways[key])],
            events=int(count[key]),
            expected=round(float(weight[key]), 3),
            first=None if first[key] == NO_DAY else int(first[key]),
            last=None if last[key] == NO_DAY else int(last[key]),
        )
        for key in strongest[:MOST_TIES].tolist()
    )
    return links, max(0, len(strongest) - MOST_TIES)


def _span(sheet: Sheet, rows: Rows, code: Ints, size: int) -> tuple[Ints, Ints]:
    """First and last day of the dated events of each code; NO_DAY where there is none."""
    day = sheet.sort_day[rows]
    last_day = np.where(sheet.last_day[rows] != NO_DAY, sheet.last_day[rows], day)
    dated = day != NO_DAY
    first, last = np.full(size, np.iinfo(np.int64).max), np.full(size, NO_DAY, np.int64)
    np.minimum.at(first, code[dated], day[dated])
    np.maximum.at(last, code[dated], last_day[dated])
    return np.where(last == NO_DAY, NO_DAY, first), last
