"""In whose voice a report speaks: what its outlet saw or was told itself, and words that judge.

The words are in `words/<language>.toml` ([voice], [slant], and the lists `heard` and `offices` of [credit]);
this module knows none of them. Loaded words are counted as in work on framing and subjectivity (Recasens,
Danescu-Niculescu-Mizil & Jurafsky 2013); marks of own work as in the study of evidentiality.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.phrases import Phrases
from thistledown.weigh.echoes.words import FOLDER

# Words beyond this many characters of a report are not searched.
SEARCHED = 4_000


class Voice(NamedTuple):
    """How many words of each sort a report has.

    Attributes:
        own: words by which its outlet says that it asked or saw itself.
        slant: words that judge.
    """

    own: int
    slant: int


def voice(text: str, language: str | None) -> Voice:
    """Count the words of a report's head; nothing when the language is none of the seven."""
    if language not in LANGUAGES:
        return Voice(0, 0)
    found = [hit.concept for hit in _tables(language)[0].find(text[:SEARCHED])]
    return Voice(found.count("own"), found.count("slant"))


def is_heard(cue: str, language: str | None) -> bool:
    """Whether a cue says that the outlet named by it was told or saw: "told Aden Tribune"."""
    return language in LANGUAGES and bool(_tables(language)[1].find(cue))


def is_office(words: str, language: str | None) -> bool:
    """Whether credited words are of an office, a person or a paper, not of an outlet: "the governor of"."""
    return language in LANGUAGES and bool(_tables(language)[2].find(words))


@cache
def _tables(language: str | None) -> tuple[Phrases, Phrases, Phrases]:
    name = str(language)
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    marks, heard, offices = Phrases(name), Phrases(name), Phrases(name)
    for kind, listed in (
        ("own", table["voice"]["own"]),
        ("slant", table["slant"]["words"]),
    ):
        for written in listed:
            marks.learn(written, kind)
    for written in table["credit"]["heard"]:
        heard.learn(written, "heard")
    for written in table["credit"]["offices"]:
        offices.learn(written, "office")
    return marks, heard, offices
