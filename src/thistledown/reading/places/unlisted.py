"""Places that no table has: a capitalised name after a word that says where something is.

"Combats près de Kantchari": villages and valleys of a war are rarely in a gazetteer. The name is kept as it
is written. Where a script has no capitals, a word for a place must stand before the name ("في قرية …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thistledown.casebook.span import Span
from thistledown.reading.places.words import PlaceWords

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LONGEST, _SKIPPED = 3, 3
# Shorter names are mostly abbreviations.
_SHORTEST = 4


def unlisted(text: str, words: PlaceWords) -> Iterator[Span]:
    """Where names stand that a locating word makes a place's, in order; known ones among them.

    Args:
        text: the text.
        words: the words around places of its language.
    """
    found = list(_WORD.finditer(text))
    for at, match in enumerate(found):
        if match.group().lower() not in words.locating:
            continue
        first, noun = at + 1, False
        while first < len(found) and first - at <= _SKIPPED and found[first].group().lower() in words.between:
            noun = noun or len(found[first].group()) > 3
            first += 1
        last = first
        while (
            last < len(found)
            and last - first < _LONGEST
            and text[found[last - 1].end() : found[last].start()] in (" ", "\xa0")
            and _name(found[last].group(), noun)
        ):
            last += 1
            if not found[first].group()[0].isupper():
                break
        if last == first or text[match.end() : found[at + 1].start()] not in (" ", "\xa0"):
            continue
        span = Span(found[first].start(), found[last - 1].end())
        if len(span.of(text)) >= _SHORTEST and span.of(text) not in words.never | words.ordinary:
            yield span


def _name(word: str, noun: bool) -> bool:
    """Whether a word can be part of a place's name; without capitals only after a word for a place."""
    if word[0].isupper():
        return not word.isupper()
    caseless = word.upper() == word.lower()
    return caseless and noun
