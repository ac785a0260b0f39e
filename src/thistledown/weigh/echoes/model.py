"""The fitted weights of the echo engine, and the logistic models that use them.

`model.toml` holds them; `python -m benchmarks.echoes --fit FILE...` fits them on development chains.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("model.toml")


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over named features.

    Attributes:
        intercept: log odds where every feature is 0.
        weights: log odds for one unit of each feature.
    """

    intercept: float
    weights: Mapping[str, float]

    def log_odds(self, features: Mapping[str, float]) -> float:
        """Log odds of a case; a feature that is not given counts 0."""
        total = 0.0
        for name, weight in self.weights.items():
            total += weight * features.get(name, 0.0)
        return self.intercept + total

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability of a case, 0 to 1."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.log_odds(features)))))


@dataclass(frozen=True, slots=True)
class Model:
    """All weights.

    Attributes:
        words: whether two reports rest on one origin, from their signatures alone; decides which pairs are
            worth a closer look.
        line: whether two reports rest on one origin.
        answer: whether one report answers the other with a denial.
        relations: for each relation, its score; the highest is chosen.
        direction: whether the first of two reports is the one leaned on.
    """

    words: Logistic
    line: Logistic
    answer: Logistic
    relations: Mapping[str, Logistic]
    direction: Logistic


def read_model(path: Path = TABLE) -> Model:
    """The weights of a file.

    Raises:
        ValueError: when a table is missing or a weight is no number.
    """
    with path.open("rb") as handle:
        tables = tomllib.load(handle)
    try:
        return Model(
            _logistic(tables["words"]),
            _logistic(tables["line"]),
            _logistic(tables["answer"]),
            {name: _logistic(table) for name, table in tables["relation"].items()},
            _logistic(tables["direction"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name} is not whole ({error}); fit it again, see docs/echoes.md") from error


@cache
def model() -> Model:
    """The shipped weights."""
    return read_model()


def _logistic(table: dict[str, Any]) -> Logistic:
    weights = {name: float(value) for name, value in table.items() if name != "intercept"}
    return Logistic(float(table["intercept"]), weights)
