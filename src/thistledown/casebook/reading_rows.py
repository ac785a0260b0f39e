"""What a reader found in a text, as rows beside what earlier readings found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from thistledown.casebook.append import Entry
from thistledown.casebook.asof import AsOf
from thistledown.casebook.claim import Claim
from thistledown.casebook.claim_rows import CHUNK, claim_id, insert_claims
from thistledown.casebook.errors import CasebookError
from thistledown.casebook.intake_rows import text_id
from thistledown.casebook.schema import claim, journal, reading, retirement

# What the journal calls a reading.
READ = "read"


@dataclass(frozen=True, slots=True)
class Unread:
    """A clean text that a coder has not read yet."""

    text_id: str
    report_id: str
    text: str
    language: str | None
    published_start: str | None
    title: str | None


def insert_reading(
    entry: Entry, unread: Unread, claims: Sequence[Claim], notes: Sequence[str], *, coder: str, codebook: str
) -> int:
    """Keep one reading of one text; return how many claims now hold that did not before.

    Raises:
        CasebookError: when a claim's words are not the text's words at its spans.
    """
    connection = entry.connection
    key = reading_id(unread.text_id, coder, codebook)
    if connection.execute(select(reading.c.id).where(reading.c.id == key)).first():
        return 0
    keyed: dict[str, Claim] = {}
    for item in claims:
        _check_words(item, unread.text)
        placed = replace(item, report=unread.report_id)
        keyed[claim_id(placed)] = placed
    mine = (claim.c.text_id == unread.text_id, claim.c.reading_id.is_not(None))
    live = set(connection.execute(AsOf().select(claim, *mine, columns=[claim.c.id])).scalars())
    ever = set(connection.execute(select(claim.c.id).where(*mine)).scalars())
    row = {
        "id": key,
        "text_id": unread.text_id,
        "coder": coder,
        "codebook": codebook,
        "claims": len(keyed),
        "notes": json.dumps(list(notes), ensure_ascii=False),
    }
    entry.insert(reading, [row])
    fresh = [(name, item) for name, item in keyed.items() if name not in ever]
    again = sorted((set(keyed) & ever) - live - _retired_by_analyst(connection, set(keyed) - live))
    insert_claims(entry, fresh, text_id=unread.text_id, reading_id=key)
    entry.retire(claim, sorted(live - set(keyed)), f"not found again by {coder}")
    entry.restore(claim, again, f"found again by {coder}")
    return len(fresh) + len(again)


def reading_id(text: str, coder: str, codebook: str) -> str:
    """The id of a reading: one text, one coder, one codebook."""
    return f"d{text_id(text, coder, codebook)[1:]}"


def _retired_by_analyst(connection: Connection, keys: set[str]) -> set[str]:
    """Those of some claims that something other than a reading retired: a machine does not overrule it."""
    found: set[str] = set()
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        query = AsOf().select(
            retirement,
            retirement.c.subject_table == claim.name,
            retirement.c.subject_id.in_(ordered[start : start + CHUNK]),
            retirement.c.entry.not_in(select(journal.c.seq).where(journal.c.what == READ)),
            columns=[retirement.c.subject_id],
        )
        found.update(connection.execute(query).scalars())
    return found


def _check_words(item: Claim, text: str) -> None:
    """Refuse a claim whose quote or spans are not the text's own words."""
    try:
        if item.quote_span is None or item.quote_span.of(text) != item.quote:
            raise CasebookError(
                f"the quote {item.quote[:80]!r} is not what the text says at {item.quote_span}"
            )
        for span in item.spans.values():
            span.of(text)
    except ValueError as error:
        raise CasebookError(f"a claim of {item.coder} points outside its text: {error}") from error
