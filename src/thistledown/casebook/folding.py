"""Words as search compares them: case, diacritics, Arabic spelling and clitics folded away.

Folding is for finding only; what is shown is always the text as captured. Arabic normalisation follows
the usual light-stemming practice (Larkey, Ballesteros & Connell 2002, "light10"), prefixes only, and takes
prefixes off until none is left: so a word and the same word behind clitics always end up alike.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+", re.UNICODE)
ARABIC = re.compile(r"^[\u0620-\u064a\u0671-\u06d3]+$")
_LETTERS = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ک": "ك",
    "ـ": "",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)},
}
CLITICS = ("وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال")
# Letters that may be clitics before a word of five letters or more.
CLITIC_LETTERS = "وفبل"
_MARKS = {"Mn", "Me", "Cf"}


class _Folded(dict[int, str]):
    """What each decomposed character becomes, worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = "" if unicodedata.category(char) in _MARKS else char.casefold()
        self[code] = made = "".join(_LETTERS.get(c, c) for c in folded)
        return made


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return the folded words of a text, joined by single spaces.

    The same folding is used for what is stored and for what is asked, so any form finds any other.
    Folding what is folded changes nothing.
    """
    return " ".join(fold_words(text))


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    if text.isascii():
        return _WORD.findall(text.lower())
    plain = unicodedata.normalize("NFKD", text).translate(_FOLDED)
    return [_without_clitics(word) for word in _WORD.findall(plain)]


def _without_clitics(word: str) -> str:
    if not ARABIC.match(word):
        return word
    while (bare := _without_one(word)) != word:
        word = bare
    return word


def _without_one(word: str) -> str:
    for clitic in CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            return word[len(clitic) :]
    if word[0] in CLITIC_LETTERS and len(word) >= 5:
        return word[1:]
    return word
