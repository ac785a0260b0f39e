"""The engine's code holds no word of any language: what it compares a token with is punctuation only."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import thistledown.reading as reading
import thistledown.reading.linear as linear
from thistledown.reading.linear.grammar import complete, grammar

FILES = sorted(Path(linear.__file__).parent.glob("*.py"))
WORDS = sorted(Path(reading.__file__).parent.glob("languages/*/*.toml"))


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _asks_for_a_word(node: ast.Compare) -> bool:
    return any(
        isinstance(part, ast.Attribute) and part.attr == "norm"
        for side in (node.left, *node.comparators)
        for part in ast.walk(side)
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_token_is_compared_with_a_word(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    compared = [node for node in ast.walk(tree) if isinstance(node, ast.Compare) and _asks_for_a_word(node)]
    words = [text for node in compared for text in _strings(node) if any(c.isalpha() for c in text)]
    assert words == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_literal_has_letters_of_another_script(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    foreign = [
        text
        for text in _strings(tree)
        if text not in documented and any(c.isalpha() and not c.isascii() for c in text)
    ]
    assert foreign == []


def test_every_language_with_a_grammar_knows_the_frames_that_matter_most() -> None:
    assert len(complete()) >= 6
    for language in complete():
        found = {
            tag.name
            for phrase in grammar(language).tags.openings
            for match in [grammar(language).tags.at(_tokens(phrase), 0)]
            if match is not None
            for tag in match.meaning
            if tag.sort == "trigger"
        }
        assert {"train", "supply", "use", "attack", "seize", "recruit"} <= found


def _tokens(word: str):  # type: ignore[no-untyped-def]
    from thistledown.reading.tokens import tokenise

    return tokenise(word)


def _lists(value: object, path: str = "") -> Iterator[tuple[str, list[str]]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lists(inner, f"{path}.{key}")
    elif isinstance(value, list) and all(isinstance(word, str) for word in value):
        yield path, value


@pytest.mark.parametrize("path", WORDS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_list_of_a_language_has_a_word_twice_or_none(path: Path) -> None:
    found = dict(_lists(tomllib.loads(path.read_text(encoding="utf-8"))))
    repeated = {key: word for key, words in found.items() for word in words if words.count(word) > 1}
    empty = [key for key, words in found.items() if "paradigms" not in key and "" in words]
    assert found
    assert (repeated, empty) == ({}, [])
