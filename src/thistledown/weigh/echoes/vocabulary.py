"""Concepts of the seven languages, as the engine asks for them."""

from __future__ import annotations

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.concepts import concepts
from thistledown.weigh.echoes.tokens import LONGEST


def concept_spans(text: str, language: str | None) -> list[tuple[str, int, int]]:
    """Concepts in the order of the text, from the part of it that is compared."""
    if language is None or language not in LANGUAGES:
        return []
    hits = concepts(language).find(text[:LONGEST])
    return [(hit.concept, hit.start, hit.end) for hit in hits]
