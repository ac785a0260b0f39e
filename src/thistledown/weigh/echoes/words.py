"""What a report says of its own words: whom it credits, what it denies, how surely it speaks.

The words are in `words/<language>.toml`, a file a language; this module knows none of them. A credit is found
as a cue ("according to", "reports") with a name beside it: a quoted title, a @handle, a run of capitalised
words, or a word for a medium ("Russian media"). After the cue patterns of quotation attribution (Pouliquen,
Steinberger & Best 2007) and the certainty levels of Rubin 2010, here as five steps.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.phrases import Phrases

FOLDER = Path(__file__).parent / "words"

# The steps of the certainty ladder, in order; a step's place is its level.
LADDER = ("rumour", "alleged", "reported", "confirmed", "independent")

# A credited name stands within so many characters of its cue, and has at most so many words.
_REACH = 110
_NAME_WORDS = 7
_NAME_WORDS_BARE = 2
# Unknown words that may stand between a cue and a name that follows it.
_PATIENCE = 2
# Articles are no longer than this; adjectives are.
_SHORT = 3
# A line longer than this is a paragraph, whatever it says of cookies.
_LONGEST_FURNITURE = 300
_FURNITURE_SHARE = 0.6

_WORD = re.compile(r"@?[^\W_](?:[\w&-]|\.(?=\w)|[’'ʼ](?=\w)(?![A-ZÀ-ÖØ-Þ]))*")
_QUOTED = re.compile(r"[«“„\"‹‘]\s?([^«»“”„\"‹›‘’\n]{2,60}?)\s?[»”“\"›’]")
_STOPS = frozenset(".;:!?()[]…\n،؛؟—")


class Credit(NamedTuple):
    """Words that a report credits, and the cue that says so; code points of the text.

    Attributes:
        name: the words credited, as written.
        start: where the name begins.
        end: where the name ends.
        cue_start: where the cue begins.
        cue_end: where the cue ends.
    """

    name: str
    start: int
    end: int
    cue_start: int
    cue_end: int


class Certainty(NamedTuple):
    """A word that says how sure something is: 0 rumour, 1 alleged, 2 reported, 3 confirmed, 4 independent."""

    level: int
    start: int
    end: int


class Denial(NamedTuple):
    """A word that denies or rejects, by code points of the text; a weak one ("false", "never") may not."""

    start: int
    end: int
    weak: bool = False


class _Item(NamedTuple):
    """A word or quoted title near a cue; its kind is quoted, name, noun, lead, stop or other."""

    kind: str
    start: int
    end: int
    inside: bool = False


class Words:
    """The cue words of one language."""

    def __init__(self, language: str) -> None:
        """Read the words of a language."""
        table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        self.cues = _phrases(language, table["credit"], ("before", "joined", "after", "either"))
        self.small = _phrases(language, table["credit"], ("generic", "noun", "stop", "lead"))
        self.inside = frozenset(table["credit"]["inside"])
        self.denials = _phrases(language, table["denial"], ("words", "weak"))
        self.ladder = _phrases(language, table["certainty"], tuple(reversed(LADDER)))
        self.furniture = _phrases(language, table["boilerplate"], ("anywhere", "start", "whole"))
        self.joins: list[str] = sorted(table["credit"]["joins"], key=len, reverse=True)
        self.capitals: bool = table["credit"]["capitals"]
        self.lower_adjectives: bool = table["credit"]["lower_adjectives"]
        self.adjective_after: bool = table["credit"]["adjective_after"]

    def credits(self, text: str) -> Iterator[Credit]:
        """Credits in the order of their cues."""
        for kind, start, end in self.cues.find(text):
            name = self._following(text, end, kind == "before") if kind != "after" else None
            if name is not None and kind == "joined" and not text[name[0] - 1 : name[0]].isalnum():
                name = self._unjoined(text, *name)
            if name is None and kind in ("after", "either"):
                name = self._preceding(text, start)
            if name is not None:
                yield Credit(text[name[0] : name[1]], *name, start, end)

    def _following(self, text: str, at: int, patient: bool) -> tuple[int, int] | None:
        """The name after a cue; `patient` when a few unknown words may stand between."""
        items = self._items(text, at, min(len(text), at + _REACH))
        patience = _PATIENCE if patient and self.capitals else 0
        medium: _Item | None = None
        place = 0
        while place < len(items):
            item = items[place]
            if item.kind in ("noun", "generic"):
                medium = _Item("noun", medium.start if medium else item.start, item.end)
                if item.kind == "generic" and (place + 1 == len(items) or items[place + 1].kind != "generic"):
                    break
            elif item.kind == "quoted":
                return item.start, item.end
            elif item.kind == "name":
                after = self._run_end(items, place)
                alone = after == place + 1
                if not (alone and after < len(items) and items[after].kind == "noun"):
                    return item.start, items[after - 1].end
            elif item.kind == "other" and not self.capitals:
                after = place + 1
                most = _NAME_WORDS_BARE + bool(medium)
                while after < len(items) and after - place < most and items[after].kind == "other":
                    after += 1
                return item.start, items[after - 1].end
            elif item.kind == "other" and patience:
                patience -= 1
            elif item.kind != "lead":
                break
            place += 1
        return self._with_adjective(items, medium) if medium else None

    def _unjoined(self, text: str, start: int, end: int) -> tuple[int, int]:
        """A name without the letters that the cue joins to its first word."""
        joined = next((letters for letters in self.joins if text.startswith(letters, start)), "")
        return start + len(joined), end

    def _preceding(self, text: str, at: int) -> tuple[int, int] | None:
        """The name before a cue, one unknown word at most between."""
        items = self._items(text, max(0, at - _REACH), at, backwards=True)
        patience = 1
        medium: _Item | None = None
        for place in range(len(items) - 1, -1, -1):
            item = items[place]
            if item.kind == "quoted":
                return item.start, item.end
            if item.kind == "name":
                first = self._run_start(items, place)
                bare = medium is not None and first == place
                return items[first].start, medium.end if bare and medium else item.end
            if item.kind == "noun":
                medium = _Item("noun", item.start, medium.end if medium else item.end)
            elif item.kind == "other" and patience and medium is None:
                patience -= 1
            elif item.kind != "lead":
                break
        return self._with_adjective(items, medium) if medium else None

    def _items(self, text: str, begin: int, end: int, *, backwards: bool = False) -> list[_Item]:
        """The words of the clause beside a cue, with their kinds."""
        window = text[begin:end]
        small = {(item.start, item.end): item.concept for item in self.small.find(window)}
        titles = [match for match in _QUOTED.finditer(window) if _is_title(match.group(1))]
        found: list[_Item] = []
        last = 0
        for match in _WORD.finditer(window):
            start, stop = match.start(), match.end()
            title = next((title for title in titles if title.start() < start < title.end()), None)
            if title is not None:
                start, stop = title.span(1)
                if found and found[-1].start == begin + start:
                    continue
            gap = window[last:start]
            if any(char in _STOPS or char == "," for char in gap) and not (not found and gap.strip() == ":"):
                if not backwards and (found or gap.strip()):
                    break
                found = []
            kind = "quoted" if title is not None else self._kind(match.group(), start, stop, small)
            found.append(_Item(kind, begin + start, begin + stop, match.group() in self.inside))
            last = title.end() if title is not None else stop
        if backwards and any(char in _STOPS for char in window[last:]):
            return []
        return self._with_capitals(text, found)

    def _kind(self, word: str, start: int, end: int, small: dict[tuple[int, int], str]) -> str:
        for (begin, stop), kind in small.items():
            if start < stop and begin < end:
                return kind
        return "name" if word[0] == "@" or (self.capitals and word[0].isupper()) else "other"

    def _with_capitals(self, text: str, items: list[_Item]) -> list[_Item]:
        """Small words and words for media that begin or end a name ("Le Monde", "Radio Liberty")."""
        for place in range(len(items) - 2, -1, -1):
            item, after = items[place], items[place + 1]
            if item.kind in ("lead", "noun") and self.capitals and text[item.start].isupper():
                if after.kind == "name":
                    items[place] = item._replace(kind="name")
                elif place == 0 and after.kind != "lead" and self.lower_adjectives and item.kind == "lead":
                    items[place : place + 2] = [item._replace(kind="name", end=after.end)]
        return items

    def _with_adjective(self, items: list[_Item], medium: _Item) -> tuple[int, int]:
        """A medium with the adjective beside it: "Russian media", "médias russes"."""
        start, end = medium.start, medium.end
        for item in reversed(items):
            if item.end <= start and start - item.end <= 1 and item.end - item.start > _SHORT:
                start = item.start
        after = next((item for item in items if 0 < item.start - end <= 1), None)
        if self.adjective_after and after and after.end - after.start > _SHORT and after.kind != "stop":
            end = after.end
        return start, end

    def _run_end(self, items: list[_Item], place: int) -> int:
        """The place after the last word of the name that begins at a place."""
        after = place + 1
        while after < len(items) and after - place < _NAME_WORDS:
            if items[after].kind == "name":
                after += 1
            elif after + 1 < len(items) and items[after].inside and items[after + 1].kind == "name":
                after += 2
            else:
                break
        return after

    def _run_start(self, items: list[_Item], place: int) -> int:
        """The place of the first word of the name that ends at a place."""
        while place and items[place - 1].kind == "name":
            place -= 1
        return place

    def is_furniture(self, line: str) -> bool:
        """Whether a line belongs to the page, not to the report."""
        line = line.strip()
        letters = sum(map(str.isalnum, line[: _LONGEST_FURNITURE + 1]))
        if not letters or len(line) > _LONGEST_FURNITURE:
            return not letters
        hits = self.furniture.find(line)
        lead = next((at for at, char in enumerate(line) if char.isalnum()), 0)
        if any(hit.concept == "anywhere" or (hit.concept == "start" and hit.start <= lead) for hit in hits):
            return True
        said = sum(sum(map(str.isalnum, line[hit.start : hit.end])) for hit in hits)
        return said >= _FURNITURE_SHARE * letters


def _is_title(quoted: str) -> bool:
    return len(quoted.split()) <= _NAME_WORDS and not quoted[0].islower()


def credits(text: str, language: str | None) -> list[Credit]:
    """Whom a report credits, in the order of the cues; nothing when the language is none of the seven."""
    return list(_words(language).credits(text)) if language in LANGUAGES else []


def denials(text: str, language: str | None) -> list[Denial]:
    """Words that deny or reject, in the order of the text."""
    if language not in LANGUAGES:
        return []
    hits = _words(language).denials.find(text)
    return [Denial(hit.start, hit.end, hit.concept == "weak") for hit in hits]


def certainty(text: str, language: str | None) -> list[Certainty]:
    """Words that say how sure something is, with their level, in the order of the text."""
    if language not in LANGUAGES:
        return []
    hits = _words(language).ladder.find(text)
    return [Certainty(LADDER.index(hit.concept), hit.start, hit.end) for hit in hits]


def boilerplate(line: str, language: str | None) -> bool:
    """Whether a line is the page's furniture: sharing, subscribing, rights, cookies, picture credits."""
    return language in LANGUAGES and _words(language).is_furniture(line)


def _phrases(language: str, table: dict[str, list[str]], kinds: tuple[str, ...]) -> Phrases:
    phrases = Phrases(language)
    for kind in kinds:
        for written in table[kind]:
            phrases.learn(written, kind)
    return phrases


@cache
def _words(language: str | None) -> Words:
    return Words(str(language))
