"""Events as a GeoJSON FeatureCollection (RFC 7946), one feature an event, for maps.

A feature's id is the event's id. Its geometry is the point of the first claim that gives coordinates, the
lead claim before others, as [longitude, latitude] in WGS 84, rounded to 5 decimals; null where no claim
gives any. `uncertainty_km` is the radius within which the point may lie, null when not stated: a point
without it is not exact. Other properties: `title`, `certainty`, `first_use`, `kind`, `pathway`, `items`,
`system`, `date_start`, `date_end`, `date_precision`, `place`, `country` (ISO 3166-1 alpha-3), `providers`,
`recipients`, `claims` (how many), `sources` (each with name, grade, network, url and modality of what it
says), `holders`, `as_of`. A collection without features is valid.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from thistledown.casebook.claim import Claim
from thistledown.casebook.intake_rows import RecordedReport
from thistledown.casebook.place import Place
from thistledown.casebook.schema import report
from thistledown.casebook.view import RecordedEvent, View
from thistledown.publish.cited import SourceBook
from thistledown.publish.export import Progress, as_of_text


class GeoJsonExport:
    """Events as GeoJSON."""

    name = "geojson"
    media_type = "application/geo+json"
    suffix = ".geojson"
    subject = "events"
    title = "Events with their places, for maps (RFC 7946)"

    def write(self, view: View, out: BinaryIO, *, progress: Progress | None = None) -> int:
        """Write the view; see the module for the format."""
        return write_features(view, view.every_event(), out, progress=progress)


def write_features(
    view: View, events: Iterable[RecordedEvent], out: BinaryIO, *, progress: Progress | None = None
) -> int:
    """Write these events of a view, in this order, and return how many; see the module for the format.

    Args:
        view: the record as known on a date.
        events: as put together, or as analysts left them.
        out: a binary file open for writing; it is left open.
        progress: called now and then with the number of events written so far.
    """
    book, as_of = SourceBook(view), as_of_text(view)
    out.write(b'{"type":"FeatureCollection","features":[')
    rows = 0
    for event in events:
        out.write(b",\n" if rows else b"\n")
        feature = _feature(event, book, _told(view, event), as_of)
        out.write(
            json.dumps(feature, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")
        )
        rows += 1
        if progress and rows % 100 == 0:
            progress(rows)
    out.write(b"\n]}\n")
    return rows


def _told(view: View, event: RecordedEvent) -> dict[str, RecordedReport]:
    wanted = {one.claim.report for one in event.claims if one.claim.report and not one.claim.citation}
    if not wanted:
        return {}
    return {one.id: one for one in view.reports(report.c.id.in_(wanted), limit=len(wanted))}


def _feature(
    event: RecordedEvent, book: SourceBook, told: dict[str, RecordedReport], as_of: str | None
) -> dict[str, Any]:
    lead = event.lead
    point = _point(event)
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": point and {"type": "Point", "coordinates": [_round(point.lon), _round(point.lat)]},
        "properties": {
            "title": event.title,
            "certainty": event.certainty,
            "first_use": event.first_use,
            "uncertainty_km": point.radius_km if point else None,
            **_slots(lead),
            "claims": len(event.claims),
            "sources": _sources(event, book, told),
            "holders": sorted({name for one in event.claims for name in one.claim.holders}),
            "as_of": as_of,
        },
    }


def _slots(lead: Claim | None) -> dict[str, Any]:
    when = lead.when if lead else None
    where = lead.where if lead else None
    return {
        "kind": lead.kind.value if lead else None,
        "pathway": lead.pathway.value if lead else None,
        "items": [item.value for item in lead.items] if lead else [],
        "system": lead.system.value if lead and lead.system else None,
        "date_start": when.start.isoformat() if when and when.start else None,
        "date_end": when.end.isoformat() if when and when.end else None,
        "date_precision": when.precision.value if when else None,
        "place": where.name if where else None,
        "country": where.country if where else None,
        "providers": [party.name for party in lead.providers] if lead else [],
        "recipients": [party.name for party in lead.recipients] if lead else [],
    }


def _point(event: RecordedEvent) -> Place | None:
    claims = ([event.lead] if event.lead else []) + [one.claim for one in event.claims]
    for item in claims:
        place = item.where
        if place is not None and place.lat is not None and place.lon is not None:
            return place
    return None


def _round(degrees: float | None) -> float:
    return round(degrees or 0.0, 5)


def _sources(event: RecordedEvent, book: SourceBook, told: dict[str, RecordedReport]) -> list[dict[str, Any]]:
    rows = []
    for one in event.claims:
        source = book.of(one.claim, told.get(one.claim.report))
        rows.append(
            {
                "name": source.name,
                "grade": source.grade,
                "network": source.network,
                "url": source.url,
                "modality": one.claim.modality.value,
            }
        )
    return rows
