"""What the linear engine alone makes of English: what is denied or foretold is never read as fact."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.codebook.terms import Kind, Modality
from thistledown.reading.linear.engine import Engine
from thistledown.reading.names import names

SAID = [
    ("There is no evidence that Rwanda gave M23 drones.", Kind.TRANSFER, "Rwanda", Modality.SPECULATED),
    (
        "The report found no sign that Russia delivered drones to JNIM.",
        Kind.TRANSFER,
        "Russia",
        Modality.SPECULATED,
    ),
    (
        "It is not true that Ukraine trained the rebels to fly drones.",
        Kind.TRAINING,
        "Ukraine",
        Modality.DENIED,
    ),
    ("Algeria never sold drones to Polisario.", Kind.TRANSFER, "Algeria", Modality.DENIED),
    ("Iran denied supplying drones to the Houthis.", Kind.TRANSFER, "Iran", Modality.DENIED),
    (
        "Reports that Ukraine trained the rebels to use drones are false.",
        Kind.TRAINING,
        "Ukraine",
        Modality.DENIED,
    ),
    ("Russia plans to deliver drones to Burkina Faso.", Kind.TRANSFER, "Russia", Modality.FORECAST),
    ("Did Ukraine supply drones to rebels in Mali?", Kind.TRANSFER, "Ukraine", Modality.SPECULATED),
    ("Mali accused Ukraine of supplying drones to rebels.", Kind.TRANSFER, "Ukraine", Modality.ALLEGED),
    ("Ukraine supplied the FLA with drones.", Kind.TRANSFER, "Ukraine", Modality.ASSERTED),
    ("Iran gave Hezbollah drones.", Kind.TRANSFER, "Iran", Modality.ASSERTED),
]


@pytest.mark.parametrize(("text", "kind", "provider", "modality"), SAID)
def test_what_the_linear_engine_reads_in_english(
    text: str, kind: Kind, provider: str, modality: Modality
) -> None:
    claims = list(Engine(text, names("en"), "en", date(2025, 6, 15), "r", "linear").claims())
    assert [(c.kind, [p.name for p in c.providers], c.modality) for c in claims] == [
        (kind, [provider], modality)
    ]


def test_a_condition_is_not_a_fact() -> None:
    text = "If Iran delivered drones to Sudan, it would break the embargo."
    claims = list(Engine(text, names("en"), "en", date(2025, 6, 15), "r", "linear").claims())
    assert claims
    assert all(claim.modality is Modality.FORECAST for claim in claims)


def test_an_army_that_will_strike_has_not() -> None:
    text = "Officials warned that JNIM would use drones against Bamako."
    (claim,) = Engine(text, names("en"), "en", date(2025, 6, 15), "r", "linear").claims()
    assert claim.modality is Modality.FORECAST
    assert [party.actor for party in claim.recipients] != [None]
