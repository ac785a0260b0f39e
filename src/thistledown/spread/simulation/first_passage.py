"""Who gets a capability when, over all channels at once: first passage, exact in continuous time. Compiled.

An arc of layer p and weight w adds theta_p w kappa_p(age) to its target's hazard while it is live; an outside
source adds theta_p x level x profile(t); a pool of trained people adds the rate at which its people are hired
and bring the capability. The next event is always the earliest, so actors are taken in the order of time
(Dijkstra 1959, with random delays), from buckets of time with a heap in the bucket at hand.

Measures work by thinning (Lewis and Shedler 1979): an arrival under a measure of value v is let through with
probability v, and its random number belongs to (seed, arc, arrival, measure). So the same arrivals meet the
same luck in every world, and worlds differ only where a measure makes them.
"""

from __future__ import annotations

from math import expm1, inf, log
from typing import Any, NamedTuple

import numba
import numpy as np

from thistledown.spread.simulation.buckets import FRESH, PIECE, doubled, put, roomy, take
from thistledown.spread.simulation.hazards import hired_share, hired_when, most_area, older
from thistledown.spread.simulation.noise import drawn, stream, uniform
from thistledown.spread.simulation.prefetch import prefetch

# Random numbers of one arrival: the wait, one a measure, then these two.
_STRIDE = 64
_ROUTE, _PROFILE = 62, 63
# Where the streams of outside sources and pools begin, beyond all arcs.
_SOURCES, _POOLS = 1 << 48, 1 << 56
# Verdicts on an arrival; from _MOVED on, by which measure it was sent another way.
_LET, _BLOCKED, _MOVED = 0, 1, 2


@numba.njit(cache=True)
def _on_line(time: Any, value: Any, when: Any) -> Any:
    """Value at a time, linear between points; points at inf are padding."""
    if when <= time[0]:
        return value[0]
    k = 1
    while k < time.size and time[k] < when:
        k += 1
    if k == time.size or time[k] == inf:
        return value[k - 1]
    share = (when - time[k - 1]) / (time[k] - time[k - 1])
    return value[k - 1] + share * (value[k] - value[k - 1])


class _Force(NamedTuple):
    """The measures in force in one draw: rows of the regime. Few enough to hand to a compiled function."""

    time: Any
    value: Any
    cap: Any
    displaced: Any
    lag: Any
    route: Any


@numba.njit(cache=True)
def _judged(force: Any, mask: int, year: float, begin: Any, arrival: int) -> int:
    """What the measures do with an arrival in a decimal year."""
    for m in range(force.cap.size):
        if (mask >> m) & 1:
            value = _on_line(force.time[m], force.value[m], year)
            luck = uniform(drawn(begin, _STRIDE * arrival + 1 + m)) * force.cap[m]
            if luck >= value:
                if luck < value + force.displaced[m] * (1.0 - value):
                    return _MOVED + m
                return _BLOCKED
    return _LET


@numba.njit(cache=True)
def _rerouted(force: Any, measure: int, begin: Any, arrival: int) -> int:
    """The channel by which something blocked comes after all."""
    luck = uniform(drawn(begin, _STRIDE * arrival + _ROUTE))
    route = force.route[measure]
    for p in range(route.size - 1):
        if luck < route[p]:
            return p
    return int(route.size - 1)


@numba.njit(cache=True)
def _capped(cap: Any, mask: int) -> float:
    """By how much arrivals must be more frequent than without measures."""
    most = 1.0
    for m in range(cap.size):
        if (mask >> m) & 1:
            most *= cap[m]
    return most


@numba.njit(cache=True)
def _by_arc(
    force: Any,
    origin: float,
    mask: int,
    begin: Any,
    code: int,
    fade: float,
    rate: float,
    since: float,
    low: float,
    high: float,
) -> tuple[float, int]:
    """First arrival under measures over an arc, after `low` and before `high`, in years after the origin.

    `since` is when the source got the capability; `rate` is positive, measures' caps included. Also says
    by which channel it came: -1 its own, -2 none in time.
    """
    age = low - since
    area = 0.0
    arrival = 0
    best, other = high, -2
    while True:
        word = begin if arrival == 0 else drawn(begin, _STRIDE * arrival)
        area -= log(uniform(word)) / rate
        when = low + area if code == 0 else since + older(code, fade, age, area)
        if when >= best:
            return best, other
        verdict = _judged(force, mask, origin + when, begin, arrival)
        if verdict == _LET:
            return when, -1
        if verdict >= _MOVED:
            late = when + force.lag[verdict - _MOVED]
            if late < best:
                best, other = late, _rerouted(force, verdict - _MOVED, begin, arrival)
        arrival += 1


@numba.njit(cache=True)
def _by_source(
    force: Any,
    origin: float,
    mask: int,
    begin: Any,
    profile_time: Any,
    profile_value: Any,
    rate: float,
    low: float,
    high: float,
) -> tuple[float, int]:
    """First arrival from an outside source, as `_by_arc`; `rate` is at the profile's highest."""
    highest = profile_value.max()
    when = low
    arrival = 0
    best, other = high, -2
    while True:
        word = begin if arrival == 0 else drawn(begin, _STRIDE * arrival)
        when -= log(uniform(word)) / rate
        if when >= best:
            return best, other
        level = _on_line(profile_time, profile_value, origin + when)
        if level >= highest or uniform(drawn(begin, _STRIDE * arrival + _PROFILE)) * highest < level:
            verdict = _judged(force, mask, origin + when, begin, arrival) if mask else _LET
            if verdict == _LET:
                return when, -1
            if verdict >= _MOVED:
                late = when + force.lag[verdict - _MOVED]
                if late < best:
                    best, other = late, _rerouted(force, verdict - _MOVED, begin, arrival)
        arrival += 1


@numba.njit(cache=True)
def _by_pool(
    force: Any,
    origin: float,
    mask: int,
    begin: Any,
    stages: Any,
    size: float,
    able: float,
    team: int,
    low: float,
    high: float,
) -> tuple[float, int]:
    """When a pool's people have brought an actor the capability, as `_by_arc`.

    Of `size` people each is hired by this actor and able with probability p(t) = able x (share hired by
    t). Arrivals have the cumulative hazard -size log(1 - p(t)), so the first one has exactly the law of the
    earliest of `size` independent people. `stages` has three rows: begin, hire, leave.
    """
    best, other = high, -2
    most = _capped(force.cap, mask)
    # What was hired before this actor was open to it went by.
    hazard = -log(1.0 - able * hired_share(stages[0], stages[1], stages[2], origin + low))
    let = 0
    arrival = 0
    while True:
        word = begin if arrival == 0 else drawn(begin, _STRIDE * arrival)
        hazard -= log(uniform(word)) / (size * most)
        hired = -expm1(-hazard) / able
        when = hired_when(stages[0], stages[1], stages[2], hired) - origin if hired < 1.0 else inf
        if when >= best:
            return best, other
        verdict = _judged(force, mask, origin + when, begin, arrival) if mask else _LET
        if verdict == _LET:
            let += 1
            if let == team:
                return when, -1
        elif verdict >= _MOVED:
            late = when + force.lag[verdict - _MOVED]
            if late < best:
                best, other = late, _rerouted(force, verdict - _MOVED, begin, arrival)
        arrival += 1


@numba.njit(cache=True)
def _push(heap_time: Any, heap_node: Any, size: Any, when: Any, node: Any) -> None:
    i = size
    while i > 0:
        parent = (i - 1) >> 1
        if heap_time[parent] <= when:
            break
        heap_time[i] = heap_time[parent]
        heap_node[i] = heap_node[parent]
        i = parent
    heap_time[i] = when
    heap_node[i] = node


@numba.njit(cache=True)
def _drop_first(heap_time: Any, heap_node: Any, size: Any) -> None:
    """Take the earliest entry off a heap of `size` entries."""
    last = size - 1
    when, node = heap_time[last], heap_node[last]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= last:
            break
        if child + 1 < last and heap_time[child + 1] < heap_time[child]:
            child += 1
        if heap_time[child] >= when:
            break
        heap_time[i] = heap_time[child]
        heap_node[i] = heap_node[child]
        i = child
    heap_time[i] = when
    heap_node[i] = node


@numba.njit(cache=True, nogil=True)
def passage(
    wiring: Any, regime: Any, row: int, seed: int, bins: int, best: Any, via: Any, source: Any
) -> None:
    """One run of draw `row`.

    Fills, for each actor, `best` with the years after the origin of its acquisition (float32; 0 for
    holders, inf for never), `via` with the channel (int8; -1 for holders and never), and `source` with the
    actor it came from (int32; -1 where none did). `source` may have length 0 when nobody asks.
    """
    n = wiring.pointer.size - 1
    layers = wiring.kernel_code.size
    never = np.float32(inf)
    horizon = regime.horizon
    origin = regime.origin
    per = bins / horizon
    tail = np.zeros(bins, np.int64)
    pool = np.empty(PIECE * (bins + 64), np.int32)
    state = np.zeros(3, np.int64)
    state[FRESH] = PIECE
    heap_time = np.empty(256, np.float32)
    heap_node = np.empty(256, np.int32)
    work = np.empty(256, np.int32)
    chosen = np.empty(256, np.int64)
    reach: Any = np.empty(layers)
    has_window = wiring.opens.size > 0
    has_interval = wiring.start.size > 0
    has_arc_mask = regime.arc_mask.size > 0
    has_source = source.size > 0
    known = regime.since[row if regime.since.shape[0] > 1 else 0]
    theta = regime.rate[row]
    pointer, target, layer_of, weight = wiring.pointer, wiring.target, wiring.layer, wiring.weight
    starts, ends, opens, closes = wiring.start, wiring.end, wiring.opens, wiring.closes
    codes, fades = wiring.kernel_code, wiring.kernel_rate
    susceptibility = regime.susceptibility[row if regime.susceptibility.shape[0] > 1 else 0]
    arc_mask, layer_mask = regime.arc_mask, regime.layer_mask
    has_susceptibility = susceptibility.size > 0
    force = _Force(
        regime.time[row if regime.time.shape[0] > 1 else 0],
        regime.value[row if regime.value.shape[0] > 1 else 0],
        regime.cap,
        regime.displaced[row if regime.displaced.shape[0] > 1 else 0],
        regime.lag[row if regime.lag.shape[0] > 1 else 0],
        regime.route,
    )
    layer_cap = np.ones(layers)
    for p in range(layers):
        layer_cap[p] = _capped(regime.cap, layer_mask[p])
    best[:n] = never
    via[:n] = np.int8(-1)
    if has_source:
        source[:n] = np.int32(-1)
    for i in range(n):
        if known[i] <= origin:
            best[i] = np.float32(0.0)
    for e in range(wiring.level.shape[0]):
        profile_time, profile_value = wiring.profile_time[e], wiring.profile_value[e]
        top = theta[layers + e] * profile_value.max()
        per_actor = regime.source_mask.shape[1] > 1
        for i in range(n):
            rate = top * wiring.level[e, i]
            if has_susceptibility:
                rate *= susceptibility[i]
            mask = regime.source_mask[e, i if per_actor else 0]
            if mask:
                rate *= _capped(regime.cap, mask)
            begin = stream(seed, _SOURCES + e * n + i)
            # -log(u) >= 1 - u: most that come too late are known without a logarithm.
            if 1.0 - uniform(begin) >= rate * horizon or best[i] <= 0:
                continue
            low, high = 0.0, min(horizon, np.float64(best[i]))
            if has_window:
                low, high = max(low, opens[i] - origin), min(high, closes[i] - origin)
            when, other = _by_source(force, origin, mask, begin, profile_time, profile_value, rate, low, high)
            if other > -2 and np.float32(when) < best[i]:
                best[i] = np.float32(when)
                via[i] = layers + e if other == -1 else other
    stages = np.empty((3, regime.stage_time.shape[2]))
    for g in range(wiring.pool_pointer.size - 1):
        stages[0] = regime.stage_time[row if regime.stage_time.shape[0] > 1 else 0, g]
        stages[1] = regime.hire[row if regime.hire.shape[0] > 1 else 0, g]
        stages[2] = regime.leave[row if regime.leave.shape[0] > 1 else 0, g]
        size = regime.pool_size[row if regime.pool_size.shape[0] > 1 else 0, g]
        convert = regime.convert[row if regime.convert.shape[0] > 1 else 0, g]
        channel: Any = layers + wiring.level.shape[0] + g
        for k in range(wiring.pool_pointer[g], wiring.pool_pointer[g + 1]):
            i = wiring.pool_actor[k]
            if best[i] <= 0:
                continue
            low, high = 0.0, min(horizon, np.float64(best[i]))
            if has_window:
                low, high = max(low, opens[i] - origin), min(high, closes[i] - origin)
            begin = stream(seed, _POOLS + k)
            able = convert * wiring.pool_share[k]
            if able <= 0.0 or size <= 0.0:
                continue
            when, other = _by_pool(
                force, origin, regime.pool_mask[g], begin, stages, size, able, regime.team[g], low, high
            )
            if other > -2 and np.float32(when) < best[i]:
                best[i] = np.float32(when)
                via[i] = channel if other == -1 else other
    for i in range(n):
        if best[i] < horizon:
            pool = roomy(pool, state, 1)
            put(pool, tail, state, np.int64(best[i] * per), i)
    for b in range(bins):
        work, size = take(pool, tail, state, b, work)
        while heap_time.size < size:
            heap_time, heap_node = doubled(heap_time), doubled(heap_node)
        for i in range(size):
            prefetch(pointer, work[i])
        entries, size = size, 0
        for i in range(entries):
            x = work[i]
            # Done already, from an earlier bucket.
            if best[x] < 0:
                continue
            prefetch(target, pointer[x])
            prefetch(weight, pointer[x])
            prefetch(layer_of, pointer[x])
            _push(heap_time, heap_node, size, best[x], x)
            size += 1
        close = np.float64(b + 1)
        while size > 0:
            t32, x = heap_time[0], heap_node[0]
            _drop_first(heap_time, heap_node, size)
            size -= 1
            if t32 != best[x]:
                continue
            # A turned sign says that its arcs are done.
            best[x] = -t32
            t = np.float64(t32)
            since = known[x] - origin if t32 == 0 and known[x] <= origin else t
            many = pointer[x + 1] - pointer[x]
            while chosen.size < many:
                chosen = doubled(chosen)
            while heap_time.size < size + many:
                heap_time, heap_node = doubled(heap_time), doubled(heap_node)
            pool = roomy(pool, state, many)
            for q in range(layers):
                bound = most_area(wiring.kernel_code[q], wiring.kernel_rate[q], horizon - t)
                reach[q] = theta[q] * bound * layer_cap[q]
            picked = 0
            for k in range(pointer[x], pointer[x + 1]):
                bound = reach[layer_of[k]] * weight[k]
                y = target[k]
                if has_susceptibility:
                    bound *= susceptibility[y]
                if has_arc_mask and arc_mask[k]:
                    bound *= _capped(regime.cap, arc_mask[k])
                if 1.0 - uniform(stream(seed, k)) < bound:
                    prefetch(best, y)
                    chosen[picked] = k
                    picked += 1
            for c in range(picked):
                k = chosen[c]
                y = target[k]
                low, high = t, min(horizon, np.float64(best[y]))
                if high <= low:
                    continue
                if has_interval:
                    low, high = max(low, starts[k] - origin), min(high, ends[k] - origin)
                if has_window:
                    low, high = max(low, opens[y] - origin), min(high, closes[y] - origin)
                if high <= low:
                    continue
                p = int(layer_of[k])
                rate = theta[p] * weight[k]
                mask = layer_mask[p]
                if has_arc_mask:
                    mask |= arc_mask[k]
                if mask:
                    rate *= _capped(regime.cap, mask)
                if has_susceptibility:
                    rate *= susceptibility[y]
                begin = stream(seed, k)
                luck = uniform(begin)
                # No kernel exceeds 1: most that come too late are known without a logarithm.
                if 1.0 - luck >= rate * (high - low):
                    continue
                if mask:
                    when, other = _by_arc(
                        force, origin, mask, begin, codes[p], fades[p], rate, since, low, high
                    )
                    if other == -2:
                        continue
                    channel = other if other >= 0 else p
                else:
                    area = -log(luck) / rate
                    when = (
                        low + area if codes[p] == 0 else since + older(codes[p], fades[p], low - since, area)
                    )
                    if when >= high:
                        continue
                    channel = p
                when32 = np.float32(when)
                if when32 >= best[y]:
                    continue
                best[y] = when32
                via[y] = channel
                if has_source:
                    source[y] = x
                place = np.float64(when32) * per
                if place < close:
                    _push(heap_time, heap_node, size, when32, y)
                    size += 1
                elif place < bins:
                    put(pool, tail, state, np.int64(place), y)
    for i in range(n):
        best[i] = abs(best[i])


@numba.njit(cache=True, parallel=True)
def passages(
    wiring: Any, regime: Any, rows: Any, seeds: Any, bins: int, best: Any, via: Any, source: Any, counts: Any
) -> None:
    """Runs of many draws on all cores: run k is draw rows[k] with seed seeds[k], in row k of the results.

    `counts` gets how many acquisitions came by each channel. With `best` and `via` of length 0 nothing else
    is kept, and with `source` of length 0 not from whom they came.
    """
    n = wiring.pointer.size - 1
    for k in numba.prange(rows.size):
        if best.shape[0] > 0:
            times, ways = best[k], via[k]
        else:
            times, ways = np.empty(n, np.float32), np.empty(n, np.int8)
        passage(wiring, regime, rows[k], seeds[k], bins, times, ways, source[k])
        for i in range(n):
            if ways[i] >= 0:
                counts[k, ways[i]] += 1
