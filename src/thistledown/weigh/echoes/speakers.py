"""Who speaks in a report: residents, medics, officials, fighters or those who monitor.

An echo has its speakers from its origin; two who asked for themselves each found some of their own. The words
are in `words/<language>.toml` ([speakers]); this module knows none of them.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from functools import cache

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.phrases import Phrases
from thistledown.weigh.echoes.voice import SEARCHED
from thistledown.weigh.echoes.words import FOLDER

# Words of somebody who was there ("recalls", "woke up"): they tell of a speaker by themselves.
MEMORIES = "memories"
# The sorts of speakers, as the tables of the word files are named.
SORTS = ("residents", "medics", "officials", "fighters", "monitors", MEMORIES)
# Words in quotation marks count as a speaker too, whoever says them.
QUOTATION = "quotation"
_TELLING = "telling"
# A speaker begins within so many characters of where words that tell begin.
_BESIDE = 90
_QUOTES = re.compile('["«»“”„]')


def speakers(text: str, language: str | None) -> frozenset[str]:
    """The sorts of people and offices that a report has told something; none outside the seven languages."""
    if language not in LANGUAGES:
        return frozenset()
    text = text[:SEARCHED]
    hits = _table(language).find(text)
    marks = [match.start() for match in _QUOTES.finditer(text)]
    told = sorted([*marks, *(hit.start for hit in hits if hit.concept == _TELLING)])
    found = {QUOTATION} if marks else set()
    for hit in hits:
        if hit.concept != _TELLING and hit.concept not in found:
            near = bisect_left(told, hit.start - _BESIDE)
            if hit.concept == MEMORIES or (near < len(told) and told[near] <= hit.start + _BESIDE):
                found.add(hit.concept)
    return frozenset(found)


@cache
def _table(language: str) -> Phrases:
    table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    found = Phrases(language)
    said = [*table["certainty"]["alleged"], *table["certainty"]["reported"], *table["speakers"][_TELLING]]
    for sort, listed in ((_TELLING, said), *((sort, table["speakers"][sort]) for sort in SORTS)):
        for written in listed:
            found.learn(written, sort)
    return found
