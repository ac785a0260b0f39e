"""The journal over the API: who did what and when, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from thistledown.casebook.undoing import Undone, undo
from thistledown.serve.api.asked import Question

router = APIRouter(tags=["journal"])

PER_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One step.

    Attributes:
        number: its number, by which it can be undone.
        at: when (UTC).
        who: in whose hand.
        what: what was done, as the journal names it.
        subject: to what.
        detail: what else the journal remembers.
    """

    number: int
    at: str
    who: str
    what: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Journal:
    """Steps, the newest first; `older` is the number to ask before for more."""

    entries: tuple[Entry, ...]
    older: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """What is to be undone.

    Attributes:
        entry: number of the journal entry.
        coder: in whose name; the casebook's analyst if not said.
    """

    entry: int
    coder: Annotated[str | None, Field(max_length=200)] = None


@router.get("/journal")
def journal(ask: Question, before: Annotated[int | None, Query(ge=1)] = None) -> Journal:
    """Who wrote what into the record, and when."""
    rows = ask.view.journal(limit=PER_PAGE + 1, before=before)
    return Journal(
        tuple(
            Entry(
                number=row["seq"],
                at=row["recorded_at"],
                who=row["who"],
                what=row["what"],
                subject=row["subject"] or "",
                detail=row["detail"] or "",
            )
            for row in rows[:PER_PAGE]
        ),
        rows[PER_PAGE - 1]["seq"] if len(rows) > PER_PAGE else None,
    )


@router.post("/undo")
def undo_entry(ask: Question, undoing: Undoing) -> Undone:
    """Undo a journal entry, of whatever depth; undoing an undoing brings the entry back."""
    return undo(ask.to_write().in_name_of(undoing.coder), undoing.entry)
