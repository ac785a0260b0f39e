"""How far a sentence commits itself to an event having happened, as a number.

A ridge regression over the words around an event's word: the chain of helping verbs, the word it hangs on,
that word's own chain, negation, conditions, quotation. The scale is that of the UW factuality data (Lee and
others, "Event Detection and Factuality Assessment with Non-Expert Supervision", EMNLP 2015):
from -3, certainly did not happen, over 0 to 3, certainly happened. English only: no such data is open for the
other languages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Modality
from thistledown.reading.tokens import Token, tokenise

LOWEST, HIGHEST = -3.0, 3.0
_FOLDER = Path(__file__).parent / "languages"
_QUOTES = frozenset("\"“”«»'‘’`")
_QUOTE = '"'
_CHAIN, _GOVERNOR, _SECOND = 6, 25, 20


@dataclass(frozen=True, slots=True)
class FactualityWords:
    """The words of one language's `factuality.toml`; see there what each list is for."""

    chain: frozenset[str]
    negation: frozenset[str]
    passed: frozenset[str]
    determiner: frozenset[str]
    joint: frozenset[str]
    preposition: frozenset[str]
    open: frozenset[str]
    far_left: frozenset[str]
    far_right: frozenset[str]
    conditional: str
    infinitive: str
    contracted: str
    endings: tuple[str, ...]
    shapes: tuple[str, ...]
    adverb: str
    silent: str
    gerund: str

    def root(self, word: str) -> str:
        """A word without its ending, so that its forms fall together; no dictionary form."""
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: -len(ending)]
                if len(word) > 3 and word[-1] == word[-2]:
                    word = word[:-1]
                break
        return word[:-1] if word.endswith(self.silent) and len(word) > 3 else word

    def shape(self, word: str) -> str:
        """The telling ending of a word, or "-"."""
        return next((ending for ending in self.shapes if word.endswith(ending)), "-")


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model: words, weights of features and the roots of words that can name an event."""

    words: FactualityWords
    bias: float
    weights: dict[str, float]
    events: frozenset[str]


@lru_cache(maxsize=4)
def factuality_words(language: str = "en") -> FactualityWords:
    """The words of a language.

    Raises:
        FileNotFoundError: when the language has no factuality model.
    """
    raw: dict[str, Any] = tomllib.loads((_FOLDER / language / "factuality.toml").read_text(encoding="utf-8"))
    fields: dict[str, Any] = {
        name: value if isinstance(value, str) else frozenset(value) for name, value in raw.items()
    }
    fields["endings"], fields["shapes"] = tuple(raw["endings"]), tuple(raw["shapes"])
    return FactualityWords(**fields)


@lru_cache(maxsize=4)
def model(language: str = "en") -> Model:
    """The shipped model of a language.

    Raises:
        FileNotFoundError: when the language has none.
    """
    lines = (_FOLDER / language / "factuality.tsv").read_text(encoding="utf-8").splitlines()
    table = dict(line.rsplit("\t", 1) for line in lines if not line.startswith("#"))
    bias = float(table.pop("bias"))
    events = frozenset(name[6:] for name in table if name.startswith("event="))
    weights = {name: float(value) for name, value in table.items() if not name.startswith("event=")}
    return Model(factuality_words(language), bias, weights, events)


# The scale's point for each modality: said outright, passed on, laid at a door, guessed, foretold, denied.
_MODALITIES = {
    Modality.ASSERTED: 3.0,
    Modality.REPORTED: 2.0,
    Modality.ALLEGED: 1.0,
    Modality.SPECULATED: 0.5,
    Modality.FORECAST: 0.0,
    Modality.DENIED: -3.0,
}


def commitment(modality: Modality) -> float:
    """How far a claim's text commits itself, on the scale of `factuality`, in every language."""
    return _MODALITIES[modality]


def factuality(text: str, span: Span, *, language: str = "en") -> float:
    """How far a sentence commits itself to the event that a word of it names.

    Args:
        text: one sentence.
        span: the event's word in it.
        language: only "en" has a model.

    Returns:
        From -3 (certainly not) to 3 (certainly).

    Raises:
        FileNotFoundError: when the language has no model.
        ValueError: when no word stands in the span.
    """
    known = model(language)
    tokens = tokenise(text)
    at = token_at(tokens, span)
    words, place = plain(tokens, at, known.words)
    total = known.bias + sum(
        known.weights.get(feature, 0.0) for feature in set(features(words, place, known.words, known.events))
    )
    return max(LOWEST, min(HIGHEST, total))


def token_at(tokens: Sequence[Token], span: Span) -> int:
    """The first token that shares a sign with a span.

    Raises:
        ValueError: when none does.
    """
    for number, token in enumerate(tokens):
        if token.start < span.end and token.end > span.start:
            return number
    raise ValueError(f"no word stands at {span.start}-{span.end} of the sentence: give the span of its word")


def plain(tokens: Sequence[Token], at: int, words: FactualityWords) -> tuple[list[str], int]:
    """The folded words with contractions cut off, and where token `at` is among them."""
    found: list[str] = []
    place = 0
    for number, token in enumerate(tokens):
        if number == at:
            place = len(found)
        norm = token.norm
        if norm in _QUOTES:
            norm = _QUOTE
        if norm.endswith(words.contracted) and len(norm) > len(words.contracted):
            found += [norm[: -len(words.contracted)], words.contracted]
        else:
            found.append(norm)
    return found, place


def features(low: Sequence[str], at: int, words: FactualityWords, events: frozenset[str]) -> Iterator[str]:
    """The features of the word at `at` of a sentence; a feature may come more than once."""
    size, word = len(low), low[at]
    root, shape = words.root(word), words.shape(word)
    yield from (f"w={word}", f"l={root}", f"s={shape}", f"s3={word[-3:]}")
    for step in range(1, 5):
        yield f"p{step}={low[at - step] if at >= step else '^'}"
        yield f"n{step}={low[at + step] if at + step < size else '$'}"
    yield "p21=" + " ".join(low[max(0, at - 2) : at])
    yield "p321=" + " ".join(low[max(0, at - 3) : at])
    before, chain = _chain_before(low, at, words)
    joined = " ".join(chain)
    yield from (f"c={joined}", f"cs={joined}|{shape}")
    if any(link in words.negation for link in chain):
        yield "neg"
    yield from _governor_features(low, at, before, chain, words, events)
    for near in low[at + 1 : at + 6]:
        yield f"nb={near}"
    for near in low[max(0, at - 8) : at]:
        yield f"lb={near}"
    for far in low[max(0, at - 15) : at]:
        if far in words.negation or far in words.chain or far in words.far_left:
            yield f"L15={far}"
    for far in low[at + 1 : at + 13]:
        if far in words.far_right:
            yield f"R12={far}"
    yield f"q{sum(sign == _QUOTE for sign in low[:at]) % 2}"
    if low[-1] == "?":
        yield "ques"
    if words.conditional in low[:at]:
        yield "ifL"
    yield f"pos{min(at * 6 // size, 5)}"
    yield f"len{min(size // 10, 5)}"


def _chain_before(low: Sequence[str], at: int, words: FactualityWords) -> tuple[int, list[str]]:
    index, chain = at - 1, list[str]()
    while index >= 0 and at - 1 - index < _CHAIN:
        word = low[index]
        if word in words.chain or word in words.negation:
            chain.append(word)
        elif word not in words.passed and not word.endswith(words.adverb):
            break
        index -= 1
    chain.reverse()
    return index, chain


def _names_event(word: str, words: FactualityWords, events: frozenset[str]) -> bool:
    return word not in words.chain and word not in words.preposition and words.root(word) in events


def _governor_features(
    low: Sequence[str],
    at: int,
    before: int,
    chain: Sequence[str],
    words: FactualityWords,
    events: frozenset[str],
) -> Iterator[str]:
    """Of the nearest word to the left that names an event, and how the word at `at` hangs on it."""
    index, joint = before, "-"
    while index >= 0 and at - index < _GOVERNOR and not _names_event(low[index], words, events):
        if joint == "-" or low[index] in words.joint:
            joint = low[index] if low[index] in words.joint else "Q" if low[index] in (";", _QUOTE) else joint
        index -= 1
    if index < 0 or at - index >= _GOVERNOR:
        yield "nog"
        return
    word = low[at]
    governor, distance = words.root(low[index]), at - index
    near = "N" if distance <= 3 else "M" if distance <= 8 else "F"
    if words.infinitive in chain:
        way = "to"
    elif word.endswith(words.gerund) and not chain:
        way = "ing"
    else:
        way = "fin" if chain else "det" if at and low[at - 1] in words.determiner else "x"
    yield from (f"g={governor}", f"gc={governor}|{way}", f"gcc={governor}|{way}|{joint}")
    yield from (f"gt={way}{near}{joint}", f"gs={way}{words.shape(low[index])}{joint}")
    left, links = _chain_before(low, index, words)
    own = " ".join(links)
    yield from (f"ga={own}", f"gat={own}{way}")
    if any(link in words.negation for link in links):
        yield from (f"gneg{way}", f"gneg={governor}{way}")
    if any(link in words.open for link in links):
        yield f"gmod{way}"
    second = left
    while second >= 0 and index - second < _SECOND and not _names_event(low[second], words, events):
        second -= 1
    if second >= 0 and index - second < _SECOND:
        yield from (f"g2={words.root(low[second])}", f"g2t={words.root(low[second])}{way}")
