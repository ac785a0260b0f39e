"""Which names are worth comparing: those that share a key in any script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from thistledown.weigh.resolution.name_form import NameForm
from thistledown.weigh.resolution.profile import Profile

# A key that more names than this share says too little to compare them for it.
COMMON = 600
# Symbols of one name that are joined in pairs; a longer name has keys enough.
PAIRED = 6

# Where a name stands: id of the actor and the place of the name among its names.
Place = tuple[str, int]


def keys(form: NameForm) -> set[str]:
    """The blocking keys of a name.

    Consonants of each word of the name proper; pairs of words that stand for the same in every language;
    an acronym, or the initials of a long name.
    """
    found = {f"s:{part.skeleton}" for part in form.parts if part.sort == "rest" and len(part.skeleton) > 1}
    found |= {f"w:{part.latin}" for part in form.parts if part.sort == "rest" and len(part.skeleton) < 3}
    # A slip in one consonant must not hide a pair: the first three of a longer word are a key as well.
    found |= {
        f"b:{part.skeleton[:3]}" for part in form.parts if part.sort == "rest" and len(part.skeleton) > 3
    }
    if not any(part.sort == "rest" for part in form.parts):
        # A name made of known words may stand elsewhere as it sounds: "Estado Mayor Central" in Cyrillic.
        found |= {f"s:{part.skeleton}" for part in form.parts if part.sort == "plain" and part.skeleton[2:]}
    numbers = form.symbols("number")
    telling = sorted(form.symbols("plain") | form.symbols("country") | form.symbols("side") | numbers)
    others = sorted(form.symbols("body") | form.symbols("people"))
    found |= {f"p:{one}+{other}" for one, other in combinations(telling[:PAIRED], 2)}
    if len(telling) == 1:
        found |= {f"p:{telling[0]}+{other}" for other in others[:PAIRED]}
    if form.acronym:
        found.add(f"a:{form.acronym}")
        found.add(f"i:{form.acronym}")
    if len(form.initials) > 2:
        found.add(f"i:{form.initials}")
    return found


class NameIndex:
    """Every name of some actors, to be found by its keys."""

    def __init__(self, actors: Iterable[Profile]) -> None:
        """Index the names of some actors."""
        self._places: dict[str, list[Place]] = defaultdict(list)
        for actor in actors:
            self.add(actor)

    def add(self, actor: Profile) -> None:
        """Index one more actor."""
        for at, name in enumerate(actor.names):
            for key in keys(name.form):
                self._places[key].append((actor.id, at))

    def like(self, form: NameForm, limit: int = 400) -> Iterator[Place]:
        """Names that share a key with one, those that share most first."""
        shared: Counter[Place] = Counter()
        for key in sorted(keys(form)):
            places = self._places.get(key, ())
            if len(places) <= COMMON:
                shared.update(places)
        for place, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:limit]:
            yield place
