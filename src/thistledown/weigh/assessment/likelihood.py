"""The word for a number, after ICD 203."""

from __future__ import annotations

from functools import cache

from thistledown.codebook.loader import codebook
from thistledown.codebook.terms import Likelihood


@cache
def _ranges() -> tuple[tuple[float, float, Likelihood, str], ...]:
    found = []
    for term in codebook().section("likelihood").terms:
        assert term.low is not None
        assert term.high is not None
        found.append((term.low, term.high, Likelihood(term.id), term.label.lower()))
    return tuple(sorted(found))


def likelihood(probability: float) -> Likelihood:
    """The word of estimative probability for a number; on a border the one nearer to even holds.

    Outside 1 to 99 in 100 the outermost words hold.

    Raises:
        ValueError: when the number is no probability.
    """
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"{probability} is no probability; it must be from 0 to 1")
    fits = [row for row in _ranges() if row[0] <= probability <= row[1]]
    if not fits:
        fits = [_ranges()[0] if probability < 0.5 else _ranges()[-1]]
    return min(fits, key=lambda row: abs((row[0] + row[1]) / 2 - 0.5))[2]


def label(word: Likelihood) -> str:
    """The word as people write it."""
    return next(row[3] for row in _ranges() if row[2] is word)
