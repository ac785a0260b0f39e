"""Offset maps: from clean text back to the captured bytes, whatever the encoding."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.offsets import OffsetMap, RawRange, Segment
from thistledown.casebook.span import Span

# Codecs without a byte-order mark: a run's bytes are the same wherever it stands.
CODECS = {
    "utf-8": st.characters(exclude_categories=["Cs"]),
    "utf-16-le": st.characters(exclude_categories=["Cs"]),
    "utf-32-be": st.characters(exclude_categories=["Cs"]),
    "windows-1251": st.sampled_from("Африканский корпус – drones 2025"),
    "koi8-u": st.sampled_from("безпілотник ґ є і ї"),
    "windows-1256": st.sampled_from("طائرة مسيرة abc"),
    "latin-1": st.sampled_from("mercenários à Tinzaouatène"),
}


@dataclass(frozen=True)
class Made:
    text: str
    parts: dict[str, bytes]
    offsets: OffsetMap


@st.composite
def made(draw: st.DrawFn) -> Made:
    """A clean text of random runs, put down in random parts and encodings, with noise in between."""
    text, segments = "", []
    raws: dict[str, bytes] = {"": b"", "word/document.xml": b"", "body 1.2": b""}
    for _ in range(draw(st.integers(0, 6))):
        part = draw(st.sampled_from(sorted(raws)))
        raws[part] += draw(st.binary(max_size=5))
        run_codec = draw(st.sampled_from(sorted(CODECS)))
        run = draw(st.text(CODECS[run_codec], min_size=1, max_size=12))
        start, raw_start = len(text), len(raws[part])
        if draw(st.booleans()):
            raws[part] += run.encode(run_codec)
            codec = run_codec
        else:
            raws[part] += draw(st.binary(min_size=1, max_size=8))
            codec = ""
        text += run
        segments.append(Segment(start, len(text), raw_start, len(raws[part]), part, codec))
        text += draw(st.sampled_from(["", "\n\n", " "]))
    return Made(text, raws, OffsetMap(segments))


@given(made(), st.data())
def test_every_character_of_a_plain_run_leads_back_to_its_own_bytes(case: Made, data: st.DataObject) -> None:
    for segment in case.offsets.segments:
        start = data.draw(st.integers(segment.start, segment.end - 1))
        end = data.draw(st.integers(start + 1, segment.end))
        found = case.offsets.raw(Span(start, end), case.text)
        assert len(found) == 1
        raw = case.parts[found[0].part][found[0].start : found[0].end]
        if segment.encoding:
            assert raw.decode(segment.encoding) == case.text[start:end]
        else:
            assert raw == case.parts[segment.part][segment.raw_start : segment.raw_end]


@given(made(), st.data())
def test_a_span_over_many_runs_covers_them_all_and_nothing_else(case: Made, data: st.DataObject) -> None:
    if not case.text:
        return
    start = data.draw(st.integers(0, len(case.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(case.text))))
    found = case.offsets.raw(span, case.text)
    one_by_one = {
        (raw.part, at)
        for i in range(*span)
        for raw in case.offsets.raw(Span(i, i + 1), case.text)
        for at in range(raw.start, raw.end)
    }
    assert {(raw.part, at) for raw in found for at in range(raw.start, raw.end)} == one_by_one
    inside = [s for s in case.offsets.segments if s.start < span.end and span.start < s.end]
    assert bool(found) == bool(inside)


@given(made())
def test_a_map_comes_back_from_storage_as_it_was(case: Made) -> None:
    again = OffsetMap.from_bytes(case.offsets.to_bytes())
    assert again == case.offsets
    assert hash(again) == hash(case.offsets)
    assert again.segments == case.offsets.segments


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), st.data())
def test_a_whole_text_is_its_own_bytes(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    for codec in ("utf-8", "utf-16-le"):
        (raw,) = OffsetMap.whole(text, codec, raw_start=3).raw(span, text)
        assert (b"???" + text.encode(codec))[raw.start : raw.end].decode(codec) == span.of(text)
    (units,) = OffsetMap.whole(text, "codepoints", part="page 3").raw(span, text)
    assert units == RawRange("page 3", span.start, span.end)


def test_adjoining_runs_are_joined_and_separate_ones_are_not() -> None:
    text = "ab cd"
    joined = OffsetMap([Segment(0, 2, 10, 12), Segment(2, 3, 12, 13, encoding=""), Segment(3, 5, 13, 15)])
    assert joined.raw(Span(0, 5), text) == [RawRange("", 10, 15)]
    apart = OffsetMap([Segment(0, 2, 10, 12), Segment(3, 5, 20, 22)])
    assert apart.raw(Span(0, 5), text) == [RawRange("", 10, 12), RawRange("", 20, 22)]
    assert apart.raw(Span(2, 3), text) == []


@pytest.mark.parametrize(
    "segments",
    [
        [Segment(0, 0, 0, 0)],
        [Segment(3, 1, 0, 2)],
        [Segment(0, 2, 5, 3)],
        [Segment(0, 2, -1, 1)],
        [Segment(0, 3, 0, 3), Segment(2, 4, 3, 5)],
        [Segment(4, 5, 0, 1), Segment(0, 2, 1, 3)],
    ],
)
def test_a_map_out_of_order_is_refused(segments: list[Segment]) -> None:
    with pytest.raises(ValueError, match="out of order"):
        OffsetMap(segments)


def test_an_empty_text_has_an_empty_map() -> None:
    empty = OffsetMap.whole("")
    assert empty.segments == ()
    assert empty.raw(Span(0, 1), "x") == []
    assert repr(empty) == "OffsetMap(0 segments)"
