from __future__ import annotations

import pytest

from thistledown.codebook.people import person_as_actor, person_in


@pytest.mark.parametrize(
    "text",
    [
        "Colonel Example led the unit",
        "handed over by Mr. Example",
        "the pilot, alias Ejemplo, fled",
        "Dr Exemple",
    ],
)
def test_a_title_with_a_name_is_a_person(text: str) -> None:
    assert person_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "General Staff of Ukraine",
        "the UN General Assembly",
        "Estado Mayor Central",
        "the president said",
        "a colonel of the army",
        "the Major Crimes unit",
        "Commander-in-chief",
    ],
)
def test_offices_and_bodies_are_not(text: str) -> None:
    assert person_in(text) is None


def test_a_group_may_be_called_after_a_person_but_not_be_one() -> None:
    assert person_as_actor("Bloque Comandante Ejemplo") is None
    assert person_as_actor("Comandante Ejemplo") == "Comandante Ejemplo"
