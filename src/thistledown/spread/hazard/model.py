"""The pathway hazard: a model object to fit to a record."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway
from thistledown.spread.frame import Frame
from thistledown.spread.hazard.cells import CellKind, Cells, lay_out, middle_dates
from thistledown.spread.hazard.detection import Detection
from thistledown.spread.hazard.em import Climbed, climb
from thistledown.spread.hazard.evidence import grades_with_codes, mean_evidence
from thistledown.spread.hazard.exposure import World, build, fill_all
from thistledown.spread.hazard.fit import Fit, Setting, States
from thistledown.spread.hazard.gibbs import run_chain
from thistledown.spread.hazard.jumps import mode_of, mode_shape
from thistledown.spread.hazard.priors import Priors
from thistledown.spread.hazard.state import Chain, Plan
from thistledown.spread.hazard.susceptibility import Susceptibility
from thistledown.spread.limits import SAY
from thistledown.spread.network import Exogenous, Network
from thistledown.spread.record import Record

Floats = NDArray[np.float64]
Grouping = Literal["actor", "capability"]


class PathwayHazard:
    """Additive hazard of acquisition with one latent pathway an acquisition.

    Actor i acquires a capability at t, given who has it already, with hazard per year

        lambda_i(t) = u_i exp(beta . x_i) sum over channels p of theta_p rho_p(t) z_pi(t)

        z_pi(t) = sum over j of w_ji kappa_p(t - tau_j)     (layers)
                = level_i x profile_p(t)                    (outside sources)

        log L = sum over acquisitions of log lambda_i(tau_i) - sum over actors of the integral of lambda_i

    over the time each actor is at risk. A route that is on no list is always among them: where the
    network has no source of pathway `unknown`, one is added. Sums of theta z are what is identified; see
    `Fit.limits` for what is not. Sources: additive hazards over a network, Gomez-Rodriguez, Balduzzi and
    Schoelkopf (ICML 2011); latent parents drawn by Gibbs, Linderman and Adams (ICML 2014).

    Args:
        network: channels; weights are normalised to mean in-weight 1 a layer first.
        priors: what is assumed beforehand; `Priors.shipped()` without.
        eras: channel name -> decimal years at which its rate may change; at most two or three eras can be
            told apart.
        detection: prior chance that an adopter is in the record; without it nobody is missed.
        doubt: whether records may be false, by grade.
        evidence: whether evidence codes, and their absence, count. Ignored where nothing is coded.
        susceptibility: table with a column `actor` and one column a covariate.
        frailty: "actor", "capability" or both: unexplained quickness, where several capabilities are
            pooled.

    Raises:
        ValueError: when anything names what the network has not, or an `unknown` source is closed to some.
    """

    def __init__(
        self,
        network: Network,
        *,
        priors: Priors | None = None,
        eras: Mapping[str, Sequence[float]] | None = None,
        detection: Detection | None = None,
        doubt: bool = False,
        evidence: bool = True,
        susceptibility: Frame | None = None,
        frailty: Grouping | Sequence[Grouping] = (),
    ) -> None:
        self.network = _with_unknown(network).normalised()
        self.priors = priors or Priors.shipped()
        self.eras = {name: tuple(float(cut) for cut in cuts) for name, cuts in (eras or {}).items()}
        self.detection = detection
        self.doubt = doubt
        self.evidence = evidence
        self.frailty: tuple[str, ...] = (frailty,) if isinstance(frailty, str) else tuple(frailty)
        if stray := sorted(set(self.frailty) - {"actor", "capability"}):
            raise ValueError(f"frailty of {stray[0]!r}? It can be 'actor', 'capability' or both")
        actors = self.network.actors
        self.susceptibility = (
            Susceptibility.none(len(actors))
            if susceptibility is None
            else Susceptibility.from_frame(susceptibility, actors)
        )
        self.shape, self.inverse = self.priors.gammas(self.network)

    def fit(
        self,
        record: Record,
        method: Literal["em", "gibbs"] = "em",
        *,
        seed: int = 0,
        chains: int = 4,
        draws: int = 1000,
        burn: int = 500,
        thin: int = 2,
        keep: int = 250,
    ) -> Fit:
        """Fit to a record.

        `em` finds the most likely rates with every date in the middle of its interval, nobody missed and
        no record false: to look around with. `gibbs` draws from the posterior: for anything published.

        Args:
            record: acquisitions.
            method: "em" or "gibbs".
            seed: of all draws.
            chains: independent chains, two or more.
            draws: kept a chain.
            burn: sweeps a chain runs before its first draw.
            thin: sweeps a draw.
            keep: draws a chain whose acquisition times and labels are kept for forecasts.

        Raises:
            ValueError: when the record does not fit the network, or lengths make no sense.
        """
        if method not in ("em", "gibbs"):
            raise ValueError(f"method {method!r}? It is 'em' or 'gibbs'")
        if (
            min(chains, draws, thin) < 1
            or burn < 0
            or not 0 <= keep <= draws
            or (method == "gibbs" and draws < 4)
        ):
            raise ValueError("chains and thin must be 1 or more, draws 4 or more, keep between 0 and draws")
        if self.frailty and len(record.capabilities) < 2:
            raise ValueError(
                "frailty cannot be told from contagion with one capability; pool several or leave it out"
            )
        cells = lay_out(self.network, record, detection=self.detection, priors=self.priors, doubt=self.doubt)
        world = build(self.network, record, self.eras)
        coded = self.evidence and bool((cells.code >= 0).any())
        evidence = (
            mean_evidence(cells, self.priors.confusion(), self.priors.coded())
            if coded
            else np.ones((len(cells.kind), len(Pathway)))
        )
        # EM knows no eras: one rate a channel, its exposure added up over them.
        middle = middle_dates(cells)
        z, area = fill_all(world, middle)
        events = np.flatnonzero(cells.kind == CellKind.RECORDED)
        weights = _by_channel(z[events] * evidence[events][:, world.pathway], world)
        exposure = _by_channel(area, world)
        at = np.tile(self.susceptibility.values, (len(cells.kind) // world.actors, 1))
        sd = self.priors.susceptibility_sd

        def climbed(shape: Floats, inverse: Floats) -> Climbed:
            return climb(weights, exposure, shape, inverse, covariates=at, events=events, beta_sd=sd)

        flat = climbed(np.ones(len(self.shape)), np.zeros(len(self.shape)))
        common = _Common(self, record, cells, world, exposure, flat, coded)
        if method == "em":
            return common.from_em(climbed(self.shape, self.inverse), events, middle)
        plan = self._plan(cells, world, middle, evidence, coded, (burn, draws, thin, keep))
        at_mode = climbed(mode_shape(self.shape), self.inverse)
        mode = mode_of(at_mode.theta, at_mode.share, self.shape)
        seeds = [int(s) for s in np.random.SeedSequence(seed).generate_state(chains, np.uint32)]
        with ThreadPoolExecutor(max_workers=min(chains, os.cpu_count() or 1)) as pool:
            ran = list(pool.map(lambda one: run_chain(world, cells, plan, mode, one), seeds))
        return common.from_chains(ran)

    def _plan(
        self,
        cells: Cells,
        world: World,
        middle: Floats,
        evidence: Floats,
        coded: bool,
        lengths: tuple[int, int, int, int],
    ) -> Plan:
        recorded = cells.kind == CellKind.RECORDED
        doubted = np.isfinite(cells.truth)
        moving = bool((recorded & (cells.hi > cells.lo)).any() or doubted.any() or self.detection is not None)
        if self.detection is None:
            actor_class, weights = np.zeros(world.actors, dtype=np.int64), np.zeros((0, 2))
        else:
            actor_class, weights = self.detection.laid_out(self.network.actors)
        burn, draws, thin, keep = lengths
        return Plan(
            tau=middle,
            moving=moving,
            shape=self.shape,
            inverse=self.inverse,
            era_sd=self.priors.era_log_sd,
            covariates=self.susceptibility.values,
            beta_sd=self.priors.susceptibility_sd,
            actor_frailty="actor" in self.frailty,
            capability_frailty="capability" in self.frailty,
            spread_prior=np.array(self.priors.frailty, dtype=np.float64),
            detection=weights,
            actor_class=actor_class,
            learn_evidence=coded,
            evidence=evidence,
            confusion=self.priors.confusion(),
            coded=self.priors.coded(),
            used_grades=grades_with_codes(cells),
            burn=burn,
            draws=draws,
            thin=thin,
            keep=keep,
        )


class _Common:
    """What both methods hand to a fit."""

    def __init__(
        self,
        model: PathwayHazard,
        record: Record,
        cells: Cells,
        world: World,
        exposure: Floats,
        flat: Climbed,
        coded: bool,
    ) -> None:
        self.model, self.record, self.cells, self.world = model, record, cells, world
        self.exposure, self.flat, self.coded = exposure, flat, coded

    def from_em(self, mode: Climbed, events: NDArray[np.int64], tau: Floats) -> Fit:
        size, channels = self.exposure.shape
        share = np.zeros((size, channels))
        share[events] = mode.share
        notes = [SAY("em")]
        if (self.cells.hi[events] > self.cells.lo[events]).any():
            notes.append(SAY("em_dates"))
        if self.model.detection is not None:
            notes.append(SAY("em_missing"))
        if self.model.doubt:
            notes.append(SAY("em_true"))
        if self.model.eras:
            notes.append(SAY("em_eras"))
        scale = np.exp(self.model.susceptibility.values @ mode.beta)
        scale = np.tile(scale, size // len(scale))
        return Fit(
            setting=self.setting(),
            method="em",
            draws=mode.theta[None, None, :],
            era=np.ones((1, 1, len(self.world.channel))),
            beta=mode.beta[None, None, :],
            spread=np.ones((1, 1, 2)),
            sensitivity=np.ones((1, 1, 0)),
            coding=np.zeros((1, 1, 0)),
            confusion=self.model.priors.confusion(),
            carried=share[events].sum(axis=0)[None, None, :],
            hidden=np.zeros((1, 1)),
            share=share,
            present=np.isfinite(tau).astype(np.float64),
            tau_mean=tau,
            tau_sd=np.zeros(size),
            states=States(
                tau[None, :],
                np.full((1, size), -1, dtype=np.int16),
                scale[None, :],
                np.zeros((1, 2), dtype=np.int64),
            ),
            notes=tuple(notes),
        )

    def from_chains(self, ran: list[Chain]) -> Fit:
        world = self.world
        alive = sum((c.alive for c in ran), np.zeros(len(self.cells.kind)))
        often = np.maximum(alive, 1.0)
        share = _by_channel(sum((c.share for c in ran), np.zeros_like(ran[0].share)), world) / often[:, None]
        moment = sum((c.moment for c in ran), np.zeros_like(ran[0].moment)) / often[:, None]
        mean = np.where(alive > 0, moment[:, 0], np.inf)
        held = self.cells.kind == CellKind.HOLDER
        mean[held] = self.cells.lo[held]
        total = sum(len(c.theta) for c in ran)
        tau = np.concatenate([c.kept_tau for c in ran])
        label = np.concatenate([c.kept_label for c in ran])
        channel = np.where(label >= 0, world.channel[np.maximum(label, 0)], -1).astype(np.int16)
        drawn = np.concatenate(
            [np.stack([np.full(len(c.kept_draw), k), c.kept_draw], axis=1) for k, c in enumerate(ran)]
        )
        return Fit(
            setting=self.setting(),
            method="gibbs",
            draws=np.stack([c.theta for c in ran]),
            era=np.stack([c.era for c in ran]),
            beta=np.stack([c.beta for c in ran]),
            spread=np.stack([c.spread for c in ran]),
            sensitivity=np.stack([c.sensitivity for c in ran]),
            coding=np.stack([c.coded for c in ran])
            if self.coded
            else np.zeros((len(ran), len(ran[0].theta), 0)),
            confusion=np.mean([c.confusion for c in ran], axis=0),
            carried=np.stack([_by_channel(c.carried, world) for c in ran]),
            hidden=np.stack([c.hidden for c in ran]),
            share=share,
            present=np.where(held, 1.0, alive / total),
            tau_mean=mean,
            tau_sd=np.sqrt(np.maximum(moment[:, 1] - moment[:, 0] ** 2, 0.0)),
            states=States(tau, channel, np.concatenate([c.kept_scale for c in ran]), drawn),
            notes=(),
        )

    def setting(self) -> Setting:
        found = self.flat.share
        return Setting(
            network=self.model.network,
            record=self.record,
            priors=self.model.priors,
            eras=self.model.eras,
            covariates=self.model.susceptibility.names,
            frailty=self.model.frailty,
            cells=self.cells,
            channel=self.world.channel,
            prior=(self.model.shape, self.model.inverse),
            likelihood=(self.flat.theta, found.mean(axis=0) if len(found) else np.zeros(found.shape[1])),
            exposure=self.exposure.sum(axis=0),
            missed=self.model.detection is not None,
            coded=self.coded,
        )


def _by_channel(values: Floats, world: World) -> Floats:
    """Add up components of the same channel: (rows, Q) -> (rows, P)."""
    sums = np.zeros((values.shape[0], len(world.era_pointer) - 1))
    for q, p in enumerate(world.channel):
        sums[:, p] += values[:, q]
    return sums


def _with_unknown(network: Network) -> Network:
    found = [source for source in network.exogenous if source.pathway is Pathway.UNKNOWN]
    if not found:
        level = np.ones(len(network.actors))
        added = Exogenous.steady("unknown", Pathway.UNKNOWN, level)
        return replace(network, exogenous=(*network.exogenous, added))
    if not any((source.level > 0).all() and (source.values > 0).all() for source in found):
        raise ValueError(
            f"{found[0].name!r} stands for routes on no list, so it must be open to every actor at all times"
        )
    return network
