"""Claims as comma-separated values: one row a claim, for spreadsheets and statistics programs.

UTF-8 with a byte order mark (spreadsheets need it for Arabic and Cyrillic), lines end in CR LF, a header
comes first (RFC 4180). Several values in one cell are joined with "; ". The span of a slot
is two columns, `span_…_start` and `span_…_end`, in code points of the report's clean text.

A text cell that begins with = + - @ (or their full-width forms), a tab, a carriage return or a line feed
gets an apostrophe in front, since a spreadsheet could otherwise run it as a formula; white space before
such a sign does not hide it. Numbers are never changed. This makes the file safe to open, not exact: for
exact values use the JSON Lines export.
"""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.view import View
from thistledown.codebook.terms import Slot
from thistledown.publish.cited import CitedClaim, cited_claims
from thistledown.publish.export import Progress, as_of_text

Cell = str | int | float | None

_FORMULA = tuple("=+-@＝＋－＠")
_CONTROL = ("\t", "\r", "\n")
_LEAD = " \t\r\n\v\f\u00a0\u2007\u202f\ufeff\u200b"

_SPANS = tuple(slot for slot in Slot)

COLUMNS = (
    "id",
    "events",
    "kind",
    "providers",
    "provider_ids",
    "provider_kinds",
    "provider_words",
    "recipients",
    "recipient_ids",
    "recipient_kinds",
    "recipient_words",
    "items",
    "system",
    "pathway",
    "pathway_weights",
    "date_start",
    "date_end",
    "date_precision",
    "place",
    "country",
    "lat",
    "lon",
    "radius_km",
    "holders",
    "modality",
    "polarity",
    "generic",
    "confidence",
    "source",
    "source_id",
    "source_grade",
    "source_network",
    "source_url",
    "cited_published",
    "cited_language",
    "cited_note",
    "quote",
    "quote_start",
    "quote_end",
    *(f"span_{slot.value}_{end}" for slot in _SPANS for end in ("start", "end")),
    "coder",
    "codebook",
    "reasons",
    "report",
    "text_id",
    "recorded_at",
    "as_of",
)


class CsvExport:
    """Claims as CSV."""

    name = "csv"
    media_type = "text/csv; charset=utf-8; header=present"
    suffix = ".csv"
    subject = "claims"
    title = "Claims as a table, one row a claim, for spreadsheets and statistics programs"

    def write(self, view: View, out: BinaryIO, *, progress: Progress | None = None) -> int:
        """Write the view; see the module for the format."""
        text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
        try:
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            as_of = as_of_text(view)
            rows = 0
            for one in cited_claims(view):
                writer.writerow([safe_cell(value) for value in _row(one, as_of)])
                rows += 1
                if progress and rows % 500 == 0:
                    progress(rows)
            return rows
        finally:
            text.detach()


def safe_cell(value: Cell) -> Cell:
    """The cell as a spreadsheet may be given it; only text that could run as a formula is changed."""
    if not isinstance(value, str) or not value:
        return value
    if value.startswith(_CONTROL) or value.lstrip(_LEAD).startswith(_FORMULA):
        return "'" + value
    return value


def _row(one: CitedClaim, as_of: str | None) -> list[Cell]:
    item, source = one.claim, one.source
    when, place, cited = item.when, item.where, item.citation
    spans: list[Cell] = []
    for slot in _SPANS:
        span = item.spans.get(slot)
        spans += [span.start, span.end] if span else [None, None]
    return [
        one.recorded.id,
        "; ".join(one.events),
        item.kind.value,
        *_parties(item.providers),
        *_parties(item.recipients),
        "; ".join(name.value for name in item.items),
        item.system.value if item.system else None,
        item.pathway.value,
        "; ".join(f"{name.value} {weight:g}" for name, weight in item.pathways),
        when.start.isoformat() if when and when.start else None,
        when.end.isoformat() if when and when.end else None,
        when.precision.value if when else None,
        place.name if place else None,
        place.country if place else None,
        place.lat if place else None,
        place.lon if place else None,
        place.radius_km if place else None,
        "; ".join(item.holders),
        item.modality.value,
        item.polarity.value,
        "yes" if item.generic else "no",
        item.confidence,
        source.name,
        source.id,
        source.grade,
        source.network,
        source.url,
        cited.published if cited else None,
        cited.language if cited else None,
        cited.note if cited else None,
        item.quote or None,
        *_quote(item),
        *spans,
        item.coder,
        item.codebook,
        "; ".join(item.reasons),
        item.report or None,
        one.recorded.text_id,
        one.recorded.recorded_at,
        as_of,
    ]


def _quote(item: Claim) -> tuple[Cell, Cell]:
    return (item.quote_span.start, item.quote_span.end) if item.quote_span else (None, None)


def _parties(parties: tuple[Party, ...]) -> tuple[str, str, str, str]:
    return (
        "; ".join(party.name for party in parties),
        "; ".join(party.actor or "" for party in parties) if any(p.actor for p in parties) else "",
        "; ".join(party.kind.value for party in parties),
        "; ".join(party.literal for party in parties),
    )
