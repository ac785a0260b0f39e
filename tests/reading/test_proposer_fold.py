"""The fold: what it takes for the same, and the way back."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from thistledown.casebook.span import Span
from thistledown.reading.proposer.fold import fold

TRICKY = (
    "aé e\u0301\u0323ñ \t\n\u00a0\u2003'’“”«»-–—−\u00ad\u200b\u200f\u202e"
    "жйї\u0306قَوّى가\u1100\u1161\U0001f6e9\ufe0f\u0344\u0f73\u1fef\U0001d15e"
)
texts = st.text(st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=60)


@given(texts)
@example("x \u00ad\u0308y")
@example("\u0f73\u0301a")
def test_folding_twice_is_folding_once(text):
    once = fold(text).text
    assert fold(once).text == once


@given(texts)
def test_every_folded_character_points_at_what_it_came_from(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    for character, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert character in fold(text[start:end]).text


@given(texts, st.data())
def test_a_stretch_of_the_fold_leads_back_to_words_that_fold_to_it(text, data):
    folded = fold(text)
    first = data.draw(st.integers(0, len(folded.text)))
    last = data.draw(st.integers(first, len(folded.text)))
    span = folded.span(first, last)
    if span is not None:
        assert fold(span.of(text)).text == folded.text[first:last]


@given(texts, texts, texts, st.sampled_from(["NFC", "NFD"]))
def test_a_quote_in_another_normal_form_is_found_where_it_stands(before, quote, after, form):
    text = f"{before} | {quote.strip()} | {after}"
    other = unicodedata.normalize(form, quote.strip())
    needle = fold(other).text.strip()
    found = fold(text).find(other)
    for span in found:
        assert fold(span.of(text)).text.strip() == needle
    if needle and quote.strip() and len(quote) < 30:
        # Between bars with spaces nothing joins it to what stands around it.
        own = fold(quote.strip()).text.strip()
        if own == needle and not unicodedata.combining(own[0]):
            assert found


def test_what_counts_as_the_same():
    text = "Le  groupe\n« Wagner » a formé\u00a0— dit\u2011on — l\u2019arm\u00e9e."
    for quote in ('groupe "Wagner"', "\u201c Wagner \u201d a form\u0065\u0301 - dit-on - l'arme\u0301e"):
        spans = fold(text).find(quote.replace('"Wagner"', "' Wagner '"))
        assert len(spans) == 1
        assert "Wagner" in spans[0].of(text)


def test_what_does_not():
    text = "Russia trained Malian soldiers in Tinzaouate\u0301n."
    folded = fold(text)
    for quote in ("russia trained", "Russia trains", "Malian troops", "Tinzaouate", "soldiersin", "", "   "):
        assert folded.find(quote) == []


def test_offsets_are_those_of_the_whole_text():
    text = "a\u0301 b. Le 12 août, l\u2019arm\u00e9e."
    span = Span(6, len(text))
    (found,) = fold(text, span).find("l'armée")
    assert found.of(text) == "l\u2019arm\u00e9e"


def test_hostile_marks_cost_no_square():
    text = "a" + "\u0301\u0323" * 100_000 + " Russia"
    (found,) = fold(text).find("Russia")
    assert found.of(text) == "Russia"
