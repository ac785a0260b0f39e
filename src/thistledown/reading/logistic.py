"""A small logistic score read from a file: one bias, one weight a feature, and the least that counts."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Logistic:
    """Fitted weights.

    Attributes:
        bias: log-odds where every feature is 0.
        least: the likelihood below which a thing does not count.
        weights: log-odds for one unit of each feature, by name.
    """

    bias: float
    least: float
    weights: Mapping[str, float]

    def likelihood(self, features: Mapping[str, float]) -> float:
        """How likely a thing with these features is, 0 to 1.

        Raises:
            KeyError: when a feature has no weight.
        """
        total = self.bias + sum(self.weights[name] * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-total))


@cache
def read_logistic(path: Path) -> Logistic:
    """The weights of a file with `bias`, `least` and a table `[weights]`."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Logistic(
        float(raw["bias"]), float(raw["least"]), {name: float(one) for name, one in raw["weights"].items()}
    )
