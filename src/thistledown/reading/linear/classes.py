"""Which class of thing is meant where the words at the trigger do not say it, and what stands for it."""

from __future__ import annotations

from thistledown.codebook.terms import Item, Kind, Modality, System
from thistledown.reading.items import most_specific
from thistledown.reading.linear.parse import Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.things import whole
from thistledown.reading.linear.verbs import group_start

_PLAIN = frozenset({None, System.MULTIROTOR_UNSPECIFIED})
_PARTS = frozenset({Kind.SEIZURE, Kind.ACQUISITION})
# So many tokens after a verb a pronoun that is its object may stand.
_NEAR = 3


class Classes:
    """The class of drone that a text last spoke of."""

    def __init__(self) -> None:
        """Nothing was spoken of."""
        self._last: System | None = None
        self._drone = False

    def hear(self, parse: Parse) -> None:
        """Remember what a sentence states."""
        self._drone |= any(item.drone for item in parse.items)
        stated = [item.system for item in parse.items if item.drone]
        stated += [System(hit.tag.name) for hit in parse.all("refine")]
        self._last = most_specific(stated) or self._last

    def settle(self, parse: Parse, saying: Saying, modality: Modality) -> None:
        """Say which class is meant, and what moved with it.

        What is only pointed at ("them", "the device", a lesson without a thing) is of the class the text
        spoke of last. Skill is in flying the drones the text speaks of, unless it is denied that there was
        any lesson; "it" and "them" are drones. "Drone engines" are parts and no drones.
        """
        item = saying.item
        if saying.kind is Kind.POLICY:
            return
        if item is not None and saying.kind in _PARTS and _only_parts(parse, saying):
            saying.items = tuple(one for one in saying.items if one is not Item.EQUIPMENT)
            saying.system = None
            return
        taught = saying.kind is Kind.TRAINING and modality is not Modality.DENIED
        flown = saying.kind is Kind.RECRUITMENT and any(one.drone for one in parse.items)
        if saying.system in _PLAIN and self._last is not None and (saying.system or taught):
            pointed = item is None or parse.tagged(item.first - 1, "determiner") is not None
            stated = any(one.system is not None for one in parse.items)
            if pointed and not stated and saying.items and Item.COMPONENTS not in saying.items:
                saying.system = self._last
        if saying.system is None and saying.items and ((taught and self._drone) or flown):
            saying.system = System.MULTIROTOR_UNSPECIFIED
        if saying.system is None and Item.EQUIPMENT in saying.items and pronoun_for(parse, saying):
            saying.system = self._last or System.MULTIROTOR_UNSPECIFIED


def _only_parts(parse: Parse, saying: Saying) -> bool:
    """Whether every drone in the words for the thing only says what a part is for."""
    item = saying.item
    if item is None or Item.COMPONENTS not in saying.items:
        return False
    first, last = whole(parse, item)
    inside = [one for one in parse.items if first <= one.first < last]
    head = inside[-1] if parse.grammar.adjective_first else inside[0]
    start, end = parse.start(saying.first), parse.end(saying.last - 1)
    apart = any(
        one.drone and start <= one.first < end and not first <= one.first < last for one in parse.items
    )
    return head.item is Item.COMPONENTS and not apart


def pronoun_for(parse: Parse, saying: Saying) -> tuple[int, int] | None:
    """First and one past the last token of the pronoun that stands for the thing at a verb: "bought them"."""
    if saying.item is not None or saying.voice != "active":
        return None
    group = range(group_start(parse, saying), saying.last + _NEAR)
    for index in group:
        hit = parse.tagged(index, "it")
        if hit is None or parse.article(index):
            continue
        if any(mention.first <= index < mention.last for mention in saying.parties):
            continue
        if parse.tokens[hit.first].start < saying.trigger.end and parse.grammar.construct:
            continue
        return hit.first, hit.last
    return None
