"""A small judged casebook for the tests of the sheet, and what its events are when looked at one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thistledown.casebook.atlas_events import coded_claims
from thistledown.casebook.claim import Claim
from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.view import RecordedEvent
from thistledown.codebook.atlas import atlas
from thistledown.codebook.registry import registry
from thistledown.weigh.assessment.assessment import Assessment
from thistledown.weigh.casework import Casework
from thistledown.weigh.events.verbs import join_two, name_event
from thistledown.weigh.resolution.resolver import same_actor
from thistledown.weigh.sheet.build import build
from thistledown.weigh.sheet.sheet import Mask, Sheet

# Said to be one actor in the samples; the first by id speaks for both.
ONE, OTHER = "iswap", "jnim"


def add(book: Casebook, first: int, last: int) -> None:
    """Take in some events of the atlas."""
    rows = [
        (item.id, item.summary, coded_claims(item, registry()), item.certainty.value, item.first)
        for item in atlas()[first:last]
    ]
    book.add_events(rows, coder="a team")


def sample_book(folder: Path) -> Casebook:
    """Events of the atlas, some joined, named, corrected and rejected, and two actors made one."""
    book = open_casebook(folder / "sheet.casebook", create=True, who="an analyst")
    add(book, 0, 90)
    items = [item for item in atlas()[:90] if len(item.citations) > 1]
    join_two(book, items[0].id, items[1].id, "one quarrel")
    name_event(book, items[2].id, "A name of its own: “цвет”")
    told = book.view().events([item.id for item in items[3:7]])
    book.judge("claim", told[0].claims[0].id, "reject")
    for claim in told[1].claims:
        book.judge("claim", claim.id, "reject")
    book.judge("claim", told[2].claims[0].id, "correct", slot="kind", value="seizure")
    book.judge(
        "claim", told[3].claims[0].id, "correct", slot="pathway", value={"battlefield": 0.25, "peer": 0.75}
    )
    same_actor(book, OTHER, ONE, "to try it out")
    return book


@dataclass(frozen=True)
class Sample:
    """A casebook, its sheet, and the same events one by one."""

    book: Casebook
    sheet: Sheet
    events: tuple[tuple[RecordedEvent, Assessment], ...]

    @classmethod
    def of(cls, book: Casebook) -> Sample:
        return cls(book, build(Casework(book.view())), tuple(Casework(book.view()).every()))

    def chosen(self, mask: Mask) -> list[tuple[RecordedEvent, Assessment]]:
        """The events of a mask."""
        return [pair for pair, fits in zip(self.events, mask.tolist(), strict=True) if fits]


def claims(event: RecordedEvent) -> list[Claim]:
    return [item.claim for item in event.claims]


def chief(actor: str | None, name: str) -> str:
    """The id of an actor in the samples."""
    return (ONE if actor == OTHER else actor) or name


def day(when: date | None) -> int | None:
    return None if when is None else (when - date(1970, 1, 1)).days
