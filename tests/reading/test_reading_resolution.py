"""Names are told apart by the names around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.span import Span
from thistledown.reading.places.index import index, key
from thistledown.reading.places.resolution import resolve_places


def _countries(text: str, *names: str, language: str = "en") -> list[str | None]:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    return [place.country if place else None for place in resolve_places(text, spans, language=language)]


def test_a_country_straight_after_a_name_decides() -> None:
    assert _countries("Rain in Alexandria, Egypt, went on.", "Alexandria", "Egypt") == ["EGY", "EGY"]
    assert _countries("Rain in Alexandria, Louisiana, went on.", "Alexandria", "Louisiana") == ["USA", "USA"]


def test_a_short_form_of_a_state_after_a_name_decides() -> None:
    text = "A fair opened in Columbus, Ga., on Monday."
    place = resolve_places(text, [Span(17, 25)])[0]
    assert place is not None
    assert place.lat is not None
    assert 32 < place.lat < 33


def test_neighbours_decide_where_nothing_is_stated() -> None:
    text = "The road from Cartagena to Murcia was shut near Lorca."
    assert _countries(text, "Cartagena", "Murcia", "Lorca", language="es")[0] == "ESP"
    text = "The road from Cartagena to Barranquilla was shut near Santa Marta."
    assert _countries(text, "Cartagena", "Barranquilla", "Santa Marta", language="es")[0] == "COL"


def test_an_unknown_name_is_no_place() -> None:
    assert _countries("They met in Qwxyzbad.", "Qwxyzbad") == [None]


@given(st.text(min_size=1, max_size=60), st.integers(0, 59), st.integers(1, 30))
def test_any_span_of_any_text_is_borne(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text) - 1), min(start + length, len(text)))
    assert len(resolve_places(text, [span] if span.start < span.end else [])) == (span.start < span.end)


@given(st.text(max_size=40))
def test_folding_a_name_twice_changes_nothing(name: str) -> None:
    assert key(key(name)) == key(name)


def test_every_bearer_of_the_index_has_a_kind_that_is_weighed() -> None:
    kinds = {
        bearer.kind
        for name in ("mali", "malian", "gao", "louisiana", "paris")
        for bearer in index().bearers(name)
    }
    assert {"country", "people", "town", "division"} <= kinds
