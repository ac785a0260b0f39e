"""How sure the reader is of its own coding: a logistic score in a few grades, fitted to the gold."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
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


@lru_cache(maxsize=1)
def grades() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The log-odds that part the grades, ascending, and the share of claims that is right in each grade."""
    raw: dict[str, Any] = tomllib.loads(
        (Path(__file__).parent / "confidence.toml").read_text(encoding="utf-8")
    )["grades"]
    return tuple(float(edge) for edge in raw["edges"]), tuple(float(value) for value in raw["right"])


def graded(total: float) -> float:
    """The confidence of a sum of log-odds: the share of claims of its grade that is right.

    The gold is too small to tell neighbouring scores apart, so that claims are put into a few grades, and all
    of a grade have its share (histogram binning: Zadrozny & Elkan 2001).
    """
    edges, right = grades()
    return right[bisect_right(edges, total)]


def confidence(features: Mapping[str, float]) -> float:
    """A score between 0 and 1: bias plus weight times value of each feature, put into its grade.

    How far the score can be trusted as a probability is measured on texts that it was not fitted to:
    `thistledown evaluate gold/test/*.jsonl`.

    Raises:
        KeyError: when a feature has no weight in `confidence.toml`.
    """
    bias, table = weights()
    total = bias + sum(table[name] * value for name, value in features.items())
    return graded(total)


@lru_cache(maxsize=1)
def review_band() -> tuple[float, float]:
    """From and below which confidence a claim should be looked at by a person before it is used."""
    raw: dict[str, Any] = tomllib.loads(
        (Path(__file__).parent / "confidence.toml").read_text(encoding="utf-8")
    )
    return float(raw["review"]["low"]), float(raw["review"]["high"])


def needs_review(value: float) -> bool:
    """Whether a confidence lies in the band in which the reader abstains: not sure, and not hopeless."""
    low, high = review_band()
    return low <= value < high
