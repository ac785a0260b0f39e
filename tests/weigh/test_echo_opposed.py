"""A denial is never in the line of what it denies, in whatever language it answers."""

from __future__ import annotations

from datetime import date

import pytest

from thistledown.weigh.echoes.edge import Relation
from thistledown.weigh.echoes.graph import lines
from thistledown.weigh.echoes.index import EchoIndex
from thistledown.weigh.echoes.report_text import ReportText

CLAIM = (
    "Ukraine supplied drones to Tuareg rebels in northern Mali, a French newspaper reported. Several "
    "fighters travelled to Ukraine for training, and Ukrainian instructors came to the Sahel."
)
DENIALS = {
    "en": "Ukraine denied supplying drones to Tuareg rebels in northern Mali. The foreign ministry rejected "
    "the claim that fighters travelled to Ukraine for training or that instructors came to the Sahel.",
    "fr": "L'Ukraine dément avoir fourni des drones aux rebelles touaregs dans le nord du Mali. Le ministère "
    "rejette l'affirmation que des combattants se soient rendus en Ukraine pour une formation.",
    "uk": "Україна спростовує постачання дронів туарезьким повстанцям на півночі Малі. Міністерство відкидає "
    "твердження, що бійці їздили до України на навчання.",
    "ar": "نفت أوكرانيا تزويد متمردي الطوارق في شمال مالي بطائرات مسيرة. ورفضت الوزارة القول إن مقاتلين "
    "سافروا إلى أوكرانيا للتدريب.",
}


@pytest.mark.parametrize("language", sorted(DENIALS))
def test_a_denial_stands_apart_from_what_it_denies(language: str) -> None:
    index = EchoIndex()
    edges = [
        *index.add(ReportText("claim", CLAIM, published=date(2024, 10, 10), language="en")),
        *index.add(ReportText("denial", DENIALS[language], published=date(2024, 10, 14), language=language)),
    ]
    assert all(edge.relation is Relation.DENIAL for edge in edges)
    assert sorted(lines(["claim", "denial"], [*edges, *index.apart])) == [("claim",), ("denial",)]
