"""What a report gets wrong by its own words: a weekday that its date never was, a name misspelt.

Two who saw for themselves seldom slip in the same place; who copies hands the slip on. Textual critics have
told copies from their models by shared errors since Lachmann.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from re import Match
from typing import NamedTuple

from thistledown.casebook.language import LANGUAGES
from thistledown.codebook.rows import read_rows
from thistledown.codebook.shipped import shipped_folder
from thistledown.weigh.echoes.keys import months, names, weekdays
from thistledown.weigh.echoes.tokens import WORD, bones, number_value, stem

# What stands after this many characters is not searched.
_SEARCHED = 4_000
# A day of the month stands within so many words of its weekday; month and year within so many of the day.
_DAY_WITHIN = 3
_MONTH_WITHIN = 2
# Shorter stems are one letter away from too many others.
_LEAST_STEM = 6
# So many characters before a word show whether it opens a sentence.
_GLANCE = 12
_LAST_ARABIC = "\u06ff"
_FIRST_ARABIC = "\u0600"


class Slip(NamedTuple):
    """One thing that is wrong.

    Attributes:
        value: what it is compared by, the same in every language: what is meant and how it is missed.
        start: where its words begin, in code points of the text.
        end: where they end.
    """

    value: str
    start: int
    end: int


def slips(text: str, language: str | None, published: date | None) -> tuple[Slip, ...]:
    """The slips of a report's head, in its order.

    Args:
        text: the report.
        language: its tag; without one of the seven only names are looked at.
        published: its day; dates without a year are not looked at where it is unknown.
    """
    found = list(WORD.finditer(text[:_SEARCHED]))
    days = _weekdays(found, language, published) if language in LANGUAGES else ()
    return tuple(sorted([*days, *_misspelt(text, found)], key=lambda slip: (slip.start, slip.end)))


def _weekdays(found: list[Match[str]], language: str | None, published: date | None) -> Iterator[Slip]:
    """Weekdays beside a date that falls on another."""
    listed, named = weekdays(str(language)), months(str(language))
    lower = [match.group().lower() for match in found]
    for at, word in enumerate(lower):
        weekday = listed.get(word)
        if weekday is None:
            continue
        said = _date_after(lower, at, named)
        if said is None:
            continue
        last, month, day, year = said
        meant = _nearest(year, month, day, published)
        if meant is not None and meant.weekday() != weekday:
            yield Slip(f"day:{month}-{day}:{weekday}", found[at].start(), found[last].end())


def _date_after(words: list[str], at: int, named: dict[str, str]) -> tuple[int, int, int, int | None] | None:
    """The date beside a weekday: place of its last word, month, day, and the year where it stands there."""
    for place in range(at + 1, min(at + 1 + _DAY_WITHIN, len(words))):
        if not (words[place].isdecimal() and len(words[place]) <= 2):
            continue
        day = int(number_value(words[place]))
        near = [*range(place + 1, min(place + 1 + _MONTH_WITHIN, len(words))), place - 1]
        month = next((where for where in near if where > at and words[where] in named), None)
        if month is None:
            return None
        last = max(place, month)
        for where in range(last + 1, min(last + 1 + _MONTH_WITHIN, len(words))):
            if words[where].isdecimal() and len(words[where]) == 4:
                return where, int(named[words[month]]), day, int(number_value(words[where]))
        return last, int(named[words[month]]), day, None
    return None


def _nearest(year: int | None, month: int, day: int, published: date | None) -> date | None:
    """The date that is meant: in the year given, else nearest to the day of publication."""
    if year is None and published is None:
        return None
    years = [year] if year is not None else [published.year + off for off in (-1, 0, 1)] if published else []
    possible = []
    for one in years:
        try:
            possible.append(date(one, month, day))
        except ValueError:
            continue
    if published is None or len(possible) < 2:
        return possible[0] if possible else None
    return min(possible, key=lambda one: abs((one - published).days))


def _misspelt(text: str, found: list[Match[str]]) -> Iterator[Slip]:
    """Capitalised words inside a sentence that are one letter away from just one name, and no name."""
    known, near = _names()
    for match in found:
        word = match.group()
        if not word[0].isupper() or _FIRST_ARABIC <= word[0] <= _LAST_ARABIC or _opens(text, match.start()):
            continue
        base = stem(word)
        if len(base) < _LEAST_STEM or base in known:
            continue
        meant = {name for form in _shortened(base) for name in near.get(form, ()) if _one_apart(base, name)}
        if len(meant) == 1:
            right = meant.pop()
            sound = bones(base)
            # Vowels are not compared between scripts: a slip in them is one only where it is written alike.
            yield Slip(f"name:{right}:{sound if sound != bones(right) else base}", match.start(), match.end())


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - _GLANCE) : start].rstrip(" «“„\"'(—–-")
    return not before or before[-1] in ".!?:;…\n"


def _shortened(base: str) -> set[str]:
    """A stem, and all that is left of it when one letter but the first falls out (Norvig; SymSpell)."""
    return {base, *(base[:at] + base[at + 1 :] for at in range(1, len(base)))}


def _one_apart(one: str, other: str) -> bool:
    """Whether stems differ inside by one letter put in, left out or changed, or two that changed places."""
    if one[0] != other[0] or one == other or abs(len(one) - len(other)) > 1:
        return False
    first = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, tail = one[first:], other[first:]
    if min(len(rest), len(tail)) < 2:
        # The last letter of a stem is what endings leave of it.
        return False
    swapped = len(rest) > 1 and len(tail) > 1 and rest[0] == tail[1] and rest[1] == tail[0]
    return rest[1:] == tail[1:] or rest == tail[1:] or rest[1:] == tail or (swapped and rest[2:] == tail[2:])


@cache
def _names() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Stems that are right as written, and those of states, bodies and places by what they shorten to."""
    single = names(None).single
    known = set(single)
    for row in read_rows(shipped_folder() / "cities.csv"):
        known.update(stem(word) for word in WORD.findall(row["name"]))
    near: dict[str, set[str]] = {}
    for base, (kind, _) in single.items():
        if kind in "sap" and len(base) >= _LEAST_STEM:
            for form in _shortened(base):
                near.setdefault(form, set()).add(base)
    return frozenset(known), {form: tuple(sorted(meant)) for form, meant in near.items()}
