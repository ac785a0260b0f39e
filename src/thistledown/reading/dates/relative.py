"""Dates counted from the day of publication: yesterday, last month, on Tuesday, three days ago."""

from __future__ import annotations

from datetime import date, timedelta

from thistledown.casebook.when import When, last_of_month
from thistledown.codebook.terms import Precision
from thistledown.reading.dates.absolute import Reader
from thistledown.reading.dates.partial import Partial

Found = tuple[When, int]

_RECENT = {"day": 10, "week": 56, "month": 183, "year": 5 * 366}
_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
_FEW = (2, 7)
_LONGEST = {"day": 3660, "week": 520, "month": 240, "year": 100}


def relative(reader: Reader, index: int, published: date) -> Found | None:
    """The relative date that begins at a token, and the index after it."""
    phrase = reader.grammar.phrases.at(reader.tokens, index)
    if phrase and not reader.glued(index):
        found = by_code(phrase[0], published)
        return (found, phrase[1]) if found else None
    return (
        _ago(reader, index, published)
        or _past(reader, index, published)
        or _weekday(reader, index, published)
    )


def by_code(code: str, published: date) -> When | None:
    """What a code of the phrase table stands for on a day of publication; None past the calendar's ends."""
    try:
        return _by_code(code, published)
    except (ValueError, OverflowError):
        return None


def _by_code(code: str, published: date) -> When:
    kind, _, rest = code.partition(":")
    if kind in {"early", "mid", "late"}:
        unit, _, steps = rest.partition(":")
        whole = _step(unit, int(steps), published)
        assert whole.start is not None
        month = whole.start.month if unit == "month" else None
        found = Partial(whole.start.year, month, None, kind).when()
        if found is None:
            raise ValueError(code)
        return found
    if kind in {"so-far", "rest"}:
        whole = _step(rest, 0, published)
        if kind == "so-far":
            return When(whole.start, published, Precision.RANGE)
        return When(published, whole.end, Precision.RANGE)
    if kind == "recent":
        return When(published - timedelta(days=_RECENT[rest]), published, Precision.RANGE)
    if kind == "coming":
        return When(published, published + timedelta(days=_RECENT[rest]), Precision.RANGE)
    if kind == "night":
        return When(published - timedelta(days=1), published, Precision.RANGE)
    if kind == "weekend":
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        return When(saturday, min(saturday + timedelta(days=1), max(published, saturday)), Precision.RANGE)
    return _step(kind, int(rest), published)


def _step(unit: str, steps: int, published: date) -> When:
    """The day, Monday-to-Sunday week, month or year that lies `steps` from that of publication."""
    if unit == "day":
        day = published + timedelta(days=steps)
        return When(day, day, Precision.DAY)
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=steps)
        return When(monday, monday + timedelta(days=6), Precision.RANGE)
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + steps, 12)
        return When(date(year, month + 1, 1), last_of_month(year, month + 1), Precision.MONTH)
    year = published.year + steps
    return When(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _count(reader: Reader, index: int) -> tuple[int, str, int] | None:
    """A number and a unit of time at a token: (number, unit, index after); 0 stands for "a few"."""
    found = reader.grammar.numbers.at(reader.tokens, index)
    if found is None:
        value = reader.number(index)
        if value is None or value == 0:
            return None
        found = value, index + 1
    unit = reader.grammar.units.at(reader.tokens, found[1])
    if unit is None or found[0] > _LONGEST[unit[0]]:
        return None
    return found[0], unit[0], unit[1]


def _ago(reader: Reader, index: int, published: date) -> Found | None:
    grammar, tokens = reader.grammar, reader.tokens
    before = grammar.relative["ago_before"].at(tokens, index)
    counted = _count(reader, before[1] if before else index)
    if counted is None:
        return None
    number, unit, end = counted
    if before is None:
        after = grammar.relative["ago_after"].at(tokens, end)
        if after is None:
            return None
        end = after[1]
    try:
        if number == 0:
            near, far = (published - timedelta(days=few * _DAYS[unit]) for few in _FEW)
            return When(far, near, Precision.RANGE), end
        if unit == "week":
            middle = published - timedelta(weeks=number)
            return When(middle - timedelta(days=3), middle + timedelta(days=3), Precision.RANGE), end
        return _step(unit, -number, published), end
    except (ValueError, OverflowError):
        return None


def _past(reader: Reader, index: int, published: date) -> Found | None:
    grammar, tokens = reader.grammar, reader.tokens
    word = grammar.relative["past"].at(tokens, index)
    if word is None:
        return None
    counted = _count(reader, word[1])
    if counted is None:
        unit = grammar.units.at(tokens, word[1])
        if unit is None:
            return None
        counted = 1, *unit
    number, name, end = counted
    try:
        start = published - timedelta(days=(number or _FEW[1]) * _DAYS[name])
    except OverflowError:
        return None
    return When(start, published, Precision.RANGE), end


def _weekday(reader: Reader, index: int, published: date) -> Found | None:
    """A weekday: the latest on or before publication; "last" excludes that day, "next" looks forward."""
    grammar, tokens = reader.grammar, reader.tokens
    last = grammar.relative["last"].at(tokens, index)
    following = None if last else grammar.relative["next"].at(tokens, index)
    this = None if last or following else grammar.relative["this"].at(tokens, index)
    modifier = last or following or this
    start = modifier[1] if modifier else index
    found = grammar.weekdays.at(tokens, start)
    if found is None or (grammar.capitalised and not tokens[start].text[0].isupper()):
        return None
    number, end = found
    back = (published.isoweekday() - number) % 7
    try:
        if following:
            day = published + timedelta(days=(number - published.isoweekday()) % 7 or 7)
        else:
            day = published - timedelta(days=back or (7 if last else 0))
    except OverflowError:
        return None
    return When(day, day, Precision.DAY), end
