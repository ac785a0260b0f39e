"""The lexicon is well formed, and parallel sentences share its concepts in seven languages."""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.concepts import concepts, lexicon
from thistledown.weigh.echoes.phrases import LONGEST_RUN, Spelling

ORDER = ("en", "fr", "es", "pt", "ru", "uk", "ar")

with (Path(__file__).parent / "parallel_sentences.csv").open(encoding="utf-8", newline="") as _handle:
    PARALLEL = [tuple(row[language] for language in ORDER) for row in csv.DictReader(_handle)]


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other))


def _concepts(text: str, language: str) -> set[str]:
    return {hit.concept for hit in concepts(language).find(text)}


def test_every_concept_has_one_row() -> None:
    names = [row["concept"] for row in lexicon()]
    assert len(set(names)) >= 500
    assert {name for name in names if names.count(name) > 1} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_stem_stands_for_two_concepts(language: str) -> None:
    spelling = Spelling(language)
    bearers = defaultdict(set)
    for row in lexicon():
        for written in row[language].split("|"):
            stem = spelling.stem(written)
            assert 1 <= len(stem.words) == len(stem.open) <= LONGEST_RUN, written
            assert all(len(word) >= 2 for word, is_open in zip(*stem, strict=True) if is_open), written
            bearers[stem].add(row["concept"])
    assert {stem: names for stem, names in bearers.items() if len(names) > 1} == {}


@pytest.mark.parametrize(("one", "other"), list(combinations(range(len(ORDER)), 2)))
def test_parallel_sentences_share_concepts_and_others_do_not(one: int, other: int) -> None:
    here = [_concepts(sentences[one], ORDER[one]) for sentences in PARALLEL]
    there = [_concepts(sentences[other], ORDER[other]) for sentences in PARALLEL]
    for place, found in enumerate(here):
        assert _shared(found, there[place]) >= 0.5, (PARALLEL[place][one], found ^ there[place])
        best = max(range(len(there)), key=lambda at: _shared(found, there[at]))
        assert best == place
        assert max(_shared(found, there[at]) for at in range(len(there)) if at != place) < 0.5


def test_names_are_one_in_all_languages() -> None:
    texts = [
        "Ukrainian",
        "ukrainienne",
        "ucranianas",
        "ucranianos",
        "украинскими",
        "українському",
        "الأوكرانية",
    ]
    for text, language in zip(texts, ORDER, strict=True):
        assert _concepts(text, language) == {"country:UKR"}
    assert (
        _concepts("Кидаля", "ru") == _concepts("Kidal", "en") == _concepts("كيدال", "ar") == {"place:kidal"}
    )


def test_the_longest_run_is_taken_and_hits_do_not_overlap() -> None:
    text = "Air defence forces of the foreign ministry"
    hits = concepts("en").find(text)
    assert [text[hit.start : hit.end] for hit in hits] == ["Air defence", "forces", "foreign ministry"]


def test_arabic_words_are_found_behind_clitics() -> None:
    assert _concepts("وبالجنود", "ar") == _concepts("للجنود", "ar") == _concepts("جُنُود", "ar") == {"soldier"}


def test_a_run_does_not_cross_a_stop() -> None:
    assert "air-force" not in _concepts("They came by air. Force was used.", "en")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError, match="no concepts in 'de'"):
        concepts("de")


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_hits_are_in_order_and_inside_any_text(text: str, language: str) -> None:
    last = 0
    for hit in concepts(language).find(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end


@given(st.lists(st.sampled_from([row["en"].split("|")[0].strip("*") for row in lexicon()]), max_size=20))
def test_more_text_after_a_stop_changes_nothing_before_it(words: list[str]) -> None:
    text = " ".join(words) + ". "
    before = concepts("en").find(text)
    assert concepts("en").find(text + "Soldiers fought.")[: len(before)] == before


def test_all_different_words_cost_linear_time() -> None:
    text = " ".join(f"w{number:x}" for number in range(60_000)) + " " + "э" * 200_000
    begun = time.perf_counter()
    concepts("ru").find(text)
    assert time.perf_counter() - begun < 10
