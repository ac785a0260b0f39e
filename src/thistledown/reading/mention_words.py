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
from thistledown.reading.paradigms import Paradigms


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
        cases: nom, gen, dat, acc, ins, loc: those its form can be; empty when unknown or indeclinable.
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
    cases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """The mention words of one language, from its `mentions.toml`, where each list is explained.

    Attributes:
        cases: for languages with cases, those a folded word or phrase of the lists can stand in.
    """

    heads: Lexicon[str]
    modifiers: frozenset[str]
    former: frozenset[str]
    partitive: frozenset[str]
    generic: frozenset[str]
    shapes: dict[tuple[str, ...], ActorKind]
    office: frozenset[str]
    half: frozenset[str]
    anaphors: Lexicon[frozenset[str]]
    bare_anaphors: Lexicon[frozenset[str]]
    contracted: frozenset[str]
    metonyms: Lexicon[str]
    order: str
    closed: frozenset[str]
    closed_endings: tuple[str, ...]
    connectors: frozenset[str]
    joiners: frozenset[str]
    of: frozenset[str]
    source: frozenset[str]
    articles: frozenset[str]
    no_acronyms: frozenset[str]
    or_words: frozenset[str]
    secret: frozenset[str]
    compound: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    possessive: frozenset[str]
    name_words: frozenset[str]
    loose_shapes: frozenset[str]
    quoted_shapes: dict[tuple[str, ...], ActorKind]
    regions: frozenset[str]
    doubtful: frozenset[str]
    lower: frozenset[str]
    capitals: bool
    cases: dict[str, frozenset[str]]


# Of two lists that hold one noun, the first named here wins after a nationality; without one, see `_bare`.
_HEAD_ORDER = ("force", "police", "body", "agent", "company", "criminal", "armed", "firm", "people")
HEAD_KIND = {
    "force": ActorKind.STATE_FORCE,
    "police": ActorKind.STATE_FORCE,
    "body": ActorKind.STATE,
    "agent": ActorKind.COHORT,
    "company": ActorKind.PRIVATE_MILITARY_COMPANY,
    "criminal": ActorKind.CRIMINAL_ORGANISATION,
    "armed": ActorKind.NON_STATE_ARMED_GROUP,
    "firm": ActorKind.COMPANY,
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
    forms = Paradigms(raw.get("paradigms", {}))

    def every(key: str) -> frozenset[str]:
        return frozenset(form for phrase in raw.get(key, ()) for form in forms.forms(phrase))

    return Words(
        heads=Lexicon(
            (form, role) for role in _HEAD_ORDER for p in raw.get(role, ()) for form in forms.forms(p)
        ),
        modifiers=every("modifier"),
        former=every("former"),
        partitive=every("partitive"),
        generic=every("generic"),
        shapes={
            tuple(form.split()): ActorKind(kind)
            for kind, phrases in raw.get("shape", {}).items()
            for phrase in phrases
            for form in forms.forms(phrase)
        },
        office=every("office"),
        half=every("half"),
        anaphors=Lexicon(
            (form, frozenset(kinds)) for p, kinds in raw.get("anaphor", {}).items() for form in forms.forms(p)
        ),
        bare_anaphors=Lexicon(
            (form.partition(" ")[2], frozenset(kinds))
            for p, kinds in (raw.get("anaphor", {}).items() if "contracted" in raw else ())
            for form in forms.forms(p)
            if " " in form
        ),
        contracted=every("contracted"),
        metonyms=Lexicon((form, country) for p, country in raw["metonym"].items() for form in forms.forms(p)),
        order=raw["order"],
        closed=every("closed"),
        closed_endings=tuple(raw.get("closed_endings", ())),
        connectors=every("connector"),
        joiners=every("and"),
        of=every("of"),
        source=every("source"),
        articles=every("article"),
        no_acronyms=frozenset(raw.get("no_acronym", ())),
        or_words=every("or"),
        secret=every("secret"),
        compound=tuple(raw.get("compound", ())),
        adjective_endings=tuple(raw.get("adjective_endings", ())),
        plural_endings=tuple(raw.get("plural_endings", ())),
        verb_endings=tuple(raw.get("verb_endings", ())),
        possessive=every("possessive"),
        name_words=every("name_word"),
        loose_shapes=every("loose_shape"),
        quoted_shapes={
            tuple(form.split()): ActorKind(kind)
            for kind, phrases in raw.get("quoted_shape", {}).items()
            for phrase in phrases
            for form in forms.forms(phrase)
        },
        regions=every("region"),
        doubtful=frozenset(raw.get("doubtful", ())),
        lower=frozenset(raw.get("lower", ())),
        capitals=raw.get("capitals", True),
        cases=forms.cases,
    )
