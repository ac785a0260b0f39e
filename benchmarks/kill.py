"""Kill an intake again and again at random moments, then finish it: is anything lost or doubled?

    python -m benchmarks.kill --kills 100

A child process takes in a folder of small invented reports and reads them with a trivial coder; it gets
SIGKILL at a random moment after it starts. After each kill the casebook must be sound: it opens, SQLite's
integrity and foreign keys hold, every capture has its file with the right hash. When a child gets through,
the record must equal that of a run nobody disturbed, row by row; then a new casebook is begun, until the
kills are used up.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from thistledown.casebook.claim import Claim
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.report import Capture, CleanText, Found, Report
from thistledown.casebook.schema import metadata
from thistledown.casebook.span import Span
from thistledown.codebook.terms import Kind, Slot

ROOT = Path(__file__).parents[1]
CODER, CODEBOOK = "trivial 1", "1"
READY = "ready"
MOMENT = datetime(2025, 7, 1, 12, tzinfo=UTC)
# Columns that say when or in which order a row came; all others must be the same after any interruption.
_WHEN = {"recorded_at", "entry", "id", "seq"}

Facts = Counter[tuple[object, ...]]


@dataclass
class Result:
    """What a series of kills did: `lost` and `doubled` count rows against an undisturbed run."""

    kills: int = 0
    rounds: int = 0
    lost: int = 0
    doubled: int = 0


def write_reports(folder: Path, many: int) -> None:
    """Write small invented reports, some of them with the same words."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(many):
        number = n % (many - many // 10)
        words = f"Report {number}: a drone was seen. " + "A drone fell. " * (number % 4)
        (folder / f"{n:04}.txt").write_text(words, encoding="utf-8")


def intake(folder: Path, reports: Path) -> None:
    """What the child does: take all reports in, then read all that is unread."""
    with open_casebook(folder, create=True, name="kill", who="benchmark") as casebook:
        for path in sorted(reports.iterdir()):
            casebook.take_in(_found(path))
        while batch := casebook.unread(CODER, CODEBOOK, limit=20):
            readings = [(item, _claims(item.text), ()) for item in batch]
            casebook.add_readings(CODER, CODEBOOK, readings)


def _found(path: Path) -> Found:
    content = path.read_bytes()
    text = content.decode()
    capture = Capture(
        content=content,
        media_type="text/plain",
        locator=path.name,
        connector="folder",
        connector_version="1",
        captured_at=MOMENT,
    )
    clean = CleanText(text=text, offsets=OffsetMap.whole(text), extractor="plain 1")
    return Found(capture=capture, reports=iter([Report(text=clean)]))


def _claims(text: str) -> list[Claim]:
    found, at = [], 0
    while (at := text.find("drone", at)) >= 0:
        span = Span(at, at + 5)
        found.append(
            Claim(
                report="",
                kind=Kind.SIGHTING,
                confidence=0.5,
                quote="drone",
                quote_span=span,
                spans={Slot.ITEM: span},
                coder=CODER,
                codebook=CODEBOOK,
            )
        )
        at += 5
    return found


def facts(casebook: Casebook) -> Facts:
    """Every row of the record without its time and number, and every archived file."""
    found: Facts = Counter()
    with casebook.engine.connect() as connection:
        for table in metadata.sorted_tables:
            # A key that is text is made of what the row says; a number only of its turn.
            numbered = {c.name for c in table.primary_key if c.type.python_type is int and c.name in _WHEN}
            columns = [c for c in table.c if c.name not in _WHEN or (c.name == "id" and not numbered)]
            found.update((table.name, *row) for row in connection.execute(select(*columns)))
    found.update(("archive", sha256) for sha256 in casebook.archive)
    found.update(("search", hit.subject, hit.id) for hit in casebook.view().search("drone", limit=10_000))
    return found


def check(folder: Path) -> None:
    """Look whether a casebook is sound.

    Raises:
        AssertionError: when it is not; the message says what is wrong.
    """
    record = folder / "record.db"
    if record.exists():
        raw = sqlite3.connect(record)
        try:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "integrity"
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == [], "foreign keys"
        finally:
            raw.close()
    if not (folder / "casebook.toml").exists():
        return
    with open_casebook(folder) as casebook:
        with casebook.engine.begin() as connection:
            # FTS5 compares its index with the table that it indexes, and complains when they differ.
            connection.exec_driver_sql(
                "INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)"
            )
        for sha256 in casebook.view().captures():
            casebook.archive.get(sha256)
        journal = metadata.tables["journal"]
        with casebook.engine.connect() as connection:
            rows = connection.execute(
                select(journal.c.seq, journal.c.recorded_at).order_by(journal.c.seq)
            ).all()
        stamps = [row.recorded_at for row in rows]
        assert stamps == sorted(set(stamps)), "the journal is out of order"


def kill_series(
    work: Path, *, kills: int, reports: int = 300, seed: int = 1, longest_s: float = 0.6
) -> Result:
    """Kill intakes until `kills` are used up; compare each finished record with an undisturbed one.

    Args:
        work: an empty folder to work in.
        kills: how many times a child is killed before it is through.
        reports: how many reports each intake has.
        seed: of the random moments.
        longest_s: greatest time in seconds from a child's start of work to its kill.
    """
    random_moment = random.Random(seed)
    texts = work / "reports"
    write_reports(texts, reports)
    intake(work / "undisturbed", texts)
    with open_casebook(work / "undisturbed") as casebook:
        expected = facts(casebook)
    result = Result()
    while result.kills < kills:
        result.rounds += 1
        folder = work / f"round{result.rounds}"
        through = False
        while not through:
            # The last round is left in peace when the kills are used up.
            moment = random_moment.uniform(0, longest_s) if result.kills < kills else None
            through = _run(folder, texts, moment)
            if not through:
                result.kills += 1
            check(folder)
        with open_casebook(folder) as casebook:
            made = facts(casebook)
        result.lost += (expected - made).total()
        result.doubled += (made - expected).total()
    return result


def _run(folder: Path, texts: Path, moment: float | None) -> bool:
    """Run a child; kill it `moment` seconds after it starts to work. Return whether it got through."""
    command = [sys.executable, "-m", "benchmarks.kill", "--worker", str(folder), str(texts)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == READY, "the child did not start"
        if moment is not None:
            time.sleep(moment)
            child.send_signal(signal.SIGKILL)
        status = child.wait()
    if status not in (0, -signal.SIGKILL):
        raise RuntimeError(f"the child ended with status {status}")
    return status == 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the series and print one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", nargs=2, metavar=("CASEBOOK", "REPORTS"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.worker:
        print(READY, flush=True)
        intake(Path(given.worker[0]), Path(given.worker[1]))
        return
    with tempfile.TemporaryDirectory(prefix="thistledown-kill-") as work:
        result = kill_series(Path(work), kills=given.kills, reports=given.reports, seed=given.seed)
    print(
        json.dumps(
            {"kills": result.kills, "lost": result.lost, "doubled": result.doubled, "rounds": result.rounds}
        )
    )


if __name__ == "__main__":
    main()
