"""Noun phrases of languages whose nationality follows the noun, or stands on either side of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from thistledown.reading.lexicon import Match
from thistledown.reading.mention_words import Words
from thistledown.reading.names import Names
from thistledown.reading.tokens import Token

_LONGEST = 8
_QUOTES = "«»\"“”„'‘’"

# Heads whose people may come from a country, and heads that a capital may own.
_COMERS = frozenset({"people", "agent", "armed"})
_SENT = "force"  # Where the order is free: "солдаты из КНДР".
_SEATED = frozenset({"force", "body"})


class Phrase(NamedTuple):
    """A noun phrase that names people or a body.

    Attributes:
        first: its first token.
        last: one past its last token.
        role: the list its head noun stands in; empty for a nationality alone.
        country: ISO 3166-1 alpha-3 of its nationality.
        former: people who once served.
        cases: the cases its words agree in.
        head: first token of the head noun.
    """

    first: int
    last: int
    role: str
    country: str | None
    former: bool
    cases: frozenset[str]
    head: int


def country_at(tokens: Sequence[Token], index: int, names: Names, own: Words) -> Match[str] | None:
    """A country's name, with its capital where the script has any."""
    match = names.countries.at(tokens, index) if index < len(tokens) else None
    if match is None or not (tokens[index].upper or not own.capitals or match.meaning in own.lower):
        return None
    return match


def phrase_at(tokens: Sequence[Token], index: int, names: Names, own: Words) -> Phrase | None:
    """The noun phrase that begins at a token: "ancien(s) militaires colombiens", "бывшие военные Мали".

    Modifiers and, in languages with cases, nationalities may stand before the head noun; modifiers, a
    nationality or a country may follow it. Without a head noun there is no phrase.
    """
    position, former, country = index, False, None
    cases: list[frozenset[str]] = []
    while position < len(tokens) and position - index < _LONGEST:
        head = _head(tokens, position, names, own)
        if head is not None:
            return _complete(tokens, index, head, names, own, former, country, cases, position)
        norm = tokens[position].norm
        if norm in own.former:
            former = True
        elif norm in own.modifiers:
            pass
        elif (
            own.order != "head-first"
            and (adjective := names.adjectives.at(tokens, position)) is not None
            and country is None
        ):
            country = adjective.meaning
            cases.append(_cases(tokens, position, adjective.last, names, own))
            position = adjective.last
            continue
        elif norm != "-" or position == index:
            return None
        if norm in own.cases:
            cases.append(own.cases[norm])
        position += 1
    return None


class _Head(NamedTuple):
    last: int
    role: str
    country: str | None


def _head(tokens: Sequence[Token], index: int, names: Names, own: Words) -> _Head | None:
    """A head noun, or one with its nationality inside: "ministère russe de la Défense"."""
    match = own.heads.at(tokens, index)
    inside = names.adjectives.at(tokens, index + 1) if index + 1 < len(tokens) else None
    if inside is not None and inside.last < len(tokens):
        bridged = [tokens[index], *tokens[inside.last : inside.last + 5]]
        whole = own.heads.at(bridged, 0)
        if whole is not None and whole.last > max(1, match.last - index if match else 0):
            return _Head(inside.last + whole.last - 1, whole.meaning, inside.meaning)
    return _Head(match.last, match.meaning, None) if match is not None else None


def _cases(tokens: Sequence[Token], first: int, last: int, names: Names, own: Words) -> frozenset[str]:
    form = " ".join(token.norm for token in tokens[first:last])
    return names.cases.get(form) or own.cases.get(form) or frozenset()


def _complete(
    tokens: Sequence[Token],
    first: int,
    head: _Head,
    names: Names,
    own: Words,
    former: bool,
    country: str | None,
    cases: list[frozenset[str]],
    begins: int,
) -> Phrase | None:
    last, role = head.last, head.role
    country = country or head.country
    cases = [*cases, _cases(tokens, begins, last, names, own)]
    half = _norms(tokens, begins, last) in own.half
    former = former or any(token.norm in own.former for token in tokens[begins:last])
    while last < len(tokens):
        if own.order == "free":
            other = own.heads.at(tokens, last)
            if other is not None and _agree(cases[-1], _cases(tokens, last, other.last, names, own)):
                # "военные инструкторы": the last of two nouns that agree is the head.
                begins, last, role = last, other.last, other.meaning
                if cases[-1] & _cases(tokens, begins, last, names, own) == {"gen"} != cases[-1]:
                    continue  # "боевиков картеля": the second is whose the first are, in its own case.
                cases.append(_cases(tokens, begins, last, names, own))
                half = _norms(tokens, begins, last) in own.half
                continue
        norm = tokens[last].norm
        adjective = names.adjectives.at(tokens, last)
        if norm in own.former and own.order == "head-first":
            former = True
            last += 1
        elif norm in own.modifiers and own.order == "head-first":
            last += 1
        elif adjective is not None and country is None and own.order == "head-first":
            country, last = adjective.meaning, adjective.last
        else:
            break
    if country is None:
        owner = _owner(tokens, last, names, own, "people" if former else role)
        if owner is not None:
            half = half and owner.first == last  # "військові з КНДР" are people, not half of a noun.
            country, last = owner.meaning, owner.last
    if half and not _stands(tokens, first, last, own):
        return None
    return Phrase(first, last, role, country, former, _shared(cases), begins)


def _norms(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.norm for token in tokens[first:last] if token.word)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other)


def _shared(cases: Sequence[frozenset[str]]) -> frozenset[str]:
    known = [found for found in cases if found]
    if not known:
        return frozenset()
    return frozenset.intersection(*known) or known[-1]


def _owner(tokens: Sequence[Token], last: int, names: Names, own: Words, role: str) -> Match[str] | None:
    """The country whose noun it is: "du Mali", "de Bogotá", "Мали", "مالي"; people also come "из Мали"."""
    position = last
    linked = position < len(tokens) and (
        tokens[position].norm in own.of
        or (
            (role in _COMERS or (role == _SENT and own.order == "free"))
            and tokens[position].norm in own.source
        )
    )
    if linked:
        position += 1
        if position < len(tokens) and tokens[position].norm in own.articles:
            position += 1
    elif own.order == "head-first" and own.capitals:
        return None
    if position >= len(tokens):
        return None
    country = country_at(tokens, position, names, own)
    if country is None and role in _SEATED and (tokens[position].upper or not own.capitals):
        country = own.metonyms.at(tokens, position)
    return country


def _stands(tokens: Sequence[Token], first: int, last: int, own: Words) -> bool:
    """Whether a word that is as often an adjective stands for people here: "les militaires", "военные"."""
    if own.order == "free":
        following = tokens[last] if last < len(tokens) else None
        if following is None or not following.word or following.upper:
            return True
        return following.norm in own.closed or following.norm.endswith(own.closed_endings)
    before = tokens[first - 1] if first else None
    if before is None or not before.word or before.norm.isdigit():
        return True
    acts = before.norm.endswith(own.verb_endings) and before.norm not in own.modifiers
    return acts or before.norm in own.closed or before.norm in own.articles


def stands(tokens: Sequence[Token], first: int, last: int, own: Words) -> bool:
    """Whether a known name is whole here: in "российские военные базы" it is only half of another noun."""
    if own.order != "free" or last - first < 2 or tokens[last - 1].norm not in own.half:
        return True
    return _stands(tokens, first, last, own)


def shape_at(tokens: Sequence[Token], index: int, names: Names, own: Words) -> tuple[int, str] | None:
    """A name that begins with a word for a group: "Front de libération du Macina", "бригада «Север»".

    Returns:
        One past its last token and the shape word, or None. What follows the word must be a quoted name, or
        go on to a capitalised word; without capitals in the script, a noun in the construct state.
    """
    start, word = index, _shape_word(tokens, index, own)
    if word is None and own.order == "free" and tokens[index].upper == 1:
        # "Народный фронт освобождения": adjectives before the word belong to the name.
        while (
            start - index < 3 and start < len(tokens) and tokens[start].norm.endswith(own.adjective_endings)
        ):
            start += 1
        word = _shape_word(tokens, start, own) if index < start < len(tokens) else None
    if word is None and not own.capitals:
        return _quoted_shape(tokens, index, own)
    if word is None:
        return None
    after = start + len(word)
    quoted = _quoted(tokens, after)
    if quoted is not None:
        return quoted, " ".join(word)
    if not own.capitals:
        within = _within_quotes(tokens, index)
        if within is not None and within > after:
            return within, " ".join(word)
        if _definite(tokens[after - 1]):
            return None
        last = _construct(tokens, after, own)
    else:
        # A lower-case word goes on over small words only where it usually does, or before another such word.
        loose = " ".join(word) in own.loose_shapes or (
            after < len(tokens) and bool(tokens[after].upper) and _shape_word(tokens, after, own) is not None
        )
        last = _goes_on(tokens, after, own, linked=bool(tokens[index].upper) or loose, whole=index > 0)
    if last == after and start == index:
        return None
    if last == after and (start == index or not tokens[index].upper):
        return None
    country = country_at(tokens, after, names, own)
    if country is not None and country.last >= last:
        return None
    return last, " ".join(word)


def _shape_word(tokens: Sequence[Token], index: int, own: Words) -> tuple[str, ...] | None:
    for size in (3, 2, 1):
        word = tuple(token.norm for token in tokens[index : index + size])
        if len(word) == size and word in own.shapes:
            return word
    return None


def _quoted_shape(tokens: Sequence[Token], index: int, own: Words) -> tuple[int, str] | None:
    """A name whose word for a group counts only with quotes after it or around it: "شركة «درع الساحل»"."""
    for size in (2, 1):
        word = tuple(token.norm for token in tokens[index : index + size])
        if word not in own.quoted_shapes:
            continue
        after = index + size
        within = _within_quotes(tokens, index)
        last = _quoted(tokens, after) or (within if within is not None and within > after else None)
        if last is not None:
            return last, " ".join(word)
    return None


def _within_quotes(tokens: Sequence[Token], index: int) -> int | None:
    """Where the quotes close that open right before a token, a few words on; None when there are none."""
    if not index or tokens[index - 1].word or tokens[index - 1].norm not in _QUOTES:
        return None
    for position in range(index + 1, min(index + 7, len(tokens))):
        if not tokens[position].word:
            return position if tokens[position].norm in _QUOTES else None
    return None


def _quoted(tokens: Sequence[Token], index: int) -> int | None:
    if index >= len(tokens) or tokens[index].norm not in _QUOTES:
        return None
    for position in range(index + 1, min(index + _LONGEST + 2, len(tokens))):
        if tokens[position].norm in _QUOTES and not tokens[position].word:
            return position + 1 if position > index + 1 else None
    return None


def _goes_on(tokens: Sequence[Token], after: int, own: Words, *, linked: bool, whole: bool) -> int:
    """One past the last capitalised word of a name.

    Only names written with a capital, and words that are loose, may go on over small words (`linked`); within
    a sentence (`whole`) they may also end in a word of names: "Groupe de soutien à l'islam".
    """
    last = position = after
    while position < len(tokens) and position - after < _LONGEST:
        token = tokens[position]
        if token.word and (token.upper or (token.norm.isdigit() and position == after)):
            position += 1
            last = position
        elif token.norm in own.joiners and _another(tokens, position, own):
            break
        elif (
            token.norm == "-"
            or (linked and (token.norm in own.connectors or token.norm in own.name_words))
            or (linked and token.norm in own.articles)
        ):
            position += 1
            if whole and token.norm in own.name_words and tokens[after - 1].upper:
                last = position
        else:
            break
    return last


def _another(tokens: Sequence[Token], position: int, own: Words) -> bool:
    """Whether "and" begins another group's name rather than going on with this one."""
    position += 1
    if position < len(tokens) and tokens[position].norm in own.articles:
        position += 1
    return position < len(tokens) and _shape_word(tokens, position, own) is not None


def _definite(token: Token) -> bool:
    """Whether an Arabic word has the article, which its folded form has lost."""
    return token.end - token.start >= len(token.norm) + 2


def _construct(tokens: Sequence[Token], after: int, own: Words) -> int:
    """One past the complement of an Arabic noun for a group: one word, more while they belong to names."""
    last = after
    while last < len(tokens) and last - after < 4 and tokens[last].word:
        norm = tokens[last].norm
        if norm in own.closed or norm.startswith(own.closed_endings):
            break
        if last > after and not _definite(tokens[last]) and tokens[last - 1].norm not in own.name_words:
            break
        last += 1
    return last
