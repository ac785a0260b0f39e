"""What one report says about itself: whom it credits, what it denies, how surely it speaks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from thistledown.casebook.folding import fold_words
from thistledown.codebook.sources import host_of
from thistledown.weigh.echoes import words
from thistledown.weigh.echoes.keys import names
from thistledown.weigh.echoes.particulars import Particular, counted, particulars, telling_numbers
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.slips import Slip, slips
from thistledown.weigh.echoes.speakers import QUOTATION, speakers
from thistledown.weigh.echoes.tokens import WORD, bones, sentences, stem
from thistledown.weigh.echoes.voice import SEARCHED as VOICED
from thistledown.weigh.echoes.voice import Voice, is_heard, is_office, voice

# A headline and lead: what a report denies or claims stands in its first so many characters.
LEAD = 500
_HEAD = 200
# Words beyond this many characters are not searched for credits and denials.
_SEARCHED = 20_000
# Names of outlets are the same when the shorter skeleton begins the longer and has so many consonants.
_LEAST_BONES = 4
# What a word of denial in the head counts that may not deny: "false passports", "no evidence was given".
_WEAK = 0.4
# "None" among the first so many words is what a report begins with: "the office says: no strike took place".
_OPENING = 8
# A credit this near the beginning stands in the lead; one this near the end is a source line.
_EARLY = 320
# Words that say that an outlet was told stand so many characters before its name.
_BEFORE = 40
_LATE = 90
# The name of an outlet in quotation marks, and how many words it has at most.
_TITLE = re.compile(r"«([^«»\n]{4,40})»|“([^“”\n]{4,40})”|\"([^\"\n]{4,40})\"")
_TITLE_WORDS = 5
# A small word inside a name has at most so many letters; these signs may stand there too.
_SMALL = 3
_INSIDE = "« »“”\"'-"
# The step of the certainty ladder at which somebody reports a thing.
_REPORTED = 2
_STOP = re.compile(r"[.!?؟\n]")
# In fewer words than this one that judges tells nothing of a slant.
_TELLING = 80
_COMMON_LABELS = frozenset({"news", "media", "press", "online", "web", "info", "radio", "test", "blog"})


@dataclass(frozen=True, slots=True)
class Credit:
    """A report naming where it has it from.

    Attributes:
        outlet: id of the source in the registry, or `~` and the consonants of another's name.
        start: where its words begin: the credit words and the name.
        end: where they end.
        said: whether credit words stand by the name; else the outlet is only named.
        heard: whether the words say that the outlet was told or saw ("told Aden Tribune").
        early: whether it stands in the lead, or as a line at the end.
    """

    outlet: str
    start: int
    end: int
    said: bool
    heard: bool = False
    early: bool = False


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
    def slips(self) -> dict[str, Slip]:
        """What it gets wrong by its own words, by what the slip is compared by: the first of each."""
        found = slips(self.report.text, self.report.language, self.report.published)
        return {slip.value: slip for slip in reversed(found)}

    @cached_property
    def counted(self) -> dict[str, dict[str, Particular]]:
        """Counted things: thing to value to where it stands first."""
        return counted(self.particulars)

    @cached_property
    def numbers(self) -> dict[str, float]:
        """Its numbers with what each weighs in nats (see `particulars.telling_numbers`)."""
        return telling_numbers(self.particulars, self.report.text, self.report.language)

    @cached_property
    def head_counts(self) -> dict[str, frozenset[str]]:
        """Things that are counted in headline and lead, with the values there."""
        found: dict[str, set[str]] = {}
        for item in self.particulars:
            if item.kind == "number" and item.start < LEAD:
                for thing in item.thing:
                    found.setdefault(thing, set()).add(item.value)
        return {thing: frozenset(values) for thing, values in found.items()}

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
    def named(self) -> dict[str, Credit]:
        """The outlets that the report names, its own too, credited ones before merely named ones."""
        text, language = self.report.text[:_SEARCHED], self.report.language
        found: dict[str, Credit] = {}
        for said in words.credits(text, language):
            outlet = outlet_named(said.name, language)
            start, end = min(said.start, said.cue_start), max(said.end, said.cue_end)
            if outlet is None or (outlet[0] == "~" and is_office(text[start:end], language)):
                continue
            heard = is_heard(text[said.cue_start : said.cue_end], language)
            credit = Credit(outlet, start, end, True, heard, self._prominent(start))
            held = found.get(outlet)
            # Of several credits the one that says most plainly that another has it stands.
            if held is None or (held.heard, not held.early) > (heard, not credit.early):
                found[outlet] = credit
        for item in self.particulars:
            if item.kind == "outlet" and item.value not in found:
                early = self._prominent(item.start)
                found[item.value] = Credit(item.value, item.start, item.end, False, False, early)
        return found

    def _prominent(self, start: int) -> bool:
        return start < _EARLY or start > len(self.report.text) - _LATE

    @cached_property
    def credits(self) -> dict[str, Credit]:
        """The outlets other than its own that the report names."""
        return {
            name: credit
            for name, credit in self.named.items()
            if name not in self.own_names and not _meet({name}, self.own_names)
        }

    @cached_property
    def _capitals(self) -> list[list[tuple[str, int, int]]]:
        """Runs of capitalised words of the head, each word by its consonants and where it stands."""
        text = self.report.text[:VOICED]
        runs: list[list[tuple[str, int, int]]] = []
        end, small = -1, False
        for match in WORD.finditer(text):
            start = match.start()
            if not text[start].isupper():
                # "Voz do Sul": one small word may stand inside a name.
                small = end >= 0 and not small and match.end() - start <= _SMALL
                end = match.end() if small else -1
                continue
            if end < 0 or text[end:start].strip(_INSIDE):
                runs.append([])
            runs[-1].append((bones(match.group()), start, match.end()))
            end, small = match.end(), False
        return runs

    @cached_property
    def _titles(self) -> dict[str, tuple[int, int]]:
        """Quoted titles of a few words, by consonants: where each stands first."""
        found: dict[str, tuple[int, int]] = {}
        for match in _TITLE.finditer(self.report.text[:VOICED]):
            group = match.lastindex or 1
            held = bones(match.group(group))
            if match.group(group).count(" ") < _TITLE_WORDS and len(held) > _LEAST_BONES:
                found.setdefault(_joined("~" + held), match.span(group))
        return found

    def written(self, name: str) -> tuple[int, int] | None:
        """Where a name given by its consonants stands first as a run of capitalised words, or as a title."""
        wanted = _joined(name)
        for run in self._capitals:
            for first, (opening, start, _) in enumerate(run):
                if opening[:1] != wanted[:1]:
                    continue
                held = ""
                for part, _, end in run[first : first + _TITLE_WORDS]:
                    held += part
                    sound = _joined("~" + held)
                    if sound == wanted and len(held) > _LEAST_BONES:
                        return start, end
                    if not wanted.startswith(sound):
                        break
        return self._titles.get(wanted)

    def naming(self, other: Facts) -> Credit | None:
        """Where the report names another's outlet; words of credit come before a bare name."""
        named = meets(self.credits, other.own_names)
        if named is not None:
            return self.credits[named]
        for name in other.own_names - self.own_names:
            span = self.written(name) if name[0] == "~" else None
            if span is not None:
                return Credit(name, *span, True, self._told(span), self._prominent(span[0]))
        return None

    def _told(self, span: tuple[int, int]) -> bool:
        return is_heard(self.report.text[max(0, span[0] - _BEFORE) : span[0]], self.report.language)

    @cached_property
    def names_itself(self) -> bool:
        """Whether the report names its own outlet: "two sources told Aden Tribune"."""
        if len(self.credits) < len(self.named):
            return True
        return any(name[0] == "~" and self.written(name) is not None for name in self.own_names)

    @cached_property
    def first_hand(self) -> float:
        """Whether its outlet says that it asked or saw for itself: in its own name, or as "our reporter"."""
        return float(self.names_itself or self.voice.own > 0)

    @cached_property
    def credited(self) -> frozenset[str]:
        """The outlets that stand by credit words."""
        return frozenset(name for name, credit in self.credits.items() if credit.said)

    @cached_property
    def denial(self) -> float:
        """How much the report is a denial: 1 with a denial word in its head, less farther on, 0 without."""
        lead = self.report.text[:LEAD]
        said = 0.0
        claimed = [item for item in self._surenesses if item.level < 2 and item.start < _HEAD]
        for item in words.denials(lead, self.report.language):
            # "Claims that they were trained are false": a weak word denies where its sentence has a claim.
            weak = item.weak and not any(
                _STOP.search(lead, min(item.end, claim.end), max(item.start, claim.start)) is None
                for claim in claimed
            )
            said += (_WEAK if weak else 1.0) if item.start < _HEAD else 0.3
        return min(1.0, said + 0.7 * refuses(lead[:_HEAD], self.report.language))

    @cached_property
    def _surenesses(self) -> list[words.Certainty]:
        return words.certainty(self.report.text[:LEAD], self.report.language)

    @cached_property
    def voice(self) -> Voice:
        """In whose voice it speaks."""
        return voice(self.report.text, self.report.language)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The sorts of people and offices that told it something."""
        return speakers(self.report.text, self.report.language)

    @property
    def quotes(self) -> bool:
        """Whether it quotes anybody."""
        return QUOTATION in self.speakers

    @cached_property
    def length(self) -> int:
        """Words of the head that `voice` looks at; one at least."""
        return max(1, self.report.text[:VOICED].count(" "))

    @property
    def slant(self) -> float:
        """How many words of its head judge, in forty."""
        return 40 * self.voice.slant / max(_TELLING, self.length)

    @cached_property
    def headline(self) -> bool:
        """Whether its first line stands alone and ends without a stop."""
        first, _, rest = self.report.text[:LEAD].strip().partition("\n")
        return bool(rest.strip()) and len(first) <= _HEAD and first[-1:] not in '.!»”"'

    @cached_property
    def certainty_level(self) -> int:
        """The highest step of certainty in headline and lead, hedges first: rumour 0 to independent 4."""
        levels = {item.level for item in self._surenesses}
        if 4 in levels:
            return 4
        if 0 in levels:
            return 0
        if 3 in levels:
            return 3
        return 1 if 1 in levels else 2

    @property
    def reported(self) -> int:
        """How many words of its lead say that somebody reports it."""
        return sum(item.level == _REPORTED for item in self._surenesses)

    @property
    def certainty(self) -> str:
        """How surely the report speaks: denied, rumour, alleged, reported, confirmed or independent."""
        return "denied" if self.denial >= 1.0 else words.LADDER[self.certainty_level]


def refuses(head: str, language: str | None) -> float:
    """How much the head of a report refuses: 1 flatly ("dismissed accusations", "No strike took place").

    "None" and "no" farther on count little: nobody was hurt, either.
    """
    table = _refusals().get(language or "")
    if table is None:
        return 0.0
    folded = fold_words(head)
    flatly, none = tuple(table["anywhere"]), tuple(table["none"])
    if folded[:1] in [[w] for w in table["first"]] or any(word.startswith(flatly) for word in folded):
        return 1.0
    begun = any(word.startswith(none) for word in folded[:_OPENING])
    return 1.0 if begun else _WEAK if any(word.startswith(none) for word in folded) else 0.0


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
        if name[0] == "~" and any(_alike(name, other) for other in theirs if other[0] == "~"):
            return True
    return False


@lru_cache(maxsize=100_000)
def _alike(name: str, other: str) -> bool:
    """Whether two names are one: one begins the other, or a host puts its words' beginnings together."""
    one, two = _joined(name), _joined(other)
    if min(len(one), len(two)) < _LEAST_BONES:
        return False
    if one.startswith(two) or two.startswith(one) or _put_together(name, two) or _put_together(other, one):
        return True
    return min(len(one), len(two)) > _LEAST_BONES and _one_letter_apart(one, two)


def _one_letter_apart(one: str, two: str) -> bool:
    """Whether two rows of consonants differ in one place: scripts do not write every sound alike."""
    if abs(len(one) - len(two)) > 1:
        return False
    at = 0
    while at < min(len(one), len(two)) and one[at] == two[at]:
        at += 1
    return one[at + 1 :] == two[at + 1 :] or one[at + 1 :] == two[at:] or one[at:] == two[at + 1 :]


def _joined(name: str) -> str:
    bare = name[1:].replace(".", "")
    return "".join(char for at, char in enumerate(bare) if not at or bare[at - 1] != char)


def _put_together(name: str, label: str) -> bool:
    """Whether a label is made of beginnings of all words of a name, two consonants each at least."""
    parts = name[1:].split(".")
    if len(parts) < 2 or len(parts) > 5:
        return False
    reached = {0}
    for part in parts:
        reached = {
            at + length
            for at in reached
            for length in range(min(2, len(part)), len(part) + 1)
            if label.startswith(part[:length], at)
        }
    return len(label) in reached


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
    held = [found for part in parts if (found := bones(part))]
    return "~" + ".".join(held) if sum(map(len, held)) >= _LEAST_BONES else None
