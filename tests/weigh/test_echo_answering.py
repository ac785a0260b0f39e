"""A denial is linked to what it denies, and only to that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from thistledown.weigh.echoes.answering import answer_features
from thistledown.weigh.echoes.facts import Facts
from thistledown.weigh.echoes.likeness import likeness
from thistledown.weigh.echoes.model import model
from thistledown.weigh.echoes.pairing import Pair, compare
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.signature import sign

CLAIM = ReportText(
    id="claim",
    published=date(2025, 3, 4),
    language="en",
    text="Forty drones were landed at Bosaso for a merchant from Mukalla, an officer of the coast guard "
    "said. The crew had hidden the engines in barrels of fish oil.",
)
REPLY = ReportText(
    id="reply",
    published=date(2025, 3, 6),
    language="en",
    text="The port of Bosaso denies that engines or drones were loaded there for a merchant from Mukalla. "
    "No such crew left, it says, and asks the coast guard for proof.",
)


def pair(one: ReportText, other: ReportText) -> Pair:
    like = likeness(*(sign(item.text, item.language) for item in (one, other)))
    return compare(Facts(one), Facts(other), like)


def chance(one: ReportText, other: ReportText) -> float:
    return model().answer.probability(answer_features(pair(one, other)))


def test_a_denial_answers_its_claim_in_either_order() -> None:
    assert chance(CLAIM, REPLY) >= 0.5
    assert answer_features(pair(CLAIM, REPLY)) == answer_features(pair(REPLY, CLAIM))


def test_a_denial_answers_nothing_that_came_after_it_or_long_before() -> None:
    soon = chance(CLAIM, REPLY)
    assert chance(replace(CLAIM, published=date(2025, 3, 20)), REPLY) < soon
    assert chance(replace(CLAIM, published=date(2024, 3, 4)), REPLY) < 0.5


def test_two_claims_do_not_answer_each_other() -> None:
    assert chance(CLAIM, replace(CLAIM, id="other")) < 0.5
