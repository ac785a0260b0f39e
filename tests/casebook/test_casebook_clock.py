"""The clock: UTC, never naive, and text that sorts in time order."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.clock import at_least_after, now, parse_as_of, stamp, unstamp

SOURCE = Path(__file__).parents[2] / "src"

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001


@given(instants, instants)
def test_stamps_sort_as_the_instants_do(left: datetime, right: datetime) -> None:
    assert (stamp(left) < stamp(right)) == (left < right)
    assert (stamp(left) == stamp(right)) == (left == right)


@given(instants)
def test_a_stamp_reads_back_as_the_same_instant_in_utc(moment: datetime) -> None:
    again = unstamp(stamp(moment))
    assert again == moment
    assert again.tzinfo is UTC
    assert len(stamp(moment)) == 27


def test_now_has_its_zone() -> None:
    assert now().tzinfo is UTC


def test_a_naive_instant_is_refused_with_advice() -> None:
    with pytest.raises(ValueError, match=r"has no time zone; say which one"):
        stamp(datetime(2025, 6, 30, 12))  # noqa: DTZ001


def test_an_instant_outside_the_calendar_in_utc_is_refused_as_a_bad_value() -> None:
    east = timezone(timedelta(hours=14))
    with pytest.raises(ValueError, match="calendar"):
        stamp(datetime(1, 1, 1, tzinfo=east))


def test_as_of_a_day_means_its_end_in_utc() -> None:
    assert parse_as_of("2025-06-30") == datetime(2025, 6, 30, 23, 59, 59, 999_999, UTC)
    assert parse_as_of("2025-06-30T12:00:00+02:00") == datetime(2025, 6, 30, 10, tzinfo=UTC)
    assert parse_as_of("2025-06-30T12:00:00Z") == datetime(2025, 6, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2025-02-30", "30/06/2025", "2025-06-30T25:00:00Z", "٢٠٢٥-٠٦-٣٠x"]
)
def test_as_of_something_else_is_refused_with_the_shape_wanted(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date; write a day"):
        parse_as_of(text)


def test_as_of_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"has no time zone; write a day"):
        parse_as_of("2025-06-30T12:00:00")


@given(instants, st.none() | instants)
def test_the_next_instant_is_always_later_than_the_one_before(
    moment: datetime, earlier: datetime | None
) -> None:
    after = at_least_after(moment, earlier)
    assert after >= moment
    if earlier is not None:
        assert after > earlier
        assert after in (moment, earlier + timedelta(microseconds=1))


def naive_calls(path: Path) -> list[str]:
    """Calls that make an instant without a zone."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, given_ = node.func.attr, len(node.args) + len(node.keywords)
        owner = ast.unparse(node.func.value)
        naive = (
            (name == "now" and owner.endswith("datetime") and not given_)
            or (name == "today" and owner.endswith(("datetime", "date")))
            or name in ("utcnow", "utcfromtimestamp")
            or (name == "fromtimestamp" and given_ < 2)
        )
        if naive:
            found.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    return found


def test_no_module_makes_an_instant_without_a_zone() -> None:
    modules = sorted(SOURCE.rglob("*.py"))
    assert len(modules) > 20
    assert [call for module in modules for call in naive_calls(module)] == []


def test_the_check_for_naive_instants_can_fail(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "import datetime as d\nd.datetime.now()\nd.datetime.utcnow()\nd.date.today()\n"
        "d.datetime.fromtimestamp(0)\nd.datetime.now(d.UTC)\nd.datetime.fromtimestamp(0, d.UTC)\n"
    )
    assert [line.split(":")[1] for line in naive_calls(bad)] == ["2", "3", "4", "5"]
