"""Who speaks in a report, by sort."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.language import LANGUAGES
from thistledown.weigh.echoes.facts import Facts
from thistledown.weigh.echoes.likeness import likeness
from thistledown.weigh.echoes.pairing import compare, own_speakers
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.signature import sign
from thistledown.weigh.echoes.speakers import QUOTATION, SORTS, speakers


@pytest.mark.parametrize(
    ("language", "office", "resident"),
    [
        ("en", "The ministry said two lorries burned.", "A shepherd said two lorries burned."),
        ("fr", "Le ministère a dit que deux ont brûlé.", "Un berger affirme que deux ont brûlé."),
        ("es", "El ministerio informó que ardieron dos.", "Un pastor cuenta que ardieron dos."),
        ("pt", "O ministério informou que dois arderam.", "Um pastor contou que dois arderam."),
        ("ru", "В министерстве сообщили, что сгорели двое.", "Пастух рассказал, что сгорели двое."),
        ("uk", "У міністерстві повідомили, що згоріло двоє.", "Пастух розповів, що згоріло двоє."),
        ("ar", "قالت الوزارة إن شاحنتين احترقتا.", "قال راعي إن شاحنتين احترقتا."),
    ],
)  # fmt: skip
def test_an_office_and_a_resident_are_told_apart_in_each_language(
    language: str, office: str, resident: str
) -> None:
    assert speakers(office, language) == {"officials"}
    assert "residents" in speakers(resident, language)
    assert "officials" not in speakers(resident, language)


def test_somebody_of_whom_nothing_is_told_does_not_speak() -> None:
    assert speakers("Two shepherds died on the road to the well.", "en") == frozenset()
    assert speakers("«Ничего».", "ru") == {QUOTATION}
    assert speakers("The ministry said so.", None) == frozenset()


@given(st.sampled_from(sorted(LANGUAGES)), st.text(max_size=300))
def test_any_text_has_speakers_of_known_sorts(language: str, text: str) -> None:
    assert speakers(text, language) <= {*SORTS, QUOTATION}


def test_what_each_was_told_by_others_than_the_other_speaks_for_two_lines() -> None:
    office = Facts(ReportText("a", "The ministry said two lorries burned.", language="en"))
    herder = Facts(ReportText("b", "A shepherd said two lorries burned.", language="en"))
    both = Facts(ReportText("c", "The ministry and a shepherd said two lorries burned.", language="en"))
    assert own_speakers(office, herder) == own_speakers(herder, office) == 1
    assert own_speakers(office, both) == own_speakers(herder, both) == 0


def test_speakers_count_for_nothing_where_one_names_the_other() -> None:
    one = Facts(ReportText("a", "The ministry said so.", url="https://adentribune.example/1", language="en"))
    other = Facts(ReportText("b", "A shepherd said so, Aden Tribune reported.", language="en"))
    like = likeness(sign(one.report.text, "en"), sign(other.report.text, "en"))
    assert own_speakers(one, other) == 1
    assert compare(one, other, like).features["own speakers"] == 0
