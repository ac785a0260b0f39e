"""Which events are shown: what an address asks for, as a mask over a sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from thistledown.casebook.errors import CasebookError
from thistledown.casebook.when import When
from thistledown.weigh.sheet.sheet import (
    ACTOR_KINDS,
    CERTAINTIES,
    ITEMS,
    KINDS,
    NO_DAY,
    PATHWAYS,
    SYSTEMS,
    Lists,
    Mask,
    Role,
    Sheet,
)
from thistledown.weigh.sheet.strings import Strings

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "pathway": PATHWAYS,
    "certainty": CERTAINTIES,
    "system": SYSTEMS,
    "item": ITEMS,
    "provider_kind": ACTOR_KINDS,
    "recipient_kind": ACTOR_KINDS,
    "role": tuple(role.value for role in Role),
}


class SelectionError(CasebookError):
    """A filter that makes no sense; the message lists what there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; "" leaves a slot open.

    Attributes:
        kind: of any claim of the event.
        pathway: with any weight.
        country: ISO 3166-1 alpha-3, of any claim.
        actor: id of an actor, or its name where the registry does not know it.
        role: provider or recipient; which of the two the actor is.
        certainty: the coder's.
        system: of any claim.
        item: of any claim.
        provider_kind: of any provider.
        recipient_kind: of any recipient.
        source: id of a source that is cited.
        place: name of a place.
        since: first day (YYYY, YYYY-MM or YYYY-MM-DD): events that may have happened on it or later.
        until: last day, likewise.
        likely: least probability, 0 to 1; events not weighed yet are left out when it is given.
    """

    kind: str = ""
    pathway: str = ""
    country: str = ""
    actor: str = ""
    role: str = ""
    certainty: str = ""
    system: str = ""
    item: str = ""
    provider_kind: str = ""
    recipient_kind: str = ""
    source: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    likely: str = ""

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            value = getattr(self, name)
            if value and value not in choices:
                raise SelectionError(f"{name} cannot be {value!r}; choose one of {', '.join(choices)}")
        for name in ("since", "until"):
            if getattr(self, name):
                _interval(name, getattr(self, name))
        if self.likely:
            self._least()

    @property
    def chosen(self) -> dict[str, str]:
        """The slots that are not open."""
        return {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name)}

    def mask(self, sheet: Sheet, found: Collection[str] | None = None) -> Mask:
        """The events that fit, (n,).

        Args:
            sheet: the events.
            found: ids that a search gave; None when nothing was searched for.
        """
        mask = np.ones(len(sheet), np.bool_)
        for value, lists, choices in (
            (self.kind, sheet.kinds, KINDS),
            (self.system, sheet.systems, SYSTEMS),
            (self.item, sheet.items, ITEMS),
            (self.provider_kind, sheet.provider_kinds, ACTOR_KINDS),
            (self.recipient_kind, sheet.recipient_kinds, ACTOR_KINDS),
        ):
            if value:
                mask &= lists.having(choices.index(value))
        for value, lists, names in (
            (self.country, sheet.event_countries, sheet.countries),
            (self.source, sheet.event_sources, sheet.sources),
            (self.place, sheet.event_places, sheet.places),
        ):
            if value:
                mask &= _named(lists, names, value)
        if self.pathway:
            mask &= sheet.pathway[:, PATHWAYS.index(self.pathway)] > 0
        if self.certainty:
            mask &= sheet.certainty == CERTAINTIES.index(self.certainty)
        if self.actor:
            mask &= self._takes_part(sheet)
        if self.since:
            first = _days(_interval("since", self.since)[0])
            last = np.where(sheet.last_day != NO_DAY, sheet.last_day, np.iinfo(np.int32).max)
            mask &= (last >= first) & _dated(sheet)
        if self.until:
            mask &= (sheet.first_day <= _days(_interval("until", self.until)[1])) & _dated(sheet)
        if self.likely:
            mask &= sheet.expected >= self._least()
        if found is not None:
            rows = [sheet.ids.index[key] for key in found if key in sheet.ids.index]
            among = np.zeros(len(sheet), np.bool_)
            among[rows] = True
            mask &= among
        return mask

    def _takes_part(self, sheet: Sheet) -> Mask:
        mask = np.zeros(len(sheet), np.bool_)
        if self.role != Role.RECIPIENT:
            mask |= _named(sheet.providers, sheet.actors, self.actor)
        if self.role != Role.PROVIDER:
            mask |= _named(sheet.recipients, sheet.actors, self.actor)
        return mask

    def _least(self) -> float:
        try:
            least = float(self.likely)
        except ValueError:
            least = -1.0
        if not 0 <= least <= 1:
            raise SelectionError(f"likely must be a probability from 0 to 1, not {self.likely!r}")
        return least


def _dated(sheet: Sheet) -> Mask:
    return np.asarray(sheet.sort_day != NO_DAY, np.bool_)


def _named(lists: Lists, names: Strings, value: str) -> Mask:
    row = names.index.get(value)
    return np.zeros(len(lists.start) - 1, np.bool_) if row is None else lists.having(row)


def _interval(name: str, written: str) -> tuple[date, date]:
    try:
        when = When.parse(written)
    except ValueError as error:
        raise SelectionError(f"{name}: {error}") from None
    assert when.start is not None
    assert when.end is not None
    return when.start, when.end


def _days(day: date) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal()
