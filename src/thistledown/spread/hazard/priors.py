"""What is assumed before any event is looked at."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway, Reliability
from thistledown.spread.network import Network

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RatePrior:
    """A Gamma prior on a channel's rate, said in words an analyst can answer.

    Attributes:
        per_100: expected acquisitions per 100 actor-years with one typical live channel.
        events: the equivalent number of events, the Gamma's shape; 2 to 4 for a route known to exist,
            .2 to .5 for one only supposed to.

    Raises:
        ValueError: when either is not a positive number.
    """

    per_100: float
    events: float

    def __post_init__(self) -> None:
        if not (0 < self.per_100 < np.inf and 0 < self.events < np.inf):
            raise ValueError(
                f"a prior needs positive numbers, not {self.per_100} per 100 and {self.events} events"
            )

    @property
    def mean(self) -> float:
        """Expected hazard, per year."""
        return self.per_100 / 100.0

    @property
    def sd(self) -> float:
        """Standard deviation of the hazard, per year."""
        return float(self.mean / np.sqrt(self.events))

    @property
    def inverse(self) -> float:
        """The Gamma's rate, in years of exposure."""
        return self.events / self.mean


@dataclass(frozen=True, slots=True)
class Priors:
    """All priors of the pathway hazard; `Priors.shipped()` reads the file beside this module.

    Attributes:
        rates: by pathway.
        channels: by channel name, before `rates`; `sparse` and `with_rate` fill it.
        sparse_events: largest shape for a channel only supposed to exist.
        sparse_total: largest sum of the shapes of all such channels.
        era_log_sd: sd of the step of a log rate between eras.
        susceptibility_sd: sd of a standardised covariate's coefficient.
        frailty: (shape, rate) of the Gamma on k.
        right: by grade, (how often a code is right, weight in coded items).
        truth: by grade, Beta (true, false) of a row being true.
        confusions: pairs of pathways that are taken for one another.
        confusion_times: how much more often than others.
        coding: by pathway, Beta (coded, not coded).
    """

    rates: Mapping[Pathway, RatePrior]
    sparse_events: float
    sparse_total: float
    era_log_sd: float
    susceptibility_sd: float
    frailty: tuple[float, float]
    right: Mapping[Reliability, tuple[float, float]]
    truth: Mapping[Reliability, tuple[float, float]]
    confusions: tuple[tuple[Pathway, Pathway], ...]
    confusion_times: float
    coding: Mapping[Pathway, tuple[float, float]]
    channels: Mapping[str, RatePrior] = field(default_factory=dict)

    @classmethod
    def shipped(cls) -> Priors:
        """The priors in priors.toml."""
        return _shipped()

    def with_rate(self, channel: str, *, per_100: float, events: float) -> Priors:
        """The same with another rate for one channel."""
        return replace(self, channels={**self.channels, channel: RatePrior(per_100, events)})

    def sparse(self, network: Network, *channels: str) -> Priors:
        """The same with a sparse prior for channels that are only supposed to exist.

        A Gamma of shape .2 keeps the mean but puts most of its weight near zero, so a channel must earn
        its share. Name all such channels in one call: shapes add up, and they share a total of .3. On
        drawn worlds of 88 acquisitions without contagion, shapes of .1 on five layers gave them 5.1 % and
        shapes of .06 gave 3.7 %; where there was contagion, both found as much of it as .2 did.

        Raises:
            ValueError: when the network has no such channel.
        """
        ways = dict(zip(network.channels, network.pathways, strict=True))
        changed = dict(self.channels)
        shape = min(self.sparse_events, self.sparse_total / max(len(channels), 1))
        for name in channels:
            if name not in ways:
                raise ValueError(f"no channel {name[:60]!r}; there are {', '.join(ways)}")
            changed[name] = RatePrior(self.rate(name, ways[name]).per_100, shape)
        return replace(self, channels=changed)

    def rate(self, channel: str, pathway: Pathway) -> RatePrior:
        """The prior of one channel."""
        return self.channels.get(channel, self.rates[pathway])

    def gammas(self, network: Network) -> tuple[Floats, Floats]:
        """Shapes and inverse scales of the Gamma priors of all channels, each (P,).

        Raises:
            ValueError: when a prior is for no channel of the network.
        """
        if stray := sorted(set(self.channels) - set(network.channels)):
            raise ValueError(f"a prior for {stray[0]!r}, but no channel has this name")
        chosen = [self.rate(n, w) for n, w in zip(network.channels, network.pathways, strict=True)]
        return np.array([c.events for c in chosen]), np.array([c.inverse for c in chosen])

    def true_odds(self, grade: Reliability) -> float:
        """Mean odds that a row of this grade is true of an actor of ordinary exposure.

        A Beta of a row's own enters a single yes or no only by its mean.
        """
        true, false = self.truth[grade]
        return true / false

    def confusion(self) -> Floats:
        """Dirichlet weights of the code given grade and true pathway: (6 grades, 8 pathways, 7 codes).

        Codes are the pathways without `unknown`, in the codebook's order: "how is not said" is no code.
        An unlisted true route (`unknown`) can be coded as anything.
        """
        ways = list(Pathway)
        codes = [w for w in ways if w is not Pathway.UNKNOWN]
        weights = np.zeros((len(Reliability), len(ways), len(codes)))
        taken = {frozenset(pair) for pair in self.confusions}
        for g, grade in enumerate(Reliability):
            right, items = self.right[grade]
            for k, true in enumerate(ways):
                if true is Pathway.UNKNOWN:
                    weights[g, k] = items / len(codes)
                    continue
                wrong = np.array(
                    [
                        0.0
                        if code is true
                        else self.confusion_times
                        if frozenset((code, true)) in taken
                        else 1.0
                        for code in codes
                    ]
                )
                weights[g, k] = items * (1.0 - right) * wrong / wrong.sum()
                weights[g, k, codes.index(true)] = items * right
        return weights

    def coded(self) -> Floats:
        """Beta weights (coded, not coded) by pathway, shape (8, 2)."""
        return np.array([self.coding[way] for way in Pathway], dtype=np.float64)


@lru_cache(maxsize=1)
def _shipped() -> Priors:
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath("priors.toml").read_text("utf-8"))
    grades = {Reliability(g): row for g, row in raw["grades"].items()}
    return Priors(
        rates={Pathway(w): RatePrior(**row) for w, row in raw["rates"].items()},
        sparse_events=raw["hypothesised"]["events"],
        sparse_total=raw["hypothesised"]["total"],
        era_log_sd=raw["eras"]["log_sd"],
        susceptibility_sd=raw["susceptibility"]["sd"],
        frailty=(raw["frailty"]["shape"], raw["frailty"]["rate"]),
        right={g: (row["right"], row["items"]) for g, row in grades.items()},
        truth={g: (row["true"], row["false"]) for g, row in grades.items()},
        confusions=tuple((Pathway(a), Pathway(b)) for a, b in raw["confusions"]["pairs"]),
        confusion_times=raw["confusions"]["times"],
        coding={Pathway(w): (row[0], row[1]) for w, row in raw["coding"].items()},
    )
