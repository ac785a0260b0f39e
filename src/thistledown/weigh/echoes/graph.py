"""Lines of evidence: reports that rest on one origin, out of edges that say who leans on whom."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from thistledown.weigh.echoes.edge import Edge, Relation

# From here on an edge joins two reports in one line.
JOINED = 0.5
# An edge of so little tells two reports apart for good.
APART = 0.1
# Two members of different groups between which nothing was found speak against joining the groups, by this
# many nats each; not more than so many of them, for in a large line not every pair is compared.
SILENCE = 0.4
SILENT = 16


def lines(ids: Sequence[str], edges: Iterable[Edge]) -> list[tuple[str, ...]]:
    """Partition reports into lines of evidence.

    The surest edges join first, and two groups are joined only when all that was found between their
    members speaks for it: the log odds of the edges between them sum up to more than nothing (greedy
    correlation clustering, Bansal, Blum & Chawla 2004); silence between members speaks a little against. A
    denial joins nothing and keeps the two it links apart, as does an edge of `APART` or less (two witnesses
    of one event), even where a third report leans on both: that one stays with the one it leans on more
    surely. Cost: linear in reports and edges, but for sorting and for moving the smaller group's edges at
    each join.

    Args:
        ids: every report; one named twice counts once.
        edges: who leans on whom, and pairs told apart; edges to reports not in `ids` are left out.

    Returns:
        Every id in exactly one line. A line begins with its apparent origin: the report that others lean on
        most and that leans least itself; then the others in the order of `ids`. Lines are in the order of
        their first member in `ids`.
    """
    order = {name: place for place, name in enumerate(dict.fromkeys(ids))}
    kept = [
        edge for edge in edges if edge.origin in order and edge.echo in order and edge.origin != edge.echo
    ]
    joined = _joined(order, kept)
    standing = _standing(kept, joined)
    members: dict[str, list[str]] = {}
    for name in order:
        members.setdefault(joined[name], []).append(name)
    found: list[tuple[str, ...]] = []
    for group in members.values():
        first = max(group, key=lambda name: (standing.get(name, 0.0), -order[name]))
        found.append((first, *(name for name in group if name != first)))
    return found


def _joined(order: dict[str, int], edges: list[Edge]) -> dict[str, str]:
    """For each report the name of its group."""
    group = {name: name for name in order}
    members = {name: [name] for name in order}
    between: dict[str, dict[str, float]] = {}
    found: dict[tuple[str, str], int] = {}
    for edge in edges:
        odds = _odds(edge)
        key = _key(edge.origin, edge.echo)
        found[key] = found.get(key, 0) + 1
        for one, other in ((edge.origin, edge.echo), (edge.echo, edge.origin)):
            held = between.setdefault(one, {})
            held[other] = held.get(other, 0.0) + odds
    joins = [edge for edge in edges if edge.relation is not Relation.DENIAL and edge.probability >= JOINED]
    joins.sort(key=lambda edge: (-edge.probability, order[edge.echo], order[edge.origin]))
    for edge in joins:
        one, other = group[edge.origin], group[edge.echo]
        if one == other:
            continue
        pairs = len(members[one]) * len(members[other]) - found.get(_key(one, other), 0)
        if between[one].get(other, 0.0) - SILENCE * min(pairs, SILENT) <= 0:
            continue
        if len(between[one]) + len(members[one]) < len(between[other]) + len(members[other]):
            one, other = other, one
        for name in members[other]:
            group[name] = one
        members[one] += members.pop(other)
        for foreign, odds in between.pop(other).items():
            back = between[foreign]
            del back[other]
            number = found.pop(_key(foreign, other), 0)
            if foreign != one:
                found[_key(foreign, one)] = found.get(_key(foreign, one), 0) + number
                back[one] = between[one][foreign] = between[one].get(foreign, 0.0) + odds
    return group


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _odds(edge: Edge) -> float:
    """What an edge says for joining its two reports, in log odds."""
    if edge.relation is Relation.DENIAL:
        return -math.inf if edge.probability >= JOINED else 0.0
    if edge.probability <= APART:
        return -math.inf
    sure = min(edge.probability, 1 - 1e-6)
    return math.log(sure / (1 - sure))


def _standing(edges: list[Edge], joined: dict[str, str]) -> dict[str, float]:
    """How much the others of its line lean on a report, less how much it leans on them."""
    standing: dict[str, float] = {}
    for edge in edges:
        if edge.relation is not Relation.DENIAL and joined[edge.origin] == joined[edge.echo]:
            standing[edge.origin] = standing.get(edge.origin, 0.0) + edge.probability
            standing[edge.echo] = standing.get(edge.echo, 0.0) - edge.probability
    return standing
