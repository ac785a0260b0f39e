"""The reports about one event as a chain: who copied whom, and how surely each tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from thistledown.casebook.echo_rows import RecordedEcho
from thistledown.casebook.view import RecordedEvent, View
from thistledown.codebook.terms import Modality, Polarity
from thistledown.weigh.echoes.citations import cited_pages, event_edges
from thistledown.weigh.echoes.edge import Edge, Relation
from thistledown.weigh.line import Line, node_of

# Edges below this tell two reports apart; they are no part of the picture.
SHOWN = 0.5
# Reports in which no claim about the event was read, but on which its reports lean or that lean on them.
AROUND = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A report in the chain.

    Attributes:
        node: report id, or the address of a cited page.
        line: the line of evidence it belongs to, counted from 1.
        depth: how many stand between it and the origin of its line.
        modality: how surely its claims put it: the surest of them, denied where one denies; None without
            claims.
        claims: ids of its claims; empty where none about the event was read in it.
    """

    node: str
    line: int
    depth: int
    modality: Modality | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Reports and who leans on whom.

    Attributes:
        links: every report and cited page of the event, line by line.
        edges: the likeliest origin of each, and of a denial what it likeliest denies; others are left out.
        others: how many more pairs were found that lean on each other.
    """

    links: tuple[Link, ...]
    edges: tuple[Edge, ...]
    others: int


_NEAREST = tuple(Relation)
# Steps of certainty as echoes tell them.
_LADDER = ("rumour", "alleged", "reported", "confirmed", "independent")
_SURE = (Modality.ASSERTED, Modality.REPORTED, Modality.ALLEGED, Modality.SPECULATED, Modality.FORECAST)


def chain(event: RecordedEvent, lines: Sequence[Line], edges: Sequence[Edge]) -> Chain:
    """The chain of an event.

    A report leans on several at once: of copies of one text each leans on all that came before. The picture
    keeps one of them for each report: the one that it credits by name before others, then the likeliest, and
    among equals the nearest in words and in certainty.

    Args:
        event: with its claims.
        lines: its lines of evidence.
        edges: who leans on whom, as `edges_around` finds them.
    """
    line_of = {page: place for place, line in enumerate(lines, 1) for page in line.pages}
    sure = [edge for edge in edges if edge.probability >= SHOWN]
    leans = [edge for edge in sure if edge.relation is not Relation.DENIAL]
    _file_outside(line_of, leans)
    order = {page: place for place, page in enumerate(line_of)}
    denials: dict[str, Edge] = {}
    for edge in sure:
        if edge.relation is Relation.DENIAL and edge.origin in order and edge.echo in order:
            held = denials.setdefault(edge.echo, edge)
            if edge.probability > held.probability:
                denials[edge.echo] = edge
    kept = list(denials.values())
    parents: dict[str, str] = {}
    leaning: dict[str, list[Edge]] = {}
    for edge in leans:
        if line_of.get(edge.origin, -1) == line_of.get(edge.echo, -2):
            leaning.setdefault(edge.echo, []).append(edge)
    for node in order:
        found = leaning.get(node, [])
        found.sort(key=_likeliest)
        for edge in found:
            if not _above(parents, edge.origin, node):
                parents[node] = edge.origin
                kept.append(edge)
                break
    claims: dict[str, list[str]] = {}
    said: dict[str, list[Modality]] = {}
    for item in event.claims:
        node = node_of(item.claim)
        denies = item.claim.polarity is Polarity.NEGATIVE
        claims.setdefault(node, []).append(item.id)
        said.setdefault(node, []).append(Modality.DENIED if denies else item.claim.modality)
    links = tuple(
        Link(
            node=node,
            line=line_of[node],
            depth=_depth(parents, node),
            modality=_modality(said[node]) if node in said else None,
            claims=tuple(claims.get(node, ())),
        )
        for node in order
    )
    pairs = {frozenset((edge.origin, edge.echo)) for edge in sure if edge.origin in order}
    return Chain(links, tuple(kept), len(pairs - {frozenset((edge.origin, edge.echo)) for edge in kept}))


def edges_around(view: View, event: RecordedEvent) -> list[Edge]:
    """Who leans on whom among the reports of an event and those next to them, with evidence and drift.

    A report next to them is one that a report of the event leans on, or that leans on it: the first to tell
    it may have told it in words that no claim was read in.
    """
    nodes = {node_of(item.claim) for item in event.claims}
    touching = view.echoes(sorted(nodes))
    near: dict[str, float] = {}
    for echo in touching:
        if echo.probability >= SHOWN and echo.relation not in (Relation.DENIAL, Relation.FRAME):
            for node in {echo.origin, echo.echo} - nodes:
                near[node] = max(near.get(node, 0.0), echo.probability)
    outside = sorted(near, key=lambda node: (-near[node], node))[:AROUND]
    every = {echo.id: echo for echo in (*touching, *(view.echoes(outside) if outside else ()))}
    held = nodes | set(outside)
    found = [edge_of(echo) for echo in every.values() if echo.origin in held and echo.echo in held]
    return [*found, *event_edges(cited_pages(event))]


def edge_of(echo: RecordedEcho) -> Edge:
    """A recorded echo as an edge, with its evidence and drift."""
    value = {
        "from": echo.origin,
        "to": echo.echo,
        "relation": echo.relation,
        "probability": echo.probability,
        **echo.evidence,
    }
    return replace(Edge.from_json(value), probability=echo.probability)


def _file_outside(line_of: dict[str, int], leans: Sequence[Edge]) -> None:
    """Give each report next to those of the event the line it leans to the most."""
    members = set(line_of)
    for edge in sorted(leans, key=lambda edge: (-edge.probability, edge.origin, edge.echo)):
        for node, other in ((edge.origin, edge.echo), (edge.echo, edge.origin)):
            if node not in line_of and other in members:
                line_of[node] = line_of[other]


def _likeliest(edge: Edge) -> tuple[int, float, int, int]:
    """Sorts the likeliest origin of a report first."""
    rungs = 0
    if edge.drift and {edge.drift.certainty_from, edge.drift.certainty_to} <= set(_LADDER):
        rungs = abs(_LADDER.index(edge.drift.certainty_from) - _LADDER.index(edge.drift.certainty_to))
    return -_credited(edge), -round(edge.probability, 2), _NEAREST.index(edge.relation), rungs


def _credited(edge: Edge) -> int:
    """2 where the report names the other as its source, 1 where both name the same third, else 0."""
    credits = [item for item in edge.evidence if item.kind == "credit"]
    return 0 if not credits else 1 if all(item.there for item in credits) else 2


def _above(parents: dict[str, str], node: str, other: str) -> bool:
    """Whether `other` is the node itself or stands above it, so that the edge would close a ring."""
    while node != other:
        if node not in parents:
            return False
        node = parents[node]
    return True


def _depth(parents: dict[str, str], node: str) -> int:
    depth = 0
    while node in parents:
        node = parents[node]
        depth += 1
    return depth


def _modality(said: Sequence[Modality]) -> Modality:
    if Modality.DENIED in said:
        return Modality.DENIED
    return min(said, key=_SURE.index, default=Modality.REPORTED)
