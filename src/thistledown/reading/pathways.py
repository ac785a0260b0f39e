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
from thistledown.reading.tokens import Token

_MARKET = frozenset({"black-market", "libyan-black-market", "smugglers", "commercial-drone-sellers"})

_SELLERS = frozenset({"companies", "firms", "suppliers", "sellers", "manufacturers", "exporters"})
# People who act for their state while they teach; a registry cohort of them counts too.
_AGENTS = frozenset(
    {"instructors", "instructor", "trainers", "advisers", "advisors", "specialists", "experts", "operators"}
)


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
    cues: Lexicon[str]


@lru_cache(maxsize=1)
def table() -> Table:
    """The shipped decision table."""
    raw: dict[str, Any] = tomllib.loads((Path(__file__).parent / "pathways.toml").read_text(encoding="utf-8"))
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
        cues=Lexicon((phrase, name) for name, phrases in raw["cues"].items() for phrase in phrases),
    )


def _traits(mentions: Sequence[Mention], other: Sequence[Mention]) -> set[str]:
    """What the table may ask about a party."""
    if not mentions:
        return {"none"}
    traits: set[str] = set()
    countries = {m.country for m in other if m.country}
    for mention in mentions:
        traits.add("cohort" if mention.cohort and mention.kind is ActorKind.COHORT else mention.kind.value)
        if mention.former:
            traits.add("former")
        if mention.country and mention.literal.split()[-1].lower() in _AGENTS:
            traits.add("agent")
        if mention.form in ("people", "agent") and mention.country and mention.country not in countries:
            traits.add("foreign")
        if (
            mention.actor in _MARKET
            or "market" in mention.literal.lower()
            or "supplier" in mention.literal.lower()
        ):
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
) -> tuple[tuple[tuple[Pathway, float], ...], tuple[str, ...]]:
    """Weighted pathways, heaviest first, adding up to 1, and the rules that gave them.

    What the words do not say stays `unknown`.
    """
    lookup = table()
    found = {match.meaning for match in lookup.cues.every(tokens)}
    giver, getter = _traits(providers, recipients), _traits(recipients, providers)
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
