"""Who counts as one actor in the model: a group, a company, or a state with all its forces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from thistledown.casebook.folding import fold
from thistledown.codebook.actors import ActorRecord
from thistledown.codebook.registry import Registry
from thistledown.codebook.terms import ActorKind

GROUPS = (
    ActorKind.NON_STATE_ARMED_GROUP,
    ActorKind.CRIMINAL_ORGANISATION,
    ActorKind.PRIVATE_MILITARY_COMPANY,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One actor of the model.

    Attributes:
        id: of the actor in the registry.
        name: its display name.
        kind: what sort of body it is.
        countries: where it belongs or was active, ISO 3166-1 alpha-3.
        start: since when it exists, a partial date, or None.
        end: until when, or None.
    """

    id: str
    name: str
    kind: ActorKind
    countries: frozenset[str]
    start: str | None
    end: str | None


class Units:
    """Actors of the registry as units of the model.

    A state's forces and services act for the state. Groups stand for themselves, even where they belong to a
    larger one: the tie is a channel, not an identity. Cohorts, outlets and companies that make things are no
    units: they pass on, or are passed, nothing by themselves.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._of: dict[str, str | None] = {}

    def of(self, actor: str | None) -> str | None:
        """The unit an actor acts for, or None when it is no unit or is not in the registry."""
        if actor is None or actor not in self._registry:
            return None
        if actor not in self._of:
            record = self._registry.actor(actor)
            line = (record, *self._registry.ancestors(actor))
            # The outermost: a ministry or a city is a state actor within its state.
            state = next((item.id for item in reversed(line) if item.kind is ActorKind.STATE), None)
            self._of[actor] = record.id if record.kind in GROUPS else state
        return self._of[actor]

    def record(self, unit: str) -> ActorRecord:
        """The registry's record of a unit."""
        return self._registry.actor(unit)

    def groups(self) -> Iterable[ActorRecord]:
        """Every group of the registry: at risk whether or not a report names it."""
        return (record for record in self._registry.actors if record.kind in GROUPS)


def named_units(units: Iterable[Unit], registry: Registry) -> Callable[[str, bool], str | None]:
    """Find a unit by a name of the registry, in any language; two units of one name are not told apart.

    Returns:
        A function of a name and whether it is a state's, which gives the unit's id or None.
    """
    known = {unit.id: unit for unit in units}
    of = Units(registry)
    found: dict[tuple[str, bool], str | None] = {}
    for name in registry.names():
        unit = of.of(name.actor)
        if unit is None or unit not in known or name.form == "ambiguous":
            continue
        key = fold(name.name), known[unit].kind is ActorKind.STATE
        found[key] = unit if found.get(key, unit) == unit else None

    def resolve(name: str, state: bool) -> str | None:
        # Data sets write "Russia (Soviet Union)" and "DR Congo (Zaire)".
        return found.get((fold(name), state)) or found.get((fold(name.partition("(")[0].strip()), state))

    return resolve
