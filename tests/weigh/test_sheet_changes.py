"""What came into the record since an entry: new events, and new claims about known ones."""

from pathlib import Path

from sheet_samples import add
from weigh_review_samples import read_claim

from thistledown.casebook.claim_rows import insert_claims
from thistledown.casebook.record import open_casebook
from thistledown.casebook.schema import event_claim
from thistledown.weigh.casework import Casework
from thistledown.weigh.sheet.build import build
from thistledown.weigh.sheet.changes import changes


def test_new_events_and_new_claims_are_told_newest_first(tmp_path: Path):
    with open_casebook(tmp_path / "changes", create=True, who="an analyst") as book:
        add(book, 0, 6)
        first = build(Casework(book.view()), weigh=False)
        assert changes(first, 0).new == len(first) == 6
        assert changes(first, first.entry).events == ()
        add(book, 6, 9)
        known = first.ids[2]
        with book.entry("benchmark") as entry:
            claim = read_claim(report="", quote_span=None, spans={}, holders=())
            insert_claims(entry, [("c-later", claim)], text_id=None, reading_id=None)
            entry.insert(event_claim, [{"event_id": known, "claim_id": "c-later"}])
        then = build(Casework(book.view()), weigh=False)
        found = changes(then, first.entry)
        assert (found.new, found.grown, found.left_out) == (3, 1, 0)
        assert found.events[0].id == known
        assert [one.new for one in found.events] == [False, True, True, True]
        assert {one.id for one in found.events} - set(first.ids) == set(then.ids) - set(first.ids)
        assert (found.since, found.until) == (first.entry, then.entry)
        few = changes(then, first.entry, most=1)
        assert (len(few.events), few.left_out, few.new) == (1, 3, 3)
