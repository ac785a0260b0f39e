"""Which events a question is about: the sheet of the record, and the mask of the filter in the address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Query

from thistledown.serve.api.asked import Asked, Question
from thistledown.serve.api.jobs import Progress
from thistledown.weigh.sheet.build import build, weighed
from thistledown.weigh.sheet.selection import Selection
from thistledown.weigh.sheet.sheet import Mask, Sheet
from thistledown.weigh.sheet.store import load, save

# Up to so many events are weighed while the first page waits; beyond them in the background.
AT_ONCE = 2_000

Text = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True)
class Chosen:
    """The events a question is about."""

    ask: Asked
    selection: Selection
    text: str

    @cached_property
    def sheet(self) -> Sheet:
        """All events."""
        return sheet_of(self.ask)

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
    return Chosen(ask, selection, text)


Choice = Annotated[Chosen, Depends(chosen)]


def sheet_of(ask: Asked) -> Sheet:
    """The sheet of the record as asked for; that of now is kept on disk between runs of the server."""
    return ask.kept("sheet", lambda: _make(ask))


def _make(ask: Asked) -> Sheet:
    path = ask.casebook.paths.sheet if ask.as_of is None else None
    sheet = load(path, ask.newest_entry) if path else None
    if sheet is None:
        few = ask.view.counts()["events"] <= AT_ONCE
        sheet = build(ask.work, weigh=few)
        if path:
            save(sheet, path)
    if sheet.weighed < len(sheet):
        _weigh_on(ask, sheet)
    return sheet


def _weigh_on(ask: Asked, sheet: Sheet) -> None:
    """Weigh the events of a large record in the background, and then put that sheet in its place."""

    def weigh(tell: Progress) -> dict[str, object]:
        done = weighed(sheet, ask.work, lambda n: tell(n, len(sheet), "weighing events"))
        if ask.as_of is None:
            save(done, ask.casebook.paths.sheet)
        ask.put("sheet", done)
        return {}

    ask.site.jobs.start("Weighing the events", weigh)
