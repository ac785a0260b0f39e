"""Fitting which of several candidates is the one that a claim means: a date, a place.

What `benchmarks.dating` and `benchmarks.siting` share: the development gold, the fit, the cross-validation
over languages that chooses the least likelihood that counts, and the command line.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from thistledown.reading.logistic import read_logistic

ROOT = Path(__file__).parents[1]
PARTS = (ROOT / "gold" / "dev", ROOT / "gold" / "more")
LEAST = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
PENALTY, ROUNDS = 2.0, 60
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One pair of a read and a gold claim: its candidates, and which of them gold means.

    Attributes:
        language: of the document.
        rows: features of each candidate, (candidates, features).
        right: whether gold means it, (candidates,).
        given: whether gold has one at all.
    """

    language: str
    rows: Floats
    right: NDArray[np.bool_]
    given: bool


def fit(found: Sequence[Case]) -> Floats:
    """Bias and weights of a logistic regression with a ridge penalty, by Newton's method."""
    rows = np.vstack([case.rows for case in found])
    rows = np.hstack([np.ones((len(rows), 1)), rows])
    right = np.concatenate([case.right for case in found]).astype(np.float64)
    ridge = PENALTY * np.diag([0.0] + [1.0] * (rows.shape[1] - 1))
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + ridge @ weights
        weights -= np.linalg.solve((rows.T * (chance * (1 - chance))) @ rows + ridge, slope)
    return weights


def accuracy(weights: Floats, least: float, found: Sequence[Case]) -> int:
    """How many cases get the right one, or rightly none."""
    right = 0
    for case in found:
        scores = 1 / (1 + np.exp(-(weights[0] + case.rows @ weights[1:])))
        best = int(np.argmax(scores)) if len(scores) else -1
        if best >= 0 and scores[best] >= least:
            right += bool(case.right[best])
        else:
            right += not case.given
    return right


def choose(found: Sequence[Case]) -> dict[str, float]:
    """The least likelihood with most right where each language is judged by weights fitted on the others.

    Returns:
        The number of cases, that likelihood, the share that is right with it, and that of each language.
    """
    languages = sorted({case.language for case in found})
    without = {one: fit([case for case in found if case.language != one]) for one in languages}
    held: dict[float, dict[str, int]] = {}
    for least in LEAST:
        held[least] = {
            one: accuracy(without[one], least, [case for case in found if case.language == one])
            for one in languages
        }
    best = max(held, key=lambda least: sum(held[least].values()))
    sizes = {one: sum(case.language == one for case in found) for one in languages}
    return {
        "cases": len(found),
        "least": best,
        "accuracy_left_out": round(sum(held[best].values()) / len(found), 3),
        **{one: round(held[best][one] / sizes[one], 3) for one in languages},
    }


def write(file: Path, names: Sequence[str], found: Sequence[Case], least: float, what: str) -> None:
    """Fit on every case and write the weights."""
    weights = fit(found)
    lines = [
        f"# How likely {what} is where or when a thing happened: see {file.stem}.py.",
        f"# Fitted to the development gold by `python -m benchmarks.{file.stem} --fit`.",
        "",
        f"bias = {weights[0]:.3f}",
        "# Below this likelihood it does not count.",
        f"least = {least}",
        "",
        "[weights]",
        *(f"{name} = {value:.3f}" for name, value in zip(names, weights[1:], strict=True)),
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def command(file: Path, cases: Callable[[Sequence[str]], list[Case]], what: str) -> None:
    """Measure, and fit where asked.

    Args:
        file: the weights.
        cases: what gives every pair of the development gold, by the names of the features.
        what: what is looked for: "a date".
    """
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{file.stem}")
    parser.add_argument("--fit", action="store_true", help=f"write {file.name}")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    names = list(read_logistic(file).weights)
    found = cases(names)
    told = choose(found)
    if given.fit:
        write(file, names, found, told["least"], what)
    print(json.dumps(told) if given.json else "\n".join(f"{name}: {value}" for name, value in told.items()))
