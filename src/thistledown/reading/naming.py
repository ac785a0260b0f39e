"""Names that only the noun before them makes an actor: "the firm BlueBird", "повстанці «Ансару»"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from thistledown.casebook.span import Span
from thistledown.reading.mention_words import Mention
from thistledown.reading.names import Names
from thistledown.reading.tokens import Token

OPENING = "«\"“„‘'"
_CLOSING = "»\"”’'"
_LONGEST = 8


def firm_named(text: str, tokens: Sequence[Token], firm: Mention, names: Names) -> Mention:
    """A firm with the name that follows it: "the Israeli firm BlueBird", "фирма «Скайфлай»"."""
    first = last = firm.last
    if first < len(tokens) and tokens[first].norm in OPENING:
        first = last = first + 1
    if last >= len(tokens) or names.countries.at(tokens, last) is not None:
        return firm
    known = names.namings.at(tokens, first)
    if known is not None and len(known.meaning) != 1:
        return firm
    actor = names.actors[known.meaning[0].actor] if known is not None else None
    if known is not None:
        last = known.last
    while known is None and last < len(tokens) and last - first < _LONGEST and tokens[last].upper:
        last += 1
    if last == first:
        return firm
    closed = first > firm.last and last < len(tokens) and tokens[last].norm in _CLOSING
    span = Span(firm.span.start, tokens[last - 1 + closed].end)
    named = replace(firm, span=span, literal=span.of(text), last=last + closed, cohort=False, generic=False)
    if actor is not None:
        span = Span(tokens[first].start, tokens[last - 1].end)
        named = replace(named, span=span, literal=span.of(text))
        return replace(named, actor=actor.id, kind=actor.kind, name=actor.name, country=actor.country)
    return replace(named, name=text[tokens[first].start : tokens[last - 1].end])


def group_named(
    text: str, tokens: Sequence[Token], mention: Mention, names: Names, no_acronyms: AbstractSet[str]
) -> Mention:
    """A noun for a group with a name that no table has: "бойовики «Ансару»", "повстанці ЕЛН"."""
    at = mention.last
    if at >= len(tokens) or names.namings.at(tokens, at) is not None:
        return mention
    quoted = tokens[at].norm in OPENING and at + 1 < len(tokens) and tokens[at + 1].upper
    if quoted and names.namings.at(tokens, at + 1) is not None:
        return mention
    last, first = at, at
    if quoted:
        first = at + 1
        closing = (i for i in range(at + 2, min(at + 7, len(tokens))) if tokens[i].norm in '»"”')
        last = next(closing, at - 1) + 1
    elif tokens[at].upper == 2 and 2 <= len(tokens[at].norm) <= 6 and tokens[at].word:
        written = text[tokens[at].start : tokens[at].end]
        last = at + 1 if written not in no_acronyms and not written.isascii() else at
    if last <= at:
        return mention
    name = text[tokens[first].start : tokens[last - 1 - quoted].end]
    span = Span(mention.span.start, tokens[last - 1].end)
    return replace(
        mention, span=span, literal=text[span.start : span.end], last=last, name=name,
        form="shape", cohort=False, generic=False,
    )  # fmt: skip
