"""Words as search compares them: case, diacritics, Arabic spelling and clitics folded away.

Folding is for finding only; what is shown is always the text as captured. Arabic normalisation follows
the usual light-stemming practice (Larkey, Ballesteros & Connell 2002, "light10"), prefixes only.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+", re.UNICODE)
_ARABIC = re.compile(r"^[\u0620-\u064a\u0671-\u06d3]+$")
_ARABIC_LETTERS = str.maketrans(
    {
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
    }
)
_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)
_CLITICS = ("وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال")
_MARKS = {"Mn", "Me", "Cf"}


def fold(text: str) -> str:
    """Return the folded words of a text, joined by single spaces.

    The same folding is used for what is stored and for what is asked, so any form finds any other.
    """
    return " ".join(fold_words(text))


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in _MARKS
    ).casefold()
    plain = plain.translate(_ARABIC_LETTERS).translate(_LATIN)
    return [_without_clitics(word) for word in _WORD.findall(plain)]


def _without_clitics(word: str) -> str:
    if not _ARABIC.match(word):
        return word
    for clitic in _CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            return word[len(clitic) :]
    if word[0] in "وفبل" and len(word) >= 5:
        return word[1:]
    return word
