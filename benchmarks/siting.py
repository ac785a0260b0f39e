"""Which named place is where it happened: fit the weights, and say how well they do on another language.

    python -m benchmarks.siting            accuracy on each language of the development gold, fitted on others
    python -m benchmarks.siting --fit      fit on all of it and write siting.toml

The development gold is gold/dev and gold/more. A place is right when gold has one that overlaps it, or has
none and none is given. The least likelihood that counts is the one with most right in the cross-validation
over languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.candidates import PARTS, ROOT, Case, command
from thistledown.codebook.terms import Slot
from thistledown.reading import siting
from thistledown.reading.evaluation.alignment import align
from thistledown.reading.evaluation.gold import read_gold
from thistledown.reading.reader import read

FILE = ROOT / "src" / "thistledown" / "reading" / "siting.toml"
_features = siting.features


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


if __name__ == "__main__":
    command(FILE, cases, "a named place")
