"""The class of what moved: the one that says most, and the one meant where no words state any."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from thistledown.codebook.terms import Item, Kind, System

# The more a class says, the later it stands; of two stated for one thing the later wins.
_SPECIFIC = (
    System.MIXED,
    System.MULTIROTOR_UNSPECIFIED,
    System.FIXED_WING,
    System.MULTIROTOR_BOMBER,
    System.FPV,
    System.FPV_FIBRE_OPTIC,
)


def most_specific(systems: Iterable[System | None]) -> System | None:
    """The class that says most, or None when none is stated."""
    stated = [system for system in systems if system is not None]
    return max(stated, key=_SPECIFIC.index) if stated else None


def unstated(kind: Kind, items: Collection[Item], *, drone: bool) -> System | None:
    """The class of what moved where no words state one: by the codebook, "drones" alone are small ones.

    Args:
        kind: what happened.
        items: what moved.
        drone: whether a drone is named where it is told.
    """
    flown = Item.EQUIPMENT in items and kind is not Kind.POLICY
    return System.MULTIROTOR_UNSPECIFIED if flown or (kind is Kind.TRAINING and drone) else None
