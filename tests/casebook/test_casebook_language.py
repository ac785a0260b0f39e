"""Language detection: the seven, and None rather than a wrong one."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.language import LANGUAGES, detect


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Malian soldiers were trained by instructors in Bamako"),
        ("en", "Drone seized in Puntland"),
        ("fr", "Les militaires maliens ont été formés par des instructeurs"),
        ("es", "Los militares malienses fueron entrenados por instructores"),
        ("pt", "Os militares malianos foram treinados por instrutores russos"),
        ("ru", "Малийские военные получили новые дроны от союзников"),
        ("uk", "Малійські військові отримали дрони від союзників"),
        ("ar", "القوات المالية تلقت تدريبا على الطائرات المسيرة"),
    ],
)
def test_the_seven_are_told_apart(language: str, text: str) -> None:
    found = detect(text)
    assert found.language == language
    assert 0.3 < found.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Der Präsident hat gesagt, dass die Drohnen kommen",
        "Türkiye Cumhuriyeti insansız hava araçları satıyor",
        "ارتش ایران پهپادها را آزمایش کرد و گفت",
        "پاکستان کی فوج نے کہا کہ ڈرون حملہ ہوا",
        "Малийските военни получиха дронове от съюзниците си",
        "Малијски војници су добили дронове од савезника",
        "Малійскія вайскоўцы атрымалі беспілотнікі ад саюзнікаў",
        "Il governo italiano ha detto che i soldati",
        "Wanajeshi wa Mali walipata mafunzo ya ndege zisizo na rubani",
        "Ciidamada Puntland ayaa qabtay diyaaradaha aan duuliyaha lahayn",
        "马里军队接受了无人机训练 马里军队接受了无人机训练",
        "חיילים ממאלי אומנו על ידי מדריכים",
        *("", "US", "Mali", "12345 67890 12345", "🇲🇱 🇷🇺 🇺🇦"),
    ],
)
def test_another_language_or_too_little_text_is_none(text: str) -> None:
    assert detect(text).language is None


@given(st.text(st.characters(codec=None), max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_asked_about(text: str) -> None:
    found = detect(text)
    assert found.language in (None, *LANGUAGES)
    assert 0 <= found.confidence <= 1
    assert found == detect(text)


def test_importing_does_not_load_the_model() -> None:
    code = "import sys, thistledown.casebook.language; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
