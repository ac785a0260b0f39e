"""What one report says about itself: whom it credits, what it denies, how surely it speaks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from thistledown.casebook.folding import fold_words
from thistledown.codebook.sources import host_of
from thistledown.weigh.echoes import words
from thistledown.weigh.echoes.keys import names
from thistledown.weigh.echoes.particulars import Particular, counted, particulars
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.tokens import WORD, bones, sentences, stem

# A headline and lead: what a report denies or claims stands in its first so many characters.
LEAD = 500
_HEAD = 200
# Words beyond this many characters are not searched for credits and denials.
_SEARCHED = 20_000
# Names of outlets are the same when the shorter skeleton begins the longer and has so many consonants.
_LEAST_BONES = 4
# "False passports" and "no evidence was given" deny little.
_WEAK = ("fals", "faux", "fauss", "no evidence", "without evidence", "ложн", "lies")
_COMMON_LABELS = frozenset({"news", "media", "press", "online", "web", "info", "radio", "test", "blog"})


@dataclass(frozen=True, slots=True)
class Credit:
    """A report naming where it has it from.

    Attributes:
        outlet: id of the source in the registry, or `~` and the consonants of another's name.
        start: where its words begin: the credit words and the name.
        end: where they end.
        said: whether credit words stand by the name; else the outlet is only named.
    """

    outlet: str
    start: int
    end: int
    said: bool


class Facts:
    """A report's words, looked at once and only when asked for."""

    def __init__(self, report: ReportText) -> None:
        """Keep the report; nothing is looked at yet."""
        self.report = report

    @cached_property
    def particulars(self) -> tuple[Particular, ...]:
        """The particulars in the order of the text."""
        return particulars(self.report.text, self.report.language)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the sentences."""
        return sentences(self.report.text)

    @cached_property
    def counted(self) -> dict[str, dict[str, Particular]]:
        """Counted things: thing to value to where it stands first."""
        return counted(self.particulars)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """What the report's own outlet is called: its source id and the names on its host."""
        found = set()
        if self.report.source:
            found.add(self.report.source)
        if self.report.url:
            for label in host_of(self.report.url).split(".")[:-1]:
                if len(label) >= _LEAST_BONES and label not in _COMMON_LABELS:
                    found.add("~" + bones(label))
        return frozenset(found)

    @cached_property
    def credits(self) -> dict[str, Credit]:
        """The outlets other than its own that the report names, credited ones before merely named ones."""
        text = self.report.text[:_SEARCHED]
        found: dict[str, Credit] = {}
        for said in words.credits(text, self.report.language):
            outlet = outlet_named(said.name, self.report.language)
            if outlet is not None and not _meet({outlet}, self.own_names):
                start, end = min(said.start, said.cue_start), max(said.end, said.cue_end)
                found.setdefault(outlet, Credit(outlet, start, end, True))
        for item in self.particulars:
            if item.kind == "outlet" and item.value not in self.own_names and item.value not in found:
                found[item.value] = Credit(item.value, item.start, item.end, False)
        return found

    @cached_property
    def credited(self) -> frozenset[str]:
        """The outlets that stand by credit words."""
        return frozenset(name for name, credit in self.credits.items() if credit.said)

    @cached_property
    def denial(self) -> float:
        """How much the report is a denial: 1 with a denial word in its head, less farther on, 0 without."""
        lead = self.report.text[:LEAD]
        found = words.denials(lead, self.report.language)
        said = 0.0
        for item in found:
            weak = lead[item.start : item.end].casefold().startswith(_WEAK)
            said += 1.0 if item.start < _HEAD and not weak else 0.3
        return min(1.0, said + 0.7 * refuses(lead[:_HEAD], self.report.language))

    @cached_property
    def certainty_level(self) -> int:
        """The highest step of certainty in headline and lead, hedges first: rumour 0 to independent 4."""
        levels = {item.level for item in words.certainty(self.report.text[:LEAD], self.report.language)}
        if 4 in levels:
            return 4
        if 0 in levels:
            return 0
        if 3 in levels:
            return 3
        return 1 if 1 in levels else 2

    @property
    def certainty(self) -> str:
        """How surely the report speaks: denied, rumour, alleged, reported, confirmed or independent."""
        return "denied" if self.denial >= 1.0 else words.LADDER[self.certainty_level]


def refuses(head: str, language: str | None) -> bool:
    """Whether the head of a report refuses flatly: "no strike took place", "dismissed accusations"."""
    table = _refusals().get(language or "")
    if table is None:
        return False
    folded = fold_words(head)
    anywhere = tuple(table["anywhere"])
    return any(word.startswith(anywhere) for word in folded) or folded[:1] in [[w] for w in table["first"]]


@cache
def _refusals() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))


def meets(mine: Iterable[str], theirs: Iterable[str]) -> str | None:
    """The first outlet of some that is among others too: the same source, or names of the same sound."""
    others = set(theirs)
    return next((name for name in mine if _meet({name}, others)), None)


def _meet(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    for name in mine:
        if name in theirs:
            return True
        if name[0] == "~" and len(name) > _LEAST_BONES:
            for other in theirs:
                known = other[0] == "~" and len(other) > _LEAST_BONES
                if known and (name.startswith(other) or other.startswith(name)):
                    return True
    return False


def outlet_named(name: str, language: str | None) -> str | None:
    """What a credited name is compared by; None for words that name nobody ("Russian media")."""
    parts = WORD.findall(name)
    stems = [stem(part) for part in parts]
    table = names(language)
    for at, part in enumerate(parts):
        run = table.run(stems, at)
        if run is not None and run[1] == "o":
            return run[2]
        single = table.word(part, stems[at])
        if single is not None and single[0] == "o":
            return single[1]
    if not parts or not any(part[0].isupper() or part[0] >= "\u0600" for part in parts):
        return None
    held = bones("".join(parts))
    return "~" + held if len(held) >= _LEAST_BONES else None
