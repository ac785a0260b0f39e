"""Search: any form of a word finds any other, in seven languages, and only what holds on the date."""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook_samples import CODEBOOK, CODER, claim_on, coded, id_of, take_in, unread, words_coder

from thistledown.casebook import search as search_module
from thistledown.casebook.clock import unstamp
from thistledown.casebook.record import Casebook

TEXTS = {
    "en": "Instructors trained drone operators near Tinzaouatène.",
    "fr": "Des instructeurs ont formé des opérateurs de drones à Gao.",
    "es": "Los mercenarios aprendieron a usar municiones con drones.",
    "pt": "Mercenários receberam formação e munição para os aviões não tripulados.",
    "ru": "Инструкторы обучали операторов беспилотников; учёба шла в Мали.",
    "uk": "Інструктори навчали операторів безпілотників, їхнє навчання тривало.",
    "ar": "دَرَّب المدربون مشغلي الطائرات المسيّرة في شمال مالي وللطائرات دور.",
}


def languages_found(casebook: Casebook, query: str) -> set[str]:
    ids = {hit.id for hit in casebook.view().search(query, subject="report")}
    return {language for language, text in TEXTS.items() if id_of(text) in ids}


@pytest.fixture
def seven(casebook: Casebook) -> Casebook:
    for language, text in TEXTS.items():
        take_in(casebook, text, f"/reports/{language}")
    return casebook


@pytest.mark.parametrize(
    ("query", "languages"),
    [
        ("DRONE", {"en", "fr", "es"}),
        ("drones", {"fr", "es"}),
        ("tinzaouatene", {"en"}),
        ("TINZAOUATÈNE", {"en"}),
        ("operateur", {"fr"}),
        ("mercenario", {"es", "pt"}),
        ("munición", {"es"}),
        ("munic", {"es", "pt"}),
        ("aviões não", {"pt"}),
        ("avioes nao", {"pt"}),
        ("беспилотник", {"ru"}),
        ("УЧЕБА", {"ru"}),
        ("безпілотник", {"uk"}),
        ("їхнє", {"uk"}),
        ("طائرات", {"ar"}),
        ("الطائرات المسيرة", {"ar"}),
        ("درب", {"ar"}),
        ("بمالي", {"ar"}),
        ("train operat", {"en"}),
        ("operat train", {"en"}),
        ('"drone operators"', {"en"}),
        ('"operators drone"', set()),
        ('"drone operator"', set()),
        ("«drone operators»", {"en"}),
        ('"навчання тривало"', {"uk"}),
        ("drone nowhere", set()),
    ],
)
def test_any_form_finds_any_other(seven: Casebook, query: str, languages: set[str]) -> None:
    assert languages_found(seven, query) == languages


def test_reports_claims_and_events_are_found_and_can_be_told_apart(casebook: Casebook) -> None:
    text = "A drone near Kidal."
    take_in(casebook, text)
    (item,) = unread(casebook)
    casebook.add_readings(CODER, CODEBOOK, [(item, [claim_on(text, "drone near Kidal")], [])])
    source = str(casebook.view().sources()[0]["source_id"])
    casebook.add_event("e1", "Kidal drone", [coded(source)], coder="a team")
    view = casebook.view()
    assert sorted(hit.subject for hit in view.search("kidal")) == ["claim", "event", "report"]
    for subject in ("claim", "event", "report"):
        assert [hit.subject for hit in view.search("kidal", subject=subject)] == [subject]
    assert len(view.search("kidal", limit=2)) == 2
    assert view.search("kidal", limit=0) == []
    assert view.search("kidal", subject="actor") == []


def test_search_finds_what_held_on_the_date_and_nothing_else(casebook: Casebook) -> None:
    text = "A drone near Kidal."
    moments = [unstamp(casebook.view().journal(1)[0]["recorded_at"])]

    def mark() -> None:
        moments.append(unstamp(casebook.view().journal(1)[0]["recorded_at"]))

    take_in(casebook, text)
    mark()
    words_coder(casebook)
    mark()
    (claim,) = casebook.view().claims()
    casebook.retire("claim", claim.id, "a misreading")
    mark()
    retired = casebook.view().retired("claim", claim.id)
    assert retired is not None
    casebook.retire("retirement", str(retired["id"]), "not one")
    mark()
    found = [sorted(hit.subject for hit in casebook.view(as_of=m).search("drone")) for m in moments]
    assert found == [[], ["report"], ["claim", "report"], ["report"], ["claim", "report"]]


def test_what_says_it_most_comes_first_and_among_very_many_the_newest(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        "A drone and much else besides, at length, on that day.",
        "Drone drone.",
        "One drone in the north, they said.",
    ]
    for n, text in enumerate(texts):
        take_in(casebook, text, f"/reports/{n}")
    view = casebook.view()
    assert view.search("drone")[0].id == id_of(texts[1])
    monkeypatch.setattr(search_module, "RANKED", 2)
    assert [hit.id for hit in view.search("drone")] == [id_of(text) for text in reversed(texts)]


def test_a_long_document_is_found_by_its_words(casebook: Casebook, tmp_path: Path) -> None:
    """More different words than one PostgreSQL search vector holds."""
    text = " ".join(f"слово{n:06d}" for n in range(120_000)) + " кінець"
    take_in(casebook, text)
    assert [hit.id for hit in casebook.view().search("слово000007")] == [id_of(text)]
    if casebook.engine.dialect.name == "sqlite":
        assert [hit.id for hit in casebook.view().search("кінець")] == [id_of(text)]
