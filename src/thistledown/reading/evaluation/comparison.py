"""One gold claim against one read claim: which slots agree, and how far the two match."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.folding import fold
from thistledown.casebook.span import Span
from thistledown.codebook.terms import Slot
from thistledown.reading.evaluation.bodies import (
    FUNCTION_WORDS,
    actors_named,
    exactly_same_role,
    names_alike,
    overlap_share,
    same_role,
)

SLOTS = (
    *("provider", "recipient", "items", "system", "pathway", "date", "place", "holder"),
    *("modality", "polarity", "generic"),
)
_EXACT = (Slot.PROVIDER, Slot.RECIPIENT, Slot.ITEM, Slot.PLACE, Slot.DATE)
# Combining marks and Arabic vowel signs belong to their word.
_WORD = re.compile("[\\w\u0300-\u036f\u064b-\u065f\u0670]+")


class Level(IntEnum):
    """How far two claims match."""

    NONE = 0
    KIND_SENTENCE = 1
    ACTORS = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """What agrees between a gold claim and a read claim of its kind and sentence.

    Attributes:
        level: how far they match.
        slots: for each of `SLOTS`, whether it agrees.
        spans: for each slot with words of its own on either side, whether both point at the same words.
        strict_actors: whether provider and recipient are exactly the same bodies.
        words_overlap: whether every slot agrees and every span at least overlaps the other by half.
    """

    level: Level
    slots: Mapping[str, bool]
    spans: Mapping[Slot, bool]
    strict_actors: bool
    words_overlap: bool

    @property
    def agreeing(self) -> int:
        """How many slots and spans agree."""
        return sum(self.slots.values()) + sum(self.spans.values())


def trimmed(span: Span, text: str) -> Span:
    """A span without articles, prepositions, determiners, marks and spaces at its ends.

    A span of nothing else stays as it is.
    """
    words = [
        Span(span.start + found.start(), span.start + found.end()) for found in _WORD.finditer(span.of(text))
    ]
    kept = [word for word in words if fold(word.of(text)) not in FUNCTION_WORDS]
    if not kept:
        return span
    return Span(kept[0].start, kept[-1].end)


def same_sentence(gold: Claim, read: Claim) -> bool:
    """Whether two claims rest on one sentence.

    Their quotes overlap by at least half of the shorter one, or their triggers overlap.
    """
    if overlap_share(gold.quote_span, read.quote_span) >= 0.5:
        return True
    mine, theirs = gold.spans.get(Slot.TRIGGER), read.spans.get(Slot.TRIGGER)
    if mine and theirs and mine.overlaps(theirs):
        return True
    # A gold claim without a quote is known by its trigger alone.
    return bool(gold.quote_span is None and mine and read.quote_span and mine.within(read.quote_span))


def compare(gold: Claim, read: Claim, text: str) -> Comparison | None:
    """Compare two claims of one text; None unless they are of one kind and one sentence."""
    if gold.kind is not read.kind or not same_sentence(gold, read):
        return None
    slots = {
        "provider": _same_parties(gold.providers, read.providers, gold, read, Slot.PROVIDER),
        "recipient": _same_parties(gold.recipients, read.recipients, gold, read, Slot.RECIPIENT),
        "items": set(gold.items) == set(read.items),
        "system": gold.system is read.system,
        "pathway": gold.pathway is read.pathway,
        "date": _same_date(gold, read),
        "place": _same_place(gold, read),
        "holder": _same_holder(gold, read),
        "modality": gold.modality is read.modality,
        "polarity": gold.polarity is read.polarity,
        "generic": gold.generic is read.generic,
    }
    # A gold claim without any span says nothing about words.
    spans = {
        slot: _same_words(gold.spans.get(slot), read.spans.get(slot), text)
        for slot in (Slot.TRIGGER, *_EXACT)
        if gold.spans and (slot in gold.spans or slot in read.spans)
    }
    overlapping = all(overlap_share(gold.spans.get(slot), read.spans.get(slot)) >= 0.5 for slot in spans)
    agree = all(slots.values())
    exact = all(spans.get(slot, True) for slot in _EXACT) and (
        Slot.TRIGGER not in gold.spans or overlapping_triggers(gold, read)
    )
    level = Level.KIND_SENTENCE
    if slots["provider"] and slots["recipient"]:
        level = Level.FULL if agree and exact else Level.ACTORS
    return Comparison(
        level,
        slots,
        spans,
        exactly_same_role(gold.providers, read.providers)
        and exactly_same_role(gold.recipients, read.recipients),
        agree and overlapping,
    )


def overlapping_triggers(gold: Claim, read: Claim) -> bool:
    """Whether both triggers are there and share a character."""
    mine, theirs = gold.spans.get(Slot.TRIGGER), read.spans.get(Slot.TRIGGER)
    return bool(mine and theirs and mine.overlaps(theirs))


def _same_parties(
    gold_parties: tuple[Party, ...], read_parties: tuple[Party, ...], gold: Claim, read: Claim, slot: Slot
) -> bool:
    return same_role(gold_parties, read_parties, gold.spans.get(slot), read.spans.get(slot))


def _same_words(gold: Span | None, read: Span | None, text: str) -> bool:
    if gold is None or read is None:
        return gold is read
    return trimmed(gold, text) == trimmed(read, text)


def _same_date(gold: Claim, read: Claim) -> bool:
    if gold.when is None or read.when is None:
        return gold.when is read.when
    return (gold.when.start, gold.when.end) == (read.when.start, read.when.end)


def _same_place(gold: Claim, read: Claim) -> bool:
    """The same country (where gold knows it), and the same name or the same words (where gold has a name).

    A country read off an actor, without words of its own, is no disagreement where gold has no place: gold
    codes only what is named.
    """
    mine, theirs = gold.where, read.where
    if mine is None:
        return theirs is None or Slot.PLACE not in read.spans
    if theirs is None:
        return False
    if mine.country and mine.country != theirs.country:
        return False
    if not mine.name:
        return True
    if theirs.name and names_alike(mine.name, theirs.name):
        return True
    return overlap_share(gold.spans.get(Slot.PLACE), read.spans.get(Slot.PLACE)) >= 0.5


def _same_holder(gold: Claim, read: Claim) -> bool:
    """Both without a holder; or the outermost alike; or the same words."""
    if not gold.holders or not read.holders:
        return not gold.holders and not read.holders
    mine, theirs = gold.holders[0], read.holders[0]
    if actors_named(mine) & actors_named(theirs) or names_alike(mine, theirs):
        return True
    return overlap_share(gold.spans.get(Slot.HOLDER), read.spans.get(Slot.HOLDER)) >= 0.5
