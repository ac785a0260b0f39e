"""The round of resolution: unresolved names become actors, and those that are beyond question are merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from thistledown.casebook.record import Casebook
from thistledown.casebook.schema import actor, actor_name, actor_profile, merge
from thistledown.casebook.view import View
from thistledown.codebook.terms import ActorKind
from thistledown.weigh.clusters import Clusters, merge_edges
from thistledown.weigh.lookups import all_actor_relations, ever_merged
from thistledown.weigh.merging import Said, say_not_same, say_same
from thistledown.weigh.resolution.matcher import SHOWN, Matcher
from thistledown.weigh.resolution.mentions import NOTE, Mention, mentions
from thistledown.weigh.resolution.name_form import name_form
from thistledown.weigh.resolution.profile import Name, Profile, kin, profiles
from thistledown.weigh.resolution.scoring import Match

RESOLVER = "resolver 0.1"
MATCHED = "match-actors"
# What stands against merging relatives.
_KIN = "are two actors of the registry, one above, after or beside the other"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a round of resolution did.

    Attributes:
        new: unresolved names that became actors.
        merged: pairs that were merged because they are beyond question.
        waiting: pairs that an analyst should look at.
    """

    new: int
    merged: int
    waiting: int


def actor_clusters(view: View) -> Clusters:
    """Which actors are one, as known on the view's date; relatives never are."""
    parents = {row["actor_id"]: row["parent_id"] for row in view.actors()}
    relations = [(row["actor_id"], row["other_id"]) for row in all_actor_relations(view)]
    return Clusters(merge_edges(view, "actor"), dict.fromkeys(kin(parents, relations), _KIN))


def same_actor(casebook: Casebook, left: str, right: str, reason: str) -> Said:
    """Say that two actors are one; see `say_same` for what is refused."""
    return say_same(casebook, "actor", left, right, reason=reason, grouping=actor_clusters)


def different_actors(casebook: Casebook, left: str, right: str, reason: str) -> Said:
    """Say that two actors are not one; it outlasts every round of resolution."""
    return say_not_same(casebook, "actor", left, right, reason=reason, grouping=actor_clusters)


def resolve_actors(casebook: Casebook, progress: Progress | None = None) -> Resolved:
    """Bring the record's actors up to its claims.

    Unresolved names become actors. Two actors are merged only when they bear a name of exactly the same
    words that is nobody else's, are of one kind, and nothing speaks against it; a pair that was ever joined
    or parted is left as analysts have it. Everything else waits for an analyst: see `suggestions`. Doing it
    again adds nothing.
    """
    new = _mint(casebook)
    view = casebook.view()
    known = profiles(view)
    found = _matches(known, progress)
    sure = [match for match in found if match.exact]
    merged = 0
    with casebook.entry(MATCHED, RESOLVER, {"merges": len(sure)}) as entry:
        view = casebook.view()
        before = ever_merged(view, "actor")
        clusters = actor_clusters(view)
        for match in sure:
            low, high = sorted((match.left, match.right))
            if (low, high) in before or clusters.together(low, high) or clusters.refusal(low, high):
                continue
            entry.insert(
                merge,
                [
                    {
                        "subject_table": "actor",
                        "left_id": low,
                        "right_id": high,
                        "verdict": "same",
                        "reason": f"{RESOLVER}: {'; '.join(map(str, match.reasons))}",
                    }
                ],
            )
            merged += 1
        entry.forget_if_empty()
    return Resolved(new, merged, len(_waiting(found, known, actor_clusters(casebook.view()))))


def suggestions(view: View, progress: Progress | None = None) -> list[Match]:
    """Pairs of actors that an analyst should look at, surest first, as known on the view's date.

    Pairs that are one already, that are not the same, or that would bring such a pair together are left out;
    so are those of a name that is one with an actor of the registry and of another such actor.
    """
    known = profiles(view)
    return _waiting(_matches(known, progress), known, actor_clusters(view))


def who_may_be(view: View, name: str, *, limit: int = SHOWN) -> list[Match]:
    """Actors that a name in any script, or an actor given by its id, may be, surest first.

    A bare name is asked for without kind and country; the match's `left` is then the name itself. Actors that
    are one with the given one, or never, are left out.
    """
    known = profiles(view)
    matcher = Matcher(known)
    if name in known:
        return _open(matcher.candidates(known[name], limit=limit), actor_clusters(view))
    asked = Profile(name, name, ActorKind.UNKNOWN, None, (Name(name_form(name), "und", "literal"),), False)
    return matcher.candidates(asked, limit=limit)


def _waiting(found: list[Match], known: Mapping[str, Profile], clusters: Clusters) -> list[Match]:
    def shipped(key: str) -> bool:
        return any(row in known and known[row].shipped for row in clusters.of(key))

    return [item for item in _open(found, clusters) if not (shipped(item.left) and shipped(item.right))]


def _open(found: list[Match], clusters: Clusters) -> list[Match]:
    return [
        match
        for match in found
        if not clusters.together(match.left, match.right) and not clusters.refusal(match.left, match.right)
    ]


def _matches(known: dict[str, Profile], progress: Progress | None) -> list[Match]:
    """Every pair at or above the review band in which one actor is not of the shipped registry."""
    matcher = Matcher(known)
    asked = [profile for profile in known.values() if not profile.shipped]
    pairs: dict[tuple[str, str], Match] = {}
    for done, profile in enumerate(asked, start=1):
        for match in matcher.candidates(profile):
            pair = (min(match.left, match.right), max(match.left, match.right))
            held = pairs.get(pair)
            if held is None or held.score < match.score:
                pairs[pair] = match
        if progress is not None:
            progress(done, len(asked))
    return sorted(pairs.values(), key=lambda match: (-match.score, match.left, match.right))


def _mint(casebook: Casebook) -> int:
    found = mentions(casebook.view())
    with casebook.entry(MATCHED, RESOLVER, {"names": len(found)}) as entry:
        held = set(entry.connection.execute(actor.select().with_only_columns(actor.c.id)).scalars())
        new: list[Mention] = [item for item in found if item.id not in held]
        entry.insert(actor, [{"id": item.id} for item in new])
        entry.insert(
            actor_profile,
            [
                {
                    "actor_id": item.id,
                    "kind": item.kind.value,
                    "name": item.name,
                    "country": None,
                    "parent_id": None,
                    "note": NOTE,
                }
                for item in new
            ],
        )
        entry.insert(
            actor_name,
            [{"actor_id": item.id, "name": item.name, "language": "und", "form": "literal"} for item in new],
        )
        entry.forget_if_empty()
    return len(new)
