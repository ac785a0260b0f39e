"""Which date of a text belongs to what happened."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Kind, Slot
from thistledown.reading.linear import dating
from thistledown.reading.reader import read

DAY = date(2025, 8, 27)


def _one(text: str, kind: Kind, language: str) -> Claim:
    return next(claim for claim in read(text, language=language, published=DAY) if claim.kind is kind)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "JNIM used FPV drones against the Malian army, an officer said on Tuesday.", Kind.USE),
        (
            "es",
            "Irán transfirió drones FPV a Hezbolá, según un informe que los expertos presentaron el lunes.",
            Kind.TRANSFER,
        ),
    ],
)
def test_the_day_somebody_spoke_is_not_when_it_happened(language: str, text: str, kind: Kind) -> None:
    assert _one(text, kind, language).when is None


def test_the_day_of_an_attack_is_when_it_happened() -> None:
    text = "JNIM used FPV drones against the Malian army on 3 July."
    claim = _one(text, Kind.USE, "en")
    assert claim.when is not None
    assert claim.when.start == claim.when.end == date(2025, 7, 3)
    assert claim.spans[Slot.DATE].of(text) in ("3 July", "On 3 July")


def test_a_feature_without_a_weight_is_refused() -> None:
    with pytest.raises(KeyError):
        dating.scores().likelihood({"no such feature": 1.0})
