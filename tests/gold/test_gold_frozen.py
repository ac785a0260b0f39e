"""The frozen gold set: test files are what they were, apart from dev files, and point at their words."""

import hashlib

import pytest
from build import frozen
from likeness import TOO_ALIKE, alike

from thistledown.reading.evaluation.counting import span_verdicts
from thistledown.reading.evaluation.gold import read_gold


@pytest.fixture
def files(gold):
    known = frozen(gold)["files"]
    if not known:
        pytest.skip("gold/FROZEN.toml names no file: the gold set is not frozen yet")
    return known


def test_frozen_files_are_what_they_were(gold, files):
    now = {name: hashlib.sha256((gold / name).read_bytes()).hexdigest() for name in files}
    assert now == files


def test_every_test_file_is_frozen(gold, files):
    assert {f"test/{path.name}" for path in (gold / "test").glob("*.jsonl")} == set(files)


def test_dev_and_test_share_no_document_and_none_that_is_nearly_the_same(gold, files):
    for name in files:
        language = name.removeprefix("test/")
        dev = {d.id: d.text for d in read_gold([gold / "dev" / language])}
        test = {d.id: d.text for d in read_gold([gold / name])}
        assert dev
        assert test
        assert not set(dev) & set(test)
        assert not set(dev.values()) & set(test.values())
        across = [pair for pair in alike(dev | test, least=TOO_ALIKE) if (pair[0] in dev) != (pair[1] in dev)]
        assert across == []


def test_every_span_of_gold_is_exact(gold, files):
    count = 0
    for path in [*(gold / "dev").glob("*.jsonl"), *(gold / "test").glob("*.jsonl")]:
        for document in read_gold([path]):
            for claim in document.claims:
                verdicts = list(span_verdicts(claim, document.text))
                assert all(verdicts), f"{document.id}: {claim.quote}"
                count += len(verdicts)
    assert count


def test_likeness_is_the_jaccard_index_of_five_word_runs():
    one, other = "a b c d e f g", "a b c d e f h"
    # Three runs each, two of them shared: 2 of 4.
    assert list(alike({"1": one, "2": other})) == [("1", "2", 0.5)]
    assert list(alike({"1": one, "2": other}, least=0.51)) == []
