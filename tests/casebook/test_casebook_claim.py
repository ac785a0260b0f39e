"""Claims: the keys a script can rely on, and what counts as having happened."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.terms import (
    ActorKind,
    Item,
    Kind,
    Modality,
    Pathway,
    Polarity,
    Precision,
    Slot,
    System,
)

KEYS = [
    "report",
    "kind",
    "provider",
    "recipient",
    "items",
    "system",
    "pathway",
    "date",
    "place",
    "holder",
    "modality",
    "polarity",
    "generic",
    "confidence",
    "quote",
    "spans",
]
SLOTS = ["trigger", "provider", "recipient", "item", "place", "date"]


def bare(**more: object) -> Claim:
    settings: dict[str, object] = {
        "report": "r1",
        "kind": Kind.TRAINING,
        "confidence": 0.5,
        "coder": "test 1",
        "codebook": "1",
    }
    return Claim(**(settings | more))  # type: ignore[arg-type]


def test_the_keys_are_those_promised_and_absent_values_are_null() -> None:
    made = bare().as_json()
    assert list(made) == KEYS
    assert list(made["spans"]) == SLOTS
    assert made["spans"] == dict.fromkeys(SLOTS)
    for key in ("provider", "recipient", "system", "date", "place", "quote"):
        assert made[key] is None
    assert made["items"] == made["holder"] == []
    assert made["pathway"] == "unknown"
    assert made["generic"] is False


def test_a_full_claim_says_everything_in_plain_values() -> None:
    text = "In June 2025 Africa Corps trained Malian forces and allies near Kidal."
    made = bare(
        providers=(Party(literal="Africa Corps", name="Africa Corps", actor="africa-corps"),),
        recipients=(
            Party(literal="Malian forces", name="Malian Armed Forces", kind=ActorKind.STATE_FORCE),
            Party(literal="allies", name="allies", kind=ActorKind.COHORT),
        ),
        items=(Item.KNOWLEDGE, Item.EQUIPMENT),
        system=System.FPV_FIBRE_OPTIC,
        pathways=((Pathway.STATE_TRANSFER, 0.8), (Pathway.PEER, 0.2)),
        when=When(None, date(2025, 6, 30), Precision.BY),
        where=Place("Kidal", "MLI", 18.44, 1.41),
        holders=("RIA", "Maliweb"),
        confidence=0.123456,
        quote=text,
        quote_span=Span(0, len(text)),
        spans={Slot.TRIGGER: Span(26, 33), Slot.HOLDER: Span(0, 2)},
    ).as_json()
    assert made["provider"] == "Africa Corps"
    assert made["recipient"] == "Malian Armed Forces; allies"
    assert made["items"] == ["knowledge", "equipment"]
    assert made["pathway"] == "state-transfer"
    assert made["date"] == {"start": None, "end": "2025-06-30", "precision": "by"}
    assert made["place"] == {"name": "Kidal", "country": "MLI", "lat": 18.44, "lon": 1.41}
    assert made["holder"] == ["RIA", "Maliweb"]
    assert made["confidence"] == 0.1235
    assert made["spans"]["trigger"] == [26, 33]
    assert text[26:33] == "trained"
    assert "holder" not in made["spans"]


@pytest.mark.parametrize("modality", list(Modality))
@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("generic", [False, True])
def test_forecasts_denials_and_generalities_never_happened(
    modality: Modality, polarity: Polarity, generic: bool
) -> None:
    expected = (
        modality in {Modality.ASSERTED, Modality.REPORTED, Modality.ALLEGED, Modality.SPECULATED}
        and polarity is Polarity.POSITIVE
        and not generic
    )
    assert bare(modality=modality, polarity=polarity, generic=generic).happened is expected
