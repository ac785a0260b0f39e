"""The words of one language as the engine wants them: every form of every word, with what it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from thistledown.codebook.terms import Item, Kind, System
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.paradigms import Paradigms
from thistledown.reading.tokens import fold, fold_phrase

_LANGUAGES = Path(__file__).parents[1] / "languages"
MOVABLE = (Item.EQUIPMENT, Item.COMPONENTS, Item.MUNITION)


class Tag(NamedTuple):
    """What a word is.

    Attributes:
        sort: trigger, light, speech, aux, marker, hedge, before, unnamed, negation, relative, subordinator,
            complement, conjunction, determiner, passed, about, refutation, generic, background, item,
            refine, drops, unrelated, armed, fiction, blame, person or held.
        name: the frame, class, marker, level or item; empty where the sort says all.
        form: past, present, future, conditional, subjunctive, infinitive, gerund, participle, passive, noun.
        system: for an item, the class of drone it states.
    """

    sort: str
    name: str = ""
    form: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a frame of words calls for; see `frames.toml`."""

    id: str
    kind: Kind
    needs: str
    items: tuple[Item, ...]
    active: Mapping[str, str]
    alone: Mapping[str, str]
    passive: Mapping[str, str]
    nominal: Mapping[str, str]
    owner: str
    item_is_subject: bool
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of one language; see its `grammar.toml`.

    Attributes:
        frames: what each frame of words calls for.
        tags: every phrase with all it can be.
        verb_first: the subject may stand right after its verb.
        pro_drop: a finite verb without a subject has that of the sentence before.
        cases: markers by case, for languages whose nouns have cases; empty for others.
        hearsay: the conditional tells what others say.
        future: endings, accents kept, by which a verb that no list knows is seen to be in the future.
        adverbs: endings of words that may stand anywhere.
        adjectives: endings of words that say of what class the thing beside them is.
        possessive: the mark of "X's"; empty where there is none.
        oblique: endings of adjectives in any case but the nominative.
        instrumental: endings of nouns that say by what something is done.
        plural: endings of finite verbs with several subjects.
        nouns_plural: endings of nouns that may be several subjects.
        ours: endings of verbs whose subject is "we", where the pronoun is left out.
        adverbial: endings of adverbs that stand where an object may.
        adjective_first: a nationality before a noun belongs to that noun.
        construct: a noun straight after a noun of happening is who did it or whom it was done to.
    """

    language: str
    frames: Mapping[str, Frame]
    tags: Lexicon[tuple[Tag, ...]]
    verb_first: bool
    pro_drop: bool
    cases: Mapping[str, str]
    hearsay: bool
    adverbs: tuple[str, ...]
    adjectives: tuple[str, ...]
    oblique: tuple[str, ...]
    instrumental: tuple[str, ...]
    plural: tuple[str, ...]
    nouns_plural: tuple[str, ...]
    ours: tuple[str, ...]
    adverbial: tuple[str, ...]
    possessive: str
    future: tuple[str, ...]
    adjective_first: bool
    construct: bool

    @property
    def plain(self) -> bool:
        """Whether word order alone tells who does what: no cases, no construct."""
        return not self.cases and not self.construct


def _frames(own: Mapping[str, Any]) -> dict[str, Frame]:
    """All frames by their ids, with what a language says of its own: a whole table, or a whole new frame."""
    raw = tomllib.loads((Path(__file__).parent / "frames.toml").read_text(encoding="utf-8"))
    for name, changes in own.items():
        raw[name] = {**raw.get(name, {}), **changes}
    return {
        name: Frame(
            id=name,
            kind=Kind(one["kind"]),
            needs=one["needs"],
            items=tuple(Item(item) for item in one.get("items", ())),
            active=one.get("active", {}),
            alone=one.get("alone", {}),
            passive=one.get("passive", {}),
            nominal=one.get("nominal", {}),
            owner=one.get("owner", ""),
            item_is_subject=one.get("item") == "subject",
            requires=tuple(one.get("requires", ())),
        )
        for name, one in raw.items()
    }


def _folded(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase as they stand in text: an elided word clings to the next ("s'engager", "d'")."""
    whole = phrase.replace("' ", "'")
    return fold_phrase(whole + "x")[:-1] if whole.endswith("'") else fold_phrase(whole)


@lru_cache(maxsize=8)
def grammar(language: str) -> Grammar:
    """The grammar of a language.

    Raises:
        FileNotFoundError: when there is no reader for the language.
        KeyError: when a word names a paradigm or a frame that does not exist; the message names it.
    """
    raw: dict[str, Any] = tomllib.loads((_LANGUAGES / language / "grammar.toml").read_text(encoding="utf-8"))
    paradigms = Paradigms(raw.get("paradigms", {}))
    frames = _frames(raw.get("frames", {}))
    table: dict[tuple[str, ...], dict[Tag, None]] = {}
    for phrase, tag in _entries(raw, frames):
        for written_form, written in paradigms.written(phrase):
            form, _, within = written_form.partition("+")
            named = (
                tag
                if tag.form or not form or tag.sort not in ("trigger", "light", "speech")
                else tag._replace(form=form)
            )
            folded = _folded(written)
            table.setdefault(folded, {})[named] = None
            for part in within.split("+") if within and tag.sort == "trigger" else ():
                table[folded][Tag(part)] = None
    return Grammar(
        language=language,
        frames=frames,
        tags=Lexicon((phrase, tuple(found)) for phrase, found in table.items()),
        verb_first=raw.get("order") == "verb-first",
        pro_drop=bool(raw.get("pro_drop", False)),
        cases=dict(raw.get("cases", {})),
        hearsay=bool(raw.get("hearsay", False)),
        adverbs=tuple(raw.get("adverbs", ())),
        adjectives=tuple(fold(ending) for ending in raw.get("adjectives", ())),
        oblique=tuple(fold(ending) for ending in raw.get("oblique", ())),
        instrumental=tuple(fold(ending) for ending in raw.get("instrumental", ())),
        plural=tuple(fold(ending) for ending in raw.get("plural", ())),
        nouns_plural=tuple(fold(ending) for ending in raw.get("nouns_plural", ())),
        adverbial=tuple(fold(ending) for ending in raw.get("adverbial", ())),
        possessive=raw.get("possessive", ""),
        future=tuple(raw.get("future", ())),
        ours=tuple(raw.get("ours", ())),
        adjective_first=bool(raw.get("adjective_first", False)),
        construct=bool(raw.get("construct", False)),
    )


@lru_cache(maxsize=1)
def complete() -> tuple[str, ...]:
    """The languages that have a grammar and are not drafts."""
    found = []
    for path in sorted(_LANGUAGES.glob("*/grammar.toml")):
        with path.open("rb") as file:
            head = file.read(2000)
        if b"\ndraft = true" not in head:
            found.append(path.parent.name)
    return tuple(found)


_SIMPLE = (
    "negation",
    "relative",
    "subordinator",
    "complement",
    "conjunction",
    "determiner",
    "passed",
    "about",
    "refutation",
    "generic",
    "background",
    "drops",
    "unrelated",
    "armed",
    "fiction",
    "before",
    "unnamed",
    "person",
    "harmless",
    "certain",
    "such",
    "it",
    "expects",
    "negation_first",
    "period",
    "person_noun",
    "wish",
    "counter",
    "we",
    "ability",
    "controls",
    "destroys",
    "site",
    "with_it",
    "against_it",
    "how",
    "air_defence",
    "prepares",
    "wreck",
    "reason",
    "unproven",
    "condition",
    "promises",
)


def _entries(raw: Mapping[str, Any], known: Mapping[str, Frame]) -> Iterator[tuple[str, Tag]]:
    for frame, phrases in raw.get("verbs", {}).items():
        if frame not in known:
            raise KeyError(f"[verbs] names the frame {frame!r}; frames.toml has {', '.join(known)}")
        yield from ((phrase, Tag("trigger", frame)) for phrase in phrases)
    for frame, phrases in raw.get("nouns", {}).items():
        if frame not in known:
            raise KeyError(f"[nouns] names the frame {frame!r}; frames.toml has {', '.join(known)}")
        yield from ((phrase, Tag("trigger", frame, "noun")) for phrase in phrases)
    for side, phrases in raw.get("light", {}).items():
        yield from ((phrase, Tag("light", side)) for phrase in phrases)
    for level, phrases in raw.get("speech", {}).items():
        yield from ((phrase, Tag("speech", level)) for phrase in phrases)
    for level, phrases in raw.get("tells", {}).items():
        yield from ((phrase, Tag("tells", level)) for phrase in phrases)
    for level, phrases in raw.get("speech_nouns", {}).items():
        yield from ((phrase, Tag("speech", level, "noun")) for phrase in phrases)
    for verb, forms in raw.get("aux", {}).items():
        for form, phrases in forms.items():
            yield from ((phrase, Tag("aux", verb, form)) for phrase in phrases)
    for marker, phrases in raw.get("markers", {}).items():
        yield from ((phrase, Tag("marker", marker)) for phrase in phrases)
    for role, phrases in raw.get("relatives", {}).items():
        yield from ((phrase, Tag("relative", role)) for phrase in phrases)
    for level, phrases in raw.get("hedges", {}).items():
        yield from ((phrase, Tag("hedge", level)) for phrase in phrases)
    for way, phrases in raw.get("blame", {}).items():
        yield from ((phrase, Tag("blame", way)) for phrase in phrases)
    for sort in _SIMPLE:
        yield from ((phrase, Tag(sort)) for phrase in raw.get("words", {}).get(sort, ()))
    items = raw.get("items", {})
    for system, phrases in items.get("drone", {}).items():
        yield from (
            (phrase, Tag("item", "drone", "", str(System(system)) if system else "")) for phrase in phrases
        )
    for item in Item:
        yield from ((phrase, Tag("item", item.value)) for phrase in items.get(item.value, ()))
    yield from ((phrase, Tag("item", "device")) for phrase in items.get("device", ()))
    yield from ((phrase, Tag("item", "other")) for phrase in items.get("other", ()))
    for system, phrases in items.get("refine", {}).items():
        yield from ((phrase, Tag("refine", str(System(system)))) for phrase in phrases)
