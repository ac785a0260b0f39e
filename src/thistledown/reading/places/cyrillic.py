"""Case forms of Cyrillic place names, made when the gazetteer is built, so that no lemmatiser is needed.

Source: the regular noun paradigms of Russian and Ukrainian; of a name with hyphens the last part declines.
Names that decline as adjectives, and most vowel changes inside a name, are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

_RUSSIAN = {
    "ия": ("ии", "ию", "ией"),
    "ь": ("я", "ю", "ем", "е", "и"),
    "а": ("ы", "и", "е", "у", "ой"),
    "я": ("и", "е", "ю", "ей"),
    "й": ("я", "ю", "ем", "е"),
}
_UKRAINIAN = {
    "ія": ("ії", "ію", "ією"),
    "ка": ("ки", "ці", "ку", "кою"),
    "га": ("ги", "зі", "гу", "гою"),
    "ха": ("хи", "сі", "ху", "хою"),
    "ів": ("ова", "ову", "овом", "ові"),
    "ськ": ("ська", "ську", "ськом"),
    "ьк": ("ька", "ьку", "ьком"),
    "ь": ("я", "ю", "ем", "і"),
    "а": ("и", "і", "у", "ою"),
    "я": ("і", "ю", "ею"),
    "й": ("я", "ю", "єм", "ї"),
}
_HARD = {"ru": ("а", "у", "ом", "е"), "uk": ("а", "у", "ом", "і")}
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")


def case_forms(name: str, language: str) -> Iterator[str]:
    """The case forms of a Cyrillic name without spaces, without the name itself; none for any other name.

    Args:
        name: the name in the nominative.
        language: "ru" or "uk"; nothing is made for another language.
    """
    plain = name.replace("-", "").isalpha()
    if language not in _HARD or not plain or not "\u0400" <= name[-1] <= "\u04ff" or len(name) < 4:
        return
    endings = _RUSSIAN if language == "ru" else _UKRAINIAN
    for ending in sorted(endings, key=len, reverse=True):
        if name.endswith(ending):
            yield from (name[: -len(ending)] + other for other in endings[ending])
            return
    if name[-1] in _CONSONANTS:
        yield from (name + other for other in _HARD[language])
