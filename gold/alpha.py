"""Krippendorff's alpha for nominal codes (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence


def alpha(units: Iterable[Sequence[str | None]]) -> float | None:
    """Agreement beyond chance: 1 when coders always agree, 0 when as often as chance would have it.

    Args:
        units: for each unit what every coder chose, None where a coder did not code it. Units with fewer
            than two codes count for nothing.

    Returns:
        Alpha, or None when no two codes can be compared, or all are the same code.
    """
    totals: Counter[str] = Counter()
    observed = 0.0
    for unit in units:
        codes = Counter(code for code in unit if code is not None)
        here = codes.total()
        if here < 2:
            continue
        totals.update(codes)
        observed += (here * here - sum(times * times for times in codes.values())) / (here - 1)
    pairs = totals.total()
    expected = pairs * pairs - sum(times * times for times in totals.values())
    if not expected:
        return None
    return 1.0 - (pairs - 1) * observed / expected
