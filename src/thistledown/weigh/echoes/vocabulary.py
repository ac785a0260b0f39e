"""Concepts and cue words of the seven languages, as the engine asks for them."""

from __future__ import annotations

from typing import NamedTuple

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.tokens import LONGEST


class Cue(NamedTuple):
    """A cue word with its place."""

    kind: str
    start: int
    end: int


def concept_spans(text: str, language: str | None) -> list[tuple[str, int, int]]:
    """Concepts in the order of the text, from the part of it that is compared."""
    if language not in LANGUAGES:
        return []
    try:
        from thistledown.weigh.echoes.concepts import concepts
    except ImportError:
        return []

    return sorted(concepts(language).find(text[:LONGEST]), key=lambda found: found[1])


def cues(text: str, language: str | None) -> list[Cue]:
    """Cue words in the order of the text."""
    return []
