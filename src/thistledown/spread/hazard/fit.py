"""What a fit found, with what it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import polygamma

from thistledown.codebook.reason import Reason
from thistledown.codebook.terms import Pathway
from thistledown.spread.hazard.cells import Cells
from thistledown.spread.hazard.diagnostics import bulk_ess, r_hat, tail_ess
from thistledown.spread.hazard.priors import Priors
from thistledown.spread.hazard.summary import Summary, SummaryRow
from thistledown.spread.limits import SAY, Limit, channel_reason, limits_of
from thistledown.spread.network import Network
from thistledown.spread.overlap import near_duplicates
from thistledown.spread.record import Record

if TYPE_CHECKING:
    from thistledown.spread.attribution import Attribution

Floats = NDArray[np.float64]

PRIOR_DRIVEN = 0.8
"""Posterior sd over prior sd above which a number says what was assumed rather than what was seen."""
AGREED, ENOUGH = 1.01, 400.0


def _figure(value: float, digits: int | None) -> float | str:
    """A number rounded, or "?" where chains gave none."""
    return round(value, digits) if math.isfinite(value) else "?"


@dataclass(frozen=True, slots=True)
class States:
    """Complete states of some draws, to simulate forward from; K states.

    Attributes:
        tau: acquisition times, decimal years, inf never; (K, C), cell = capability x actors + actor.
        channel: channel that carried each, -1 none or held from the start; (K, C).
        scale: susceptibility x frailties of each cell, (K, C).
        draw: (chain, draw) in `Fit.draws` each state belongs to, (K, 2).
    """

    tau: Floats
    channel: NDArray[np.int16]
    scale: Floats
    draw: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Setting:
    """What was fitted to what.

    Attributes:
        network: as used: normalised, with a source for routes on no list.
        record: as given.
        priors: as given.
        eras: cuts by channel.
        covariates: names.
        frailty: groupings.
        cells: the record cell by cell.
        channel: channel of each component, (Q,).
        prior: shapes and inverse scales of the Gamma priors, each (P,).
        likelihood: most likely rates and shares without any prior, each (P,), dates in mid-interval.
        exposure: Z of each channel, actor-years, dates in mid-interval, (P,).
        missed: whether adopters may be missing from the record.
        coded: whether evidence codes count.
    """

    network: Network
    record: Record
    priors: Priors
    eras: Mapping[str, tuple[float, ...]]
    covariates: tuple[str, ...]
    frailty: tuple[str, ...]
    cells: Cells
    channel: NDArray[np.int64]
    prior: tuple[Floats, Floats]
    likelihood: tuple[Floats, Floats]
    exposure: Floats
    missed: bool
    coded: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted pathway hazard; P channels, Q components (channel x era), C cells, S draws a chain.

    Attributes:
        setting: what was fitted to what.
        method: "em" or "gibbs".
        draws: rates per year, in a channel's first era, (chains, S, P); one draw, the mode, with "em".
        era: factor of each component, 1 in a channel's first era, (chains, S, Q).
        beta: coefficients per sd of each covariate, (chains, S, B).
        spread: k of actor and capability frailties, (chains, S, 2).
        sensitivity: chance that an adopter is recorded, by class, (chains, S, classes).
        coding: chance that a route leaves a code, by pathway, (chains, S, 8); no columns without codes.
        confusion: mean chance of a code by grade and true pathway, (6, 8, 7); weights with "em".
        carried: recorded acquisitions each channel carried, (chains, S, P).
        hidden: adopters nobody recorded, (chains, S).
        share: probability that each channel carried a cell's acquisition, given that there was one, (C, P).
        present: probability that there was one, (C,).
        tau_mean: when, given that there was one, decimal years, (C,); inf where there never was.
        tau_sd: its standard deviation, years, (C,).
        states: complete states of some draws.
        notes: what to know before quoting a number.
    """

    setting: Setting
    method: str
    draws: Floats
    era: Floats
    beta: Floats
    spread: Floats
    sensitivity: Floats
    coding: Floats
    confusion: Floats
    carried: Floats
    hidden: Floats
    share: Floats
    present: Floats
    tau_mean: Floats
    tau_sd: Floats
    states: States
    notes: tuple[Reason, ...] = ()

    @property
    def network(self) -> Network:
        """The network as used: normalised, with a source for routes on no list."""
        return self.setting.network

    @property
    def record(self) -> Record:
        """The record it was fitted to."""
        return self.setting.record

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of the channels, in the order of `draws`."""
        return self.setting.network.channels

    @property
    def pathways(self) -> tuple[Pathway, ...]:
        """Pathway of each channel."""
        return self.setting.network.pathways

    @property
    def theta(self) -> Floats:
        """All draws of the rates in one row after another, (chains x S, P)."""
        return self.draws.reshape(-1, self.draws.shape[2])

    @property
    def summary(self) -> Summary:
        """A row for each channel: prior, likelihood alone and posterior side by side, with flags.

        R-hat and effective draws after Vehtari et al. (2021); NaN with "em".
        """
        shape, inverse = self.setting.prior
        sampled = self.method == "gibbs"
        count = self.carried.sum(axis=2, keepdims=True)
        shares = np.divide(self.carried, count, out=np.zeros_like(self.carried), where=count > 0)
        assumed = self._prior_shares()
        rows = []
        for p, (name, pathway) in enumerate(zip(self.channels, self.pathways, strict=True)):
            values, share = self.draws[:, :, p], shares[:, :, p]
            prior_sd = float(np.sqrt(shape[p]) / inverse[p])
            # On the scale of the logarithm: a rate above the one assumed has the larger sd, and is no
            # more driven by the prior for it.
            ratio = float(np.log(values).std() / np.sqrt(polygamma(1, shape[p]))) if sampled else float("nan")
            sd = float(values.std()) if sampled else float("nan")
            low, high = np.quantile(values, (0.05, 0.95)) if sampled else (np.nan, np.nan)
            share_low, share_high = np.quantile(share, (0.05, 0.95)) if sampled else (np.nan, np.nan)
            rows.append(
                SummaryRow(
                    channel=name,
                    pathway=pathway,
                    mean=float(values.mean()),
                    sd=sd,
                    q05=float(low),
                    q95=float(high),
                    r_hat=r_hat(values) if sampled else float("nan"),
                    ess=min(bulk_ess(values), tail_ess(values)) if sampled else float("nan"),
                    prior_mean=float(shape[p] / inverse[p]),
                    prior_sd=prior_sd,
                    likelihood=float(self.setting.likelihood[0][p]),
                    sd_ratio=ratio,
                    prior_driven=bool(sampled and ratio > PRIOR_DRIVEN),
                    share=float(share.mean()),
                    share_q05=float(share_low),
                    share_q95=float(share_high),
                    share_prior=float(assumed[p]),
                    share_likelihood=float(self.setting.likelihood[1][p]),
                )
            )
        return Summary(tuple(rows), (*self.notes, *self._doubts(rows)))

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Channels that only their sum can be told of: layers that share more than 90 % of their arcs."""
        return near_duplicates(self.network)

    def attribution(self) -> Attribution:
        """Pathway probabilities of each recorded acquisition."""
        from thistledown.spread.attribution import Attribution

        return Attribution.of(self)

    def limits(self) -> tuple[Limit, ...]:
        """What this fit cannot tell, to be shown beside its numbers."""
        return limits_of(self)

    def _prior_shares(self) -> Floats:
        """Mean shares were rates drawn from the prior, at the exposures seen."""
        shape, inverse = self.setting.prior
        drawn = (
            np.random.default_rng(0).gamma(shape, 1.0 / inverse, (2000, len(shape))) * self.setting.exposure
        )
        total = drawn.sum(axis=1, keepdims=True)
        return np.asarray((drawn / np.maximum(total, 1e-300)).mean(axis=0))

    def _doubts(self, rows: list[SummaryRow]) -> list[Reason]:
        if self.method != "gibbs":
            return []
        doubts = []
        worst, fewest = max(row.r_hat for row in rows), min(row.ess for row in rows)
        if not worst < AGREED:
            doubts.append(SAY("apart", worst=_figure(worst, 3), agreed=AGREED))
        if not fewest >= ENOUGH:
            doubts.append(SAY("few", draws=_figure(fewest, None), enough=round(ENOUGH)))
        if driven := [row.channel for row in rows if row.prior_driven]:
            doubts.append(SAY("driven", channels=tuple(map(channel_reason, driven))))
        return doubts
