"""Which named place is where it happened: fit the weights, and say how well they do on another language.

    python -m benchmarks.siting            accuracy on each language of the development gold, fitted on others
    python -m benchmarks.siting --fit      fit on all of it and write siting.toml

The development gold is gold/dev and gold/more. A place is right when gold has one that overlaps it, or has
none and none is given. The least likelihood that counts is the one with most right in the cross-validation
over languages.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Slot
from thistledown.reading import siting
from thistledown.reading.evaluation.alignment import align
from thistledown.reading.evaluation.gold import read_gold
from thistledown.reading.reader import read

ROOT = Path(__file__).parents[1]
PARTS = (ROOT / "gold" / "dev", ROOT / "gold" / "more")
FILE = ROOT / "src" / "thistledown" / "reading" / "siting.toml"
LEAST = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
PENALTY, ROUNDS = 2.0, 60
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One pair of a read and a gold claim: its candidate places, and which of them gold means.

    Attributes:
        language: of the document.
        rows: features of each candidate, (candidates, features).
        right: whether gold's place overlaps it, (candidates,).
        placed: whether gold has a place.
    """

    language: str
    rows: Floats
    right: NDArray[np.bool_]
    placed: bool


def cases(names: Sequence[str]) -> list[Case]:
    """Every pair of the development gold."""
    found = []
    for path in sorted(file for part in PARTS for file in part.glob("*.jsonl")):
        for document in read_gold([path]):
            heard: list[tuple[Any, dict[str, float], Any]] = []

            def listen(text: str, place: Any, **given: Any) -> dict[str, float]:
                row = _features(text, place, **given)
                heard.append((place, row, given["trigger"]))  # noqa: B023
                return row

            siting.features = listen
            try:
                claims = read(document.text, published=document.published, language=document.language)
            finally:
                siting.features = _features
            alignment = align(document, claims)
            for pair in alignment.pairs:
                gold, told = alignment.gold[pair.gold], alignment.read[pair.read]
                there = gold.spans.get(Slot.PLACE)
                mine = {
                    place.span: (place, row) for place, row, at in heard if at == told.spans[Slot.TRIGGER]
                }
                found.append(
                    Case(
                        document.language,
                        np.array([[row[name] for name in names] for _, row in mine.values()]).reshape(
                            len(mine), len(names)
                        ),
                        np.array(
                            [there is not None and place.span.overlaps(there) for place, _ in mine.values()],
                            np.bool_,
                        ),
                        gold.where is not None,
                    )
                )
    return found


_features = siting.features


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
    """How many cases get the right place, or rightly none."""
    right = 0
    for case in found:
        scores = 1 / (1 + np.exp(-(weights[0] + case.rows @ weights[1:])))
        best = int(np.argmax(scores)) if len(scores) else -1
        if best >= 0 and scores[best] >= least:
            right += bool(case.right[best])
        else:
            right += not case.placed
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
        f"# How likely {what}.",
        f"# Fitted to the development gold by `python -m benchmarks.{what.rsplit(' ', 1)[1][:-3]} --fit`.",
        "",
        f"bias = {weights[0]:.3f}",
        "# Below this likelihood it does not count.",
        f"least = {least}",
        "",
        "[weights]",
        *(f"{name} = {value:.3f}" for name, value in zip(names, weights[1:], strict=True)),
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, and fit where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="write siting.toml")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    names = list(siting.weights()[2])
    found = cases(names)
    told = choose(found)
    if given.fit:
        write(FILE, names, found, told["least"], "a named place is where it happened: see siting.py")
    print(json.dumps(told) if given.json else "\n".join(f"{name}: {value}" for name, value in told.items()))


if __name__ == "__main__":
    main()
