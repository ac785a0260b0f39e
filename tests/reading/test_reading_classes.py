"""The class of what a sentence only points at, and the pronoun that stands for it."""

from __future__ import annotations

import pytest

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Item, Kind, Slot, System
from thistledown.reading.reader import read


def _one(text: str, kind: Kind, language: str = "en") -> Claim:
    return [claim for claim in read(text, language=language) if claim.kind is kind][-1]


@pytest.mark.parametrize(
    ("language", "text", "kind", "system"),
    [
        (
            "en",
            "Russia supplied FPV drones to JNIM. Russian instructors trained JNIM fighters at the camp.",
            Kind.TRAINING,
            System.FPV,
        ),
        (
            "es",
            "Los carteles mexicanos reclutan a exmilitares colombianos por su experiencia con drones.",
            Kind.RECRUITMENT,
            System.MULTIROTOR_UNSPECIFIED,
        ),
    ],
)
def test_what_is_only_pointed_at_is_of_the_class_told_before(
    language: str, text: str, kind: Kind, system: System
) -> None:
    assert _one(text, kind, language).system is system


def test_a_lesson_that_is_denied_has_no_class() -> None:
    text = "Mali says FPV drones reached the rebels. Ukraine denied that it had trained the rebels."
    assert all(claim.system is None for claim in read(text) if claim.kind is Kind.TRAINING)


def test_engines_for_drones_are_parts_and_no_drones() -> None:
    claim = _one("Customs seized 100 drone engines bound for the Houthis in Mahra.", Kind.SEIZURE)
    assert (claim.items, claim.system) == ((Item.COMPONENTS,), None)


def test_a_pronoun_is_shown_as_the_words_for_the_thing() -> None:
    text = "ISWAP has drones. Police say that JNIM bought them in Libya."
    claim = _one(text, Kind.ACQUISITION)
    assert claim.spans[Slot.ITEM].of(text) == "them"
