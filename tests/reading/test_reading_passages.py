"""Passages and sentences: what is cut where, and that every span is exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.span import Span
from thistledown.reading.passages import PassageKind, is_title_case, split_passages, split_sentences
from thistledown.reading.tokens import tokenise


def sentences(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. J. Smith met Mr. Doe. They left.", ["Gen. J. Smith met Mr. Doe.", "They left."]),
        ("The U.S. said so. In June it left.", ["The U.S. said so.", "In June it left."]),
        ("He was in the U.S. The army left.", ["He was in the U.S.", "The army left."]),
        ("“It flew.” Then it fell.", ["“It flew.”", "Then it fell."]),
        ("Was it a drone? Yes!", ["Was it a drone?", "Yes!"]),
        ("About 3.5 km away. Near Léré.", ["About 3.5 km away.", "Near Léré."]),
        ("It said vs. the army. No. 3 fell.", ["It said vs. the army.", "No. 3 fell."]),
    ],
)
def test_abbreviations_and_quotes_do_not_break_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_cut_off_sentence_and_a_question_are_marked() -> None:
    text = "The group now has in its possess… Did it?"
    cut, asks = split_sentences(text, Span(0, len(text)))
    assert cut.cut
    assert not cut.question
    assert asks.question


def test_kinds_of_passages_and_their_blocks() -> None:
    text = (
        "Army Shows New Drones To Visitors In Town\n🇲🇱 🇷🇺 #drones\n"
        "Note: The following text was originally posted elsewhere.\n"
        "The army showed drones.\n- First item, about drones.\n> quoted words here\n"
        "Photo: a drone on a table\nRelated posts:\nAnother Group Shows Other Drones Somewhere Else\n"
        "A teaser text that was cut…\nA Third Story About Something Entirely Different\nIts text.\n"
    )
    passages = split_passages(text)
    assert [p.kind for p in passages] == [
        PassageKind.TITLE,
        PassageKind.MARKS,
        PassageKind.NOTE,
        PassageKind.PARAGRAPH,
        PassageKind.LIST_ITEM,
        PassageKind.QUOTE,
        PassageKind.CAPTION,
        PassageKind.HEADING,
        PassageKind.HEADING,
        PassageKind.PARAGRAPH,
        PassageKind.HEADING,
        PassageKind.PARAGRAPH,
    ]
    blocks = [p.block for p in passages]
    assert len(set(blocks[:7])) == 1, "the post itself is one block"
    assert blocks[8] == blocks[9] != blocks[10] == blocks[11], "each teaser shares nothing with the next"
    assert passages[1].sentences == ()
    assert passages[2].sentences == (), "a repost note says nothing"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "The army said on Monday that\nits troops had found two drones\nnear the border.\n\nNext one."
    first, second = split_passages(text)
    assert first.span.of(text).count("\n") == 2
    assert second.span.of(text) == "Next one."


def test_title_case_is_told_from_prose() -> None:
    assert is_title_case("Army Captures Drones In The Hands Of Rebels")
    assert not is_title_case("The army captured drones in the hands of rebels.")


@given(st.text(max_size=400))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    last = 0
    for passage in split_passages(text):
        assert last <= passage.span.start < passage.span.end <= len(text)
        inner = passage.span.start
        for sentence in passage.sentences:
            assert inner <= sentence.span.start < sentence.span.end <= passage.span.end
            assert sentence.span.of(text).strip() == sentence.span.of(text)
            inner = sentence.span.end
        last = passage.span.end


@given(st.text(max_size=300))
def test_tokens_cover_every_visible_word_once(text: str) -> None:
    last = 0
    for token in tokenise(text):
        assert last <= token.start < token.end <= len(text)
        last = token.end
    covered = {i for token in tokenise(text) for i in range(token.start, token.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


def test_tokens_of_nfd_text_match_those_of_nfc() -> None:
    composed, decomposed = "Tinzaouatène", "Tinzaouate\u0300ne"
    assert [t.norm for t in tokenise(composed)] == [t.norm for t in tokenise(decomposed)]


def test_security_a_long_line_of_marks_is_cut_in_linear_time() -> None:
    text = "." * 200_000 + "a'" * 100_000 + "(" * 100_000 + "\n" * 50_000
    assert split_passages(text)
    assert tokenise(text)
