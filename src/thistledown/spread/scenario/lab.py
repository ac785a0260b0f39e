"""The levers of a sheet: what a person may move by hand before running it again.

A lever moves the middle of a number and leaves its uncertainty as wide as it was, since whoever moves it does
not know it better. The number then says that it was set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from thistledown.codebook.reason import Reason, Sentences
from thistledown.spread.scenario.measures import Measure
from thistledown.spread.scenario.quantity import Quantity, Shape
from thistledown.spread.scenario.sheet import Sheet, SheetError

# How far a number of a release may be taken from what the sheet has, up or down.
FACTOR = 20.0
_LEAST, _MOST = 0.02, 0.98
# What all measures assume alike.
_ALIKE = ("leakage", "substitution", "lag of substitution")
LAB = Sentences("lab", {"by_hand": "Set by hand to {value:,.6g}; the sheet has {before:,.6g}."})


@dataclass(frozen=True, slots=True)
class Lever:
    """Where one step of a sheet stands, and how far it may be moved.

    Attributes:
        step: name of the release or measure.
        part: persons, hire, effect or start.
        value: the middle of the number (persons, hires a person and year, a share, a decimal year).
        low: the least it may be set to.
        high: the most.
    """

    step: str
    part: str
    value: float
    low: float
    high: float


def levers(sheet: Sheet) -> tuple[Lever, ...]:
    """All levers of a sheet, releases first."""
    found = []
    for row in sheet.releases:
        for part in ("persons", "hire"):
            middle = _middle(row[part])
            found.append(Lever(row["name"], part, middle, middle / FACTOR, middle * FACTOR))
        found.append(
            Lever(row["name"], "start", float(row["at"]), float(row["at"]) - 5, float(row["at"]) + 10)
        )
    for measure in sheet.measures:
        found.append(Lever(measure.name, "effect", _middle(measure.effect), _LEAST, _MOST))
        found.append(Lever(measure.name, "start", measure.start, measure.start - 5, measure.start + 10))
    return tuple(found)


def pulled(
    sheet: Sheet, settings: Mapping[tuple[str, str], float], *, measures: Sequence[str] | None = None
) -> Sheet:
    """The sheet with levers moved.

    Args:
        sheet: as written down.
        settings: (step, part) to the value it is set to; what is not named stays.
        measures: names of the measures that are tried; None for all.

    Raises:
        SheetError: when there is no such lever, a value is out of its range, or a measure is unknown.
    """
    known = {(one.step, one.part): one for one in levers(sheet)}
    for key, value in settings.items():
        lever = known.get(key)
        if lever is None:
            raise SheetError(f"there is no lever {key[1]!r} of {key[0]!r}")
        if not lever.low <= value <= lever.high:
            raise SheetError(
                f"{key[1]} of {key[0]!r} must lie between {lever.low:g} and {lever.high:g}, not at {value:g}"
            )
    names = [one.name for one in sheet.measures]
    if stray := sorted(set(measures or ()) - set(names)):
        raise SheetError(f"there is no measure {stray[0]!r}; there are {', '.join(names)}")
    moved = {key: value for key, value in settings.items() if value != known[key].value}
    return replace(
        sheet,
        releases=tuple(_release(row, moved) for row in sheet.releases),
        measures=tuple(
            _measure(one, moved) for one in sheet.measures if measures is None or one.name in measures
        ),
    )


def _release(row: Mapping[str, Any], moved: Mapping[tuple[str, str], float]) -> Mapping[str, Any]:
    changed = dict(row)
    for part in ("persons", "hire"):
        value = moved.get((row["name"], part))
        if value is not None:
            changed[part] = _set(row[part], value)
    changed["at"] = moved.get((row["name"], "start"), row["at"])
    return changed


def _measure(measure: Measure, moved: Mapping[tuple[str, str], float]) -> Measure:
    effect = moved.get((measure.name, "effect"))
    return replace(
        measure,
        start=moved.get((measure.name, "start"), measure.start),
        effect=measure.effect if effect is None else _set(measure.effect, effect),
    )


def _middle(number: Quantity) -> float:
    if number.shape is Shape.BETA:
        a, b = number.numbers
        return a / (a + b)
    return float(number.quantile(0.5))


def by_hand(value: float, before: float) -> Reason:
    """Why a moved number is what it is."""
    return LAB("by_hand", value=float(f"{value:.3g}"), before=float(f"{before:.3g}"))


def told_reasons(sheet: Sheet, settings: Mapping[tuple[str, str], float]) -> dict[str, Reason]:
    """The reasons of a sheet's numbers and of levers moved, by their English.

    A number's code is that of its step and part; every measure assumes the same of leakage and substitution.

    Args:
        sheet: as written down.
        settings: (step, part) to the value it is set to.
    """
    found: dict[str, Reason] = {}
    named = {
        f"{row['name']}_{part}": one
        for row in sheet.releases
        for part, one in row.items()
        if isinstance(one, Quantity)
    }
    for measure in sheet.measures:
        for name, one in measure.quantities().items():
            step, part = name.split(": ")
            named[part if part in _ALIKE else f"{step}_{part}"] = one
    for name, one in named.items():
        if one.reason:
            found[one.reason] = Reason(f"lab.{name.replace(' ', '_')}", {"name": one.reason}, one.reason)
    before = {(one.step, one.part): one.value for one in levers(sheet)}
    for key, value in settings.items():
        if key in before:
            moved = by_hand(value, before[key])
            found[moved.english] = moved
    return found


def _set(number: Quantity, value: float) -> Quantity:
    """The number with its middle at a value, as uncertain in relation to it as before."""
    before = _middle(number)
    if number.shape is Shape.BETA:
        weight = sum(number.numbers)
        numbers: tuple[float, ...] = (value * weight, (1 - value) * weight)
    elif number.shape is Shape.LOGNORMAL:
        numbers = (value, number.numbers[1])
    else:
        numbers = tuple(one * value / before for one in number.numbers)
    return Quantity(number.shape, numbers, (), by_hand(value, before).english)
