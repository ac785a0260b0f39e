"""How things stand where a scenario begins: network, rates and holders, draw by draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.network import Network

if TYPE_CHECKING:
    from thistledown.spread.hazard.fit import Fit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is believed at the origin, as D draws.

    Attributes:
        network: as the rates were fitted to, usually `normalised()`.
        rate: hazard of each channel, per year; shape (D, P).
        since: decimal year each actor got the capability, inf when it has not; shape (D or 1, n).
        origin: decimal year.
        susceptibility: factor on an actor's rates, shape (D or 1, n), or (1, 0) when all are 1.
        windows: decimal years each actor can adopt from and until, shapes (n,); None when always.

    Raises:
        ValueError: when a column does not fit the network.
    """

    network: Network
    rate: Floats
    since: Floats
    origin: float
    susceptibility: Floats = field(default_factory=lambda: np.zeros((1, 0)))
    windows: tuple[Floats, Floats] | None = None

    def __post_init__(self) -> None:
        for name in ("rate", "since", "susceptibility"):
            column = np.atleast_2d(np.ascontiguousarray(getattr(self, name), dtype=np.float64))
            object.__setattr__(self, name, column)
        if self.rate.shape[1] != len(self.network.channels):
            raise ValueError(
                f"there are {self.rate.shape[1]} rates for {len(self.network.channels)} channels"
            )
        if self.since.shape[1] != len(self.network.actors):
            raise ValueError(f"there are {self.since.shape[1]} dates for {len(self.network.actors)} actors")

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(self.rate)

    @classmethod
    def of_fit(cls, fit: Fit, *, capability: str | None = None) -> Standing:
        """Every kept state of a fit at the end of its record, with the rates of the newest era.

        Args:
            fit: by Gibbs, with states kept.
            capability: which, where several were pooled.

        Raises:
            ValueError: when the fit kept no states, or the capability is unknown or left out of several.
        """
        states, record = fit.states, fit.record
        if fit.method != "gibbs" or not len(states.tau):
            raise ValueError('a scenario runs from draws; fit with method="gibbs" and keep 1 or more')
        known = record.capabilities
        chosen = capability or known[0]
        if chosen not in known or (capability is None and len(known) > 1):
            raise ValueError(f"name one capability of {', '.join(known)}")
        n = len(fit.network.actors)
        cells = slice(known.index(chosen) * n, (known.index(chosen) + 1) * n)
        chain, draw = states.draw.T
        newest = [int(np.flatnonzero(fit.setting.channel == p)[-1]) for p in range(len(fit.channels))]
        windows = [record.window(actor) for actor in fit.network.actors]
        tau = states.tau[:, cells]
        return cls(
            network=fit.network,
            rate=fit.draws[chain, draw] * fit.era[chain, draw][:, newest],
            since=np.where(tau <= record.end, tau, np.inf),
            origin=record.end,
            susceptibility=states.scale[:, cells],
            windows=(
                np.array([enters for enters, _ in windows]),
                # Who was watched until the end goes on being there; who left before has left.
                np.array([np.inf if until >= record.end else until for _, until in windows]),
            ),
        )
