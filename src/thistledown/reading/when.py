"""Finding when things happened: dates in text as intervals, each with the words it was read from.

The method is a grammar over tokens, one data file a language, tried at each token with a bounded look ahead,
so the time is linear in the length of the text. A year that the text leaves out, and everything counted from
today, is taken from the day of publication; without it such expressions are left out, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.terms import Precision
from thistledown.reading.dates.absolute import Reader
from thistledown.reading.dates.grammar import LANGUAGES, load, tokenise
from thistledown.reading.dates.partial import Partial
from thistledown.reading.dates.relative import relative

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_WINDOW = 12


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text.

    Attributes:
        span: the words it was read from, without "in" and "on", with "since", "by", "between".
        when: the interval it stands for.
        rule: which rule read it, for `explain`.
    """

    span: Span
    when: When
    rule: str


def find_dates(
    text: str, *, published: date | None, language: str = "en", span: Span | None = None
) -> list[DateMention]:
    """Find the dates in a text, in order and without overlaps.

    Args:
        text: the clean text of a report.
        published: the day the report was put out; None when unknown.
        language: the language of the text; one without a grammar is read with the signs that all share.
        span: where in the text to look; offsets stay those of the whole text.
    """
    start, end = span if span is not None else (0, len(text))
    grammar = load(language if language in LANGUAGES else "en")
    if not grammar.dated(text[start:end]):
        return []
    reader = Reader(grammar, tokenise(text, start, end, grammar))
    finder = _Finder(reader, published)
    found: list[DateMention] = []
    index = 0
    while index < len(reader.tokens):
        read = finder.at(index)
        if read is None:
            index += 1
            continue
        for when, rule, first, after in read:
            stop = after - 1 if after - 1 > first and reader.text(after - 1) == "." else after
            where = Span(reader.tokens[first].start, reader.tokens[stop - 1].end)
            found.append(DateMention(where, when, rule))
        index = max(index + 1, read[-1][3])
    return found


_Read = tuple[When, str, int, int]


class _Finder:
    """The rules that join points in time into ranges and open intervals."""

    def __init__(self, reader: Reader, published: date | None) -> None:
        self.reader = reader
        self.grammar = reader.grammar
        self.tokens = reader.tokens
        self.published = published

    def at(self, index: int) -> list[_Read] | None:
        """What is read at a token: mentions with the indices of their first and after their last token."""
        token = self.tokens[index]
        if token.text.isdecimal():
            if len(token.text) > 4 or (len(token.text) < 4 and self.reader.text(index + 1).isdecimal()):
                return None
        elif token.low not in self.grammar.starts:
            return None
        before = self.reader.text(index - 1)
        if self.reader.glued(index) and before.isalnum() and before not in self.grammar.clitics:
            return None
        return self._closed(index) or self._open(index) or self._single(index)

    def _future(self, index: int) -> bool:
        nearby = range(max(0, index - _WINDOW), min(len(self.tokens), index + _WINDOW))
        return any(self.tokens[k].low in self.grammar.cues["future"] for k in nearby)

    def _when(self, partial: Partial, index: int, *, last: bool = False) -> When | None:
        future = partial.year is None and not last and self._future(index)
        dated = partial.dated(self.published, future=future, strictly_before=last)
        return dated.when() if dated else None

    def _one(self, index: int, *, cued: bool = False) -> tuple[When, int, str] | None:
        """One point in time at a token, absolute or relative."""
        if self.published is not None:
            found = relative(self.reader, index, self.published)
            if found and not self._dated_weekday(index, found[1]):
                return *found, "relative"
        last = self.grammar.relative["last"].at(self.tokens, index)
        if last:
            month = self.reader.point(last[1], cued=True)
            if month and month[0].year is None:
                when = self._when(month[0], index, last=True)
                return (when, month[1], "last-month-name") if when else None
        point = self.reader.point(index, cued=cued)
        if point is None:
            return None
        when = self._when(point[0], index)
        rule = "absolute" if point[0].year is not None else "year-from-publication"
        return (when, point[1], rule) if when else None

    def _dated_weekday(self, index: int, end: int) -> bool:
        """Whether a weekday only goes with the date after it ("Tuesday, 14 October 2024")."""
        if self.grammar.weekdays.at(self.tokens, index) is None:
            return False
        after = end + 1 if self.reader.text(end) == "," else end
        point = self.reader.point(after)
        return point is not None and point[0].day is not None

    def _open(self, index: int) -> list[_Read] | None:
        """Since, after, by, before, until: intervals with one end."""
        for role in ("since", "after", "by", "before", "until"):
            start = self.grammar.join(role, self.tokens, index)
            if start == index:
                continue
            for _ in range(2):
                start = self.grammar.join("of", self.tokens, start)
            found = self._one(start, cued=True)
            if found is None:
                continue
            noun = self.reader.text(found[1])[:1].isalpha() and found[0].precision is Precision.YEAR
            when = _bounded(role, found[0], inside=noun)
            if when is not None:
                return [(when, f"{role}-{found[2]}", index, found[1])]
        return None

    def _closed(self, index: int) -> list[_Read] | None:
        """Between … and …, from … to …, 13–19 March, March–June 2025."""
        between = self.grammar.join("between", self.tokens, index)
        started = self.grammar.join("from", self.tokens, index)
        first_at, role = (between, "between") if between != index else (started, "from")
        cued = first_at != index
        for _ in range(2):
            first_at = self.grammar.join("of", self.tokens, first_at) if cued else first_at
        first = self.reader.point(first_at, cued=True)
        bare = None if first else self.reader.day(first_at)
        if first is None and bare is None:
            return None
        if first is not None:
            low, after = first
        else:
            assert bare is not None
            low, after = Partial(None, None, bare[0]), bare[1]
        joined = self._separator(after, listed=role == "between" and cued, bare=first is None)
        if joined is None:
            if cued and role == "from" and first is not None:
                onward = self.grammar.join("onward", self.tokens, after)
                when = self._when(low, index)
                if when and onward != after and when.start:
                    return [(When(when.start, None, Precision.AFTER), "from-onward", index, onward)]
            return None
        second_at, dashed = joined
        second = self.reader.point(second_at, cued=True)
        if second is None and first is not None:
            second = self._bare_end(second_at, low, dashed=dashed)
        if second is None:
            return None
        start = index if cued else first_at
        return self._range(low, second[0], start, second[1], bare=first is None, cued=cued)

    def _separator(self, index: int, *, listed: bool, bare: bool) -> tuple[int, bool] | None:
        """The index after "to", a dash, or "and", and whether it is a dash."""
        if self.reader.text(index) in _DASHES:
            return index + 1, True
        end = self.grammar.join("to", self.tokens, index)
        if end == index and (listed or bare):
            end = self.grammar.join("and", self.tokens, index)
        if end == index:
            return None
        for _ in range(2):
            end = self.grammar.join("of", self.tokens, end)
        return end, False

    def _bare_end(self, index: int, low: Partial, *, dashed: bool) -> tuple[Partial, int] | None:
        """The end of "March 13–19, 2026" or of "2019–21"."""
        if low.day is not None and low.month is not None:
            found = self.reader.day(index)
            if found is None:
                return None
            day, after = found
            year_at = after + 1 if self.reader.text(after) == "," else after
            year = self.reader.full_year(year_at)
            if year:
                return Partial(year[0], low.month, day), year[1]
            plain = not self.reader.text(after)[:1].isalnum()
            return (Partial(low.year, low.month, day), after) if dashed or plain else None
        if low.year is not None and low.month is None and not low.part and dashed:
            value = self.reader.number(index)
            if value is not None and len(self.tokens[index].text) == 2 and value > low.year % 100:
                return Partial(low.year - low.year % 100 + value), index + 1
        return None

    def _plain_years(self, first: int, after: int) -> bool:
        """Whether two years joined without "from" or "between" are joined by a dash, or stand after a cue."""
        dashed = any(token.text in _DASHES for token in self.tokens[first:after])
        return dashed or self.grammar.cue("year", self.tokens, first - 1)

    def _range(
        self, low: Partial, high: Partial, first: int, after: int, *, bare: bool, cued: bool
    ) -> list[_Read] | None:
        if bare and (high.day is None or high.month is None):
            return None
        if not bare and (low.month is None) != (high.month is None):
            return None
        # "the March to 1 April": a month that stands alone counts only beside one that has its year.
        if low.month and low.day is None and low.year is None and high.year is None and not cued:
            return None
        if low.year is not None and low.month is None and not cued and not self._plain_years(first, after):
            return None
        if high.year is None and low.year is not None:
            return None
        inherited = low.filled(high)
        dated_high = high.dated(self.published, future=high.year is None and self._future(first))
        if dated_high is None or dated_high.year is None:
            return None
        dated_low = inherited.filled(dated_high)
        ends, starts = dated_high.interval(), dated_low.interval()
        if low.year is None and starts and ends and starts[0] > ends[1]:
            # "December to February 2025" begins the year before.
            starts = Partial(dated_high.year - 1, dated_low.month, dated_low.day, dated_low.part).interval()
        if not starts or not ends or starts[0] > ends[1]:
            return None
        return [(When(starts[0], ends[1], Precision.RANGE), "range", first, after)]

    def _single(self, index: int) -> list[_Read] | None:
        listed = self._listed(index)
        if listed:
            return listed
        found = self._one(index)
        return [(found[0], found[2], index, found[1])] if found else None

    def _listed(self, index: int) -> list[_Read] | None:
        """Two months or days with one year at the end ("March and June 2025"): it counts for both."""
        first = self.reader.point(index, cued=True)
        if first is None or first[0].year is not None or first[0].part:
            return None
        second_at = self.grammar.join("and", self.tokens, first[1])
        if second_at == first[1]:
            return None
        second = self.reader.point(second_at, cued=True)
        if second is None or second[0].year is None or (second[0].day is None) != (first[0].day is None):
            return None
        low, high = first[0].filled(Partial(second[0].year)).when(), second[0].when()
        if low is None or high is None:
            return None
        return [(low, "list", index, first[1]), (high, "absolute", second_at, second[1])]


def _bounded(role: str, when: When, *, inside: bool) -> When | None:
    """The open interval of "after", "by" and the like; `inside`: the event bounds it, not its year.

    "After the 2025 assembly" begins some day in 2025, "after 2025" only when the year is over.
    """
    try:
        if role == "since" or (role == "after" and inside):
            return When(when.start, None, Precision.AFTER)
        if role == "after" and when.end is not None:
            return When(when.end + timedelta(days=1), None, Precision.AFTER)
        if role == "before" and when.start is not None and not inside:
            return When(None, when.start - timedelta(days=1), Precision.BY)
    except (OverflowError, ValueError):
        return None
    return When(None, when.end, Precision.BY) if when.end is not None else None
