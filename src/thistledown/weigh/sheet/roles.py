"""How often each actor takes part in events, and in which role."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thistledown.weigh.sheet.sheet import Floats, Ints, Lists, Sheet, distinct


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's part in the events of a sheet.

    Attributes:
        provider: events in which it passes on.
        recipient: events in which it receives or uses.
        events: events in which it takes part at all.
        expected: how many of those are expected to have happened: the sum of their probabilities.
        lines: lines of evidence of those events; None while they are not weighed.
    """

    provider: int
    recipient: int
    events: int
    expected: float
    lines: int | None


def parts(sheet: Sheet) -> dict[str, Part]:
    """Every actor that takes part in an event, by id (by name where the registry does not know it)."""
    size = len(sheet.actors)
    if size == 0:
        return {}
    rows, codes = _pairs(sheet)
    events = np.bincount(codes, minlength=size)
    expected = np.bincount(codes, sheet.expected[rows], minlength=size)
    lines = np.bincount(codes, np.maximum(sheet.lines[rows], 0), minlength=size)
    unknown = np.bincount(codes, sheet.lines[rows] < 0, minlength=size)
    gave, took = _count(sheet.providers, size), _count(sheet.recipients, size)
    return {
        key: Part(
            int(gave[code]),
            int(took[code]),
            int(events[code]),
            float(expected[code]),
            None if unknown[code] else int(lines[code]),
        )
        for code, key in enumerate(sheet.actors)
        if events[code]
    }


def _pairs(sheet: Sheet) -> tuple[Ints, Ints]:
    """Rows and actors that go together in either role, each pair once."""
    rows = np.concatenate([sheet.providers.rows, sheet.recipients.rows])
    codes = np.concatenate([sheet.providers.values, sheet.recipients.values])
    both = distinct(rows * len(sheet.actors) + codes)
    return both // len(sheet.actors), both % len(sheet.actors)


def _count(lists: Lists, size: int) -> Floats:
    """Events of each actor in one role, each event once."""
    pairs = distinct(lists.rows * size + lists.values)
    return np.bincount(pairs % size, minlength=size).astype(np.float64)
