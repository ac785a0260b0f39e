"""Phrases with a meaning attached, found in a run of tokens, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView, Sequence
from typing import Generic, NamedTuple, TypeVar

from thistledown.reading.tokens import Run, Token, fold_phrase, tokenise

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A phrase found: tokens `first` to `last` (excluded) and what it means."""

    first: int
    last: int
    meaning: T


class Lexicon(Generic[T]):
    """A set of phrases over folded tokens.

    Phrases are cut by the tokeniser that cuts the text, so a phrase begins and ends at word boundaries
    in every script, and spelling variants of case, diacritics and normal form are one phrase. A look-up
    costs one dictionary access a token, and more only where a phrase begins with two words that stand there.
    """

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[tuple[str | tuple[str, ...], T]]) -> None:
        """Index phrases, or tuples of their folded words; of two meanings for one the first stays."""
        table: dict[str, dict[tuple[str, ...], T]] = {}
        for phrase, meaning in phrases:
            words = phrase if isinstance(phrase, tuple) else fold_phrase(phrase)
            if words:
                table.setdefault(words[0], {}).setdefault(words[1:], meaning)
        self._by_first: dict[str, _Branch[T]] = {first: _branch(rest) for first, rest in table.items()}

    def at(self, tokens: Sequence[Token], index: int) -> Match[T] | None:
        """The longest phrase that begins at a token, or None."""
        branch = self._by_first.get(tokens[index].norm)
        if branch is None:
            return None
        alone, longer = branch
        if longer and index + 1 < len(tokens):
            for rest, meaning in longer.get(tokens[index + 1].norm, ()):
                stop = index + 1 + len(rest)
                if stop <= len(tokens) and all(
                    tokens[index + 1 + n].norm == word for n, word in enumerate(rest)
                ):
                    return Match(index, stop, meaning)
        return Match(index, index + 1, alone[0]) if alone else None

    def every(self, tokens: Sequence[Token]) -> Iterator[Match[T]]:
        """Phrases from left to right; what one phrase covers begins no other."""
        by_first = self._by_first
        if isinstance(tokens, Run) and by_first.keys().isdisjoint(tokens.vocabulary):
            return
        index = 0
        while index < len(tokens):
            if tokens[index].norm in by_first:
                match = self.at(tokens, index)
                if match is not None:
                    yield match
                    index = match.last
                    continue
            index += 1

    @property
    def openings(self) -> KeysView[str]:
        """The folded words that phrases begin with."""
        return self._by_first.keys()

    def __contains__(self, phrase: str) -> bool:
        tokens = tokenise(phrase)
        match = self.at(tokens, 0) if tokens else None
        return match is not None and match.last == len(tokens)


# What follows a first word: the meaning of that word alone, if any, and longer phrases by their second word.
_Branch = tuple[tuple[T, ...], dict[str, tuple[tuple[tuple[str, ...], T], ...]]]


def _branch(rest: dict[tuple[str, ...], T]) -> _Branch[T]:
    longer: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for words, meaning in rest.items():
        if words:
            longer.setdefault(words[0], []).append((words, meaning))
    alone = (rest[()],) if () in rest else ()
    return alone, {word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in longer.items()}
