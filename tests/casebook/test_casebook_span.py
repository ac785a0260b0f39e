"""Spans: half-open stretches of code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.span import Span

spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda at: Span(at[0], at[0] + at[1]))


def test_the_quote_is_counted_in_code_points_not_in_bytes_or_utf16_units() -> None:
    text = "🇲🇱 Малі — طائرة"
    assert Span(3, 7).of(text) == "Малі"
    assert Span(10, 15).of(text) == "طائرة"
    assert Span(0, 2).of(text) == "🇲🇱"


@pytest.mark.parametrize("span", [Span(-1, 2), Span(2, 2), Span(3, 2), Span(0, 6), Span(5, 6)])
def test_a_span_outside_the_text_or_empty_is_refused_with_where(span: Span) -> None:
    with pytest.raises(ValueError, match=f"span {span.start}..{span.end} lies outside a text of 5"):
        span.of("drone")


@given(spans, spans)
def test_overlap_and_containment_are_those_of_the_character_sets(left: Span, right: Span) -> None:
    mine, other = set(range(*left)), set(range(*right))
    assert left.overlaps(right) == bool(mine & other) == right.overlaps(left)
    assert left.within(right) == (mine <= other)


@given(st.text(max_size=30), spans, st.text(max_size=20))
def test_shifting_follows_text_put_in_front(text: str, span: Span, front: str) -> None:
    if span.end <= len(text):
        assert span.shifted(len(front)).of(front + text) == span.of(text)
