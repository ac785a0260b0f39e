"""Two reports side by side: do they rest on one origin, which leans on which, how, and what shows it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from thistledown.weigh.echoes.facts import Facts, meets
from thistledown.weigh.echoes.hosts import same_page, shared_owner
from thistledown.weigh.echoes.likeness import Likeness

# Days taken for the gap where a day is not known.
_UNKNOWN_GAP = 3
# Most echoes come within three days, nearly all within a week; after a month (on a log scale) few.
_NEAR = 3
_WEEK = 7
_FAR = math.log1p(30)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports with everything that was compared.

    Attributes:
        a: the report that came first into the comparison.
        b: the other.
        like: how alike their words are.
        features: what the model weighs, by name.
    """

    a: Facts
    b: Facts
    like: Likeness
    features: dict[str, float]


def compare(a: Facts, b: Facts, like: Likeness) -> Pair:
    """Work out the features of a pair; the same in either order.

    Few on purpose: each was kept because chains left out of the fit were judged worse without it.
    """
    words = word_features(like)
    one, other = a.report, b.report
    gap = _UNKNOWN_GAP
    if one.published and other.published:
        gap = abs((one.published - other.published).days)
    shared, own_numbers = number_nats(a, b)
    common = common_credits(a, b)
    credited = credits(a, b) or credits(b, a)
    aligned = like.aligned
    features = {
        **{name: words[name] for name in ("copied", "shared heavy", "strength", "across")},
        "shared": like.shared,
        "near": float(gap <= _NEAR),
        "week": float(gap <= _WEEK),
        "far": max(0.0, math.log1p(gap) - _FAR),
        "page": float(bool(one.url and other.url and same_page(one.url, other.url))),
        "owner": float(shared_owner(one.url, other.url) is not None),
        "credit": float(credited),
        "common credit": float(common),
        "uncredited": float(not (a.credited or b.credited)),
        "denial": abs(a.denial - b.denial),
        "head conflict": math.log1p(head_conflicts(a, b)),
        "numbers shared": math.log1p(shared),
        "numbers own": math.log1p(max(0.0, own_numbers)),
        # Who judges tells what others found out, and repeats little of it.
        "slant": min(2.0, max(a.slant, b.slant)),
        # Both say that they saw or asked for themselves, and neither has it from the other.
        "first hand": 0.0 if credited or common else min(a.first_hand, b.first_hand),
        # Of few words a larger share is met in another report by chance.
        "length": math.log(min(a.length, b.length)),
        # Sentences of the shorter report that stand for none of the longer.
        "unpaired": float(min(len(a.sentences), len(b.sentences)) - aligned.pairs),
        # Each was told by people of a sort that the other did not ask, and neither has it from the other.
        "own speakers": 0.0 if credited or common else own_speakers(a, b),
        "quoted alone": 0.0 if credited or common else float(a.quotes != b.quotes),
    }
    return Pair(a, b, like, features)


def word_features(like: Likeness) -> dict[str, float]:
    """The features that need the signatures alone."""
    across = 0.0 if like.same_language else 1.0
    copied = max(like.copied_a, like.copied_b)
    covered = max(like.covered_a, like.covered_b)
    least = min(like.covered_a, like.covered_b)
    rare = math.log1p(like.rare_shared / 10)
    own = math.log1p(min(like.rare_a, like.rare_b) / 10)
    return {
        "copied": math.sqrt(copied),
        "covered": covered * (1 - across),
        "covered across": covered * across,
        "covered both": least,
        "shared": like.shared * (1 - across),
        "shared across": like.shared * across,
        "shared heavy": like.shared_heavy,
        "rare": rare * (1 - across),
        "rare across": rare * across,
        "own": own,
        "aligned": min(like.aligned.held_a, like.aligned.held_b),
        "pairs": math.log1p(like.aligned.pairs),
        "strength": like.aligned.strength,
        "across": across,
    }


def credits(leaning: Facts, leaned_on: Facts) -> bool:
    """Whether a report names the outlet of another as where it has it from."""
    return leaning.naming(leaned_on) is not None


def common_credits(a: Facts, b: Facts) -> bool:
    """Whether both credit one outlet that is neither's own."""
    return meets(a.credits, b.credits) is not None


def number_nats(a: Facts, b: Facts) -> tuple[float, float]:
    """Nats of the numbers that both reports have, and of those that only one has: the lesser of the two.

    One that leans on the other has few of its own; two witnesses counted for themselves.
    """
    shared = sum(weight for value, weight in a.numbers.items() if value in b.numbers)
    return shared, min(sum(a.numbers.values()), sum(b.numbers.values())) - shared


def own_speakers(a: Facts, b: Facts) -> float:
    """Sorts of speakers that only one of two reports has: of the two counts the lesser."""
    return float(min(len(a.speakers - b.speakers), len(b.speakers - a.speakers)))


def head_conflicts(a: Facts, b: Facts) -> int:
    """Things that both count in their leads with values that the other has nowhere: eight drones, nine."""
    return sum(
        not (mine & b.numbers.keys()) and not (theirs & a.numbers.keys())
        for thing in a.head_counts.keys() & b.head_counts.keys()
        if (mine := a.head_counts[thing]) and (theirs := b.head_counts[thing])
    )
