"""Inflected forms of the registry's names, written to a committed table.

`python -m thistledown.reading.inflection` writes `languages/<xx>/names.csv` for the languages with cases,
from the registry and the table `[declension]` of the language's `mentions.toml`. Reading a text then needs
no lemmatiser.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from thistledown.codebook.registry import registry
from thistledown.reading.paradigms import Paradigms

INFLECTED = ("ru", "uk")
CASES = ("gen", "dat", "acc", "ins", "loc")
_QUOTES = '«»“”„"'


class Form(NamedTuple):
    """A form of a name.

    Attributes:
        form: as written.
        cases: its cases, separated by spaces; empty when the name does not inflect.
        what: actor, ambiguous (an actor's), name, adjective or people (a country's).
        of: the actor's id or the country's ISO 3166-1 alpha-3.
    """

    form: str
    cases: str
    what: str
    of: str


class Declension:
    """How the nouns and adjectives of one language decline, by the endings of their nominative."""

    def __init__(self, language: str) -> None:
        """Read the language's tables.

        Raises:
            FileNotFoundError: when there is no reader for the language.
        """
        raw = tomllib.loads(table_path(language, "mentions.toml").read_text(encoding="utf-8"))
        table: dict[str, Any] = raw["declension"]
        self._fixed: tuple[str, ...] = tuple(table["fixed"])
        self._adjectives = _longest_first(table["adjective"])
        self._nouns = _longest_first(table["noun"])
        self._agreeing: dict[str, str] = table.get("agreeing", {})
        self._paradigms = Paradigms(raw["paradigms"])
        self._nationality: dict[str, str] = table["nationality"]
        self._people: dict[str, str] = table["people"]
        self.peoples: dict[str, str] = table["peoples"]

    def name(self, name: str) -> dict[str, set[str]]:
        """The forms of a name and their cases: its adjectives and first noun decline, the rest stays."""
        quoted = name[0] in _QUOTES and name[-1] in _QUOTES
        words = (name[1:-1] if quoted else name).split(" ")
        tables: list[Mapping[str, str]] = []
        for position, word in enumerate(words):
            following = words[position + 1] if position + 1 < len(words) else None
            adjective = self._adjective(word, following)
            if adjective is not None:
                tables.append(adjective)
                continue
            noun = self._noun(word)
            if noun is None:
                return {}
            tables.append(noun)
            break
        found: dict[str, set[str]] = {" ".join(words): {"nom"}}
        for case in CASES:
            choices = [table[case].split("|") for table in tables]
            # Two accusatives are the one of things and the one of people, in this order for every word.
            width = max(map(len, choices))
            paired = all(len(choice) in (1, width) for choice in choices)
            forms = (
                [" ".join(c[min(n, len(c) - 1)] for c in choices) for n in range(width)]
                if paired
                else [" ".join(one) for one in product(*choices)]
            )
            for form in forms:
                found.setdefault(" ".join([form, *words[len(tables) :]]), set()).add(case)
        return found

    def adjective(self, lemma: str) -> dict[str, set[str]]:
        """The forms of a nationality in all genders and both numbers."""
        return self._by_paradigm(lemma, self._nationality)

    def people(self, lemma: str) -> dict[str, set[str]]:
        """The forms of the people a regular adjective belongs to."""
        return self._by_paradigm(lemma, self._people)

    def written(self, phrase: str) -> dict[str, set[str]]:
        """The forms of a word written with its paradigm."""
        found: dict[str, set[str]] = {}
        for case, form in self._paradigms.written(phrase):
            found.setdefault(form, set()).update([case] if case else [])
        return found

    def _by_paradigm(self, lemma: str, table: Mapping[str, str]) -> dict[str, set[str]]:
        for end in sorted(table, key=len, reverse=True):
            if lemma.endswith(end):
                return self.written(lemma[: len(lemma) - len(end)] + table[end])
        return {}

    def _adjective(self, word: str, following: str | None) -> Mapping[str, str] | None:
        if following is None:
            return None
        for end, forms in self._adjectives:
            if len(word) > len(end) + 1 and word.casefold().endswith(end):
                needs = self._agreeing.get(end)
                if needs and not following.casefold().endswith(tuple(needs.split())):
                    continue
                stem = word[: len(word) - len(end)]
                return {case: "|".join(stem + f for f in forms[case].split("|")) for case in CASES}
        return None

    def _noun(self, word: str) -> Mapping[str, str] | None:
        plain = word.casefold()
        if not word[-1:].isalpha() or not plain.islower() or (len(word) > 1 and word.isupper()):
            return None
        if plain.isascii() or any(letter.isupper() for letter in word[-2:]) or plain.endswith(self._fixed):
            return None
        for end, forms in self._nouns:
            if plain.endswith(end) and len(word) > len(end):
                stem = word[: len(word) - len(end)]
                return {case: "|".join(stem + f for f in forms[case].split("|")) for case in CASES}
        return None


def _longest_first(table: Mapping[str, Mapping[str, str]]) -> list[tuple[str, Mapping[str, str]]]:
    return sorted(table.items(), key=lambda row: -len(row[0]))


@lru_cache(maxsize=4)
def declension(language: str) -> Declension:
    """The declension of a language."""
    return Declension(language)


def table_path(language: str, name: str = "names.csv") -> Path:
    """Where a file of a language lies."""
    return Path(__file__).parent / "languages" / language / name


def inflected(language: str) -> list[Form]:
    """Every form of every name of a language that the registry itself does not list, sorted."""
    source, grammar = registry(), declension(language)
    found: dict[tuple[str, str, str], set[str]] = {}

    def add(forms: Mapping[str, set[str]], what: str, of: str) -> None:
        for form, cases in forms.items():
            found.setdefault((form, what, of), set()).update(cases)

    states = {country.id for country in source.countries}
    for name in source.names(language):
        if name.actor not in states:
            add(grammar.name(name.name), "ambiguous" if name.form == "ambiguous" else "actor", name.actor)
    for row in source.country_names:
        if row.language != language:
            continue
        if row.form == "adjective":
            add(grammar.adjective(row.name), "adjective", row.country)
            add(grammar.people(row.name), "people", row.country)
        elif row.form in ("name", "alias"):
            add(grammar.name(row.name), "name", row.country)
    for word, country in grammar.peoples.items():
        add(grammar.written(word), "people", country)
    order = ("nom", *CASES)
    return sorted(
        Form(form, " ".join(sorted(cases, key=order.index)), what, of)
        for (form, what, of), cases in found.items()
    )


def as_csv(forms: Iterator[Form] | list[Form]) -> str:
    """The table as text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Form._fields)
    writer.writerows(forms)
    return out.getvalue()


def main() -> None:
    """Write the tables of all languages with cases."""
    for language in INFLECTED:
        table_path(language).write_text(as_csv(inflected(language)), encoding="utf-8")


if __name__ == "__main__":
    main()
