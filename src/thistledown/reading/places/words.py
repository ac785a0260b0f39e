"""The words around place names in one language, loaded from the TOML file of that language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "fr", "es", "ru", "ar", "uk", "pt")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words around place names.

    Attributes:
        locative: words after which a name is a place's.
        locating: those of them that say where something is.
        genitive: what may stand between a direction and the name ("nord du Mali").
        between: what may stand between such a word and the name.
        directions: "northern", "south-east" before a name.
        sites: heads that make a site of a name ("airport"), longest first.
        regions: heads that show a region.
        towns: heads that show a town.
        heads: capitalised heads that leave a place a place.
        ordinary: names that are places only in a locative phrase.
        attached: letters written together with a name that say where something is.
        never: names that are no places, though they are, or begin with, the name of one.
    """

    locative: frozenset[str]
    locating: frozenset[str]
    genitive: frozenset[str]
    between: frozenset[str]
    directions: frozenset[str]
    sites: tuple[str, ...]
    regions: frozenset[str]
    towns: frozenset[str]
    heads: frozenset[str]
    ordinary: frozenset[str]
    never: frozenset[str]
    attached: frozenset[str]


@cache
def place_words(language: str) -> PlaceWords:
    """The words of a language; those of English where it has no file."""
    name = language if language in LANGUAGES else "en"
    raw = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    return PlaceWords(
        locative=frozenset(raw["locative"]),
        locating=frozenset(raw["locating"]),
        genitive=frozenset(raw["genitive"]),
        between=frozenset(raw["between"]),
        directions=frozenset(raw["directions"]),
        sites=tuple(sorted(raw["sites"], key=len, reverse=True)),
        regions=frozenset(raw["regions"]),
        towns=frozenset(raw["towns"]),
        heads=frozenset(raw["heads"]),
        ordinary=frozenset(raw["ordinary"]),
        never=frozenset(raw["never"]),
        attached=frozenset(raw["attached"]),
    )
