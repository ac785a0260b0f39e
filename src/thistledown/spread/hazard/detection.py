"""Adopters nobody recorded, and how often an adopter is recorded."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Detection:
    """The chance s that an adopter is in the record, by class of actor, each with a Beta prior.

    s cannot be learnt from the record alone: its prior must come from a second, independent list
    (capture-recapture) or an audited sample, and its posterior stays close to it.

    Attributes:
        recorded: the prior's equivalent number of recorded adopters.
        missed: of missed ones; Beta(16, 4) says about four in five are recorded.
        classes: actor -> name of its class, for actors that are not of the plain class.
        priors: class name -> (recorded, missed), for these classes.

    Raises:
        ValueError: when a weight is not positive, or a class has no prior.
    """

    recorded: float
    missed: float
    classes: Mapping[str, str] = field(default_factory=dict)
    priors: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for a, b in ((self.recorded, self.missed), *self.priors.values()):
            if not (0 < a < math.inf and 0 < b < math.inf):
                raise ValueError(f"a detection prior needs two positive numbers, not {a} and {b}")
        if stray := sorted(set(self.classes.values()) - set(self.priors)):
            raise ValueError(f"the class {stray[0][:60]!r} has no detection prior")

    def laid_out(self, actors: Sequence[str]) -> tuple[Longs, Floats]:
        """Class of each actor (n,), and Beta weights by class (classes, 2); class 0 is the plain one.

        Raises:
            ValueError: when an actor with a class is not in the network.
        """
        if stray := sorted(set(self.classes) - set(actors)):
            raise ValueError(f"a detection class for {stray[0][:60]!r}, but the network has no such actor")
        names = ["", *sorted(self.priors)]
        number = np.array([names.index(self.classes.get(a, "")) for a in actors], dtype=np.int64)
        weights = [(self.recorded, self.missed), *(self.priors[name] for name in names[1:])]
        return number, np.array(weights, dtype=np.float64)


@numba.njit(cache=True, error_model="numpy")
def draw_detection(
    sensitivity: Floats, weights: Floats, actor_class: Longs, actors: int, kind: Longs, tau: Floats
) -> None:
    """Draw s of each class from Beta(recorded + seen, missed + hidden), in place.

    Args:
        sensitivity: (classes,), written.
        weights: Beta weights, (classes, 2).
        actor_class: (n,).
        actors: n.
        kind: sort of each cell (see `cells`), shape (cells,).
        tau: acquisition times of this sweep, shape (cells,).
    """
    for g in range(weights.shape[0]):
        seen, hidden = weights[g, 0], weights[g, 1]
        for cell in range(tau.size):
            if actor_class[cell % actors] != g or math.isinf(tau[cell]) or kind[cell] == 3:
                continue
            if kind[cell] == 2:
                hidden += 1.0
            else:
                seen += 1.0
        one, other = np.random.gamma(seen, 1.0), np.random.gamma(hidden, 1.0)
        sensitivity[g] = min(max(one / (one + other), 1e-9), 1.0 - 1e-9)
