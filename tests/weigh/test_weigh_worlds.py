"""Made-up worlds: the same seed makes the same world, and the assessment holds up in one."""

import math

import numpy as np

from thistledown.codebook.terms import Modality, Polarity
from thistledown.weigh.assessment.assessment import log_odds
from thistledown.weigh.reliability import learn
from thistledown.weigh.worlds import BROKEN, TESTING, TRAINING, world


def test_the_same_seed_makes_the_same_world_and_another_another():
    one, same, other = (world(seed, TRAINING, events=40) for seed in (1, 1, 2))
    assert one.events == same.events
    assert one.verdicts == same.verdicts
    assert one.events != other.events


def test_a_world_has_truth_lies_copies_denials_and_hedges():
    events = [item for seed in (1, 2, 3) for item in world(seed, TESTING).events]
    claims = [one.claim for item in events for one in item.event.claims]
    assert {item.happened for item in events} == {True, False}
    assert {Modality.ALLEGED, Modality.SPECULATED, Modality.DENIED} <= {item.modality for item in claims}
    assert any(len(line.claims) > 3 for item in events for line in item.lines)
    assert any(item.judged for item in events)
    assert all(any(one.claim.polarity is Polarity.POSITIVE for one in item.event.claims) for item in events)


def test_training_and_testing_differ_and_some_worlds_are_broken():
    assert TRAINING != TESTING
    blind = world(1, BROKEN["no copy is found"], events=60)
    assert all(len(line.pages) == 1 for item in blind.events for line in item.lines if item.happened is None)
    merged = [len(item.lines) for item in world(1, TESTING, events=60).events]
    assert sum(len(item.lines) for item in blind.events) / len(blind.events) > sum(merged) / len(merged)


def test_likelier_events_are_more_often_true():
    said, true = [], []
    for seed in range(50, 54):
        made = world(seed, TESTING)
        known = learn(made.known, [(item.event, item.lines) for item in made.events], made.verdicts)
        for item in made.events:
            if not item.judged:
                said.append(1 / (1 + math.exp(-log_odds(item.event, item.lines, known))))
                true.append(item.happened)
    low, _, high = np.array_split(np.array(true)[np.argsort(said)], 3)
    assert high.mean() > low.mean() + 0.2
    assert np.mean((np.array(said) - np.array(true)) ** 2) < 0.24
