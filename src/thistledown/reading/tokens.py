"""Words and marks of a text with their exact places, and the folded form they are matched by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from thistledown.casebook.span import Span

# Combining marks belong to the word, so text in NFD is cut at the same places as text in NFC.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
_WORD = f"[\\w{_MARKS}]"
_TOKEN = re.compile(
    f"\\d+(?:[.,]\\d+)+|['’]s(?!{_WORD})|(?:{_WORD}(?!['’]s(?!{_WORD})))*{_WORD}(?:['’](?!s(?!{_WORD})){_WORD}+)*|\\S"
)
# Direction marks, joiners and soft hyphens carry no words; left in, they would split a phrase.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
# Letters of a word cut off before an apostrophe ("l'armée", "qu'il"), not the English "n't"; the
# first group also before a capital.
_ELIDED = re.compile(
    "(?:([ld]|qu|jusqu|lorsqu|puisqu|quoiqu)|[cjmst]|n(?!.t(?!\\w)))['’](?=[^\\W\\d_])", re.IGNORECASE
)
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_TASHKEEL = re.compile(f"[{_MARKS}]*")
# One letter written together with the Arabic word it governs: and, so, with, to, like, will.
_PROCLITICS = "وفبلكس"
_ARTICLE = "ال"
_ARABIC_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": None})


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
    """Lower case without diacritics, for comparison only: lengths may differ from the original's.

    Arabic loses its vowel signs, tatweel and the article, and its alef, ya and ta marbuta become one each.
    """
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    if not _ARABIC.match(plain):
        return plain
    plain = plain.translate(_ARABIC_LETTERS)
    return plain[2:] if plain.startswith(_ARTICLE) and len(plain) > 4 else plain


def _case(word: str) -> int:
    if not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _pieces(word: str, vocabulary: Collection[str] | None) -> list[int]:
    """Lengths of the proclitics at the head of an Arabic word, at most two."""
    lengths: list[int] = []
    rest = word
    while rest and len(lengths) < 2:
        joined = bool(vocabulary) and rest[0] in "وف"  # Also before words of two letters: "ولم", "ومن".
        if len(rest) < (3 if joined else 4) or rest[0] not in _PROCLITICS:
            break
        if vocabulary and fold(rest) in vocabulary:
            break
        size = 1 + len(_TASHKEEL.match(rest, 1).group())  # type: ignore[union-attr]
        after = fold(rest[size:])
        definite = rest[0] in "وفبك" and rest[size : size + 2] == _ARTICLE and len(rest) - size > 4
        contracted = rest[0] == "ل" and rest[size : size + 1] == "ل" and len(rest) - size > 3
        known = bool(vocabulary) and len(rest) - size > (1 if joined else 2) and after in (vocabulary or ())
        double = rest[0] in "وف" and not lengths and bool(_pieces(rest[size:], vocabulary))
        if not (definite or contracted or known or double):
            break
        lengths.append(size)
        rest = rest[size:]
        if definite or contracted or known:
            break
    return lengths


def _cut(word: str, start: int, vocabulary: Collection[str] | None, tokens: Run) -> None:
    """Append a word, cut where it is two written together."""
    elided = _ELIDED.match(word)
    if elided is not None and (elided.group(1) or not word[elided.end()].isupper()):
        size = elided.end()
        tokens.append(Token(start, start + size, fold(word[:size]), True, 0))
        word, start = word[size:], start + size
    elif word[0] in _PROCLITICS:
        before = ""
        for size in _pieces(word, vocabulary):
            before = word[0]
            tokens.append(Token(start, start + size, before, True, 0))
            word, start = word[size:], start + size
        if before == "ل" and word[0] == "ل":
            contracted = fold("ا" + word)
            known = vocabulary is None or contracted in vocabulary or fold(word) not in vocabulary
            tokens.append(Token(start, start + len(word), contracted if known else fold(word), True, 0))
            return
    tokens.append(Token(start, start + len(word), fold(word), True, _case(word)))


def tokenise(
    text: str,
    span: Span | None = None,
    limit: int | None = None,
    vocabulary: Collection[str] | None = None,
) -> Run:
    """Cut a text, or a stretch of it, into tokens, at most `limit` of them and one word.

    Possessive `'s` is a token of its own; hyphens separate words; an elided article or preposition ("l'",
    "qu'") and an Arabic proclitic are tokens of their own. Offsets count code points of `text`.
    Time is linear in the length of the stretch.

    Args:
        text: the whole text.
        span: the stretch to cut.
        limit: how many tokens are enough.
        vocabulary: folded Arabic words (`thistledown.reading.vocabulary.vocabulary`): a proclitic before a
            word without article is cut only when what it leaves is among them and the whole is not.
    """
    start, end = span or (0, len(text))
    tokens = Run()
    for match in _TOKEN.finditer(text, start, end):
        if limit is not None and len(tokens) >= limit:
            break
        word = match.group()
        first = word[0]
        if first.isalnum():
            _cut(word, match.start(), vocabulary, tokens)
        elif len(word) > 1:
            tokens.append(Token(match.start(), match.end(), fold(word), word[0] not in "'’", 0))
        elif not _INVISIBLE.match(word):
            tokens.append(Token(match.start(), match.end(), word, False, 0))
    return tokens


def fold_phrase(phrase: str) -> tuple[str, ...]:
    """The folded tokens of a phrase, as `tokenise` cuts it."""
    return written_words(phrase)[0]


def written_words(phrase: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The folded tokens of a phrase and how each is written (see `Token.upper`).

    Phrases of words and spaces only, which most names are, take a quicker way to the same result.
    """
    words = phrase.split(" ")
    if all(word.isalnum() and word[0] not in _PROCLITICS for word in words):
        return tuple(map(fold, words)), tuple(map(_case, words))
    tokens = tokenise(phrase)
    return tuple(token.norm for token in tokens), tuple(token.upper for token in tokens)
