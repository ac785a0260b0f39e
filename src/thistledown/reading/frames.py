"""Trigger frames: which words say that something happened, loaded from a language's `frames.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from thistledown.codebook.terms import Item, Kind
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.tokens import Token, fold

Form = Literal["base", "s", "past", "participle", "ing", "noun"]
Voice = Literal["active", "passive", "nominal"]
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that call for the same parties in the same places; see `frames.toml` for each field."""

    id: str
    kind: Kind
    needs: str
    items: tuple[Item, ...]
    roles: dict[str, dict[str, str]]
    requires_marker: tuple[str, ...]
    item_is_subject: bool = False

    def role(self, voice: str, place: str) -> str | None:
        """What stands in a place of a voice: provider, recipient, captor, source, or None."""
        return self.roles[voice].get(place)


@dataclass(frozen=True, slots=True)
class TriggerForm:
    """One form of a frame's word."""

    frame: str
    form: Form
    lemma: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The frames and function words of one language."""

    frames: dict[str, Frame]
    triggers: Lexicon[tuple[TriggerForm, ...]]
    light: Lexicon[tuple[tuple[str, Form], ...]]
    markers: Lexicon[str]
    be: frozenset[str]
    have: frozenset[str]
    modal: frozenset[str]
    determiner: frozenset[str]
    relative: frozenset[str]
    subordinator: frozenset[str]
    conjunction: frozenset[str]
    copy: frozenset[str]
    people_from: frozenset[str]
    hiring: frozenset[str]
    closed: frozenset[str]
    auxiliary: frozenset[str]


def inflect(verb: str, irregular: dict[str, list[str]], doubling: frozenset[str]) -> list[tuple[str, Form]]:
    """The forms of an English verb; a particle stays behind its verb ("hands over")."""
    head, _, particle = verb.partition(" ")
    tail = f" {particle}" if particle else ""
    if head in irregular:
        third, past, participle, ing = irregular[head]
    else:
        stem = head[:-1] if head.endswith("e") else head
        if head.endswith("y") and head[-2] not in _VOWELS:
            third, past, ing = head[:-1] + "ies", head[:-1] + "ied", head + "ing"
        else:
            third = head + ("es" if head.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
            if head in doubling:
                stem = head + head[-1]
            past, ing = stem + "ed", stem + "ing"
        participle = past
    forms: list[tuple[str, Form]] = [(head + tail, "base"), (third + tail, "s"), (past + tail, "past")]
    if participle != past:
        forms.append((participle + tail, "participle"))
    forms.append((ing + tail, "ing"))
    return forms


def _frame(raw: dict[str, Any]) -> Frame:
    active = dict(raw["active"])
    return Frame(
        id=raw["id"],
        kind=Kind(raw["kind"]),
        needs=raw["needs"],
        items=tuple(Item(item) for item in raw["items"]),
        roles={
            "active": active,
            "passive": dict(raw["passive"]),
            "nominal": dict(raw["nominal"]),
            "intransitive": dict(raw.get("intransitive", {})),
        },
        requires_marker=tuple(raw.get("requires_marker", ())),
        item_is_subject=raw.get("item") == "subject",
    )


def _forms(raw: dict[str, Any]) -> Iterable[tuple[str, TriggerForm]]:
    irregular: dict[str, list[str]] = raw["irregular"]
    doubling = frozenset(raw["doubling"]["verbs"])
    for frame in raw["frame"]:
        for verb in frame["verbs"]:
            for phrase, form in inflect(verb, irregular, doubling):
                yield phrase, TriggerForm(frame["id"], form, verb)
        for noun in frame["nouns"]:
            yield noun, TriggerForm(frame["id"], "noun", noun)


@lru_cache(maxsize=8)
def grammar(language: str) -> Grammar:
    """The frames of a language.

    Raises:
        FileNotFoundError: when there is no reader for the language.
    """
    path = Path(__file__).parent / "languages" / language / "frames.toml"
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    triggers: dict[str, list[TriggerForm]] = {}
    for phrase, form in _forms(raw):
        triggers.setdefault(fold(phrase), []).append(form)
    light: dict[str, list[tuple[str, Form]]] = {}
    irregular, doubling = raw["irregular"], frozenset(raw["doubling"]["verbs"])
    for side in ("receive", "give"):
        for verb in raw["light"][side]:
            for phrase, shape in inflect(verb, irregular, doubling):
                light.setdefault(phrase, []).append((side, shape))
    words = {name: frozenset(entries) for name, entries in raw["words"].items()}
    return Grammar(
        frames={frame["id"]: _frame(frame) for frame in raw["frame"]},
        triggers=Lexicon((phrase, tuple(forms)) for phrase, forms in triggers.items()),
        light=Lexicon((phrase, tuple(forms)) for phrase, forms in light.items()),
        markers=Lexicon((phrase, name) for name, phrases in raw["markers"].items() for phrase in phrases),
        be=words["be"],
        have=words["have"],
        modal=words["modal"],
        determiner=words["determiner"],
        relative=words["relative"],
        subordinator=words["subordinator"],
        conjunction=words["conjunction"],
        copy=words["copy"],
        people_from=words["people_from"],
        hiring=words["hiring"],
        closed=words["closed"],
        auxiliary=words["be"] | words["have"] | words["do"] | words["modal"],
    )


def voice_of(form: Form, tokens: Sequence[Token], first: int, last: int, words: Grammar) -> Voice:
    """Whether a verb form is active or passive, by the helping verbs before it and what follows."""
    if form == "noun":
        return "nominal"
    if form not in ("past", "participle"):
        return "active"
    index = first - 1
    steps = 0
    while index >= 0 and steps < 4:
        norm = tokens[index].norm
        if norm in words.be:
            return "passive"
        if norm in words.have:
            return "active"
        if not tokens[index].word or norm in words.determiner:
            break
        if not (
            norm.endswith("ly")
            or norm
            in ("not", "never", "also", "now", "then", "already", "since", "been", "first", "being", "yet")
        ):
            break
        index -= 1
        steps += 1
    if last < len(tokens) and tokens[last].norm == "by":
        return "passive"
    return "passive" if form == "participle" else "active"
