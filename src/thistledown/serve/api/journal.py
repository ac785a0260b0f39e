"""The journal over the API: what was written is taken back here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from thistledown.casebook.undoing import Undone, undo
from thistledown.serve.api.asked import Question

router = APIRouter(tags=["journal"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """What is to be undone.

    Attributes:
        entry: number of the journal entry.
        coder: in whose name; the casebook's analyst if not said.
    """

    entry: int
    coder: Annotated[str | None, Field(max_length=200)] = None


@router.post("/undo")
def undo_entry(ask: Question, undoing: Undoing) -> Undone:
    """Undo a journal entry, of whatever depth; undoing an undoing brings the entry back."""
    return undo(ask.to_write().in_name_of(undoing.coder), undoing.entry)
