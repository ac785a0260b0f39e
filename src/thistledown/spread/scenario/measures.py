"""What could be done: measures that cut channels, and those that act on people released by a force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway
from thistledown.spread.scenario.quantity import Quantity, beta, fixed

Floats = NDArray[np.float64]


def _share() -> Quantity:
    return beta(
        2, 4, reason="no control is so complete that demand does not look for another way; a third on average"
    )


def _lag() -> Quantity:
    return fixed(0.5, reason="half a year to find another way; nobody has measured it")


def _leakage() -> Quantity:
    return beta(2, 8, reason="controls leak, a fifth on average; nobody has measured it")


@dataclass(frozen=True, slots=True)
class Substitution:
    """What becomes of demand that a measure blocks.

    Without it every control looks better than it is, so there is no measure without one.

    Attributes:
        share: of what is blocked that comes by another channel.
        lag: years that takes.
        to: weight of the channels it comes by, by name; all channels the measure does not touch, alike,
            when left empty.
    """

    share: Quantity = field(default_factory=_share)
    lag: Quantity = field(default_factory=_lag)
    to: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something done from a date on.

    Attributes:
        name: unique in a scenario.
        start: decimal year.
        ramp: years until it works in full; its force rises linearly.
        effect: share of the rate it would take away if nothing leaked.
        leakage: share of that which gets through all the same.
        substitution: where blocked demand goes.
    """

    name: str
    start: float
    effect: Quantity
    ramp: float = 0.0
    leakage: Quantity = field(default_factory=_leakage)
    substitution: Substitution = field(default_factory=Substitution)

    def __post_init__(self) -> None:
        if not (np.isfinite(self.start) and np.isfinite(self.ramp) and self.ramp >= 0):
            raise ValueError(f"{self.name!r}: start must be a decimal year and ramp 0 or more years")
        for word, quantity in (("effect", self.effect), ("leakage", self.leakage),
                               ("substitution", self.substitution.share)):  # fmt: skip
            low, high = (float(q) for q in quantity.quantile([0.0, 1.0]))
            if not 0 <= low <= high <= 1:
                raise ValueError(
                    f"{self.name!r}: {word} must be a share between 0 and 1, not {low} to {high}"
                )

    def quantities(self) -> dict[str, Quantity]:
        """Everything uncertain about it, by name."""
        return {
            f"{self.name}: effect": self.effect,
            f"{self.name}: leakage": self.leakage,
            f"{self.name}: substitution": self.substitution.share,
            f"{self.name}: lag of substitution": self.substitution.lag,
        }

    def force(self, years: Floats) -> Floats:
        """How much of it works at decimal years, 0 to 1."""
        # Cut to the ramp before it is divided by it: a year over next to nothing overflows.
        since = np.clip(np.asarray(years) - self.start, 0.0, self.ramp)
        if self.ramp == 0:
            return np.where(np.asarray(years) >= self.start, 1.0, 0.0)
        return since / self.ramp


@dataclass(frozen=True, slots=True, kw_only=True)
class Curb(Measure):
    """A measure that lets fewer arrivals of some channels through.

    Attributes:
        channels: names of layers and outside sources; those of the measure's usual pathways when empty.
        suppliers: only arcs from these actors; from all when empty.
        recipients: only towards these actors; towards all when empty.
    """

    channels: tuple[str, ...] = ()
    suppliers: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()

    usual: ClassVar[frozenset[Pathway]] = frozenset()

    def delay(self) -> Quantity | None:
        """Years before it bites after the start, where it has any."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen(Curb):
    """Volunteers and trainees are looked into before they are taken; `effect` is how many of those who would
    carry the capability on are found.

    Attributes:
        forces: names of demobilisations whose people are looked into too, when somebody hires them.
    """  # noqa: D205

    forces: frozenset[str] = frozenset()

    usual: ClassVar[frozenset[Pathway]] = frozenset({Pathway.INDIVIDUAL, Pathway.STATE_TRAINEE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo(Curb):
    """States do not hand the capability on."""

    usual: ClassVar[frozenset[Pathway]] = frozenset({Pathway.STATE_TRANSFER})


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlComponents(Curb):
    """Parts on the market are controlled; stocks bought before last for a while.

    Attributes:
        stockpile: years the stocks last; the control bites as they run down, linearly.
    """

    stockpile: Quantity

    usual: ClassVar[frozenset[Pathway]] = frozenset({Pathway.COMMERCIAL})

    def quantities(self) -> dict[str, Quantity]:
        """Everything uncertain about it, by name."""
        return {**Measure.quantities(self), f"{self.name}: stockpile": self.stockpile}

    def delay(self) -> Quantity:
        """Years over which the stocks run down."""
        return self.stockpile


@dataclass(frozen=True, slots=True, kw_only=True)
class BanRecruitment(Measure):
    """Hiring released people is forbidden: `effect` is by how much the hazard of being hired falls.

    Those not hired stay in the pool. `substitution` is the share of blocked hires that a recruiter beyond
    the ban makes all the same.

    Attributes:
        forces: names of the demobilisations it acts on; all when empty.
    """

    forces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reintegrate(Measure):
    """Released people are helped into other work: they leave the pool faster.

    `effect` is the share of those who get help that take it up; the hazard of leaving becomes
    1 + (factor - 1) x effect x (1 - leakage) x (1 - substitution) times as high. Here `substitution` is the
    share of them who take a recruiter's offer afterwards.

    Attributes:
        factor: how many times faster they leave with full take-up, 1 or more.
        forces: names of the demobilisations it acts on; all when empty.
    """

    factor: Quantity
    forces: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        Measure.__post_init__(self)
        if float(self.factor.quantile(0.0)) < 1:
            raise ValueError(
                f"{self.name!r}: factor must be 1 or more; help does not keep people in the pool"
            )

    def quantities(self) -> dict[str, Quantity]:
        """Everything uncertain about it, by name."""
        return {**Measure.quantities(self), f"{self.name}: factor": self.factor}


@dataclass(frozen=True, slots=True, kw_only=True)
class Demobilise:
    """A force releases trained people: a stock that recruiters hire from and that people leave.

    Of S people released at t0, S exp(-(hire + leave)(t - t0)) are still there at t. A hire goes to an actor
    by its share, and brings the capability with probability `convert`. Whoever got it so passes it on
    through all layers.

    Attributes:
        name: of the force; unique in a scenario.
        persons: released in all.
        at: decimal year of the first release.
        hire: hazard of being hired by an armed actor, per person and year.
        leave: hazard of leaving for good (other work, emigration, skills that fade), per person and year.
        convert: probability that one hired person brings the capability.
        shares: share of all those hired that goes to each actor, by name; sums to 1 or less.
        tranches: how many equal releases there are.
        spacing: years between them.
        team: how many able people an actor needs.
    """

    name: str
    persons: Quantity
    at: float
    hire: Quantity
    leave: Quantity
    convert: Quantity
    shares: Mapping[str, float]
    tranches: int = 1
    spacing: float = 0.0
    team: int = 1

    def __post_init__(self) -> None:
        if self.tranches < 1 or self.team < 1 or not (np.isfinite(self.at) and self.spacing >= 0):
            raise ValueError(f"{self.name!r}: tranches and team must be 1 or more, spacing 0 or more years")
        total = sum(self.shares.values())
        if min(self.shares.values(), default=0.0) < 0 or total > 1 + 1e-9:
            raise ValueError(f"{self.name!r}: shares must be 0 or more and sum to 1 at most, not {total:.4g}")
        for word, quantity in (("persons", self.persons), ("hire", self.hire), ("leave", self.leave)):
            if float(quantity.quantile(0.0)) < 0:
                raise ValueError(f"{self.name!r}: {word} must be 0 or more")
        if not 0 <= float(self.convert.quantile(0.0)) <= float(self.convert.quantile(1.0)) <= 1:
            raise ValueError(f"{self.name!r}: convert must be a share between 0 and 1")

    def quantities(self) -> dict[str, Quantity]:
        """Everything uncertain about it, by name."""
        return {
            f"{self.name}: persons": self.persons,
            f"{self.name}: hire": self.hire,
            f"{self.name}: leave": self.leave,
            f"{self.name}: convert": self.convert,
        }

    def releases(self) -> tuple[float, ...]:
        """Decimal year of each tranche."""
        return tuple(self.at + k * self.spacing for k in range(self.tranches))
