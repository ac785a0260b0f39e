"""Agreement between coders over two small files."""

import json
from copy import deepcopy

import pytest
from agreement import AgreementError, agreement, aligned, disagreements


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
