"""The same posterior by another sampler: NUTS on the density with the labels summed out.

Needs the optional extra `bayes` (NumPyro and JAX). It knows the model with exact dates, complete records
and one era; there its draws must agree with ours.
"""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway
from thistledown.spread.hazard.cells import CellKind, lay_out, middle_dates
from thistledown.spread.hazard.evidence import mean_evidence
from thistledown.spread.hazard.exposure import build, fill_all
from thistledown.spread.record import Record

if TYPE_CHECKING:
    from thistledown.spread.hazard.model import PathwayHazard

Floats = NDArray[np.float64]


class Statistics(NamedTuple):
    """All that the density of the rates depends on, with every date in the middle of its interval."""

    weights: Floats  # (E, P) exposure at each event x chance of its evidence at the prior's means
    total: Floats  # (P,) exposure of all actors
    shape: Floats  # (P,) of the Gamma priors
    inverse: Floats  # (P,)


def available() -> bool:
    """Whether NumPyro is installed."""
    return importlib.util.find_spec("numpyro") is not None


def statistics(model: PathwayHazard, record: Record) -> Statistics:
    """Boil a record down to what the rates' density needs.

    Raises:
        ValueError: when the model has eras, covariates or frailties.
    """
    if model.eras or model.susceptibility.names or model.frailty:
        raise ValueError("the cross-check knows no eras, covariates or frailties; leave them out")
    cells = lay_out(model.network, record)
    world = build(model.network, record)
    z, area = fill_all(world, middle_dates(cells))
    evidence = np.ones((len(cells.kind), len(Pathway)))
    if model.evidence and (cells.code >= 0).any():
        evidence = mean_evidence(cells, model.priors.confusion(), model.priors.coded())
    events = cells.kind == CellKind.RECORDED
    return Statistics(
        z[events] * evidence[events][:, world.pathway], area.sum(axis=0), model.shape, model.inverse
    )


def log_density(theta: Floats, given: Statistics) -> Floats:
    """Log posterior density of rates up to a constant; theta (..., P) -> (...).

    sum_e log sum_p theta_p W[e, p] + sum_p (a_p - 1) log theta_p - (b_p + Z_p) theta_p
    """
    events = np.log(theta @ given.weights.T).sum(axis=-1)
    prior = ((given.shape - 1.0) * np.log(theta) - (given.inverse + given.total) * theta).sum(axis=-1)
    return np.asarray(events + prior)


class Nuts:
    """A compiled NUTS sampler for one set of statistics, on the scale of log rates.

    Args:
        given: what to sample from.
        warmup: steps of adaptation.
        draws: steps kept.

    Raises:
        ImportError: when NumPyro is not installed.
    """

    def __init__(self, given: Statistics, *, warmup: int = 1000, draws: int = 2000) -> None:
        if not available():
            raise ImportError("the cross-check needs NumPyro: install thistledown[bayes]")
        jax, jnp = importlib.import_module("jax"), importlib.import_module("jax.numpy")
        infer = importlib.import_module("numpyro.infer")
        jax.config.update("jax_enable_x64", True)
        weights, total = jnp.asarray(given.weights), jnp.asarray(given.total)
        shape, inverse = jnp.asarray(given.shape), jnp.asarray(given.inverse)

        def potential(x: Any) -> Any:
            theta = jnp.exp(x)
            # The last term of the prior has lost its -1 to the change of scale.
            return -(jnp.log(weights @ theta).sum() + (shape * x - (inverse + total) * theta).sum())

        self._start = jnp.log(shape / inverse)
        self._sampler = infer.MCMC(
            infer.NUTS(potential_fn=potential), num_warmup=warmup, num_samples=draws, progress_bar=False
        )
        self._jax = jax

    def draw(self, seed: int) -> Floats:
        """Rates per year, (draws, P); the first call compiles."""
        self._sampler.run(self._jax.random.PRNGKey(seed), init_params=self._start)
        return np.asarray(np.exp(np.asarray(self._sampler.get_samples())))
