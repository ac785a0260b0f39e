"""Snippets are stretches of the text itself, with the searched words marked."""

from hypothesis import given
from hypothesis import strategies as st

from thistledown.serve.snippet import LENGTH, snippet


@given(st.text(max_size=900), st.text(max_size=20))
def test_a_snippet_is_a_stretch_of_the_text(text: str, query: str) -> None:
    found = snippet(text, query)
    words = "".join(piece.text for piece in found.pieces)
    assert words in text
    assert len(words) <= LENGTH
    assert found.before or text.startswith(words)
    assert found.after or text.endswith(words)


def test_words_are_marked_in_any_spelling() -> None:
    found = snippet("قال متحدث إن المدربين دربوا جنودا", "مدربين")
    assert [piece.text for piece in found.pieces if piece.hit] == ["المدربين"]
    found = snippet("Des DRONES armés", "drone arme")
    assert [piece.text for piece in found.pieces if piece.hit] == ["DRONES", "armés"]


def test_a_word_far_down_is_shown_with_words_before_it() -> None:
    found = snippet("x " * 500 + "the drone fell. " + "y " * 500, "drone")
    assert found.before
    assert found.after
    assert any(piece.hit for piece in found.pieces)
    assert found.pieces[0].text.strip()
