"""Places: a value, without surprises."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from thistledown.casebook.place import Place


def test_a_country_alone_is_a_place_and_places_compare_by_value() -> None:
    assert Place(None, "MLI") == Place(name=None, country="MLI", lat=None, lon=None, radius_km=None)
    assert Place("Tinzaouatène", "DZA") != Place("Tinzaouatène", "MLI")
    assert len({Place("Kidal", "MLI", 18.4, 1.4), Place("Kidal", "MLI", 18.4, 1.4)}) == 1


def test_a_place_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Place("Kidal", "MLI").country = "NER"  # type: ignore[misc]
