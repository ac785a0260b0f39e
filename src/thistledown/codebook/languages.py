"""The codebook in the languages of the interface, from `languages/*.toml` beside this module.

English stands in `terms/` and is what coders are held to; the examples stay in English everywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from thistledown.codebook.loader import HERE, Codebook, CodebookError, Section, Term, codebook

FOLDER = HERE / "languages"

_SECTION_TEXTS = ("title", "question", "source", "note")
_TERM_TEXTS = ("label", "definition", "rule", "moves", "test")


class Language(StrEnum):
    """A language that the codebook can be read in, as ISO 639-1."""

    ENGLISH = "en"
    FRENCH = "fr"
    SPANISH = "es"
    ARABIC = "ar"


@cache
def codebook_in(language: Language) -> Codebook:
    """The shipped codebook in a language: the same sections, terms and examples, other words.

    Raises:
        CodebookError: when the language's file is missing, unreadable or does not hold the same texts.
    """
    return codebook() if language is Language.ENGLISH else translated(codebook(), FOLDER / f"{language}.toml")


def translated(book: Codebook, path: Path) -> Codebook:
    """A codebook with the texts of a language's file in place of its own.

    Args:
        book: the codebook in English.
        path: the file: a table for each section, in it `terms` with a table for each term.

    Raises:
        CodebookError: when the file is missing or unreadable, lacks a text that the codebook has, or has one
            that the codebook lacks.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CodebookError(f"languages/{path.name} is missing from the codebook; restore it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"languages/{path.name} is not readable TOML: {error}") from error
    _same({one.id for one in book.sections}, told, path.name)
    return replace(book, sections=tuple(_section(one, told[one.id], path.name) for one in book.sections))


def _section(section: Section, told: Any, where: str) -> Section:
    where = f"{where}, {section.id}"
    texts = {field for field in _SECTION_TEXTS if getattr(section, field)}
    found = _same(texts | {"terms"}, told, where)
    terms = _same({one.id for one in section.terms}, found["terms"], f"{where}, terms")
    words: dict[str, Any] = {field: _text(found, field, where) for field in texts}
    words["terms"] = tuple(_term(one, terms[one.id], f"{where}, {one.id}") for one in section.terms)
    return replace(section, **words)


def _term(term: Term, told: Any, where: str) -> Term:
    texts = {field for field in _TERM_TEXTS if getattr(term, field)}
    found = _same(texts, told, where)
    words: dict[str, Any] = {field: _text(found, field, where) for field in texts}
    return replace(term, **words)


def _same(names: set[str], told: Any, where: str) -> Mapping[str, Any]:
    """What is told, held to the names that the English codebook has."""
    if not isinstance(told, dict):
        raise CodebookError(f"languages/{where} is no table; write it as one, with the keys of terms/")
    if lacking := sorted(names - told.keys()):
        raise CodebookError(f"languages/{where} lacks {', '.join(lacking)}; translate them")
    if strange := sorted(told.keys() - names):
        raise CodebookError(
            f"languages/{where} has {', '.join(strange)}, which terms/ has not; take them out"
        )
    return told


def _text(told: Mapping[str, Any], field: str, where: str) -> str:
    value = told[field]
    if not isinstance(value, str) or not value.strip():
        raise CodebookError(f"languages/{where}: {field} must be a text that is not empty")
    return value.strip()
