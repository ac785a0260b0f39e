"""Who speaks: a source or a body behind a claim, found by name, and with whom it is at odds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thistledown.casebook.folding import fold
from thistledown.codebook.registry import registry
from thistledown.codebook.rows import read_rows
from thistledown.codebook.terms import ActorKind

HERE = Path(__file__).parent
UNKNOWN = "unknown"
# Longest name that is looked for, in words.
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whose word a claim is.

    Attributes:
        name: as shown.
        source: its id in the source registry, or None.
        actor: its id among the actors, or None.
        country: ISO 3166-1 alpha-3 of the state it speaks for, or None where it speaks for none.
        kind: sort of body, a word of `ActorKind`.
    """

    name: str
    source: str | None = None
    actor: str | None = None
    country: str | None = None
    kind: str = UNKNOWN


@cache
def _sources_by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in read_rows(HERE / "echoes" / "outlets.csv"):
        found.setdefault(fold(row["name"]), row["source"])
    for source in registry().sources:
        for name in (source.name, source.name.split("(")[0]):
            found.setdefault(fold(name), source.id)
    found.pop("", None)
    return found


@cache
def _actors_by_name() -> Mapping[str, str]:
    found = {fold(name.name): name.actor for name in reversed(registry().names()) if name.form != "ambiguous"}
    found.pop("", None)
    return found


@cache
def _countries_by_name() -> Mapping[str, str]:
    found = {fold(name.name): name.country for name in registry().country_names}
    found.pop("", None)
    return found


def speaker_named(words: str) -> Speaker:
    """Whom the words of a holder name: a source, a registered actor, a state's office, or nobody known."""
    folded = fold(words[:400])
    if (source := _sources_by_name().get(folded)) is not None:
        return Speaker(words, source=source)
    if (actor := _actors_by_name().get(folded)) is not None and actor in registry():
        record = registry().actor(actor)
        state = record.country if record.kind in (ActorKind.STATE, ActorKind.STATE_FORCE) else None
        return Speaker(words, actor=actor, country=state, kind=record.kind.value)
    country = next((_countries_by_name()[run] for run in _runs(folded) if run in _countries_by_name()), None)
    return Speaker(words, country=country, kind=ActorKind.STATE.value if country else UNKNOWN)


def countries_named(words: str) -> frozenset[str]:
    """States that a text names by name or adjective."""
    known = _countries_by_name()
    return frozenset(known[run] for run in _runs(fold(words[:2_000])) if run in known)


def actors_named(words: str) -> frozenset[str]:
    """Registered actors that a text names."""
    known = _actors_by_name()
    return frozenset(known[run] for run in _runs(fold(words[:2_000])) if run in known)


def _runs(folded: str) -> Iterator[str]:
    """Runs of words: earlier ones first, longer ones before shorter at the same place."""
    words = folded.split()[:60]
    for start in range(len(words)):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            yield " ".join(words[start:end])


@cache
def opponents() -> frozenset[tuple[str, str]]:
    """Pairs of opponents by `opponents.csv`, each both ways; a side is an actor's id or a country."""
    rows = read_rows(HERE / "opponents.csv")
    pairs = {(row["one"], row["other"]) for row in rows}
    return frozenset(pairs | {(other, one) for one, other in pairs})
