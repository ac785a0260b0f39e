"""A process killed at any moment leaves a casebook that opens, and running it again completes it.

The long series is `python -m benchmarks.kill --kills 100`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from thistledown.casebook.record import open_casebook

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import kill  # noqa: E402


def test_killed_intakes_lose_and_double_nothing(tmp_path: Path) -> None:
    result = kill.kill_series(tmp_path, kills=12, reports=60, seed=20)
    assert (result.kills, result.lost, result.doubled) == (12, 0, 0)


def test_the_comparison_notices_what_is_lost_or_doubled(tmp_path: Path) -> None:
    """Otherwise the test above could not fail."""
    kill.write_reports(tmp_path / "reports", 10)
    kill.intake(tmp_path / "whole", tmp_path / "reports")
    (tmp_path / "reports" / "0003.txt").unlink()
    kill.intake(tmp_path / "less", tmp_path / "reports")
    with open_casebook(tmp_path / "whole") as whole, open_casebook(tmp_path / "less") as less:
        lost = kill.facts(whole) - kill.facts(less)
        assert {"capture", "report", "claim", "reading", "custody", "search_entry", "journal"} <= {
            row[0] for row in lost
        }
        assert any(row[0] == "archive" for row in lost)


def test_the_check_notices_a_changed_capture(tmp_path: Path) -> None:
    kill.write_reports(tmp_path / "reports", 2)
    kill.intake(tmp_path / "book", tmp_path / "reports")
    kill.check(tmp_path / "book")
    with open_casebook(tmp_path / "book") as casebook:
        place = casebook.paths.capture(casebook.view().captures()[0])
    place.chmod(0o644)
    place.write_bytes(b"other words")
    with pytest.raises(Exception, match="was changed after it was captured"):
        kill.check(tmp_path / "book")
