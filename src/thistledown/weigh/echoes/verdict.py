"""What two reports laid side by side amount to: an edge, a pair told apart, or nothing."""

from __future__ import annotations

import math

from thistledown.codebook.registry import registry
from thistledown.weigh.echoes.answering import answer_features
from thistledown.weigh.echoes.drift import drift
from thistledown.weigh.echoes.edge import Edge, Relation
from thistledown.weigh.echoes.evidence import evidence
from thistledown.weigh.echoes.facts import Facts, meets
from thistledown.weigh.echoes.hosts import is_mirror, stands_under
from thistledown.weigh.echoes.likeness import Likeness
from thistledown.weigh.echoes.model import Model, model
from thistledown.weigh.echoes.pairing import Pair, compare, credits, word_features
from thistledown.weigh.echoes.signature import Signature
from thistledown.weigh.echoes.telling import telling_features

# Two reports whose words make it at least this likely tell of one happening.
ONE_HAPPENING = 0.7

# Of both texts, the share of words that stand in the other, from which on one is the other as a whole.
WHOLE = 0.85
# What is left of a line's probability where two reports are told apart by what they say.
TOLD_APART = 0.2
# Under this probability an edge needs something that shows it.
SHOWN_BELOW = 0.9

_FIRST_HAND = frozenset({"news-agency", "office", "research"})
_SECOND_HAND = frozenset({"aggregator", "blog", "account"})


def judge(
    a: Facts,
    b: Facts,
    like: Likeness,
    signatures: tuple[Signature, Signature],
    weights: Model | None = None,
) -> Edge | None:
    """The edge between two reports, whichever leans on the other.

    Args:
        a: one report.
        b: the other.
        like: how alike their words are, `a` first.
        signatures: theirs, for the aligned passages.
        weights: the model; the shipped one when left out.

    Returns:
        An edge of one half or more when one leans on the other or answers it; one under one half when they
        tell of one happening and are told apart; else None.
    """
    weights = weights or model()
    pair = compare(a, b, like)
    line = weights.line.probability(pair.features)
    answer = weights.answer.probability(answer_features(pair))
    if opposed(pair):
        # A denial never rests on what it denies, however much of its words it must repeat.
        line, answer = min(line, TOLD_APART), max(line, answer)
    if max(line, answer) < 0.5 and weights.words.probability(word_features(like)) < ONE_HAPPENING:
        return None
    denial = answer >= 0.5 and answer > line
    if denial:
        forward = a.denial <= b.denial
    else:
        forward = weights.direction.probability(direction_features(pair)) >= 0.5
    origin, echo = (a, b) if forward else (b, a)
    if not forward:
        like = like.turned()
        signatures = (signatures[1], signatures[0])
    if denial:
        relation, probability = Relation.DENIAL, answer
    else:
        relation, probability = choose_relation(origin, echo, like, weights), line
    copied = max(like.copied_a, like.copied_b)
    shown = evidence(origin, echo, signatures, copied) if probability >= 0.5 else ()
    if not shown and probability < SHOWN_BELOW:
        # What no passage, credit or particular shows must be very likely, or it is not said.
        return Edge(origin.report.id, echo.report.id, relation, min(probability, TOLD_APART))
    return Edge(origin.report.id, echo.report.id, relation, probability, shown, drift(origin, echo))


def opposed(pair: Pair) -> bool:
    """Whether one report is a denial from its head on and the other holds none."""
    low, high = sorted((pair.a.denial, pair.b.denial))
    return high >= 1.0 and low == 0.0


def direction_features(pair: Pair) -> dict[str, float]:
    """What speaks for the first report being the one leaned on; the negative when the two change places."""
    a, b, like = pair.a, pair.b, pair.like
    first, second = a.report, b.report
    length = math.log((len(first.text) + 80) / (len(second.text) + 80))
    if min(like.copied_a, like.copied_b) >= WHOLE:
        # Who cuts a text makes it shorter; who takes it whole adds a line of his own.
        length = -length
    day = 0.0
    if first.published and second.published:
        gap = (second.published - first.published).days
        day = math.copysign(min(1.0, abs(gap) ** 0.5), gap) if gap else 0.0
    return {
        "day": day,
        "credit": float(credits(b, a)) - float(credits(a, b)),
        "other credit": math.tanh(_credited(b, a)) - math.tanh(_credited(a, b)),
        "mirror": float(bool(second.url and is_mirror(second.url)))
        - float(bool(first.url and is_mirror(first.url))),
        "host": float(stands_under(second.url, first.url)) - float(stands_under(first.url, second.url)),
        "hand": _hand(a) - _hand(b),
        "rise": float(b.certainty_level > a.certainty_level) - float(a.certainty_level > b.certainty_level),
        "length": max(-1.5, min(1.5, length)),
        "within": like.covered_b - like.covered_a,
    }


def _credited(facts: Facts, other: Facts) -> float:
    """How many outlets a report credits, leaving out the other report's own."""
    return float(sum(meets({name}, other.own_names) is None for name in facts.credited))


def _hand(facts: Facts) -> float:
    """1 for agencies, offices and research, -1 for aggregators, blogs and accounts, else 0."""
    source = facts.report.source
    if source is None:
        return 0.0
    try:
        kind = registry().source(source).kind
    except KeyError:
        return 0.0
    return 1.0 if kind in _FIRST_HAND else -1.0 if kind in _SECOND_HAND else 0.0


def relation_features(origin: Facts, echo: Facts, like: Likeness) -> dict[str, float]:
    """What speaks for one relation or another; `like` has the origin first."""
    across = float(not like.same_language)
    aligned = like.aligned
    ordered = aligned.order if aligned.pairs >= 2 else 0.5
    return {
        "strength": aligned.strength,
        "unpaired": 1.0 - min(1.0, aligned.pairs / max(1, len(origin.sentences))),
        "copied of origin": math.sqrt(like.copied_a),
        "covered across": like.covered_b * across,
        "order across": ordered * across,
        "even across": aligned.even * across,
        "denial": echo.denial,
        **telling_features(origin, echo),
    }


def choose_relation(origin: Facts, echo: Facts, like: Likeness, weights: Model) -> Relation:
    """How the echo leans on the origin; a copy in another language is a translation."""
    features = relation_features(origin, echo, like)
    scores = {name: scorer.log_odds(features) for name, scorer in sorted(weights.relations.items())}
    chosen = Relation(max(scores, key=lambda name: scores[name]))
    if chosen is Relation.COPY and not like.same_language:
        return Relation.TRANSLATION
    return chosen
