"""How many events have each value of a slot: by events, by lines of evidence, and expected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thistledown.weigh.sheet.sheet import (
    ACTOR_KINDS,
    CERTAINTIES,
    ITEMS,
    KINDS,
    NO_DAY,
    PATHWAYS,
    SYSTEMS,
    Floats,
    Ints,
    Lists,
    Mask,
    Sheet,
)
from thistledown.weigh.sheet.strings import Strings

Names = Strings | tuple[str, ...]

# Values of a slot that are listed; countries and actors have many.
MOST = 40


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a slot.

    Attributes:
        value: as the filter takes it.
        name: how it is called, where that is not the codebook's matter.
        events: events that have it.
        lines: lines of evidence of these events; null while they are not weighed.
        expected: sum of their probabilities: how many of them are expected to have happened.
    """

    value: str
    name: str
    events: int
    lines: int | None
    expected: float


def facets(sheet: Sheet, mask: Mask, most: int = MOST) -> dict[str, tuple[Facet, ...]]:
    """The values of each slot among chosen events, the most frequent first; years in order."""
    count = _Counter(sheet, mask, most)
    years, year_names = _years(sheet)
    names = sheet.actor_names
    return {
        "kind": count.lists(sheet.kinds, KINDS),
        "pathway": count.weights(sheet.pathway, PATHWAYS),
        "certainty": count.column(sheet.certainty, CERTAINTIES),
        "system": count.lists(sheet.systems, SYSTEMS),
        "item": count.lists(sheet.items, ITEMS),
        "provider_kind": count.lists(sheet.provider_kinds, ACTOR_KINDS),
        "recipient_kind": count.lists(sheet.recipient_kinds, ACTOR_KINDS),
        "country": count.lists(sheet.event_countries, sheet.countries),
        "provider": count.lists(sheet.providers, sheet.actors, names),
        "recipient": count.lists(sheet.recipients, sheet.actors, names),
        "source": count.lists(sheet.event_sources, sheet.sources),
        "year": tuple(sorted(count.column(years, year_names, most=10_000), key=lambda one: one.value)),
    }


def every_source(sheet: Sheet) -> tuple[Facet, ...]:
    """Every source that an event cites, the most frequent first."""
    count = _Counter(sheet, np.ones(len(sheet), np.bool_), len(sheet.sources))
    return count.lists(sheet.event_sources, sheet.sources)


def _years(sheet: Sheet) -> tuple[Ints, tuple[str, ...]]:
    """The year of each event as a code, -1 when undated, and the years."""
    day = sheet.sort_day
    dated = day != NO_DAY
    years = np.where(dated, day, 0).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    known = np.unique(years[dated])
    codes = np.where(dated, np.searchsorted(known, years), -1)
    return codes, tuple(f"{year:04d}" for year in known.tolist())


@dataclass(frozen=True, slots=True)
class _Counter:
    sheet: Sheet
    mask: Mask
    most: int

    def lists(self, lists: Lists, values: Names, names: Names | None = None) -> tuple[Facet, ...]:
        """Count a slot with several values a row; each row once a value."""
        rows = lists.rows
        kept = self.mask[rows]
        return self._facets(lists.values[kept], rows[kept], values, names, self.most)

    def column(self, codes: Ints, values: Names, most: int | None = None) -> tuple[Facet, ...]:
        """Count a slot with one value a row, or none."""
        rows = np.flatnonzero(self.mask & (codes >= 0))
        return self._facets(codes[rows], rows, values, None, most or self.most)

    def weights(self, weights: Floats, values: Names) -> tuple[Facet, ...]:
        """Count a slot in which a row has shares; its probability is divided by them."""
        rows, codes = np.nonzero(weights * self.mask[:, None])
        return self._facets(codes, rows, values, None, self.most, weights[rows, codes])

    def _facets(
        self,
        codes: Ints,
        rows: Ints,
        values: Names,
        names: Names | None,
        most: int,
        share: Floats | None = None,
    ) -> tuple[Facet, ...]:
        size = len(values)
        if size == 0 or len(codes) == 0:
            return ()
        events = np.bincount(codes, minlength=size)
        chance = self.sheet.expected[rows]
        expected = np.bincount(codes, chance if share is None else chance * share, minlength=size)
        lines = self.sheet.lines[rows]
        counted = np.bincount(codes, np.maximum(lines, 0), minlength=size)
        unknown = np.bincount(codes, lines < 0, minlength=size)
        order = np.argsort(-events, kind="stable")[:most]
        return tuple(
            Facet(
                values[code],
                "" if names is None else names[code],
                int(events[code]),
                None if unknown[code] else int(counted[code]),
                round(float(expected[code]), 3),
            )
            for code in order.tolist()
            if events[code]
        )
