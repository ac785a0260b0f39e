"""Particulars of a text with their places: counted things, places, actors, outlets, quoted words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thistledown.weigh.echoes.keys import names, word_parts
from thistledown.weigh.echoes.tokens import LONGEST, NUMBER, WORD, number_value, sentences, stem
from thistledown.weigh.echoes.vocabulary import concept_spans

# What is counted stands within so many words after the number.
_REACH = 3
# Words with shorter stems are seldom what is counted ("of the").
_NOUN = 4
_MOST_SENTENCES = 120
_QUOTE = re.compile(r"«([^«»\n]{12,400})»|“([^“”\n]{12,400})”|„([^„“”\n]{12,400})[“”]|\"([^\"\n]{12,400})\"")


@dataclass(frozen=True, slots=True)
class Particular:
    """One particular.

    Attributes:
        kind: number, state, actor, place, outlet or quotation.
        value: what it is compared by; of a number, the value.
        thing: of a number, the keys of what is counted.
        start: where its words begin.
        end: where they end.
    """

    kind: str
    value: str
    start: int
    end: int
    thing: tuple[str, ...] = ()


_KINDS = {"s": "state", "a": "actor", "p": "place", "o": "outlet", "n": "number"}


def particulars(text: str, language: str | None) -> tuple[Particular, ...]:
    """The particulars of a text, in its order."""
    found: list[Particular] = []
    concepts = concept_spans(text, language)
    begins = {start: name for name, start, _ in reversed(concepts)}
    for start, end in sentences(text)[:_MOST_SENTENCES]:
        found += _of_sentence(text, start, end, language, begins)
    for match in _QUOTE.finditer(text[:LONGEST]):
        group = match.lastindex or 1
        found.append(Particular("quotation", "", match.start(group), match.end(group)))
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


def _of_sentence(
    text: str, start: int, end: int, language: str | None, begins: dict[int, str]
) -> list[Particular]:
    table = word_parts(language)
    run_names = names()
    words = [
        (match.group(), start + match.start(), start + match.end())
        for match in WORD.finditer(text[start:end])
    ]
    numbers = {start + match.start(): match for match in NUMBER.finditer(text[start:end])}
    found: list[Particular] = []
    skip = -1
    at = 0
    while at < len(words):
        word, left, right = words[at]
        if left < skip:
            at += 1
            continue
        match = numbers.get(left)
        if match is not None:
            skip = start + match.end()
            following = [item for item in words[at + 1 : at + 6] if item[1] >= skip][:_REACH]
            found.append(
                Particular(
                    "number", number_value(match.group()), left, skip, _thing(following, language, begins)
                )
            )
            at += 1
            continue
        parts = table[word]
        if table.starts[word]:
            run = run_names.run([stem(other) for other, _, _ in words[at : at + 7]], 0)
            if run is not None:
                kind = _KINDS.get(run[1])
                if kind:
                    found.append(Particular(kind, run[2], left, words[at + run[0] - 1][2]))
                at += run[0]
                continue
        for item in parts:
            kind = _KINDS.get(item.name[0])
            if kind == "number":
                following = words[at + 1 : at + 1 + _REACH]
                found.append(
                    Particular(kind, item.name[2:], left, right, _thing(following, language, begins))
                )
            elif kind:
                found.append(Particular(kind, item.name[2:], left, right))
        at += 1
    return found


def _thing(
    following: list[tuple[str, int, int]], language: str | None, begins: dict[int, str]
) -> tuple[str, ...]:
    """What a number counts: the first concept after it, and the first word that is not a small one."""
    things: list[str] = []
    for _, left, _ in following:
        concept = begins.get(left)
        if concept is not None:
            things.append(f"c:{concept}")
            break
    for word, _, _ in following:
        base = stem(word)
        if len(base) >= _NOUN and not word[0].isdigit():
            things.append(f"w:{language}:{base[:8]}")
            break
    return tuple(things)


def counted(items: tuple[Particular, ...]) -> dict[str, dict[str, Particular]]:
    """Counted things: thing to value to where it stands first."""
    found: dict[str, dict[str, Particular]] = {}
    for item in items:
        if item.kind == "number":
            for thing in item.thing:
                found.setdefault(thing, {}).setdefault(item.value, item)
    return found
