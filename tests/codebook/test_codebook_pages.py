from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from thistledown.codebook.loader import codebook
from thistledown.codebook.pages import as_json, as_markdown, as_text


def test_the_documentation_page_is_what_the_module_prints(repository: Path) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "thistledown.codebook.pages"], capture_output=True, check=True, timeout=60
    ).stdout.decode("utf-8")
    assert printed == as_markdown(codebook())
    page = (repository / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert page == printed, "stale: python -m thistledown.codebook.pages > docs/codebook.md"


def test_every_term_with_its_rule_and_examples_is_on_the_page() -> None:
    page = as_markdown(codebook())
    for term in codebook():
        assert f"### `{term.id}`: {term.label}" in page
        assert term.rule in page
        assert all(f"- {sentence}\n" in page for sentence in term.positive)
        assert all(f"- {miss.text} → {miss.instead}\n" in page for miss in term.negative)


def test_links_of_the_page_lead_to_headings() -> None:
    page = as_markdown(codebook())
    headings = {line[3:].lower().replace(" ", "-") for line in page.splitlines() if line.startswith("## ")}
    for section in codebook().sections:
        anchor = section.title.lower().replace(" ", "-")
        assert f"](#{anchor})" in page
        assert anchor in headings


def test_text_of_one_section_has_its_terms_only_and_fits_a_terminal() -> None:
    text = as_text(codebook(), "likelihood")
    assert "Range: 80 to 95 in 100" in text
    assert "state-transfer" not in text
    assert max(map(len, text.splitlines())) <= 100


def test_text_of_all_names_every_section() -> None:
    text = as_text(codebook())
    assert all(section.title.upper() in text for section in codebook().sections)


def test_json_survives_a_round_trip_and_keeps_particulars() -> None:
    values = json.loads(json.dumps(as_json(codebook())))
    pathway = values["sections"]["pathways"]["terms"][0]
    assert pathway["id"] == "state-transfer"
    assert pathway["moves"] == "equipment and/or know-how"
    likely = values["sections"]["likelihood"]["terms"][4]
    assert (likely["id"], likely["low"], likely["high"]) == ("likely", 0.55, 0.8)
    assert "low" not in pathway


def test_json_of_one_section() -> None:
    assert list(as_json(codebook(), "items")["sections"]) == ["items"]


def test_an_unknown_section_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(KeyError, match="kinds, items"):
        as_text(codebook(), "nouns")
