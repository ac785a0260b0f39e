"""UCDP External Support: which states and groups supported which party to a conflict, and with what.

Actor-year format, release 18.1 (Meier, Karlén, Pettersson and Croicu, Journal of Peace Research 2023;
https://ucdp.uu.se/downloads/, CC BY 4.0), 1975 to 2017. A row lists all supporters of one actor in one year
together and says which kinds of support came from states and which from groups, not from whom: each supporter
is given all kinds of its sort.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

STATE = "Government of "
# Columns of the data set, by what was given: the state's and the group's column end in _s and _ns.
SUPPORT = {
    "troops": "ext_x",
    "territory": "ext_p",
    "sanctuary": "ext_y",
    "weapons": "ext_w",
    "materiel": "ext_m",
    "training": "ext_t",
    "funding": "ext_f",
    "intelligence": "ext_i",
    "infrastructure": "ext_l",
}
KNOW_HOW = ("training", "weapons", "materiel")
_COLUMNS = ("year", "actor_name", "actor_nonstate", "ext_name", "location")


@dataclass(frozen=True, slots=True)
class Support:
    """One supporter of one actor in one year.

    Attributes:
        supporter: as the data set names it, without "Government of".
        state: whether the supporter is a state.
        recipient: as the data set names it, without "Government of".
        recipient_state: whether the recipient is a state.
        year: the year.
        given: kinds of support, keys of SUPPORT.
        sharing: how many supporters of this sort the row lists; any of them may have given any of it.
    """

    supporter: str
    state: bool
    recipient: str
    recipient_state: bool
    year: int
    given: frozenset[str]
    sharing: int


def read_external_support(path: Path) -> list[Support]:
    """Read the data set's spreadsheet.

    Args:
        path: the .xlsx file, as downloaded.

    Raises:
        ValueError: when it is no spreadsheet, or lacks a column; the message names it.
    """
    try:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError) as error:
        raise ValueError(f"{path} is not a spreadsheet that can be read: {error}") from error
    header = [str(name) for name in rows[0]] if rows else []
    kinds = [f"{column}_{sort}" for column in SUPPORT.values() for sort in ("s", "ns")]
    wanted = (*_COLUMNS, *kinds)
    missing = [name for name in wanted if name not in header]
    if missing:
        raise ValueError(
            f"{path} lacks the column {', '.join(missing)}; UCDP External Support, actor-year, is expected"
        )
    place = {name: header.index(name) for name in wanted}
    found: list[Support] = []
    for number, row in enumerate(rows[1:], start=2):
        try:
            found += _supports({name: row[index] for name, index in place.items()})
        except (TypeError, ValueError) as error:
            raise ValueError(f"{path}, row {number}: {error}") from error
    return found


def _supports(row: dict[str, Any]) -> Iterable[Support]:
    names = [name.strip() for name in str(row["ext_name"]).split(",") if name.strip()]
    sorts = {
        True: [n for n in names if n.startswith(STATE)],
        False: [n for n in names if not n.startswith(STATE)],
    }
    for state, supporters in sorts.items():
        ending = "s" if state else "ns"
        given = frozenset(
            kind for kind, column in SUPPORT.items() if row[f"{column}_{ending}"] not in ("", 0, 0.0)
        )
        for supporter in supporters:
            recipient = str(row["actor_name"]).strip()
            yield Support(
                supporter=supporter.removeprefix(STATE),
                state=state,
                recipient=recipient.removeprefix(STATE),
                recipient_state=recipient.startswith(STATE),
                year=int(row["year"]),
                given=given,
                sharing=len(supporters),
            )


def support_arcs(
    supports: Iterable[Support],
    resolve: Callable[[str, bool], str | None],
    *,
    given: Iterable[str] = KNOW_HOW,
    states: bool = True,
    groups: bool = True,
) -> dict[str, list[Any]]:
    """Channels as a table of arcs for `Network.from_frame`.

    Support in years that follow each other is one arc; one that lasted into the newest year of the data is
    left open, since what came after is not known. The weight is the mean chance that this supporter gave it:
    one over the supporters of its sort that the row lists.

    Args:
        supports: as read.
        resolve: an actor of the network for a name of the data set and whether it is a state's; None leaves
            the support out.
        given: kinds of support that count; by default those that teach or arm.
        states: whether states' support counts (layer "state support", pathway state-transfer).
        groups: whether groups' support counts (layer "group support", pathway peer).

    Raises:
        ValueError: when a kind of support is unknown.
    """
    wanted = frozenset(given)
    if stray := sorted(wanted - SUPPORT.keys()):
        raise ValueError(f"{stray[0]!r} is no kind of support; they are {', '.join(SUPPORT)}")
    every = list(supports)
    newest = max((item.year for item in every), default=0)
    years: dict[tuple[str, str, bool], dict[int, float]] = {}
    for item in every:
        if not item.given & wanted or not (states if item.state else groups):
            continue
        source, target = resolve(item.supporter, item.state), resolve(item.recipient, item.recipient_state)
        if source and target and source != target:
            known = years.setdefault((source, target, item.state), {})
            known[item.year] = max(known.get(item.year, 0.0), 1 / item.sharing)
    table: dict[str, list[Any]] = {
        name: [] for name in ("source", "target", "layer", "pathway", "weight", "start", "end")
    }
    for (source, target, state), known in sorted(years.items()):
        for first, last in _runs(sorted(known)):
            chances = [known[year] for year in range(first, last + 1)]
            values = (
                source,
                target,
                "state support" if state else "group support",
                "state-transfer" if state else "peer",
                sum(chances) / len(chances),
                float(first),
                float("inf") if last == newest else float(last + 1),
            )
            for column, value in zip(table.values(), values, strict=True):
                column.append(value)
    return table


def _runs(years: list[int]) -> Iterable[tuple[int, int]]:
    """First and last of each stretch of years that follow each other."""
    first = last = years[0]
    for year in years[1:]:
        if year != last + 1:
            yield first, last
            first = year
        last = year
    yield first, last
