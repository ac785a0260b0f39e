"""Fit the weights of confidence, and say how far it can be trusted.

    python -m benchmarks.calibration --fit     fit on the development gold and write confidence.toml
    python -m benchmarks.calibration --json    measure on the test gold

A claim is right when kind, sentence, both parties and modality are those of the gold. Its features go
into a logistic regression with a ridge penalty; the penalty is chosen by ten-fold cross-validation over
documents, so that no document helps to judge itself. One intercept a language keeps each language honest.
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
from thistledown.reading.confidence import confidence, weights
from thistledown.reading.evaluation.alignment import align
from thistledown.reading.evaluation.counting import is_right
from thistledown.reading.evaluation.gold import read_gold
from thistledown.reading.reader import reader
from thistledown.reading.tracing import Weighed, tracing

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "gold"
FILE = ROOT / "src" / "thistledown" / "reading" / "confidence.toml"
_PENALTIES, _FOLDS, _ROUNDS = (0.3, 1.0, 3.0, 10.0), 10, 40
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


def error(said: Floats, labels: Floats, bins: int = 15) -> float:
    """Expected calibration error over bins of equal mass."""
    parts = np.array_split(np.argsort(said, kind="stable"), bins)
    gaps = [abs(said[part].mean() - labels[part].mean()) * len(part) for part in parts if len(part)]
    return float(sum(gaps) / len(said))


def fit() -> dict[str, float]:
    """Fit on the development gold and write the weights; the cross-validated error is returned."""
    rows = examples("dev")
    _, table = weights()
    names = list(table)
    design = np.array([[row[1].get(name, 0.0) for name in names] + [1.0] for row in rows])
    labels = np.array([row[2] for row in rows])
    documents = sorted({row[0] for row in rows})
    fold = {document: number % _FOLDS for number, document in enumerate(documents)}
    folds = np.array([fold[row[0]] for row in rows])
    losses: dict[float, tuple[float, float]] = {}
    for penalty in _PENALTIES:
        said = np.zeros(len(rows))
        for number in range(_FOLDS):
            train, held = folds != number, folds == number
            if held.any():
                said[held] = 1.0 / (
                    1.0 + np.exp(-design[held] @ _logistic(design[train], labels[train], penalty))
                )
        clipped = np.clip(said, 1e-6, 1 - 1e-6)
        loss = -float(np.mean(labels * np.log(clipped) + (1 - labels) * np.log(1 - clipped)))
        losses[penalty] = (loss, error(said, labels))
    penalty = min(losses, key=lambda one: losses[one][0])
    found = _logistic(design, labels, penalty)
    text = FILE.read_text(encoding="utf-8")
    for name, value in zip([*names, "bias"], found, strict=True):
        text = re.sub(rf"(?m)^{re.escape(name)} = .*$", f"{name} = {value:.3f}", text, count=1)
    FILE.write_text(text, encoding="utf-8")
    weights.cache_clear()
    return {"claims": len(rows), "penalty": penalty, "ece_cross_validated": round(losses[penalty][1], 4)}


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
    parser.add_argument("--part", default="test", choices=("dev", "test"), help="the half to measure")
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    if chosen.fit:
        print(json.dumps(fit()))
        return
    print(json.dumps(measure(chosen.part)))


if __name__ == "__main__":
    main()
