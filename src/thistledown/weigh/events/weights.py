"""The points of joining, from the data file beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class EventWeights:
    """Points for and against two claims being about one happening.

    Attributes:
        join: least points with which a claim joins an event.
        unheld: most points of a fit that neither place, date nor giver and taker together hold.
        margin: by how many points the best event must lead the next.
        refusal: a feature that costs so much ends the comparison.
        review: least points of an event that a claim may be about.
        kind: points of same, near and different kinds.
        actor: points of providers and recipients.
        likeness: how far an actor stands for another, 0 to 1.
        time: steps of days and their points.
        place: points of names, distances (kilometres) and countries.
        rest: points of system, items and pathway.
    """

    join: float
    unheld: float
    margin: float
    refusal: float
    review: float
    kind: Mapping[str, float]
    actor: Mapping[str, float]
    likeness: Mapping[str, float]
    time: Mapping[str, Any]
    place: Mapping[str, float]
    rest: Mapping[str, float]

    def step(self, name: str, days: int) -> float:
        """The points of a number of days on one of the steps of `time`."""
        for most, points in zip(self.time[f"{name}_days"], self.time[f"{name}_points"], strict=True):
            if days <= most:
                return float(points)
        return float(self.time[f"{name}_else"])


@cache
def event_weights() -> EventWeights:
    """The shipped points."""
    shipped = tomllib.loads(Path(__file__).with_name("weights.toml").read_text(encoding="utf-8"))
    bands = shipped.pop("bands")
    return EventWeights(**bands, **shipped)
