"""Portuguese constructions: denials of a charge, lessons, contracted articles, "e" and "é", conditions."""

from __future__ import annotations

import pytest

from thistledown.casebook.claim import Claim
from thistledown.reading.reader import read


def told(claim: Claim) -> tuple[str, list[str], list[str], str]:
    """Kind, providers, recipients and modality of a claim."""
    givers, takers = [p.name for p in claim.providers], [p.name for p in claim.recipients]
    return claim.kind.value, givers, takers, claim.modality.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "O Ruanda recusou a acusação de ter entregue drones ao M23.",
            ("transfer", ["Rwanda"], ["March 23 Movement"], "denied"),
        ),
        (
            "Instrutores russos deram aulas de voo com drones aos militares malianos.",
            ("training", ["Russian instructors"], ["Malian Armed Forces"], "asserted"),
        ),
        (
            "A Rússia terá fornecido drones ao Mali no ano passado.",
            ("transfer", ["Russia"], ["Mali"], "alleged"),
        ),
        (
            "Caso o Irão forneça drones aos houthis, haverá resposta.",
            ("transfer", ["Iran"], ["Houthis"], "forecast"),
        ),
        (
            "Traficantes do Comando Vermelho armam drones com granadas.",
            ("production", [], ["Comando Vermelho"], "asserted"),
        ),
        (
            "Sargento morto por drone do Comando Vermelho na Maré",
            ("use", [], ["Comando Vermelho"], "asserted"),
        ),
        (
            "A polícia civil prendeu um homem suspeito de vender drones ao Comando Vermelho.",
            ("transfer", [], ["Comando Vermelho"], "speculated"),
        ),
        (
            "A Turquia ofereceu-se para treinar militares sírios com drones.",
            ("training", ["Turkey"], ["Syrian Armed Forces"], "forecast"),
        ),
        (
            "Agentes encontraram drones em poder do PCC.",
            ("seizure", [], ["Primeiro Comando da Capital"], "asserted"),
        ),
        (
            "Aos houthis, o Irã fez chegar drones.",
            ("transfer", ["Iran"], ["Houthis"], "asserted"),
        ),
    ],
)
def test_a_portuguese_construction_is_heard(
    text: str, expected: tuple[str, list[str], list[str], str]
) -> None:
    assert expected in [told(claim) for claim in read(text, language="pt", published="2025-11-20")]


def test_and_is_no_helping_verb() -> None:
    claims = read("A Rússia armou o Mali com drones e treinou os houthis no seu uso.", language="pt")
    assert ("training", ["Russia"], ["Houthis"], "asserted") in [told(claim) for claim in claims]


def test_a_contracted_article_still_points_back() -> None:
    text = "O Comando Vermelho comprou drones. Os aparelhos foram entregues ao grupo por um ex-militar."
    found = [told(claim) for claim in read(text, language="pt")]
    assert ("transfer", ["ex-militar"], ["Comando Vermelho"], "asserted") in found


def test_who_accuses_is_not_who_did_it() -> None:
    claims = read("O Mali acusou uma empresa de ter comprado drones no Dubai.", language="pt")
    assert all("Mali" not in told(claim)[2] for claim in claims)


def test_an_attack_that_nobody_claims_is_not_denied() -> None:
    claims = read("Ninguém reivindicou o ataque com drones que matou dois soldados em Goma.", language="pt")
    assert {claim.modality.value for claim in claims} == {"asserted"}
