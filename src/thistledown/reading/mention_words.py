"""A mention, and the words of a language that make a noun phrase one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from thistledown.casebook.span import Span
from thistledown.codebook.terms import ActorKind
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.tokens import fold, tokenise


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor.

    Attributes:
        span: where they stand, possessive mark and article excluded.
        literal: the words.
        first: first token, in the run of tokens the mention was found in.
        last: one past the last token.
        actor: the registry's id, or None when unresolved.
        kind: from the registry or the head noun.
        name: the registry's name, else the literal.
        country: ISO 3166-1 alpha-3 the actor belongs to, where known.
        cohort: people without names.
        generic: too wide to be anyone ("states", "individuals").
        form: name, country, force, agent, people, shape, anaphor, adjective or class.
        possessive: followed by a possessive mark, or itself possessive ("its").
        former: people who once served and no longer do.
        origin: for an adjective or a people, the nationality's country.
    """

    span: Span
    literal: str
    first: int
    last: int
    actor: str | None
    kind: ActorKind
    name: str
    country: str | None = None
    cohort: bool = False
    generic: bool = False
    form: str = "name"
    possessive: bool = False
    former: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The mention words of one language, from its `mentions.toml`."""

    heads: Lexicon[str]
    modifiers: frozenset[str]
    former: frozenset[str]
    partitive: frozenset[str]
    generic: frozenset[str]
    shapes: dict[tuple[str, ...], ActorKind]
    office: frozenset[str]
    half: frozenset[str]
    anaphors: Lexicon[frozenset[str]]
    metonyms: Lexicon[str]


# Words after which a noun before them is complete.
CLOSED = frozenset(
    [
        "and",
        "or",
        "of",
        "in",
        "on",
        "to",
        "by",
        "with",
        "from",
        "has",
        "have",
        "had",
        "is",
        "was",
        "were",
        "are",
        "be",
        "been",
        "will",
        "would",
        "could",
        "may",
        "might",
        "can",
        "cannot",
        "must",
        "shall",
        "should",
        "said",
        "says",
        "say",
        "saying",
        "told",
        "tells",
        "that",
        "who",
        "which",
        "whose",
        "for",
        "at",
        "against",
        "after",
        "before",
        "while",
        "when",
        "as",
        "'s",
        "also",
        "not",
        "did",
        "does",
        "do",
        "near",
        "over",
        "during",
        "using",
        "through",
        "via",
        "since",
        "until",
        "into",
        "about",
        "but",
        "than",
        "if",
        "because",
        "gave",
        "sent",
        "shot",
        "took",
        "made",
        "found",
        "brought",
        "sold",
        "bought",
        "hit",
        "struck",
        "flew",
        "used",
        "use",
        "uses",
        "began",
        "fought",
        "built",
        "held",
        "got",
        "fell",
        "ran",
        "led",
        "put",
        "won",
        "lost",
        "kept",
        "left",
        "set",
        "across",
        "amid",
        "under",
        "despite",
    ]
)

# Of two lists that hold one noun, the first named here wins after a nationality; without one, see `_bare`.
_HEAD_ORDER = ("force", "police", "body", "agent", "company", "criminal", "armed", "people")
HEAD_KIND = {
    "force": ActorKind.STATE_FORCE,
    "police": ActorKind.STATE_FORCE,
    "body": ActorKind.STATE,
    "agent": ActorKind.COHORT,
    "company": ActorKind.PRIVATE_MILITARY_COMPANY,
    "criminal": ActorKind.CRIMINAL_ORGANISATION,
    "armed": ActorKind.NON_STATE_ARMED_GROUP,
    "people": ActorKind.COHORT,
}


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """The mention words of a language.

    Raises:
        FileNotFoundError: when there is no reader for the language.
    """
    path = Path(__file__).parent / "languages" / language / "mentions.toml"
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    heads = [(phrase, role) for role in _HEAD_ORDER for phrase in raw[role]]
    return Words(
        heads=Lexicon(heads),
        modifiers=frozenset(raw["modifier"]),
        former=frozenset(raw["former"]),
        partitive=frozenset(raw["partitive"]),
        generic=frozenset(" ".join(t.norm for t in tokenise(p)) for p in raw["generic"]),
        shapes={
            tuple(fold(word) for word in phrase.split()): ActorKind(kind)
            for kind, phrases in raw["shape"].items()
            for phrase in phrases
        },
        office=frozenset(raw["office"]),
        half=frozenset(raw["half"]),
        anaphors=Lexicon((phrase, frozenset(kinds)) for phrase, kinds in raw["anaphor"].items()),
        metonyms=Lexicon(raw["metonym"].items()),
    )
