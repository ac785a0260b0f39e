"""Noun phrases that no list knows, as parties of last resort: kept as written, unresolved, of unknown kind.

"Les assaillants du poste ont employé…" tells who, though no lexicon knows the body. Only a common noun
after an article or the like counts, never a name: a capitalised word alone may be a private person's.
"""

from __future__ import annotations

from dataclasses import replace

from thistledown.codebook.terms import ActorKind
from thistledown.reading.linear.parse import Parse
from thistledown.reading.mention_words import Mention

_LONGEST = 7


def before(parse: Parse, stop: int) -> Mention | None:
    """The unknown noun phrase that ends where a verb's group begins, or None."""
    index = stop - 1
    while index >= 0 and stop - index <= _LONGEST:
        if _named(parse, index) or not _plain(parse, index):
            return None
        if parse.tagged(index, "determiner") is not None:
            opens = index == 0 or not parse.tokens[index - 1].word
            opens = opens or parse.tagged(index - 1, "complement", "conjunction", "subordinator") is not None
            opens = opens or parse.tagged(index - 1, "before") is not None
            first = index + 1
            return _phrase(parse, first, stop) if opens and first < stop else None
        index -= 1
    return None


def opening(parse: Parse, stop: int) -> bool:
    """Whether one or two plain nouns without an article open the sentence: "Criminosos do X"."""
    first = stop - 1
    while first > 0 and parse.tokens[first - 1].word and stop - first < 2:
        first -= 1
    opens = first == 0 or not parse.tokens[first - 1].word
    plain = all(_plain(parse, i) and not _named(parse, i) for i in range(first, stop))
    return opens and first < stop and plain and parse.tagged(first, "marker", "determiner") is None


def after(parse: Parse, start: int, end: int) -> Mention | None:
    """The unknown noun phrase that begins at a token, its determiner first, or None."""
    index = start
    while parse.passed(index) and index < end:
        index += 1
    if parse.tagged(index, "determiner") is None and not parse.article(index):
        return None
    first = index + 1
    while first < end and parse.tagged(first, "determiner") is not None:
        first += 1
    stop = first
    while stop < end and stop - first < _LONGEST and _plain(parse, stop) and not _named(parse, stop):
        if parse.tagged(stop, "marker", "conjunction", "determiner") is not None:
            break
        stop += 1
    if stop == first:
        return None
    # "les recrues du Mouvement X": what follows "of" belongs to it.
    of = parse.tagged(stop, "marker")
    if of is not None and of.tag.name == "of" and stop + 1 < end:
        inner = next((m for m in parse.mentions if stop < m.first <= stop + 2), None)
        if inner is not None:
            found = _phrase(parse, first, stop)
            return found and replace(
                found,
                span=parse.span(first, inner.last),
                literal=parse.words(first, inner.last),
                name=parse.words(first, inner.last),
                last=inner.last,
                country=inner.country,
            )
    return _phrase(parse, first, stop)


def of_nation(parse: Parse, start: int, stop: int, cases: frozenset[str]) -> Mention | None:
    """A nationality with a noun that no list knows, in one of some cases: "малийских сержантов".

    Args:
        parse: the sentence.
        start: where to begin to look.
        stop: one past the last token to look at.
        cases: cases the nationality may stand in.
    """
    for mention in parse.mentions:
        if not start <= mention.first < stop or mention.form != "adjective" or not mention.cases & cases:
            continue
        head = mention.last
        known = head in parse.inside or not _plain(parse, head) if head < len(parse.tokens) else True
        if known or parse.tokens[head].upper or parse.tagged(head, "marker", "conjunction", "item"):
            return None
        literal = parse.words(mention.first, head + 1)
        return replace(
            mention, span=parse.span(mention.first, head + 1), literal=literal, name=literal, last=head + 1,
            actor=None, kind=ActorKind.COHORT, cohort=True, form="people", cases=mention.cases & cases,
        )  # fmt: skip
    return None


def _named(parse: Parse, index: int) -> bool:
    """Whether a token belongs to an actor already known; a nationality alone does not: "la firme turque"."""
    mention = parse.inside.get(index)
    return mention is not None and mention.form != "adjective"


def _plain(parse: Parse, index: int) -> bool:
    """Whether a token can stand inside an unknown noun phrase."""
    if not parse.tokens[index].word or parse.tokens[index].norm.isdigit():
        return False
    hit = parse.tagged(
        index, "trigger", "speech", "light", "aux", "item", "relative", "complement", "subordinator"
    )
    if hit is None:
        return True
    return hit.tag.sort in ("trigger", "speech") and hit.tag.form in ("noun", "participle")


def _phrase(parse: Parse, first: int, stop: int) -> Mention | None:
    head = parse.tokens[first]
    if (
        head.upper
        or len(head.norm) < 4
        or parse.tagged(first, "period", "trigger", "speech", "passed") is not None
    ):
        return None
    if any(parse.tagged(i, "person_noun") is not None for i in range(first, stop)):
        return None
    literal = parse.words(first, stop)
    nations = [parse.inside[i] for i in range(first, stop) if i in parse.inside]
    return Mention(
        span=parse.span(first, stop),
        literal=literal,
        first=first,
        last=stop,
        actor=None,
        kind=ActorKind.UNKNOWN,
        name=literal,
        country=nations[0].country if nations else None,
        cohort=True,
        form="noun",
    )
