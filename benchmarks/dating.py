"""Which date is when it happened: fit the weights, and say how well they do on another language.

    python -m benchmarks.dating            accuracy on each language of the development gold, fitted on others
    python -m benchmarks.dating --fit      fit on all of it and write dating.toml

The development gold is gold/dev and gold/more. A date is right when gold has the same interval, or has
none and none is given. The least likelihood that counts is the one with most right in the cross-validation
over languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.candidates import PARTS, ROOT, Case, command
from thistledown.codebook.terms import Slot
from thistledown.reading.evaluation.alignment import align
from thistledown.reading.evaluation.gold import read_gold
from thistledown.reading.linear import dating
from thistledown.reading.reader import read

FILE = ROOT / "src" / "thistledown" / "reading" / "linear" / "dating.toml"
_candidates = dating.candidates


def cases(names: Sequence[str]) -> list[Case]:
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


if __name__ == "__main__":
    command(FILE, cases, "a date")
