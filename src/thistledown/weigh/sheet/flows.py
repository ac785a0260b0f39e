"""How events stream from kinds of providers over pathways to kinds of recipients, with what is not known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thistledown.weigh.sheet.sheet import ACTOR_KINDS, PATHWAYS, Mask, Sheet

# Of the normal distribution: 90 in 100 lie within.
_WIDTH = 1.645


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A stream of events; where an event has several kinds of parties or pathways it is divided among them.

    Attributes:
        provider: kind of provider, or not-stated.
        pathway: the pathway.
        recipient: kind of recipient, or not-stated.
        events: events that have some share in it.
        told: sum of the shares: what there would be if everything told were true.
        expected: sum of share times probability.
        low: lower end of the 90 % interval of what happened.
        high: upper end.
    """

    provider: str
    pathway: str
    recipient: str
    events: int
    told: float
    expected: float
    low: float
    high: float


def flows(sheet: Sheet, mask: Mask) -> tuple[Flow, ...]:
    """The streams of chosen events, the broadest first.

    What happened in a stream is a sum of independent chances with weights (a Poisson-binomial variable); its
    interval is the normal approximation, cut to what is possible (Y. H. Wang, On the number of successes in
    independent trials, 1993).
    """
    n_kinds, n_ways = len(ACTOR_KINDS), len(PATHWAYS)
    givers, takers = sheet.lead_provider_kinds, sheet.lead_recipient_kinds
    # Each chosen event once for each of its pathways, then for each kind of giver, then of taker.
    where, way = np.nonzero(sheet.pathway * mask[:, None])
    if not len(where):
        return ()
    part = sheet.pathway[where, way]
    for lists in (givers, takers):
        part = part / np.diff(lists.start)[where]
    at, giver = givers.each(where)
    where, way, part = where[at], way[at], part[at]
    at, taker = takers.each(where)
    where, part = where[at], part[at]
    key = (giver[at] * n_ways + way[at]) * n_kinds + taker
    chance = sheet.expected[where]
    found, code = np.unique(key, return_inverse=True)
    told = np.bincount(code, part)
    expected = np.bincount(code, part * chance)
    spread = np.sqrt(np.bincount(code, part**2 * chance * (1 - chance)))
    events = np.bincount(code)
    return tuple(
        Flow(
            provider=ACTOR_KINDS[value // n_kinds // n_ways],
            pathway=PATHWAYS[value // n_kinds % n_ways],
            recipient=ACTOR_KINDS[value % n_kinds],
            events=int(events[at]),
            told=float(told[at]),
            expected=float(expected[at]),
            low=float(max(0.0, expected[at] - _WIDTH * spread[at])),
            high=float(min(told[at], expected[at] + _WIDTH * spread[at])),
        )
        for at in np.argsort(-told, kind="stable").tolist()
        for value in [int(found[at])]
    )
