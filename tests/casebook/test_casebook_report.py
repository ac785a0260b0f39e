"""Captures and reports: addressed by content, never without a time zone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

import pytest
from casebook_samples import found
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.report import report_id


def test_a_capture_is_addressed_by_its_bytes_alone() -> None:
    one, same = found("words", "/a").capture, found("words", "/b").capture
    assert one.sha256 == same.sha256 == hashlib.sha256(b"words").hexdigest()
    assert found("other").capture.sha256 != one.sha256


def test_naive_instants_are_refused() -> None:
    one = found("words")
    naive = datetime(2025, 7, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="captured_at needs a time zone"):
        replace(one.capture, captured_at=naive)
    (report,) = one.reports
    with pytest.raises(ValueError, match="published_at needs a time zone"):
        replace(report, published_at=naive)


def test_the_id_of_a_report_is_the_same_on_every_machine_and_in_every_version() -> None:
    sha256 = "a" * 64
    assert report_id(sha256, "") == "r" + hashlib.sha256(f"{sha256}\0".encode()).hexdigest()[:19]
    assert report_id(sha256, "item 17") != report_id(sha256, "item 1")


@given(st.text(), st.text())
def test_parts_of_a_capture_have_ids_of_their_own(left: str, right: str) -> None:
    assert (report_id("a" * 64, left) == report_id("a" * 64, right)) == (left == right)


@given(st.text(st.characters(categories=["Cs"]), min_size=1))
def test_security_a_part_that_is_no_real_text_still_has_an_id(part: str) -> None:
    assert len(report_id("a" * 64, part)) == 20
