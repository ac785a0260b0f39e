"""Cutting keeps every character and puts every mark where it belongs."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.span import Span
from thistledown.serve.paint import QUOTE, Mark, paragraphs, pieces

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
def test_the_longest_slot_of_a_piece_comes_first(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    for piece in pieces(0, len(text), marks):
        lengths = [mark.span.end - mark.span.start for mark in piece.marks if mark.slot != QUOTE]
        assert lengths == sorted(lengths, reverse=True)


@given(TEXTS)
def test_paragraphs_hold_all_words_in_order(text: str) -> None:
    found = paragraphs(text)
    assert "".join("".join(span.of(text) for span in found).split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_crossing_spans_are_cut_where_they_cross() -> None:
    cut = list(pieces(0, 6, [Mark(Span(0, 4), "item", "c1"), Mark(Span(2, 6), "place", "c2")]))
    assert [tuple(piece.span) for piece in cut] == [(0, 2), (2, 4), (4, 6)]
    assert [len(piece.marks) for piece in cut] == [1, 2, 1]
