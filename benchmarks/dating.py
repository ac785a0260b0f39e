"""Which date is when it happened: fit the weights, and say how well they do on another language.

    python -m benchmarks.dating            accuracy on each language of the development gold, fitted on others
    python -m benchmarks.dating --fit      fit on all of it and write dating.toml

The development gold is gold/dev and gold/more. A date is right when gold has the same interval, or has
none and none is given. The least likelihood that counts is the one with most right in the cross-validation
over languages.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.siting import Case, choose, write
from thistledown.codebook.terms import Slot
from thistledown.reading.evaluation.alignment import align
from thistledown.reading.evaluation.gold import read_gold
from thistledown.reading.linear import dating
from thistledown.reading.reader import read

ROOT = Path(__file__).parents[1]
PARTS = (ROOT / "gold" / "dev", ROOT / "gold" / "more")
FILE = ROOT / "src" / "thistledown" / "reading" / "linear" / "dating.toml"
_candidates = dating.candidates


def cases(names: list[str]) -> list[Case]:
    """Every pair of the development gold."""
    found = []
    for path in sorted(file for part in PARTS for file in part.glob("*.jsonl")):
        for document in read_gold([path]):
            heard: dict[Any, list[dating.Dated]] = {}

            def listen(parse: Any, saying: Any, *given: Any) -> list[dating.Dated]:
                dates = _candidates(parse, saying, *given)
                heard[saying.trigger] = dates  # noqa: B023
                return dates

            vars(dating)["candidates"] = listen
            try:
                claims = read(document.text, published=document.published, language=document.language)
            finally:
                vars(dating)["candidates"] = _candidates
            alignment = align(document, claims)
            for pair in alignment.pairs:
                gold, told = alignment.gold[pair.gold], alignment.read[pair.read]
                mine = heard.get(told.spans[Slot.TRIGGER], [])
                when = (gold.when.start, gold.when.end) if gold.when else None
                rows = [[one.features.get(name, 0.0) for name in names] for one in mine]
                right = [(one.when.start, one.when.end) == when for one in mine]
                found.append(
                    Case(
                        document.language,
                        np.array(rows).reshape(len(mine), len(names)),
                        np.array(right, np.bool_),
                        gold.when is not None,
                    )
                )
    return found


def main() -> None:
    """Measure, and fit where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="write dating.toml")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    names = list(dating.weights()[2])
    found = cases(names)
    told = choose(found)
    if given.fit:
        write(FILE, names, found, told["least"], "a date is when it happened: see dating.py")
    print(json.dumps(told) if given.json else "\n".join(f"{name}: {value}" for name, value in told.items()))


if __name__ == "__main__":
    main()
