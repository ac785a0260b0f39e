"""Parties that no reader could resolve, as actors of their own until somebody says who they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from thistledown.casebook.claim import Party
from thistledown.casebook.folding import fold
from thistledown.casebook.schema import claim, claim_party
from thistledown.casebook.view import RecordedClaim, View
from thistledown.codebook.people import person_as_actor
from thistledown.codebook.terms import ActorKind
from thistledown.weigh.lookups import unresolved_parties
from thistledown.weigh.resolution.name_form import name_form

UNRESOLVED = "u-"
# What a profile of such an actor says of itself.
NOTE = "named in reports, not in the registry"
LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in claims without an actor.

    Attributes:
        id: what it is called as an actor: made from the folded name and the kind.
        name: the words.
        kind: what sort of body they speak of.
        claims: how many claims name it.
    """

    id: str
    name: str
    kind: ActorKind
    claims: int


def unresolved_id(name: str, kind: ActorKind) -> str:
    """The id of an unresolved name as an actor: the same words of the same kind always get the same."""
    content = fold(name) + kind.value
    return UNRESOLVED + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def party_key(party: Party) -> str:
    """The id under which a party is looked up: its actor's, or that of its unresolved name."""
    return party.actor or unresolved_id(party.name, party.kind)


def names_somebody(name: str) -> bool:
    """Whether a name may become an actor: no mere description, and never a person."""
    return len(name) <= LONGEST_NAME and not name_form(name).bare and person_as_actor(name) is None


def mentions(view: View) -> list[Mention]:
    """Unresolved names that may become actors, by id; the commonest spelling of each stands for it."""
    found: dict[str, Mention] = {}
    for row in unresolved_parties(view):
        kind = ActorKind(row["actor_kind"])
        if not names_somebody(row["name"]):
            continue
        key = unresolved_id(row["name"], kind)
        held = found.get(key)
        name = row["name"] if held is None or row["claims"] > held.claims else held.name
        found[key] = Mention(key, name, kind, row["claims"] + (held.claims if held else 0))
    return [found[key] for key in sorted(found)]


def claims_naming(view: View, key: str, limit: int = 500) -> list[RecordedClaim]:
    """Claims in which an actor takes part, or, for a name that nobody resolved, that name it.

    Args:
        view: the record as known on a date.
        key: id of the actor.
        limit: how many at most.
    """
    if not key.startswith(UNRESOLVED):
        return view.claims_of_actor(key, limit=limit)
    spelt = {
        row["name"]
        for row in unresolved_parties(view)
        if unresolved_id(row["name"], ActorKind(row["actor_kind"])) == key
    }
    named = select(claim_party.c.claim_id).where(
        claim_party.c.actor_id.is_(None), claim_party.c.name.in_(sorted(spelt))
    )
    found = view.claims(claim.c.id.in_(named), limit=limit)
    parties = ((one, (*one.claim.providers, *one.claim.recipients)) for one in found)
    return [one for one, several in parties if any(party_key(party) == key for party in several)]
