"""What stands around a name: words before and after it, the start of a sentence, a dateline."""

from __future__ import annotations

import re
from typing import NamedTuple

from thistledown.casebook.span import Span
from thistledown.reading.places.words import PlaceWords

_BEFORE = 60
_AFTER = 30
_IN_WORDS = frozenset("-'’.")
_APOSTROPHES = frozenset("'\u2019")
_POSSESSIVE = frozenset({"'s", "\u2019s"})
_SENTENCE_END = frozenset('.!?:\n"”»“«…')
# "BAMAKO, Mali (Reuters) —", "MOGADISHU (AFP) -", at the start of a paragraph.
_DATELINE = re.compile(
    r"^[ \t]{0,8}([^\W\d_a-z](?:[^\W\d_a-z]|[ '’-]){2,30})(?:,[ ]([^\n()—–]{3,30}?))?"
    r"[ ]?(?:,[ ][^\n()—–]{3,18}?)?(?:[ ]?\([^()\n]{2,30}\))?[ ]?(?:—|–|--|-[ ])",
    re.MULTILINE,
)


class Context(NamedTuple):
    """What stands around a name.

    Attributes:
        cued: a locative word stands before it ("to", "of", "near").
        located: that word says where something is ("in", "at", "near").
        direction: where "northern" or the like before it begins, or None.
        opens: it stands at the start of a sentence.
        capital_before: a capitalised word, no direction and no start of a sentence, stands before it.
        capital_after: a capitalised word that is no head of a place stands after it.
        head: "site", "region", "town" or "".
        head_end: where the head ends when it belongs to the name (a site), else the end of the name.
    """

    cued: bool
    located: bool
    direction: int | None
    opens: bool
    capital_before: bool
    capital_after: bool
    head: str
    head_end: int


def context(text: str, start: int, end: int, words: PlaceWords) -> Context:
    """Look around the name at `text[start:end]`, a bounded distance each way."""
    direction: int | None = None
    before = _word_before(text, start)
    pointer = before
    for _ in range(2):
        if pointer and _plain(pointer.of(text)) in words.genitive:
            pointer = _word_before(text, pointer.start)
    if pointer and _plain(pointer.of(text)) in words.directions:
        direction = pointer.start
        before = _word_before(text, direction)
    opens = _opens(text, start if direction is None else direction)
    capital_before = bool(before and before.of(text)[0].isupper() and not opens)
    cued = located = text[start - 1 : start] in words.attached
    for _ in range(4):
        if before is None:
            break
        word = _plain(before.of(text))
        if word in words.locative:
            acting = word == "on" and text[end : end + 2] in _POSSESSIVE
            cued, located = True, word in words.locating and not acting
            if word not in words.between:
                break
        elif word not in words.between and word not in words.directions:
            break
        before = _word_before(text, before.start)
    head, head_end = _head(text, end, words)
    return Context(
        cued or direction is not None or head != "",
        located,
        direction,
        opens,
        capital_before and not cued,
        _capital_after(text, head_end, words) and head == "",
        head,
        head_end,
    )


def _plain(word: str) -> str:
    return word.lower().replace("\u2019", "'")


def _word_before(text: str, start: int) -> Span | None:
    stop = start
    while stop > 0 and text[stop - 1] in " \t\xa0" and start - stop < 3:
        stop -= 1
    # "d'Alep": the elided word is written together with the name.
    if stop == start and (stop == 0 or text[stop - 1] not in _APOSTROPHES):
        return None
    start = stop
    while start > max(0, stop - _BEFORE) and (text[start - 1].isalnum() or text[start - 1] in _IN_WORDS):
        start -= 1
    return Span(start, stop) if start < stop else None


def _opens(text: str, start: int) -> bool:
    stop = start
    while stop > 0 and text[stop - 1] in " \t\xa0([" and start - stop < 5:
        stop -= 1
    return stop == 0 or text[stop - 1] in _SENTENCE_END


def _head(text: str, end: int, words: PlaceWords) -> tuple[str, int]:
    after = text[end : end + _AFTER]
    if after[:1] != " ":
        return "", end
    low = after[1:].lower()
    for site in words.sites:
        if low.startswith(site) and not low[len(site) : len(site) + 1].isalnum():
            return "site", end + 1 + len(site)
    word = re.match(r"[^\W\d_]+", low)
    if word and word.group() in words.towns:
        return "town", end
    if word and word.group() in words.regions:
        return "region", end
    return "", end


def _capital_after(text: str, end: int, words: PlaceWords) -> bool:
    after = text[end : end + _AFTER]
    if after[:1] != " " or not after[1:2].isupper():
        return False
    word = re.match(r"[^\W\d_]+", after[1:])
    return word is not None and word.group().lower() not in words.heads


def datelines(text: str, start: int, end: int) -> list[Span]:
    """Where place names stand in capitals at the head of a paragraph ("BAMAKO, Mali —")."""
    return [
        Span(*match.span(1))
        for match in _DATELINE.finditer(text, start, end)
        if match.group(1).strip() == match.group(1)
    ]
