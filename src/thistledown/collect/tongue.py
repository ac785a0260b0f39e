"""The language of a report: as stated where the words do not contradict it, else as detected."""

from __future__ import annotations

from thistledown.casebook.language import detect

_SURE = 0.9
_LETTERS = 80


def language_in(text: str, stated: str | None) -> str | None:
    """The language tag of a text.

    Templates state "en" for pages in any language, so long text that is surely in another wins.

    Args:
        text: the clean text.
        stated: the tag the report states, if any.
    """
    detected = detect(text[:4000])
    if stated is None:
        return detected.language
    if len(text) >= _LETTERS and detected.language not in {None, stated} and detected.confidence >= _SURE:
        return detected.language
    return stated
