"""Whether confidence means what it says: expected calibration error, Brier score, reliability table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 15
THRESHOLDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of neighbouring confidence.

    Attributes:
        low: the least confidence among them.
        high: the greatest.
        claims: how many.
        confidence: their mean confidence.
        right: the share that is right.
    """

    low: float
    high: float
    claims: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Judged:
    """Read claims with their verdicts.

    Attributes:
        confidence: shape (claims,), between 0 and 1.
        right: shape (claims,), whether the claim is right.
        document: shape (claims,), the place of its document.
        documents: how many documents there are.
    """

    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    document: NDArray[np.int64]
    documents: int

    def of(self, chosen: Sequence[int]) -> Judged:
        """The claims of some documents, which are then numbered anew."""
        place = np.full(self.documents, -1, dtype=np.int64)
        place[np.asarray(chosen, dtype=np.int64)] = np.arange(len(chosen))
        kept = place[self.document] >= 0
        return Judged(self.confidence[kept], self.right[kept], place[self.document[kept]], len(chosen))


def bin_numbers(confidence: NDArray[np.float64], bins: int = BINS) -> NDArray[np.int64]:
    """The bin of each claim, bins of equal mass: sorted by confidence and cut into equal numbers.

    Ties stay in one bin, that of their first claim in the order: a reader that gives one value only has one
    bin. So some bins may be empty.
    """
    order = np.argsort(confidence, kind="stable")
    numbers = np.empty(len(confidence), dtype=np.int64)
    numbers[order] = np.arange(len(confidence)) * bins // max(len(confidence), 1)
    if len(confidence):
        _, group = np.unique(confidence, return_inverse=True)
        least = np.full(group.max() + 1, bins, dtype=np.int64)
        np.minimum.at(least, group, numbers)
        numbers = least[group]
    return numbers


def reliability(judged: Judged, bins: int = BINS) -> list[Bin]:
    """The reliability table, from low to high confidence; empty bins are left out."""
    numbers = bin_numbers(judged.confidence, bins)
    table = []
    for number in range(bins):
        inside = numbers == number
        if inside.any():
            confidence, right = judged.confidence[inside], judged.right[inside]
            table.append(
                Bin(
                    float(confidence.min()),
                    float(confidence.max()),
                    int(inside.sum()),
                    float(confidence.mean()),
                    float(right.mean()),
                )
            )
    return table


def sums(judged: Judged, bins: int = BINS) -> NDArray[np.float64]:
    """What ECE and Brier need, by document: shape (documents, 2 * bins + 2).

    In each row, by bin, the sum of confidence minus right; then by bin the number of claims; then the sum
    of squares of confidence minus right, and the number of claims.
    """
    rows = np.zeros((judged.documents, 2 * bins + 2))
    numbers = bin_numbers(judged.confidence, bins)
    gap = judged.confidence - judged.right
    np.add.at(rows, (judged.document, numbers), gap)
    np.add.at(rows, (judged.document, bins + numbers), 1.0)
    np.add.at(rows[:, 2 * bins], judged.document, gap**2)
    np.add.at(rows[:, 2 * bins + 1], judged.document, 1.0)
    return rows


def errors(rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """ECE and Brier score from summed rows of `sums`, of shape (…, 2 * bins + 2); nan without claims.

    ECE is the sum over bins of the bin's share of claims times the distance between its mean confidence
    and its share of right claims (Naeini, Cooper & Hauskrecht 2015).
    """
    bins = (rows.shape[-1] - 2) // 2
    total = rows[..., 2 * bins + 1]
    some = np.where(total > 0, total, 1.0)
    ece = np.abs(rows[..., :bins]).sum(axis=-1) / some
    brier = rows[..., 2 * bins] / some
    return np.where(total > 0, ece, np.nan), np.where(total > 0, brier, np.nan)


def at_thresholds(judged: Judged, gold: int) -> list[dict[str, float | int | None]]:
    """What is left, how much of it is right and how much of gold it finds, when less sure claims are dropped.

    Args:
        judged: the read claims.
        gold: number of gold claims.
    """
    table: list[dict[str, float | int | None]] = []
    for threshold in THRESHOLDS:
        kept = judged.confidence >= threshold
        right = int(judged.right[kept].sum())
        table.append(
            {
                "confidence": threshold,
                "claims": int(kept.sum()),
                "precision": right / int(kept.sum()) if kept.any() else None,
                "recall": right / gold if gold else None,
            }
        )
    return table
