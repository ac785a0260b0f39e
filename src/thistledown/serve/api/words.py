"""The codebook's words, for labels and for what they mean on hover."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Query

from thistledown.codebook import loader
from thistledown.codebook.languages import Language, codebook_in
from thistledown.codebook.loader import NearMiss
from thistledown.codebook.registry import registry

router = APIRouter(tags=["codebook"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of the codebook, as `codebook.loader.Term` has it."""

    id: str
    label: str
    definition: str
    rule: str
    positive: tuple[str, ...]
    negative: tuple[NearMiss, ...]
    moves: str | None
    test: str | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, term: loader.Term) -> Term:
        """A term as the API gives it."""
        return cls(
            id=term.id,
            label=term.label,
            definition=term.definition,
            rule=term.rule,
            positive=term.positive,
            negative=term.negative,
            moves=term.moves,
            test=term.test,
            low=term.low,
            high=term.high,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """The terms that answer one question of a coder."""

    id: str
    title: str
    question: str
    source: str
    note: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166 code of three letters."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """All words that the record is written in.

    Attributes:
        version: of the codebook.
        language: of the texts, as ISO 639-1; examples are always English.
        sections: every term with its definition, rule and examples.
        countries: names of the country codes.
    """

    version: str
    language: str
    sections: tuple[Section, ...]
    countries: tuple[Country, ...]


@router.get("/codebook")
def words(
    language: Annotated[
        Language, Query(description="Language of the texts and names; examples stay in English.")
    ] = Language.ENGLISH,
) -> Words:
    """The codebook whole, and the names of countries."""
    return _words(language)


@cache
def _words(language: Language) -> Words:
    book = codebook_in(language)
    names = _country_names(language)
    return Words(
        book.version,
        language.value,
        tuple(
            Section(one.id, one.title, one.question, one.source, one.note, tuple(map(Term.of, one.terms)))
            for one in book.sections
        ),
        tuple(Country(one.iso3, names.get(one.iso3, one.name)) for one in registry().countries),
    )


def _country_names(language: Language) -> dict[str, str]:
    # English has display names of its own in the table of countries.
    if language is Language.ENGLISH:
        return {}
    names = (one for one in registry().country_names if one.language == language and one.form == "name")
    return {one.country: one.name for one in names}
