"""The interface's texts: every key in four languages, every term of the codebook, every key that is used."""

import json
import re
from pathlib import Path

import pytest

from thistledown.casebook.failure import FAILURE
from thistledown.casebook.wording import WORDING
from thistledown.codebook.languages import Language, codebook_in
from thistledown.codebook.loader import codebook
from thistledown.collect.taking import TAKING
from thistledown.publish.export import exports
from thistledown.serve.api.failures import WHAT
from thistledown.spread.from_casebook import UNUSABLE
from thistledown.spread.limits import SAY as SAMPLER
from thistledown.spread.limits import limit_sentences
from thistledown.spread.scenario.lab import LAB, told_reasons
from thistledown.spread.scenario.sheet import read_sheet
from thistledown.weigh.assessment.model import model
from thistledown.weigh.assessment.words import WHY
from thistledown.weigh.contradictions import SAYS
from thistledown.weigh.events.fit import FIT
from thistledown.weigh.resolution.scoring import MATCH
from thistledown.weigh.resolution.similarity import ALIKE
from thistledown.weigh.review.question import ASKED
from thistledown.weigh.review.telling import SAID
from thistledown.weigh.testimony import LEFT_OUT

SENTENCES = (
    *(WHY, LEFT_OUT, limit_sentences(), SAMPLER, UNUSABLE, LAB),
    *(ASKED, FIT, MATCH, ALIKE, SAYS, WORDING, SAID, FAILURE, TAKING),
)
SOURCE = Path(__file__).parents[2] / "web" / "src"
LANGUAGES = {"en", "fr", "es", "ar"}
USED = re.compile(r"""\bt\(\s*["'`]([a-z_]+\.[^"'`$]+?)["'`]""")


def texts() -> dict[str, dict[str, str]]:
    found = {}
    for path in sorted((SOURCE / "texts").glob("*.json")):
        for key, text in json.loads(path.read_text(encoding="utf-8")).items():
            found[f"{path.stem}.{key}"] = text
    return found


def test_every_text_stands_in_every_language() -> None:
    lacking = {key: sorted(LANGUAGES - {one for one in text if text[one]}) for key, text in texts().items()}
    assert {key: gone for key, gone in lacking.items() if gone} == {}


def test_translations_keep_the_same_values() -> None:
    def values(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)", text))

    strange = {
        (key, language)
        for key, text in texts().items()
        for language in LANGUAGES
        if values(text[language]) != values(text["en"])
    }
    assert strange == set()


def test_every_key_that_is_used_has_a_text() -> None:
    known = texts()
    missing = {
        (path.name, key)
        for path in [*SOURCE.rglob("*.svelte"), *SOURCE.rglob("*.ts")]
        if not path.name.endswith(".test.ts")
        for key in USED.findall(path.read_text(encoding="utf-8"))
        if key not in known
    }
    assert missing == set()


def worded() -> dict[str, str]:
    """The English wording of every code that a reason may have, as the interface writes it."""
    codes = {f"{one.area}.{code}": text for one in SENTENCES for code, text in one.wordings.items()}
    numbers = model()
    codes |= {f"why.prior_{kind}": one.reason for kind, one in numbers.priors.items()}
    codes |= {f"why.grade_{grade}": one.words for grade, one in numbers.grades.items()}
    codes |= {f"why.speaker_{kind}": one.words for kind, one in numbers.speakers.items()}
    sheet = read_sheet()
    codes |= {one.code: one.english for one in told_reasons(sheet, {}).values()}
    codes |= {"lab.title": sheet.title, "lab.question": sheet.question}
    # How many digits are shown is the interface's affair.
    return {code: re.sub(r":[^{}|]+\}", "}", text) for code, text in codes.items()}


def test_every_reason_is_worded_and_in_english_as_the_record_tells_it() -> None:
    known, codes = texts(), worded()
    assert {code: known.get(code, {}).get("en") for code in codes} == codes
    areas = {one.area for one in SENTENCES}
    assert {key for key in known if key.split(".")[0] in areas} == set(codes)


def test_every_sort_of_failure_is_worded_with_what_to_do() -> None:
    known = texts()
    for sort, what in WHAT.items():
        assert known[f"problem.{sort}"]["en"] == what
        assert f"problem.do_{sort}" in known


def test_every_export_is_told_in_every_language() -> None:
    known = texts()
    for one in exports().values():
        assert known[f"export.title_{one.name}"]["en"] == one.title


@pytest.mark.parametrize("section", codebook().sections, ids=lambda section: section.id)
def test_every_term_of_the_codebook_has_a_label_in_the_interface(section) -> None:
    known = texts()
    assert {term.id for term in section.terms if f"terms.{section.id}.{term.id}" not in known} == set()


@pytest.mark.parametrize("language", list(Language))
def test_labels_are_the_codebooks_own(language: Language) -> None:
    known = texts()
    for section in codebook_in(language).sections:
        for term in section.terms:
            assert known[f"terms.{section.id}.{term.id}"][language] == term.label
