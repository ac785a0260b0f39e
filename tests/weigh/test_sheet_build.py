"""The sheet holds what the events hold, and can be put away and found again."""

import math
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from sheet_samples import ONE, Sample, add, chief, claims, day, sample_book

from thistledown.casebook.clock import now
from thistledown.casebook.record import open_casebook
from thistledown.codebook.registry import registry
from thistledown.weigh.casework import Casework
from thistledown.weigh.sheet.build import build, weighed
from thistledown.weigh.sheet.sheet import ACTOR_KINDS, KINDS, NO_DAY, PATHWAYS, Lists, Sheet
from thistledown.weigh.sheet.store import load, save
from thistledown.weigh.sheet.strings import Strings


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory):
    with sample_book(tmp_path_factory.mktemp("build")) as book:
        yield Sample.of(book)


def same(one: Sheet, other: Sheet, *, but: tuple[str, ...] = ()) -> None:
    """Column by column; NaN equals NaN."""
    for column in fields(Sheet):
        if column.name in but:
            continue
        left, right = getattr(one, column.name), getattr(other, column.name)
        if isinstance(left, Strings):
            assert list(left) == list(right), column.name
        elif isinstance(left, Lists):
            assert left.start.tolist() == right.start.tolist(), column.name
            assert left.values.tolist() == right.values.tolist(), column.name
        else:
            np.testing.assert_array_equal(left, right, err_msg=column.name)


def test_every_event_that_has_a_claim_left_is_a_row(sample):
    ids = [event.id for event, _ in sample.events]
    assert list(sample.sheet.ids) == ids
    # Of 90 events two were joined, and of one every claim was rejected.
    assert len(ids) == 88
    assert "A name of its own: “цвет”" in list(sample.sheet.titles)


def test_columns_are_those_of_the_events(sample):
    sheet = sample.sheet
    for row, (event, assessed) in enumerate(sample.events):
        lead, told = event.lead, claims(event)
        assert KINDS[sheet.kind[row]] == lead.kind
        assert {KINDS[code] for code in sheet.kinds[row]} == {one.kind for one in told}
        shares = {way.value: weight for way, weight in lead.pathways}
        assert sheet.pathway[row].sum() == pytest.approx(1)
        for code, way in enumerate(PATHWAYS):
            assert sheet.pathway[row, code] == pytest.approx(shares.get(way, 0.0))
        for role, lists in (("providers", sheet.providers), ("recipients", sheet.recipients)):
            brute = {chief(party.actor, party.name) for one in told for party in getattr(one, role)}
            assert {sheet.actors[code] for code in lists[row]} == brute
        assert {sheet.countries[code] for code in sheet.event_countries[row]} == {
            one.where.country for one in told if one.where and one.where.country
        }
        ends = (day(lead.when.start), day(lead.when.end)) if lead.when else (None, None)
        found = [None if end == NO_DAY else int(end) for end in (sheet.first_day[row], sheet.last_day[row])]
        assert tuple(found) == ends
        if lead.where is not None and lead.where.lat is not None:
            assert (sheet.lat[row], sheet.lon[row]) == (lead.where.lat, lead.where.lon)
        else:
            assert math.isnan(sheet.lat[row])
        assert sheet.claims[row] == len(told)
        assert sheet.lines[row] == len(assessed.lines)
        assert sheet.probability[row] == pytest.approx(assessed.probability)
        assert (sheet.low[row], sheet.high[row]) == pytest.approx((assessed.low, assessed.high))
    assert sheet.weighed == len(sheet)


def test_a_sheet_weighed_later_is_the_one_weighed_at_once(sample):
    told: list[int] = []
    work = Casework(sample.book.view())
    bare = build(work, weigh=False)
    assert bare.weighed == 0
    assert np.isnan(bare.probability).all()
    assert (bare.lines == -1).all()
    assert not bare.expected.any()
    same(weighed(bare, work, told.append), sample.sheet)
    assert told


def test_merged_actors_bear_the_name_of_the_one_that_speaks_for_them(sample):
    sheet, row = sample.sheet, sample.sheet.actors.index[ONE]
    assert sheet.actor_names[row] == registry().actor(ONE).name
    assert ACTOR_KINDS[sheet.actor_kind[row]] == registry().actor(ONE).kind


def test_events_taken_in_while_a_sheet_is_weighed_wait_for_the_next(tmp_path: Path):
    with open_casebook(tmp_path / "growing", create=True, who="an analyst") as book:
        add(book, 0, 5)
        work = Casework(book.view())
        bare = build(work, weigh=False)
        add(book, 5, 8)
        done = weighed(bare, work)
        assert list(done.ids) == list(bare.ids)
        assert done.weighed == 5


def test_a_sheet_put_away_is_found_again_while_the_record_is_the_same(sample, tmp_path: Path):
    path, entry = tmp_path / "sheet.npz", sample.sheet.entry
    save(sample.sheet, path)
    found = load(path, entry)
    assert found is not None
    same(found, sample.sheet)
    assert load(path, entry + 1) is None
    assert [left.name for left in tmp_path.iterdir()] == ["sheet.npz"]


@pytest.mark.parametrize("share", [0.0, 0.2, 0.7, 0.99])
def test_a_torn_or_missing_file_is_no_sheet(sample, tmp_path: Path, share: float):
    path = tmp_path / "sheet.npz"
    assert load(path, sample.sheet.entry) is None
    save(sample.sheet, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert load(path, sample.sheet.entry) is None


def test_the_sheet_as_of_a_date_is_that_of_the_record_as_it_was(sample, tmp_path: Path):
    with sample_book(tmp_path) as book:
        moment = now()
        add(book, 90, 100)
        book.judge("claim", sample.events[0][0].claims[0].id, "reject")
        same(build(Casework(book.view(moment))), sample.sheet)
        assert len(build(Casework(book.view()))) > len(sample.sheet)


def test_an_empty_record_has_an_empty_sheet(tmp_path: Path):
    with open_casebook(tmp_path / "empty", create=True, who="an analyst") as book:
        sheet = build(Casework(book.view()))
        assert len(sheet) == 0
        save(sheet, tmp_path / "sheet.npz")
        found = load(tmp_path / "sheet.npz", sheet.entry)
        assert found is not None
        same(found, sheet)
