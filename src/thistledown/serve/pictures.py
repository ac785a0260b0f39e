"""The geometry of bars, columns and streams; templates draw them as SVG without script or style."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from thistledown.serve.lines import EventLine, Flow

# A column with its gap is never wider than this, however few years there are; in picture units.
WIDEST = 64.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a bar table, in events; `firm` and `unsure` are its width in percent of the longest."""

    key: str
    total: int
    firm_count: int
    firm: float
    unsure: float


def bars(
    lines: Sequence[EventLine], values: Callable[[EventLine], Iterable[str]], most: int | None = None
) -> list[Bar]:
    """Count events by value; the most frequent first. An event counts once for each of its values."""
    found: dict[str, list[int]] = {}
    for line in lines:
        for value in values(line):
            cell = found.setdefault(value, [0, 0])
            cell[0 if line.firm else 1] += 1
    rows = sorted(found.items(), key=lambda row: (-sum(row[1]), row[0]))[:most]
    longest = max((sum(cell) for _, cell in rows), default=1)
    return [
        Bar(
            key=key,
            total=sum(cell),
            firm_count=cell[0],
            firm=round(100 * cell[0] / longest, 2),
            unsure=round(100 * cell[1] / longest, 2),
        )
        for key, cell in rows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One year of the column picture; lengths in picture units, y counts downwards."""

    key: str
    total: int
    firm_count: int
    x: float
    width: float
    firm_y: float
    firm_height: float
    unsure_y: float
    unsure_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Events by year."""

    width: float
    height: float
    base: float
    columns: tuple[Column, ...]
    undated: int


def columns(lines: Sequence[EventLine], *, width: float = 720, height: float = 190) -> Columns:
    """Count events by the year in which they may have begun, with empty years between."""
    found: dict[int, list[int]] = {}
    undated = 0
    for line in lines:
        if not line.year:
            undated += 1
            continue
        cell = found.setdefault(int(line.year), [0, 0])
        cell[0 if line.firm else 1] += 1
    base, top = height - 24.0, 20.0
    if not found:
        return Columns(width=width, height=height, base=base, columns=(), undated=undated)
    # A mistaken year must not stretch the picture: at most the last 40 years are drawn, older ones join
    # the first column only through the list of events.
    last = max(found)
    years = range(max(min(found), last - 39), last + 1)
    step = min(width / len(years), WIDEST)
    tallest = max(sum(found.get(year, [0])) for year in years) or 1
    drawn = []
    for number, year in enumerate(years):
        firm, unsure = found.get(year, [0, 0])
        firm_height = (base - top) * firm / tallest
        unsure_height = (base - top) * unsure / tallest
        drawn.append(
            Column(
                key=str(year),
                total=firm + unsure,
                firm_count=firm,
                x=round(number * step + step * 0.12, 2),
                width=round(step * 0.76, 2),
                firm_y=round(base - firm_height, 2),
                firm_height=round(firm_height, 2),
                unsure_y=round(base - firm_height - unsure_height, 2),
                unsure_height=round(unsure_height, 2),
            )
        )
    return Columns(width=width, height=height, base=base, columns=tuple(drawn), undated=undated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A block of the stream picture; `side` is provider, pathway or recipient, `value` in events."""

    side: str
    key: str
    value: float
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band between two blocks: SVG paths of its firm and its unsure part ("" where it has none)."""

    source: str
    target: str
    pathway: str
    left: bool
    firm_value: float
    unsure_value: float
    firm: str
    unsure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The whole picture in picture units."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    block: float


def stream(
    flows: Sequence[Flow], *, width: float = 960, margin: float = 190, block: float = 12, gap: float = 12
) -> Stream:
    """Lay out provider kinds, pathways and recipient kinds with the bands between them.

    Block heights and band widths are proportional to events; blocks of one side are ordered by size.
    """
    sides = {
        "provider": _totals(flows, lambda row: row.provider),
        "pathway": _totals(flows, lambda row: row.pathway),
        "recipient": _totals(flows, lambda row: row.recipient),
    }
    most = max((len(side) for side in sides.values()), default=0)
    height = max(220.0, 44.0 * most)
    total = sum(row.firm + row.unsure for row in flows)
    if not flows or total <= 0:
        return Stream(width=width, height=0, nodes=(), bands=(), block=block)
    top = 26.0
    scale = (height - top - gap * most) / total
    places = {"provider": margin, "pathway": (width - block) / 2, "recipient": width - margin - block}
    nodes: dict[tuple[str, str], Node] = {}
    for side, totals in sides.items():
        used = sum(totals.values()) * scale + gap * (len(totals) - 1)
        y = top + max(0.0, (height - top - used) / 2)
        for key, value in totals.items():
            nodes[side, key] = Node(
                side=side,
                key=key,
                value=value,
                x=places[side],
                y=round(y, 2),
                height=max(1.5, round(value * scale, 2)),
            )
            y += value * scale + gap
    bands = _bands(flows, nodes, block, scale, left=True) + _bands(flows, nodes, block, scale, left=False)
    return Stream(
        width=width, height=height + 8, nodes=tuple(nodes.values()), bands=tuple(bands), block=block
    )


def _totals(flows: Sequence[Flow], key: Callable[[Flow], str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in flows:
        found[key(row)] = found.get(key(row), 0.0) + row.firm + row.unsure
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _bands(
    flows: Sequence[Flow], nodes: dict[tuple[str, str], Node], block: float, scale: float, *, left: bool
) -> list[Band]:
    joined: dict[tuple[str, str], list[float]] = {}
    for row in flows:
        ends = (row.provider, row.pathway) if left else (row.pathway, row.recipient)
        cell = joined.setdefault(ends, [0.0, 0.0])
        cell[0] += row.firm
        cell[1] += row.unsure
    sides = ("provider", "pathway") if left else ("pathway", "recipient")
    order = sorted(joined, key=lambda ends: (nodes[sides[0], ends[0]].y, nodes[sides[1], ends[1]].y))
    starts = {key: nodes[sides[0], key].y for key, _ in order}
    stops = {key: nodes[sides[1], key].y for _, key in order}
    made = []
    for ends in order:
        source, target = nodes[sides[0], ends[0]], nodes[sides[1], ends[1]]
        parts = []
        for value in joined[ends]:
            wide = value * scale
            y1, y2 = starts[ends[0]], stops[ends[1]]
            starts[ends[0]] += wide
            stops[ends[1]] += wide
            parts.append(_ribbon(source.x + block, y1, target.x, y2, wide) if value > 0 else "")
        made.append(
            Band(
                source=ends[0],
                target=ends[1],
                pathway=ends[1] if left else ends[0],
                left=left,
                firm_value=joined[ends][0],
                unsure_value=joined[ends][1],
                firm=parts[0],
                unsure=parts[1],
            )
        )
    return made


def _ribbon(x1: float, y1: float, x2: float, y2: float, wide: float) -> str:
    middle, z1, z2 = (x1 + x2) / 2, y1 + wide, y2 + wide
    return (
        f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        f"V{z2:.1f}C{middle:.1f} {z2:.1f} {middle:.1f} {z1:.1f} {x1:.1f} {z1:.1f}Z"
    )
