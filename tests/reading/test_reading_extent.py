"""How far the words for a party reach."""

from __future__ import annotations

import pytest

from thistledown.codebook.terms import Slot
from thistledown.reading.reader import read


@pytest.mark.parametrize(
    ("language", "text", "slot", "words"),
    [
        ("en", "ELN fighters used FPV drones against the army.", Slot.RECIPIENT, "ELN fighters"),
        ("en", "Russia trained 120 Malian soldiers to fly drones.", Slot.RECIPIENT, "120 Malian soldiers"),
        (
            "es",
            "Ucrania entrenó a sicarios del CJNG en el uso de drones.",
            Slot.RECIPIENT,
            "sicarios del CJNG",
        ),
        ("pt", "Combatentes do ISWAP usaram drones armados.", Slot.RECIPIENT, "Combatentes do ISWAP"),
        (
            "ru",
            "Боевики «Исламского государства» применили дроны против армии.",
            Slot.RECIPIENT,
            "Боевики «Исламского государства»",
        ),
    ],
)
def test_a_party_is_shown_with_whose_people_it_is_and_how_many(
    language: str, text: str, slot: Slot, words: str
) -> None:
    (claim,) = read(text, language=language)
    assert claim.spans[slot].of(text) == words


def test_a_party_of_one_name_is_shown_as_the_name() -> None:
    text = "Russia trained JNIM to fly drones."
    (claim,) = read(text, language="en")
    assert [claim.spans[slot].of(text) for slot in (Slot.PROVIDER, Slot.RECIPIENT)] == ["Russia", "JNIM"]
