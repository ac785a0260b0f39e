"""Who passed on to whom among chosen events: the network of actors, by pathway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thistledown.weigh.sheet.sheet import ACTOR_KINDS, NO_DAY, PATHWAYS, Mask, Sheet

# Actors a picture can hold.
MOST = 5_000


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
    """

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: int


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
    size = len(sheet.actors)
    events, expected = np.zeros(size, np.int64), np.zeros(size)
    links: dict[tuple[int, int, int], list[float]] = {}
    chance, day = sheet.expected, sheet.sort_day
    for row in np.flatnonzero(mask).tolist():
        givers, takers = sheet.providers[row].tolist(), sheet.recipients[row].tolist()
        for actor in {*givers, *takers}:
            events[actor] += 1
            expected[actor] += chance[row]
        if not givers or not takers:
            continue
        last = int(sheet.last_day[row] if sheet.last_day[row] != NO_DAY else day[row])
        for way in np.flatnonzero(sheet.pathway[row]).tolist():
            weight = float(sheet.pathway[row, way] * chance[row])
            for giver in givers:
                for taker in takers:
                    if giver == taker:
                        continue
                    found = links.setdefault((giver, taker, way), [0, 0.0, np.inf, -np.inf])
                    found[0] += 1
                    found[1] += weight
                    if day[row] != NO_DAY:
                        found[2] = min(found[2], int(day[row]))
                        found[3] = max(found[3], last)
    order = np.argsort(-events, kind="stable")
    order = order[events[order] > 0]
    shown = order[:top].tolist()
    ids = {actor: sheet.actors[actor] for actor in shown}
    there = set(ids.values())
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
        ties=tuple(
            Tie(
                provider=ids[giver],
                recipient=ids[taker],
                pathway=PATHWAYS[way],
                events=int(found[0]),
                expected=round(found[1], 3),
                first=int(found[2]) if np.isfinite(found[2]) else None,
                last=int(found[3]) if np.isfinite(found[3]) else None,
            )
            for (giver, taker, way), found in sorted(links.items(), key=lambda pair: -pair[1][1])
            if giver in ids and taker in ids
        ),
        left_out=len(order) - len(shown),
    )
