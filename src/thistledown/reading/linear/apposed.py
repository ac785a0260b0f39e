"""A name that only the noun behind it makes a group: "los Halcones, una banda nacida en el puerto"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from thistledown.casebook.span import Span
from thistledown.codebook.terms import ActorKind
from thistledown.reading.linear.things import GROUPS
from thistledown.reading.mention_words import Mention, Words
from thistledown.reading.tokens import Token

_NAMED = GROUPS | {ActorKind.COMPANY}
_MARKS = frozenset("-«»“”\"'")
_LONGEST = 7


def apposed(tokens: Sequence[Token], mentions: Sequence[Mention], text: str, own: Words) -> list[Mention]:
    """Mentions with those nouns for a group named that say what the name before them is.

    Args:
        tokens: of the sentence.
        mentions: of the sentence, in order.
        text: the report.
        own: mention words of the language; an article that opens a sentence is no part of a name.
    """
    joins = own.connectors | own.of | own.articles | _MARKS
    kept: list[Mention] = []
    for mention in mentions:
        described = (
            mention.actor is None
            and mention.kind in _NAMED
            and mention.form in ("people", "company", "agent")
        )
        name = _name(tokens, mention, joins) if described and not mention.former else None
        if name is None:
            kept.append(mention)
            continue
        first, last = name
        over = [m for m in kept if m.last > first]
        bare = tokens[mention.first - 1].norm in (",", "،")
        if bare and (any(m.form == "country" for m in over) or (first == 1 and tokens[0].norm in own.closed)):
            kept.append(mention)  # "In Colombia, rebels flew": where, and who.
            continue
        if any(m.first < first or m.form not in ("shape", "adjective", "country") for m in over):
            kept.append(mention)
            continue
        del kept[len(kept) - len(over) :]
        if tokens[first].norm in own.articles and first + 1 < last:
            first += 1
        span = Span(tokens[first].start, tokens[last - 1].end)
        kept.append(
            replace(
                mention,
                first=first,
                span=span,
                literal=span.of(text),
                name=span.of(text),
                cohort=False,
                form="name",
                cases=frozenset(),
            )
        )
    return kept


def _name(tokens: Sequence[Token], mention: Mention, joins: Collection[str]) -> tuple[int, int] | None:
    """The tokens of a capitalised name that ends at a comma straight before a noun and its article."""
    comma = mention.first - 1
    if comma > 0 and tokens[comma].word and len(tokens[comma].norm) <= 4 and not tokens[comma].upper:
        comma -= 1
    if comma < 1 or tokens[comma].norm not in (",", "،"):
        return None
    capital = comma
    for index in range(comma - 1, max(comma - _LONGEST, 0) - 1, -1):
        token = tokens[index]
        if token.word and token.upper:
            capital = index
        elif token.norm not in joins or index == comma - 1:
            break
    names = [tokens[i] for i in range(capital, comma) if tokens[i].word and tokens[i].upper]
    return (capital, comma) if names else None
