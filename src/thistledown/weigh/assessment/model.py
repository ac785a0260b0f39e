"""The numbers of the assessment, from the data files beside this module, each with its reason there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from thistledown.codebook.terms import Credibility, Kind, Reliability

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Beta:
    """How often somebody is right, and how surely that is known: a Beta distribution.

    Attributes:
        a: times right, as it were.
        b: times wrong, as it were.
    """

    a: float
    b: float

    @classmethod
    def of(cls, mean: float, strength: float) -> Beta:
        """From its mean, 0 to 1, and the number of cases it is worth."""
        return cls(mean * strength, (1.0 - mean) * strength)

    @property
    def mean(self) -> float:
        """The share right, 0 to 1."""
        return self.a / (self.a + self.b)

    @property
    def strength(self) -> float:
        """How many cases it is worth."""
        return self.a + self.b

    def interval(self, share: float = 0.9) -> tuple[float, float]:
        """The central interval that holds this much of the distribution: lower and upper end, 0 to 1."""
        from scipy.special import betaincinv

        tail = (1.0 - share) / 2.0
        return float(betaincinv(self.a, self.b, tail)), float(betaincinv(self.a, self.b, 1.0 - tail))


@dataclass(frozen=True, slots=True)
class GradeTerms:
    """What a grade, or being somebody, means in numbers.

    Attributes:
        beta: how often right.
        fidelity: how often it passes on unspoilt what another said.
        said: how often it is right that an office spoke or acted at all.
        words: how to call such a source.
    """

    beta: Beta
    fidelity: float
    said: float
    words: str


@dataclass(frozen=True, slots=True)
class PriorTerms:
    """What is believed of a kind of event before any report.

    Attributes:
        beta: the share that took place.
        reason: why.
    """

    beta: Beta
    reason: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers; `weights.toml` says what each is."""

    hop: float
    alleged: float
    speculated: float
    accusation: float
    one_side: float
    own_claim: float
    denial_accused: float
    denial_unknown: float
    network: float
    unseen: float
    member: float
    members_most: float
    temper: float
    agreement: float


@dataclass(frozen=True, slots=True)
class Model:
    """All numbers of the assessment.

    Attributes:
        priors: by kind of event.
        grades: by Admiralty grade of a source.
        speakers: by kind of actor, `unknown`, `accused` and `admission`.
        credibility: what a credibility leaves of a claim's weight, with its words; None: not graded.
        wrong: by slot, how many wrong values are plausible.
        weights: what is fitted.
    """

    priors: Mapping[Kind, PriorTerms]
    grades: Mapping[Reliability, GradeTerms]
    speakers: Mapping[str, GradeTerms]
    credibility: Mapping[Credibility | None, tuple[float, str]]
    wrong: Mapping[str, int]
    weights: Weights

    def speaker(self, kind: str) -> GradeTerms:
        """What being an actor of a kind means in numbers."""
        return self.speakers.get(kind, self.speakers["unknown"])


@cache
def model() -> Model:
    """The shipped numbers."""
    priors, reliability = _table("priors"), _table("reliability")
    credibility = _table("credibility")
    return Model(
        priors={
            kind: PriorTerms(
                Beta.of(priors[kind.value]["probability"], priors[kind.value]["strength"]),
                priors[kind.value]["reason"],
            )
            for kind in Kind
        },
        grades={grade: _grade(reliability["grade"][grade.value]) for grade in Reliability},
        speakers={name: _grade(row) for name, row in reliability["speaker"].items()},
        credibility={
            None: _kept(credibility["ungraded"]),
            **{grade: _kept(credibility[grade.value]) for grade in Credibility},
        },
        wrong={slot: int(row["wrong"]) for slot, row in _table("slots").items()},
        weights=Weights(**_table("weights")),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def _grade(row: Mapping[str, Any]) -> GradeTerms:
    # Who is no page passes nothing on, and has spoken where a page says so.
    return GradeTerms(
        Beta.of(row["mean"], row["strength"]), row.get("fidelity", 1.0), row.get("said", 1.0), row["words"]
    )


def _kept(row: Mapping[str, Any]) -> tuple[float, str]:
    return float(row["keep"]), str(row["words"])
