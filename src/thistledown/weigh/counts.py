"""Numbers that a claim's own words give: how many items, how many people."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thistledown.casebook.claim import Claim
from thistledown.casebook.folding import fold_words
from thistledown.codebook.terms import Kind, Slot

# A number stands at most so many words before what it counts ("five small armed drones"), never after.
REACH = 4
# Words before a number that bound it ("at least", "up to") stand this near.
_BOUND = 2
_CHARACTERS = 160
_ABOUT = 0.25
# Kinds that move people, whose number matters as that of items does.
_OF_PEOPLE = frozenset({Kind.TRAINING, Kind.RECRUITMENT})


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something a claim's words say there were.

    Attributes:
        of: items, recipients or providers.
        low: least number that the words allow.
        high: greatest number; infinite for "at least".
        words: the words, folded.
    """

    of: str
    low: float
    high: float
    words: str

    def meets(self, other: Count) -> bool:
        """Whether both can be the same number."""
        return self.low <= other.high and other.low <= self.high

    def __str__(self) -> str:
        low, high = f"{self.low:g}", f"{self.high:g}"
        if self.high == math.inf:
            return f"at least {low}"
        return low if low == high else f"{low} to {high}"


@dataclass(frozen=True, slots=True)
class _Words:
    numbers: Mapping[str, tuple[float, float]]
    bounds: Mapping[str, str]
    between: frozenset[str]


@cache
def _words() -> _Words:
    numbers: dict[str, tuple[float, float]] = {}
    bounds: dict[str, str] = {}
    between: set[str] = set()
    with Path(__file__).with_name("number_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split():
                folded = fold_words(_compounds(word))
                if len(folded) != 1:
                    continue
                if row["high"]:
                    numbers.setdefault(folded[0], (float(row["low"]), float(row["high"])))
                elif row["low"] == "between":
                    between.add(folded[0])
                else:
                    bounds.setdefault(folded[0], row["low"])
    return _Words(numbers, bounds, frozenset(between))


def counts(claim: Claim) -> tuple[Count, ...]:
    """The numbers in a claim's quote that count its items, or the people it moves.

    Plain reading of digits and number words just before the words of the slot; a claim without a quote, as
    those coded by hand, gives none. Linear in the length of the quote.
    """
    if not claim.quote or claim.quote_span is None:
        return ()
    slots = [("items", Slot.ITEM)]
    if claim.kind in _OF_PEOPLE:
        slots += [("recipients", Slot.RECIPIENT), ("providers", Slot.PROVIDER)]
    found = []
    for of, slot in slots:
        span = claim.spans.get(slot)
        if span is None or not span.within(claim.quote_span):
            continue
        start, end = span.start - claim.quote_span.start, span.end - claim.quote_span.start
        before = claim.quote[max(0, start - _CHARACTERS) : start]
        if (count := _number(before, claim.quote[start : min(end, start + _CHARACTERS)], of)) is not None:
            found.append(count)
    return tuple(found)


def _number(before: str, words: str, of: str) -> Count | None:
    bounds = _words().bounds
    # What stands behind the end of a sentence or clause counts something else.
    for mark in ("\n", ". ", "; ", "؛", ": "):
        before = before.rpartition(mark)[2]
    outside, inside = _joined(fold_words(_compounds(before))), _joined(fold_words(_compounds(words)))
    # The slot's own words may begin with the number; one further in belongs to a name ("Mavic 3").
    for at, token in enumerate(inside):
        if _value(token) is not None:
            return _read(outside + inside[: at + 1], of)
        if token not in bounds:
            break
    for back in range(min(REACH, len(outside))):
        if _value(outside[-1 - back]) is not None:
            return _read(outside[: len(outside) - back], of)
    return None


def _compounds(text: str) -> str:
    """Hyphenated words made one, so that their numbers count nothing: "six-rotor", "one-way".

    An apostrophe inside a Cyrillic word is a letter's sign and goes as well.
    """
    return "".join(
        char
        for at, char in enumerate(text)
        if not (
            0 < at < len(text) - 1
            and ((char == "-" and text[at - 1].isalpha()) or (char in "'’" and text[at - 1] >= "\u0400"))
            and text[at + 1].isalpha()
        )
    )


def _read(tokens: list[str], of: str) -> Count | None:
    """The number that words end with, with what bounds it: "at least 20", "two or three"."""
    known = _words()
    value = _value(tokens[-1])
    if value is None:
        return None
    low, high = value
    words = tokens[-1:]
    lead = tokens[:-1]
    if len(lead) > 1 and lead[-1] in known.between:
        earlier = _value(lead[-2])
        if earlier is not None and earlier[0] < low:
            low, words, lead = earlier[0], tokens[-3:], lead[:-2]
    found = [token for token in lead[-_BOUND:] if token in known.bounds]
    bounds = {known.bounds[token] for token in found}
    if "at-least" in bounds:
        high = math.inf
    elif "at-most" in bounds:
        low = 0.0
    elif "about" in bounds and low == high:
        low, high = math.floor(low * (1 - _ABOUT)), math.ceil(high * (1 + _ABOUT))
    return Count(of, low, high, " ".join([*found, *words]))


def _value(token: str) -> tuple[float, float] | None:
    if (known := _words().numbers.get(token)) is not None:
        return known
    # Four digits that look like a year are one.
    if not _plain(token) or len(token) > 7 or (len(token) == 4 and token[:2] in ("19", "20")):
        return None
    return (float(token), float(token)) if float(token) else None


def _joined(tokens: list[str]) -> list[str]:
    """Digits of one number written in groups ("1 200", "1,200") made one word."""
    found: list[str] = []
    for token in tokens:
        group = len(token) == 3 and _plain(token)
        if group and found and _plain(found[-1]) and len(found[-1]) <= 3 and found[-1] != "0":
            found[-1] += token
        else:
            found.append(token)
    return found


def _plain(token: str) -> bool:
    return token.isascii() and token.isdigit()
