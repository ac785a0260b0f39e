"""The codebook in four languages: whole, the same ids, the numbers of the definitions kept."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from thistledown.codebook.languages import FOLDER, Language, codebook_in, translated
from thistledown.codebook.loader import CodebookError, codebook

OTHERS = [one for one in Language if one is not Language.ENGLISH]
SCRIPT = {Language.FRENCH: "[a-zéèêàçù]", Language.SPANISH: "[a-záéíóúñ]", Language.ARABIC: "[\u0621-\u064a]"}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_every_example_stays(language: Language) -> None:
    own, other = codebook(), codebook_in(language)
    assert own.version == other.version
    for section, told in zip(own.sections, other.sections, strict=True):
        assert section.id == told.id
        for text in ("title", "question", "source", "note"):
            assert bool(getattr(section, text)) == bool(getattr(told, text))
        assert section.question != told.question
        for term, same in zip(section.terms, told.terms, strict=True):
            assert (term.id, term.positive, term.negative, term.low, term.high) == (
                same.id,
                same.positive,
                same.negative,
                same.low,
                same.high,
            )
            assert term.definition != same.definition
            assert term.rule != same.rule
            assert re.search(SCRIPT[language], same.definition + same.rule)
            assert (term.moves is None, term.test is None) == (same.moves is None, same.test is None)


@pytest.mark.parametrize("language", OTHERS)
def test_numbers_in_definitions_are_the_same(language: Language) -> None:
    for term, same in zip(codebook(), codebook_in(language), strict=True):
        assert re.findall(r"\d+", term.definition) == re.findall(r"\d+", same.definition)


@pytest.mark.parametrize("language", OTHERS)
def test_labels_tell_the_terms_of_a_section_apart(language: Language) -> None:
    for section in codebook_in(language).sections:
        assert len({term.label for term in section.terms}) == len(section.terms)


def test_english_is_the_codebook_itself() -> None:
    assert codebook_in(Language.ENGLISH) is codebook()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[polarities.terms.negative]", "[polarities.terms.neutral]", "polarities, terms lacks negative"),
        ("[kinds.terms.use]\nlabel", "[kinds.terms.use]\nadvice = 'x'\nlabel", "has advice"),
        ('question = "Que s’est-il passé', 'question = ""\nquoi = "Que s’est-il passé', "quoi"),
        ('moves = "non dit"', 'moves = " "', "moves must be a text"),
        ("[items]", "[items", "not readable TOML"),
    ],
)
def test_a_file_that_does_not_hold_the_same_texts_is_refused(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    path = tmp_path / "fr.toml"
    shutil.copy(FOLDER / "fr.toml", path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError, match=told):
        translated(codebook(), path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"languages/fr\.toml is missing"):
        translated(codebook(), tmp_path / "fr.toml")
