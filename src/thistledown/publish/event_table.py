"""Chosen events as comma-separated values: what is on screen, with what it rests on.

One row an event in the judged state: claims as analysts left them, with how likely it is and every page that
tells of it. UTF-8 with a byte order mark, CR LF, a header first (RFC 4180); cells are made safe for
spreadsheets as in `publish.csv`.
"""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

import numpy as np

from thistledown.casebook.schema import report
from thistledown.casebook.view import View
from thistledown.publish.cited import SourceBook
from thistledown.publish.csv import Cell, safe_cell
from thistledown.publish.export import as_of_text
from thistledown.weigh.casework import Casework
from thistledown.weigh.sheet.sheet import Mask, Sheet

COLUMNS = (
    "id",
    "title",
    "kind",
    "providers",
    "recipients",
    "pathways",
    "date_start",
    "date_end",
    "date_precision",
    "place",
    "country",
    "probability",
    "low",
    "high",
    "likelihood",
    "lines_of_evidence",
    "claims",
    "sources",
    "pages",
    "as_of",
)


def write_event_table(work: Casework, sheet: Sheet, mask: Mask, out: BinaryIO) -> int:
    """Write chosen events to `out`, which is left open, and return the number of rows.

    Args:
        work: the casework of the view the sheet is of.
        sheet: all events.
        mask: which are chosen, (n,).
        out: a binary file open for writing.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        book, as_of = SourceBook(work.view), as_of_text(work.view)
        rows = np.flatnonzero(mask).tolist()
        for row in rows:
            writer.writerow([safe_cell(cell) for cell in _row(work, book, sheet.ids[row], as_of)])
        return len(rows)
    finally:
        text.detach()


def _row(work: Casework, book: SourceBook, event_id: str, as_of: str | None) -> list[Cell]:
    event = work.event(event_id)
    found = work.assess(event_id)
    lead = event.lead
    assert lead is not None
    told = _reports(work.view, {one.claim.report for one in event.claims if not one.claim.citation})
    sources = {}
    for one in event.claims:
        source = book.of(one.claim, told.get(one.claim.report))
        sources[source.url or one.claim.report] = f"{source.name} ({source.grade or 'not graded'})"
    when, where = lead.when, lead.where
    return [
        event.id,
        event.title,
        lead.kind.value,
        "; ".join(party.name for party in lead.providers),
        "; ".join(party.name for party in lead.recipients),
        "; ".join(f"{way.value} {weight:g}" for way, weight in lead.pathways),
        when.start.isoformat() if when and when.start else None,
        when.end.isoformat() if when and when.end else None,
        when.precision.value if when else None,
        where.name if where else None,
        where.country if where else None,
        round(found.probability, 3),
        round(found.low, 3),
        round(found.high, 3),
        found.word.value if found.word else None,
        len(found.lines),
        len(event.claims),
        "; ".join(sources.values()),
        "; ".join(sources),
        as_of,
    ]


def _reports(view: View, ids: set[str]) -> dict:  # type: ignore[type-arg]
    return {one.id: one for one in view.reports(report.c.id.in_(ids), limit=len(ids))} if ids else {}
