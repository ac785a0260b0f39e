"""The compiled cutting of texts does as the expressions say that it stands for."""

import csv
import re
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.weigh.echoes.characters import classes, codes
from thistledown.weigh.echoes.concepts import concepts
from thistledown.weigh.echoes.cutting import spelled_words, words_and_numbers
from thistledown.weigh.echoes.numbering import Numbering
from thistledown.weigh.echoes.phrases import Spelling
from thistledown.weigh.echoes.signing import triples, words_hash
from thistledown.weigh.echoes.text_words import text_words
from thistledown.weigh.echoes.tokens import LONGEST_SENTENCE, NUMBER, WORD, cut_sentences, sentences
from thistledown.weigh.echoes.trie import Trie
from thistledown.weigh.echoes.wordbook import Wordbook, wordbook

with (Path(__file__).parent / "parallel_sentences.csv").open(encoding="utf-8", newline="") as _handle:
    PARALLEL_WORDS = sorted(
        {word for row in csv.DictReader(_handle) for cell in row.values() for word in cell.split()}
    )
SIGNS = st.sampled_from("aбZ9ض٣²½ .,!?…\n;؛\u00a0\u202e“»”\"'’ʼ-_İßﬁ\ud800é\u0301\u064b\u200c🙂𝟗丽")
ODD = st.text(alphabet=SIGNS, max_size=200) | st.text(max_size=60)
ENDS = re.compile(r"[.!?؟…]+[\"”»’)\]]*\s+|\n+|[;؛]\s+")


def cut_by_expressions(text):
    found, start = [], 0
    for match in [*ENDS.finditer(text), None]:
        stop = match.end() if match else len(text)
        if match and match.group()[0] == ".":
            word = text[max(start, match.start() - 8) : match.start()].rpartition(" ")[2].lower()
            if word in {"mr", "gen", "u.s", "г"} or (len(word) == 1 and word.isalpha()):
                continue
        found.append((start, stop))
        start = stop
    return [
        (
            start + len(text[start:stop]) - len(text[start:stop].lstrip()),
            start + len(text[start:stop].rstrip()),
        )
        for start, stop in found
        if len(text[start:stop].strip()) >= 2
    ]


@settings(deadline=None)
@given(
    ODD | st.lists(st.sampled_from(["Gen. ", "U.S. ", "а. ", "word ", "г. ", "end.” ", "?\n"])).map("".join)
)
def test_sentences_end_where_the_expression_says(text):
    assert sentences(text) == cut_by_expressions(text)


def test_a_sentence_without_an_end_is_cut_at_a_space():
    spans = sentences("word " * 500)
    assert all(end - start <= LONGEST_SENTENCE for start, end in spans)
    assert sum(end - start for start, end in spans) >= 2400


@settings(deadline=None)
@given(ODD | st.from_regex(r"[0-9.,' ]{0,40}", fullmatch=True))
def test_words_and_numbers_are_those_of_the_expressions(text):
    points = codes(text)
    spans = cut_sentences(points)
    words, numbers = words_and_numbers(points, classes(), spans, 400)
    found = {
        expression: [
            (start + match.start(), start + match.end(), place)
            for place, (start, end) in enumerate(spans.T.tolist())
            for match in expression.finditer(text[start:end])
        ]
        for expression in (WORD, NUMBER)
    }
    assert [tuple(word) for word in words.T.tolist()] == found[WORD]
    assert [tuple(number) for number in numbers.T.tolist()] == found[NUMBER]


@settings(deadline=None)
@given(ODD, st.sampled_from(["en", "ru", "ar"]))
def test_spelled_words_are_those_of_the_language(text, language):
    spans = spelled_words(codes(text), classes(), language == "ru").T.tolist()
    assert [tuple(span) for span in spans] == [m.span() for m in Spelling(language).word.finditer(text)]


@settings(deadline=None)
@given(st.lists(st.integers(0, 2**32 - 1), max_size=30))
def test_a_run_of_words_is_hashed_as_a_tuple(stream):
    array = np.array(stream, dtype=np.uint32)
    assert words_hash(array, 0, array.size) == hash(tuple(stream))
    assert np.all(np.diff(triples(array).astype(np.int64)) > 0)


@settings(deadline=None)
@given(st.lists(st.lists(st.text("ab", min_size=1, max_size=4), max_size=20), max_size=8))
def test_each_different_word_has_one_number(texts):
    numbering, known = Numbering(), {}
    for words in texts:
        ends = np.cumsum([len(word) for word in words], dtype=np.int32)
        spans = np.array([ends - [len(word) for word in words], ends], dtype=np.int32).reshape(2, -1)
        numbers, fresh = numbering.number(codes("".join(words)), spans)
        assert [words[at] for at in fresh] == [word for word in dict.fromkeys(words) if word not in known]
        for word, number in zip(words, numbers.tolist(), strict=True):
            assert known.setdefault(word, number) == number
    assert sorted(known.values()) == list(range(len(numbering)))


def test_words_are_forgotten_before_there_are_too_many(monkeypatch):
    monkeypatch.setattr("thistledown.weigh.echoes.numbering.MOST_WORDS", 100)
    book = Wordbook("en")
    for turn in range(40):
        text = " ".join(f"Word{turn * 20 + at}" for at in range(20))
        points = codes(text)
        words, _ = words_and_numbers(points, classes(), cut_sentences(points), 400)
        numbers = book.read(text, points, words)
        found = book.keys[book.bounds[0, numbers[0]]]
        assert found == book.made(f"Word{turn * 20}")[0].key
        assert len(book.numbering) <= 140
    assert book.numbering.forgotten >= 5


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Twenty-one men and 1,200 drones. One man.", ["21", "1200"]),
        ("two and three, then one", ["2", "3"]),
        ("five drones; 5.50 tons of one hundred and two crates", ["5", "5.5", "102"]),
    ],
)
def test_numbers_of_a_text_stand_in_its_order(text, values):
    assert [value for _, value, *_ in text_words(text, "en").figures()] == values


def test_a_trie_keeps_the_first_meaning_of_a_run():
    trie = Trie()
    trie.add([3, 1], 5)
    trie.add([3, 1], 6)
    trie.add([3], 7)
    steps, nodes, meanings = trie.arrays()
    assert sorted(steps[steps >= 0].tolist()) == sorted(node << 32 | symbol for node, symbol in trie.edges)
    assert meanings[trie.edges[0, 3]] == 7
    assert meanings[trie.edges[trie.edges[0, 3], 1]] == 5
    assert nodes.size == steps.size


MIXED = st.text(alphabet="abcdefghikmnopqrstuvwxzACEHST'éñßœщжДїĳŉΩσςİاليةو٣9_", min_size=1, max_size=16)


@settings(deadline=None, max_examples=300)
@given(st.lists(MIXED, min_size=1, max_size=30), st.sampled_from(["en", "fr", "ru", "ar", None]))
def test_words_learnt_together_give_what_they_give_one_by_one(written, language):
    text = " ".join(written)
    points = codes(text)
    words, _ = words_and_numbers(points, classes(), cut_sentences(points), 400)
    book = wordbook(language)
    for number, start, end in zip(book.read(text, points, words).tolist(), *words[:2].tolist(), strict=True):
        word = text[start:end]
        rows = slice(*book.bounds[:, number].tolist())
        made = book.made(word)
        assert book.keys[rows].tolist() == [item.key for item in made], word
        assert book.weights[rows].tolist() == [item.weight for item in made], word
        assert book.flags[rows].tolist() == [item.flag for item in made], word
        assert book.triples[number] == crc32(f"t:{word.casefold()}".encode())


@settings(deadline=None, max_examples=300)
@given(
    st.lists(MIXED | st.sampled_from(PARALLEL_WORDS), min_size=1, max_size=30),
    st.sampled_from(["en", "fr", "uk", "ar"]),
)
def test_only_words_that_fit_nothing_are_passed_over(written, language):
    lexicon = concepts(language)
    text = " ".join(written)
    lexicon.locate(text)
    cut = lexicon._texts.cut(text)
    for number, (start, end) in zip(cut.numbers.tolist(), cut.spans.T.tolist(), strict=True):
        patterns = lexicon._patterns_of_words[slice(*lexicon._bounds[:, number].tolist())]
        assert patterns.tolist() == lexicon._worked_out(text[start:end])
