"""What the casebook is and holds."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from thistledown import __version__
from thistledown.serve.api.asked import Question

router = APIRouter(tags=["overview"])


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
