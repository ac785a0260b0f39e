"""Numbers of a text by value, written in digits of any script or in words of the seven languages."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from thistledown.weigh.echoes.tokens import NUMBER, WORD, number_value

# Words that may stand between the words of one number, and the Arabic "and" before one.
_JOINING = frozenset({"and", "et", "y", "e", "و"})
_AND = "و"
# Quatre-vingts.
_SCORE = frozenset({"vingt", "vingts"})


def numbers(
    sentence: str, known: Mapping[str, int], spelled: Container[str] | None = None
) -> list[tuple[str, int, int]]:
    """The numbers of a sentence.

    Args:
        sentence: its text.
        known: words for numbers in its language, with their values; 100, 1000 and above multiply.
        spelled: the words of the sentence that are known ones, where that was found out already.

    Returns:
        For each number its value as `tokens.number_value` writes it, and its span in the sentence. "One" is
        left out where it stands alone: it is mostly an article.
    """
    found = [(number_value(match.group()), match.start(), match.end()) for match in NUMBER.finditer(sentence)]
    placed = list(WORD.finditer(sentence))
    at = 0
    while at < len(placed):
        word = placed[at].group()
        if (word not in spelled) if spelled is not None else (number_word(word, known) is None):
            at += 1
            continue
        total, length = _read(sentence, placed, at, known)
        if total > 1:
            found.append((str(total), placed[at].start(), placed[at + length - 1].end()))
        at += length
    return sorted(found, key=lambda item: item[1])


def number_word(word: str, known: Mapping[str, int]) -> int | None:
    """The value of a word for a number, or None."""
    lower = word.lower()
    value = known.get(lower)
    if value is None and lower.startswith(_AND):
        value = known.get(lower[1:])
    return value


def _read(
    sentence: str, words: Sequence[re.Match[str]], at: int, known: Mapping[str, int]
) -> tuple[int, int]:
    """The value of the number that begins at a word, and how many words it has."""
    total = group = before = 0
    place = last = at
    while place < len(words):
        word = words[place].group()
        if place > at and sentence[words[place - 1].end() : words[place].start()].strip(" -‑\u00a0"):
            break
        value = number_word(word, known)
        if value is None:
            if word.lower() in _JOINING and place == last:
                place += 1
                continue
            break
        if value >= 1000:
            total += max(group, 1) * value
            group = before = 0
        elif value == 100:
            if before >= 100:
                break
            group = max(group, 1) * 100
            before = 100
        elif before == 4 and word.lower() in _SCORE:
            group, before = group + 76, 80
        elif before and not _adds(before, value, word):
            break
        else:
            group += value
            before = value
        place += 1
        last = place
    return total + group, last - at


def _adds(before: int, value: int, word: str) -> bool:
    """Whether a word goes on with the number before it: forty-one, dix-huit, واحد وأربعون."""
    if before >= 100:
        return value < before
    if before >= 20:
        return value < 10 or (before in (60, 80) and value < 20)
    if before == 10:
        return 7 <= value <= 9
    return before < 10 and word.startswith(_AND) and 20 <= value < 100
