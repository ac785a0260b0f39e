"""What an analyst's code says about the true pathway, by grade, and what no code says.

A row's chance of its evidence, given that pathway k carried it, is

    P(no code | k) = 1 - coded[k]            P(code e | k, grade g) = coded[k] x confusion[g, k, e]

with coded[k] ~ Beta and the rows of the confusion matrix ~ Dirichlet (Dawid and Skene 1979), both learnt.
Routes that are seldom written about stay uncoded more often, so an empty code is evidence too.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from thistledown.spread.hazard.cells import UNLISTED, CellKind, Cells

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


def mean_evidence(cells: Cells, confusion: Floats, coded: Floats) -> Floats:
    """The chance of each cell's evidence at the prior's means, by true pathway; 1 without a row.

    Args:
        cells: C cells.
        confusion: Dirichlet weights, (6, 8, 7).
        coded: Beta weights, (8, 2).

    Returns:
        (C, 8).
    """
    means = confusion / confusion.sum(axis=2, keepdims=True)
    rate = coded[:, 0] / coded.sum(axis=1)
    chance = np.ones((len(cells.kind), len(rate)))
    fill_evidence(cells.kind, cells.code, cells.grade, means, rate, chance)
    return chance


@numba.njit(cache=True, error_model="numpy")
def fill_evidence(
    kind: Longs, code: Longs, grade: Longs, confusion: Floats, coded: Floats, chance: Floats
) -> None:
    """Write the chance of each recorded cell's evidence by true pathway into `chance`, (C, 8)."""
    for cell in range(kind.size):
        if kind[cell] != 1:
            continue
        for k in range(coded.size):
            if code[cell] < 0:
                chance[cell, k] = 1.0 - coded[k]
            else:
                chance[cell, k] = coded[k] * confusion[grade[cell], k, code[cell]]


@numba.njit(cache=True, error_model="numpy")
def draw_evidence(
    cells: Cells,
    tau: Floats,
    label: Longs,
    pathway: Longs,
    prior_confusion: Floats,
    prior_coded: Floats,
    used: Longs,
    confusion: Floats,
    coded: Floats,
) -> None:
    """Draw the confusion matrix and coding rates given the labels, in place.

    Args:
        cells: what is known.
        tau: acquisition times; a false record (inf) counts as an unlisted route.
        label: component of each acquired cell, (C,).
        pathway: of each component, (Q,).
        prior_confusion: Dirichlet weights, (6, 8, 7).
        prior_coded: Beta weights, (8, 2).
        used: grades that occur with a code.
        confusion: (6, 8, 7), written for the grades in `used`.
        coded: (8,), written.
    """
    for k in range(coded.size):
        with_code, without = prior_coded[k, 0], prior_coded[k, 1]
        for cell in range(tau.size):
            if cells.kind[cell] == 1 and k == _true(tau[cell], label[cell], pathway):
                if cells.code[cell] < 0:
                    without += 1.0
                else:
                    with_code += 1.0
        one, other = np.random.gamma(with_code, 1.0), np.random.gamma(without, 1.0)
        coded[k] = min(max(one / (one + other), 1e-9), 1.0 - 1e-9)
    for g in used:
        for k in range(coded.size):
            for e in range(confusion.shape[2]):
                confusion[g, k, e] = prior_confusion[g, k, e]
        for cell in range(tau.size):
            if cells.kind[cell] == 1 and cells.code[cell] >= 0 and cells.grade[cell] == g:
                confusion[g, _true(tau[cell], label[cell], pathway), cells.code[cell]] += 1.0
        for k in range(coded.size):
            total = 0.0
            for e in range(confusion.shape[2]):
                confusion[g, k, e] = max(np.random.gamma(confusion[g, k, e], 1.0), 1e-300)
                total += confusion[g, k, e]
            for e in range(confusion.shape[2]):
                confusion[g, k, e] /= total


@numba.njit(cache=True, error_model="numpy")
def _true(tau: float, label: int, pathway: Longs) -> int:
    return UNLISTED if np.isinf(tau) else pathway[label]


def grades_with_codes(cells: Cells) -> Longs:
    """Grades that stand behind at least one code."""
    with_code = (cells.kind == CellKind.RECORDED) & (cells.code >= 0)
    return np.unique(cells.grade[with_code]).astype(np.int64)
