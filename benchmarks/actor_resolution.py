"""How well names in one script find their actor when only names in the other scripts are known.

`python -m benchmarks.actor_resolution` hides every name of the registry in one script, and asks for each of
them whose it is. Actors are parted in two by a hash of their ids: the words of the lexicon and the weights
were chosen looking at the first half ("development"); the second ("held out") was only measured. States
and the forces named after them are left out: they are found by their country alone, and would flatter the
figures. A second question asks for names whose actor was taken out altogether: whatever is suggested for them
is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from thistledown.codebook.registry import registry
from thistledown.codebook.terms import ActorKind
from thistledown.weigh.resolution.matcher import Matcher
from thistledown.weigh.resolution.name_form import name_form
from thistledown.weigh.resolution.profile import Name, Profile

SCRIPTS = {"latin": ("en", "fr", "es", "pt"), "cyrillic": ("ru", "uk"), "arabic": ("ar",)}


def held_out(actor: str) -> bool:
    """Whether an actor was not looked at when words and weights were chosen."""
    return hashlib.sha256(actor.encode()).digest()[0] % 2 == 1


def shipped_profiles() -> dict[str, Profile]:
    """Every actor of the registry."""
    known = registry()
    return {
        actor.id: Profile(
            id=actor.id,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            names=tuple(
                Name(name_form(name.name), name.language, name.form) for name in known.names_of(actor.id)
            ),
        )
        for actor in known.actors
    }


def _telling(actor: Profile) -> bool:
    return actor.kind is not ActorKind.STATE and not actor.id.endswith("-armed-forces")


def _script(name: Name) -> str:
    """The script of a name's own letters: a Russian text may write JNIM in Latin ones."""
    for char in name.form.name:
        if "\u0400" <= char <= "\u04ff":
            return "cyrillic"
        if "\u0600" <= char <= "\u06ff":
            return "arabic"
    return "latin"


def _ask(matcher: Matcher, name: Name, kind: ActorKind) -> list[tuple[str, float, str]]:
    asked = Profile("?", name.form.name, kind, None, (replace(name, sort="literal"),), shipped=False)
    return [(match.right, match.score, match.band) for match in matcher.candidates(asked)]


def hidden_script(script: str, *, with_kind: bool, within: Callable[[str], bool]) -> dict[str, Any]:
    """Hide all names in one script and look for each: recall, and precision of what stands first."""
    actors = shipped_profiles()
    left = {
        key: replace(actor, names=kept)
        for key, actor in actors.items()
        if (kept := tuple(name for name in actor.names if _script(name) != script))
    }
    matcher = Matcher(left)
    counts: dict[str, int] = defaultdict(int)
    for key, actor in actors.items():
        if key not in left or not within(key) or not _telling(actor):
            continue
        asked = {
            name.form.folded: name
            for name in actor.names
            if _script(name) == script and name.sort in ("name", "alias") and not name.form.bare
        }
        for name in asked.values():
            found = _ask(matcher, name, actor.kind if with_kind else ActorKind.UNKNOWN)
            counts["asked"] += 1
            counts["first"] += bool(found) and found[0][0] == key
            counts["among"] += key in [other for other, _, _ in found]
            counts["answered"] += bool(found)
            high = bool(found) and found[0][2] == "high"
            counts["high"] += high
            counts["high_right"] += high and found[0][0] == key
    return _shares(counts)


def strangers(*, within: Callable[[str], bool]) -> dict[str, Any]:
    """Take actors out altogether: how often somebody is suggested for a name that is nobody's."""
    actors = shipped_profiles()
    every = [key for key, actor in actors.items() if _telling(actor) and within(key)]
    counts: dict[str, int] = defaultdict(int)
    for turn in range(5):
        gone = {key for key in every if hashlib.sha256(key.encode()).digest()[1] % 5 == turn}
        matcher = Matcher({key: actor for key, actor in actors.items() if key not in gone})
        for key in sorted(gone):
            for name in _first_names(actors[key].names):
                found = _ask(matcher, name, actors[key].kind)
                counts["asked"] += 1
                counts["answered"] += bool(found)
                counts["high"] += bool(found) and found[0][2] == "high"
    return {
        "asked": counts["asked"],
        "suggested": round(counts["answered"] / counts["asked"], 3),
        "high": round(counts["high"] / counts["asked"], 3),
    }


def _first_names(names: Iterable[Name]) -> list[Name]:
    """The chief name in each language that can be asked for."""
    found: dict[str, Name] = {}
    for name in names:
        if name.sort == "name" and not name.form.bare:
            found.setdefault(name.language, name)
    return list(found.values())


def _shares(counts: dict[str, int]) -> dict[str, Any]:
    asked, answered, high = counts["asked"], counts["answered"], counts["high"]
    return {
        "asked": asked,
        "recall_first": round(counts["first"] / asked, 3),
        "recall_among_five": round(counts["among"] / asked, 3),
        "precision_first": round(counts["first"] / answered, 3) if answered else None,
        "high": high,
        "precision_high": round(counts["high_right"] / high, 3) if high else None,
    }


def resolution_scores() -> dict[str, Any]:
    """Every figure, for both halves of the registry."""
    halves: dict[str, Callable[[str], bool]] = {
        "development": lambda key: not held_out(key),
        "held_out": held_out,
    }
    return {
        half: {
            **{script: hidden_script(script, with_kind=True, within=within) for script in SCRIPTS},
            **{
                f"{script}_kind_unknown": hidden_script(script, with_kind=False, within=within)
                for script in SCRIPTS
            },
            "strangers": strangers(within=within),
        }
        for half, within in halves.items()
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--half", choices=("development", "held_out"), help="Only one half.")
    given = parser.parse_args()
    scores = resolution_scores()
    print(json.dumps(scores[given.half] if given.half else scores, indent=1))
