"""Agreement between coders: the published worked examples, and two small files."""

import json
from copy import deepcopy

import pytest
from agreement import AgreementError, agreement, aligned, disagreements
from alpha import alpha
from hypothesis import given, settings
from hypothesis import strategies as st


def units(*coders):
    return [[None if code == "." else code for code in unit] for unit in zip(*coders, strict=True)]


def test_alpha_is_that_of_the_published_examples():
    # Krippendorff 2011, sections A (binary, two coders) and C (nominal, four coders, missing codes).
    assert alpha(units("0100000010", "1110010000")) == pytest.approx(0.095, abs=0.0005)
    found = alpha(units("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert found == pytest.approx(0.743, abs=0.0005)


def test_alpha_has_no_value_without_variation_or_pairs():
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([("a", None), (None, "b")]) is None


@settings(deadline=None)
@given(st.lists(st.sampled_from("abc"), min_size=2).filter(lambda codes: len(set(codes)) > 1))
def test_alpha_of_coders_who_always_agree_is_one(codes):
    assert alpha((code, code) for code in codes) == pytest.approx(1.0)


def write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def files(tmp_path, first, second):
    for name in ("source", "second"):
        (tmp_path / name).mkdir()
    return write(tmp_path / "source" / "en.jsonl", *first), write(tmp_path / "second" / "en.jsonl", *second)


def test_two_coders_who_agree(tmp_path, written):
    alignments, whole = aligned(*files(tmp_path, [written], [written]))
    numbers = agreement(alignments, whole)
    assert numbers["f1_full"] == numbers["f1_actors_strict"] == 1.0
    assert numbers["claims_matched"] == 1
    assert disagreements("en", alignments) == ["## en", ""]


def test_a_difference_of_kind_is_matched_by_its_sentence_and_listed(tmp_path, written):
    other = deepcopy(written)
    other["claims"][0] |= {"kind": "training", "modality": "asserted"}
    alignments, whole = aligned(*files(tmp_path, [written], [other]))
    numbers = agreement(alignments, whole)
    assert numbers["f1_kind_sentence"] == 0.0
    assert numbers["claims_matched"] == 1
    assert numbers["alpha_kind"] == pytest.approx(0.0)
    text = "\n".join(disagreements("en", alignments))
    assert "- kind: transfer | training" in text
    assert "- modality: reported | asserted" in text


def test_a_second_file_must_have_the_same_texts(tmp_path, written):
    other = {**deepcopy(written), "text": written["text"] + " More."}
    with pytest.raises(AgreementError, match="same text"):
        aligned(*files(tmp_path, [written], [other]))
