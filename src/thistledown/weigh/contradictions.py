"""Where claims about one event contradict each other: who against whom, on what.

Nothing is settled here. Positions stand beside each other with those who hold them; two dates may stay two
dates. A denial stands beside what it denies, with what the denier has to gain by it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from thistledown.casebook.place import Place
from thistledown.casebook.view import RecordedClaim, RecordedEvent, View
from thistledown.casebook.when import When
from thistledown.casebook.wording import place_words, when_words
from thistledown.codebook.reason import Reason, Sentences, term_reason
from thistledown.codebook.terms import Pathway
from thistledown.weigh.counts import Count, counts
from thistledown.weigh.events.face import Face, face_of, is_denial, may_join
from thistledown.weigh.events.fit import distance_km, gap_days
from thistledown.weigh.events.judged import judged_events
from thistledown.weigh.events.kinship import Body, Kinship, kinship
from thistledown.weigh.events.weights import event_weights
from thistledown.weigh.knowledge import Knowledge, knowledge_of
from thistledown.weigh.testimony import Interest, testimony

# From this likeness on two actors are no contradiction: "Russia" and "Africa Corps".
_ALIKE = 0.3
# Places nearer than this, beyond their own uncertainty, are one.
_NEAR_KM = 30.0


class Matter(StrEnum):
    """What claims contradict each other on."""

    OCCURRENCE = "occurrence"
    PROVIDER = "provider"
    PATHWAY = "pathway"
    DATE = "date"
    PLACE = "place"
    NUMBER = "number"


SAYS = Sentences(
    "says",
    {
        "happened": "it happened",
        "not": "it did not happen",
        "text": "{text}",
        "number": "{low:g}",
        "at_least": "at least {low:g}",
        "from_to": "{low:g} to {high:g}",
    },
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim that holds a position.

    Attributes:
        claim: its id.
        speaker: whose word it is, as far as the claim says.
        interest: what the speaker has to gain.
    """

    claim: str
    speaker: str
    interest: Interest


@dataclass(frozen=True, slots=True)
class Position:
    """One answer to what is in dispute.

    Attributes:
        told: the answer, in words for people.
        voices: those who hold it.
    """

    told: Reason
    voices: tuple[Voice, ...]

    @property
    def says(self) -> str:
        """The answer in English."""
        return self.told.english


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more positions that cannot all be true.

    Attributes:
        matter: what they are about.
        of: what is counted, for numbers; else "".
        positions: the one held most first.
    """

    matter: Matter
    of: str
    positions: tuple[Position, ...]

    def as_json(self) -> dict[str, Any]:
        """The contradiction with words as values."""
        return {
            "matter": self.matter.value,
            "of": self.of or None,
            "positions": [
                {
                    "says": position.says,
                    "voices": [
                        {"claim": v.claim, "speaker": v.speaker, "interest": v.interest.value}
                        for v in position.voices
                    ],
                }
                for position in self.positions
            ],
        }


# What an interest means, for people.
INTERESTS = {
    Interest.NONE: "",
    Interest.ACCUSATION: "accuses an opponent",
    Interest.ONE_SIDE: "is a side to the conflict",
    Interest.OWN_CLAIM: "speaks of itself",
    Interest.ADMISSION: "admits it of itself",
    Interest.DENIAL_ACCUSED: "denies what it is itself accused of",
    Interest.DENIAL_UNKNOWN: "who denies is not said",
}


class Disputes:
    """Finds contradictions in the events of one view of the record."""

    def __init__(self, view: View) -> None:
        """Read actors and sources as known on the view's date."""
        self.view = view
        self.kin: Kinship = kinship(view, event_weights())
        self.known: Knowledge = knowledge_of(view)

    def every(self) -> Iterator[tuple[RecordedEvent, tuple[Contradiction, ...]]]:
        """Each event with contradictions, in order of the events' ids."""
        for event in judged_events(self.view):
            if found := self.of(event):
                yield event, found

    def of(self, event: RecordedEvent) -> tuple[Contradiction, ...]:
        """The contradictions among the claims about one event."""
        pairs = [
            (item, face_of(item, item.claim, None, self.kin)) for item in event.claims if may_join(item.claim)
        ]
        yes = [pair for pair in pairs if not is_denial(pair[0].claim)]
        found = [
            self._occurrence(pairs),
            self._providers(yes),
            self._parted(Matter.PATHWAY, yes, _pathway, lambda one, other: one is other),
            self._parted(Matter.DATE, yes, _when, _dates_meet),
            self._parted(Matter.PLACE, yes, _place, _places_meet),
            *(self._numbers(yes, of) for of in ("items", "recipients", "providers")),
        ]
        return tuple(item for item in found if item is not None)

    def _voice(self, item: RecordedClaim) -> Voice:
        told = testimony(item, self.known)
        source = self.known.sources.get(told.speaker.source or "")
        return Voice(item.id, source.name if source else told.speaker.name, told.interest)

    def _occurrence(self, pairs: Sequence[tuple[RecordedClaim, Face]]) -> Contradiction | None:
        sides = [
            (SAYS("happened"), [item for item, face in pairs if not face.denial]),
            (SAYS("not"), [item for item, face in pairs if face.denial]),
        ]
        if not all(items for _, items in sides):
            return None
        return self._made(Matter.OCCURRENCE, "", sides)

    def _providers(self, pairs: Sequence[tuple[RecordedClaim, Face]]) -> Contradiction | None:
        """Providers that cannot be one another; unnamed people contradict nobody."""
        groups: list[tuple[list[Body], list[RecordedClaim]]] = []
        for item, face in pairs:
            named = [body for body in face.providers if not body.vague]
            if not named:
                continue
            # A claim that names providers of two groups says that both had a hand in it.
            meets = [group for group in groups if self._stand_for(named, group[0])]
            merged = ([*named], [item])
            for group in meets:
                merged = ([*group[0], *merged[0]], [*group[1], *merged[1]])
                groups.remove(group)
            groups.append(merged)
        if len(groups) < 2:
            return None
        sides = [
            (SAYS("text", text=", ".join(sorted({body.name for body in bodies}))), items)
            for bodies, items in groups
        ]
        return self._made(Matter.PROVIDER, "", sides)

    def _stand_for(self, named: Sequence[Body], others: Sequence[Body]) -> bool:
        return any(self.kin.alike(one, other) >= _ALIKE for one in named for other in others)

    def _numbers(self, pairs: Sequence[tuple[RecordedClaim, Face]], of: str) -> Contradiction | None:
        told = [(item, count) for item, _ in pairs for count in counts(item.claim) if count.of == of]
        groups = _groups(told, lambda one, other: one.meets(other))
        if len(groups) < 2:
            return None
        return self._made(Matter.NUMBER, of, [(_shown(values), items) for values, items in groups])

    def _parted(
        self,
        matter: Matter,
        pairs: Sequence[tuple[RecordedClaim, Face]],
        value: Callable[[RecordedClaim], Any],
        meet: Callable[[Any, Any], bool],
    ) -> Contradiction | None:
        told = [(item, found) for item, _ in pairs if (found := value(item)) is not None]
        groups = _groups(told, meet)
        if len(groups) < 2:
            return None
        return self._made(matter, "", [(_shown(values), items) for values, items in groups])

    def _made(
        self, matter: Matter, of: str, sides: Sequence[tuple[Reason, Sequence[RecordedClaim]]]
    ) -> Contradiction:
        positions = [Position(told, tuple(self._voice(item) for item in items)) for told, items in sides]
        positions.sort(key=lambda position: (-len(position.voices), position.says))
        return Contradiction(matter, of, tuple(positions))


def _groups(
    told: Sequence[tuple[RecordedClaim, Any]], meet: Callable[[Any, Any], bool]
) -> list[tuple[list[Any], list[RecordedClaim]]]:
    """Values parted into as few groups as the exact ones need; a vague value goes with the first it meets.

    A month meets each of its days and makes no dispute; two of its days do not meet each other and make one.
    """
    groups: list[tuple[list[Any], list[RecordedClaim]]] = []
    for item, value in sorted(told, key=lambda pair: _vagueness(pair[1])):
        for values, items in groups:
            if all(meet(value, other) for other in values):
                values.append(value)
                items.append(item)
                break
        else:
            if any(meet(value, other) for values, _ in groups for other in values):
                continue
            groups.append(([value], [item]))
    return groups


def _vagueness(value: Any) -> float:
    match value:
        case When(start=start, end=end):
            return float((end - start).days) if start and end else 1e6
        case Place(name=name, radius_km=radius):
            return (radius or 0.0) if name else 1e6
    return 0.0


def _shown(values: Sequence[Any]) -> Reason:
    match values[0]:
        case Place() as place:
            return place_words(place)
        case When() as when:
            return when_words(when)
        case Pathway() as pathway:
            return term_reason("pathways", pathway.value, pathway.value)
        case Count() as count:
            return _number(count)
        case other:
            return SAYS("text", text=str(other))


def _number(count: Count) -> Reason:
    if count.high == math.inf:
        return SAYS("at_least", low=count.low)
    if count.low == count.high:
        return SAYS("number", low=count.low)
    return SAYS("from_to", low=count.low, high=count.high)


def _pathway(item: RecordedClaim) -> Pathway | None:
    return None if item.claim.pathway is Pathway.UNKNOWN else item.claim.pathway


def _when(item: RecordedClaim) -> When | None:
    return item.claim.when


def _place(item: RecordedClaim) -> Place | None:
    where = item.claim.where
    return where if where is not None and (where.name or where.country) else None


def _dates_meet(one: When, other: When) -> bool:
    return gap_days(one, other) == 0


def _places_meet(one: Place, other: Place) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    if not one.name or not other.name or one.name == other.name:
        return True
    km = distance_km(one, other)
    return km is None or km <= _NEAR_KM + (one.radius_km or 0.0) + (other.radius_km or 0.0)
