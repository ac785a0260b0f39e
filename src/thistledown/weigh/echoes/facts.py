"""What one report says about itself: whom it credits, what it denies, how surely it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from thistledown.codebook.sources import host_of
from thistledown.weigh.echoes.particulars import Particular, counted, particulars
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.tokens import sentences, skeleton
from thistledown.weigh.echoes.vocabulary import Cue, cues

# A headline and lead: what a report denies or claims stands in its first so many characters.
LEAD = 500
# A credit names its outlet within so many characters of the credit words.
_NEAR = 80


@dataclass(frozen=True, slots=True)
class Credit:
    """A report naming where it has it from.

    Attributes:
        outlet: id of the source in the registry, or the consonant skeleton of another's name after a `~`.
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
    def cues(self) -> list[Cue]:
        """Credit, denial and certainty words in the order of the text."""
        return cues(self.report.text, self.report.language)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """What the report's own outlet is called: its source id and the names on its host."""
        found = set()
        if self.report.source:
            found.add(self.report.source)
        if self.report.url:
            for label in host_of(self.report.url).split(".")[:-1]:
                bones = skeleton(label)
                if len(bones) >= 3:
                    found.add(f"~{bones}")
        return frozenset(found)

    @cached_property
    def credits(self) -> dict[str, Credit]:
        """The outlets other than its own that the report names, credited ones before merely named ones."""
        text = self.report.text
        spoken = [cue for cue in self.cues if cue.kind == "credit"]
        found: dict[str, Credit] = {}
        for item in self.particulars:
            if item.kind != "outlet" or item.value in self.own_names:
                continue
            near = next(
                (
                    cue
                    for cue in spoken
                    if -_NEAR <= item.start - cue.end <= _NEAR
                    and "\n\n" not in text[min(cue.end, item.end) : max(cue.start, item.start)]
                ),
                None,
            )
            credit = (
                Credit(item.value, min(near.start, item.start), max(near.end, item.end), True)
                if near
                else Credit(item.value, item.start, item.end, False)
            )
            held = found.get(item.value)
            if held is None or (credit.said and not held.said):
                found[item.value] = credit
        return found

    @cached_property
    def denial(self) -> float:
        """How much the report is a denial: 0 to 1, from denial words in its headline and lead."""
        length = min(len(self.report.text), LEAD)
        said = sum(
            1.0 if cue.start < LEAD // 2 else 0.5
            for cue in self.cues
            if cue.kind == "denial" and cue.start < LEAD
        )
        return min(1.0, said / 2) if length else 0.0

    @cached_property
    def certainty(self) -> str:
        """How surely the report speaks: denied, alleged, reported, confirmed or independent."""
        if self.denial >= 0.5:
            return "denied"
        lead = [cue.kind for cue in self.cues if cue.start < LEAD]
        for kind in ("independent", "confirmed", "alleged"):
            if kind in lead:
                return kind
        return "reported"

    @property
    def certainty_rank(self) -> int:
        """The place of the certainty on its scale; a denial stands with the reported."""
        return {"alleged": 0, "reported": 1, "denied": 1, "confirmed": 2, "independent": 3}[self.certainty]

    @cached_property
    def spin(self) -> float:
        """How much the report judges by the words it chooses: 0 to 1."""
        return min(1.0, sum(cue.kind == "spin" for cue in self.cues) / 3)
