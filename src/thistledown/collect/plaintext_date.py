"""The line at the top of a text file that says when it was put out: "Published: 2025-03-04", "Fecha: …"."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from thistledown.casebook.when import When
from thistledown.codebook.terms import Precision
from thistledown.collect.meta_time import EASTERN, is_plausible, parse_moment, written_day

# Lines that hold words, looked at from the top: a title, a byline and an outlet may stand before it.
_LINES = 5
_LONGEST = 120
# A noun may begin a sentence ("Date of the attack"), so it needs a colon; "published on" needs none.
_NOUNS = (
    "published|publication date|date of publication|date published|date|posted|issued"
    "|publié|date de publication|date de parution|mis en ligne"
    "|fecha|fecha de publicación|publicado|publicada"
    "|опубликовано|дата публикации|дата"
    "|تاريخ النشر|التاريخ|نشر|نُشر|تاريخ"
    "|опубліковано|дата публікації"
    "|data|data de publicação|publicação"
)
_VERBS = (
    "published on|published|posted on|publié le|publiée le|mis en ligne le"
    "|publicado el|publicada el|publicado em|publicada em|опубликовано|опубліковано|نشر في|نُشر في|نشرت في"
)
_LINE = re.compile(
    rf"(?:(?:{_NOUNS}|{_VERBS})\s*[:：]|(?:{_VERBS})\s)\s*(?P<rest>\S.{{0,80}})",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\s*(?:date|publi(?:shed|cation)|posted|issued)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"[^\W\d_]{2,14}\.?(?:-feira)?,?\s+(?=\S)")
_TIME = (
    r"(?:\s*(?:г\.?|р\.?|года|року))?"
    r"(?:[\s,T|–-]+(?:at\s|à\s|a las\s|às\s|в\s|о\s|في\s)?\s*\d{1,2}[:.h]\d{2}(?::\d{2})?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{1,4})?(?:[+-]\d{1,2}(?::?\d{2})?)?)?\.?"
)
_WRITTEN = re.compile(
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º)?\s+(?:de\s+)?[^\W\d_]{{3,12}}\.?,?\s+(?:de\s+)?\d{{4}}"
    rf"|[^\W\d_]{{3,12}}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}){_TIME}",
    re.IGNORECASE,
)
_SLASHED = re.compile(rf"(\d{{1,4}})/(\d{{1,2}})/(\d{{1,4}}){_TIME}", re.IGNORECASE)
_MACHINE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:[T ]\d{1,2}:\d{2}\S{0,20}(?: \S{1,6})?)?")


def publication_line(text: str, latest: datetime) -> tuple[When, datetime | None, int] | None:
    """When a text says at its top that it was put out.

    The line holds a word for it and a date, and nothing else: a date in running text says when something
    happened. Days written with slashes are read day first, in English only where one number is above 12.

    Args:
        text: the text.
        latest: when it was taken in; a date more than two days later, or before 1990, is passed over.

    Returns:
        The day, the instant where the line states its zone, and where the line ends in the text; None when
        no such line is among the first five.
    """
    at, seen = 0, 0
    while at < len(text) and seen < _LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at : min(end, at + _LONGEST + 1)]
        if line.strip():
            seen += 1
            if len(line) <= _LONGEST and (found := _read(line)) and is_plausible(found[0], latest):
                return *found, end
        at = end + 1
    return None


def _read(line: str) -> tuple[When, datetime | None] | None:
    # Marks of direction and of Markdown may stand anywhere about the words.
    line = "".join(c for c in line if unicodedata.category(c) != "Cf" and c not in "*_#>`")
    match = _LINE.fullmatch(" ".join(line.split()))
    if match is None:
        return None
    rest = match["rest"].translate(EASTERN).strip()
    if _MACHINE.fullmatch(rest):
        return parse_moment(rest)
    if slashed := _SLASHED.fullmatch(rest):
        return _slashed(slashed, english=bool(_ENGLISH.match(line)))
    bare = _WEEKDAY.sub("", rest, count=1) if not _WRITTEN.fullmatch(rest) else rest
    day = written_day(bare) if _WRITTEN.fullmatch(bare) else None
    return (When(day, day, Precision.DAY), None) if day else None


def _slashed(match: re.Match[str], *, english: bool) -> tuple[When, datetime | None] | None:
    first, second, third = match[1], match[2], match[3]
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    elif len(third) == 4:
        year, month, day = int(third), int(second), int(first)
        # 03/04 is the third of April here and the fourth of March there.
        if english and day <= 12 and month <= 12 and day != month:
            return None
        if english and month > 12:
            month, day = day, month
    else:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return When(found, found, Precision.DAY), None
