"""The first page: what the casebook holds."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from thistledown.serve.agreement import Agreement, agreement
from thistledown.serve.lines import EventLine, event_lines, flows
from thistledown.serve.page import Page
from thistledown.serve.pictures import bars, columns, stream

TOP = 12


def lines_of(page: Page) -> tuple[EventLine, ...]:
    """All events in short, kept until the record changes."""
    return page.kept("lines", lambda: event_lines(page.view, page.sources))


def agreement_of(page: Page) -> Agreement:
    """The comparison of reader and coder, kept until the record changes."""
    return page.kept("agreement", lambda: agreement(page.view, lines_of(page)))


def overview(page: Page) -> Response:
    """`/`: counts, pictures, and how the reader compares with the coded rows."""
    lines = lines_of(page)
    streams = flows(lines)
    return page.show(
        "overview.html",
        counts=page.kept("counts", page.view.counts),
        events=len(lines),
        firm=sum(line.firm for line in lines),
        cited=_cited(lines),
        by_pathway=bars(lines, lambda line: line.pathways),
        by_kind=bars(lines, lambda line: line.kinds),
        by_certainty=bars(lines, lambda line: [line.certainty] if line.certainty else []),
        by_country=bars(lines, lambda line: line.countries, TOP),
        by_provider=bars(lines, lambda line: [f"{key}\t{name}" for key, name in line.providers], TOP),
        by_recipient=bars(lines, lambda line: [f"{key}\t{name}" for key, name in line.recipients], TOP),
        years=columns(lines),
        stream=stream(streams),
        flows=streams,
        agreement=agreement_of(page),
    )


def _cited(lines: Sequence[EventLine]) -> int:
    return len({source for line in lines for source in line.sources})
