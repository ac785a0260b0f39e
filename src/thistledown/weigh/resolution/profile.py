"""What resolution knows of an actor, names, kind and country; and whom it must never be merged with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thistledown.casebook.registry_rows import LOADED
from thistledown.casebook.view import View
from thistledown.codebook.terms import ActorKind
from thistledown.weigh.lookups import all_actor_names, entries
from thistledown.weigh.resolution.name_form import NameForm, name_form


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an actor.

    Attributes:
        form: the name taken apart.
        language: of the name, or "und".
        sort: name, alias, acronym, ambiguous, or literal (a report's own words).
    """

    form: NameForm
    language: str
    sort: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One actor, as far as resolution looks at it.

    Attributes:
        id: of the actor.
        name: as shown.
        kind: what sort of body it is.
        country: ISO 3166-1 alpha-3 where it belongs, or None.
        names: every name it bears.
        shipped: whether the registry brought it, and no report or analyst.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    names: tuple[Name, ...]
    shipped: bool = True

    @property
    def countries(self) -> frozenset[str]:
        """Its country and those its names speak of, as symbols."""
        named = {symbol for name in self.names for symbol in name.form.symbols("country")}
        return frozenset(named | ({f"c:{self.country}"} if self.country else set()))


def profiles(view: View) -> dict[str, Profile]:
    """Every actor of the record as known on the view's date, by id."""
    names = {
        actor: tuple(Name(name_form(row["name"]), row["language"], row["form"]) for row in found)
        for actor, found in all_actor_names(view).items()
    }
    loads = entries(view, [LOADED])
    return {
        row["actor_id"]: Profile(
            id=row["actor_id"],
            name=row["name"],
            kind=ActorKind(row["kind"]),
            country=row["country"],
            names=names.get(row["actor_id"]) or (Name(name_form(row["name"]), "und", "name"),),
            shipped=row["entry"] in loads,
        )
        for row in view.actors()
    }


def kin(
    parents: Mapping[str, str | None], relations: Iterable[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Pairs of actors that are never one: an actor and all above it, and those a relation joins.

    Args:
        parents: for each actor the one above it.
        relations: pairs of actors that a relation joins.

    Returns:
        Pairs, each in order of its ids.
    """
    pairs = {(min(pair), max(pair)) for pair in relations if pair[0] != pair[1]}
    for child in parents:
        seen = {child}
        above = parents.get(child)
        while above is not None and above not in seen:
            seen.add(above)
            pairs.add((min(child, above), max(child, above)))
            above = parents.get(above)
    return frozenset(pairs)
