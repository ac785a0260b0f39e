"""What a unit is exposed to at the end of a year: who has it already, how lately, and how they are tied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.backtest.table import NEVER, AdoptionTable, Layer
from thistledown.spread.cascades import Cascades
from thistledown.spread.netrate import NetRate

Floats = NDArray[np.float64]

# How fast an adoption loses its pull, a year: a slow and a fast one.
SLOW, FAST = 0.15, 0.7
# A capability that nobody took up for so long counts as no longer watched.
QUIET_YEARS = 12
# Below so many cascades a dyad's own rate is not in the data (see netrate).
FEWEST_CASCADES = 50
GLOBAL = ("base", "stock", "recent", "fresh")


@dataclass(frozen=True, slots=True)
class Ties:
    """Layers, and a network inferred from other capabilities than the one it speaks for.

    Attributes:
        layers: given ties.
        inferred: for each fold of capabilities, rates inferred from the other fold, shape (n, n); empty
            when there are too few cascades.
    """

    layers: tuple[Layer, ...] = ()
    inferred: tuple[Floats, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the exposures, in the order of `exposures`."""
        named = [f"{layer.name} {what}" for layer in self.layers for what in ("recent", "share")]
        return (*GLOBAL, *named, *(("network stock", "network recent") if self.inferred else ()))

    def permuted(self, seed: int) -> Ties:
        """The same ties between other units: what is left of a model's skill with them is chance."""
        if not self.layers and not self.inferred:
            return self
        size = (self.layers[0].weight if self.layers else self.inferred[0]).shape[0]
        order = np.random.default_rng(seed).permutation(size)
        shuffle = np.ix_(order, order)
        return Ties(
            tuple(Layer(layer.name, layer.weight[shuffle]) for layer in self.layers),
            tuple(rates[shuffle] for rates in self.inferred),
        )


def infer_ties(table: AdoptionTable, origin: int, layers: Sequence[Layer], seed: int) -> Ties:
    """Layers as given, and networks inferred from what was known at the origin, cross-fitted by fold.

    A network inferred from the very adoptions it is to explain looks better than it is; so each half of the
    capabilities gets the network of the other half.
    """
    folds = np.arange(len(table.capabilities)) % 2
    inferred = []
    for fold in (0, 1):
        cascades = []
        for year in table.year[folds != fold]:
            (members,) = np.nonzero(year <= origin)
            if members.size > 1:
                cascades.append((members, year[members].astype(np.float64)))
        if len(cascades) < FEWEST_CASCADES:
            return Ties(tuple(layers))
        packed = Cascades.pack(table.units, cascades, horizon=float(origin))
        inferred.append(NetRate(sweeps=60, seed=seed).fit(packed).matrix())
    return Ties(tuple(layers), tuple(inferred))


def exposures(year: NDArray[np.int64], at: int, ties: Ties) -> Floats:
    """Exposures at the end of a year.

    Args:
        year: first years, shape (c, n).
        at: the year; what came later is not looked at.
        ties: between the units.

    Returns:
        Shape (c, n, exposures), in the order of `ties.names`.
    """
    has = year <= at
    held = has.astype(np.float64)
    age = np.where(has, at - year, 0)
    slow, fast = (np.where(has, np.exp(-pace * age), 0.0) for pace in (SLOW, FAST))
    shape = held.shape
    columns = [np.ones(shape)]
    columns += [np.broadcast_to(values.mean(axis=1, keepdims=True), shape) for values in (held, slow, fast)]
    for layer in ties.layers:
        reach = np.maximum(layer.weight.sum(axis=0), 1e-12)
        columns += [slow @ layer.weight / max(reach.mean(), 1e-12), held @ layer.weight / reach]
    if ties.inferred:
        fold = (np.arange(shape[0]) % 2 == 0)[:, None]
        columns += [
            np.where(fold, values @ ties.inferred[0], values @ ties.inferred[1]) for values in (held, slow)
        ]
    return np.stack(columns, axis=-1)


def watched(year: NDArray[np.int64], at: int) -> NDArray[np.bool_]:
    """Capabilities that somebody has, not everybody has, and that were taken up lately; shape (c,)."""
    has = year <= at
    count = has.sum(axis=1)
    return np.asarray((count > 0) & (count < year.shape[1]) & (quiet(year, at) <= QUIET_YEARS))


def quiet(year: NDArray[np.int64], at: int) -> NDArray[np.int64]:
    """Years since anybody took each capability up, shape (c,); NEVER where nobody did."""
    newest = np.where(year <= at, year, -NEVER).max(axis=1)
    return np.where(newest >= 0, at - newest, NEVER)


@dataclass(frozen=True, slots=True)
class Rows:
    """Unit-years at risk, in order of year.

    Attributes:
        exposure: shape (rows, exposures).
        capability: index, shape (rows,).
        unit: index, shape (rows,).
        year: at whose end the row looks; the outcome is of the next; shape (rows,).
        quiet: years since anybody took the capability up, shape (rows,).
        came: whether the unit took it up in the next year, shape (rows,).
    """

    exposure: Floats
    capability: NDArray[np.int64]
    unit: NDArray[np.int64]
    year: NDArray[np.int64]
    quiet: NDArray[np.int64]
    came: NDArray[np.bool_]

    def since(self, year: int) -> Rows:
        """The rows of that year and later ones."""
        return self.columns(slice(int(np.searchsorted(self.year, year)), None))

    def columns(self, rows: slice | None = None, wanted: Sequence[int] | None = None) -> Rows:
        """Some rows with some exposures; all where left out."""
        part = rows or slice(None)
        exposure = self.exposure[part] if wanted is None else self.exposure[part][:, list(wanted)]
        return Rows(
            exposure,
            self.capability[part],
            self.unit[part],
            self.year[part],
            self.quiet[part],
            self.came[part],
        )


def risk_rows(table: AdoptionTable, first: int, until: int, ties: Ties) -> Rows:
    """Unit-years at risk from the end of `first` to the end of `until - 1`, of watched capabilities."""
    parts: list[tuple[NDArray[np.generic], ...]] = []
    width = len(ties.names)
    for at in range(first, until):
        risk = (table.year > at) & watched(table.year, at)[:, None]
        capability, unit = np.nonzero(risk)
        exposure = exposures(table.year, at, ties)[capability, unit]
        parts.append(
            (
                exposure,
                capability,
                unit,
                np.full(capability.size, at),
                quiet(table.year, at)[capability],
                table.year[capability, unit] == at + 1,
            )
        )
    if not parts:
        none = np.zeros(0, np.int64)
        return Rows(np.zeros((0, width)), none, none, none, none, np.zeros(0, bool))
    return Rows(*(np.concatenate(part) for part in zip(*parts, strict=True)))
