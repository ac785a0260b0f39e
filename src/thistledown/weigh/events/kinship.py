"""How far one actor stands for another: merged, above, after, beside, or of one state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thistledown.casebook.claim import Party
from thistledown.casebook.view import View
from thistledown.codebook.terms import ActorKind
from thistledown.weigh.clusters import Clusters
from thistledown.weigh.events.weights import EventWeights
from thistledown.weigh.lookups import all_actor_relations
from thistledown.weigh.resolution.mentions import party_key
from thistledown.weigh.resolution.name_form import name_form
from thistledown.weigh.resolution.resolver import actor_clusters

_STATES = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})
# Actors of the registry that stand for not knowing who.
_NOBODY = frozenset({"unknown"})
_UNNAMED = "unidentified-"


@dataclass(frozen=True, slots=True)
class Body:
    """An actor as joining looks at it.

    Attributes:
        key: id of the actor that speaks for its group of merged actors.
        name: as shown.
        kind: what sort of body it is.
        country: ISO 3166-1 alpha-3, or None.
        above: ids of the actors above it, nearest first.
    """

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    above: tuple[str, ...] = ()

    @property
    def vague(self) -> bool:
        """Whether it stands for people nobody named."""
        return self.kind is ActorKind.COHORT or self.key.startswith(_UNNAMED)


@dataclass(slots=True)
class Kinship:
    """Actors, their groups and relations, as known on one date.

    Attributes:
        by: the points of joining.
        clusters: which actors are one.
        rows: for each actor its kind, name, country and the actor above it.
        relations: for each pair of ids in order, the relation between them.
    """

    by: EventWeights
    clusters: Clusters
    rows: Mapping[str, tuple[ActorKind, str, str | None, str | None]]
    relations: Mapping[tuple[str, str], str]
    _bodies: dict[str, Body | None] = field(default_factory=dict)
    _alike: dict[tuple[str, str], float] = field(default_factory=dict)

    def body(self, party: Party) -> Body | None:
        """The actor that a party is; None where the words name nobody in particular."""
        key = party_key(party)
        if key not in self._bodies:
            self._bodies[key] = self._body(party, key)
        return self._bodies[key]

    def _body(self, party: Party, key: str) -> Body | None:
        form = name_form(party.name)
        if key in _NOBODY or (party.actor is None and form.bare):
            return None
        chief = self.clusters.chief(key)
        if chief not in self.rows:
            countries = sorted(form.symbols("country"))
            country = countries[0].removeprefix("c:") if len(countries) == 1 else None
            return Body(chief, party.name, party.kind, country)
        kind, name, country, above = self.rows[chief]
        line: list[str] = []
        while above is not None and above not in line and above in self.rows:
            line.append(above)
            above = self.rows[above][3]
        return Body(chief, name, kind, country, tuple(line))

    def alike(self, one: Body, other: Body) -> float:
        """How far one actor stands for another, 0 to 1."""
        if one.key == other.key:
            return 1.0
        pair = (one.key, other.key) if one.key < other.key else (other.key, one.key)
        if pair not in self._alike:
            self._alike[pair] = self._likeness(one, other, pair)
        return self._alike[pair]

    def _likeness(self, one: Body, other: Body, pair: tuple[str, str]) -> float:
        by = self.by.likeness
        found = by.get(self.relations.get(pair, ""), 0.0)
        for low, high in ((one, other), (other, one)):
            if high.key in low.above:
                steps = low.above.index(high.key)
                found = max(found, (by["one_up"], by["two_up"], by["further_up"])[min(steps, 2)])
        if one.country is None or one.country != other.country:
            return found
        if one.kind in _STATES and other.kind in _STATES:
            found = max(found, by["same_state"])
        elif one.vague and other.vague:
            found = max(found, by["same_people"])
        elif (one.vague or other.vague) and not {one.kind, other.kind} & _STATES:
            found = max(found, by["unidentified"])
        return found


def kinship(view: View, by: EventWeights) -> Kinship:
    """Read actors, groups and relations as known on the view's date."""
    rows = {
        row["actor_id"]: (ActorKind(row["kind"]), row["name"], row["country"], row["parent_id"])
        for row in view.actors()
    }
    relations = {
        (min(pair), max(pair)): row["relation"]
        for row in all_actor_relations(view)
        if (pair := (row["actor_id"], row["other_id"]))
    }
    return Kinship(by, actor_clusters(view), rows, relations)
