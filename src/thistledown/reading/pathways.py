"""By which pathway, from a documented decision table (`pathways.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from thistledown.codebook.terms import ActorKind, Kind, Pathway
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.mention_words import Mention
from thistledown.reading.tokens import Token, fold_phrase, tokenise
from thistledown.reading.vocabulary import vocabulary

_MARKET = frozenset({"black-market", "libyan-black-market", "smugglers", "commercial-drone-sellers"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table; an empty condition always holds."""

    id: str
    pathway: Pathway
    weight: float
    final: bool
    kinds: frozenset[str]
    frames: frozenset[str]
    provider: frozenset[str]
    recipient: frozenset[str]
    cues: tuple[str, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The decision table with its cue lists."""

    rules: tuple[Rule, ...]
    cues: Lexicon[frozenset[str]]
    people: Lexicon[frozenset[str]]


@lru_cache(maxsize=8)
def table(language: str = "en") -> Table:
    """The shipped decision table, with the cues of a language.

    Raises:
        FileNotFoundError: when there is no reader for the language.
    """
    folder = Path(__file__).parent
    raw: dict[str, Any] = tomllib.loads((folder / "pathways.toml").read_text(encoding="utf-8"))
    words = folder / "languages" / language / "pathways.toml"
    cues: dict[str, list[str]] = tomllib.loads(words.read_text(encoding="utf-8"))["cues"]
    return Table(
        rules=tuple(
            Rule(
                id=rule["id"],
                pathway=Pathway(rule["pathway"]),
                weight=float(rule["weight"]),
                final=bool(rule.get("final", False)),
                kinds=frozenset(rule.get("kinds", ())),
                frames=frozenset(rule.get("frames", ())),
                provider=frozenset(rule.get("provider", ())),
                recipient=frozenset(rule.get("recipient", ())),
                cues=tuple(rule.get("cues", ())),
                without=tuple(rule.get("without", ())),
            )
            for rule in raw["rule"]
        ),
        cues=_lexicon({name: phrases for name, phrases in cues.items() if name not in ("agent", "seller")}),
        people=_lexicon({name: cues[name] for name in ("agent", "seller")}),
    )


def _lexicon(cues: dict[str, list[str]]) -> Lexicon[frozenset[str]]:
    names: dict[str, set[str]] = {}
    for name, phrases in cues.items():
        for phrase in phrases:
            names.setdefault(" ".join(fold_phrase(phrase)), set()).add(name)
    return Lexicon((phrase, frozenset(found)) for phrase, found in names.items())


def _traits(
    mentions: Sequence[Mention], other: Sequence[Mention], people: Lexicon[frozenset[str]], language: str
) -> set[str]:
    """What the table may ask about a party."""
    if not mentions:
        return {"none"}
    traits: set[str] = set()
    countries = {m.country for m in other if m.country}
    for mention in mentions:
        traits.add("cohort" if mention.cohort and mention.kind is ActorKind.COHORT else mention.kind.value)
        if mention.former:
            traits.add("former")
        words = tokenise(mention.literal, vocabulary=vocabulary(language))
        roles = frozenset[str]().union(*(match.meaning for match in people.every(words)))
        if mention.country and (mention.form == "agent" or "agent" in roles):
            traits.add("agent")
        if mention.form in ("people", "agent") and mention.country and mention.country not in countries:
            traits.add("foreign")
        if mention.actor in _MARKET or ("seller" in roles and not mention.actor):
            traits.add("market")
        if mention.actor and mention.actor.startswith("foreign-"):
            traits.add("foreign")
    return traits


def pathways_of(
    kind: Kind,
    frame: str,
    providers: Sequence[Mention],
    recipients: Sequence[Mention],
    tokens: Sequence[Token],
    language: str = "en",
) -> tuple[tuple[tuple[Pathway, float], ...], tuple[str, ...]]:
    """Weighted pathways, heaviest first, adding up to 1, and the rules that gave them.

    What the words do not say stays `unknown`.
    """
    lookup = table(language)
    found = {name for match in lookup.cues.every(tokens) for name in match.meaning}
    giver = _traits(providers, recipients, lookup.people, language)
    getter = _traits(recipients, providers, lookup.people, language)
    weights: dict[Pathway, float] = {}
    reasons: list[str] = []
    for rule in lookup.rules:
        if (rule.kinds and kind.value not in rule.kinds) or (rule.frames and frame not in rule.frames):
            continue
        if (rule.provider and not rule.provider & giver) or (rule.recipient and not rule.recipient & getter):
            continue
        if (rule.cues and not found.intersection(rule.cues)) or found.intersection(rule.without):
            continue
        weights[rule.pathway] = weights.get(rule.pathway, 0.0) + rule.weight
        reasons.append(f"pathway {rule.pathway.value}: {rule.id}")
        if rule.final:
            break
    if not weights:
        return ((Pathway.UNKNOWN, 1.0),), ()
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda entry: (-entry[1], entry[0].value))
    return tuple((pathway, weight / total) for pathway, weight in ranked), tuple(reasons)
