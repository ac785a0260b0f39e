"""How strong a channel is by the time since its source got the capability."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray


class KernelShape(StrEnum):
    """The shapes a kernel can have, in the order of their numbers in compiled code."""

    CONSTANT = "constant"
    EXPONENTIAL = "exponential"
    GAMMA = "gamma"


@dataclass(frozen=True, slots=True)
class Kernel:
    """kappa(u), u years after the source got the capability; its largest value is 1.

    * constant: kappa(u) = 1. A state that holds a capability keeps it.
    * exponential: kappa(u) = exp(-rate u). Skills and willingness fade.
    * gamma (shape 2): kappa(u) = rate u exp(1 - rate u). Those who were taught return later; most
      likely 1/rate years later.

    With a largest value of 1, a pathway's rate is the hazard of one typical channel at its strongest.

    Attributes:
        shape: one of the three.
        rate: per year, positive and finite; 0 with `constant`.

    Raises:
        ValueError: when the rate does not fit the shape.
    """

    shape: KernelShape = KernelShape.CONSTANT
    rate: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", KernelShape(self.shape))
        if self.shape is KernelShape.CONSTANT:
            if self.rate != 0.0:
                raise ValueError(f"a constant kernel has no rate, but got {self.rate}")
        elif not (np.isfinite(self.rate) and self.rate > 0.0):
            raise ValueError(f"the rate of a {self.shape} kernel must be a positive number, not {self.rate}")

    @classmethod
    def constant(cls) -> Kernel:
        """The same for ever."""
        return cls()

    @classmethod
    def exponential(cls, rate: float) -> Kernel:
        """Fading at `rate` a year."""
        return cls(KernelShape.EXPONENTIAL, rate)

    @classmethod
    def gamma(cls, rate: float) -> Kernel:
        """Rising, then fading; strongest 1/rate years after."""
        return cls(KernelShape.GAMMA, rate)

    @property
    def code(self) -> int:
        """The shape's number in compiled code: 0 constant, 1 exponential, 2 gamma."""
        return list(KernelShape).index(self.shape)

    def at(self, age: Any) -> NDArray[np.float64]:
        """Kappa at ages in years, elementwise; 0 at ages of 0 and less."""
        u = np.asarray(age, dtype=np.float64)
        late = np.maximum(u, 0.0)
        if self.shape is KernelShape.CONSTANT:
            value = np.ones_like(u)
        elif self.shape is KernelShape.EXPONENTIAL:
            value = np.exp(-self.rate * late)
        else:
            value = self.rate * late * np.exp(1.0 - self.rate * late)
        return np.where(u > 0.0, value, 0.0)

    def area(self, age: Any) -> NDArray[np.float64]:
        """The integral of kappa from 0 to `age`, in years, elementwise."""
        u = np.maximum(np.asarray(age, dtype=np.float64), 0.0)
        if self.shape is KernelShape.CONSTANT:
            return u
        if self.shape is KernelShape.EXPONENTIAL:
            return np.asarray(-np.expm1(-self.rate * u) / self.rate)
        x = self.rate * u
        return np.asarray(np.e / self.rate * (1.0 - np.exp(-x) * (1.0 + x)))
