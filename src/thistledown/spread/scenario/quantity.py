"""Uncertain numbers that say where they come from: reported, with the source, or assumed, with the reason."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


class Shape(StrEnum):
    """The distributions a quantity can have."""

    FIXED = "fixed"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    BETA = "beta"
    LOGNORMAL = "lognormal"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its uncertainty.

    Attributes:
        shape: fixed (value), uniform (low, high), triangular (low, most likely, high), beta (a, b), or
            lognormal (median, sd of the logarithm).
        numbers: what the shape needs, in this order.
        sources: addresses of the pages that report it.
        reason: why it is assumed, where nothing reports it.

    Raises:
        ValueError: when the numbers do not fit the shape, or neither a source nor a reason is given.
    """

    shape: Shape
    numbers: tuple[float, ...]
    sources: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", Shape(self.shape))
        object.__setattr__(self, "numbers", tuple(float(number) for number in self.numbers))
        if not self.sources and not self.reason.strip():
            raise ValueError(
                "say where the number comes from: `sources` when reported, `reason` when assumed"
            )
        x = self.numbers
        needed = {Shape.FIXED: 1, Shape.TRIANGULAR: 3}.get(self.shape, 2)
        if len(x) != needed or not all(math.isfinite(number) for number in x):
            raise ValueError(f"a {self.shape} quantity needs {needed} finite numbers, not {x}")
        if self.shape in (Shape.UNIFORM, Shape.TRIANGULAR) and list(x) != sorted(x):
            raise ValueError(f"the numbers of a {self.shape} quantity must rise, but they are {x}")
        if self.shape in (Shape.BETA, Shape.LOGNORMAL) and min(x) <= 0:
            raise ValueError(f"the numbers of a {self.shape} quantity must be above 0, but they are {x}")

    @property
    def reported(self) -> bool:
        """Whether some page reports it."""
        return bool(self.sources)

    @property
    def certain(self) -> bool:
        """Whether it has one value only."""
        return self.shape is Shape.FIXED or (self.shape is not Shape.BETA and len(set(self.numbers)) == 1)

    def quantile(self, level: Any) -> Floats:
        """Values at levels between 0 and 1, elementwise."""
        u = np.asarray(level, dtype=np.float64)
        x = self.numbers
        if self.shape is Shape.FIXED:
            return np.full_like(u, x[0])
        if self.shape is Shape.UNIFORM:
            return np.asarray(x[0] + u * (x[1] - x[0]))
        if self.shape is Shape.BETA:
            return np.asarray(special.betaincinv(x[0], x[1], u))
        if self.shape is Shape.LOGNORMAL:
            return np.asarray(x[0] * np.exp(x[1] * special.ndtri(u)))
        low, mode, high = x
        if high == low:
            return np.full_like(u, low)
        turn = (mode - low) / (high - low)
        rising = low + np.sqrt(np.maximum(u * (high - low) * (mode - low), 0.0))
        falling = high - np.sqrt(np.maximum((1 - u) * (high - low) * (high - mode), 0.0))
        return np.where(u < turn, rising, falling)

    def draws(self, seed: int, key: str, count: int) -> Floats:
        """`count` values; they depend on (seed, key) only, so they stay when other measures come and go."""
        luck = np.random.default_rng([seed % 2**32, zlib.crc32(key.encode("utf-8"))])
        return self.quantile(luck.random(count))

    def as_json(self) -> dict[str, Any]:
        """The same for a web page."""
        return {
            "shape": self.shape.value,
            "numbers": list(self.numbers),
            "reported": self.reported,
            "sources": list(self.sources),
            "reason": self.reason,
            "q05": float(self.quantile(0.05)),
            "q50": float(self.quantile(0.5)),
            "q95": float(self.quantile(0.95)),
        }


def fixed(value: float, *, sources: tuple[str, ...] = (), reason: str = "") -> Quantity:
    """A number without uncertainty."""
    return Quantity(Shape.FIXED, (value,), sources, reason)


def uniform(low: float, high: float, *, sources: tuple[str, ...] = (), reason: str = "") -> Quantity:
    """Anything between two numbers."""
    return Quantity(Shape.UNIFORM, (low, high), sources, reason)


def triangular(
    low: float, mode: float, high: float, *, sources: tuple[str, ...] = (), reason: str = ""
) -> Quantity:
    """Between two numbers, a third one most likely."""
    return Quantity(Shape.TRIANGULAR, (low, mode, high), sources, reason)


def beta(a: float, b: float, *, sources: tuple[str, ...] = (), reason: str = "") -> Quantity:
    """A share of mean a / (a + b)."""
    return Quantity(Shape.BETA, (a, b), sources, reason)


def lognormal(median: float, spread: float, *, sources: tuple[str, ...] = (), reason: str = "") -> Quantity:
    """A positive number; `spread` is the standard deviation of its logarithm."""
    return Quantity(Shape.LOGNORMAL, (median, spread), sources, reason)
