"""How well the factuality model agrees with people: Pearson's r and mean absolute error on the UW data.

    python -m benchmarks.factuality --json     score shared/bench/factuality/fact_UW_dev.jsonl
    python -m benchmarks.factuality --fit      fit on fact_UW_train.jsonl and write the weights

The regularisation was chosen by five-fold cross-validation within the training part; the development part was
only scored. Measured before, on the test part, which is not at hand: TruthTeller .668, a linear model on
dependency features .690.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from thistledown.casebook.span import Span
from thistledown.reading.factuality import factuality, factuality_words, features, plain, token_at
from thistledown.reading.tokens import tokenise

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "bench" / "factuality"
WEIGHTS = ROOT / "src" / "thistledown" / "reading" / "languages" / "en" / "factuality.tsv"
_SEEN, _KEPT, _STRENGTHS, _FOLDS = 3, 6000, (3.0, 10.0, 20.0, 40.0), 5
Floats = NDArray[np.float32]


def annotated(path: Path) -> list[tuple[str, Span, float]]:
    """Sentence, span of an event's first word and its label, for each event of a file."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            starts = [0]
            for word in row["text"].split(" "):
                starts.append(starts[-1] + len(word) + 1)
            for target in row["targets"]:
                first = target["span1"][0]
                found.append(
                    (row["text"], Span(starts[first], starts[first + 1] - 1), float(target["label"]))
                )
    return found


def score(path: Path) -> dict[str, float]:
    """Pearson's r and mean absolute error of the shipped model on a file."""
    rows = annotated(path)
    said = np.array([factuality(text, span) for text, span, _ in rows])
    gold = np.array([label for *_, label in rows])
    return {
        "uw_r": round(float(np.corrcoef(said, gold)[0, 1]), 4),
        "uw_mae": round(float(np.abs(said - gold).mean()), 4),
        "uw_events": len(rows),
    }


def _ridge(design: Floats, labels: Floats, strength: float) -> Floats:
    """Weights of a ridge regression, solved in the space of rows (fewer than columns)."""
    kernel = design @ design.T
    kernel[np.diag_indices_from(kernel)] += strength
    weights: Floats = design.T @ np.linalg.solve(kernel, labels)
    return weights


def fit(path: Path) -> None:
    """Fit the model on a file and write its weights."""
    words = factuality_words("en")
    rows = annotated(path)
    sentences = []
    for text, span, _ in rows:
        tokens = tokenise(text)
        sentences.append(plain(tokens, token_at(tokens, span), words))
    roots = Counter(words.root(low[at]) for low, at in sentences)
    events = frozenset(root for root, count in roots.items() if count >= 2)
    sets = [set(features(low, at, words, events)) for low, at in sentences]
    counts = Counter(feature for found in sets for feature in found)
    columns = {feature: n for n, feature in enumerate(f for f, c in counts.items() if c >= _SEEN)}
    design = np.zeros((len(sets), len(columns)), np.float32)
    for number, found in enumerate(sets):
        design[number, [columns[f] for f in found if f in columns]] = 1.0
    labels = np.array([label for *_, label in rows], np.float32)
    bias = float(labels.mean())
    groups = np.array([hash_of(text) % _FOLDS for text, *_ in rows])
    results: dict[float, float] = {}
    for strength in _STRENGTHS:
        said = np.zeros_like(labels)
        for fold in range(_FOLDS):
            train, held = groups != fold, groups == fold
            said[held] = design[held] @ _ridge(design[train], labels[train] - bias, strength) + bias
        results[strength] = float(np.corrcoef(said, labels)[0, 1])
    strength = max(results, key=lambda s: results[s])
    weights = _ridge(design, labels - bias, strength)
    order = np.argsort(-np.abs(weights) * np.sqrt(design.sum(axis=0)))[:_KEPT]
    names = list(columns)
    lines = [f"# ridge {strength:g}; cross-validated r within the training part: {results[strength]:.3f}"]
    lines.append(f"bias\t{bias:.4f}")
    lines += [f"event={root}\t1" for root in sorted(events)]
    lines += [f"{names[n]}\t{weights[n]:.4f}" for n in sorted(order, key=lambda n: names[n])]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def hash_of(text: str) -> int:
    """A number that stays the same from run to run, to deal sentences into folds."""
    return sum(ord(sign) * (n % 97 + 1) for n, sign in enumerate(text))


def main(arguments: Iterable[str] | None = None) -> None:
    """Score, or fit and score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="fit on the training part first")
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    if chosen.fit:
        fit(DATA / "fact_UW_train.jsonl")
    print(json.dumps(score(DATA / "fact_UW_dev.jsonl")))


if __name__ == "__main__":
    main()
