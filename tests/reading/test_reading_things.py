"""How far the words for a thing go, and which class it is of where no words state one."""

import pytest

from thistledown.codebook.terms import Item, Kind, Slot, System
from thistledown.reading.items import unstated
from thistledown.reading.reader import read


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "La Russie a livré des drones explosifs au Mali.", "drones explosifs"),
        ("es", "Rusia entregó drones comerciales al ejército de Malí.", "drones comerciales"),
        ("pt", "A Rússia entregou motores de drones ao exército do Mali.", "motores de drones"),
        ("ru", "Россия передала малийской армии малые ударные дроны.", "малые ударные дроны"),
        ("uk", "Росія передала малійській армії малі ударні дрони.", "малі ударні дрони"),
        ("ar", "سلمت روسيا الجيش المالي طائرات مسيرة صغيرة.", "طائرات مسيرة صغيرة"),
    ],
)
def test_what_says_the_class_of_a_thing_belongs_to_its_words(language, text, words) -> None:
    (claim,) = read(text, language=language, published="2025-06-01")
    assert claim.spans[Slot.ITEM].of(text) == words


@pytest.mark.parametrize(
    ("kind", "items", "drone", "system"),
    [
        (Kind.TRANSFER, (Item.EQUIPMENT,), True, System.MULTIROTOR_UNSPECIFIED),
        (Kind.TRANSFER, (Item.COMPONENTS,), True, None),
        (Kind.TRAINING, (Item.KNOWLEDGE,), True, System.MULTIROTOR_UNSPECIFIED),
        (Kind.TRAINING, (Item.KNOWLEDGE,), False, None),
        (Kind.POLICY, (Item.EQUIPMENT,), True, None),
        (Kind.RECRUITMENT, (Item.EXPERIENCE,), True, None),
    ],
)
def test_drones_of_no_stated_class_are_small_ones(kind, items, drone, system) -> None:
    assert unstated(kind, items, drone=drone) is system
