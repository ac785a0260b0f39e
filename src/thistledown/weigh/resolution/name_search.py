"""Actors by any of their names, in any script, as one types them."""

from __future__ import annotations

from dataclasses import dataclass

from thistledown.casebook.folding import fold
from thistledown.casebook.view import View
from thistledown.weigh.lookups import all_actor_names


@dataclass(frozen=True, slots=True)
class NameHit:
    """An actor that a typed text may mean.

    Attributes:
        actor: its id.
        name: the name that the text was found in.
    """

    actor: str
    name: str


class ActorNames:
    """All names of all actors, folded once."""

    def __init__(self, view: View) -> None:
        """Read them as known on the view's date."""
        self._names: list[tuple[str, str, str]] = []
        named = all_actor_names(view)
        for row in view.actors():
            key = row["actor_id"]
            found = dict.fromkeys([row["name"], *(name["name"] for name in named.get(key, ()))])
            self._names += ((fold(name), name, key) for name in found)
            self._names.append((fold(key), row["name"], key))

    def find(self, text: str, limit: int | None = None) -> list[NameHit]:
        """Actors with a name that holds the text: whole names first, then beginnings, then words within.

        Args:
            text: as typed; case and accents do not matter.
            limit: how many at most; None for all.
        """
        wanted = fold(text).strip()
        if not wanted:
            return []
        best: dict[str, tuple[int, int, str]] = {}
        for folded, name, key in self._names:
            at = folded.find(wanted)
            if at < 0:
                continue
            inner = f" {wanted}" in f" {folded}"
            rank = 0 if folded == wanted else 1 if at == 0 else 2 if inner else 3
            held = (rank, len(name), name)
            if key not in best or held < best[key]:
                best[key] = held
        order = sorted(best.items(), key=lambda pair: (pair[1], pair[0]))
        return [NameHit(key, held[2]) for key, held in order[:limit]]
