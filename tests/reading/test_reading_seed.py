"""The real post the project began with: read where it is at hand, never kept here."""

from __future__ import annotations

from pathlib import Path

import pytest

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Item, Kind, Modality, Pathway, Slot, System
from thistledown.reading.reader import read

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.fixture(scope="module")
def text() -> str:
    found = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    if not found:
        pytest.skip("the seed post is not at hand (shared/seeds beside the repository)")
    return found[0].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def claims(text: str) -> list[Claim]:
    return read(text, language="en", published="2025-07-20")


def of(
    claims: list[Claim], kind: Kind, *, provider: str | None = None, recipient: str | None = None
) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.kind is kind
        and not claim.generic
        and (provider is None or any(provider in (p.actor or p.literal) for p in claim.providers))
        and (recipient is None or any(recipient in (p.actor or p.literal) for p in claim.recipients))
    ]


def test_africa_corps_trains_the_malian_military(claims: list[Claim]) -> None:
    (claim,) = of(claims, Kind.TRAINING, provider="africa-corps", recipient="mali-armed-forces")
    assert claim.items == (Item.KNOWLEDGE,)
    assert claim.pathway is Pathway.STATE_TRANSFER
    assert claim.modality is Modality.ASSERTED
    assert claim.where is not None
    assert claim.where.country == "MLI"


@pytest.mark.parametrize("state", ["russia", "ukraine"])
def test_transfers_to_african_combatants(claims: list[Claim], state: str) -> None:
    (claim,) = of(claims, Kind.TRANSFER, provider=state, recipient="African combatants")
    assert claim.pathway is Pathway.STATE_TRANSFER
    assert claim.modality in (Modality.ASSERTED, Modality.REPORTED)
    assert set(claim.items) & {Item.EQUIPMENT, Item.KNOWLEDGE}


def test_what_states_can_do_and_the_definitions_are_generic(claims: list[Claim], text: str) -> None:
    generic = [claim for claim in claims if claim.generic]
    assert any(claim.kind is Kind.TRAINING and "can, of course" in claim.quote for claim in generic)
    assert {Pathway.STATE_TRANSFER, Pathway.INDIVIDUAL, Pathway.STATE_TRAINEE} <= {
        claim.pathway for claim in generic if claim.kind is Kind.TRANSFER
    }


@pytest.mark.parametrize("state", ["russia", "ukraine"])
def test_demobilisation_is_a_forecast(claims: list[Claim], state: str) -> None:
    (claim,) = of(claims, Kind.POLICY, provider=state)
    assert claim.modality is Modality.FORECAST
    assert claim.pathway is Pathway.INDIVIDUAL


def test_former_enemies_in_a_cartel_are_a_forecast(claims: list[Claim]) -> None:
    found = of(claims, Kind.RECRUITMENT, recipient="Mexican drug cartel")
    assert {p.literal for claim in found for p in claim.providers} == {
        "ex-Russian drone operator",
        "ex-Ukrainian multirotor drone operator",
    }
    assert all(c.modality is Modality.FORECAST and c.pathway is Pathway.INDIVIDUAL for c in found)


def test_foreign_volunteers_and_the_alleged_cartel_ties(claims: list[Claim]) -> None:
    (volunteers,) = of(
        claims, Kind.RECRUITMENT, provider="foreign-volunteers-in-ukraine", recipient="ukraine"
    )
    assert volunteers.pathway is Pathway.STATE_TRAINEE
    ties = of(claims, Kind.RECRUITMENT, provider="Colombian nationals") or of(
        claims, Kind.RECRUITMENT, provider="colombian"
    )
    assert ties
    assert all(c.modality is Modality.ALLEGED and c.pathway is Pathway.STATE_TRAINEE for c in ties)


def test_the_fla_was_seen_with_fibre_optic_drones(claims: list[Claim]) -> None:
    (claim,) = of(claims, Kind.SIGHTING, recipient="fla")
    assert claim.system is System.FPV_FIBRE_OPTIC
    assert claim.where is not None
    assert (claim.where.name, claim.where.country) == ("northern Mali", "MLI")


def test_the_seizure_in_puntland(claims: list[Claim]) -> None:
    (claim,) = of(claims, Kind.SEIZURE, recipient="is-somalia")
    assert str(claim.when) == "2025-06"
    assert claim.where is not None
    assert claim.where.country == "SOM"
    assert claim.providers == ()


def test_nothing_else_is_asserted(claims: list[Claim]) -> None:
    said = [c for c in claims if not c.generic and c.modality in (Modality.ASSERTED, Modality.REPORTED)]
    assert sorted(c.kind.value for c in said) == [
        "recruitment",
        "seizure",
        "sighting",
        "training",
        "transfer",
        "transfer",
    ]


def test_every_span_is_exact(claims: list[Claim], text: str) -> None:
    for claim in claims:
        assert claim.quote_span is not None
        assert claim.quote_span.of(text) == claim.quote
        assert Slot.TRIGGER in claim.spans
        for slot, span in claim.spans.items():
            assert span.of(text).strip(), slot
