"""The weights of resolution, from the data file beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature and each word weighs, and where the bands begin.

    Attributes:
        review: least score, 0 to 1, of a pair that an analyst is shown.
        high: least score of a pair that stands first in the queue.
        main: weights of the main features; the best one gives the score.
        qualifier: what speaks against, added to the score.
        token: weights of words by what they do in a name.
    """

    review: float
    high: float
    main: Mapping[str, float]
    qualifier: Mapping[str, float]
    token: Mapping[str, float]

    def band(self, score: float) -> str:
        """`high`, `review` or `no`."""
        return "high" if score >= self.high else "review" if score >= self.review else "no"


@cache
def weights() -> Weights:
    """The shipped weights."""
    shipped = tomllib.loads(Path(__file__).with_name("weights.toml").read_text(encoding="utf-8"))
    bands = shipped["bands"]
    return Weights(bands["review"], bands["high"], shipped["main"], shipped["qualifier"], shipped["token"])
