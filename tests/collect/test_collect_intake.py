"""Taking in a folder: what is broken is named, the rest is kept, and doing it again adds nothing."""

import os

import pytest

from thistledown.casebook.record import open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.collect.connector import Context
from thistledown.collect.intake import take_in
from thistledown.collect.summaries import LOCATOR, atlas_summaries, has_summaries


@pytest.fixture
def book(tmp_path):
    with open_casebook(tmp_path / "book", create=True, who="tester") as opened:
        yield opened


def test_the_rest_goes_on_when_one_file_is_broken(book, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("Drones were seen near the town on Monday.", encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.html").write_text("<html><body><p>More were seen.</p></body></html>", encoding="utf-8")
    seen = []
    intake = take_in(book, [folder], Context(), progress=lambda done, where: seen.append(where))
    assert (intake.captures, intake.new, intake.known) == (2, 2, 0)
    assert [problem.locator.rpartition("/")[2] for problem in intake.problems] == ["b.pdf", "c.txt"]
    assert all(problem.what and problem.advice for problem in intake.problems)
    assert len(seen) == 4

    again = take_in(book, [folder], Context())
    assert (again.captures, again.new, again.known) == (2, 0, 2)


def test_what_an_interrupted_run_left_half_written_is_swept(book, tmp_path):
    book.paths.incoming.mkdir(parents=True)
    (book.paths.incoming / "half").write_bytes(b"half")
    os.utime(book.paths.incoming / "half", (0, 0))
    (tmp_path / "a.txt").write_text("Drones were seen.", encoding="utf-8")
    take_in(book, [tmp_path / "a.txt"], Context())
    assert list(book.paths.incoming.iterdir()) == []


def test_summaries_are_reports_named_by_their_events(book):
    assert not has_summaries(book)
    taken = book.take_in(atlas_summaries(Context()))
    assert taken.new == len(atlas())
    assert has_summaries(book)
    event = atlas()[5]
    [told] = [item for item in book.view().reports(limit=len(atlas())) if item.part == event.id]
    whole = book.view().report(told.id)
    assert whole.text is not None
    assert whole.text.split() == event.summary.split()
    assert whole.locator == LOCATOR


def test_summaries_lead_back_to_the_bytes_of_the_table(book):
    book.take_in(atlas_summaries(Context()))
    view = book.view()
    for told in view.reports(limit=25):
        text, offsets = view.text(told.text_id)
        raw = book.archive.get(told.sha256)
        for segment in offsets.segments:
            if segment.encoding and segment.encoding != "codepoints":
                back = raw[segment.raw_start : segment.raw_end].decode(segment.encoding)
                assert back == text[segment.start : segment.end]
