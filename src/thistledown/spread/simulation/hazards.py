"""Inverting cumulative hazards: kernels by age, and the hiring of people out of a pool. Compiled."""

from __future__ import annotations

from math import e, exp, expm1, inf, log, log1p, sqrt
from typing import Any

import numba


@numba.njit(cache=True)
def gamma_age(left: float) -> float:
    """The x >= 0 with exp(-x) (1 + x) = left, for 0 < left <= 1.

    x = -1 - W(-left / e) on the lower branch of Lambert's W. Newton's method on x - log(1 + x) = -log(left)
    from an upper bound (Chatzigeorgiou 2013, IEEE Communications Letters 17), where it falls to the root.
    """
    goal = -log(left)
    if goal <= 0.0:
        return 0.0
    x = goal + sqrt(2.0 * goal)
    for _ in range(50):
        step = (x - log1p(x) - goal) * (1.0 + x) / x
        x -= step
        if abs(step) <= 1e-13 * x:
            break
    return x


@numba.njit(cache=True)
def older(code: Any, rate: Any, age: Any, area: Any) -> Any:
    """The age at which a kernel has gathered so much more area than at `age`; inf when it never does."""
    if code == 0:
        return age + area
    if code == 1:
        left = exp(-rate * age) - rate * area
        return -log(left) / rate if left > 0.0 else inf
    x = rate * age
    left = exp(-x) * (1.0 + x) - area * rate / e
    # Rounding must not make anybody younger.
    return max(age, gamma_age(left) / rate) if left > 0.0 else inf


@numba.njit(cache=True)
def most_area(code: Any, rate: Any, years: Any) -> Any:
    """A bound on the area a kernel can gather within so many years."""
    if code == 0:
        return years
    if code == 1:
        return min(years, 1.0 / rate)
    return min(years, e / rate)


@numba.njit(cache=True)
def hired_share(stage_time: Any, hire: Any, leave: Any, when: float) -> float:
    """Share of a pool's people hired by a decimal year.

    Hazards are constant within a stage: a person still there is hired at `hire` and leaves at `leave`.
    """
    there = 1.0
    hired = 0.0
    for s in range(stage_time.size):
        if stage_time[s] >= when:
            break
        end = min(when, stage_time[s + 1]) if s + 1 < stage_time.size else when
        out = hire[s] + leave[s]
        if out > 0.0:
            gone = -expm1(-out * (end - stage_time[s]))
            hired += there * hire[s] / out * gone
            there *= 1.0 - gone
    return hired


@numba.njit(cache=True)
def hired_when(stage_time: Any, hire: Any, leave: Any, share: float) -> float:
    """The decimal year by which that share of a pool's people is hired; inf when it never is."""
    there = 1.0
    hired = 0.0
    for s in range(stage_time.size):
        if stage_time[s] == inf:
            break
        end = stage_time[s + 1] if s + 1 < stage_time.size else inf
        out = hire[s] + leave[s]
        if out > 0.0:
            gone = -expm1(-out * (end - stage_time[s]))
            more = there * hire[s] / out
            if hired + more * gone > share:
                return float(stage_time[s] - log1p(-(share - hired) / more) / out)
            hired += more * gone
            there *= 1.0 - gone
    return inf
