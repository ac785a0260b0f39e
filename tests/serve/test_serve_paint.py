"""Painting keeps every character and draws every mark where it belongs."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from thistledown.casebook.span import Span
from thistledown.serve.paint import QUOTE, Mark, paint, paragraphs, pieces

TEXTS = st.text(alphabet=st.sampled_from("ab <>&\"'\nم\u0301😀"), min_size=1, max_size=60)


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        slot = draw(st.sampled_from(["trigger", "provider", "item", QUOTE]))
        marks.append(Mark(Span(start, end), slot, f"c{number}"))
    return text, marks


@given(texts_with_marks())
def test_pieces_join_to_the_text_and_carry_exactly_the_marks_that_cover_them(
    given: tuple[str, list[Mark]],
) -> None:
    text, marks = given
    cut = list(pieces(0, len(text), marks))
    assert "".join(piece.span.of(text) for piece in cut) == text
    for piece in cut:
        for place in range(piece.span.start, piece.span.end):
            covering = {mark for mark in marks if mark.span.start <= place < mark.span.end}
            assert set(piece.marks) == covering


@given(texts_with_marks())
def test_painted_words_are_the_words_of_the_text(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    painted = paint(text, marks, lambda _: "TIP")
    assert len(painted) == len(paragraphs(text))
    for block, markup in zip(paragraphs(text), painted, strict=True):
        without_tips = re.sub(r'<span class="tip" dir="auto">TIP</span>', "", str(markup))
        plain = re.sub(r"<[^>]*>", "", without_tips)
        assert Markup(plain).unescape() == block.of(text)
        assert str(markup).count("<a ") == str(markup).count("</a>")
        assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", str(markup), re.DOTALL)


def test_the_longer_of_two_nested_spans_is_outside() -> None:
    text = "Africa Corps instructors"
    marks = [Mark(Span(0, 12), "provider", "c1"), Mark(Span(0, 24), "trigger", "c2")]
    markup = str(paint(text, marks, lambda _: "")[0])
    assert '<span class="m m-trigger d2"><span class="m m-provider d1">Africa Corps</span></span>' in markup
    assert 'id="c1-provider"' in markup
    assert 'id="c2-trigger"' in markup


def test_crossing_spans_are_cut_where_they_cross() -> None:
    cut = list(pieces(0, 6, [Mark(Span(0, 4), "item", "c1"), Mark(Span(2, 6), "place", "c2")]))
    assert [tuple(piece.span) for piece in cut] == [(0, 2), (2, 4), (4, 6)]
    assert [len(piece.marks) for piece in cut] == [1, 2, 1]


def test_an_anchor_stands_once_where_its_span_begins() -> None:
    text = "one two\n\nthree"
    markup = "".join(paint(text, [Mark(Span(4, 14), "item", "c1")], lambda _: ""))
    assert markup.count('id="c1-item"') == 1
    assert markup.index('id="c1-item"') < markup.index("two")
