"""Which events a claim is worth comparing with: those that share an actor or a place, a kind and a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from thistledown.casebook.when import When
from thistledown.codebook.terms import Kind
from thistledown.weigh.events.face import Face, span_days

# A key under which more events stand than this says too little by itself.
COMMON = 250
# Most events that one claim is compared with.
CANDIDATES = 24
# Dates longer than this stand under their years, not their months.
_MONTHS_DAYS = 100
_ANY = "any"
_FAMILIES = {
    Kind.USE: ("force",),
    Kind.SIGHTING: ("force", "supply"),
    Kind.SEIZURE: ("force", "supply"),
    Kind.TRAINING: ("supply",),
    Kind.TRANSFER: ("supply",),
    Kind.ACQUISITION: ("supply",),
    Kind.RECRUITMENT: ("supply",),
    Kind.PRODUCTION: ("supply",),
    Kind.POLICY: ("policy",),
}

Key = tuple[str, ...]


class EventIndex:
    """Events by the keys of their claims."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._events: dict[Key, set[str]] = defaultdict(set)

    def add(self, event: str, face: Face) -> None:
        """Put an event under the keys of one of its claims."""
        for subject in _subjects(face):
            for family in _FAMILIES[face.kind]:
                for bucket in _stored(face.when):
                    self._events[(*subject, family, bucket)].add(event)

    def like(self, face: Face) -> list[str]:
        """Events that share keys with a claim, those that share the rarest first."""
        shared: Counter[str] = Counter()
        for subject in _subjects(face):
            for family in _FAMILIES[face.kind]:
                for bucket in _asked(face.when):
                    events = self._events.get((*subject, family, bucket), ())
                    if 0 < len(events) <= COMMON:
                        for event in events:
                            shared[event] += 1 / len(events)  # type: ignore[assignment]
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        return [event for event, _ in best[:CANDIDATES]]


def _subjects(face: Face) -> Iterator[Key]:
    """What a claim is about, one by one and in pairs: actors with those above them, places, the country."""
    givers = sorted({key for body in face.providers for key in (body.key, *body.above[:2])})
    takers = sorted({key for body in face.recipients for key in (body.key, *body.above[:2])})
    for key in sorted({*givers, *takers}):
        yield ("actor", key)
    for word in sorted(face.names):
        yield ("place", word)
        for key in sorted({*givers, *takers}):
            yield ("both", key, word)
    for giver in givers:
        for taker in takers:
            yield ("pair", giver, taker)
    if face.place is not None and face.place.country:
        yield ("country", face.place.country)
        for key in sorted({*givers, *takers}):
            yield ("in", key, face.place.country)


def _months(when: When) -> list[tuple[int, int]]:
    start, end = when.start or when.end, when.end or when.start
    if start is None or end is None:
        return []
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [divmod(month, 12) for month in range(first, min(last, first + 24) + 1)]


def _stored(when: When | None) -> list[str]:
    if when is None:
        return [_ANY, "undated"]
    if span_days(when) > _MONTHS_DAYS:
        return [_ANY, *sorted({f"Y{year}" for year, _ in _months(when)})]
    return [_ANY, *(f"{year}-{month + 1:02}" for year, month in _months(when))]


def _asked(when: When | None) -> list[str]:
    """The buckets a date looks into: its own with a month on either side, its years, and the undated."""
    if when is None:
        return [_ANY]
    months = _months(when)
    years = sorted({f"Y{year}" for year, _ in months})
    if months:
        months = [_before(months[0]), *months, _after(months[-1])]
    return ["undated", *years, *(f"{year}-{month + 1:02}" for year, month in months)]


def _before(month: tuple[int, int]) -> tuple[int, int]:
    return divmod(month[0] * 12 + month[1] - 1, 12)


def _after(month: tuple[int, int]) -> tuple[int, int]:
    return divmod(month[0] * 12 + month[1] + 1, 12)
