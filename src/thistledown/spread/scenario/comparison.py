"""What measures change: two worlds with the same luck, side by side, and what the difference rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.scenario.quantity import Quantity

Floats = NDArray[np.float64]

# A tornado compares the draws in the lowest and the highest fifth of a number.
_FIFTH = 0.2


@dataclass(frozen=True, slots=True)
class Effect:
    """Acquisitions of one kind with and without the measures.

    Attributes:
        what: "all", a channel, a region or an actor.
        sort: "all", "channel", "region" or "actor".
        without: expected number without the measures.
        with_: expected number with them.
        change: expected difference, with minus without.
        low: 5 % of the difference over draws and luck.
        high: 95 %.
        no_change: probability that the number is the same.
        fewer: probability that it is smaller.
        more: probability that it is larger.
    """

    what: str
    sort: str
    without: float
    with_: float
    change: float
    low: float
    high: float
    no_change: float
    fewer: float
    more: float

    @classmethod
    def of(cls, what: str, sort: str, without: NDArray[Any], with_: NDArray[Any]) -> Effect:
        """The effect in paired runs, shapes (runs,)."""
        change = with_.astype(np.float64) - without
        low, high = np.quantile(change, (0.05, 0.95))
        return cls(
            what, sort, float(without.mean()), float(with_.mean()), float(change.mean()), float(low),
            float(high), float((change == 0).mean()), float((change < 0).mean()), float((change > 0).mean()),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variance:
    """Where the variance of the difference in all acquisitions comes from.

    Analysis of variance with draws nested in structures and replicates in draws.

    Attributes:
        parameter: rates, dates and the measures' own numbers are not known; variance of the draws' means.
        structure: it is not known which network is right; variance of the structures' means. 0 with one.
        chance: the same world can turn out one way or another; variance within a draw.
        monte_carlo_error: standard error of the expected difference, from the number of runs; more runs make
            it smaller.
    """

    parameter: float
    structure: float
    chance: float
    monte_carlo_error: float

    @classmethod
    def of(cls, change: Floats) -> Variance:
        """From differences of shape (structures, replicates, draws)."""
        structures, replicates, draws = change.shape
        means = change.mean(axis=1)
        chance = float(change.var(axis=1, ddof=1).mean()) if replicates > 1 else float("nan")
        between = float(means.var(axis=1, ddof=1).mean()) if draws > 1 else 0.0
        parameter = max(0.0, between - chance / replicates) if replicates > 1 else between
        whole = means.mean(axis=1)
        structure = 0.0
        if structures > 1:
            structure = max(0.0, float(whole.var(ddof=1)) - between / draws)
        error = float(np.sqrt(between / draws / structures))
        return cls(parameter, structure, chance, error)


@dataclass(frozen=True, slots=True)
class Bar:
    """How much one number moves the expected difference.

    Attributes:
        name: of the number.
        low: its mean over the fifth of the draws in which it is lowest.
        high: its mean over the fifth in which it is highest.
        change_low: expected difference in the former.
        change_high: expected difference in the latter.
        reported: whether some page reports it; None for a fitted rate.
    """

    name: str
    low: float
    high: float
    change_low: float
    change_high: float
    reported: bool | None

    @property
    def swing(self) -> float:
        """How far apart the two differences are."""
        return abs(self.change_high - self.change_low)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two worlds compared.

    Attributes:
        origin: decimal year they begin.
        horizon: years they run.
        draws: draws of each structure.
        replicates: runs of each draw.
        structures: names of the networks tried.
        given: what is done in both worlds.
        added: what is done in the second only.
        summary: all, then channels, then regions; actors only when asked for.
        alone: the difference in all acquisitions each added step makes by itself.
        hires: people expected to be hired out of the pools within the horizon, without and with.
        variance: where the variance of the difference comes from.
        numbers: everything the measures rest on, reported or assumed.
        bars: data of the tornado.
    """

    origin: float
    horizon: float
    draws: int
    replicates: int
    structures: tuple[str, ...]
    given: tuple[str, ...]
    added: tuple[str, ...]
    summary: tuple[Effect, ...]
    alone: tuple[Effect, ...]
    hires: tuple[float, float]
    variance: Variance
    numbers: Mapping[str, Quantity]
    bars: tuple[Bar, ...]

    def tornado(self) -> tuple[Bar, ...]:
        """The numbers by how much they move the expected difference, the most first."""
        return tuple(sorted(self.bars, key=lambda bar: (-bar.swing, bar.name)))

    def as_json(self) -> dict[str, Any]:
        """Everything, for a web page or a file."""
        return {
            "origin": self.origin,
            "horizon": self.horizon,
            "draws": self.draws,
            "replicates": self.replicates,
            "structures": list(self.structures),
            "given": list(self.given),
            "added": list(self.added),
            "summary": [_effect(effect) for effect in self.summary],
            "alone": [_effect(effect) for effect in self.alone],
            "hires": {"without": self.hires[0], "with": self.hires[1]},
            "variance": {
                key: value if np.isfinite(value) else None for key, value in asdict(self.variance).items()
            },
            "numbers": {name: quantity.as_json() for name, quantity in self.numbers.items()},
            "tornado": [{**asdict(bar), "swing": bar.swing} for bar in self.tornado()],
        }


def bar(name: str, values: Floats, change: Floats, reported: bool | None) -> Bar | None:
    """The bar of a number, None when it does not vary. Both of shape (draws,)."""
    if values.max() == values.min():
        return None
    order = np.argsort(values, kind="stable")
    few = max(1, int(len(values) * _FIFTH))
    low, high = order[:few], order[-few:]
    return Bar(
        name, float(values[low].mean()), float(values[high].mean()), float(change[low].mean()),
        float(change[high].mean()), reported,
    )  # fmt: skip


def _effect(effect: Effect) -> dict[str, Any]:
    row = asdict(effect)
    row["with"] = row.pop("with_")
    return row
