"""Lines of evidence: reports that rest on one origin, out of edges that say who leans on whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thistledown.weigh.echoes.edge import Edge, Relation

# From here on an edge joins two reports in one line.
JOINED = 0.5


def lines(ids: Sequence[str], edges: Iterable[Edge]) -> list[tuple[str, ...]]:
    """Partition reports into lines of evidence.

    The surest edges join first. A denial joins nothing, and keeps the two it links in different lines. An
    edge under one half tells its two reports apart (two witnesses of one event): they stay in different
    lines even where a third report leans on both; that one stays with the one it leans on more surely.
    Cost: linear in reports and edges, but for sorting.

    Args:
        ids: every report; one named twice counts once.
        edges: who leans on whom; edges to reports that are not in `ids` are left out.

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
    apart: dict[str, set[str]] = {}
    joins: list[Edge] = []
    for edge in edges:
        if edge.relation is not Relation.DENIAL and edge.probability >= JOINED:
            joins.append(edge)
        elif edge.relation is not Relation.DENIAL or edge.probability >= JOINED:
            apart.setdefault(edge.origin, set()).add(edge.echo)
            apart.setdefault(edge.echo, set()).add(edge.origin)
    joins.sort(key=lambda edge: (-edge.probability, order[edge.echo], order[edge.origin]))
    for edge in joins:
        one, other = group[edge.origin], group[edge.echo]
        if one == other or other in apart.get(one, ()):
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        for name in members[other]:
            group[name] = one
        members[one] += members.pop(other)
        # What was apart from the smaller group is now apart from the larger.
        for foreign in apart.pop(other, ()):
            apart[foreign].discard(other)
            apart[foreign].add(one)
            apart.setdefault(one, set()).add(foreign)
    return group


def _standing(edges: list[Edge], joined: dict[str, str]) -> dict[str, float]:
    """How much the others of its line lean on a report, less how much it leans on them."""
    standing: dict[str, float] = {}
    for edge in edges:
        if edge.relation is not Relation.DENIAL and joined[edge.origin] == joined[edge.echo]:
            standing[edge.origin] = standing.get(edge.origin, 0.0) + edge.probability
            standing[edge.echo] = standing.get(edge.echo, 0.0) - edge.probability
    return standing
