"""The codebook's words, for labels and for what they mean on hover."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from thistledown.codebook import loader
from thistledown.codebook.loader import NearMiss, codebook
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
        sections: every term with its definition, rule and examples.
        countries: names of the country codes.
    """

    version: str
    sections: tuple[Section, ...]
    countries: tuple[Country, ...]


@router.get("/codebook")
def words() -> Words:
    """The codebook whole, and the names of countries."""
    book = codebook()
    return Words(
        book.version,
        tuple(
            Section(one.id, one.title, one.question, one.source, one.note, tuple(map(Term.of, one.terms)))
            for one in book.sections
        ),
        tuple(Country(one.iso3, one.name) for one in registry().countries),
    )
