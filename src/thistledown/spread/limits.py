"""What cannot be identified, said beside the number it concerns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from thistledown.spread.hazard.cells import CellKind
from thistledown.spread.kernel import KernelShape

if TYPE_CHECKING:
    from thistledown.spread.hazard.fit import Fit


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that cannot be told.

    Attributes:
        key: its name in limits.toml.
        beside: the number to show it next to: rates, attributions, shares, hidden, scenarios.
        text: what to show.
    """

    key: str
    beside: str
    text: str


def limit(key: str, **figures: Any) -> Limit:
    """One text with its figures filled in.

    Raises:
        KeyError: when there is no such text.
    """
    row = _texts()[key]
    return Limit(key, row["beside"], row["text"].format(**figures))


def limits_of(fit: Fit) -> tuple[Limit, ...]:
    """The limits that concern a fit."""
    setting = fit.setting
    recorded = setting.cells.kind == CellKind.RECORDED
    events = int(recorded.sum())
    coded = int((recorded & (setting.cells.code >= 0)).sum())
    found = [limit("rates", events=events), limit("attributions", events=events, coded=coded)]
    if groups := [g for g in fit.groups() if len(g) > 1]:
        told = "; ".join(" + ".join(fit.channels[p] for p in group) for group in groups)
        found.append(limit("duplicates", groups=told))
    if setting.network.layers:
        found.append(limit("homophily"))
    found += [limit("unlisted"), limit("detection" if setting.missed else "complete")]
    if any(layer.kernel.shape is not KernelShape.CONSTANT for layer in setting.network.layers) and events:
        width = float(np.median(setting.cells.hi[recorded] - setting.cells.lo[recorded]))
        found.append(limit("timing", width=width))
    if many := [name for name, cuts in setting.eras.items() if len(cuts) > 1]:
        found.append(limit("eras", eras=", ".join(many)))
    if len(setting.record.capabilities) < 2:
        found.append(limit("dyads"))
    return tuple(found)


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("limits.toml").read_text("utf-8"))
