"""Concepts: what the words of a text mean, by one name in seven languages.

The lexicon (concepts/*.csv) has a row a concept and a cell a language, with stems of words and of runs of
words; names and adjectives of countries, actors and places come from the shipped registry. This is the
dictionary side of cross-language alignment: see Pouliquen, Steinberger & Ignat 2003 (documents of many
languages compared by language-independent anchors).
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from thistledown.casebook.language import LANGUAGES
from thistledown.codebook.countries import FORCES_SUFFIX
from thistledown.codebook.registry import registry
from thistledown.codebook.rows import TableError, read_rows
from thistledown.codebook.shipped import shipped_folder
from thistledown.codebook.terms import ActorKind
from thistledown.weigh.echoes.phrases import LONGEST_RUN, Phrases

FOLDER = Path(__file__).parent / "concepts"


class Concepts(Phrases):
    """The concepts of one language: those of the lexicon, `country:MLI`, `actor:<id>` and `place:<id>`."""

    def __init__(self, language: str) -> None:
        """Read the lexicon and the registry's names for a language."""
        super().__init__(language)
        for row in lexicon():
            for written in row[language].split("|"):
                self.learn(written, row["concept"])
        self._learn_countries()
        self._learn_names()

    def _learn_countries(self) -> None:
        bearers: dict[tuple[str, ...], set[str]] = {}
        for name in registry().country_names:
            if name.language == self.language:
                words = tuple(self.spelling.fold(word) for word in self.spelling.word.findall(name.name))
                if words and len(words) <= LONGEST_RUN and (len(words) > 1 or len(words[0]) > 2):
                    bearers.setdefault(words, set()).add(name.country)
        for words, countries in bearers.items():
            concept = "country:" + "/".join(sorted(countries))
            self._mean([self._pattern(self._inflected, self.spelling.base(word)) for word in words], concept)

    def _learn_names(self) -> None:
        # "Malian army", "Colombian volunteers": the country and the noun are the same in every language.
        composed = {
            actor.id
            for actor in registry().actors
            if actor.kind in (ActorKind.STATE, ActorKind.COHORT) or actor.id.endswith(FORCES_SUFFIX)
        }
        for name in registry().names():
            if name.form == "ambiguous" or name.actor in composed:
                continue
            if name.form == "acronym" and len(name.name) > 2 and name.name.isalnum():
                self._mean([self._pattern(self._acronyms, name.name)], f"actor:{name.actor}")
            elif name.language == self.language:
                self._learn_name(name.name, f"actor:{name.actor}")
        for row in read_rows(shipped_folder() / "place_names.csv"):
            if row["language"] == self.language:
                self._learn_name(row["name"], f"place:{row['place']}")

    def _learn_name(self, name: str, concept: str) -> None:
        words = [self.spelling.fold(word) for word in self.spelling.word.findall(name)]
        if not all(words) or len(words) > LONGEST_RUN or len("".join(words)) < self.spelling.least:
            return
        if len(words) == 1 and self.spelling.prefixes and words[0] in self._exact:
            # Without capitals a name cannot be told from the common word.
            return
        bases = [self.spelling.base(word) for word in words]
        if any(base in self._inflected for base in bases):
            return
        self._mean([self._pattern(self._proper, base) for base in bases], concept)


@cache
def concepts(language: str) -> Concepts:
    """The concepts of a language.

    Raises:
        KeyError: when it is none of the seven.
    """
    if language not in LANGUAGES:
        raise KeyError(f"no concepts in {language!r}; the languages are {', '.join(LANGUAGES)}")
    return Concepts(language)


@cache
def lexicon() -> tuple[dict[str, str], ...]:
    """The rows of the lexicon: concept, then a cell a language, in the order of the files' names.

    Raises:
        TableError: when a row has too few or too many cells, or an empty one.
    """
    rows: list[dict[str, str]] = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle)
            header = next(reader, [])
            if header[:1] != ["concept"] or set(header[1:]) != set(LANGUAGES):
                raise TableError(f"{path.name} needs the columns concept, {', '.join(LANGUAGES)}")
            for cells in reader:
                if len(cells) != len(header) or not all(cell.strip() for cell in cells):
                    raise TableError(
                        f"{path.name} line {reader.line_num}: {cells[0] if cells else 'an empty row'} needs "
                        f"{len(header)} filled cells; fill every language"
                    )
                rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)
