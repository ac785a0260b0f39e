"""Concepts of the seven languages, as the engine asks for them."""

from __future__ import annotations

from functools import lru_cache

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.concepts import concepts
from thistledown.weigh.echoes.tokens import LONGEST


@lru_cache(maxsize=64)
def concept_spans(text: str, language: str | None) -> tuple[tuple[str, int, int], ...]:
    """Concepts in the order of the text, from the part of it that is compared."""
    if language is None or language not in LANGUAGES:
        return ()
    hits = concepts(language).find(text[:LONGEST])
    return tuple((hit.concept, hit.start, hit.end) for hit in hits)
