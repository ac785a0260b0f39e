"""Pictures show the numbers they are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from thistledown.casebook.record import Casebook
from thistledown.serve.agreement import agreement
from thistledown.serve.lines import EventLine, event_lines, flows
from thistledown.serve.pictures import bars, columns, stream
from thistledown.serve.sources import Sources


@pytest.fixture(scope="module")
def lines(book: Casebook) -> Sequence[EventLine]:
    view = book.view()
    return event_lines(view, Sources.of(view))


def test_flows_count_every_event_once(lines: Sequence[EventLine]) -> None:
    total = sum(flow.firm + flow.unsure for flow in flows(lines))
    assert total == pytest.approx(sum(1 for line in lines if line.lead))
    assert sum(flow.firm for flow in flows(lines)) == pytest.approx(sum(line.firm for line in lines))


def test_bands_fill_their_blocks(lines: Sequence[EventLine]) -> None:
    drawn = stream(flows(lines))
    for side, left in (("provider", True), ("recipient", False)):
        for node in (node for node in drawn.nodes if node.side == side):
            into = [
                band
                for band in drawn.bands
                if band.left is left and (band.source if left else band.target) == node.key
            ]
            assert sum(band.firm_value + band.unsure_value for band in into) == pytest.approx(node.value)
    assert all(0 <= node.y <= drawn.height for node in drawn.nodes)
    assert stream([]).nodes == ()


def test_bars_agree_with_the_record(lines: Sequence[EventLine], book: Casebook) -> None:
    drawn = {bar.key: bar.total for bar in bars(lines, lambda line: line.kinds)}
    assert drawn == dict(book.view().tally("kind"))
    longest = max(bars(lines, lambda line: line.kinds), key=lambda bar: bar.total)
    assert longest.firm + longest.unsure == pytest.approx(100, abs=0.1)


def test_columns_keep_empty_years_and_count_undated(lines: Sequence[EventLine]) -> None:
    drawn = columns(lines)
    years = [int(column.key) for column in drawn.columns]
    assert years == list(range(years[0], years[-1] + 1))
    assert sum(column.total for column in drawn.columns) + drawn.undated == len(lines)
    undated = [replace(line, lead=None) for line in lines]
    assert columns(undated).undated == len(lines)
    assert columns([]).columns == ()


def test_standing_counts_networks_not_pages(book: Casebook) -> None:
    sources = Sources.of(book.view())
    two = [line for line in sources.by_id.values() if line.network]
    network = two[0].network
    same = [line for line in two if line.network == network][:2]
    assert len(same) == 2, "the registry has a network of two sources"
    claims = [one.claim for event in book.view().events() for one in event.claims][:3]
    recited = [
        replace(item, citation=replace(item.citation, source=source))
        for item, source in zip(claims, [same[0].id, same[1].id, same[1].id], strict=True)
        if item.citation
    ]
    standing = sources.standing(recited)
    assert (standing.claims, standing.sources, standing.networks) == (3, 2, 1)


def test_agreement_is_over_events_with_a_summary(book: Casebook, lines: Sequence[EventLine]) -> None:
    found = agreement(book.view(), lines)
    assert (found.summaries, found.answered, found.claims) == (12, 1, 1)
    kind = next(row for row in found.slots if row.slot == "kind")
    assert (kind.agree, kind.of) == (1, 12)
