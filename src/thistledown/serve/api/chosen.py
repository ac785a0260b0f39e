"""Which events a question is about: the sheet of the record, and the mask of the filter in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Response

from thistledown.serve.api.asked import Asked, Question
from thistledown.weigh.sheet.selection import Selection
from thistledown.weigh.sheet.sheet import Mask, Sheet

# Names the work that brings the lists up to date, when an answer is of an earlier state of the record.
BEHIND = "thistledown-behind"

T = TypeVar("T")
Text = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True)
class Chosen:
    """The events a question is about."""

    ask: Asked
    selection: Selection
    text: str
    response: Response

    @cached_property
    def sheet(self) -> Sheet:
        """All events; the answer's header says so when they are those of an earlier state."""
        sheet = sheet_of(self.ask)
        job = self.ask.site.sheets.job(self.ask) if sheet.entry != self.ask.newest_entry else None
        if job is not None:
            self.response.headers[BEHIND] = job.id
        return sheet

    @cached_property
    def mask(self) -> Mask:
        """The chosen ones, (n,)."""
        return self.selection.mask(self.sheet, self.found)

    @cached_property
    def found(self) -> list[str] | None:
        """Ids that the words asked for give; None when none are asked for."""
        if not self.text.strip():
            return None
        return [hit.id for hit in self.ask.view.search(self.text, limit=len(self.sheet), subject="event")]


def chosen(
    ask: Question,
    response: Response,
    kind: Text = "",
    pathway: Text = "",
    country: Text = "",
    actor: Text = "",
    role: Text = "",
    certainty: Text = "",
    system: Text = "",
    item: Text = "",
    provider_kind: Text = "",
    recipient_kind: Text = "",
    source: Text = "",
    place: Text = "",
    since: Annotated[str, Query(alias="from", max_length=10)] = "",
    until: Annotated[str, Query(alias="to", max_length=10)] = "",
    likely: Annotated[str, Query(max_length=10)] = "",
    text: Text = "",
) -> Chosen:
    """The filter of a question.

    Raises:
        SelectionError: when a value is none that exists; the message lists those that do.
    """
    selection = Selection(
        kind=kind,
        pathway=pathway,
        country=country,
        actor=actor,
        role=role,
        certainty=certainty,
        system=system,
        item=item,
        provider_kind=provider_kind,
        recipient_kind=recipient_kind,
        source=source,
        place=place,
        since=since,
        until=until,
        likely=likely,
    )
    return Chosen(ask, selection, text, response)


Choice = Annotated[Chosen, Depends(chosen)]


def sheet_of(ask: Asked) -> Sheet:
    """The sheet of the record as asked for, or of an earlier state while that one is made.

    Raises:
        PreparingError: when the record is large and there is no sheet of it yet.
    """
    return ask.site.sheets.of(ask)


def of_sheet(ask: Asked, name: str, make: Callable[[Sheet], T], sheet: Sheet | None = None) -> T:
    """Something worked out from the sheet that answers (or this one), kept as long as that sheet does.

    Raises:
        PreparingError: when the record is large and there is no sheet of it yet.
    """
    whole = sheet_of(ask) if sheet is None else sheet
    return ask.kept(f"{name}, of entry {whole.entry}, {whole.weighed} weighed", lambda: make(whole))
