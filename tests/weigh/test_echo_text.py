"""Sentences, stems, numbers, keys and signatures of hostile and ordinary texts."""

import itertools
import time

import numpy as np
import pytest
from echo_samples import ABRIDGED, ORIGIN, OTHER
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.weigh.echoes.keys import number_words
from thistledown.weigh.echoes.likeness import likeness
from thistledown.weigh.echoes.numbers import numbers
from thistledown.weigh.echoes.particulars import counted, particulars
from thistledown.weigh.echoes.signature import MOST_KEYS, sign
from thistledown.weigh.echoes.tokens import LONGEST, number_value, sentences, skeletons, stem

ODD = st.text(alphabet=st.sampled_from("aб9ض .,!?\n\u202e\u200f«»“”\"'’-İßﬁ١٢\ud800é"), max_size=300)


@settings(deadline=None)  # The first text waits for the words of seven languages.
@given(ODD)
def test_sentences_are_spans_in_order_that_do_not_overlap(text):
    spans = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in spans)


@settings(deadline=None)
@given(ODD, st.sampled_from(["en", "ru", "ar", None]))
def test_any_text_has_a_signature_and_particulars_in_its_own_words(text, language):
    signature = sign(text, language)
    assert np.all(np.diff(signature.keys.astype(np.int64)) >= 0)
    assert signature.keys.size == signature.places.size == signature.weights.size == signature.flags.size
    for item in particulars(text, language):
        assert 0 <= item.start < item.end <= len(text)


def test_abbreviations_do_not_end_a_sentence():
    text = "Gen. Diallo spoke. Mr. Bah left at noon."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Gen. Diallo spoke.",
        "Mr. Bah left at noon.",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("drones", "drone"),
        ("Украины", "Украина"),
        ("بالطائرات", "الطائرات"),
        ("l'armée", "armée"),
        ("Mali's", "Mali"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Goma", "Гома"),
        ("Goma", "غوما"),
        ("Puntland", "Пунтленд"),
        ("Puntland", "بونتلاند"),
        ("Bamako", "باماكو"),
    ],
)
def test_names_meet_across_scripts(one, other):
    assert skeletons(one, stem(one)) & skeletons(other, stem(other))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,200", "1200"),
        ("1.200", "1200"),
        ("1 200", "1200"),
        ("3.5", "3.5"),
        ("3,5", "3.5"),
        ("١٢", "12"),
        ("007", "7"),
    ],
)
def test_numbers_are_compared_by_value(written, value):
    assert number_value(written) == value


def test_counted_things_have_their_number_as_digits_or_words():
    mine = counted(particulars("The lorry carried eleven drones and 4 rifles.", "en"))
    values = {value for held in mine.values() for value in held}
    assert values == {"11", "4"}


def test_a_copy_is_more_alike_than_an_abridgement_and_that_than_another_story():
    whole, short, other = (sign(text, "en") for text in (ORIGIN, ABRIDGED, OTHER))
    copy, abridged, unlike = likeness(whole, whole), likeness(whole, short), likeness(whole, other)
    assert copy.copied_a == copy.covered_a == 1.0
    assert abridged.copied_b > 0.8 > abridged.copied_a > 0.2
    assert unlike.copied_a == 0
    assert unlike.covered_a < 0.05
    assert unlike.shared < 0.2


def test_likeness_turned_round_is_likeness_the_other_way():
    one, other = sign(ORIGIN, "en"), sign(ABRIDGED, "en")
    assert likeness(one, other).turned() == likeness(other, one)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5_000_000,
        "word " * 1_000_000,
        "1,000," * 800_000,
        "“" * 5_000_000,
        "\u202e.\n" * 1_500_000,
        "é'l" * 1_500_000,
    ],
)
def test_a_page_of_five_million_characters_takes_no_longer_than_its_first_part(text):
    begin = time.process_time()
    signature = sign(text, "en")
    particulars(text, "en")
    assert time.process_time() - begin < 5
    assert signature.keys.size <= MOST_KEYS + 2000
    assert sentences(text)[-1][1] <= LONGEST


def test_an_empty_text_is_like_nothing():
    empty, whole = sign("", "en"), sign(ORIGIN, "en")
    assert likeness(empty, whole).copied_a == 0
    assert likeness(empty, empty).shared == 0
    assert empty.content == 0


@pytest.mark.parametrize(
    ("language", "sentence", "values"),
    [
        ("en", "two hundred and six men, forty-one drones, 1,200 rounds", ["206", "41", "1200"]),
        ("fr", "quatre-vingt-dix-sept et trois cents, dix-huit", ["97", "300", "18"]),
        ("es", "cuatrocientos kilos y cuarenta y un drones", ["400", "41"]),
        ("ru", "двести пять и сорок один дрон", ["205", "41"]),
        ("uk", "дев'ять дронів", ["9"]),
        ("ar", "واحد وأربعون طائرة", ["41"]),
    ],
)
def test_numbers_in_words(language, sentence, values):
    found = numbers(sentence, number_words(language))
    assert [value for value, _, _ in found] == values
    assert all(sentence[start:end].strip() == sentence[start:end] != "" for _, start, end in found)
