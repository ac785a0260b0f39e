"""The journal: its order is the order of time, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from casebook_samples import take_in
from sqlalchemy import select

from thistledown.casebook import append
from thistledown.casebook.append import journal_entry
from thistledown.casebook.clock import now, unstamp
from thistledown.casebook.record import Casebook
from thistledown.casebook.schema import event, journal


def test_the_journal_is_in_order_of_time_even_when_the_clock_goes_back(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = now()
    clock = iter(
        [present, present - timedelta(days=400), present, present, present + timedelta(hours=1), present]
    )
    monkeypatch.setattr(append, "now", lambda: next(clock))
    for n in range(6):
        take_in(casebook, f"text {n}")
    with casebook.engine.connect() as connection:
        rows = connection.execute(select(journal.c.seq, journal.c.recorded_at).order_by(journal.c.seq)).all()
    stamps = [row.recorded_at for row in rows]
    assert stamps == sorted(set(stamps))
    assert len(rows) == 7
    assert unstamp(stamps[5]) == present + timedelta(hours=1)
    for n, moment in enumerate(stamps):
        assert casebook.view(as_of=unstamp(moment)).counts()["reports"] == n


def test_an_entry_may_be_given_an_instant_of_its_own_but_never_an_earlier_one(casebook: Casebook) -> None:
    later = datetime(2100, 1, 1, tzinfo=UTC)
    with journal_entry(casebook.engine, "me", "import", at=later) as first:
        pass
    with journal_entry(casebook.engine, "me", "import", at=later - timedelta(days=1)) as second:
        pass
    assert unstamp(first.recorded_at) == later
    assert unstamp(second.recorded_at) == later + timedelta(microseconds=1)


def test_a_block_that_fails_leaves_no_entry_and_no_rows(casebook: Casebook) -> None:
    before = casebook.view().journal()
    row = {"id": "e1", "title": "t", "certainty": None, "first_use": False, "coder": "me"}

    def stopped() -> None:
        with casebook.entry("try") as entry:
            entry.insert(event, [row])
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        stopped()
    assert casebook.view().journal() == before
    assert casebook.view().events() == []


def test_a_reader_sees_nothing_of_an_entry_that_is_still_open(casebook: Casebook) -> None:
    row = {"id": "e1", "title": "t", "certainty": None, "first_use": False, "coder": "me"}
    with casebook.entry("add") as entry:
        entry.insert(event, [row])
        assert casebook.view().events() == []
    assert [item.id for item in casebook.view().events()] == ["e1"]


def test_restoring_what_was_never_retired_adds_nothing(casebook: Casebook) -> None:
    casebook.add_event("e1", "t", [], coder="me")
    with casebook.entry("restore") as entry:
        entry.restore(event, ["e1"], "r")
        entry.restore(event, [], "r")
    assert casebook.view().retired("event", "e1") is None
    assert casebook.view().counts()["events"] == 1


def test_a_long_subject_is_shortened_so_that_every_engine_takes_it(casebook: Casebook) -> None:
    with casebook.entry("long", "x" * 500):
        pass
    assert casebook.view().journal(1)[0]["subject"] == "x" * 200


def test_doing_again_what_was_done_leaves_no_trace_in_the_journal(casebook: Casebook) -> None:
    casebook.add_event("e1", "t", [], coder="me")
    before = casebook.view().journal()
    assert casebook.add_events([("e1", "t", [], None, False)], coder="me") == 0
    assert casebook.add_readings("coder", "1", []) == 0
    assert casebook.view().journal() == before
    casebook.add_event("e2", "t", [], coder="me")
    assert len(casebook.view().journal()) == len(before) + 1
