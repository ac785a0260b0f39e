"""Whether one report answers another: it denies, and what it denies is what the other tells."""

from __future__ import annotations

from thistledown.weigh.echoes.pairing import Pair

# Days after which an answer is late, on the scale of the feature "gap" (log of one more than the days).
_LATE = 2.7


def answer_features(pair: Pair) -> dict[str, float]:
    """What speaks for the one report of a pair that denies more being the answer to the other.

    Few on purpose: denials are rare, and a model of many features fits the topics of those it has seen.
    """
    features = pair.features
    denying, denied = (pair.a, pair.b) if pair.a.denial > pair.b.denial else (pair.b, pair.a)
    before = 0
    if denying.report.published and denied.report.published:
        before = (denied.report.published - denying.report.published).days
    shared = features["shared"] + features["shared across"]
    return {
        "denial": features["denial"],
        "shared": shared,
        "shared denial": shared * features["denial"],
        "rare": features["rare"] + features["rare across"],
        "across": features["across"],
        "copied": features["copied"],
        "numbers shared": features["numbers shared"],
        "gap": features["gap"],
        "late": max(0.0, features["gap"] - _LATE),
        # Nobody denies what is yet to be said.
        "before": float(min(2, max(0, before))),
    }
