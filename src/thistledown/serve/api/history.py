"""What analysts decided about a row of the record, oldest first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import RowMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision.

    Attributes:
        about: event or claim.
        id: of what it is about.
        verdict: accept, reject, correct, grade, comment, adjudicate, or same and different for two events.
        slot: the slot that was put right; None for the whole.
        value: what was put there, in words.
        comment: why.
        coder: who.
        at: when (UTC).
        entry: number of the journal entry.
        other: the other event, where two were joined or told apart.
    """

    about: str
    id: str
    verdict: str
    slot: str | None = None
    value: str | None = None
    comment: str | None = None
    coder: str
    at: str
    entry: int
    other: str | None = None


def decided(rows: Iterable[RowMapping]) -> list[Decided]:
    """Rows of the table of judgements as the API gives them."""
    return [
        Decided(
            about=row["subject_table"],
            id=row["subject_id"],
            verdict=row["verdict"],
            slot=row["slot"],
            value=_words(row["value"]),
            comment=row["comment"],
            coder=row["coder"],
            at=row["recorded_at"],
            entry=row["entry"],
        )
        for row in rows
    ]


def _words(value: str | None) -> str | None:
    """A JSON value in words: bare text as it is, anything else as JSON."""
    if value is None:
        return None
    found = json.loads(value)
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
