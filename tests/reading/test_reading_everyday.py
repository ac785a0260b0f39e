"""Everyday sentences of the press in seven languages: who is read to have passed what to whom."""

from __future__ import annotations

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.reader import reader


def read(language: str, text: str) -> list[Claim]:
    return list(reader().read_report(text, language=language, published="2025-08-01").claims)


def told(claim: Claim) -> str:
    """A claim in a line: "transfer: iran > houthis, denied"."""
    givers = " + ".join(party.actor or party.name for party in claim.providers)
    getters = " + ".join(party.actor or party.name for party in claim.recipients)
    modality = "" if claim.modality.value == "asserted" else f", {claim.modality.value}"
    return f"{claim.kind.value}: {givers} > {getters}{modality}"


FIRMS = [
    ("en", "Morocco bought 150 drones from the Israeli firm BlueBird.", "BlueBird > morocco"),
    ("en", "Morocco bought 150 drones from the Israeli company Elbit Systems.", "Elbit Systems > morocco"),
    ("en", "Somalia bought its drones from the Turkish company Baykar.", "baykar > somalia"),
    ("es", "Marruecos compró 150 drones a la firma israelí BlueBird.", "BlueBird > morocco"),
    ("es", "El Clan del Golfo compró los drones a una empresa china.", "empresa china > clan-del-golfo"),
    ("pt", "O Marrocos comprou 150 drones da empresa israelense BlueBird.", "BlueBird > morocco"),
    ("pt", "O governo moçambicano comprou drones à Turquia.", "turkey > mozambique"),
    ("fr", "Le Maroc a acheté 150 drones à la société israélienne BlueBird.", "BlueBird > morocco"),
    ("fr", "Le Maroc a acheté des drones à la Turquie.", "turkey > morocco"),
    ("ru", "Мали закупила дроны у турецкой компании «Байкар».", "baykar > mali"),
    ("uk", "Малі закупила дрони у турецької фірми «Скайфлай».", "Скайфлай > mali"),
    ("ar", "اشترى المغرب طائرات مسيرة من شركة إسرائيلية.", "شركة إسرائيلية > morocco"),
]


@pytest.mark.parametrize(("language", "text", "parties"), FIRMS)
def test_who_sells_is_named_with_the_firm(language: str, text: str, parties: str) -> None:
    assert [told(claim) for claim in read(language, text)] == [f"acquisition: {parties}"]
