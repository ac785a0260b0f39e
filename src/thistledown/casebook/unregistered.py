"""Outlets that put reports out and that no registry knows: they have no grade, so hardly count."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import distinct, func, select

from thistledown.casebook.registering import reports_held
from thistledown.casebook.schema import claim, event, event_claim, report
from thistledown.casebook.view import View
from thistledown.codebook.sources import host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Unregistered:
    """An outlet without an entry in the registry.

    Attributes:
        name: as its pages call it, else its host.
        host: of its addresses; "" where none is known.
        reports: how many the record holds.
        claims: how many were read in them.
        events: how many events those claims are about.
        example: id of one of its reports.
    """

    name: str
    host: str
    reports: int
    claims: int
    events: int
    example: str


@dataclass(slots=True)
class _Heap:
    names: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    reports: int = 0
    claims: int = 0
    events: int = 0
    example: str = ""


def unregistered(view: View) -> list[Unregistered]:
    """Outlets that are in no registry, those on which most hangs first.

    Reports go together by the host of their address, else by the name of the outlet. Those that say neither
    are left out. An event that several reports of an outlet tell of counts once a report.
    """
    counted = (
        select(
            report.c.id,
            report.c.url,
            report.c.outlet,
            func.count(distinct(claim.c.id)).label("claims"),
            func.count(distinct(event.c.id)).label("events"),
        )
        .select_from(report)
        .outerjoin(claim, (claim.c.report_id == report.c.id) & view.as_of.live(claim))
        .outerjoin(event_claim, (event_claim.c.claim_id == claim.c.id) & view.as_of.live(event_claim))
        .outerjoin(event, (event.c.id == event_claim.c.event_id) & view.as_of.live(event))
        .where(report.c.source_id.is_(None), view.as_of.live(report))
        .group_by(report.c.id, report.c.url, report.c.outlet)
        .order_by(report.c.id)
    )
    heaps: dict[tuple[str, str], _Heap] = defaultdict(_Heap)
    registered = reports_held(view)
    for row in view.rows(counted):
        if row["id"] in registered:
            continue
        host, name = host_of(row["url"] or ""), (row["outlet"] or "").strip()
        if not host and not name:
            continue
        heap = heaps[(host, "") if host else ("", name.casefold())]
        heap.names[name or host] += 1
        heap.reports += 1
        heap.claims += row["claims"]
        heap.events += row["events"]
        heap.example = heap.example or row["id"]
    found = [
        Unregistered(
            name=max(heap.names, key=lambda name: (heap.names[name], name)),
            host=host,
            reports=heap.reports,
            claims=heap.claims,
            events=heap.events,
            example=heap.example,
        )
        for (host, _), heap in heaps.items()
    ]
    return sorted(found, key=lambda one: (-one.events, -one.claims, -one.reports, one.name))
