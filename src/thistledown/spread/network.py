"""Channels a capability can travel by: layers of arcs between actors, and sources outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway
from thistledown.spread.frame import Columns, Frame
from thistledown.spread.kernel import Kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Layer:
    """Arcs of one sort between actors, from source to target.

    An arc j -> i is live at time t when j got the capability before t and start <= t < end; it then adds
    weight x kappa(t - tau_j) to the exposure of i. Age counts from tau_j, whenever the arc began.

    Attributes:
        name: unique in the network.
        pathway: what the codebook calls this way of travelling.
        source: index of the actor that could pass it on, shape (m,).
        target: index of the actor that could get it, shape (m,).
        weight: strength relative to the layer's other arcs, 0 or more, finite; shape (m,).
        start: decimal year the arc begins, -inf when always there; shape (m,).
        end: decimal year it ends, inf when it never does; shape (m,).
        kernel: strength by age.

    Raises:
        ValueError: when columns differ in length, a weight is negative or no number, an arc ends
            before it starts, or an actor is its own source.
    """

    name: str
    pathway: Pathway
    source: Ints
    target: Ints
    weight: Floats
    start: Floats
    end: Floats
    kernel: Kernel = field(default_factory=Kernel)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pathway", _pathway(self.pathway))
        m = len(self.source)
        for name, kind in (
            ("source", np.int32),
            ("target", np.int32),
            ("weight", np.float64),
            ("start", np.float64),
            ("end", np.float64),
        ):
            column = np.ascontiguousarray(getattr(self, name), dtype=kind)
            if column.shape != (m,):
                raise ValueError(f"layer {self.name!r}: {name} has shape {column.shape}, source has {m} arcs")
            object.__setattr__(self, name, column)
        self._refuse(~np.isfinite(self.weight) | (self.weight < 0), "a weight must be 0 or more", self.weight)
        self._refuse(~(self.start <= self.end), "an arc must not end before it starts", self.end)
        self._refuse(self.source == self.target, "an actor cannot be its own source", self.source)

    def _refuse(self, bad: NDArray[np.bool_], rule: str, values: NDArray[Any]) -> None:
        if bad.any():
            row = int(np.flatnonzero(bad)[0])
            raise ValueError(f"layer {self.name!r}, arc {row}: {rule}, but it is {values[row]}")

    @classmethod
    def of(
        cls,
        name: str,
        pathway: Pathway,
        source: Sequence[int] | NDArray[Any],
        target: Sequence[int] | NDArray[Any],
        *,
        weight: Sequence[float] | Floats | float = 1.0,
        start: Sequence[float] | Floats | float = -np.inf,
        end: Sequence[float] | Floats | float = np.inf,
        kernel: Kernel | None = None,
    ) -> Layer:
        """A layer with the usual defaults: weight 1, arcs always there, constant kernel."""
        m = len(source)
        return cls(
            name,
            pathway,
            np.asarray(source, dtype=np.int32),
            np.asarray(target, dtype=np.int32),
            np.broadcast_to(np.asarray(weight, dtype=np.float64), (m,)),
            np.broadcast_to(np.asarray(start, dtype=np.float64), (m,)),
            np.broadcast_to(np.asarray(end, dtype=np.float64), (m,)),
            kernel or Kernel(),
        )

    def __len__(self) -> int:
        """How many arcs there are."""
        return len(self.source)


@dataclass(frozen=True, slots=True)
class Exogenous:
    """A source outside the network: a market, own trials, or nobody knows.

    Exposure of actor i at t is level[i] x profile(t); the profile is linear between its points and flat
    before the first and after the last.

    Attributes:
        name: unique in the network.
        pathway: what the codebook calls it.
        level: how open each actor is to it, 0 or more; shape (n,).
        times: decimal years of the profile's points, rising; shape (k,), k >= 1.
        values: the profile at these years, 0 or more; shape (k,).

    Raises:
        ValueError: when a level or value is negative or no number, or times do not rise.
    """

    name: str
    pathway: Pathway
    level: Floats
    times: Floats
    values: Floats

    def __post_init__(self) -> None:
        object.__setattr__(self, "pathway", _pathway(self.pathway))
        for name in ("level", "times", "values"):
            column = np.ascontiguousarray(getattr(self, name), dtype=np.float64)
            if column.ndim != 1:
                raise ValueError(f"{self.name!r}: {name} must be one row of numbers")
            if not np.isfinite(column).all() or (name != "times" and (column < 0).any()):
                raise ValueError(f"{self.name!r}: {name} must be finite and not negative")
            object.__setattr__(self, name, column)
        if not len(self.times) or self.times.shape != self.values.shape or (np.diff(self.times) <= 0).any():
            raise ValueError(f"{self.name!r}: a profile needs rising times with one value each")

    @classmethod
    def steady(cls, name: str, pathway: Pathway, level: Sequence[float] | Floats) -> Exogenous:
        """A source that is the same at all times."""
        return cls(name, pathway, np.asarray(level, dtype=np.float64), np.zeros(1), np.ones(1))

    def at(self, time: Any) -> Floats:
        """The profile at decimal years, elementwise."""
        return np.asarray(np.interp(np.asarray(time, dtype=np.float64), self.times, self.values))

    def area(self, time: Any) -> Floats:
        """The profile's integral from its first point to `time`, in years; negative before it."""
        t = np.asarray(time, dtype=np.float64)
        steps = np.diff(self.times)
        whole = np.concatenate(([0.0], np.cumsum(steps * (self.values[1:] + self.values[:-1]) / 2)))
        k = np.clip(np.searchsorted(self.times, t, side="right") - 1, 0, len(self.times) - 1)
        return np.asarray(whole[k] + (t - self.times[k]) * (self.values[k] + self.at(t)) / 2)


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Arcs of all layers, grouped by one end.

    Attributes:
        pointer: arcs of actor i stand in pointer[i]:pointer[i + 1]; shape (n + 1,), int64.
        neighbour: the other end, shape (m,), int32.
        layer: index of the layer, shape (m,), int32.
        weight: shape (m,).
        start: decimal years, shape (m,).
        end: decimal years, shape (m,).
        arc: place of the arc in the layers laid one after another, shape (m,), int64; the same in both
            directions, so a random number tied to it is too.
    """

    pointer: NDArray[np.int64]
    neighbour: Ints
    layer: Ints
    weight: Floats
    start: Floats
    end: Floats
    arc: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and every channel between and towards them.

    The channels are numbered: layers first, then exogenous sources, each in their order.

    Attributes:
        actors: names, unique; shape (n,).
        layers: channels between actors.
        exogenous: channels from outside.

    Raises:
        ValueError: when names repeat, an arc names an actor that is not there, or a level has not
            one number an actor.
    """

    actors: tuple[str, ...]
    layers: tuple[Layer, ...] = ()
    exogenous: tuple[Exogenous, ...] = ()

    def __post_init__(self) -> None:
        for name in ("actors", "layers", "exogenous"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        _unique(self.actors, "actor")
        _unique(self.channels, "channel")
        n = len(self.actors)
        for layer in self.layers:
            for end in (layer.source, layer.target):
                outside = (end < 0) | (end >= n)
                if outside.any():
                    row = int(np.flatnonzero(outside)[0])
                    raise ValueError(
                        f"layer {layer.name!r}, arc {row}: no actor {end[row]}; they are 0 to {n - 1}"
                    )
        for source in self.exogenous:
            if len(source.level) != n:
                raise ValueError(f"{source.name!r} has {len(source.level)} levels for {n} actors")

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of all channels: layers, then exogenous sources."""
        return tuple(layer.name for layer in self.layers) + tuple(source.name for source in self.exogenous)

    @property
    def pathways(self) -> tuple[Pathway, ...]:
        """The pathway of each channel."""
        return tuple(layer.pathway for layer in self.layers) + tuple(s.pathway for s in self.exogenous)

    def index(self) -> dict[str, int]:
        """Where each actor stands."""
        return {name: number for number, name in enumerate(self.actors)}

    def normalised(self) -> Network:
        """The same network with mean in-weight 1 in every layer, and mean level 1 in every outside source.

        The mean of a layer is over the actors that some arc of weight reaches, of a source over those
        with a level above 0. A pathway's rate is then the hazard of an actor with typical exposure, per
        year; without this, rate and weights are identified only as a product. Empty channels stay as
        they are.
        """
        layers = []
        for layer in self.layers:
            into = np.bincount(layer.target, weights=layer.weight, minlength=len(self.actors))
            mean = into[into > 0].mean() if (into > 0).any() else 1.0
            layers.append(replace(layer, weight=layer.weight / mean))
        sources = []
        for source in self.exogenous:
            some = source.level[source.level > 0]
            sources.append(replace(source, level=source.level / (some.mean() if len(some) else 1.0)))
        return replace(self, layers=tuple(layers), exogenous=tuple(sources))

    def csr(self) -> tuple[Adjacency, Adjacency]:
        """Arcs of all layers by target (incoming), and by source (outgoing)."""
        source = _joined([layer.source for layer in self.layers], np.int32)
        target = _joined([layer.target for layer in self.layers], np.int32)
        number = _joined([np.full(len(layer), p) for p, layer in enumerate(self.layers)], np.int32)
        weight = _joined([layer.weight for layer in self.layers], np.float64)
        start = _joined([layer.start for layer in self.layers], np.float64)
        end = _joined([layer.end for layer in self.layers], np.float64)

        def grouped(key: Ints, other: Ints) -> Adjacency:
            order = np.argsort(key, kind="stable")
            counts = np.bincount(key, minlength=len(self.actors))
            pointer = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
            return Adjacency(
                pointer, other[order], number[order], weight[order], start[order], end[order], order
            )

        return grouped(target, source), grouped(source, target)

    @classmethod
    def from_frame(
        cls,
        arcs: Frame,
        *,
        actors: Iterable[str] | None = None,
        kernels: Mapping[str, Kernel] | None = None,
        exogenous: Sequence[Exogenous] = (),
    ) -> Network:
        """A network from a table with one row an arc.

        Args:
            arcs: columns source, target, layer, pathway; if wanted weight (empty: 1), start and end in
                decimal years (empty: always).
            actors: all actors in order; without it, those of the arcs by name. Give it: actors without
                arcs are at risk too.
            kernels: kernel of a layer by name; constant where there is none.
            exogenous: sources outside.

        Raises:
            ValueError: when a column is missing or unknown, an actor or pathway is, a layer has two
                pathways, or a kernel is for no layer.
        """
        table = Columns(
            arcs,
            "arc",
            required=("source", "target", "layer", "pathway"),
            optional=("weight", "start", "end"),
        )
        source, target = table.texts("source"), table.texts("target")
        listed = tuple(sorted({*source, *target})) if actors is None else tuple(actors)
        index = {name: number for number, name in enumerate(listed)}
        for row, name in enumerate(name for pair in zip(source, target, strict=True) for name in pair):
            if name not in index:
                raise ValueError(f"arc {row // 2}: unknown actor {name[:60]!r}; add it to `actors`")
        weight = table.numbers("weight", missing=1.0)
        start, end = table.numbers("start", missing=-np.inf), table.numbers("end", missing=np.inf)
        rows: dict[str, list[int]] = {}
        pathway: dict[str, Pathway] = {}
        for row, (name, way) in enumerate(zip(table.texts("layer"), table.texts("pathway"), strict=True)):
            rows.setdefault(name, []).append(row)
            if pathway.setdefault(name, _pathway(way)) is not _pathway(way):
                raise ValueError(f"arc {row}: layer {name!r} already stands for {pathway[name].value!r}")
        if stray := sorted(set(kernels or {}) - set(rows)):
            raise ValueError(f"a kernel for {stray[0]!r}, but no layer has this name")
        layers = [
            Layer(
                name,
                pathway[name],
                np.array([index[source[k]] for k in chosen], dtype=np.int32),
                np.array([index[target[k]] for k in chosen], dtype=np.int32),
                weight[chosen],
                start[chosen],
                end[chosen],
                (kernels or {}).get(name, Kernel()),
            )
            for name, chosen in rows.items()
        ]
        return cls(listed, tuple(layers), tuple(exogenous))


def _pathway(word: Any) -> Pathway:
    try:
        return Pathway(word)
    except ValueError:
        raise ValueError(
            f"{str(word)[:60]!r} is no pathway; they are {', '.join(p.value for p in Pathway)}"
        ) from None


def _unique(names: Sequence[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"the {what} {name[:60]!r} is there twice; give each its own name")
        seen.add(name)


def _joined(parts: list[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate([p.astype(kind) for p in parts]) if parts else np.zeros(0, kind)
