"""Undoing journal entries: any entry, at any depth, in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from casebook_samples import CODEBOOK, NewCasebook, claim_on, coded, id_of, take_in, words_coder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import String, cast

from thistledown.casebook.asof import AsOf
from thistledown.casebook.clock import unstamp
from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.schema import (
    claim,
    clean_text,
    event,
    event_claim,
    journal,
    judgement,
    merge,
    reading,
    report,
    retirement,
    search_entry,
)
from thistledown.casebook.undoing import CannotUndoError, undo, undone_by

TEXT = "A drone was seen; later another drone was seized."
Rows = frozenset[tuple[str, str]]

# The registries' tables are large and no step below touches them.
TABLES = [report, clean_text, reading, claim, event, event_claim, judgement, merge, search_entry]


def holding(casebook: Casebook, moment: datetime | None = None) -> Rows:
    """Every row that holds, as (table, id)."""
    found = set()
    with casebook.engine.connect() as connection:
        for table in TABLES:
            key = cast(next(iter(table.primary_key)), String)
            rows = connection.execute(AsOf(moment).select(table, columns=[key])).scalars()
            found |= {(table.name, row) for row in rows}
    return frozenset(found)


def newest(casebook: Casebook) -> int:
    return int(casebook.view().journal(1)[0]["seq"])


def seen(casebook: Casebook) -> list[str]:
    return sorted(item.id for item in casebook.view().claims())


def test_undoing_a_judgement_takes_it_away_and_undoing_that_brings_it_back(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    words_coder(casebook)
    key = casebook.view().claims()[0].id
    casebook.judge("claim", key, "reject", comment="a toy")
    judged = newest(casebook)
    for _ in range(3):
        done = undo(casebook, judged)
        assert (done.undid, done.what, done.subject, done.back) == (judged, "judge", key, False)
        assert (done.retired, done.restored) == ({"judgement": 1}, {})
        assert casebook.view().judgements("claim", key) == []
        again = undo(casebook, done.entry)
        assert (again.what, again.back) == ("judge", True)
        assert (again.retired, again.restored) == ({}, {"judgement": 1})
        assert [row["comment"] for row in casebook.view().judgements("claim", key)] == ["a toy"]


def test_a_chain_of_undoings_swings_to_and_fro(casebook: Casebook) -> None:
    casebook.add_event("e1", "an event", [], coder="a team")
    at = newest(casebook)
    for depth in range(1, 8):
        done = undo(casebook, at)
        assert done.what == "add-events"
        assert done.back is (depth % 2 == 0)
        assert bool(casebook.view().events()) is done.back
        at = done.entry
    with casebook.engine.connect() as connection:
        assert undone_by(connection)[at - 1] == at


def test_undoing_restores_what_an_entry_retired(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    words_coder(casebook)
    claims = seen(casebook)
    casebook.retire("report", id_of(TEXT), "a copy")
    assert seen(casebook) == []
    done = undo(casebook)
    assert done.restored == {"report": 1, "claim": 2}
    assert seen(casebook) == claims
    undo(casebook, done.entry)
    assert seen(casebook) == []
    assert casebook.view().reports() == []


def test_undoing_a_restoration_retires_again(casebook: Casebook) -> None:
    casebook.add_event("e1", "an event", [], coder="a team")
    casebook.retire("event", "e1", "not one")
    (gone,) = casebook.view().rows(AsOf().select(retirement))
    casebook.retire("retirement", str(gone["id"]), "one after all")
    assert casebook.view().events()
    done = undo(casebook)
    assert not casebook.view().events()
    undo(casebook, done.entry)
    assert casebook.view().events()


def test_the_order_of_undoing_does_not_matter_to_what_later_entries_said(casebook: Casebook) -> None:
    """Retired, restored, the restoration undone, then the retirement: nothing speaks against it."""
    casebook.add_event("e1", "an event", [], coder="a team")
    casebook.retire("event", "e1", "not one")
    first = newest(casebook)
    (gone,) = casebook.view().rows(AsOf().select(retirement))
    casebook.retire("retirement", str(gone["id"]), "one after all")
    undo(casebook)
    assert not casebook.view().events()
    undo(casebook, first)
    assert casebook.view().events()


def test_what_was_brought_in_again_after_an_undoing_belongs_to_the_later_entry(casebook: Casebook) -> None:
    source = casebook.view().sources()[0]["source_id"]
    casebook.add_event("e1", "an event", [coded(source)], coder="a team")
    (member,) = casebook.view().rows(AsOf().select(event_claim))
    with casebook.entry("split", "e1") as entry:
        entry.retire(event_claim, [str(member["id"])], "another happening")
    split = newest(casebook)
    with casebook.entry("join", "e1") as entry:
        entry.restore(event_claim, [str(member["id"])], "the same happening")
    joined = newest(casebook)
    # The joining speaks last, whatever becomes of the split.
    assert undo(casebook, split).restored == {}
    assert len(casebook.view().event("e1").claims) == 1
    done = undo(casebook, joined)
    # Neither split nor joining is in force: the event holds its claim as it was recorded.
    assert (done.retired, done.restored) == ({}, {})
    assert len(casebook.view().event("e1").claims) == 1


def test_a_machine_does_not_bring_back_what_an_analyst_undid(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    words_coder(casebook)
    claims = seen(casebook)
    done = undo(casebook)
    assert (done.what, seen(casebook)) == ("read", [])
    words_coder(casebook, "a better reader")
    assert seen(casebook) == []
    undo(casebook, done.entry)
    assert seen(casebook) == claims


def test_what_cannot_be_undone_is_refused_with_what_to_do(casebook: Casebook) -> None:
    loaded = newest(casebook)
    take_in(casebook, TEXT)
    kept = newest(casebook)
    capture = casebook.view().captures()[0]
    casebook.log_use([capture], "exported", "test 1")
    before = holding(casebook)
    with pytest.raises(CannotUndoError, match="retire a report instead"):
        undo(casebook, kept)
    with pytest.raises(CannotUndoError, match="stays as it was written"):
        undo(casebook, newest(casebook))
    with pytest.raises(CannotUndoError, match="comes with the program"):
        undo(casebook, loaded)
    with pytest.raises(CannotUndoError, match="nothing that analyst did is left to undo"):
        undo(casebook)
    for number in (0, -1, kept + 7, 2**31, 2**70):
        with pytest.raises(UnknownIdError, match="thistledown log"):
            undo(casebook, number)
    assert holding(casebook) == before
    assert "undo" not in {row["what"] for row in casebook.view().journal()}
    casebook.add_event("e1", "an event", [], coder="a team")
    added = newest(casebook)
    done = undo(casebook, added)
    with pytest.raises(CannotUndoError, match=f"thistledown undo {done.entry}"):
        undo(casebook, added)


def test_without_a_number_each_undoing_goes_one_step_further_back_in_ones_own_work(
    casebook: Casebook,
) -> None:
    take_in(casebook, TEXT)
    casebook.add_event("e1", "an event", [], coder="a team")
    casebook.judge("event", "e1", "accept")
    with open_casebook(casebook.paths.folder, who="another analyst") as other:
        other.judge("event", "e1", "comment", comment="mine")
    assert [undo(casebook).what for _ in range(2)] == ["judge", "add-events"]
    assert [row["comment"] for row in casebook.view().judgements("event", "e1")] == ["mine"]
    with pytest.raises(CannotUndoError):
        undo(casebook)


def test_an_entry_about_which_later_ones_said_all_is_undone_without_touching_a_row(
    casebook: Casebook,
) -> None:
    casebook.add_event("e1", "an event", [], coder="a team")
    added = newest(casebook)
    casebook.retire("event", "e1", "not one")
    done = undo(casebook, added)
    # The search words of the event were not retired with it.
    assert done.retired == {"search_entry": 1}
    assert casebook.view().events() == []
    assert done.entry == newest(casebook)


@dataclass
class History:
    """A casebook and what a person with a notebook would know of it: what each entry changed."""

    casebook: Casebook
    changed: dict[int, dict[tuple[str, str], bool]] = field(default_factory=dict)
    undoings: list[tuple[int, int]] = field(default_factory=list)
    known: list[tuple[datetime, Rows]] = field(default_factory=list)
    readers: int = 0

    def mark(self) -> None:
        at = unstamp(self.casebook.view().journal(1)[0]["recorded_at"])
        self.known.append((at, holding(self.casebook)))

    def do(self, action: Callable[[], object]) -> None:
        seq, before = newest(self.casebook), holding(self.casebook)
        action()
        after = holding(self.casebook)
        if newest(self.casebook) != seq:
            assert newest(self.casebook) == seq + 1
            self.changed[seq + 1] = dict.fromkeys(after - before, True) | dict.fromkeys(before - after, False)
            self.mark()

    def in_force(self) -> set[int]:
        gone: set[int] = set()
        for by, of in reversed(self.undoings):
            if by not in gone:
                gone.add(of)
        return (set(self.changed) | {by for by, _ in self.undoings}) - gone

    def expected(self, base: Rows) -> Rows:
        held = set(base)
        for seq in sorted(set(self.changed) & self.in_force()):
            for row, holds in self.changed[seq].items():
                (held.add if holds else held.discard)(row)
        return frozenset(held)

    def undo(self, pick: int) -> None:
        candidates = sorted(self.in_force())
        if candidates:
            of = candidates[pick % len(candidates)]
            self.undoings.append((undo(self.casebook, of).entry, of))
            self.mark()

    def read(self, words: frozenset[str]) -> None:
        self.readers += 1
        coder = f"reader {self.readers}"
        unread = self.casebook.unread(coder, CODEBOOK)
        made = [
            (item, [claim_on(item.text, word) for word in sorted(words) if word in item.text], [])
            for item in unread
        ]
        self.do(lambda: self.casebook.add_readings(coder, CODEBOOK, made))

    def retire(self, table: str, pick: int) -> None:
        rows = sorted(row for name, row in holding(self.casebook) if name == table)
        if rows:
            self.do(lambda: self.casebook.retire(table, rows[pick % len(rows)], "looked again"))

    def restore(self, pick: int) -> None:
        """Bring one claim back by hand."""
        with self.casebook.engine.connect() as connection:
            every = {row[0] for row in connection.execute(claim.select())}
        gone = sorted(every - {row for name, row in holding(self.casebook) if name == "claim"})
        if gone:

            def bring() -> None:
                with self.casebook.entry("restore") as entry:
                    entry.restore(claim, [gone[pick % len(gone)]], "holds after all")

            self.do(bring)

    def judge(self, pick: int) -> None:
        claims = seen(self.casebook)
        if claims:
            self.do(lambda: self.casebook.judge("claim", claims[pick % len(claims)], "accept"))

    def merge(self, left: int, right: int) -> None:
        events = {item.id for item in self.casebook.view().events()}
        if left != right and {f"e{left}", f"e{right}"} <= events:
            self.do(
                lambda: self.casebook.merge("event", f"e{left}", f"e{right}", same=left < right, reason="r")
            )

    def add_event(self, n: int) -> None:
        self.do(lambda: self.casebook.add_event(f"e{n}", f"event {n}", [], coder="a team"))


pick = st.integers(0, 20)
few = st.integers(0, 2)
steps = st.one_of(
    st.tuples(st.just("undo"), pick),
    st.tuples(st.just("undo"), pick),
    st.tuples(st.just("read"), st.frozensets(st.sampled_from(["drone", "seen", "seized"]))),
    st.tuples(st.just("retire"), st.sampled_from(["claim", "report", "merge", "judgement", "event"]), pick),
    st.tuples(st.just("restore"), pick),
    st.tuples(st.just("judge"), pick),
    st.tuples(st.just("merge"), few, few),
    st.tuples(st.just("add_event"), few),
)


@given(history=st.lists(steps, min_size=4, max_size=16))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.parametrize("new_casebook", ["sqlite"], indirect=True)
def test_any_history_of_doing_and_undoing_holds_what_its_entries_in_force_say(
    new_casebook: NewCasebook, history: list[tuple[object, ...]]
) -> None:
    with new_casebook() as casebook:
        take_in(casebook, TEXT)
        base = holding(casebook)
        done = History(casebook)
        done.mark()
        done.read(frozenset({"drone", "seen"}))
        done.add_event(0)
        done.add_event(1)
        for name, *arguments in history:
            getattr(done, str(name))(*arguments)
            assert holding(casebook) == done.expected(base)
        for moment, rows in done.known:
            assert holding(casebook, moment) == rows
        assert len(done.known) == 1 + newest(casebook) - int(_seq_of_take_in(casebook))


def _seq_of_take_in(casebook: Casebook) -> int:
    with casebook.engine.connect() as connection:
        return int(connection.execute(report.select()).one().entry)


def test_undoing_by_hand_is_no_error_the_journal_can_hide(casebook: Casebook) -> None:
    casebook.add_event("e1", "an event", [], coder="a team")
    added = newest(casebook)
    done = undo(casebook, added)
    with casebook.engine.connect() as connection:
        row = connection.execute(journal.select().where(journal.c.seq == done.entry)).one()
    assert (row.what, row.subject, row.who) == ("undo", str(added), "analyst")
    assert "add-events" in row.detail
    assert issubclass(CannotUndoError, CasebookError)
