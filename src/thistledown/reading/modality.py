"""How one claim is put: the modality, who says so, and the words that decided."""

from __future__ import annotations

from dataclasses import dataclass

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Modality, Polarity


@dataclass(frozen=True, slots=True)
class Stance:
    """How one claim is put.

    Attributes:
        modality: the strongest cue's.
        polarity: negative for what is said not to have happened.
        generic: speaks of what can happen, or of what everybody knows, not of an event.
        holders: who says so, outermost first.
        holder_span: the outermost holder's words.
        cue: the words that decided, if any.
        cues: all cues, for `explain`.
        hedges: how many cues lowered the claim.
    """

    modality: Modality
    polarity: Polarity
    generic: bool
    holders: tuple[str, ...]
    holder_span: Span | None
    cue: Span | None
    cues: tuple[str, ...]
    hedges: int
