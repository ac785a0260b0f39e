"""Random numbers that are functions of a counter, so that two worlds can share them.

A number belongs to (seed, thing, draw) and to nothing else: neither to the order in which a simulator asks
for it nor to the process that asks. The mixing function is the finalizer of SplitMix64 (Steele, Lea and
Flood 2014, "Fast splittable pseudorandom number generators"); exponentials come from the ziggurat method
(Marsaglia and Tsang 2000, "The ziggurat method for generating random variables") with 256 layers.
"""

from __future__ import annotations

from math import exp, log
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

Word = np.uint64

_GOLDEN = Word(0x9E3779B97F4A7C15)
_MIX_1 = Word(0xBF58476D1CE4E5B9)
_MIX_2 = Word(0x94D049BB133111EB)
_THING = Word(0xD1B54A32D192ED03)
_S11, _S27, _S30, _S31 = Word(11), Word(27), Word(30), Word(31)
_BYTE = Word(255)
_ONE = Word(1)
_UNIT = 1.0 / 9007199254740992.0


def _layers() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Right edges of the 256 layers of equal area under exp(-x), and the heights there."""
    edge, area = 7.69711747013104972, 0.0039496598225815571993
    x = np.zeros(257)
    x[0], x[1] = area / np.exp(-edge), edge
    for i in range(2, 256):
        x[i] = -np.log(area / x[i - 1] + np.exp(-x[i - 1]))
    return x, np.exp(-x)


_EDGE, _HEIGHT = _layers()


@numba.njit(cache=True)
def mixed(word: Any) -> Any:
    """A word whose bits all depend on all bits of the given one."""
    z = word
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return z ^ (z >> _S31)


@numba.njit(cache=True)
def stream(seed: Any, thing: Any) -> Any:
    """Where the numbers of a thing begin under a seed; pass it to `drawn`."""
    return mixed(Word(seed) * _GOLDEN + Word(thing) * _THING + _MIX_1)


@numba.njit(cache=True)
def drawn(begin: Any, draw: Any) -> Any:
    """The 64 random bits number `draw` of a stream."""
    return mixed(begin + (Word(draw) + _ONE) * _GOLDEN)


@numba.njit(cache=True)
def uniform(bits: Any) -> Any:
    """A number strictly between 0 and 1 made of 64 random bits."""
    return (np.float64(bits >> _S11) + 0.5) * _UNIT


@numba.njit(cache=True)
def _rare(bits: Any, x: Any, layer: Any) -> Any:
    """The tail and the wedges of the ziggurat, about one draw in a hundred."""
    word = bits
    while True:
        word = mixed(word + _GOLDEN)
        v = uniform(word)
        if layer == 0:
            return _EDGE[1] - log(v)
        if _HEIGHT[layer] + v * (_HEIGHT[layer + 1] - _HEIGHT[layer]) < exp(-x):
            return x
        word = mixed(word + _GOLDEN)
        layer = np.int64(word & _BYTE)
        x = uniform(word) * _EDGE[layer]
        if x < _EDGE[layer + 1]:
            return x


@numba.njit(cache=True)
def exponential(bits: Any) -> Any:
    """An exponential variable of mean 1 made of 64 random bits."""
    layer = np.int64(bits & _BYTE)
    x = uniform(bits) * _EDGE[layer]
    if x < _EDGE[layer + 1]:
        return x
    return _rare(bits, x, layer)
