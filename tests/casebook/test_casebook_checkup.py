"""A check-up finds what was damaged, and says nothing else is."""

import os
import sqlite3
from datetime import UTC, datetime

import pytest

from thistledown.casebook.checkup import check_casebook
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.record import open_casebook
from thistledown.casebook.report import Capture, CleanText, Found, Report


@pytest.fixture
def book(tmp_path):
    content = b"Drones were seen."
    text = CleanText(text=content.decode(), offsets=OffsetMap.whole(content.decode()), extractor="test/1")
    capture = Capture(
        content=content,
        media_type="text/plain",
        locator="a.txt",
        connector="test",
        connector_version="1",
        captured_at=datetime(2026, 1, 2, tzinfo=UTC),
    )
    with open_casebook(tmp_path / "book", create=True, who="tester") as opened:
        opened.take_in(Found(capture=capture, reports=[Report(text=text)]))
        yield opened


def faults(book):
    return [check.what for check in check_casebook(book) if not check.ok]


def test_a_whole_casebook_passes_every_check(book):
    assert faults(book) == []
    assert len(check_casebook(book)) == 5


def test_a_changed_capture_is_found(book):
    path = book.paths.capture(book.view().captures()[0])
    os.chmod(path, 0o644)
    path.write_bytes(b"Drones were not seen.")
    assert faults(book) == ["archived captures"]


def test_a_missing_capture_is_found(book):
    book.paths.capture(book.view().captures()[0]).unlink()
    assert faults(book) == ["archived captures"]


def test_a_capture_the_record_does_not_name_is_found(book):
    book.archive.put(b"left by an interrupted run")
    assert faults(book) == ["files in the archive that the record does not name"]


def test_a_row_that_names_a_missing_row_is_found(book):
    with sqlite3.connect(book.paths.record) as raw:
        raw.execute(
            "INSERT INTO event_claim (event_id, claim_id, recorded_at, entry) "
            "VALUES ('no-event', 'no-claim', '2026-01-02T00:00:00.000000Z', 1)"
        )
    raw.close()
    assert "the database" in faults(book)
