"""How alike two documents are: the share of their runs of five words that both have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

_WORD = re.compile(r"\w+")
WORDS = 5
TOO_ALIKE = 0.3


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five words, lower case; a shorter text is one run."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < WORDS:
        return frozenset([tuple(words)])
    return frozenset(tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1))


def alike(texts: Mapping[str, str], *, least: float = TOO_ALIKE) -> Iterator[tuple[str, str, float]]:
    """Pairs of documents whose Jaccard index over five-word runs is at least `least`.

    Args:
        texts: document id to text.
        least: the index from which a pair is reported.
    """
    runs = {id: shingles(text) for id, text in texts.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id, found in runs.items():
        for run in found:
            holders[run].append(id)
    pairs = {(one, other) for ids in holders.values() for k, one in enumerate(ids) for other in ids[k + 1 :]}
    for one, other in sorted(pairs):
        index = len(runs[one] & runs[other]) / len(runs[one] | runs[other])
        if index >= least:
            yield one, other, index
