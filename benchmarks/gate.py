"""The gate: recall and false alarms on the development gold, documents a second; `--fit` sets its weights.

    python -m benchmarks.gate --json
    python -m benchmarks.gate --fit

Weights are a logistic regression over the counts of the gate's groups, fitted on the development set
alone; the bias is then lowered until the recall asked for holds there. The test set is only measured.
Speed is taken on the relevant documents and hard negatives repeated to 2,500 characters: text in which
every document names a drone is the slowest there is.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.reading.gate import Sight, gate

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "gold"
WORDS = ROOT / "src" / "thistledown" / "reading" / "gate.toml"
_RECALL, _SIZE, _ROUNDS, _RIDGE = 0.985, 2500, 4000, 0.02


def documents(part: str) -> list[tuple[str, str, bool]]:
    """Language, text and relevance of every gold document of a part ("dev" or "test")."""
    found = []
    for path in sorted((GOLD / part).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append((row["language"], row["text"], bool(row["claims"])))
    return found


def score(part: str) -> dict[str, Any]:
    """Recall on relevant documents and share of hard negatives let through, over all and by language."""
    seen: dict[str, list[int]] = {}
    for language, text, relevant in documents(part):
        count = seen.setdefault(language, [0, 0, 0, 0])
        count[2 * (not relevant)] += 1
        count[2 * (not relevant) + 1] += gate().passes(text)
    total = [sum(count[n] for count in seen.values()) for n in range(4)]
    return {
        "gate_recall": round(total[1] / max(total[0], 1), 4),
        "gate_false_alarms": round(total[3] / max(total[2], 1), 4),
        "per_language": {
            language: {
                "recall": round(count[1] / max(count[0], 1), 3),
                "false_alarms": round(count[3] / max(count[2], 1), 3),
            }
            for language, count in sorted(seen.items())
        },
    }


def speed() -> float:
    """Documents of 2,500 characters a second of one core."""
    texts = [(text + " ") * (_SIZE // len(text) + 1) for _, text, _ in documents("dev")]
    texts = [text[:_SIZE] for text in texts]
    gate().passes(texts[0])
    began = time.process_time()
    for text in texts:
        gate().passes(text)
    return len(texts) / (time.process_time() - began)


def fit() -> None:
    """Fit the weights on the development set and write them into the gate's file."""
    rows = [(gate().see(text), relevant) for _, text, relevant in documents("dev")]
    kept = [(sight, relevant) for sight, relevant in rows if sight is not None]
    design = np.array([[*sight, 1.0] for sight, _ in kept], dtype=np.float64)
    labels = np.array([relevant for _, relevant in kept], dtype=np.float64)
    weights: NDArray[np.float64] = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        said = 1.0 / (1.0 + np.exp(-design @ weights))
        gradient = design.T @ (said - labels) / len(labels)
        gradient[:-1] += _RIDGE * weights[:-1] / 10
        weights -= 0.3 * gradient
    scores = np.sort((design @ weights)[labels == 1])
    missing = sum(relevant and sight is None for sight, relevant in rows)
    spare = int((1 - _RECALL) * (len(scores) + missing)) - missing
    weights[-1] -= min(scores[max(spare, 0)], 0.0) - 1e-6
    text = WORDS.read_text(encoding="utf-8")
    for name, value in zip((*Sight._fields, "bias"), weights, strict=True):
        head, mark, tail = text.partition("[weights]")
        text = head + mark + re.sub(rf"(?m)^{name} = .*$", f"{name} = {value:.3f}", tail, count=1)
    WORDS.write_text(text, encoding="utf-8")
    gate.cache_clear()


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure, or fit and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="fit on the development set first")
    parser.add_argument("--part", default="dev", choices=("dev", "test"), help="the part to measure")
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    if chosen.fit:
        fit()
    print(json.dumps({"gate_docs_per_s": round(speed()), **score(chosen.part)}))


if __name__ == "__main__":
    main()
