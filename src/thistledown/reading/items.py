"""What moved or was seen, and what class of drone it was, by the words of the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Item, Kind, System
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.tokens import Token

# The more a class says, the later it stands; of two stated for one thing the later wins.
_SPECIFIC = (
    System.MIXED,
    System.MULTIROTOR_UNSPECIFIED,
    System.FIXED_WING,
    System.MULTIROTOR_BOMBER,
    System.FPV,
    System.FPV_FIBRE_OPTIC,
)


def unstated(kind: Kind, items: Collection[Item], *, drone: bool) -> System | None:
    """The class of what moved where no words state one: by the codebook, "drones" alone are small ones.

    Args:
        kind: what happened.
        items: what moved.
        drone: whether a drone is named where it is told.
    """
    flown = Item.EQUIPMENT in items and kind is not Kind.POLICY
    return System.MULTIROTOR_UNSPECIFIED if flown or (kind is Kind.TRAINING and drone) else None


@dataclass(frozen=True, slots=True)
class ItemWord:
    """A word for something that can move.

    Attributes:
        first: first token.
        last: one past the last.
        item: what it is.
        drone: whether it is the aircraft itself, which alone makes a text relevant.
        system: the class the word states, if any.
    """

    first: int
    last: int
    item: Item
    drone: bool
    system: System | None


@dataclass(frozen=True, slots=True)
class ItemWords:
    """The item words of one language, from its `items.toml`."""

    items: Lexicon[tuple[Item, bool, System | None] | None]
    refine: Lexicon[System]
    drop: frozenset[str]
    unrelated: Lexicon[bool]
    fiction: Lexicon[bool]
    armed: Lexicon[bool]


@lru_cache(maxsize=8)
def item_words(language: str) -> ItemWords:
    """The item words of a language.

    Raises:
        FileNotFoundError: when there is no reader for the language.
    """
    path = Path(__file__).parent / "languages" / language / "items.toml"
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    phrases: list[tuple[str, tuple[Item, bool, System | None] | None]] = [
        (phrase, None) for phrase in raw["other"]["phrases"]
    ]
    phrases += [
        (phrase, (Item.EQUIPMENT, True, System(system) if system else None))
        for system, words in raw["drone"].items()
        for phrase in words
    ]
    for item in (Item.COMPONENTS, Item.MUNITION, Item.KNOWLEDGE, Item.EXPERIENCE, Item.EQUIPMENT):
        phrases += [(phrase, (item, False, None)) for phrase in raw[item.value]["phrases"]]
    return ItemWords(
        items=Lexicon(phrases),
        refine=Lexicon(
            (phrase, System(system)) for system, words in raw["refine"].items() for phrase in words
        ),
        drop=frozenset(raw["refine_drop"]["verbs"]),
        unrelated=Lexicon((phrase, True) for phrase in raw["unrelated"]["phrases"]),
        fiction=Lexicon((phrase, True) for phrase in raw["fiction"]["phrases"]),
        armed=Lexicon((phrase, True) for phrase in raw["armed"]["phrases"]),
    )


def find_items(tokens: Sequence[Token], language: str = "en") -> list[ItemWord]:
    """Item words in a run of tokens, in order."""
    return [
        ItemWord(match.first, match.last, *match.meaning)
        for match in item_words(language).items.every(tokens)
        if match.meaning is not None
    ]


def most_specific(systems: Sequence[System | None]) -> System | None:
    """The class that says most, or None when none is stated."""
    stated = [system for system in systems if system is not None]
    return max(stated, key=_SPECIFIC.index) if stated else None


def system_of(tokens: Sequence[Token], items: Sequence[ItemWord], language: str = "en") -> System | None:
    """The class of drone a stretch of tokens states, by its drone words and what narrows them."""
    words = item_words(language)
    stated = [item.system for item in items if item.drone]
    if not any(item.drone for item in items):
        return None
    stated += [match.meaning for match in words.refine.every(tokens)]
    system = most_specific(stated)
    if system in (None, System.MULTIROTOR_UNSPECIFIED):
        drops = any(token.norm in words.drop for token in tokens)
        if drops and any(item.item is Item.MUNITION for item in items):
            return System.MULTIROTOR_BOMBER
    return system


def related(tokens: Sequence[Token], language: str = "en") -> bool:
    """Whether a drone in these words can be one to follow: no show, farm or shop without arms, no tale."""
    words = item_words(language)
    if next(words.fiction.every(tokens), None) is not None:
        return False
    if next(words.unrelated.every(tokens), None) is None:
        return True
    return next(words.armed.every(tokens), None) is not None


def stretch(tokens: Sequence[Token], item: ItemWord) -> Span:
    """Where an item word stands."""
    return Span(tokens[item.first].start, tokens[item.last - 1].end)


@lru_cache(maxsize=8)
def _gate(language: str) -> re.Pattern[str]:
    path = Path(__file__).parent / "languages" / language / "items.toml"
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    phrases = sorted({phrase for words in raw["drone"].values() for phrase in words})
    return re.compile("|".join(r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", p))) for p in phrases))


def gate(text: str, language: str = "en") -> bool:
    """Whether a text names a drone at all; cheap and generous, before anything else is done."""
    return _gate(language).search(text.lower()) is not None
