"""Phrases with a meaning attached, found in a run of tokens, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from thistledown.reading.tokens import Token, tokenise

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A phrase found: tokens `first` to `last` (excluded) and what it means."""

    first: int
    last: int
    meaning: T


class Lexicon(Generic[T]):
    """A set of phrases over folded tokens.

    Phrases are cut by the tokeniser that cuts the text, so a phrase begins and ends at word boundaries
    in every script, and spelling variants of case, diacritics and normal form are one phrase. Looking up
    costs one dictionary access a token plus the candidates that share a first word.
    """

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        """Index phrases; of two meanings for one phrase the first stays."""
        table: dict[str, dict[tuple[str, ...], T]] = {}
        for phrase, meaning in phrases:
            words = tuple(token.norm for token in tokenise(phrase))
            if words:
                table.setdefault(words[0], {}).setdefault(words[1:], meaning)
        self._by_first: dict[str, tuple[tuple[tuple[str, ...], T], ...]] = {
            first: tuple(sorted(rest.items(), key=lambda item: -len(item[0]))) for first, rest in table.items()
        }

    def at(self, tokens: Sequence[Token], index: int) -> Match[T] | None:
        """The longest phrase that begins at a token, or None."""
        candidates = self._by_first.get(tokens[index].norm)
        if candidates is None:
            return None
        for rest, meaning in candidates:
            stop = index + 1 + len(rest)
            if stop <= len(tokens) and all(
                tokens[index + 1 + n].norm == word for n, word in enumerate(rest)
            ):
                return Match(index, stop, meaning)
        return None

    def every(self, tokens: Sequence[Token]) -> Iterator[Match[T]]:
        """Phrases from left to right; what one phrase covers begins no other."""
        index = 0
        by_first = self._by_first
        while index < len(tokens):
            if tokens[index].norm in by_first:
                match = self.at(tokens, index)
                if match is not None:
                    yield match
                    index = match.last
                    continue
            index += 1

    def __contains__(self, phrase: str) -> bool:
        tokens = tokenise(phrase)
        match = self.at(tokens, 0) if tokens else None
        return match is not None and match.last == len(tokens)
