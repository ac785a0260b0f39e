"""Counts, streams, lanes, points and ties of the sheet against the events counted one by one."""

import json
from collections import Counter, defaultdict
from dataclasses import asdict, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet_samples import ONE, OTHER, Sample, chief, claims, day, sample_book

from thistledown.weigh.sheet import ties as ties_module
from thistledown.weigh.sheet.facets import facets
from thistledown.weigh.sheet.flows import flows
from thistledown.weigh.sheet.lanes import MOST_BARS, By, lanes
from thistledown.weigh.sheet.points import points
from thistledown.weigh.sheet.roles import parts
from thistledown.weigh.sheet.selection import Selection
from thistledown.weigh.sheet.sheet import NO_DAY, NOT_STATED, PRECISIONS
from thistledown.weigh.sheet.strings import Strings
from thistledown.weigh.sheet.ties import ties


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory):
    with sample_book(tmp_path_factory.mktemp("answers")) as book:
        yield Sample.of(book)


def masks(sample: Sample) -> st.SearchStrategy[np.ndarray]:
    bits = st.lists(st.booleans(), min_size=len(sample.sheet), max_size=len(sample.sheet))
    return bits.map(lambda chosen: np.array(chosen, np.bool_))


def slot_values(name: str, event) -> set[str]:
    """The values of one event in one slot."""
    told, lead = claims(event), event.lead
    match name:
        case "kind":
            return {one.kind.value for one in told}
        case "pathway":
            return {way.value for way, weight in lead.pathways if weight}
        case "certainty":
            return {event.certainty}
        case "country":
            return {one.where.country for one in told if one.where and one.where.country}
        case "provider" | "recipient":
            return {chief(p.actor, p.name) for one in told for p in getattr(one, f"{name}s")}
        case "provider_kind" | "recipient_kind":
            role = name.replace("_kind", "s")
            return {p.kind.value for one in told for p in getattr(one, role)} or {NOT_STATED}
        case "source":
            return {one.citation.source for one in told if one.citation}
        case "system":
            return {one.system.value for one in told if one.system}
        case "item":
            return {item.value for one in told for item in one.items}
    assert name == "year"
    when = lead.when
    return {str((when.start or when.end).year)} if when else set()


@given(data=st.data())
def test_facets_count_events_lines_and_what_is_expected(sample, data):
    mask = data.draw(masks(sample))
    found = facets(sample.sheet, mask, most=10_000)
    for name, values in found.items():
        events, lines, expected = Counter(), Counter(), defaultdict(float)
        for event, assessed in sample.chosen(mask):
            for value in slot_values(name, event):
                events[value] += 1
                lines[value] += len(assessed.lines)
                share = dict(event.lead.pathways)[value] if name == "pathway" else 1.0
                expected[value] += assessed.probability * share
        assert {one.value: one.events for one in values} == events, name
        assert {one.value: one.lines for one in values} == lines, name
        assert {one.value: one.expected for one in values} == pytest.approx(expected, abs=0.001), name
        if name != "year":
            assert [one.events for one in values] == sorted((one.events for one in values), reverse=True)


@given(data=st.data())
def test_streams_add_up_to_the_expected_number_of_events(sample, data):
    mask = data.draw(masks(sample))
    found = flows(sample.sheet, mask)
    chosen = sample.chosen(mask)
    assert sum(one.expected for one in found) == pytest.approx(sum(a.probability for _, a in chosen))
    assert sum(one.told for one in found) == pytest.approx(len(chosen))
    brute: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for event, assessed in chosen:
        lead = event.lead
        givers = {party.kind.value for party in lead.providers} or {NOT_STATED}
        takers = {party.kind.value for party in lead.recipients} or {NOT_STATED}
        for way, weight in lead.pathways:
            for giver in givers:
                for taker in takers:
                    share = weight / (len(givers) * len(takers))
                    brute[giver, way.value, taker].append((share, assessed.probability))
    assert {(one.provider, one.pathway, one.recipient) for one in found} == set(brute)
    for one in found:
        terms = brute[one.provider, one.pathway, one.recipient]
        spread = sum(share**2 * p * (1 - p) for share, p in terms) ** 0.5
        assert one.events == len(terms)
        assert one.expected == pytest.approx(sum(share * p for share, p in terms))
        assert one.low == pytest.approx(max(0.0, one.expected - 1.645 * spread))
        assert one.high == pytest.approx(min(one.told, one.expected + 1.645 * spread))


@given(data=st.data())
def test_points_hold_every_chosen_event_that_has_a_place(sample, data):
    mask = data.draw(masks(sample))
    found = points(sample.sheet, mask)
    assert len(found.row) + found.without_place == int(mask.sum())
    columns = [getattr(found, name) for name in ("lon", "lat", "radius_km", "country", "pathway", "lines")]
    assert {len(column) for column in (*columns, found.first, found.last, found.probability)} == {
        len(found.row)
    }
    for at, row in enumerate(found.row):
        assert mask[row]
        event, assessed = sample.events[row]
        where, when = event.lead.where, event.lead.when
        if where.lat is None:
            assert (found.lon[at], found.lat[at], found.radius_km[at]) == (None, None, -1.0)
        else:
            assert (found.lon[at], found.lat[at]) == pytest.approx((where.lon, where.lat), abs=1e-4)
        if where.country:
            assert found.countries[found.country[at]] == where.country
        assert found.probability[at] == pytest.approx(assessed.probability, abs=0.00501)
        assert found.pathways[found.pathway[at]] == max(event.lead.pathways, key=lambda pair: pair[1])[0]
        assert (found.first[at], found.last[at]) == (
            (day(when.start), day(when.end)) if when else (None, None)
        )


@given(data=st.data())
def test_ties_are_those_of_the_events_and_merged_actors_are_one(sample, data):
    mask = data.draw(masks(sample))
    found = ties(sample.sheet, mask, parents={}, also={})
    nodes, links = Counter(), defaultdict(lambda: [0, 0.0])
    for event, assessed in sample.chosen(mask):
        givers, takers = slot_values("provider", event), slot_values("recipient", event)
        nodes.update(givers | takers)
        for way, weight in event.lead.pathways:
            for giver in givers:
                for taker in takers - {giver}:
                    links[giver, taker, way.value][0] += 1
                    links[giver, taker, way.value][1] += weight * assessed.probability
    assert {one.id: one.events for one in found.nodes} == nodes
    assert {(one.provider, one.recipient, one.pathway): one.events for one in found.ties} == {
        key: count for key, (count, _) in links.items()
    }
    for one in found.ties:
        assert one.expected == pytest.approx(links[one.provider, one.recipient, one.pathway][1], abs=0.001)
        assert one.first is None or one.last is None or one.first <= one.last
    assert found.left_out == 0
    assert OTHER not in nodes


def test_fewer_actors_are_shown_when_asked_and_the_rest_is_counted(sample):
    every = np.ones(len(sample.sheet), np.bool_)
    whole = ties(sample.sheet, every, parents={}, also={})
    few = ties(sample.sheet, every, parents={ONE: whole.nodes[0].id}, also={ONE: ("A name",)}, top=10)
    assert few.nodes != whole.nodes
    assert [one.id for one in few.nodes] == [one.id for one in whole.nodes[:10]]
    assert few.left_out == len(whole.nodes) - 10
    shown = {one.id for one in few.nodes}
    assert {one.id for one in few.nodes if one.parent} <= {ONE}
    assert all(one.provider in shown and one.recipient in shown for one in few.ties)


def test_of_too_many_ties_the_strongest_are_drawn(sample, monkeypatch):
    every = np.ones(len(sample.sheet), np.bool_)
    whole = ties(sample.sheet, every, parents={}, also={})
    assert len(whole.ties) > 3
    assert whole.ties_left_out == 0
    monkeypatch.setattr(ties_module, "MOST_TIES", 3)
    few = ties(sample.sheet, every, parents={}, also={})
    assert few.ties == whole.ties[:3]
    assert few.ties_left_out == len(whole.ties) - 3


@pytest.mark.parametrize("by", By)
def test_a_lane_holds_the_events_of_its_value(sample, by):
    every = np.ones(len(sample.sheet), np.bool_)
    found = lanes(sample.sheet, every, by, PRECISIONS, top=1_000)
    brute = defaultdict(set)
    for row, (event, _) in enumerate(sample.events):
        lead = event.lead
        values = {
            By.ACTOR: slot_values("provider", event) | slot_values("recipient", event),
            By.PATHWAY: {max(lead.pathways, key=lambda pair: pair[1])[0].value},
            By.COUNTRY: slot_values("country", event),
            By.KIND: {lead.kind.value},
        }[by]
        for value in values:
            brute[value].add(row)
    assert {lane.value: {bar.row for bar in lane.bars} for lane in found.lanes} == {
        value: {row for row in rows if sample.events[row][0].lead.when} for value, rows in brute.items()
    }
    assert {lane.value: lane.events for lane in found.lanes} == {k: len(rows) for k, rows in brute.items()}
    assert sum(month.events for month in found.months) + found.undated == len(sample.sheet)
    assert len(lanes(sample.sheet, every, by, PRECISIONS, top=2).lanes) == 2


def test_too_many_bars_are_counted_by_month(sample):
    times = MOST_BARS // len(sample.sheet) + 2
    rows = np.tile(np.arange(len(sample.sheet)), times)
    names = ("kind", "probability", "first_day", "last_day", "precision")
    large = replace(sample.sheet, ids=_many(len(rows)), **{n: getattr(sample.sheet, n)[rows] for n in names})
    every = np.ones(len(rows), np.bool_)
    found = lanes(large, every, By.KIND, PRECISIONS)
    assert not any(lane.bars for lane in found.lanes)
    small = lanes(sample.sheet, every[: len(sample.sheet)], By.KIND, PRECISIONS)
    assert [(month.first, month.events) for month in found.months] == [
        (month.first, month.events * times) for month in small.months
    ]
    for lane, one in zip(found.lanes, small.lanes, strict=True):
        assert lane.value == one.value
        assert sum(month.events for month in lane.months) == times * len(one.bars)
    first = np.datetime64(date(1970, 1, 1)) + found.months[0].first
    assert str(first).endswith("-01")


def _many(size: int):
    return Strings.of(f"e{row:07}" for row in range(size))


def test_an_actor_s_part_is_what_the_filter_would_count(sample):
    sheet = sample.sheet
    for key, part in parts(sheet).items():
        counted = [
            int(Selection(actor=key, role=role).mask(sheet).sum()) for role in ("provider", "recipient")
        ]
        both = Selection(actor=key).mask(sheet)
        assert [part.provider, part.recipient] == counted
        assert part.events == int(both.sum())
        assert part.expected == pytest.approx(float(sheet.expected[both].sum()))
        assert part.lines == int(sheet.lines[both].sum())


def test_answers_about_nothing_are_empty_and_all_can_be_sent(sample):
    nothing = np.zeros(len(sample.sheet), np.bool_)
    every = ~nothing
    assert not any(facets(sample.sheet, nothing).values())
    assert flows(sample.sheet, nothing) == ()
    assert points(sample.sheet, nothing).row == []
    assert ties(sample.sheet, nothing, parents={}, also={}).nodes == ()
    assert lanes(sample.sheet, nothing, By.ACTOR, PRECISIONS).first is None
    for answer in (
        points(sample.sheet, every),
        ties(sample.sheet, every, parents={}, also={}),
        lanes(sample.sheet, every, By.ACTOR, PRECISIONS),
        *flows(sample.sheet, every),
    ):
        sent = json.loads(json.dumps(asdict(answer), allow_nan=False))
        assert sent.keys() == asdict(answer).keys()


def test_events_not_weighed_yet_are_told_but_not_expected(sample):
    size = len(sample.sheet)
    bare = replace(sample.sheet, probability=np.full(size, np.nan), lines=np.full(size, -1))
    every = np.ones(size, np.bool_)
    assert all(one.expected == 0 and one.told > 0 for one in flows(bare, every))
    assert all(one.lines is None for values in facets(bare, every).values() for one in values)
    assert set(points(bare, every).probability) == {-1.0}
    assert (bare.first_day != NO_DAY).any()
