"""The words a language's reader knows, to tell an Arabic word from one with a letter written before it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from thistledown.codebook.registry import registry
from thistledown.reading.paradigms import Paradigms
from thistledown.reading.tokens import tokenise

_CLITIC = frozenset({"ar"})


@lru_cache(maxsize=2)
def vocabulary(language: str) -> frozenset[str] | None:
    """Folded words for `tokenise`, or None for a language that writes no words together.

    All words of the language's data files, of the registry's names and of the countries'.
    """
    if language not in _CLITIC:
        return None
    found: set[str] = set()
    for path in sorted((Path(__file__).parent / "languages" / language).glob("*.toml")):
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        forms = Paradigms(raw.get("paradigms", {}))
        for phrase in _strings(raw):
            try:
                written = forms.forms(phrase)
            except KeyError:  # Another file's notation.
                continue
            found.update(word for form in written for word in form.split())
    source = registry()
    known = [name.name for name in source.names(language)]
    known += [row.name for row in source.country_names if row.language == language]
    for name in known:
        found.update(token.norm for token in tokenise(name) if token.word)
    nationalities = {n.name for n in source.country_names if n.language == language and n.form == "adjective"}
    found.update(token.norm + "ه" for name in nationalities for token in tokenise(name))
    found.update(token.norm + "ين" for name in nationalities for token in tokenise(name))
    # A longer name may hold a country with a letter written before it ("… لتركيا"), which is no word.
    countries = {
        token.norm for row in source.country_names if row.language == language for token in tokenise(row.name)
    }
    found -= {letter + country for letter in "لبوكف" for country in countries if len(country) > 3}
    found |= countries
    return frozenset(word for word in found if len(word) > 1)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
