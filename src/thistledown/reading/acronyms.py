"""Acronyms that a text itself defines: "Long Name (ACRONYM)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from thistledown.reading.mention_words import Mention
from thistledown.reading.names import Names
from thistledown.reading.tokens import Token, fold

_REACH = 16
_LETTERS = range(2, 11)


def definitions(
    text: str, tokens: Sequence[Token], mention: Mention, names: Names, no_acronyms: AbstractSet[str]
) -> Iterator[tuple[str, Mention]]:
    """The acronyms, folded, that brackets right after a mention give it, with whom each means.

    Also "Long Name (gloss in its own language, or ACRONYM)". Where the registry has no such name, but one
    actor of that acronym whose initials fit, that actor is meant.
    """
    opens = mention.last + 1 < len(tokens) and tokens[mention.last].norm == "("
    if not opens or mention.form in ("anaphor", "adjective", "country"):
        return
    for index in range(mention.last + 1, min(mention.last + _REACH, len(tokens) - 1)):
        token = tokens[index]
        if token.norm == ")":
            return
        written = text[token.start : token.end]
        closed = tokens[index + 1].norm in ("-", ")", ",", ";") or mention.last + 1 == index
        if token.upper == 2 and len(written) in _LETTERS and closed and written not in no_acronyms:
            yield token.norm, _meant(token.norm, mention, tokens, index, names)


def _meant(acronym: str, mention: Mention, tokens: Sequence[Token], index: int, names: Names) -> Mention:
    if mention.actor is not None:
        return mention
    match = names.namings.at(tokens, index)
    if match is None or len(match.meaning) != 1 or not _initials_fit(mention.literal, acronym):
        return mention
    known = names.actors[match.meaning[0].actor]
    return replace(mention, actor=known.id, kind=known.kind, name=known.name, country=known.country)


def _initials_fit(name: str, acronym: str) -> bool:
    initials = "".join(part[0] for part in re.findall(r"[^\W_]+", fold(name)))
    position = 0
    for letter in acronym:
        position = initials.find(letter, position) + 1
        if not position:
            return False
    return True
