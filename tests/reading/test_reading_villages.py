"""Places of a war that stand after a noun for a place, and case forms of names in Cyrillic."""

from __future__ import annotations

import pytest

from thistledown.reading.places.cyrillic import case_forms
from thistledown.reading.where import find_places


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Полиция подобрала у деревни Кхарам упавший дрон боевиков.", "Кхарам"),
        ("uk", "Над селом Ганем-аль-Алі збито два безпілотники.", "Ганем-аль-Алі"),
        ("uk", "Патруль прочісував ліс Гобані третю добу.", "Гобані"),
        ("ar", "ضبطت القوات مخبأ في ناحية جلولاء أمس.", "جلولاء"),
    ],
)
def test_a_name_after_a_noun_for_a_place_is_a_place(language: str, text: str, name: str) -> None:
    assert name in [place.span.of(text) for place in find_places(text, language=language)]


@pytest.mark.parametrize(
    ("language", "name", "form"),
    [
        ("ru", "Порт-о-Пренс", "Порт-о-Пренсе"),
        ("uk", "Порт-о-Пренс", "Порт-о-Пренсі"),
        ("uk", "Себха", "Себсі"),
        ("uk", "Харків", "Харкові"),
    ],
)
def test_names_with_hyphens_and_changing_consonants_decline(language: str, name: str, form: str) -> None:
    assert form in list(case_forms(name, language))
