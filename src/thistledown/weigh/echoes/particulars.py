"""Particulars of a text with their places: counted things, places, actors, outlets, quoted words."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from thistledown.weigh.echoes.keys import concept_part, names, word_parts
from thistledown.weigh.echoes.numbers import numbers
from thistledown.weigh.echoes.tokens import LONGEST, WORD, sentences, stem
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


_KINDS = {"s": "state", "a": "actor", "p": "place", "o": "outlet"}


def particulars(text: str, language: str | None) -> tuple[Particular, ...]:
    """The particulars of a text, in its order."""
    found: list[Particular] = []
    hits = concept_spans(text, language)
    for name, start, end in hits:
        item = concept_part(name)
        if item.name[0] in _KINDS:
            found.append(Particular(_KINDS[item.name[0]], item.name[2:], start, end))
    begins = {start: name for name, start, _ in hits}
    for start, end in sentences(text)[:_MOST_SENTENCES]:
        found += _of_sentence(text, start, end, language, begins)
    for match in _QUOTE.finditer(text[:LONGEST]):
        group = match.lastindex or 1
        found.append(Particular("quotation", "", match.start(group), match.end(group)))
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


def _of_sentence(
    text: str, start: int, end: int, language: str | None, begins: dict[int, str]
) -> list[Particular]:
    """Numbers, outlets and, where the lexicon does not know the language, other names."""
    table = word_parts(language)
    run_names = names(language)
    sentence = text[start:end]
    words = [(match.group(), start + match.start(), start + match.end()) for match in WORD.finditer(sentence)]
    found: list[Particular] = []
    looked = [table[word] for word, _, _ in words]
    for value, left, right in numbers(sentence, table.numbers, table.spelled):
        after = bisect_left(words, start + right, key=lambda word: word[1])
        thing = _thing(words[after : after + _REACH], language, begins)
        found.append(Particular("number", value, start + left, start + right, thing))
    at = 0
    while at < len(words):
        word, left, right = words[at]
        parts = looked[at]
        if word in table.openers:
            run = run_names.run([stem(other) for other, _, _ in words[at : at + 7]], 0)
            if run is not None:
                found.append(Particular(_KINDS[run[1]], run[2], left, words[at + run[0] - 1][2]))
                at += run[0]
                continue
        found += (
            Particular(_KINDS[item.name[0]], item.name[2:], left, right)
            for item in parts
            if item.name[0] in _KINDS
        )
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
