"""Terms as pages show them: label, definition for the tooltip, and where the codebook explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from thistledown.codebook.loader import SECTIONS, Codebook, Term, codebook
from thistledown.codebook.registry import registry
from thistledown.codebook.terms import Slot
from thistledown.serve.lines import NOT_STATED

# The codebook explains words of a claim; what a span stands for is a matter of these pages.
SLOTS: Mapping[Slot, tuple[str, str]] = {
    Slot.TRIGGER: ("what happened", "the words that say what happened"),
    Slot.PROVIDER: ("provider", "the words that name who passes it on"),
    Slot.RECIPIENT: ("recipient", "the words that name who receives or uses it"),
    Slot.ITEM: ("item", "the words that say what moves or was seen"),
    Slot.PLACE: ("place", "the words that say where"),
    Slot.DATE: ("date", "the words that say when"),
    Slot.HOLDER: ("holder", "the words that name who says so"),
    Slot.CUE: ("cue", "the words that show how sure the holder is"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """One term on a page.

    Attributes:
        id: as the record keeps it.
        label: as people write it.
        definition: what it means; "" where the codebook has none.
        anchor: its place on the codebook page; "" where it has none.
    """

    id: str
    label: str
    definition: str = ""
    anchor: str = ""


class Words:
    """The codebook's terms and the countries' names, looked up for pages."""

    def __init__(self, book: Codebook | None = None) -> None:
        self.book = book or codebook()
        self._words: dict[tuple[str, str], Word] = {}
        for section in self.book.sections:
            for term in section.terms:
                self._words[section.id, term.id] = Word(
                    term.id, term.label, term.definition, anchor_of(section.id, term)
                )
        self._sections = {enum: name for name, enum in SECTIONS.items()}
        self._countries = {country.iso3: country.name for country in registry().countries}

    def of(self, value: StrEnum) -> Word:
        """The word of an enum member."""
        return self.get(self._sections.get(type(value), ""), value.value)

    def get(self, section: str, value: str) -> Word:
        """The word of a section; a value without an explanation is shown as it is."""
        if value == NOT_STATED:
            return Word(value, "not stated", "no claim says who")
        return self._words.get((section, value)) or Word(value, value.replace("-", " "))

    def choices(self, section: str) -> list[Word]:
        """All words of a section, in the order of the codebook."""
        return [word for (name, _), word in self._words.items() if name == section]

    def slot(self, slot: Slot) -> Word:
        """What a span stands for."""
        label, definition = SLOTS[slot]
        return Word(slot.value, label, definition)

    @property
    def slots(self) -> list[Word]:
        """All slots, for the reader's legend."""
        return [self.slot(slot) for slot in Slot]

    def country(self, code: str | None) -> str:
        """A country's English name; the code itself where it is not known."""
        return self._countries.get(code or "", code or "")


def anchor_of(section: str, term: Term) -> str:
    """The anchor of a term on the codebook page."""
    return f"{section}-{term.id}"
