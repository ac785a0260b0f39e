"""Reading what is unread in a casebook: once, with notes for what gave nothing."""

import pytest

from thistledown.casebook.record import open_casebook
from thistledown.collect.connector import Context
from thistledown.collect.intake import take_in
from thistledown.reading.rounds import read_unread


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "In June 2025 Russia supplied FPV drones to the Malian army, officials said.", encoding="utf-8"
    )
    (folder / "b.txt").write_text(
        "Russland hat den malischen Streitkräften im Juni nach Angaben der Armee FPV-Drohnen geliefert.",
        encoding="utf-8",
    )
    (folder / "c.txt").write_text("The football club opened its summer training camp.", encoding="utf-8")
    with open_casebook(tmp_path / "book", create=True, who="tester") as opened:
        take_in(opened, [folder], Context())
        yield opened


def test_each_report_is_read_once_and_silence_is_explained(book):
    progress = []
    done = read_unread(book, progress=lambda round_: progress.append(round_.reports))
    assert (done.reports, done.silent) == (3, 2)
    assert done.new == done.claims >= 1
    assert any("language" in note or "de" in note for note in done.notes)
    assert progress[-1] == 3
    again = read_unread(book)
    assert (again.reports, again.new) == (0, 0)


def test_what_was_read_points_at_its_words(book):
    read_unread(book)
    view = book.view()
    found = list(view.every_claim())
    assert found
    for one in found:
        text, _ = view.text(one.text_id)
        assert one.claim.quote_span.of(text) == one.claim.quote
        assert all(span.of(text) for span in one.claim.spans.values())
