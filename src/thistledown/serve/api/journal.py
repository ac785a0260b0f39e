"""The journal over the API: who did what and when, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from thistledown.casebook import schema
from thistledown.casebook.undoing import Undone, undo
from thistledown.serve.api.asked import Asked, Question
from thistledown.serve.api.reasons import Reason
from thistledown.weigh.review.telling import Telling

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
        about: what the subject is, where it is still there to look at: event, claim, report, actor or source.
        detail: what else the journal remembers.
        said: what it did, in English words.
        told: the same to be worded in another language.
    """

    number: int
    at: str
    who: str
    what: str
    subject: str
    about: str | None
    detail: str
    said: str
    told: Reason


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
    about = _about(ask, {row["subject"] for row in rows if row["subject"]})
    telling = Telling(ask.view)
    told = {row["seq"]: telling.told(row) for row in rows[:PER_PAGE]}
    return Journal(
        tuple(
            Entry(
                number=row["seq"],
                at=row["recorded_at"],
                who=row["who"],
                what=row["what"],
                subject=row["subject"] or "",
                about=about.get(row["subject"]),
                detail=row["detail"] or "",
                said=told[row["seq"]].english,
                told=Reason.of(told[row["seq"]]),
            )
            for row in rows[:PER_PAGE]
        ),
        rows[PER_PAGE - 1]["seq"] if len(rows) > PER_PAGE else None,
    )


def _about(ask: Asked, subjects: set[str]) -> dict[str, str]:
    """What each of these subjects is, where it has a page."""
    found: dict[str, str] = {}
    for table in (schema.event, schema.claim, schema.report, schema.actor, schema.source):
        wanted = ask.view.as_of.select(table, table.c.id.in_(sorted(subjects)), columns=[table.c.id])
        found |= {row["id"]: table.name for row in ask.view.rows(wanted)}
    return found


@router.post("/undo")
def undo_entry(ask: Question, undoing: Undoing) -> Undone:
    """Undo a journal entry, of whatever depth; undoing an undoing brings the entry back."""
    return undo(ask.to_write().in_name_of(undoing.coder), undoing.entry)
