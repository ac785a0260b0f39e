"""A layer that cannot carry anything: the noise floor of a share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from thistledown.spread.network import Layer, Network


def placebo(network: Network, layer: str, *, seed: int, regions: Sequence[str] | None = None) -> Network:
    """The network with one more layer: the arcs of `layer` handed to actors that are like their targets.

    Targets swap places with others of the same class: as many incoming arcs (by powers of two), and the
    same region when regions are given. Degrees and weights stay, ties go. What share of acquisitions the
    fit gives to the placebo is what it would give to a real layer that carries nothing. For evidence it
    counts as its parent's pathway.

    Args:
        network: with the layer.
        layer: name of the layer to copy.
        seed: of the permutation.
        regions: region of each actor, (n,).

    Raises:
        ValueError: when there is no such layer, or regions do not match the actors.
    """
    found = [item for item in network.layers if item.name == layer]
    if not found:
        raise ValueError(
            f"no layer {layer[:60]!r}; there are {', '.join(item.name for item in network.layers)}"
        )
    n = len(network.actors)
    if regions is not None and len(regions) != n:
        raise ValueError(f"{len(regions)} regions for {n} actors")
    rng = np.random.default_rng(seed)
    parent = found[0]
    degree = np.bincount(parent.target, minlength=n)
    classes: dict[tuple[int, str], list[int]] = {}
    for i in range(n):
        region = "" if regions is None else regions[i]
        classes.setdefault((int(degree[i]).bit_length(), region), []).append(i)
    other = np.arange(n)
    for members in classes.values():
        other[members] = rng.permutation(members)
    target = other[parent.target].astype(np.int32)
    loops = np.flatnonzero(target == parent.source)
    for k in loops:
        # An arc to oneself changes targets with another arc that it fits.
        for j in rng.permutation(len(parent)):
            if target[j] != parent.source[k] and target[k] != parent.source[j]:
                target[k], target[j] = target[j], target[k]
                break
    keep = target != parent.source
    copy = Layer(
        f"{layer} (placebo)",
        parent.pathway,
        parent.source[keep],
        target[keep],
        parent.weight[keep],
        parent.start[keep],
        parent.end[keep],
        parent.kernel,
    )
    return replace(network, layers=(*network.layers, copy))
