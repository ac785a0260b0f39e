"""Which event each claim is about: the events as they grow while claims are gone through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from thistledown.weigh.events.blocking import EventIndex
from thistledown.weigh.events.face import Face
from thistledown.weigh.events.fit import Commonness, Fit, fit
from thistledown.weigh.events.kinship import Kinship

# Claims of one event that a new claim is compared with, the first recorded first.
FACES = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that a claim may be about.

    Attributes:
        event: its id.
        fit: the points, with reasons.
        claim: id of the event's claim that fits best.
    """

    event: str
    fit: Fit
    claim: str


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a claim belongs.

    Attributes:
        event: id of the event it joins; None when it joins none.
        candidates: events it may be about, best first; those within the margin of each other leave it open.
    """

    event: str | None
    candidates: tuple[Candidate, ...]

    @property
    def undecided(self) -> bool:
        """Whether it fits several events so alike that an analyst has to say which."""
        return self.event is None and bool(self.candidates)


@dataclass(slots=True)
class Assignment:
    """Events and the claims about them, with what is needed to place one more claim."""

    kin: Kinship
    common: Commonness
    _index: EventIndex = field(default_factory=EventIndex)
    _faces: dict[str, list[Face]] = field(default_factory=dict)
    _seen: dict[str, set[tuple[object, ...]]] = field(default_factory=dict)

    def add(self, event: str, face: Face) -> None:
        """Record that a claim is about an event."""
        faces = self._faces.setdefault(event, [])
        seen = self._seen.setdefault(event, set())
        # A claim that says what another said already finds nothing that the other would not.
        if face.signature in seen:
            return
        seen.add(face.signature)
        faces.append(face)
        self._index.add(event, face)

    def candidates(self, face: Face) -> list[Candidate]:
        """Events that a claim may be about, best first."""
        found = []
        for event in self._index.like(face):
            best, claim = _best(face, self._faces[event][:FACES], self.kin, self.common)
            if best.points >= self.kin.by.review:
                found.append(Candidate(event, best, claim))
        return sorted(found, key=lambda item: (-item.fit.points, item.event))

    def place(self, face: Face) -> Placing:
        """Say which event a claim joins, if it fits one well enough and no other nearly as well."""
        found = self.candidates(face)
        by = self.kin.by
        if not found or found[0].fit.points < by.join:
            return Placing(None, ())
        rivals = [item for item in found if item.fit.points > found[0].fit.points - by.margin]
        if len(rivals) > 1:
            return Placing(None, tuple(rivals))
        return Placing(found[0].event, tuple(found))


def _best(face: Face, others: Sequence[Face], kin: Kinship, common: Commonness) -> tuple[Fit, str]:
    fits = [(fit(face, other, kin, common), other.claim) for other in others]
    return max(fits, key=lambda item: item[0].points)
