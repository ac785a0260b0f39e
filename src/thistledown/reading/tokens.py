"""Words and marks of a text with their exact places, and the folded form they are matched by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from thistledown.casebook.span import Span

# Combining marks belong to the word, so text in NFD is cut at the same places as text in NFC.
_WORD = "[\\w\u0300-\u036f]"
_TOKEN = re.compile(
    f"\\d+(?:[.,]\\d+)+|['’]s(?!{_WORD})|(?:{_WORD}(?!['’]s(?!{_WORD})))*{_WORD}(?:['’](?!s(?!{_WORD})){_WORD}+)*|\\S"
)
# Direction marks, joiners and soft hyphens carry no words; left in, they would split a phrase.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


class Token(NamedTuple):
    """A word or a single mark.

    Attributes:
        start: first code point.
        end: one past the last.
        norm: folded form: lower case, no diacritics, straight apostrophe.
        word: whether it is a word rather than a mark.
        upper: how it is written: 0 lower case, 1 first letter capital, 2 all capitals (two letters or more).
    """

    start: int
    end: int
    norm: str
    word: bool
    upper: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Run(list[Token]):
    """Tokens that stand together, with the set of their folded words for quick look-ups."""

    __slots__ = ("_vocabulary",)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The folded words; a run must not change after it was first asked for."""
        try:
            return self._vocabulary
        except AttributeError:
            self._vocabulary: frozenset[str] = frozenset(token.norm for token in self)
            return self._vocabulary


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without diacritics, for comparison only: lengths may differ from the original's."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _case(word: str) -> int:
    if not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def tokenise(text: str, span: Span | None = None, limit: int | None = None) -> Run:
    """Cut a text, or a stretch of it, into tokens, at most `limit` of them.

    Possessive `'s` is a token of its own; hyphens separate words. Offsets count code points of `text`.
    Time is linear in the length of the stretch.
    """
    start, end = span or (0, len(text))
    tokens = Run()
    for match in _TOKEN.finditer(text, start, end):
        if limit is not None and len(tokens) >= limit:
            break
        word = match.group()
        first = word[0]
        if first.isalnum():
            tokens.append(Token(match.start(), match.end(), fold(word), True, _case(word)))
        elif len(word) > 1:
            tokens.append(Token(match.start(), match.end(), fold(word), word[0] not in "'’", 0))
        elif not _INVISIBLE.match(word):
            tokens.append(Token(match.start(), match.end(), word, False, 0))
    return tokens
