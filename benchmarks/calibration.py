"""Fit the weights of confidence, and say how far it can be trusted.

    python -m benchmarks.calibration --fit     fit on gold/dev and gold/more and write confidence.toml
    python -m benchmarks.calibration --json    measure on the test gold

A claim is right when kind, sentence, both parties and modality are those of the gold. Its features go
into a logistic regression with a ridge penalty; the penalty is chosen by ten-fold cross-validation over
documents, so that no document helps to judge itself. One intercept a language keeps each language honest.

The gold is too small to tell neighbouring scores apart: the scores are put into grades of equal mass, and
a claim's confidence is the share of its grade that is right, pulled a little towards the mean (histogram
binning: Zadrozny & Elkan 2001). Edges and shares come from scores of held-out documents, and so does the
calibration error that is printed, taken over grades.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Slot
from thistledown.reading.confidence import confidence, grades, weights
from thistledown.reading.evaluation.alignment import align
from thistledown.reading.evaluation.calibration import bin_numbers
from thistledown.reading.evaluation.counting import is_right
from thistledown.reading.evaluation.gold import read_gold
from thistledown.reading.reader import reader
from thistledown.reading.tracing import Weighed, tracing

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "gold"
FILE = ROOT / "src" / "thistledown" / "reading" / "confidence.toml"
_PENALTIES, _FOLDS, _ROUNDS = (0.3, 1.0, 3.0, 10.0), 10, 40
_GRADES, _PULL = 5, 2.0
Floats = NDArray[np.float64]
Example = tuple[str, dict[str, float], float, float]


def examples(part: str) -> list[Example]:
    """Document, features, rightness (0 or 1) and confidence of every claim read in a half of the gold."""
    found: list[Example] = []
    for document in read_gold(sorted((GOLD / part).glob("*.jsonl"))):
        with tracing() as heard:
            claims = (
                reader()
                .read_report(
                    document.text,
                    published=document.published,
                    language=document.language,
                    report=document.id,
                )
                .claims
            )
        alignment = align(document, claims)
        right = {pair.read for pair in alignment.pairs if is_right(pair)}
        for number, claim in enumerate(alignment.read):
            weighed = _weighed(claim, heard)
            if weighed is not None:
                row = (document.id, dict(weighed.features), float(number in right), claim.confidence)
                found.append(row)
    return found


def _weighed(claim: Claim, heard: Iterable[Weighed]) -> Weighed | None:
    same = [one for one in heard if one.kind is claim.kind and one.trigger == claim.spans.get(Slot.TRIGGER)]
    return min(same, key=lambda one: abs(confidence(one.features) - claim.confidence), default=None)


def _logistic(design: Floats, labels: Floats, penalty: float) -> Floats:
    """Weights, the last one the bias, by Newton's method; the bias is not penalised."""
    found = np.zeros(design.shape[1])
    ridge = np.full(design.shape[1], penalty)
    ridge[-1] = 0.0
    for _ in range(_ROUNDS):
        said = 1.0 / (1.0 + np.exp(-design @ found))
        gradient = design.T @ (said - labels) + ridge * found
        curve = (design * (said * (1 - said))[:, None]).T @ design + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, gradient)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    return found


def error(said: Floats, labels: Floats) -> float:
    """Expected calibration error over bins of equal mass in which equal scores stay together."""
    numbers = bin_numbers(said)
    gaps = np.bincount(numbers, said - labels)
    return float(np.abs(gaps).sum() / len(said))


def held_out(design: Floats, labels: Floats, folds: NDArray[np.int64], penalty: float) -> Floats:
    """The log-odds of each row by weights that never saw its fold."""
    said = np.zeros(len(labels))
    for number in np.unique(folds):
        train, held = folds != number, folds == number
        said[held] = design[held] @ _logistic(design[train], labels[train], penalty)
    return said


def grade(scores: Floats, labels: Floats) -> tuple[Floats, Floats]:
    """Edges between grades of equal mass, and the share that is right in each, never falling."""
    edges = np.quantile(scores, np.arange(1, _GRADES) / _GRADES)
    inside = np.searchsorted(edges, scores, side="right")
    rights = np.bincount(inside, labels, _GRADES) + _PULL * labels.mean()
    shares = rights / (np.bincount(inside, minlength=_GRADES) + _PULL)
    return edges, np.maximum.accumulate(shares)


def graded_error(design: Floats, labels: Floats, folds: NDArray[np.int64], penalty: float) -> float:
    """Expected calibration error over grades, edges and shares of each fold taken from the other folds."""
    gaps = np.zeros(_GRADES)
    for number in np.unique(folds):
        train, held = folds != number, folds == number
        inner = held_out(design[train], labels[train], folds[train], penalty)
        edges, shares = grade(inner, labels[train])
        scores = design[held] @ _logistic(design[train], labels[train], penalty)
        inside = np.searchsorted(edges, scores, side="right")
        np.add.at(gaps, inside, shares[inside] - labels[held])
    return float(np.abs(gaps).sum() / len(labels))


def fit() -> dict[str, float]:
    """Fit on gold/dev and gold/more and write weights and grades; the cross-validated error is returned."""
    rows = examples("dev") + examples("more")
    _, table = weights()
    names = list(table)
    design = np.array([[row[1].get(name, 0.0) for name in names] + [1.0] for row in rows])
    labels = np.array([row[2] for row in rows])
    documents = sorted({row[0] for row in rows})
    fold = {document: number % _FOLDS for number, document in enumerate(documents)}
    folds = np.array([fold[row[0]] for row in rows])
    scores = {penalty: held_out(design, labels, folds, penalty) for penalty in _PENALTIES}
    losses = {
        penalty: float(np.mean(np.logaddexp(0.0, said) - labels * said)) for penalty, said in scores.items()
    }
    penalty = min(losses, key=lambda one: losses[one])
    found = _logistic(design, labels, penalty)
    edges, shares = grade(scores[penalty], labels)
    text = FILE.read_text(encoding="utf-8")
    for name, value in zip([*names, "bias"], found, strict=True):
        text = re.sub(rf"(?m)^{re.escape(name)} = .*$", f"{name} = {value:.3f}", text, count=1)
    for name, numbers in (("edges", edges), ("right", shares)):
        text = re.sub(rf"(?m)^{name} = .*$", f"{name} = [{', '.join(f'{n:.3f}' for n in numbers)}]", text)
    FILE.write_text(text, encoding="utf-8")
    weights.cache_clear()
    grades.cache_clear()
    return {
        "claims": len(rows),
        "penalty": penalty,
        "ece_cross_validated": round(graded_error(design, labels, folds, penalty), 4),
    }


def measure(part: str) -> dict[str, float]:
    """Calibration error of the shipped weights on a half of the gold."""
    rows = examples(part)
    said, labels = np.array([row[3] for row in rows]), np.array([row[2] for row in rows])
    return {
        "claims": len(rows),
        "right": round(float(labels.mean()), 4),
        "ece": round(error(said, labels), 4),
        "brier": round(float(np.mean((said - labels) ** 2)), 4),
    }


def main(arguments: Iterable[str] | None = None) -> None:
    """Fit, or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="fit on the development gold first")
    parser.add_argument("--part", default="test", choices=("dev", "more", "test"), help="the part to measure")
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    if chosen.fit:
        print(json.dumps(fit()))
        return
    print(json.dumps(measure(chosen.part)))


if __name__ == "__main__":
    main()
