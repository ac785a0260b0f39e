"""What judgements teach about sources."""

from dataclasses import replace

import pytest
from assessment_samples import KNOWN, claim, copies, event, lines

from thistledown.codebook.terms import Kind
from thistledown.weigh.reliability import learn


def made(number, *claims, edges=()):
    found = replace(event(*claims), id=f"event-{number}")
    return found, lines(found, edges)


def test_a_source_that_was_right_is_trusted_more_and_one_that_was_wrong_less():
    cases = [made(n, claim(2 * n, "daily"), claim(2 * n + 1, "blog")) for n in range(8)]
    judged = {f"c-{2 * n:03d}": True for n in range(8)} | {f"c-{2 * n + 1:03d}": False for n in range(8)}
    taught = learn(KNOWN, cases, judged)
    assert taught.learned["daily"].mean > KNOWN.beta(KNOWN.sources["daily"]).mean + 0.03
    assert taught.learned["blog"].mean < KNOWN.beta(KNOWN.sources["blog"]).mean - 0.1
    assert taught.learned["daily"].strength > KNOWN.beta(KNOWN.sources["daily"]).strength


def test_more_judgements_leave_less_unknown():
    def strength(count):
        cases = [made(n, claim(n, "daily")) for n in range(count)]
        return learn(KNOWN, cases, {f"c-{n:03d}": True for n in range(count)}).learned["daily"].strength

    assert strength(1) < strength(4) < strength(16)


def test_repeating_a_truth_is_little_merit():
    cases = [
        made(n, claim(2 * n, "daily"), claim(2 * n + 1, "weekly"), edges=copies((2 * n, 2 * n + 1)))
        for n in range(6)
    ]
    taught = learn(KNOWN, cases, {f"c-{2 * n:03d}": True for n in range(6)})
    start = KNOWN.beta(KNOWN.sources["daily"]).strength
    origin = taught.learned["daily"].strength - start
    copier = taught.learned["weekly"].strength - start
    assert 0 < copier < 0.3 * origin


def test_a_right_denial_speaks_for_who_denies():
    cases = [made(n, claim(n, "monitor", denies=True)) for n in range(5)]
    taught = learn(KNOWN, cases, {f"c-{n:03d}": True for n in range(5)})
    assert taught.learned["monitor"].mean > KNOWN.beta(KNOWN.sources["monitor"]).mean


def test_forecasts_teach_nothing():
    cases = [made(1, claim(1, "daily", generic=True))]
    assert learn(KNOWN, cases, {"c-001": False}).learned == {}


def test_a_source_alone_does_not_vouch_for_itself():
    prior = KNOWN.model.priors[Kind.TRANSFER].beta.mean
    taught = learn(KNOWN, [made(n, claim(n, "agency")) for n in range(50)], {})
    # Fifty stories that nobody else tells leave it with no more than the prior says of such stories.
    assert taught.learned["agency"].mean <= KNOWN.beta(KNOWN.sources["agency"]).mean
    assert taught.learned["agency"].mean > prior


def test_sources_that_share_their_errors_become_one_bloc():
    cases, judged = [], {}
    for n in range(12):
        cases.append(made(n, claim(3 * n, "daily"), claim(3 * n + 1, "weekly"), claim(3 * n + 2, "agency")))
        judged |= {f"c-{3 * n:03d}": False, f"c-{3 * n + 1:03d}": False, f"c-{3 * n + 2:03d}": n % 3 == 0}
    for n in range(12, 24):
        cases.append(made(n, claim(3 * n, "monitor"), claim(3 * n + 1, "blog", denies=True)))
    blocs = learn(KNOWN, cases, judged).blocs
    assert blocs["daily"] == blocs["weekly"]
    assert "monitor" not in blocs


@pytest.mark.parametrize("judged", [{}, {"c-unknown": True}])
def test_nothing_to_learn_from_changes_nothing(judged):
    taught = learn(KNOWN, [], judged)
    assert (taught.learned, taught.blocs) == ({}, {})
