"""Whether one report answers another: it denies, and what it denies is what the other tells."""

from __future__ import annotations

import math

from thistledown.weigh.echoes.pairing import Pair

# An answer is late after two weeks (on a log scale).
_LATE = math.log1p(14)
# Days taken where a day is not known.
_UNKNOWN = 3


def answer_features(pair: Pair) -> dict[str, float]:
    """What speaks for the one report of a pair that denies more being the answer to the other.

    Few on purpose: denials are rare, and a model of many features fits the topics of those it has seen.
    """
    features, like = pair.features, pair.like
    denying, denied = (pair.a, pair.b) if pair.a.denial > pair.b.denial else (pair.b, pair.a)
    after = _UNKNOWN
    if denying.report.published and denied.report.published:
        after = (denying.report.published - denied.report.published).days
    gap = math.log1p(abs(after))
    return {
        "denial": features["denial"],
        "shared": like.shared,
        "shared denial": like.shared * features["denial"],
        "rare": math.log1p(like.rare_shared / 10),
        "across": float(not like.same_language),
        "copied": features["copied"],
        "numbers shared": features["numbers shared"],
        "gap": gap,
        "late": max(0.0, gap - _LATE),
        # Nobody denies what is yet to be said.
        "before": float(min(2, max(0, -after))),
    }
