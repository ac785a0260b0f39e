"""Places in text: what they resolve to, where they stand, and what is no place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.span import Span
from thistledown.reading.places.gazetteer import load, searchable
from thistledown.reading.where import PlaceMention, find_places

ATLAS = Path(__file__).resolve().parents[3] / "shared" / "data" / "atlas.jsonl"


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(m.span.of(text), m.place.name, m.place.country) for m in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clashes in northern Mali", [("northern Mali", "northern Mali", "MLI")]),
        ("Clashes near Tinzaouaten.", [("Tinzaouaten", "Tinzaouatène", "MLI")]),
        ("attacks in eastern DRC", [("eastern DRC", "eastern DRC", "COD")]),
        ("an attack on Goma airport", [("Goma airport", "Goma airport", "COD")]),
        (
            "the semi-autonomous Puntland region of Somalia",
            [("Puntland", "Puntland", "SOM"), ("Somalia", "Somalia", "SOM")],
        ),
        ("in Borno State", [("Borno State", "Borno", "NGA")]),
        ("South Sudan and North Korea", [("South Sudan",) * 2 + ("SSD",), ("North Korea",) * 2 + ("PRK",)]),
        ("He was in Nice.", [("Nice", "Nice", "FRA")]),
        ("the Sana’a airport", [("Sana’a airport", "Sana’a airport", "YEM")]),
        ("officials said in the US that", [("US", "United States", "USA")]),
        ("soldiers in Sevare", [("Sevare", "Sévaré", "MLI")]),
    ],
)
def test_a_place_is_found_with_its_country(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Fighting in Tripoli between militias", "Tripoli", "LBY"),
        ("Fighting in Tripoli, Lebanon, between militias", "Tripoli", "LBN"),
        ("The Lebanese army patrolled in Tripoli.", "Tripoli", "LBN"),
        ("BAMAKO, Mali (AFP) — Soldiers were seen in Léré.", "Léré", "MLI"),
        ("Chadian police in Léré.", "Léré", "TCD"),
        ("in Salamanca, Guanajuato", "Salamanca", "MEX"),
        ("in Salamanca, Spain", "Salamanca", "ESP"),
        ("Troops in Bari region of Somalia", "Bari", "SOM"),
        ("Italian police in Bari", "Bari", "ITA"),
        ("in San José, Costa Rica", "San José", "CRI"),
        ("in San Jose, California", "San Jose", "USA"),
    ],
)
def test_places_of_one_name_are_told_apart(text: str, name: str, country: str) -> None:
    assert {m.place.country for m in find_places(text) if m.place.name == name} == {country}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "an anomali",
            "Malian soldiers",
            "Somali groups",
            "reading the bar",
            "Reading is hard",
            "Police said",
        ),
        *(
            "In March they",
            "Of course",
            "Paris Hilton",
            "US officials",
            "the Sinaloa Cartel",
            "France 24 said",
        ),
        *("Victoria Nuland", "", "Mali_x", "Malí2"),
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert read(text) == []


def test_a_dateline_in_capitals_is_a_place() -> None:
    (capital, country) = find_places("MOGADISHU, Somalia (AP) — Troops moved.")
    assert (capital.place.name, capital.kind, capital.located) == ("Mogadishu", "capital", True)
    assert country.place.country == "SOM"


def test_a_direction_keeps_the_centre_and_the_uncertainty_of_its_country() -> None:
    (mali,) = find_places("in Mali")
    (north,) = find_places("in northern Mali")
    assert (north.place.lat, north.place.lon) == (mali.place.lat, mali.place.lon)
    assert north.place.radius_km == mali.place.radius_km
    assert north.kind == "area"
    assert (north.place.radius_km or 0) > 300


def test_an_excluded_stretch_is_no_place() -> None:
    text = "Islamic State-Somalia fighters in Puntland"
    actor = Span(0, len("Islamic State-Somalia"))
    assert [m.span.of(text) for m in find_places(text, exclude=[actor])] == ["Puntland"]


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "In Mali. 🇲🇱 In Gao."
    (found,) = find_places(text, span=Span(9, len(text)))
    assert found.span.of(text) == "Gao"


@pytest.mark.parametrize(
    ("language", "text", "words", "name", "country"),
    [
        ("fr", "dans le nord du Mali", "nord du Mali", "nord du Mali", "MLI"),
        ("fr", "près d’Alep", "Alep", "Aleppo", "SYR"),
        ("es", "en Guerrero", "Guerrero", "Guerrero", "MEX"),
        ("es", "en el norte de Malí", "norte de Malí", "norte de Malí", "MLI"),
        ("pt", "em Cabo Delgado", "Cabo Delgado", "Cabo Delgado", "MOZ"),
        ("ru", "в Донецке", "Донецке", "Donetsk", "UKR"),
        ("ru", "из Сирии", "Сирии", "Syria", "SYR"),
        ("uk", "у Донецьку", "Донецьку", "Donetsk", "UKR"),
        ("ar", "في شمال مالي", "شمال مالي", "شمال مالي", "MLI"),
        ("ar", "وبالخرطوم", "الخرطوم", "Khartoum", "SDN"),
    ],
)
def test_the_other_six_languages(language: str, text: str, words: str, name: str, country: str) -> None:
    (found,) = find_places(text, language=language)
    assert (found.span.of(text), found.place.name, found.place.country) == (words, name, country)


@pytest.mark.parametrize(
    ("language", "text"), [("es", "Guerrero dijo"), ("fr", "les forces maliennes"), ("ar", "دعم مالي كبير")]
)
def test_what_is_no_place_in_other_languages(language: str, text: str) -> None:
    assert find_places(text, language=language) == []


def test_a_continent_is_no_country() -> None:
    assert read("volunteers from South America and Africa") == [
        ("South America", "South America", None),
        ("Africa", "Africa", None),
    ]


def test_possession_is_no_location() -> None:
    (found,) = find_places("fighting on Ukraine's behalf")
    assert not found.located


def test_apostrophes_and_surrogates_keep_their_length() -> None:
    text = "a’b\ud800c"
    assert len(searchable(text)) == len(text)
    assert read("\ud800 in Mali \udfff") == [("Mali", "Mali", "MLI")]


PIECES = "Mali Malian Tripoli Lebanon, Bari region northern in near of the BAMAKO, — US-Mexico San Gaza's"
NAMES = st.sampled_from([*PIECES.split(), "\n"])


def check(text: str, mentions: list[PlaceMention]) -> None:
    last = 0
    for mention in mentions:
        assert last <= mention.span.start < mention.span.end <= len(text)
        assert 0 <= mention.score <= 1
        assert (mention.candidates == 0) == (mention.kind == "unlisted")
        last = mention.span.end


@given(st.lists(NAMES, max_size=12).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_spans_are_in_order_apart_and_not_empty(text: str) -> None:
    check(text, find_places(text))


@given(st.text(st.characters(codec=None), max_size=120), st.sampled_from(["en", "fr", "ar", "ru", "xx"]))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text: str, language: str) -> None:
    found = find_places(text, language=language)
    check(text, found)
    assert found == find_places(text, language=language)


@pytest.mark.parametrize("unit", ["Mali ", "in ", "Tripoli, Lebanon ", "A", "'", "MALI, ", "MALI (a\n", "ا"])
def test_security_long_hostile_text_ends_with_places_in_range(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    load("en")
    found = find_places(text)
    assert all(0 <= item.span.start < item.span.end <= len(text) for item in found)


@pytest.fixture(scope="module")
def atlas() -> list[dict[str, str]]:
    if not ATLAS.is_file():
        pytest.skip("the shared atlas is not beside this checkout")
    return [json.loads(line) for line in ATLAS.read_text("utf-8").splitlines()]


def test_the_coded_country_is_mostly_among_the_places_of_a_summary(atlas: list[dict[str, str]]) -> None:
    """A development figure: summaries often name the country only by its adjective."""
    found = sum(
        row["country"] in {mention.place.country for mention in find_places(row["summary"])} for row in atlas
    )
    assert found / len(atlas) > 0.7
