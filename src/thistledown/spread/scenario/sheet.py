"""Scenario sheets: a release of trained people and measures against it, written down in TOML.

A sheet states every number with the pages that report it or the reason it is assumed. Who may hire out of a
pool is not written down: it follows from the network's layer of people who once served.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from thistledown.spread.network import Network
from thistledown.spread.scenario.measures import (
    BanRecruitment,
    ControlComponents,
    Demobilise,
    Embargo,
    Measure,
    Reintegrate,
    Screen,
    Substitution,
)
from thistledown.spread.scenario.quantity import Quantity, Shape
from thistledown.spread.scenario.worlds import Step

MEASURES: dict[str, type[Measure]] = {
    "reintegrate": Reintegrate,
    "screen": Screen,
    "embargo": Embargo,
    "control-components": ControlComponents,
    "ban-recruitment": BanRecruitment,
}
_TOP = ("title", "question", "horizon", "release", "measure")
_RELEASE = (
    "name",
    "from",
    "layer",
    "at",
    "persons",
    "hire",
    "leave",
    "convert",
    "tranches",
    "spacing",
    "team",
)
_QUANTITY = ("shape", "numbers", "sources", "reason")


class SheetError(ValueError):
    """A sheet that cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scenario as written down.

    Attributes:
        title: what it is about.
        question: what it is to answer.
        horizon: years after the origin.
        releases: pools, not yet tied to a network.
        measures: tried one by one and together.
    """

    title: str
    question: str
    horizon: float
    releases: tuple[Mapping[str, Any], ...]
    measures: tuple[Measure, ...]

    def steps(self, network: Network) -> tuple[Step, ...]:
        """The releases, hired from by those whom the network's layer reaches from the releasing actors.

        Raises:
            SheetError: when a release names an actor or a layer that is not there, or reaches nobody.
        """
        return tuple(_release(row, network) for row in self.releases)


def shipped_sheet() -> str:
    """The text of the sheet that Thistledown ships: the release of drone operators after the war."""
    return (files(__package__) / "release.toml").read_text(encoding="utf-8")


def read_sheet(path: Path | None = None) -> Sheet:
    """Read a sheet; the shipped one without a path.

    Raises:
        SheetError: when it is not TOML, has unknown keys, or a number without a source or a reason.
    """
    where = "the shipped sheet" if path is None else str(path)
    try:
        found = tomllib.loads(shipped_sheet() if path is None else path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SheetError(f"{where} is not TOML: {error}") from error
    _known(found, _TOP, where)
    try:
        releases = tuple(_checked_release(row, where) for row in found.get("release", ()))
        measures = tuple(_measure(row, where) for row in found.get("measure", ()))
        horizon = float(found.get("horizon", 10.0))
    except (TypeError, ValueError, KeyError) as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError(f"{where}: {error}") from error
    if not releases and not measures:
        raise SheetError(f"{where} has neither a [[release]] nor a [[measure]]")
    return Sheet(str(found.get("title", "")), str(found.get("question", "")), horizon, releases, measures)


def _known(row: Mapping[str, Any], allowed: Sequence[str], where: str) -> None:
    if stray := sorted(set(row) - set(allowed)):
        raise SheetError(f"{where}: unknown key {stray[0]!r}; known are {', '.join(allowed)}")


def quantity(row: Any, where: str) -> Quantity:
    """A number with its uncertainty from its table.

    Raises:
        SheetError: when it is no table, has unknown keys, or says neither source nor reason.
    """
    if not isinstance(row, Mapping):
        raise SheetError(f"{where} is {row!r}; write {{ shape, numbers, and sources or reason }}")
    _known(row, _QUANTITY, where)
    try:
        return Quantity(
            Shape(row["shape"]), tuple(row["numbers"]), tuple(row.get("sources", ())), row.get("reason", "")
        )
    except KeyError as error:
        raise SheetError(f"{where} lacks {error.args[0]!r}") from error
    except (TypeError, ValueError) as error:
        raise SheetError(f"{where}: {error}") from error


def _checked_release(row: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    place = f"{where}, release {row.get('name', '?')!r}"
    _known(row, _RELEASE, place)
    if missing := [key for key in _RELEASE[:8] if key not in row]:
        raise SheetError(f"{place} lacks {', '.join(missing)}")
    numbers = {key: quantity(row[key], f"{place}: {key}") for key in ("persons", "hire", "leave", "convert")}
    return {**row, **numbers}


def _release(row: Mapping[str, Any], network: Network) -> Demobilise:
    place = f"release {row['name']!r}"
    index = network.index()
    layer = next((item for item in network.layers if item.name == row["layer"]), None)
    if layer is None:
        raise SheetError(
            f"{place}: no layer {row['layer']!r}; there are {', '.join(x.name for x in network.layers)}"
        )
    if stray := [name for name in row["from"] if name not in index]:
        raise SheetError(f"{place}: no actor {stray[0]!r} in the model")
    from_here = np.isin(layer.source, [index[name] for name in row["from"]])
    weight = np.bincount(layer.target[from_here], layer.weight[from_here], minlength=len(network.actors))
    if not weight.sum() > 0:
        raise SheetError(f"{place}: the layer {row['layer']!r} leads from {', '.join(row['from'])} to nobody")
    shares = weight / weight.sum()
    return Demobilise(
        name=row["name"],
        persons=row["persons"],
        at=float(row["at"]),
        hire=row["hire"],
        leave=row["leave"],
        convert=row["convert"],
        shares={network.actors[k]: float(shares[k]) for k in np.flatnonzero(shares)},
        tranches=int(row.get("tranches", 1)),
        spacing=float(row.get("spacing", 0.0)),
        team=int(row.get("team", 1)),
    )


def _measure(row: Mapping[str, Any], where: str) -> Measure:
    kind = MEASURES.get(str(row.get("type")))
    place = f"{where}, measure {row.get('name', '?')!r}"
    if kind is None:
        raise SheetError(f"{place}: type is {row.get('type')!r}; known are {', '.join(MEASURES)}")
    names = [field.name for field in fields(kind)]
    _known(row, ("type", *names), place)
    given: dict[str, Any] = {}
    for name, value in row.items():
        if name in ("effect", "leakage", "stockpile", "factor"):
            given[name] = quantity(value, f"{place}: {name}")
        elif name == "substitution":
            _known(value, ("share", "lag", "to"), f"{place}: substitution")
            usual = Substitution(to=dict(value.get("to", {})))
            parts = {key: quantity(value[key], f"{place}: {key}") for key in ("share", "lag") if key in value}
            given[name] = replace(
                usual, share=parts.get("share", usual.share), lag=parts.get("lag", usual.lag)
            )
        elif name in ("forces", "suppliers", "recipients"):
            given[name] = frozenset(value)
        elif name == "channels":
            given[name] = tuple(value)
        elif name != "type":
            given[name] = value
    try:
        return kind(**given)
    except TypeError as error:
        raise SheetError(f"{place}: {error}") from error
