"""How alike two reports are, in a few numbers with sound reasons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thistledown.weigh.echoes.alignment import Alignment, alignment
from thistledown.weigh.echoes.kernels import (
    coverage,
    likeness_table,
    sentence_weights,
    shared_count,
    shared_nats,
)
from thistledown.weigh.echoes.signature import Signature

# A key from here on is rare: two reports seldom share it by chance.
RARE = 2.4


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two reports side by side; 0 to 1 unless said otherwise.

    Attributes:
        same_language: whether words could be compared.
        copied_a: share of the first report's word triples that the second has; 0 between languages.
        copied_b: the same the other way round.
        covered_a: share of the first report that stands in sentences with a like one in the second.
        covered_b: the same the other way round.
        shared: share of the lighter report's keys that both have.
        shared_heavy: share of the heavier report's keys that both have.
        rare_shared: nats of rare keys that both have.
        rare_a: nats of rare keys that only the first has.
        rare_b: nats of rare keys that only the second has.
        aligned: which sentences stand for which.
    """

    same_language: bool
    copied_a: float
    copied_b: float
    covered_a: float
    covered_b: float
    shared: float
    shared_heavy: float
    rare_shared: float
    rare_a: float
    rare_b: float
    aligned: Alignment

    def turned(self) -> Likeness:
        """The same with the two reports in the other order."""
        return Likeness(
            self.same_language,
            self.copied_b,
            self.copied_a,
            self.covered_b,
            self.covered_a,
            self.shared,
            self.shared_heavy,
            self.rare_shared,
            self.rare_b,
            self.rare_a,
            self.aligned.turned(),
        )


def likeness(a: Signature, b: Signature) -> Likeness:
    """Compare two signatures."""
    same = a.language == b.language
    bit = 1 if same else 2
    shared, only_a, only_b, rare_shared, rare_a, rare_b = shared_nats(
        a.keys, a.weights, a.flags, b.keys, b.weights, b.flags, bit, RARE
    )
    light, heavy = sorted((shared + only_a, shared + only_b))
    table, total_a, total_b = sentence_table(a, b)
    copied = shared_count(a.shingles, b.shingles)
    return Likeness(
        same,
        copied / max(1, a.shingles.size),
        copied / max(1, b.shingles.size),
        coverage(table, total_a, False),
        coverage(table, total_b, True),
        shared / max(light, 12.0),
        shared / max(heavy, 12.0),
        rare_shared,
        rare_a,
        rare_b,
        alignment(table, total_a, total_b),
    )


def sentence_table(
    a: Signature, b: Signature
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """How alike each two sentences are, and what the sentences of either report weigh."""
    bit = 1 if a.language == b.language else 2
    total_a = sentence_weights(a.places, a.weights, a.flags, bit)
    total_b = sentence_weights(b.places, b.weights, b.flags, bit)
    table = likeness_table(
        a.keys, a.places, a.weights, a.flags, total_a, b.keys, b.places, b.weights, b.flags, total_b, bit
    )
    return table, total_a, total_b
