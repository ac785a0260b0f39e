"""How sure the reader is of its own coding: a documented score, not yet a calibrated probability."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def weights() -> tuple[float, Mapping[str, float]]:
    """The bias and the weight of each feature, from `confidence.toml`."""
    raw: dict[str, Any] = tomllib.loads(
        (Path(__file__).parent / "confidence.toml").read_text(encoding="utf-8")
    )
    return float(raw["bias"]), {name: float(weight) for name, weight in raw["weights"].items()}


def confidence(features: Mapping[str, float]) -> float:
    """A score between 0 and 1: logistic of the bias plus weight times value of each feature.

    The score orders claims. It is uncalibrated: no share of claims scored 0.8 is promised to be right.

    Raises:
        KeyError: when a feature has no weight in `confidence.toml`.
    """
    bias, table = weights()
    total = bias + sum(table[name] * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-total))
