import numpy as np
import pytest

from thistledown.spread.hazard.diagnostics import bulk_ess, r_hat, tail_ess


def walk(chains, draws, memory, seed):
    """First-order autoregressive chains: the share of draws that count is (1 - memory) / (1 + memory)."""
    rng = np.random.default_rng(seed)
    values = np.empty((chains, draws))
    values[:, 0] = rng.standard_normal(chains)
    for t in range(1, draws):
        values[:, t] = memory * values[:, t - 1] + np.sqrt(1 - memory**2) * rng.standard_normal(chains)
    return values


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.9])
def test_effective_draws_of_a_walk_are_known(memory):
    found = np.mean([bulk_ess(walk(4, 4000, memory, seed)) for seed in range(5)])
    assert found == pytest.approx(16000 * (1 - memory) / (1 + memory), rel=0.12)


def test_turning_chains_are_worth_more_than_independent_ones():
    assert bulk_ess(walk(4, 4000, -0.5, 1)) > 20000


def test_chains_that_agree_have_an_r_hat_of_one():
    assert r_hat(walk(4, 2000, 0.3, 2)) == pytest.approx(1, abs=0.01)


def test_a_chain_that_is_elsewhere_is_seen():
    draws = walk(4, 500, 0.0, 3)
    draws[0] += 2
    assert r_hat(draws) > 1.1


def test_a_chain_that_is_wider_is_seen_though_its_mean_is_right():
    draws = walk(4, 1000, 0.0, 4)
    draws[0] *= 4
    assert r_hat(draws) > 1.05


def test_a_chain_that_drifts_is_seen():
    draws = walk(1, 1000, 0.0, 5) + np.linspace(0, 3, 1000)
    assert r_hat(draws) > 1.1


def test_ranks_make_heavy_tails_harmless():
    draws = np.random.default_rng(6).standard_cauchy((4, 2000))
    assert bulk_ess(draws) == pytest.approx(8000, rel=0.15)
    assert tail_ess(draws) == pytest.approx(8000, rel=0.2)


def test_a_number_that_never_moves_has_no_measure():
    assert np.isnan(r_hat(np.ones((2, 10))))
    assert np.isnan(bulk_ess(np.ones((2, 10))))


def test_too_few_draws_are_refused():
    with pytest.raises(ValueError, match="4 draws or more"):
        r_hat(np.zeros((2, 3)))
