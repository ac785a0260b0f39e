"""Who did it, said after the fact: "the army blamed X", "X claimed responsibility"."""

from __future__ import annotations

from thistledown.casebook.span import Span
from thistledown.codebook.terms import ActorKind
from thistledown.reading.clauses import Clauses
from thistledown.reading.cues import modality_words
from thistledown.reading.holders import holder_before
from thistledown.reading.mention_words import Mention


def blamed(
    clauses: Clauses, text: str, language: str = "en"
) -> tuple[Mention, Span, tuple[str, Span] | None] | None:
    """Whom a sentence holds responsible for something said before: the actor, the words, and who says so.

    Reads "the army blamed X", "attributed it to X" and "X claimed responsibility"; a denied or negated
    blame gives nothing.
    """
    for match in modality_words(language).blame.every(clauses.tokens):
        if any(
            clauses.norm(i) in ("not", "never", "nobody", "no")
            for i in range(max(match.first - 3, 0), match.first)
        ):
            continue
        cue = clauses.span(match.first, match.last)
        if match.meaning == "subject":
            claimant = clauses.subject(match.first, form="past")
            if claimant is not None and _can_be_blamed(claimant):
                return claimant, cue, (claimant.literal, claimant.span)
            continue
        for mention in clauses.mentions:
            if mention.first < match.last or mention.first - match.last > 8 or not _can_be_blamed(mention):
                continue
            sort, name, at = clauses.governor(mention)
            bare = match.meaning == "object" and (
                (sort in ("report", "verb") and at == match.last - 1) or mention.first - match.last <= 2
            )
            if bare or (match.meaning == "to" and sort == "marker" and name == "to"):
                return mention, cue, holder_before(clauses, match.first, text, language)
    return None


def _can_be_blamed(mention: Mention) -> bool:
    return (
        mention.form in ("name", "shape", "anaphor", "force", "people", "country", "metonym")
        and not mention.possessive
        and (mention.kind is not ActorKind.UNKNOWN and mention.kind is not ActorKind.COHORT)
    )
