"""All numbers about one evaluation: for everything together and for each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Kind, Modality
from thistledown.reading.evaluation.alignment import Alignment, align
from thistledown.reading.evaluation.bootstrap import DRAWS, SEED, intervals
from thistledown.reading.evaluation.calibration import (
    Bin,
    Judged,
    at_thresholds,
    errors,
    reliability,
    sums,
)
from thistledown.reading.evaluation.comparison import SLOTS
from thistledown.reading.evaluation.counting import COLUMN, is_right, table
from thistledown.reading.evaluation.gold import GoldDocument
from thistledown.reading.evaluation.scores import LEVELS, scores

_TOP = (
    *(f"{what}_{level}" for level in LEVELS for what in ("f1", "precision", "recall")),
    "f1_each_mention",
    *("polarity_flip_rate", "denied_as_asserted", "denied_as_happened", "alleged_as_asserted"),
    *("ece", "brier", "span_exact", "trigger_exact"),
)
_COUNTS = ("denied_as_asserted", "denied_as_happened")


@dataclass(frozen=True)
class Evaluation:
    """Aligned documents, and what can be said of them.

    Attributes:
        alignments: one for each document.
        draws: bootstrap samples behind the intervals.
        seed: of the bootstrap.
    """

    alignments: Sequence[Alignment]
    draws: int = DRAWS
    seed: int = SEED

    @cached_property
    def judged(self) -> Judged:
        """Every read claim with its confidence and whether it is right."""
        confidence, right, document = [], [], []
        for place, alignment in enumerate(self.alignments):
            good = {pair.read for pair in alignment.pairs if is_right(pair)}
            for index, claim in enumerate(alignment.read):
                confidence.append(claim.confidence)
                right.append(index in good)
                document.append(place)
        return Judged(
            np.array(confidence, dtype=np.float64),
            np.array(right, dtype=np.bool_),
            np.array(document, dtype=np.int64),
            len(self.alignments),
        )

    @cached_property
    def bins(self) -> list[Bin]:
        """The reliability table."""
        return reliability(self.judged)

    @cached_property
    def languages(self) -> dict[str, Evaluation]:
        """The same for each language alone."""
        apart: dict[str, list[Alignment]] = {}
        for alignment in self.alignments:
            apart.setdefault(alignment.document.language, []).append(alignment)
        return {name: Evaluation(found, self.draws, self.seed) for name, found in sorted(apart.items())}

    def as_json(self) -> dict[str, Any]:
        """Every number; null where there was nothing to divide by."""
        return {
            **self._numbers,
            "per_language": {name: part._numbers for name, part in self.languages.items()},
        }

    @cached_property
    def _numbers(self) -> dict[str, Any]:
        counts = table(self.alignments).astype(np.float64)
        measure = _measure(counts.shape[-1])
        rows = np.concatenate([counts, sums(self.judged)], axis=1)
        total = {name: _number(value) for name, value in measure(rows.sum(axis=0)).items()}
        spread = intervals(rows, measure, draws=self.draws, seed=self.seed)

        def counted(name: str) -> int:
            return int(counts[:, COLUMN[name]].sum())

        return {
            "documents": len(self.alignments),
            "gold_claims": counted("gold"),
            "repeats": counted("repeats"),
            "read_claims": counted("read"),
            **{name: int(total[name] or 0) if name in _COUNTS else total[name] for name in _TOP},
            "denied_gold": counted("denied_gold"),
            "alleged_answered": counted("alleged_answered"),
            "intervals": {name: spread[name] for name in _TOP},
            "slots": {
                slot: {what: total[f"slot:{slot}:{what}"] for what in ("precision", "recall", "f1")}
                for slot in SLOTS
            },
            "kinds": self._kinds(),
            "confusion": self._confusion(),
            "seen": _group(total, counted, "seen"),
            "unseen": _group(total, counted, "unseen"),
            "negatives": {
                "documents": counted("negative_documents"),
                "with_claims": counted("negative_with_claims"),
                "claims": counted("negative_claims"),
            },
            "reliability": [asdict(found) for found in self.bins],
            "thresholds": at_thresholds(self.judged, counted("gold") - counted("repeats")),
        }

    def _kinds(self) -> dict[str, dict[str, float | int | None]]:
        gold, read, hits = Counter[Kind](), Counter[Kind](), Counter[Kind]()
        for alignment in self.alignments:
            gold.update(claim.kind for claim in alignment.gold)
            read.update(claim.kind for claim in alignment.read)
            hits.update(alignment.gold[pair.gold].kind for pair in alignment.pairs)
        return {
            kind.value: {
                "gold": gold[kind],
                "read": read[kind],
                "found": hits[kind],
                "f1": 2 * hits[kind] / (gold[kind] + read[kind]) if gold[kind] + read[kind] else None,
            }
            for kind in Kind
        }

    def _confusion(self) -> dict[str, dict[str, int]]:
        """Modality of gold to modality read, over pairs."""
        pairs = Counter(
            (alignment.gold[pair.gold].modality, alignment.read[pair.read].modality)
            for alignment in self.alignments
            for pair in alignment.pairs
        )
        return {gold.value: {read.value: pairs[gold, read] for read in Modality} for gold in Modality}


def evaluate(
    documents: Iterable[GoldDocument],
    read: Callable[[GoldDocument], Sequence[Claim]],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Evaluation:
    """Read every document and align what was read with gold.

    Args:
        documents: gold.
        read: what to score: gives the claims of a document.
        draws: bootstrap samples behind the intervals.
        seed: of the bootstrap.
    """
    return Evaluation([align(document, read(document)) for document in documents], draws, seed)


def _measure(columns: int) -> Callable[[NDArray[np.float64]], dict[str, NDArray[np.float64]]]:
    def measure(rows: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
        found = scores(rows[..., :columns])
        found["ece"], found["brier"] = errors(rows[..., columns:])
        return found

    return measure


def _number(value: NDArray[np.float64]) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)


def _group(
    total: Mapping[str, float | None], counted: Callable[[str], int], group: str
) -> dict[str, float | int | None]:
    return {
        "gold_claims": counted(f"{group}_gold"),
        "recall_kind_sentence": total[f"recall_kind_sentence_{group}"],
        "recall_actors": total[f"recall_actors_{group}"],
    }
