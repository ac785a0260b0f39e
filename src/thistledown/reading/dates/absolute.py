"""Dates that name a day, a month or a year: 14 October 2024, Oct. 14, 2024-10-14, mid-2024, the 1990s."""

from __future__ import annotations

from dataclasses import replace

from thistledown.reading.dates.grammar import Grammar, Token
from thistledown.reading.dates.partial import Partial

Parsed = tuple[Partial, int]

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_QUOTES = frozenset("'\u2019\u02bc")
_OPEN = frozenset("([{\"'\u00ab\u201c\u2018\u2014\u2013-;")


class Reader:
    """Reads one date at a token; every method looks at a bounded number of tokens."""

    __slots__ = ("grammar", "tokens")

    def __init__(self, grammar: Grammar, tokens: list[Token]) -> None:
        self.grammar = grammar
        self.tokens = tokens

    def text(self, index: int) -> str:
        """The lower-case token at an index, "" outside."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def glued(self, index: int) -> bool:
        """Whether a token follows the one before it without a space."""
        return 0 < index < len(self.tokens) and self.tokens[index - 1].end == self.tokens[index].start

    def number(self, index: int) -> int | None:
        """The number at an index when it is a token of its own: no 10,000, 14:30, 2.4, $23, M23 or 23kg."""
        if not 0 <= index < len(self.tokens):
            return None
        value = self.tokens[index].number
        if value is None:
            return None
        if self.glued(index):
            before = self.text(index - 1)
            if before.isalpha() or before in {"$", "€", "£", "#", "№", "_", "+", "@", "="}:
                return None
            if before in {".", ",", ":", "/", *_DASHES} and self.glued(index - 1):
                further = self.text(index - 2)
                if further.isdecimal() and before not in _DASHES:
                    return None
                named = self.grammar.parts.at(self.tokens, index - 2) is not None
                if further.isalpha() and len(further) <= 2 and before in _DASHES and not named:
                    return None
        if self.glued(index + 1):
            after = self.text(index + 1)
            if after in {"%", "$", "€", "£", "°", "_", "@"}:
                return None
            if after.isalpha() and after not in self.grammar.ordinals and after not in self.grammar.decade:
                return None
            if after in {".", ",", ":", "/"} and self.glued(index + 2) and self.text(index + 2).isdecimal():
                return None
        return value

    def day(self, index: int) -> tuple[int, int] | None:
        """A day of the month at an index, and the index after it and its ordinal ending."""
        value = self.number(index)
        if value is None or not 1 <= value <= 31 or len(self.tokens[index].text) > 2:
            return None
        if self.glued(index + 1) and self.text(index + 1) in self.grammar.ordinals:
            return value, index + 2
        return value, index + 1

    def full_year(self, index: int) -> tuple[int, int] | None:
        """A year of four digits at an index, and the index after it and words such as "года"."""
        value = self.number(index)
        if value is None or len(self.tokens[index].text) != 4 or not 1900 <= value <= 2100:
            return None
        return value, self._after_year(index + 1)

    def _after_year(self, index: int) -> int:
        end = self.grammar.join("year_after", self.tokens, index)
        if end != index and self.text(end) == "." and self.glued(end) and len(self.text(end - 1)) <= 2:
            return end + 1
        return end

    def month(self, index: int) -> tuple[int, int] | None:
        """A month name at an index, and the index after it, its full stop and its second name."""
        found = self.grammar.months.at(self.tokens, index)
        if found is None:
            return None
        number, end = found
        if self.grammar.capitalised and not self.tokens[index].text[0].isupper():
            return None
        if self.glued(index) and (self.text(index - 1).isdecimal() or self.text(index - 1) == "_"):
            return None
        if self.text(end) == "." and self.glued(end) and len(self.tokens[end - 1].text) <= 5:
            end += 1
        if self.text(end) == "/":
            twin = self.grammar.months.at(self.tokens, end + 1)
            if twin and twin[0] == number:
                end = twin[1]
        elif self.text(end) == "(":
            twin = self.grammar.months.at(self.tokens, end + 1)
            if twin and twin[0] == number and self.text(twin[1]) == ")":
                end = twin[1] + 1
        return number, end

    def _year_after(self, index: int) -> tuple[int, int] | None:
        """A year at an index after an optional comma, "of", "de", "del año"."""
        if self.text(index) == ",":
            return self.full_year(index + 1)
        for _ in range(3):
            end = self.grammar.join("of", self.tokens, index)
            if end == index:
                break
            index = end
        return self.full_year(index)

    def point(self, index: int, *, cued: bool = False) -> Parsed | None:
        """The date at an index, with its day, month, year as far as they are written.

        Args:
            index: where it must begin.
            cued: a word before it ("since", "between") shows that a date is meant.
        """
        return (
            self._numeric(index)
            or self._day_month(index)
            or self._month_day(index)
            or self._month_year(index, cued=cued)
            or self._part(index)
            or self._year(index, cued=cued)
        )

    def _numeric(self, index: int) -> Parsed | None:
        texts = [self.text(index + k) for k in range(5)]
        values = [texts[0], texts[2], texts[4]]
        if not texts[0].isdecimal() or not all(self.glued(index + k) for k in (1, 2)):
            return None
        if self.glued(index) and (self.text(index - 1).isalnum() or self.text(index - 1) in {"/", ".", "-"}):
            return None
        three = all(self.glued(index + k) for k in (3, 4)) and texts[1] == texts[3]
        sizes = tuple(len(value) for value in values)
        if three and all(v.isdecimal() for v in values) and max(sizes) <= 4:
            tail = self.text(index + 5) if self.glued(index + 5) else ""
            if tail.isdecimal() or (tail.isalpha() and tail != "t"):
                return None
            if tail in {"-", "/"} and self.glued(index + 6) and self.text(index + 6).isalnum():
                return None
            first, second, third = (int(v) for v in values)
            if sizes == (4, 2, 2) and texts[1] in {"-", "/", "."}:
                return self._checked(Partial(first, second, third), index + 5)
            if sizes[2] == 4 and max(sizes[:2]) <= 2 and texts[1] in {".", "/", "-"}:
                end = self._after_year(index + 5)
                if texts[1] == "/" and self.grammar.slashes == "unambiguous" and first != second:
                    if first > 12 >= second:
                        return self._checked(Partial(third, second, first), end)
                    if second > 12 >= first:
                        return self._checked(Partial(third, first, second), end)
                    return None
                return self._checked(Partial(third, second, first), end)
            return None
        if sizes[:2] == (4, 2) and texts[1] == "-" and texts[2].isdecimal():
            if self.glued(index + 3) and (texts[3].isalnum() or texts[3] in _DASHES):
                return None
            year, month = int(values[0]), int(values[1])
            if 1 <= month <= 12 and month <= year % 100:
                return self._checked(Partial(year, month), index + 3)
        return None

    @staticmethod
    def _checked(partial: Partial, end: int) -> Parsed | None:
        return (
            (partial, end) if partial.year and 1900 <= partial.year <= 2100 and partial.interval() else None
        )

    def _day_month(self, index: int) -> Parsed | None:
        if "dmy" not in self.grammar.order:
            return None
        found = self.day(index)
        if found is None:
            return None
        day, after = found
        for _ in range(2):
            after = self.grammar.join("of", self.tokens, after)
        if self.text(after) in _DASHES and self.glued(after) and self.glued(after + 1):
            after += 1
        month = self.month(after)
        if month is None:
            return None
        number, end = month
        if self.text(end) in _DASHES and self.glued(end) and self.glued(end + 1) and self.full_year(end + 1):
            end += 1
        year = self._year_after(end)
        if year:
            return Partial(year[0], number, day), year[1]
        if self.grammar.cue("names", self.tokens, end):
            return None
        return Partial(None, number, day), end

    def _month_day(self, index: int) -> Parsed | None:
        if "mdy" not in self.grammar.order:
            return None
        month = self.month(index)
        if month is None:
            return None
        found = self.day(month[1])
        if found is None:
            return None
        day, end = found
        year = self._year_after(end)
        if year:
            return Partial(year[0], month[0], day), year[1]
        ordinal = end > month[1] + 1
        if self.grammar.cue("names", self.tokens, end):
            return None
        # "In October 23 militants were killed": the number counts, it is no day.
        if self.text(index - 1) == "in" and not ordinal and self.text(end)[:1].isalpha():
            return None
        return Partial(None, month[0], day), end

    def _month_year(self, index: int, *, cued: bool) -> Parsed | None:
        month = self.month(index)
        if month is None:
            return None
        year = self._year_after(month[1])
        if year:
            return Partial(year[0], month[0]), year[1]
        before = index - 2 if self.text(index - 1) in _DASHES else index - 1
        if not cued and not self.grammar.cue("month", self.tokens, before):
            return None
        if self.number(month[1]) is not None and "mdy" not in self.grammar.order:
            return None
        end = month[1]
        # The full stop of "in Oct." belongs to the month only when more of the sentence follows.
        if self.text(end - 1) == "." and not self.text(end)[:1].islower():
            end -= 1
        return Partial(None, month[0]), end

    def _part(self, index: int) -> Parsed | None:
        found = self.grammar.parts.at(self.tokens, index)
        if found is None:
            return None
        part, after = found
        if self.text(after) in _DASHES:
            after += 1
        if part in {"early", "mid", "late"}:
            decade = self._decade(self.grammar.join("of", self.tokens, after))
            if decade:
                return replace(decade[0], part=f"{part}-decade"), decade[1]
        for _ in range(2):
            after = self.grammar.join("of", self.tokens, after)
        month = self._month_year(after, cued=True)
        if month and part in {"early", "mid", "late", "start", "end", "half1", "half2"}:
            partial, end = month
            if self.number(end) is not None and partial.year is None:
                return None
            return replace(partial, part=part), end
        if month:
            return None
        year = self._year_after(after)
        if year is None:
            return None
        if part == "winter" and self.text(year[1]) in {"-", "–", "/"}:
            following = self.number(year[1] + 1)
            if following is not None and following in {year[0] + 1, (year[0] + 1) % 100}:
                return Partial(year[0], None, None, "one-winter"), year[1] + 2
        return Partial(year[0], None, None, part), year[1]

    def _decade(self, index: int) -> Parsed | None:
        if not self.grammar.decade or not 0 <= index < len(self.tokens):
            return None
        token = self.tokens[index]
        value = token.number
        end = index + 1
        if self.text(end) in _QUOTES and self.glued(end):
            end += 1
        if value is None or len(token.text) != 4 or value % 10 or not 1900 <= value <= 2090:
            return None
        if self.glued(index) and self.text(index - 1).isalnum():
            return None
        if not self.glued(end) or self.text(end) not in self.grammar.decade:
            return None
        return Partial(value, None, None, "decade"), end + 1

    def _year(self, index: int, *, cued: bool) -> Parsed | None:
        decade = self._decade(index)
        if decade:
            return decade
        year = self.full_year(index)
        if year is None or not 1950 <= year[0] <= 2049:
            return None
        if self.glued(index + 1) and self.text(index + 1).isalpha():
            return None
        if self.text(index - 1) in {"(", "["} and self.text(index - 2).isdecimal():
            return None
        named = year[1] != index + 1
        if named or self.grammar.cue("year", self.tokens, index - 1):
            return Partial(year[0]), year[1]
        if self.grammar.cue("not_year", self.tokens, index - 1) and not cued:
            return None
        following = self.text(year[1])
        counted = (
            following.isalpha() and following.endswith("s") and following not in {"was", "has", "as", "is"}
        )
        if cued:
            return None if counted else (Partial(year[0]), year[1])
        if self.text(index - 1) in _DASHES and self.glued(index):
            return None
        alone = not following or (not following.isalnum() and following not in {"%", "/", "$", "€"})
        opened = index == 0 or self.text(index - 1) in _OPEN or self.text(index - 1) in {".", ","}
        return (Partial(year[0]), year[1]) if opened and alone and not counted else None
