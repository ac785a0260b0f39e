"""Processes that write at the same time: nothing lost, nothing doubled, the journal in order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from casebook_samples import NewCasebook
from sqlalchemy import select

from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.schema import journal, reading

WRITER = Path(__file__).with_name("casebook_writer.py")


def write_at_once(folder: Path, ranges: list[tuple[int, int]]) -> None:
    """Start one process a range, let them all go at the same moment, and wait."""
    started = [
        subprocess.Popen(
            [sys.executable, str(WRITER), str(folder), str(first), str(last)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first, last in ranges
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors


def check(casebook: Casebook, reports: int) -> None:
    counts = casebook.view().counts()
    assert (counts["captures"], counts["reports"], counts["readings"]) == (reports, reports, reports)
    assert counts["claims_read"] == 2 * reports
    assert len(casebook.view().search("drone", subject="claim", limit=1_000)) == 2 * reports
    custody = [len(casebook.view().custody(sha256)) for sha256 in casebook.view().captures()]
    assert custody == [1] * reports
    with casebook.engine.connect() as connection:
        rows = connection.execute(select(journal.c.seq, journal.c.recorded_at, journal.c.what)).all()
        texts = connection.execute(select(reading.c.text_id)).scalars().all()
    by_number, by_time = sorted(rows), sorted(rows, key=lambda row: row.recorded_at)
    assert by_number == by_time
    assert len({row.recorded_at for row in rows}) == len(rows)
    assert [row.what for row in rows].count("take-in") == reports
    assert len(texts) == len(set(texts))


def test_two_writers_of_the_same_and_of_other_reports(new_casebook: NewCasebook) -> None:
    casebook = new_casebook()
    write_at_once(casebook.paths.folder, [(0, 25), (10, 35)])
    check(casebook, 35)


def test_two_processes_may_make_the_same_casebook_at_once(tmp_path: Path) -> None:
    write_at_once(tmp_path / "new", [(0, 8), (4, 12)])
    with open_casebook(tmp_path / "new") as casebook:
        check(casebook, 12)
        assert [row["what"] for row in casebook.view().journal(1_000)].count("load-registry") == 1
