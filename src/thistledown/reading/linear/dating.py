"""Which date of the text says when a thing happened: a logistic score of what stands between the two.

Fitted to the development gold by `python -m benchmarks.dating --fit`. A date may belong to who speaks ("said
on Tuesday"), to a clause about somebody ("a band born two years ago") or to what the sentence before told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thistledown.casebook.claim import Claim
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.terms import Kind, Slot
from thistledown.reading.linear.parse import Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.logistic import Logistic, read_logistic
from thistledown.reading.when import DateMention

_POINTED = frozenset({Kind.USE, Kind.SEIZURE})
_STATE = frozenset({Kind.SIGHTING, Kind.POLICY, Kind.PRODUCTION})
_FAR = 25


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that may be when it happened: the interval, its words, and what stands around it."""

    when: When
    span: Span
    features: Mapping[str, float]


def candidates(
    parse: Parse,
    saying: Saying,
    dates: Iterable[DateMention],
    before: Sequence[Claim],
    published: date | None,
) -> list[Dated]:
    """The dates of the sentence, and where it has none that of what was told before.

    Args:
        parse: the sentence.
        saying: what happened.
        dates: the dates of the sentence.
        before: the claims of the sentence before.
        published: the day the report was put out.
    """
    found = [
        Dated(one.when, one.span, _inside(parse, saying, one, published) | _told(saying)) for one in dates
    ]
    if found:
        return found
    for claim in reversed(before):
        if claim.when is not None and Slot.DATE in claim.spans:
            return [Dated(claim.when, claim.spans[Slot.DATE], _again(parse, saying, claim))]
    return []


def chosen(found: Sequence[Dated]) -> Dated | None:
    """The likeliest date, or None where none is likely enough."""
    score = scores()
    best = max(found, key=lambda one: score.likelihood(one.features), default=None)
    return best if best is not None and score.likelihood(best.features) >= score.least else None


def scores() -> Logistic:
    """The fitted weights, from `dating.toml`."""
    return read_logistic(Path(__file__).with_name("dating.toml"))


def _told(saying: Saying) -> dict[str, float]:
    return {
        "state": float(saying.kind in _STATE),
        "on_a_spot": float(saying.kind in _POINTED),
    }


def _inside(parse: Parse, saying: Saying, one: DateMention, published: date | None) -> dict[str, float]:
    first = bisect_left(parse.tokens, one.span.start, key=lambda token: token.start)
    after = bisect_left(parse.tokens, one.span.end, key=lambda token: token.start)
    ahead = after <= saying.first
    between = range(after, saying.first) if ahead else range(saying.last, first)
    commas = sum(parse.norm(i) in (",", "،") for i in between)
    speech = [hit for hit in parse.all("speech") if hit.first in parse.verbs]
    away = min((_gap(hit.first, hit.last, first, after) for hit in speech), default=99)
    near = _gap(saying.first, saying.last, first, after)
    others = [i for i in between if i in parse.verbs and parse.verbs[i].tag.sort == "trigger"]
    unknown = sum(parse.tagged(i, "relative") is not None for i in between)
    today = published is not None and one.when.start == one.when.end == published
    noun = any(i in parse.inside for i in (first - 1, first - 2))
    return {
        "far": min(near, _FAR) / _FAR,
        "comma": float(commas > 0),
        "commas": float(commas > 1),
        "relative": float(unknown > 0),
        "aside": float(first < len(parse.tokens) and parse.aside(first, saying.first) is not None),
        "said": float(away < near),
        "said_near": float(away <= 3 and away < near),
        "other": float(bool(others)),
        "opens": float(first <= 1),
        "today": float(today),
        "open_ended": float(one.when.start is None or one.when.end is None),
        "of_a_party": float(noun),
    }


def _again(parse: Parse, saying: Saying, claim: Claim) -> dict[str, float]:
    pointed = saying.item is None or parse.tagged(saying.item.first - 1, "determiner") is not None
    return {
        "before": 1.0,
        "before_kind": float(claim.kind is saying.kind),
        "before_pointed": float(pointed),
        "before_noun": float(saying.voice == "nominal"),
        "before_spot": float(saying.kind in _POINTED),
    }


def _gap(first: int, last: int, begin: int, end: int) -> int:
    return max(begin - last, first - end, 0)
