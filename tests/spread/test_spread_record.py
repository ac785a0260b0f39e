from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.codebook.terms import Pathway, Reliability
from thistledown.spread.record import DateShape, Record, decimal_year

ROWS = {
    "actor": ["a", "b", "c"],
    "lo": [2005.0, None, 2011.0],
    "hi": [2006.0, 2010.0, None],
    "observed": [2006.5, 2010.0, 2014.0],
    "entered": [2007.0, 2012.0, 2015.0],
    "code": ["peer", None, "commercial"],
    "grade": ["B", "", "C"],
    "shape": ["triangular", None, None],
}


def record(**changed):
    return Record.from_frame({**ROWS, **changed}, begin=2000, end=2020)


def test_open_dates_end_where_watching_does():
    made = record()
    assert made.lo.tolist() == [2005.0, 2000.0, 2011.0]
    assert made.hi.tolist() == [2006.0, 2010.0, 2014.0]
    assert made.code == (Pathway.PEER, None, Pathway.COMMERCIAL)
    assert made.grade == (Reliability.B, Reliability.F, Reliability.C)
    assert made.shape == (DateShape.TRIANGULAR, DateShape.UNIFORM, DateShape.UNIFORM)
    assert made.capabilities == ("capability",)


def test_a_date_is_cut_where_it_was_first_seen():
    assert record(hi=[2009.0, 2010.0, 2019.0]).hi.tolist() == [2006.5, 2010.0, 2014.0]


def test_as_of_knows_only_what_was_entered():
    known = record().as_of(2012)
    assert known.actor == ("a", "b")
    assert known.end == 2012
    assert record().as_of(date(2007, 1, 1)).actor == ("a",)
    assert len(record().as_of(2006.9)) == 0


@given(st.floats(2001, 2020))
def test_as_of_never_knows_the_future(day):
    known = record().as_of(day)
    assert known.end <= day
    assert all(known.hi <= day)
    assert all(known.entered <= day)


def test_as_of_needs_to_know_when_rows_came_in():
    with pytest.raises(ValueError, match="row 1: 'entered' is empty"):
        record(entered=[2007.0, None, 2015.0]).as_of(2012)


def test_as_of_closes_the_window_of_those_who_come_later():
    made = Record.from_frame(
        {"actor": ["a"], "lo": [2001], "hi": [2002], "entered": [2003]},
        begin=2000,
        end=2020,
        windows={"actor": ["late", "gone"], "enters": [2015, None], "leaves": [None, 2009]},
    )
    known = made.as_of(2010)
    assert known.window("late") == (2010, 2010)
    assert known.window("gone") == (2000, 2009)
    assert known.window("a") == (2000, 2010)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"hi": [2004.0, 2010.0, 2013.0]}, "ends .2004.0. before it starts"),
        ({"lo": [2007.0, 2001.0, 2011.0], "hi": [2008.0, 2010.0, 2013.0]}, "it was there by then"),
        ({"actor": ["a", "a", "c"]}, "gets it twice"),
        ({"lo": ["soon", 1, 1]}, "no number"),
        ({"code": ["gift", None, None]}, "known are state-transfer"),
        ({"grade": ["Z", None, None]}, "known are A, B"),
        ({"shape": ["bell", None, None]}, "known are uniform"),
        ({"lo": [1999.0, None, 2011.0]}, "straddles"),
        ({"wealth": [1, 2, 3]}, "unknown column 'wealth'"),
    ],
)
def test_rows_that_cannot_be_right_are_refused(changed, said):
    with pytest.raises(ValueError, match=said):
        record(**changed)


def test_a_date_after_the_last_watch_is_refused():
    with pytest.raises(ValueError, match="after the actor was last watched"):
        Record.from_frame({"actor": ["a"], "lo": [2030], "hi": [2031]}, begin=2000, end=2020)


def test_a_window_outside_the_time_observed_is_refused():
    with pytest.raises(ValueError, match="within the time observed"):
        Record.from_frame(
            {"actor": ["a"], "lo": [2001], "hi": [2002]},
            begin=2000,
            end=2020,
            windows={"actor": ["a"], "enters": [1990]},
        )


def test_an_actor_the_network_lacks_is_refused():
    with pytest.raises(ValueError, match="row 2: unknown actor 'c'"):
        record().indices(["a", "b"])
    assert record().indices(["c", "b", "a"]).tolist() == [2, 1, 0]


def test_a_holder_from_the_start_is_kept():
    made = Record.from_frame({"actor": ["a"], "lo": [1980], "hi": [2000]}, begin=2000, end=2020)
    assert made.hi.tolist() == [2000]


def test_a_year_passes_evenly():
    assert decimal_year(date(2023, 1, 1)) == 2023
    assert decimal_year(date(2024, 7, 2)) == pytest.approx(2024.5)
    assert decimal_year(datetime(2024, 7, 2, 12, tzinfo=UTC)) == pytest.approx(2024.5)
    assert decimal_year(2024.25) == 2024.25


def test_a_naive_datetime_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        decimal_year(datetime(2024, 1, 1))  # noqa: DTZ001


def test_a_pandas_frame_reads_as_its_columns_do():
    pandas = pytest.importorskip("pandas")
    made = Record.from_frame(pandas.DataFrame(ROWS), begin=2000, end=2020)
    assert np.array_equal(made.lo, record().lo)
    assert made.code == record().code
