"""Particulars of a text with their places: counted things, places, actors, outlets, quoted words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from operator import attrgetter
from typing import NamedTuple

from thistledown.weigh.echoes.keys import concept_part, months, part
from thistledown.weigh.echoes.text_words import TextWords, text_words
from thistledown.weigh.echoes.tokens import LONGEST, WORD, stem
from thistledown.weigh.echoes.wordbook import NAMED

# What is counted stands within so many words after the number.
_REACH = 3
# Words with shorter stems are seldom what is counted ("of the").
_NOUN = 4
_MOST_SENTENCES = 120
# The month of a day stands within so many characters: "12 de septiembre".
_NEAR = 18
_QUOTE = re.compile(r"«([^«»\n]{12,400})»|“([^“”\n]{12,400})”|„([^„“”\n]{12,400})[“”]|\"([^\"\n]{12,400})\"")


class Particular(NamedTuple):
    """One particular.

    Attributes:
        kind: number, state, actor, place, outlet or quotation.
        value: what it is compared by; of a number, the value.
        thing: of a number, the keys of what is counted.
        start: where its words begin.
        end: where they end.
    """

    kind: str
    value: str
    start: int
    end: int
    thing: tuple[str, ...] = ()


_IN_ORDER = attrgetter("start", "end")
_KINDS = {"s": "state", "a": "actor", "p": "place", "o": "outlet"}


def particulars(text: str, language: str | None) -> tuple[Particular, ...]:
    """The particulars of a text, in its order."""
    read = text_words(text, language)
    found: list[Particular] = []
    begins: dict[int, str] = {}
    for meaning, start, end in read.concepts.T.tolist():
        name = begins[start] = read.meanings[meaning]
        item = concept_part(name)
        if item.name[0] in _KINDS:
            found.append(Particular(_KINDS[item.name[0]], item.name[2:], start, end))
    found += _figures(read, language, begins)
    found += _names(read)
    for match in _QUOTE.finditer(text[:LONGEST]):
        group = match.lastindex or 1
        found.append(Particular("quotation", "", match.start(group), match.end(group)))
    return tuple(sorted(found, key=_IN_ORDER))


def _figures(read: TextWords, language: str | None, begins: dict[int, str]) -> Iterator[Particular]:
    """Numbers with what they count."""
    starts, ends, places = read.words.tolist()
    for place, value, start, end, _ in read.figures():
        if place >= _MOST_SENTENCES:
            break
        after = bisect_left(starts, end)
        following = [
            (read.text[starts[at] : ends[at]], starts[at])
            for at in range(after, min(after + _REACH, len(starts)))
            if places[at] == place
        ]
        yield Particular("number", value, start, end, _thing(following, language, begins))


def _names(read: TextWords) -> Iterator[Particular]:
    """Outlets and, where the lexicon does not know the language, other names."""
    starts, ends, places = read.words
    lengths, meanings = read.runs
    for at in read.marks.nonzero()[0].tolist():
        if places[at] >= _MOST_SENTENCES:
            break
        start, length = int(starts[at]), int(lengths[at])
        if length > 0:
            kind, value = read.book.runs.named[meanings[at]]
            yield Particular(_KINDS[kind], value, start, int(ends[at + length - 1]))
        elif length == 0 and read.marks[at] & NAMED:
            kind, value = read.book.named(int(read.numbered[at]))
            yield Particular(_KINDS[kind], value, start, int(ends[at]))


def _thing(following: list[tuple[str, int]], language: str | None, begins: dict[int, str]) -> tuple[str, ...]:
    """What a number counts: the first concept after it, and the first word that is not a small one."""
    things: list[str] = []
    for _, left in following:
        concept = begins.get(left)
        if concept is not None:
            things.append(f"c:{concept}")
            break
    for word, _ in following:
        base = stem(word)
        if len(base) >= _NOUN and not word[0].isdigit():
            things.append(f"w:{language}:{base[:8]}")
            break
    return tuple(things)


def counted(items: tuple[Particular, ...]) -> dict[str, dict[str, Particular]]:
    """Counted things: thing to value to where it stands first."""
    found: dict[str, dict[str, Particular]] = {}
    for item in items:
        if item.kind == "number":
            for thing in item.thing:
                found.setdefault(thing, {}).setdefault(item.value, item)
    return found


def telling_numbers(items: tuple[Particular, ...], text: str, language: str | None) -> dict[str, float]:
    """The numbers of a text with the nats of each: the rarer in texts of this field the more it tells.

    Days of a month, years and numbers in names (M23) are left out: two reports of one happening have them
    anyhow.
    """
    names = [(item.start, item.end) for item in items if item.kind in _KINDS.values()]
    table = months(language or "")
    found: dict[str, float] = {}
    at = 0
    for item in items:
        if item.kind != "number" or item.value in found:
            continue
        before = text[item.start - 1 : item.start]
        if before.isalpha() or before == "-" or _is_day(item, text, table):
            continue
        while at < len(names) and names[at][1] < item.end:
            at += 1
        if at < len(names) and names[at][0] <= item.start:
            continue
        found[item.value] = part("n", item.value).weight
    return found


def _is_day(item: Particular, text: str, table: Container[str]) -> bool:
    """Whether a number is a year, or stands beside the name of a month."""
    if len(item.value) > 4 or not item.value.isdigit():
        return False
    value = int(item.value)
    if value > 31:
        return 1900 < value < 2100
    near = WORD.findall(text[max(0, item.start - _NEAR) : item.start])[-1:]
    near += [word for word in WORD.findall(text[item.end : item.end + _NEAR]) if len(word) > 2][:1]
    return any(word.lower() in table for word in near)
