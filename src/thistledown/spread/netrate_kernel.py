"""One target's share of the NetRate problem, compiled."""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

# Candidates that no longer explain anything are dropped from the uptakes every so many steps.
_COMPRESS = 8


@numba.njit(cache=True, nogil=True)
def gather(
    target: int,
    start: NDArray[np.int64],
    node: NDArray[np.int32],
    time: NDArray[np.float64],
    horizon: NDArray[np.float64],
    first: NDArray[np.int64],
    place: NDArray[np.int64],
    cascade: NDArray[np.int32],
    held: NDArray[np.float64],
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int64], NDArray[np.int32]]:
    """Collect who came before a target, and for how long each had it while the target had not.

    Args:
        target: index of the node.
        start: where each cascade begins in `node` and `time`.
        node: who took it up, in order of time within each cascade.
        time: when.
        horizon: until when each cascade was watched.
        first: where each node's uptakes begin in `place` and `cascade`, shape (n + 1,).
        place: where an uptake stands in `node`.
        cascade: which cascade it belongs to.
        held: for each node, the time it had things while somebody watched, over all cascades, shape (n,).

    Returns:
        Candidates (k,), their exposures (k,), and the uptakes of the target that follow somebody, as
        begin (e + 1,) into a list of candidate numbers.
    """
    n = held.size
    number = np.full(n, -1, np.int32)
    shift = np.zeros(n)
    candidates = np.empty(n, np.int32)
    found = 0
    uptakes = 0
    members = 0
    for q in range(first[target], first[target + 1]):
        c = cascade[q]
        moment = time[place[q]]
        before = 0
        for k in range(start[c], start[c + 1]):
            j = node[k]
            if j == target:
                continue
            if time[k] < moment:
                # Watched until the target took it up, and not until the end.
                shift[j] += moment - horizon[c]
                before += 1
                if number[j] < 0:
                    number[j] = found
                    candidates[found] = j
                    found += 1
            else:
                shift[j] -= horizon[c] - time[k]
        if before:
            uptakes += 1
            members += before
    begin = np.zeros(uptakes + 1, np.int64)
    member = np.empty(members, np.int32)
    e = 0
    w = 0
    for q in range(first[target], first[target + 1]):
        c = cascade[q]
        moment = time[place[q]]
        w0 = w
        for k in range(start[c], start[c + 1]):
            j = node[k]
            if j != target and time[k] < moment:
                member[w] = number[j]
                w += 1
        if w > w0:
            e += 1
            begin[e] = w
    exposure = np.empty(found)
    for k in range(found):
        exposure[k] = held[candidates[k]] + shift[candidates[k]]
    return candidates[:found].copy(), exposure, begin, member


@numba.njit(cache=True, nogil=True)
def _drop_dead(begin: NDArray[np.int64], member: NDArray[np.int32], rate: NDArray[np.float64]) -> None:
    w = 0
    old = 0
    for e in range(begin.size - 1):
        until = begin[e + 1]
        for k in range(old, until):
            if rate[member[k]] > 0:
                member[w] = member[k]
                w += 1
        old = until
        begin[e + 1] = w


@numba.njit(cache=True, nogil=True)
def climb(
    rate: NDArray[np.float64],
    exposure: NDArray[np.float64],
    begin: NDArray[np.int64],
    member: NDArray[np.int32],
    shape: float,
    prior_rate: float,
    steps: int,
    tolerance: float,
    negligible: float,
    compress: bool,
) -> None:
    """EM to the maximum from the given rates, in place; a rate of 0 stays 0.

    `shape` and `prior_rate` are of the Gamma prior; a link expected to make fewer than `negligible` uptakes
    is let go. With `compress`, `member` and `begin` forget links let go.
    """
    share = np.empty(rate.size)
    for step in range(steps):
        share[:] = 0.0
        for e in range(begin.size - 1):
            total = 0.0
            for k in range(begin[e], begin[e + 1]):
                total += rate[member[k]]
            if total > 0:
                for k in range(begin[e], begin[e + 1]):
                    share[member[k]] += rate[member[k]] / total
        change = 0.0
        for k in range(rate.size):
            if rate[k] == 0.0:
                continue
            weight = exposure[k] + prior_rate
            value = max(share[k] + shape - 1.0, 0.0)
            if value < negligible:
                value = 0.0
            change = max(change, abs(value - rate[k] * weight))
            rate[k] = value / weight if weight > 0 else 0.0
        if compress and step % _COMPRESS == _COMPRESS - 1:
            _drop_dead(begin, member, rate)
        if change < tolerance:
            break


@numba.njit(cache=True, nogil=True)
def relabel(
    label: NDArray[np.int32],
    count: NDArray[np.int64],
    exposure: NDArray[np.float64],
    begin: NDArray[np.int64],
    member: NDArray[np.int32],
    share: float,
    shape: float,
    rate: float,
    burn: int,
    sweeps: int,
    seed: int,
    present: NDArray[np.float64],
    total: NDArray[np.float64],
    moments: NDArray[np.float64],
) -> None:
    """Sample who passed each uptake on, rates and links integrated out; `label` and `count` move in place.

    A link is there with probability `share` and then has a Gamma(shape, rate) rate `a`; the uptakes it made
    are Poisson in `a` times its exposure. With both integrated out, the next uptake goes to a candidate that
    made `m` others in proportion to (shape + m) / (rate + exposure), and to one that made none in proportion
    to the chance that its link is there all the same, times shape / (rate + exposure).

    Args:
        label: candidate to which each uptake is given, shape (e,).
        count: uptakes of each candidate, shape (k,).
        exposure: of each candidate, shape (k,).
        begin: where each uptake's candidates begin in `member`, as `gather` gives them.
        member: candidates of the uptakes.
        share: of links among all pairs that could be.
        shape: of their rates.
        rate: of the Gamma prior, in units of time.
        burn: sweeps before counting.
        sweeps: counted sweeps.
        seed: of this call's random numbers.
        present: added to: sweeps in which the candidate made an uptake, shape (k,).
        total: added to: its expected rate over these sweeps, shape (k,).
        moments: added to: links, sum of their sampled rates, sum of the logarithms of these; shape (3,).
    """
    np.random.seed(seed)
    k = exposure.size
    scale = np.empty(k)
    unused = np.empty(k)
    for c in range(k):
        scale[c] = 1.0 / (rate + exposure[c])
        silent = (rate * scale[c]) ** shape
        unused[c] = share * shape * silent * scale[c] / ((1.0 - share) + share * silent)
    weight = np.empty(k)
    for sweep in range(-burn, sweeps):
        for e in range(begin.size - 1):
            count[label[e]] -= 1
            running = 0.0
            for q in range(begin[e], begin[e + 1]):
                c = member[q]
                running += (shape + count[c]) * scale[c] if count[c] > 0 else unused[c]
                weight[q - begin[e]] = running
            draw = np.random.random() * running
            low = 0
            high = begin[e + 1] - begin[e] - 1
            while low < high:
                middle = (low + high) // 2
                if weight[middle] < draw:
                    low = middle + 1
                else:
                    high = middle
            chosen = member[begin[e] + low]
            label[e] = chosen
            count[chosen] += 1
        if sweep < 0:
            continue
        for c in range(k):
            if count[c] > 0:
                present[c] += 1.0
                total[c] += (shape + count[c]) * scale[c]
                sampled = np.random.gamma(shape + count[c]) * scale[c]
                moments[0] += 1.0
                moments[1] += sampled
                moments[2] += np.log(sampled)
