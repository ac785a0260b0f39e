"""Numbers that tell reports apart, hosts under hosts, and what counts as a denial."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.weigh.echoes.facts import Facts
from thistledown.weigh.echoes.hosts import stands_under
from thistledown.weigh.echoes.pairing import number_nats
from thistledown.weigh.echoes.report_text import ReportText

ONE = (
    "On 12 September 2025 M23 rebels took 23 lorries and 1,014 sacks near the bridge, a clerk said. "
    "Six men fled."
)


def facts(text: str, language: str = "en") -> Facts:
    return Facts(ReportText(id="r", text=text, language=language))


def test_days_years_and_numbers_in_names_tell_nothing() -> None:
    assert set(facts(ONE).numbers) == {"23", "1014", "6"}
    assert set(facts("M23 rebels took the bridge on 12 September 2025.").numbers) == set()


def test_a_rare_number_weighs_more_than_a_common_one() -> None:
    numbers = facts(ONE).numbers
    assert numbers["1014"] > numbers["6"] > 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El 12 de septiembre murieron 47 soldados"),
        ("ru", "12 сентября погибли 47 солдат"),
        ("ar", "قُتل 47 جنديا في 12 سبتمبر"),
    ],
)
def test_days_are_left_out_in_other_languages(language: str, text: str) -> None:
    assert set(facts(text, language).numbers) == {"47"}


def test_an_echo_has_no_numbers_of_its_own_and_a_witness_has() -> None:
    echo = facts("Lorries, 23 of them, and 1,014 sacks were taken.")
    witness = facts("I counted 31 lorries before we ran; 77 sacks lay in the river.")
    shared, own = number_nats(facts(ONE), echo)
    assert shared > 0
    assert own == pytest.approx(0)
    shared, own = number_nats(facts(ONE), witness)
    assert shared == 0
    assert own > 0


@given(st.text(max_size=200), st.text(max_size=200))
def test_numbers_compare_alike_in_either_order_and_never_below_nothing(one: str, other: str) -> None:
    there, back = number_nats(facts(one), facts(other)), number_nats(facts(other), facts(one))
    assert there == pytest.approx(back)
    assert min(there) >= -1e-9


def test_long_runs_of_digits_are_read() -> None:
    assert facts("x " + "9" * 6000 + " drones").numbers


def test_nobody_was_hurt_denies_nothing() -> None:
    quiet = "Les forces ont abattu un drone près du poste avancé. Aucune perte n'est à déplorer."
    flat = "Aucun drone n'a été abattu près du poste, répond le ministère."
    assert facts(quiet, "fr").denial < 0.5 <= facts(flat, "fr").denial


def test_a_claim_said_to_be_false_is_denied() -> None:
    assert (
        facts("Claims that our pupils are trained for combat are false. The course is on crops.").denial >= 1
    )
    assert facts("Police seized false passports. Neighbours claim they knew.").denial < 1


def test_a_host_stands_under_another() -> None:
    assert stands_under("https://niger.mirror.example/a", "https://mirror.example/b")
    assert stands_under("https://niger.mirror.example/a", "https://www.mirror.example/b")
    assert not stands_under("https://mirror.example/a", "https://niger.mirror.example/b")
    assert not stands_under("https://www.mirror.example/a", "https://mirror.example/b")
    assert not stands_under("https://one.blogspot.com/a", "https://blogspot.com/")
    assert not stands_under(None, "https://mirror.example/b")
