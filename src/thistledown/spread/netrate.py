"""Who passes to whom, and how fast, from many cascades (NetRate, Gomez-Rodriguez et al., ICML 2011).

Each node takes a thing up at the first firing of its incoming links: link j -> i fires at rate `a_ji` from
the moment j has it. With exponential delays the likelihood falls apart into one problem a target,

    log L_i = sum over cascades where i follows others of log( sum of a_ji over those before i )
              - sum over j of a_ji S_ji,

`S_ji` being the time during which j had it, i had not, and somebody watched.

Two estimates. `map`: the exact EM steps to the maximum under a Gamma prior of a shape below 1, which makes
links rare; milliseconds. `sample` (default): every link is there or not, and if there has a Gamma rate; rates
and presence are integrated out and the passer of each uptake is sampled (a collapsed Gibbs sampler, as of
mixture models), while the prior's three numbers are found from the data (empirical Bayes). It gives the
probability of each link, and needs neither a threshold nor the number of links.

Not for a single cascade, nor for a few: with fewer than some 50 cascades a link's own rate is not in the
data. Nodes that take a thing up at the same time are never each other's exposure. A first uptake is taken as
given.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, polygamma

from thistledown.spread.cascades import Cascades
from thistledown.spread.netrate_kernel import climb, gather, relabel

Floats = NDArray[np.float64]

# EM stops when no link's expected number of uptakes moves by more than this.
TOLERANCE = 1e-3
# Rounds of relabelling between which the prior is found anew, and the sweeps of each.
ROUNDS, ROUND_BURN, ROUND_SWEEPS = 15, 5, 10
BURN = 20


@dataclass(frozen=True, slots=True)
class Links:
    """Inferred links, the most probable first.

    Attributes:
        nodes: names of the nodes, shape (n,).
        source: index of the node passing on, shape (m,), int32.
        target: index of the node taking up, shape (m,), int32.
        rate: firings for each unit of time, given that the link is there; shape (m,).
        probability: that the link is there, shape (m,); 1 for all under `map`, which knows no more.
    """

    nodes: tuple[str, ...]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    rate: Floats
    probability: Floats

    def __len__(self) -> int:
        """How many links there are."""
        return len(self.source)

    def above(self, probability: float) -> Links:
        """The links at least so probable."""
        kept = self.probability >= probability
        return Links(
            self.nodes, self.source[kept], self.target[kept], self.rate[kept], self.probability[kept]
        )

    def matrix(self) -> Floats:
        """Expected rates (rate times probability) as a dense matrix, shape (n, n): row passes to column."""
        dense = np.zeros((len(self.nodes), len(self.nodes)))
        dense[self.source, self.target] = self.rate * self.probability
        return dense


@dataclass(slots=True)
class _Target:
    """One node's problem: who came before it, and its state in the sampler."""

    node: int
    candidates: NDArray[np.int32]
    exposure: Floats
    begin: NDArray[np.int64]
    member: NDArray[np.int32]
    label: NDArray[np.int32]
    count: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Prior:
    """How many links there are among all pairs that could be, and what rates they have."""

    share: float
    shape: float
    rate: float


class NetRate:
    """Dyad-level network inference from cascades.

    Args:
        method: "sample" or "map".
        shape: of the Gamma prior under "map"; below 1 for few links.
        sweeps: counted sweeps of the sampler; a link's probability is known to about 1 / sqrt(sweeps).
        seed: of the sampler; the same seed gives the same links on any number of threads.
        threads: how many targets are solved at once; all cores when left out.

    Raises:
        ValueError: when an argument is out of its range.
    """

    def __init__(
        self,
        method: Literal["sample", "map"] = "sample",
        *,
        shape: float = 0.5,
        sweeps: int = 200,
        seed: int = 0,
        threads: int | None = None,
    ) -> None:
        if method not in ("sample", "map"):
            raise ValueError(f"method is {method!r}; choose sample or map")
        if not 0 < shape <= 1:
            raise ValueError(f"shape is {shape}; choose one above 0 and up to 1")
        if sweeps < 1:
            raise ValueError(f"sweeps is {sweeps}; at least one is needed")
        self.method = method
        self.shape = shape
        self.sweeps = sweeps
        self.seed = seed
        self.threads = threads or os.cpu_count() or 1

    def fit(self, cascades: Cascades) -> Links:
        """Infer links from cascades."""
        with ThreadPoolExecutor(self.threads) as pool:
            targets = _targets(cascades, pool)
            if not targets:
                return _links(cascades, targets, [], [])
            if self.method == "map":
                rates = list(pool.map(lambda target: _maximum(target, self.shape), targets))
                return _links(cascades, targets, rates, [np.ones_like(rate) for rate in rates])
            list(pool.map(_start, targets))
            prior = _Prior(share=_first_share(cascades, targets), shape=1.0, rate=_first_rate(targets))
            for number in range(ROUNDS):
                found = self._round(pool, targets, prior, number, ROUND_BURN, ROUND_SWEEPS)
                moments = np.sum([moments for *_, moments in found], axis=0) / ROUND_SWEEPS
                prior = _learned(prior, targets, moments)
            last = self._round(pool, targets, prior, ROUNDS, BURN, self.sweeps)
            rates = [total / np.maximum(present, 1.0) for present, total, _ in last]
            return _links(cascades, targets, rates, [present / self.sweeps for present, *_ in last])

    def _round(
        self,
        pool: ThreadPoolExecutor,
        targets: list[_Target],
        prior: _Prior,
        number: int,
        burn: int,
        sweeps: int,
    ) -> list[tuple[Floats, Floats, Floats]]:
        def one(target: _Target) -> tuple[Floats, Floats, Floats]:
            return _sampled(target, prior, burn, sweeps, self._seed(target, number))

        return list(pool.map(one, targets))

    def _seed(self, target: _Target, number: int) -> int:
        # One stream for each target and round, so that the number of threads changes nothing.
        sequence = np.random.SeedSequence([self.seed, target.node, number])
        return int(sequence.generate_state(1)[0])


def _targets(cascades: Cascades, pool: ThreadPoolExecutor) -> list[_Target]:
    n = len(cascades.nodes)
    place = np.argsort(cascades.node, kind="stable").astype(np.int64)
    of = np.repeat(np.arange(len(cascades), dtype=np.int32), np.diff(cascades.start))
    first = np.concatenate([[0], np.cumsum(np.bincount(cascades.node, minlength=n))]).astype(np.int64)
    held = np.bincount(cascades.node, cascades.horizon[of] - cascades.time, minlength=n).astype(np.float64)

    def one(node: int) -> _Target:
        candidates, exposure, begin, member = gather(
            node,
            cascades.start,
            cascades.node,
            cascades.time,
            cascades.horizon,
            first,
            place,
            of[place],
            held,
        )
        none = np.zeros(0, np.int32)
        return _Target(node, candidates, exposure, begin, member, none, none.astype(np.int64))

    return [target for target in pool.map(one, range(n)) if target.candidates.size]


def _maximum(target: _Target, shape: float) -> Floats:
    begin, member = target.begin.copy(), target.member.copy()
    times = np.bincount(target.member, minlength=target.candidates.size)
    rate = times / np.maximum(target.exposure, 1e-12)
    climb(rate, target.exposure, begin, member, shape, 0.0, 300, TOLERANCE, TOLERANCE, True)
    return rate


def _start(target: _Target) -> None:
    """Give each uptake to the candidate that the maximum favours."""
    rate = _maximum(target, 0.5)
    best = [
        target.member[low:high][rate[target.member[low:high]].argmax()]
        for low, high in zip(target.begin, target.begin[1:], strict=False)
    ]
    target.label = np.asarray(best, dtype=np.int32)
    target.count = np.bincount(target.label, minlength=target.candidates.size).astype(np.int64)


def _first_share(cascades: Cascades, targets: list[_Target]) -> float:
    # Two links a node, as a beginning that the rounds forget.
    pairs = sum(target.candidates.size for target in targets)
    return min(0.05, 2.0 * len(cascades.nodes) / max(pairs, 1))


def _first_rate(targets: list[_Target]) -> float:
    uptakes = sum(target.count.sum() for target in targets)
    exposed = sum(target.exposure[target.count > 0].sum() for target in targets)
    return float(exposed / uptakes) if uptakes else 1.0


def _sampled(
    target: _Target, prior: _Prior, burn: int, sweeps: int, seed: int
) -> tuple[Floats, Floats, Floats]:
    present, total, moments = (
        np.zeros(target.candidates.size),
        np.zeros(target.candidates.size),
        np.zeros(3),
    )
    relabel(
        target.label,
        target.count,
        target.exposure,
        target.begin,
        target.member,
        prior.share,
        prior.shape,
        prior.rate,
        burn,
        sweeps,
        seed,
        present,
        total,
        moments,
    )
    return present, total, moments


def _learned(prior: _Prior, targets: list[_Target], moments: Floats) -> _Prior:
    """The prior that the sampled links favour most: moments are links, sum of rates, sum of log rates."""
    links, rates, logs = (float(value) for value in moments)
    if links < 2:
        return prior
    mean = rates / links
    # Gamma shape by maximum likelihood: Minka's start and Newton steps on 1 / shape.
    gap = max(np.log(mean) - logs / links, 1e-6)
    shape = (3 - gap + np.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap)
    for _ in range(5):
        step = (np.log(shape) - digamma(shape) - gap) / (1 - shape * polygamma(1, shape))
        shape = 1 / (1 / shape + step / shape)
    shape = float(np.clip(shape, 0.1, 20.0))
    rate = shape / mean
    # Links that happened to make no uptake are links too.
    silent = 0.0
    pairs = 0
    for target in targets:
        still = (rate / (rate + target.exposure)) ** shape
        there = prior.share * still
        silent += float((there / (1 - prior.share + there)).sum())
        pairs += target.candidates.size
    return _Prior(share=min(0.5, (links + silent) / pairs), shape=shape, rate=rate)


def _links(
    cascades: Cascades, targets: list[_Target], rates: list[Floats], probabilities: list[Floats]
) -> Links:
    if not targets:
        empty = np.zeros(0)
        return Links(cascades.nodes, np.zeros(0, np.int32), np.zeros(0, np.int32), empty, empty)
    source = np.concatenate([target.candidates for target in targets])
    goal = np.concatenate([np.full(target.candidates.size, target.node, np.int32) for target in targets])
    rate, probability = np.concatenate(rates), np.concatenate(probabilities)
    order = np.lexsort((-rate, -probability))
    order = order[(rate[order] > 0) & (probability[order] > 0)]
    return Links(cascades.nodes, source[order], goal[order], rate[order], probability[order])
