"""What the casebook is and holds, and what is new in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query

from thistledown import __version__
from thistledown.serve.api.asked import Question
from thistledown.serve.api.chosen import Choice
from thistledown.serve.api.events import EventRow, event_rows

router = APIRouter(tags=["overview"])

# Events listed as new or disputed.
LISTED = 6


@dataclass(frozen=True, slots=True)
class About:
    """The casebook in a line.

    Attributes:
        name: how it is called.
        analyst: whose hand the journal names.
        version: of Thistledown.
        newest_entry: number of the newest journal entry; it changes whenever the record does.
        counts: rows of each table of the record.
    """

    name: str
    analyst: str
    version: str
    newest_entry: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the events that fit the filter amount to.

    Attributes:
        entry: state of the record that this is told from; look from here next time.
        events: that fit.
        expected: how many of them are expected to have happened.
        lines: lines of evidence; null while some are not weighed.
        pages: reports and cited pages.
        sources: sources cited.
        actors: actors that take part.
        weighed: events weighed so far.
        likely: events more likely than not.
        new: events with claims recorded since, the newest first.
        new_count: how many there are.
        disputed: events that some claim denies, the most evenly told first.
        disputed_count: how many there are.
    """

    entry: int
    events: int
    expected: float
    lines: int | None
    pages: int
    sources: int
    actors: int
    weighed: int
    likely: int
    new: tuple[EventRow, ...]
    new_count: int
    disputed: tuple[EventRow, ...]
    disputed_count: int


@router.get("/casebook")
def about(ask: Question) -> About:
    """Name, size and state of the casebook."""
    settings = ask.casebook.settings
    return About(
        settings.name,
        settings.analyst,
        __version__,
        ask.newest_entry,
        ask.kept("counts", ask.view.counts),
    )


@router.get("/overview")
def overview(
    choice: Choice,
    seen: Annotated[int, Query(ge=0, description="Journal entry up to which the reader has looked.")] = 0,
) -> Overview:
    """What there is, what is new since an entry, and what is in dispute."""
    sheet, mask = choice.sheet, choice.mask
    rows = np.flatnonzero(mask)
    lines = sheet.lines[rows]
    new = rows[sheet.recorded[rows] > seen]
    new = new[np.argsort(-sheet.recorded[new], kind="stable")]
    disputed = rows[sheet.disputed[rows]]
    disputed = disputed[np.argsort(np.abs(sheet.expected[disputed] - 0.5), kind="stable")]
    taking_part = [lists.values[mask[lists.rows]] for lists in (sheet.providers, sheet.recipients)]
    cited = sheet.event_sources.values[mask[sheet.event_sources.rows]]
    return Overview(
        entry=sheet.entry,
        events=len(rows),
        expected=round(float(sheet.expected[rows].sum()), 1),
        lines=int(lines.sum()) if (lines >= 0).all() else None,
        pages=int(sheet.pages[rows].sum()),
        sources=len(np.unique(cited)),
        actors=len(np.unique(np.concatenate(taking_part))),
        weighed=int(np.isfinite(sheet.probability[rows]).sum()),
        likely=int((sheet.expected[rows] > 0.5).sum()),
        new=event_rows(sheet, new[:LISTED]),
        new_count=len(new),
        disputed=event_rows(sheet, disputed[:LISTED]),
        disputed_count=len(disputed),
    )
