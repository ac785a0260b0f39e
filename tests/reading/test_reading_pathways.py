"""Pathways follow a documented table; what the words do not say stays unknown."""

from __future__ import annotations

import pytest

from thistledown.codebook.terms import Pathway
from thistledown.reading.pathways import table
from thistledown.reading.reader import read


@pytest.mark.parametrize(
    ("text", "pathway"),
    [
        ("Russia supplied drones to the Malian army.", "state-transfer"),
        ("Russian instructors trained Malian soldiers to fly drones.", "state-transfer"),
        ("The FLA bought drones on the black market.", "commercial"),
        ("JNIM captured three drones from the Burkinabe army.", "battlefield"),
        ("The Houthis supplied al-Shabaab with drones.", "peer"),
        ("CJNG recruited former Colombian soldiers as drone operators.", "individual"),
        ("Ukraine employs foreign volunteers in its drone units.", "state-trainee"),
        ("CJNG used drones against a village.", "unknown"),
        ("A photo shows a quadcopter in the hands of the FLA.", "unknown"),
    ],
)
def test_pathway_of_a_plain_sentence(text: str, pathway: str) -> None:
    claims = [claim for claim in read(text, language="en") if not claim.generic]
    assert [claim.pathway.value for claim in claims] == [pathway]


def test_weights_add_up_and_are_sorted() -> None:
    for text in ("Russia supplied drones to Mali.", "CJNG assembled commercial drones in its own workshop."):
        for claim in read(text, language="en"):
            weights = [weight for _, weight in claim.pathways]
            assert sum(weights) == pytest.approx(1)
            assert weights == sorted(weights, reverse=True)


def test_every_rule_can_be_read() -> None:
    rules = table().rules
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(rule.weight > 0 for rule in rules)
    assert Pathway.UNKNOWN not in {rule.pathway for rule in rules}, "unknown is what remains"
