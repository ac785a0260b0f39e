"""Which of the seven languages a text is in, or None: a wrong language is worse than none.

Script and letters decide first (і ї є ґ against ы э ъ ё; the letters that Persian, Urdu and Kurdish add to
Arabic), then a character n-gram classifier over 90 and more languages (py3langid), so that German or Turkish
is recognised as another language instead of the nearest of the seven.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import Any, NamedTuple

LANGUAGES = ("en", "fr", "es", "ru", "ar", "uk", "pt")

_SAMPLE = 20_000
_LEAST_LETTERS = 16
_LEAST_WORDS = 3
_SURE = 0.5
# Of a few words no language is likely by itself: then it must be this much likelier than any other.
_LEAD = 2.5

_ARABIC_ELSEWHERE = frozenset("پچژگکیےہھںٹڈڑۆێەڵڕڤټډړږښڼۀګی")
_CYRILLIC_ELSEWHERE = frozenset("ўјљњћђџѓќѕәғқңөұүһҷҳӣӯ")
_UKRAINIAN = frozenset("іїєґ")
_RUSSIAN = frozenset("ыэъё")
# Close relatives that short texts of the seven are taken for; they never make a text certain.
_RELATIVES = {"es": ("gl", "ast", "an", "ca"), "pt": ("gl",), "fr": ("oc", "wa"), "en": ("pcm",)}


_HEADLINE_WORDS = 25
# Small words that stand in one of these languages and not in the others; "" is every other language.
_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of to and with by from for that has have had was were is are been its their his which who "
        "will would could may said says sent sold gave used trained supplied seized received hired after "
        "against",
        "fr": "le les des du aux et est avec pour dans sur par qui ont été selon ses leur une",
        "es": "el los las del y con por según fue fueron han sus una en al",
        "pt": "os das dos do da e com por foi foram ao à segundo suas uma na no nas nos",
        "": "der die das und den dem ein eine nicht mit von zu il gli di che della sono het een van och att "
        "det ve bir ile için nie się jest w na do z oraz a az és hogy și este cu dan yang dari",
    }.items()
}


class Detected(NamedTuple):
    """What a text is written in.

    Attributes:
        language: one of the seven, or None for too short a text and for any other language.
        confidence: 0 to 1; how sure the language is, or with None that it is none of the seven.
    """

    language: str | None
    confidence: float


def detect(text: str) -> Detected:
    """Detect the language of a text from its first 20,000 characters."""
    sample = unicodedata.normalize("NFC", text[:_SAMPLE]).lower()
    letters = Counter(sign for sign in sample if sign.isalpha())
    total = letters.total()
    if total < _LEAST_LETTERS or len(sample.split()) < _LEAST_WORDS:
        return Detected(None, 0.0)
    arabic = sum(count for sign, count in letters.items() if "\u0600" <= sign <= "\u06ff")
    cyrillic = sum(count for sign, count in letters.items() if "\u0400" <= sign <= "\u052f")
    latin = sum(count for sign, count in letters.items() if sign < "\u0250")
    if arabic > total / 2:
        return _arabic(letters, arabic, sample)
    if cyrillic > total / 2:
        return _cyrillic(letters, cyrillic, sample)
    if latin > total / 2:
        return _latin(sample)
    return Detected(None, 1 - (arabic + cyrillic + latin) / total)


def _share(letters: Counter[str], of: frozenset[str], total: int) -> float:
    return sum(letters[sign] for sign in of) / total


def _arabic(letters: Counter[str], total: int, sample: str) -> Detected:
    elsewhere = _share(letters, _ARABIC_ELSEWHERE, total)
    if elsewhere > 0.02:
        return Detected(None, min(1.0, 0.5 + 10 * elsewhere))
    ranked = _ranked(sample)
    other = max((share for language, share in ranked.items() if language != "ar"), default=0.0)
    own = ranked.get("ar", 0.0)
    return Detected("ar", max(own, 0.5)) if own >= other else Detected(None, other)


def _cyrillic(letters: Counter[str], total: int, sample: str) -> Detected:
    elsewhere = _share(letters, _CYRILLIC_ELSEWHERE, total)
    if elsewhere > 0.005:
        return Detected(None, min(1.0, 0.5 + 20 * elsewhere))
    ukrainian, russian = _share(letters, _UKRAINIAN, total), _share(letters, _RUSSIAN, total)
    if ukrainian > 0.02 and ukrainian > 3 * russian:
        return Detected("uk", min(1.0, 0.6 + 5 * ukrainian))
    # Bulgarian has ъ but neither ы nor э.
    if letters["ы"] + letters["э"] > 0.01 * total and russian > 3 * ukrainian:
        return Detected("ru", min(1.0, 0.6 + 10 * russian))
    ranked = _ranked(sample)
    language = max(ranked, key=lambda name: ranked[name])
    return Detected(
        language if language in ("ru", "uk") and ranked[language] >= _SURE else None, ranked[language]
    )


def _latin(sample: str) -> Detected:
    ranked = _ranked(sample)
    language = max(LANGUAGES, key=lambda name: ranked.get(name, 0.0))
    own = ranked.get(language, 0.0)
    near = _RELATIVES.get(language, ())
    rival = max(share for name, share in ranked.items() if name != language and name not in near)
    sure = own + sum(ranked.get(name, 0.0) for name in near) >= _SURE and own > rival
    if max(ranked.values()) == own and (sure or own > _LEAD * rival):
        return Detected(language, min(1.0, own))
    if (told := _by_function_words(sample)) is not None:
        return Detected(told, _SURE)
    return Detected(None, max(0.0, 1 - own))


def _by_function_words(sample: str) -> str | None:
    """The language of a headline-length text whose small words belong to one language only.

    A classifier of letter sequences knows too little of so short a text full of names.
    """
    words = sample.split()
    if len(words) > _HEADLINE_WORDS:
        return None
    own = {word.strip(".,:;!?\"'()“”«»") for word in words}
    hits = {name: len(own & small) for name, small in _FUNCTION_WORDS.items()}
    best = max(hits, key=lambda name: hits[name])
    rivals = sum(count for name, count in hits.items() if name != best)
    return best if best in LANGUAGES and hits[best] and not rivals else None


def _ranked(sample: str) -> dict[str, float]:
    """The classifier's probability for each language it knows."""
    return dict(_identifier().rank(sample))


@cache
def _identifier() -> Any:
    # Imported on first use: it brings numpy with it, which most commands never need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
