"""Finding who an actor might be among all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from thistledown.codebook.terms import ActorKind
from thistledown.weigh.resolution.blocking import NameIndex
from thistledown.weigh.resolution.profile import Name, Profile
from thistledown.weigh.resolution.scoring import Match, compare
from thistledown.weigh.resolution.similarity import rarity
from thistledown.weigh.resolution.weights import Weights, weights

# Most candidates that are shown for one actor.
SHOWN = 5
# Names of so few letters are shared too often to merge by themselves.
LONGEST_SHARED = 3


class Matcher:
    """All actors, indexed by their names."""

    def __init__(self, actors: Mapping[str, Profile], by: Weights | None = None) -> None:
        """Index some actors; the rarity of words is counted over them."""
        self.actors = actors
        self.by = by or weights()
        self._index = NameIndex(actors.values())
        self._rare = rarity([name.form for name in actor.names] for actor in actors.values())
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for actor in actors.values():
            for name in actor.names:
                self._bearers[name.form.folded].add(actor.id)

    def candidates(self, actor: Profile, *, limit: int = SHOWN) -> list[Match]:
        """Who an actor might be, surest first; only pairs at or above the review band."""
        pairs: dict[str, list[tuple[Name, Name]]] = defaultdict(list)
        for name in actor.names:
            if name.form.bare:
                continue
            for other, at in self._index.like(name.form):
                if other != actor.id:
                    pairs[other].append((name, self.actors[other].names[at]))
        found = []
        for other, names in pairs.items():
            match = compare(actor, self.actors[other], names, self._rare, self.by)
            if match.band != "no":
                found.append(replace(match, exact=self._exact(actor, self.actors[other], match, names)))
        return sorted(found, key=lambda match: (-match.score, match.right))[:limit]

    def _exact(
        self, actor: Profile, other: Profile, match: Match, names: Iterable[tuple[Name, Name]]
    ) -> bool:
        """Whether two actors are one beyond question.

        They bear a name of the same words in the same script, that is no ordinary word, no acronym so short
        that others may bear it, and belongs to nobody else; they are of the same known kind; and nothing
        speaks against it.
        """
        if actor.kind is not other.kind or actor.kind is ActorKind.UNKNOWN:
            return False
        if match.score < 1.0 or any(feature.weight < 0 for feature in match.features):
            return False
        return any(
            one.form.folded == two.form.folded
            and "ambiguous" not in (one.sort, two.sort)
            and not one.form.bare
            and len(one.form.folded) > LONGEST_SHARED
            and self._bearers[one.form.folded] <= {actor.id, other.id}
            for one, two in names
        )
