"""What every connector must do; a connector's test file subclasses `Conformance` and names its samples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from thistledown.casebook.offsets import OffsetMap, Segment
from thistledown.casebook.report import Capture, Found, Problem, Report
from thistledown.collect.connector import Connector, Context, Target
from thistledown.collect.dispatch import collect

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def context(**more: object) -> Context:
    return Context(now=lambda: MOMENT, **more)  # type: ignore[arg-type]


def taken(connector: Connector, target: Target) -> list[tuple[Capture, list[Report]] | Problem]:
    """What `collect` gives with this connector alone, its reports made."""
    found: list[tuple[Capture, list[Report]] | Problem] = []
    for one in collect([target], context(), [connector]):
        found.append((one.capture, list(one.reports)) if isinstance(one, Found) else one)
    return found


def check_offsets(text: str, offsets: OffsetMap, parts: dict[str, bytes | str]) -> int:
    """Every encoded segment decodes to its run, and every character but white space has a segment.

    Args:
        text: the clean text.
        offsets: its map.
        parts: the raw parts it may point into; "" is the captured bytes.

    Returns:
        How many segments were checked against raw bytes or code points.
    """
    checked = 0
    covered = 0
    for segment in offsets.segments:
        assert segment.end <= len(text), segment
        _gap(text, covered, segment)
        covered = segment.end
        raw = parts.get(segment.part)
        if raw is None:
            continue
        assert segment.raw_end <= len(raw), segment
        assert segment.raw_start < segment.raw_end, segment
        run = text[segment.start : segment.end]
        if segment.encoding == "codepoints":
            assert isinstance(raw, str)
            assert raw[segment.raw_start : segment.raw_end] == run, segment
        elif segment.encoding:
            assert isinstance(raw, bytes)
            stretch = raw[segment.raw_start : segment.raw_end]
            assert stretch.decode(segment.encoding) == run, segment
            assert run.encode(segment.encoding) == stretch, segment
        checked += 1
    assert not text[covered:].strip(), f"words without a way back: {text[covered : covered + 60]!r}"
    return checked


def _gap(text: str, covered: int, segment: Segment) -> None:
    between = text[covered : segment.start]
    assert not between.strip(), f"words without a way back: {between[:60]!r}"


class Conformance:
    """Subclass it, set `connector` and `samples`; pytest runs the tests below for both.

    Attributes:
        connector: the connector under test.
        samples: targets it must take in, each giving at least one report.
        broken: targets it accepts that must give a problem, or a capture without words, not an exception.
    """

    connector: Connector
    samples: Sequence[Target] = ()
    broken: Sequence[Target] = ()

    def parts(self, capture: Capture) -> dict[str, bytes | str]:
        """The raw parts that offset maps point into; override where a capture has more than its bytes."""
        return {"": capture.content}

    def test_it_has_a_name_and_a_version(self) -> None:
        assert isinstance(self.connector, Connector)
        assert self.connector.name
        assert self.connector.name == self.connector.name.strip().lower()
        assert self.connector.version

    def test_it_takes_its_samples_in(self) -> None:
        assert self.samples
        for target in self.samples:
            assert self.connector.accepts(target), target.locator
            captures = [one for one in taken(self.connector, target) if not isinstance(one, Problem)]
            assert captures, target.locator
            assert any(report.text.text.strip() for _, reports in captures for report in reports)

    def test_captures_are_the_bytes_unchanged(self) -> None:
        for target in self.samples:
            content = target.read(10**9)
            captures = [one for one in taken(self.connector, target) if not isinstance(one, Problem)]
            assert any(capture.content == content for capture, _ in captures), target.locator
            for capture, _ in captures:
                assert capture.connector == self.connector.name
                assert capture.connector_version == self.connector.version
                assert capture.media_type
                assert capture.captured_at == (target.captured_at or MOMENT)

    def test_every_word_leads_back_to_the_bytes(self) -> None:
        checked = 0
        for target in self.samples:
            for one in taken(self.connector, target):
                assert not isinstance(one, Problem), one
                capture, reports = one
                for report in reports:
                    checked += check_offsets(report.text.text, report.text.offsets, self.parts(capture))
        assert checked

    def test_parts_are_unique_and_words_are_clean(self) -> None:
        for target in self.samples:
            for one in taken(self.connector, target):
                assert not isinstance(one, Problem), one
                parts = [report.part for report in one[1]]
                assert len(parts) == len(set(parts)), target.locator
                for report in one[1]:
                    controls = [c for c in report.text.text if ord(c) < 32 and c not in "\n\t"]
                    assert not controls, (target.locator, controls[:5])
                    assert len(report.links) == len(set(report.links))

    def test_the_same_bytes_give_the_same_reports(self) -> None:
        for target in self.samples:
            assert taken(self.connector, target) == taken(self.connector, target)

    def test_security_broken_input_is_a_problem_and_not_an_exception(self) -> None:
        for target in [*self.broken, *(_damaged(one) for one in self.samples)]:
            if not self.connector.accepts(target):
                continue
            # Not through collect(), which would turn an exception into a problem.
            found = list(self.connector.collect(target, context()))
            for one in found:
                if isinstance(one, Found):
                    for report in one.reports:
                        check_offsets(report.text.text, report.text.offsets, self.parts(one.capture))
                else:
                    assert one.what
                    assert one.advice
            assert found, target.locator

    def test_empty_input_is_a_problem(self) -> None:
        if not self.samples:
            pytest.skip("no samples")
        first = self.samples[0]
        empty = Target(locator="empty", content=b"", media_type=first.media_type, label=first.label)
        found = list(self.connector.collect(empty, context()))
        assert len(found) == 1
        assert isinstance(found[0], Problem)


def _damaged(target: Target) -> Target:
    content = target.read(10**9)
    half = content[: len(content) // 2] + bytes(range(256))
    return Target(
        locator=f"{target.locator} damaged", content=half, media_type=target.media_type, label=target.label
    )
