"""How far the words for a party reach: "fighters of the ELN", "120 soldiers", "members of the CJNG"."""

from __future__ import annotations

from thistledown.casebook.span import Span
from thistledown.reading.linear.parse import Parse
from thistledown.reading.mention_words import Mention, Words

_QUOTES = frozenset('"“”«»„‟')
_BODIES = frozenset({"name", "force", "country", "shape"})
_PEOPLE = frozenset({"people", "force", "agent", "noun"})


def extent(parse: Parse, mention: Mention, own: Words) -> Span:
    """Where the words for a party stand, with whose people they are and how many.

    Args:
        parse: the sentence the mention stands in.
        mention: the party.
        own: mention words of the language.
    """
    if mention.form in ("anaphor", "adjective") or mention.possessive:
        return mention.span
    first, last = mention.first, mention.last
    before = _before(parse, first, own)
    if mention.form in _BODIES and before is not None and parse.norm(before) in own.partitive:
        if before not in parse.inside:
            first = before
    elif (
        mention.form == "name"
        and parse.grammar.adjective_first
        and parse.norm(last) in own.partitive
        and last not in parse.inside
    ):
        last += 1
    elif mention.form in _PEOPLE and not mention.actor:
        other = _after(parse, last, own)
        if other is not None and other.form in _BODIES:
            last = other.last
    number = parse.norm(first - 1)
    if number.isdecimal() and len(number) < 4:
        first -= 1
    opened = first != mention.first
    closed = last != mention.last or parse.norm(last - 1) in own.partitive
    low = parse.tokens[first].start if opened else mention.span.start
    high = parse.tokens[last - 1].end if closed else mention.span.end
    while high < len(parse.text) and parse.text[high] in "»”" and parse.text[low:high].count("«"):
        high += 1
    return Span(low, high)


def _before(parse: Parse, first: int, own: Words) -> int | None:
    """The token before a name, past a quotation mark, its article and one word for "of"."""
    index, joined = first - 1, parse.grammar.construct or bool(parse.grammar.cases)
    while index >= 0 and first - index <= 4:
        norm = parse.norm(index)
        if norm in own.of or norm in own.source:
            joined = True
        elif norm not in _QUOTES and norm not in own.articles and parse.tagged(index, "determiner") is None:
            return index if joined else None
        index -= 1
    return None


def _after(parse: Parse, last: int, own: Words) -> Mention | None:
    """The mention after a noun for people, past one word for "of", an article and a quotation mark."""
    index, joined = last, parse.grammar.construct or bool(parse.grammar.cases)
    while index < len(parse.tokens) and index - last <= 3:
        mention = parse.inside.get(index)
        if mention is not None:
            return mention if joined and mention.first == index else None
        norm = parse.norm(index)
        if norm in own.of or norm in own.source:
            joined = True
        elif norm not in _QUOTES and norm not in own.articles:
            return None
        index += 1
    return None
