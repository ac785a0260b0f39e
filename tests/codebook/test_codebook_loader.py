from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from thistledown.codebook import terms
from thistledown.codebook.loader import (
    HERE,
    SECTIONS,
    CodebookError,
    codebook,
    codebook_version,
    read_codebook,
)
from thistledown.codebook.people import person_in

COMMON = {"id", "label", "definition", "rule", "positive", "negative"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "terms", tmp_path / "terms")
    shutil.copy(HERE / "codebook.toml", tmp_path)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_word_of_every_enum_is_explained_in_its_order() -> None:
    for section in codebook().sections:
        assert [term.value for term in section.terms] == list(SECTIONS[section.id])


def test_every_enum_of_the_vocabulary_has_a_section_except_slots() -> None:
    enums = {
        value
        for value in vars(terms).values()
        if isinstance(value, type) and value.__module__ == terms.__name__
    }
    assert enums - set(SECTIONS.values()) == {terms.Slot}


def test_the_version_is_cheap_and_the_same() -> None:
    assert codebook_version() == codebook().version == codebook().changes[-1].version


def test_likelihood_ranges_meet_and_cover_one_to_ninety_nine() -> None:
    words = codebook().section("likelihood").terms
    assert (words[0].low, words[-1].high) == (0.01, 0.99)
    assert all(one.high == other.low for one, other in pairwise(words))


def test_pathways_say_what_moves_and_what_settles_them() -> None:
    for term in codebook().section("pathways").terms:
        assert term.moves
        assert term.test is not None
        assert term.test.endswith("?")


def test_near_misses_point_at_words_that_exist() -> None:
    known = {term.id for term in codebook()}
    for term in codebook():
        for miss in term.negative:
            named = re.findall(r"`([^`]+)`", miss.instead)
            assert set(named) <= known, (term.id, miss.instead)
            assert named != [term.id], (term.id, miss.instead)


def test_no_example_stands_twice_and_none_names_a_person() -> None:
    sentences = [
        text for term in codebook() for text in (*term.positive, *(miss.text for miss in term.negative))
    ]
    assert len(sentences) >= 4 * len(list(codebook()))
    assert not [text for text in sentences if person_in(text)]
    for section in codebook().sections:
        own = [
            text
            for term in section.terms
            for text in (*term.positive, *(miss.text for miss in term.negative))
        ]
        assert len(own) == len(set(own)), section.id


def test_a_term_is_found_by_member_not_by_letters() -> None:
    assert codebook().term(terms.Pathway.UNKNOWN).rule.startswith("The honest default")
    assert codebook().term(terms.ActorKind.UNKNOWN).rule.startswith("Choose it only after")
    with pytest.raises(KeyError, match="does not explain Slot"):
        codebook().term(terms.Slot.TRIGGER)


def test_an_unknown_section_lists_the_known_ones() -> None:
    with pytest.raises(KeyError, match="pathways"):
        codebook().section("pathway")


def test_a_word_without_explanation_is_refused(copy: Path) -> None:
    edit(copy / "terms" / "polarities.toml", 'id = "negative"', 'id = "neither"')
    with pytest.raises(CodebookError, match=r"polarities\.toml does not explain negative of Polarity"):
        read_codebook(copy)


def test_a_word_that_the_enum_lacks_is_refused(copy: Path) -> None:
    path = copy / "terms" / "polarities.toml"
    block = path.read_text(encoding="utf-8").split("[[term]]")[1].replace('"positive"', '"mixed"', 1)
    path.write_text(path.read_text(encoding="utf-8") + "\n[[term]]" + block, encoding="utf-8")
    with pytest.raises(CodebookError, match="explains mixed, which Polarity does not have"):
        read_codebook(copy)


def test_a_word_explained_twice_is_refused(copy: Path) -> None:
    path = copy / "terms" / "polarities.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[[term]]\nid = 'positive'\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="positive is explained twice"):
        read_codebook(copy)


@pytest.mark.parametrize("field", ["label", "definition", "rule"])
def test_an_entry_that_lacks_a_field_is_refused(copy: Path, field: str) -> None:
    path = copy / "terms" / "items.toml"
    path.write_text(
        re.sub(rf"(?m)^{field} = .*\n", "", path.read_text(encoding="utf-8"), count=1), encoding="utf-8"
    )
    with pytest.raises(CodebookError, match=f"items.toml, equipment lacks {field}"):
        read_codebook(copy)


def test_a_single_example_is_too_few(copy: Path) -> None:
    edit(copy / "terms" / "items.toml", '  "The convoy was hit by two quadcopters.",\n', "")
    with pytest.raises(CodebookError, match="equipment needs 2 positive"):
        read_codebook(copy)


def test_a_near_miss_without_what_it_is_instead_is_refused(copy: Path) -> None:
    edit(copy / "terms" / "items.toml", "instead =", "because =")
    with pytest.raises(CodebookError, match="equipment lacks instead"):
        read_codebook(copy)


def test_a_misspelt_field_is_refused(copy: Path) -> None:
    edit(copy / "terms" / "items.toml", "rule =", "comment = 'x'\nrule =")
    with pytest.raises(CodebookError, match="no such field: comment"):
        read_codebook(copy)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("likelihood", "low = 0.01\n", "", "almost-no-chance lacks low"),
        ("likelihood", "high = 0.05", "high = 0.005", "no range of probability"),
        ("pathways", "test =", "#", "state-transfer lacks test"),
        ("items", "title =", "titel =", "lacks title"),
        ("items", "[[term]]", "[[term", "not readable TOML"),
    ],
)
def test_particular_faults_are_named(copy: Path, name: str, old: str, new: str, message: str) -> None:
    edit(copy / "terms" / f"{name}.toml", old, new)
    with pytest.raises(CodebookError, match=message):
        read_codebook(copy)


def test_a_missing_file_and_a_file_for_no_enum_are_refused(copy: Path) -> None:
    (copy / "terms" / "moods.toml").write_text("", encoding="utf-8")
    with pytest.raises(CodebookError, match="no enum: moods"):
        read_codebook(copy)
    (copy / "terms" / "moods.toml").unlink()
    (copy / "terms" / "items.toml").unlink()
    with pytest.raises(CodebookError, match=r"items\.toml is missing"):
        read_codebook(copy)


def test_a_version_without_a_change_is_refused(copy: Path) -> None:
    edit(copy / "codebook.toml", 'version = "2026.1"', 'version = "2027.1"')
    with pytest.raises(CodebookError, match=r"2027\.1 has no entry under changes"):
        read_codebook(copy)
