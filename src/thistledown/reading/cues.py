"""The modality words of a language, and every cue of one sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from thistledown.reading.lexicon import Lexicon, Match
from thistledown.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """The modality words of one language, from its `modality.toml`."""

    speech: Lexicon[str]
    before: Lexicon[bool]
    unnamed: Lexicon[bool]
    hedge: Lexicon[str]
    certain: Lexicon[bool]
    negation: Lexicon[bool]
    refutation: Lexicon[bool]
    denial_about: frozenset[str]
    generic: Lexicon[bool]
    background: Lexicon[bool]
    blame: Lexicon[str]


@lru_cache(maxsize=8)
def modality_words(language: str) -> ModalityWords:
    """The modality words of a language.

    Raises:
        FileNotFoundError: when there is no reader for the language.
    """
    path = Path(__file__).parent / "languages" / language / "modality.toml"
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    hedge = [
        (p, level) for level in ("reported", "alleged", "speculated", "forecast") for p in raw["hedge"][level]
    ]
    hedge += [(p, "conditional") for p in raw["hedge"]["conditional"]]
    hedge += [(p, "certain") for p in raw["hedge"]["certain"]]
    negation = [(p, True) for p in raw["negation"]["words"]] + [
        (p, False) for p in raw["negation"]["harmless"]
    ]
    return ModalityWords(
        speech=Lexicon((p, level) for level, phrases in raw["speech"].items() for p in phrases),
        before=Lexicon((p, True) for p in raw["holder"]["before"]),
        unnamed=Lexicon((p, True) for p in sorted(raw["holder"]["unnamed"], key=len, reverse=True)),
        hedge=Lexicon(hedge),
        certain=Lexicon((p, True) for p in raw["hedge"]["certain"]),
        negation=Lexicon(negation),
        refutation=Lexicon((p, True) for p in raw["refutation"]["words"]),
        denial_about=frozenset(raw["denial"]["about"]),
        generic=Lexicon((p, True) for p in raw["generic"]["cues"]),
        background=Lexicon((p, True) for p in raw["generic"]["background"]),
        blame=Lexicon((p, way) for way, phrases in raw["blame"].items() for p in phrases),
    )


_NOUNS_TOO = frozenset(
    {
        "report",
        "reports",
        "claim",
        "claims",
        "charge",
        "charges",
        "state",
        "states",
        "note",
        "notes",
        "plan",
        "plans",
        "dispute",
        "fear",
        "fears",
        "offer",
        "estimates",
        "found",
        "hope",
        "hopes",
        "forecast",
        "forecasts",
        "aim",
        "aims",
        "request",
        "requests",
        "warning",
        "seek",
        "quote",
        "quotes",
    }
)
_BEFORE_NOUN = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "by",
        "in",
        "on",
        "to",
        "for",
        "from",
        "these",
        "those",
        "this",
        "such",
        "some",
        "its",
        "their",
        "'s",
        "no",
        "any",
        "with",
        "and",
        "other",
        "many",
        "several",
        "recent",
        "media",
        "press",
        "unconfirmed",
        "local",
        "earlier",
        "previous",
        "member",
    }
)


def _is_noun(tokens: Sequence[Token], match: Match[str], at: set[int]) -> bool:
    """Whether a word that can be a verb of saying is a noun here: "the report", "reports suggest"."""
    word = tokens[match.first].norm
    if word not in _NOUNS_TOO:
        return False
    if match.last in at:
        return True
    before = tokens[match.first - 1].norm if match.first else ""
    after = tokens[match.last].norm if match.last < len(tokens) else ""
    return before in _BEFORE_NOUN or after in ("of", "by", "from") or (not before and word not in ("found",))


@dataclass(frozen=True, slots=True)
class Cues:
    """Every modality cue of one sentence, found once."""

    speech: tuple[Match[str], ...]
    before: tuple[Match[bool], ...]
    hedges: tuple[Match[str], ...]
    negations: tuple[Match[bool], ...]
    refutations: tuple[Match[bool], ...]
    generic: tuple[Match[bool], ...]
    background: bool


def find_cues(tokens: Sequence[Token], language: str = "en", covered: Collection[int] = ()) -> Cues:
    """The modality cues of a sentence; token indices in `covered` belong to names and say nothing."""
    words = modality_words(language)
    found = list(words.speech.every(tokens))
    at = {match.first for match in found}
    spoken = [m for m in found if m.first not in covered and not _is_noun(tokens, m, at)]
    return Cues(
        speech=tuple(spoken),
        before=tuple(words.before.every(tokens)),
        hedges=tuple(words.hedge.every(tokens)),
        negations=tuple(m for m in words.negation.every(tokens) if m.meaning),
        refutations=tuple(words.refutation.every(tokens)),
        generic=tuple(words.generic.every(tokens)),
        background=next(words.background.every(tokens), None) is not None,
    )
