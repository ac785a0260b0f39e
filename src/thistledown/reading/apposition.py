"""Two mentions that are one: "Russia's Africa Corps", "members of the FLA", "the FLA fighters"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thistledown.casebook.span import Span
from thistledown.codebook.terms import ActorKind
from thistledown.reading.mention_words import Mention, Words
from thistledown.reading.names import Names
from thistledown.reading.tokens import Token

_QUOTES = "«\"“„‘'"
_GROUPS = frozenset(
    {ActorKind.NON_STATE_ARMED_GROUP, ActorKind.CRIMINAL_ORGANISATION, ActorKind.PRIVATE_MILITARY_COMPANY}
)
_GENDERS = frozenset({"feminine", "masculine"})


def appositions(
    tokens: Sequence[Token], found: Sequence[Mention], known: Names, own: Words, text: str = ""
) -> list[Mention]:
    """Drop mentions that only say whose the next name is, repeat it in a bracket, or add its people."""
    if own.cases and text:
        found = _whole_phrases(tokens, found, own, text)
    plain = not own.cases and own.capitals and bool(text)
    found = list(found) if own.order != "head-last" else _with_branches(tokens, found, own, text)
    kept: list[Mention] = []
    for position, mention in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        if following is not None and mention.form in ("country", "adjective", "body") and following.actor:
            gap = [t.norm for t in tokens[mention.last : following.first]]
            close = all(word in ("'s", '"', "“", "”", "'", "state", "-") for word in gap)
            above = known.lineage(following.actor)
            if (
                close
                and following.form == "name"
                and (following.country == mention.country or mention.actor in above)
            ):
                continue
        if own.order == "head-last" and following is not None and _says_what(tokens, mention, following):
            continue  # "the jihadist group JNIM"
        if own.order != "head-last":
            if kept and mention.form == "adjective" and _whose(kept[-1], mention):
                continue
            if following is not None and _describes(tokens, mention, following):
                continue
        if kept and _repeats(tokens, kept[-1], mention):
            continue
        if kept and _says_which(tokens, kept[-1], mention, known):
            kept[-1] = replace(
                kept[-1], actor=mention.actor, kind=mention.kind, name=mention.name, country=mention.country
            )
            continue
        if _compound(tokens, mention, own):
            continue
        if following is not None and mention.cohort and _people_of(tokens, mention, following, own):
            if plain:
                found[position + 1] = _with_people(mention, following, text)
            continue  # "fighters from X": X counts
        if following is not None and _part_of(tokens, mention, following, own):
            if plain:
                found[position + 1] = _with_people(mention, following, text)
            continue  # "members of the FLA": the group counts
        if kept and kept[-1].last == mention.first and kept[-1].form == "name" and mention.form in (
            "people", "force", "agent",
        ) and mention.actor is None:  # fmt: skip
            # "FLA fighters": the group is named, its people add nobody.
            kept[-1] = replace(kept[-1], last=mention.last, possessive=mention.possessive)
            continue
        kept.append(mention)
    return kept


def _with_branches(tokens: Sequence[Token], found: Sequence[Mention], own: Words, text: str) -> list[Mention]:
    """Let a group's name take in its branch or its people: "Islamic State's Somali branch"."""
    grown: list[Mention] = []
    for mention in found:
        if grown and mention.first < grown[-1].last:
            continue
        if text and mention.possessive and mention.form in ("name", "shape") and mention.kind in _GROUPS:
            last = _branch(tokens, mention.last, found, own)
            if last is not None:
                span = Span(mention.span.start, tokens[last - 1].end)
                mention = replace(mention, last=last, span=span, literal=span.of(text), possessive=False)
        grown.append(mention)
    return grown


def _branch(tokens: Sequence[Token], after: int, found: Sequence[Mention], own: Words) -> int | None:
    """One past the word for a part of a group, with at most two words that describe it before."""
    index = after + 1 if after < len(tokens) and tokens[after].norm == "'s" else after
    described = own.modifiers | {
        t.norm for m in found if m.form == "adjective" for t in tokens[m.first : m.last]
    }
    for _ in range(3):
        if index >= len(tokens) or not tokens[index].word:
            return None
        if tokens[index].norm in own.partitive:
            return index + 1
        if tokens[index].norm not in described:
            return None
        index += 1
    return None


def _says_what(tokens: Sequence[Token], mention: Mention, following: Mention) -> bool:
    """Whether a noun for a group stands straight before its name: "Sudan's paramilitary RSF"."""
    if mention.actor is not None or mention.form != "people" or mention.kind not in _GROUPS or mention.former:
        return False
    named = following.form == "shape" or (following.form == "name" and following.kind in _GROUPS)
    gap = tokens[mention.last : following.first]
    return named and not mention.possessive and len(gap) <= 1 and all(t.norm in _QUOTES for t in gap)


def _whole_phrases(tokens: Sequence[Token], found: Sequence[Mention], own: Words, text: str) -> list[Mention]:
    """Join "бойцы ФОА", "боевиков сирийской ХТШ": the name tells who, the first noun the case."""
    joined: list[Mention] = []
    position = 0
    while position < len(found):
        mention, after = found[position], position + 1
        bridge = mention
        if after + 1 < len(found) and found[after].form == "adjective" and found[after].first == mention.last:
            bridge, after = replace(mention, last=found[after].last), after + 1
        following = found[after] if after < len(found) else None
        if (
            following is not None
            and (following.actor is not None or _members(tokens, mention, following, own))
            and not mention.former
            and mention.cases
            and mention.form in ("people", "agent")
            and mention.actor is None
            and not mention.country
            and _adjacent(tokens, bridge, following, groups=True)
            and ("gen" in following.cases or not following.cases or text[following.span.start - 1] in _QUOTES)
        ):
            span = Span(mention.span.start, following.span.end)
            joined.append(
                replace(
                    following,
                    first=mention.first,
                    span=span,
                    literal=span.of(text),
                    name=following.name if following.actor else span.of(text),
                    cases=mention.cases,
                )
            )
            position = after + 1
            continue
        joined.append(mention)
        position += 1
    return joined


def _members(tokens: Sequence[Token], mention: Mention, following: Mention, own: Words) -> bool:
    """Whether it is "боец картелей", members of a group without a name."""
    return (
        tokens[mention.last - 1].norm in own.partitive
        and following.form in ("people", "shape")
        and "gen" in following.cases
        and "nom" not in following.cases
        and following.kind is not ActorKind.COHORT
    )


def _part_of(tokens: Sequence[Token], mention: Mention, following: Mention, own: Words) -> bool:
    """Whether it is "members of the FLA", where the first noun says nothing of its own."""
    if mention.form not in ("people", "anaphor") or mention.country or mention.former:
        return False
    if mention.last >= len(tokens) or tokens[mention.last - 1].norm not in own.partitive:
        return False
    if mention.cases and following.cases and "gen" not in following.cases:
        return False
    if tokens[mention.last].norm in own.of:  # "veterans of the war in Ukraine" are not Ukraine.
        return following.first - mention.last <= (2 if following.form in ("country", "metonym") else 4)
    if not own.capitals and mention.form == "people" and mention.last == following.first:
        pointed = own.anaphors.at(tokens, following.first) if following.form == "anaphor" else None
        if pointed is not None and "*" not in pointed.meaning and _GENDERS & pointed.meaning:
            return True  # "عناصر الحركة": no pronoun, but a noun that points back.
    return own.order != "head-last" and _adjacent(tokens, mention, following)


def _with_people(people: Mention, body: Mention, text: str) -> Mention:
    """The body in the words for its people: "members of the FLA" are the FLA."""
    span = Span(people.span.start, body.span.end)
    return replace(body, first=people.first, span=span, literal=span.of(text))


def _whose(before: Mention, mention: Mention) -> bool:
    """Whether an adjective repeats the country of the name before it: "les Houthis yéménites"."""
    return before.last == mention.first and before.form == "name" and before.country == mention.country


def _describes(tokens: Sequence[Token], mention: Mention, following: Mention) -> bool:
    """Whether a noun only says what the name right after it is: "la société turque Baykar"."""
    return (
        not mention.former and not following.cohort and following.form in ("name", "shape")
        and (mention.form == "people" or mention.kind is ActorKind.COHORT)
        and _adjacent(tokens, mention, following)
        and not (mention.cases and following.cases and not mention.cases & following.cases)
    )  # fmt: skip


def _adjacent(tokens: Sequence[Token], mention: Mention, following: Mention, *, groups: bool = False) -> bool:
    """Whether only quotes stand between: "бойцы «Талибана»"."""
    gap = tokens[mention.last : following.first]
    return (
        len(gap) <= 1
        and not any(token.word for token in gap)
        and (following.form in ("name", "shape", "force") or groups)
    )


def _says_which(tokens: Sequence[Token], before: Mention, mention: Mention, known: Names) -> bool:
    """Whether a bracket names the service that the words before it only described: "... (GUR)"."""
    gap = [token.norm for token in tokens[before.last : mention.first]]
    return (
        gap == ["("] and before.form in ("force", "body") and before.actor is not None
        and mention.actor is not None and before.actor in known.lineage(mention.actor)
    )  # fmt: skip


def _compound(tokens: Sequence[Token], mention: Mention, own: Words) -> bool:
    """Whether it is "Iran-backed", "Turkish-trained": says something of the next word, not who acts."""
    last = mention.last
    if own.order != "head-last":
        return False
    if last + 1 >= len(tokens) or tokens[last].norm != "-" or tokens[last].start != tokens[last - 1].end:
        return False
    return tokens[last + 1].norm.endswith(own.compound)


def _people_of(tokens: Sequence[Token], mention: Mention, following: Mention, own: Words) -> bool:
    gap = [token.norm for token in tokens[mention.last : following.first]]
    return (
        bool(gap) and gap[0] in own.source and set(gap[1:]) <= own.articles | set(_QUOTES)
        and following.form == "name" and not following.cohort and not mention.former
    )  # fmt: skip


def _repeats(tokens: Sequence[Token], before: Mention, mention: Mention) -> bool:
    gap = tokens[before.last : mention.first]
    opened = any(token.norm == "(" for token in gap) and not any(token.norm == ")" for token in gap)
    same = mention.actor == before.actor if mention.actor else mention.name == before.name
    return opened and same
