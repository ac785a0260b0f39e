"""From counts to scores: the same formulas for one sum of counts and for a thousand resampled ones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from thistledown.reading.evaluation.comparison import SLOTS
from thistledown.reading.evaluation.counting import COLUMN

Values = NDArray[np.float64]

LEVELS: Mapping[str, str] = {
    "kind_sentence": "kind_sentence",
    "actors": "actors",
    "actors_strict": "actors_strict",
    "full": "full",
    "full_overlap": "full_overlap",
}


def scores(counts: Values) -> dict[str, Values]:
    """Every score that follows from counts.

    Args:
        counts: shape (…, columns), in the order of `COLUMNS`.

    Returns:
        Name to values of shape (…); nan where there is nothing to divide by.
    """

    def got(name: str) -> Values:
        return counts[..., COLUMN[name]]

    found: dict[str, Values] = {}
    wanted = got("gold") - got("repeats")
    for name, column in LEVELS.items():
        hits = got(column)
        found[f"f1_{name}"] = _share(2 * hits, wanted + got("read"))
        found[f"precision_{name}"] = _share(hits, got("read"))
        found[f"recall_{name}"] = _share(hits, wanted)
    found["f1_each_mention"] = _share(2 * got("kind_sentence"), got("gold") + got("read"))
    for slot in SLOTS:
        tp, fp, fn = (got(f"{slot}:{what}") for what in ("tp", "fp", "fn"))
        found[f"slot:{slot}:precision"] = _share(tp, tp + fp)
        found[f"slot:{slot}:recall"] = _share(tp, tp + fn)
        found[f"slot:{slot}:f1"] = _share(2 * tp, 2 * tp + fp + fn)
    found["polarity_flip_rate"] = _share(got("flips"), got("kind_sentence"))
    found["denied_as_asserted"] = got("denied_as_asserted").astype(np.float64)
    found["denied_as_happened"] = got("denied_as_happened").astype(np.float64)
    found["alleged_as_asserted"] = _share(got("alleged_as_asserted"), got("alleged_answered"))
    found["span_exact"] = _share(got("spans_exact"), got("spans"))
    found["trigger_exact"] = _share(got("trigger_same"), got("trigger_both"))
    found["negative_false_rate"] = _share(got("negative_with_claims"), got("negative_documents"))
    for group in ("seen", "unseen"):
        for level in ("kind_sentence", "actors"):
            found[f"recall_{level}_{group}"] = _share(got(f"{group}_{level}"), got(f"{group}_gold"))
    return found


def _share(part: Values, whole: Values) -> Values:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)
