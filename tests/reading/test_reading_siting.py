"""Which of the places of a passage is where it happened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Kind
from thistledown.reading.siting import features, scores
from thistledown.reading.where import find_places


def chosen(text: str, trigger: str, kind: Kind, countries: tuple[str, ...] = ()) -> str | None:
    at = text.index(trigger)
    sentence = Span(text.rfind(". ", 0, at) + 1, text.find(".", at) + 1)
    scored = [
        (
            scores().likelihood(
                features(
                    text,
                    place,
                    kind=kind,
                    trigger=Span(at, at + len(trigger)),
                    sentence=sentence,
                    countries=countries,
                )
            ),
            place.place.name,
        )
        for place in find_places(text)
    ]
    best = max(scored, default=(0.0, None))
    return best[1] if best[0] >= scores().least else None


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "countries", "place"),
    [
        ("Rebels were trained near Kidal in northern Mali.", "trained", Kind.TRAINING, ("MLI",), "Kidal"),
        ("After talks in Moscow, drones were seized in Bosaso.", "seized", Kind.SEIZURE, ("SOM",), "Bosaso"),
        ("Fighters dropped a bomb on a post in Menaka.", "dropped", Kind.USE, ("MLI",), "Ménaka"),
        ("Russia said that it had trained the soldiers.", "trained", Kind.TRAINING, (), None),
        ("Kyiv denied that it had trained them.", "trained", Kind.TRAINING, ("UKR",), None),
    ],
)  # fmt: skip
def test_the_place_is_where_it_happened(text, trigger, kind, countries, place) -> None:
    assert chosen(text, trigger, kind, countries) == place


def test_every_feature_has_a_weight_and_none_is_left_over() -> None:
    text = "Drones were seized in Bosaso."
    (place,) = find_places(text)
    found = features(
        text, place, kind=Kind.SEIZURE, trigger=Span(12, 18), sentence=Span(0, len(text)), countries=()
    )
    assert found.keys() == scores().weights.keys()


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_likelihoods_are_probabilities_of_any_text(text, start, length) -> None:
    text = f"{text} in Bosaso {text}"
    trigger = Span(min(start, len(text)), min(start + length, len(text)))
    for place in find_places(text):
        for kind in Kind:
            found = features(
                text, place, kind=kind, trigger=trigger, sentence=Span(0, len(text)), countries={"SOM"}
            )
            assert all(0 <= value <= 1 for value in found.values())
            assert 0 <= scores().likelihood(found) <= 1
