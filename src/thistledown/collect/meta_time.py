"""When a page was put out, as far as it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from thistledown.casebook.when import When
from thistledown.codebook.terms import Precision
from thistledown.collect.meta import PageFacts

_META_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued",
    "dcterms.date", "dcterms.created", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date",
    "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "article.published",
)  # fmt: skip
_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier enero января січня janeiro يناير",
            "february feb février fevrier febrero февраля лютого fevereiro فبراير",
            "march mar mars marzo марта березня março marco مارس",
            "april apr avril abril апреля квітня أبريل ابريل",
            "may mai mayo мая травня maio مايو",
            "june jun juin junio июня червня junho يونيو",
            "july jul juillet julio июля липня julho يوليو",
            "august aug août aout agosto августа серпня أغسطس اغسطس",
            "september sep sept septembre septiembre сентября вересня setembro سبتمبر",
            "october oct octobre octubre октября жовтня outubro أكتوبر اكتوبر",
            "november nov novembre noviembre ноября листопада novembro نوفمبر",
            "december dec décembre decembre diciembre декабря грудня dezembro ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMED = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º)?\s+(?:de\s+)?({_NAMED})\.?,?\s+(?:de\s+)?(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)({_NAMED})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE
)
_NUMBERS = re.compile(
    r"(?<![\d.])(\d{4})-(\d{2})-(\d{2})(?!\d)|(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])"
)
# Eastern Arabic digits.
EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_DATE_LINE = 120
_EARLIEST = 1990


def published_of(
    facts: PageFacts, near_title: str, latest: datetime, times: list[str]
) -> tuple[When | None, datetime | None]:
    """When a page was put out.

    JSON-LD, then meta elements, then time elements, then a date written out near the title. A date more
    than two days after `latest`, or before 1990, is a slip and is passed over.

    Args:
        facts: what the page says about itself.
        near_title: the text just before and after the headline.
        latest: when the page was captured.
        times: datetimes of time elements, the most telling first.

    Returns:
        The day, and the instant where the page states it with its zone.
    """
    for stated in (*_stated(facts), *times):
        found = parse_moment(stated)
        if found and is_plausible(found[0], latest):
            return found
    day = written_day(near_title)
    if day and is_plausible(_whole(day), latest):
        return _whole(day), None
    return None, None


def _stated(facts: PageFacts) -> Iterator[str]:
    for key in ("datePublished", "dateCreated"):
        value = facts.article.get(key)
        if isinstance(value, str):
            yield value
    for name in _META_NAMES:
        if name in facts.metas:
            yield facts.metas[name]


def parse_moment(stated: str) -> tuple[When, datetime | None] | None:
    """Read a machine-written date: ISO 8601, or that of mails and feeds.

    Returns:
        The day in the stated zone and, where a zone is stated, the instant; None when it is no date.
    """
    stated = stated.strip()[:60]
    try:
        if re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", stated):
            when = When.parse(stated)
            return when, None
        moment = _iso(stated) or parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _whole(moment.date()), moment if moment.tzinfo is not None else None


def _iso(stated: str) -> datetime | None:
    # Pages write "2022-07-22T05:52+00:00", "2022-07-22 05:52:11 +0300", "…Z" and "… UTC".
    written = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", stated)
    written = re.sub(r"\s+([+-]\d{2}:?\d{2})$", r"\1", written)
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def written_day(text: str) -> date | None:
    """The first date written out in a stretch of text, in any of the seven languages."""
    text = text.translate(EASTERN)
    found: list[tuple[int, date]] = []
    for match in _DAY_FIRST.finditer(text):
        _add(found, match.start(), match[3], _MONTHS[match[2].lower()], match[1])
    for match in _MONTH_FIRST.finditer(text):
        _add(found, match.start(), match[3], _MONTHS[match[1].lower()], match[2])
    for match in _NUMBERS.finditer(text):
        year, month, day = match.groups()[:3] if match[1] else (match[6], match[5], match[4])
        _add(found, match.start(), year, int(month), day)
    return min(found)[1] if found else None


def _add(found: list[tuple[int, date]], at: int, year: str, month: int, day: str) -> None:
    try:
        found.append((at, date(int(year), month, int(day))))
    except ValueError:
        return


def _whole(day: date) -> When:
    return When(day, day, Precision.DAY)


def is_plausible(when: When, latest: datetime) -> bool:
    """Whether a day can be one of publication: from 1990 to two days after `latest`."""
    start = when.start or when.end
    return start is not None and start.year >= _EARLIEST and start <= latest.date() + timedelta(days=2)
