"""Captures and reports as rows and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping

from thistledown.casebook.append import Entry
from thistledown.casebook.claim_rows import when_columns, when_from
from thistledown.casebook.clock import stamp
from thistledown.casebook.folding import fold
from thistledown.casebook.report import Capture, Report
from thistledown.casebook.schema import capture, clean_text, custody, report, search_entry
from thistledown.casebook.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReport:
    """A report as the record holds it.

    Attributes:
        text_id: id of its newest clean text.
        text: the clean text; None where a listing left it out.
    """

    id: str
    sha256: str
    part: str
    locator: str
    url: str | None
    title: str | None
    outlet: str | None
    source: str | None
    author_kind: str
    published: When | None
    language: str | None
    links: tuple[str, ...]
    notes: tuple[str, ...]
    recorded_at: str
    text_id: str
    extractor: str
    text: str | None = None


def text_id(report_id: str, text: str, extractor: str) -> str:
    """The id of a clean text."""
    return (
        "t"
        + hashlib.sha256(f"{report_id}\0{extractor}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[
            :19
        ]
    )


def insert_capture(entry: Entry, item: Capture) -> None:
    """Add a capture."""
    entry.insert(
        capture, [{"sha256": item.sha256, "size": len(item.content), "media_type": item.media_type[:200]}]
    )


def insert_captured(entry: Entry, item: Capture, who: str) -> None:
    """Say in the custody log where, when and by what a capture was made."""
    entry.insert(
        custody,
        [
            {
                "sha256": item.sha256,
                "action": "captured",
                "who": who,
                "locator": item.locator,
                "tool": f"{item.connector} {item.connector_version}",
                "happened_at": stamp(item.captured_at),
                "detail": json.dumps(item.detail, ensure_ascii=False, sort_keys=True)
                if item.detail
                else None,
            }
        ],
    )


def insert_reports(
    entry: Entry, sha256: str, locator: str, reports: Sequence[tuple[str, str | None, Report]]
) -> None:
    """Add reports, given as (id, source id, report), with their clean texts and search words."""
    entry.insert(
        report,
        [
            {
                "id": key,
                "sha256": sha256,
                "part": item.part,
                "locator": locator,
                "url": item.url,
                "title": item.title,
                "outlet": item.outlet,
                "source_id": source_id,
                "author_kind": item.author_kind,
                **when_columns(item.published, "published"),
                "published_at": _instant(item.published_at),
                # A tag too long to be one says nothing.
                "language": item.language if len(item.language or "") <= 12 else None,
                "links": json.dumps(item.links, ensure_ascii=False),
                "notes": json.dumps(item.notes, ensure_ascii=False),
            }
            for key, source_id, item in reports
        ],
    )
    entry.insert(
        clean_text,
        [
            {
                "id": text_id(key, item.text.text, item.text.extractor),
                "report_id": key,
                "text": item.text.text,
                "offsets": item.text.offsets.to_bytes(),
                "extractor": item.text.extractor,
            }
            for key, _, item in reports
        ],
    )
    entry.insert(
        search_entry,
        [
            {
                "subject_table": "report",
                "subject_id": key,
                "folded": fold(f"{item.title or ''} {item.outlet or ''}\n{item.text.text}"),
            }
            for key, _, item in reports
        ],
    )


def _instant(moment: datetime | None) -> str | None:
    """The stamp, or None where a page states a year that UTC's calendar does not have."""
    try:
        return stamp(moment) if moment else None
    except ValueError:
        return None


def report_from(row: RowMapping) -> RecordedReport:
    """Read a report row joined with its clean text."""
    return RecordedReport(
        id=row["id"],
        sha256=row["sha256"],
        part=row["part"],
        locator=row["locator"],
        url=row["url"],
        title=row["title"],
        outlet=row["outlet"],
        source=row["source_id"],
        author_kind=row["author_kind"],
        published=when_from(row, "published"),
        language=row["language"],
        links=tuple(json.loads(row["links"] or "[]")),
        notes=tuple(json.loads(row["notes"] or "[]")),
        recorded_at=row["recorded_at"],
        text_id=row["text_id"],
        extractor=row["extractor"],
        text=row.get("text"),
    )
