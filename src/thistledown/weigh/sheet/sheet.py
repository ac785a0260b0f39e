"""The sheet: every event of a record in columns, one row an event.

It is worked out from the record and can be thrown away. Slots are those of the claims as analysts left them;
where a list needs one value, the lead claim's.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import ActorKind, Certainty, Item, Kind, Pathway, Precision, System
from thistledown.weigh.sheet.strings import Strings

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

NOT_STATED = "not-stated"
# A day that is not known; real ones are days since 1970-01-01.
NO_DAY = np.iinfo(np.int32).min

KINDS = tuple(one.value for one in Kind)
PATHWAYS = tuple(one.value for one in Pathway)
ACTOR_KINDS = (*(one.value for one in ActorKind), NOT_STATED)
SYSTEMS = tuple(one.value for one in System)
ITEMS = tuple(one.value for one in Item)
CERTAINTIES = tuple(one.value for one in Certainty)
PRECISIONS = tuple(one.value for one in Precision)


class Role(StrEnum):
    """What an actor is in an event."""

    PROVIDER = "provider"
    RECIPIENT = "recipient"


@dataclass(frozen=True)
class Lists:
    """A list of small numbers for each row (compressed rows).

    Attributes:
        start: where each row's list begins, and the end of the last, shape (rows + 1,).
        values: all lists one after the other.
    """

    start: Ints
    values: Ints

    @classmethod
    def of(cls, lists: list[list[int]]) -> Lists:
        """Compress these lists."""
        start = np.zeros(len(lists) + 1, np.int64)
        np.cumsum([len(one) for one in lists], out=start[1:])
        return cls(start, np.array([value for one in lists for value in one], np.int64))

    def __getitem__(self, row: int) -> Ints:
        return self.values[int(self.start[row]) : int(self.start[row + 1])]

    @cached_property
    def rows(self) -> Rows:
        """The row of each value."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def each(self, rows: Rows) -> tuple[Rows, Ints]:
        """The lists of some rows one after the other, each value with its place in `rows`."""
        sizes = np.diff(self.start)[rows]
        ends = np.cumsum(sizes)
        place = np.repeat(np.arange(len(rows)), sizes)
        within = np.arange(len(place)) - np.repeat(ends - sizes, sizes)
        return place, self.values[np.repeat(self.start[rows], sizes) + within]

    def having(self, value: int) -> Mask:
        """Rows whose list holds a value."""
        mask = np.zeros(len(self.start) - 1, np.bool_)
        mask[self.rows[self.values == value]] = True
        return mask


def distinct(numbers: Ints) -> Ints:
    """Each number once, in order.

    Sorted and compared with its neighbour: `numpy.unique` hashes plain numbers, which took seconds for two
    million keys made of a row and a code.
    """
    ordered = np.sort(numbers)
    fresh: Mask = np.diff(ordered, prepend=ordered[:1] - 1) != 0
    return ordered[fresh]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Columns of n events; codes index the tuples of this module, -1 being none.

    Attributes:
        entry: newest journal entry it was made from.
        ids: ids of the events.
        titles: how they are called.
        kind: code of the lead claim's kind, (n,).
        kinds: codes of all claims' kinds.
        pathway: weights of the pathways, summing to 1 in each row, (n, pathways).
        provider_kinds: codes of kinds of providers, "not stated" where there are none.
        recipient_kinds: the same of recipients.
        lead_provider_kinds: the lead claim's, by which streams are divided.
        lead_recipient_kinds: the lead claim's.
        providers: rows of `actors` that pass on.
        recipients: rows of `actors` that receive.
        actors: ids of actors (an unregistered one by its name), each once, merged ones under one id.
        actor_names: how they are called.
        actor_kind: code of each actor's kind.
        systems: codes.
        items: codes.
        certainty: the coder's, (n,).
        first_day: first possible day since 1970-01-01, or NO_DAY, (n,).
        last_day: last possible day, or NO_DAY, (n,).
        precision: code, (n,).
        country: row of `countries` of the lead claim, (n,).
        event_countries: rows of `countries` of all claims.
        countries: ISO 3166-1 alpha-3.
        lat: degrees north, NaN where unknown, (n,).
        lon: degrees east, (n,).
        radius_km: uncertainty, NaN where unknown, (n,).
        place: row of `places` of the lead claim, (n,).
        event_places: rows of `places` of all claims.
        places: names of places.
        event_sources: rows of `sources`.
        sources: ids of sources.
        claims: claims that stand, (n,).
        pages: reports and cited pages, (n,).
        lines: lines of evidence, -1 while not weighed, (n,).
        probability: that it happened, NaN while not weighed, (n,).
        low: lower end of its interval, (n,).
        high: upper end, (n,).
        disputed: whether any claim denies it or speaks against it, (n,).
        founded: journal entry of the event's oldest claim, (n,).
        recorded: journal entry of the event's newest claim, (n,).
    """

    entry: int
    ids: Strings
    titles: Strings
    kind: Ints
    kinds: Lists
    pathway: Floats
    provider_kinds: Lists
    recipient_kinds: Lists
    lead_provider_kinds: Lists
    lead_recipient_kinds: Lists
    providers: Lists
    recipients: Lists
    actors: Strings
    actor_names: Strings
    actor_kind: Ints
    systems: Lists
    items: Lists
    certainty: Ints
    first_day: Ints
    last_day: Ints
    precision: Ints
    country: Ints
    event_countries: Lists
    countries: Strings
    lat: Floats
    lon: Floats
    radius_km: Floats
    place: Ints
    event_places: Lists
    places: Strings
    event_sources: Lists
    sources: Strings
    claims: Ints
    pages: Ints
    lines: Ints
    probability: Floats
    low: Floats
    high: Floats
    disputed: Mask
    founded: Ints
    recorded: Ints

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def weighed(self) -> int:
        """How many events have been weighed."""
        return int(np.isfinite(self.probability).sum())

    @cached_property
    def expected(self) -> Floats:
        """What each event counts for: its probability; 0 while it is not weighed, (n,)."""
        return np.nan_to_num(self.probability, nan=0.0)

    @cached_property
    def main_pathway(self) -> Ints:
        """Code of the heaviest pathway, (n,)."""
        return np.asarray(self.pathway.argmax(axis=1), np.int64)

    @cached_property
    def sort_day(self) -> Ints:
        """A day to sort by: the first possible, else the last; NO_DAY when undated, (n,)."""
        return np.where(self.first_day != NO_DAY, self.first_day, self.last_day)


COLUMNS = tuple(one.name for one in fields(Sheet))
