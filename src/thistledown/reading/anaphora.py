"""What a pronoun or "the group" stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thistledown.codebook.terms import ActorKind
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.linear.grammar import Tag
from thistledown.reading.mention_words import Mention, words
from thistledown.reading.tokens import Token, fold, tokenise


def resolve_anaphor(anaphor: Mention, earlier: Sequence[Mention], language: str = "en") -> Mention | None:
    """The nearest earlier actor a pronoun or "the group" can stand for, or None.

    Args:
        anaphor: a mention of form "anaphor".
        earlier: mentions before it in the passage, in order, resolved.
        language: whose anaphors to use.
    """
    tokens = tokenise(anaphor.literal)
    match = words(language).anaphors.at(tokens, 0) or words(language).bare_anaphors.at(tokens, 0)
    if match is None:
        return None
    head = fold(anaphor.literal.split()[-1]) if "*" not in match.meaning else ""
    # "الحركة", "le Front": what begins with that very word comes before what is only nearer.
    same = [m for m in earlier if head and head in [fold(word) for word in m.literal.split()[:2]]]
    # Where nouns have cases, a pronoun goes on with what may have been a subject.
    if not head and words(language).cases and "plural" not in match.meaning:
        same = [m for m in earlier[-4:] if not m.cases or "nom" in m.cases]
    for mention in reversed([*earlier, *same]):
        if mention.form in ("adjective", "anaphor") or mention.generic:
            continue
        if "*" in match.meaning and words(language).cases and not _counts(mention, match.meaning):
            continue
        if "*" in match.meaning or mention.kind.value in match.meaning:
            return replace(
                mention,
                span=anaphor.span,
                literal=anaphor.literal,
                first=anaphor.first,
                last=anaphor.last,
                cases=anaphor.cases or mention.cases,
                possessive=anaphor.possessive or fold(anaphor.literal) in words(language).possessive,
                form="anaphor",
            )
    return None


def belonging(
    tokens: Sequence[Token], before: Mention, people: Mention, tags: Lexicon[tuple[Tag, ...]]
) -> Mention:
    """Name people after whose they are: "его офицеры"; after a verb the pronoun may be its object."""
    own = before.form == "anaphor" and before.possessive and before.actor and before.last == people.first
    if not own or people.actor or people.form not in ("people", "agent", "force"):
        return people
    match = tags.at(tokens, before.first - 1) if before.first else None
    if match is not None and any(tag.sort == "trigger" and tag.form != "noun" for tag in match.meaning):
        return people
    return replace(people, actor=before.actor, name=before.name, kind=before.kind, cohort=False)


def _counts(mention: Mention, meaning: frozenset[str]) -> bool:
    """Whether number and gender fit, where nouns have cases: "they" is no country, "she" is no men."""
    if "plural" in meaning:
        return mention.form not in ("country", "metonym", "body")
    if mention.kind is ActorKind.INTERNATIONAL_ORGANISATION and "masculine" in meaning:
        return False
    return mention.form not in ("people", "agent") or bool(mention.actor)
