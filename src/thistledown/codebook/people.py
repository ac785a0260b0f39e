"""The rule that people are cohorts, as far as patterns can hold it: titles that announce a person."""

from __future__ import annotations

import re

_TITLES = (
    r"Mrs?|Ms|Miss|Dr|Prof|Professor|Sir|Lord|Lady|President|Prime Minister|Minister|Governor|Senator|Mayor|"
    r"King|Prince|General|Gen|Colonel|Col|Lieutenant|Lt|Captain|Capt|Major|Maj|Sergeant|Sgt|Corporal|Private|"
    r"Commander|Admiral|Brigadier|Emir|Sheikh|Mullah|Imam|Comandante|Coronel|Capitán|"
    r"Monsieur|Madame|Señor|Señora|Don|alias"
)
# Bodies and places whose names begin with the same words.
_NOT_PEOPLE = (
    r"Staff|Assembly|Directorate|Command|Administration|Headquarters|Intelligence|Central|General|Secretariat|"
    r"Crimes|Guard|Military|Army|Council|Office|Atomics|Dynamics|Security|Republic|Court|Island"
)
_PERSON = re.compile(rf"\b(?:{_TITLES})\.?\s+(?!(?:{_NOT_PEOPLE})\b)[A-ZÀ-Þ][\w'’-]+")


def person_in(text: str) -> str | None:
    """The first title with a name after it, as "Colonel Example", or None."""
    found = _PERSON.search(text)
    return found[0] if found else None


def person_as_actor(name: str) -> str | None:
    """The title and name that an actor's name begins with, or None.

    Groups are called after people ("dissidents of alias Example", "Brigade Comandante Example"): only a
    name that begins with the title is a person's.
    """
    found = _PERSON.match(name)
    return found[0] if found else None
