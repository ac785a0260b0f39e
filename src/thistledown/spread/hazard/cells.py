"""The record laid out cell by cell: one cell for each actor and capability."""

from __future__ import annotations

import math
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway, Reliability
from thistledown.spread.hazard.detection import Detection
from thistledown.spread.hazard.priors import Priors
from thistledown.spread.network import Network
from thistledown.spread.record import DateShape, Record

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

SHORTEST = 1.0 / 365.25
"""Decimal years below which an interval counts as one day."""

NO_CODE = -1

UNLISTED = list(Pathway).index(Pathway.UNKNOWN)
"""Place of `unknown`, the route that is on no list."""


class CellKind(IntEnum):
    """What is known of a cell; compiled code uses the numbers."""

    NEVER = 0  # nobody saw it, and nobody is missed
    RECORDED = 1
    UNSEEN = 2  # nobody saw it; it may have been missed
    HOLDER = 3  # held it when watching began


class Cells(NamedTuple):
    """Arrays over C = capabilities x actors cells, for compiled code.

    `truth` is the log of the factor that a recorded cell's being true weighs against its being false, inf
    where records are taken as true; see `lay_out`.
    """

    kind: Longs  # (C,) CellKind
    row: Longs  # (C,) row of the record, -1 without
    lo: Floats  # (C,)
    hi: Floats  # (C,)
    triangular: NDArray[np.bool_]  # (C,)
    truth: Floats  # (C,)
    code: Longs  # (C,) place among the codes, -1 none
    grade: Longs  # (C,) place among the grades


def lay_out(
    network: Network,
    record: Record,
    *,
    detection: Detection | None = None,
    priors: Priors | None = None,
    doubt: bool = False,
) -> Cells:
    """Lay a record out over the actors of a network.

    With `doubt`, a recorded cell may be false. Its grade gives the odds that such a row is true of an
    actor of ordinary exposure. They are divided by the odds an ordinary actor has in the model, (1 -
    exp(-h w)) exp(h (stop - lo)) x s with h the record's crude hazard, w the interval's width and s the
    mean detection; what is left is the weight of the report, and the actor's own exposure does the rest.

    Raises:
        ValueError: when the record names an actor the network lacks, or tells nothing at all.
    """
    n = len(network.actors)
    actors = record.indices(network.actors)
    capabilities = record.capabilities or ("capability",)
    number = {name: m for m, name in enumerate(capabilities)}
    size = n * len(capabilities)
    unseen = CellKind.NEVER if detection is None else CellKind.UNSEEN
    kind = np.full(size, int(unseen), dtype=np.int64)
    row = np.full(size, -1, dtype=np.int64)
    lo, hi = np.full(size, np.inf), np.full(size, np.inf)
    triangular = np.zeros(size, dtype=np.bool_)
    truth = np.full(size, np.inf)
    code = np.full(size, NO_CODE, dtype=np.int64)
    grade = np.zeros(size, dtype=np.int64)
    grades, codes = list(Reliability), [way for way in Pathway if way is not Pathway.UNKNOWN]
    for r, (i, capability) in enumerate(zip(actors, record.capability, strict=True)):
        cell = number[capability] * n + int(i)
        enters, _ = record.window(record.actor[r])
        held = record.hi[r] <= enters
        kind[cell] = int(CellKind.HOLDER if held else CellKind.RECORDED)
        row[cell] = r
        middle = (record.lo[r] + record.hi[r]) / 2.0
        lo[cell] = middle if held else record.lo[r]
        hi[cell] = middle if held else record.hi[r]
        triangular[cell] = record.shape[r] is DateShape.TRIANGULAR
        grade[cell] = grades.index(record.grade[r])
        coded = record.code[r]
        if coded is not None and coded is not Pathway.UNKNOWN:
            code[cell] = codes.index(coded)
    cells = Cells(kind, row, lo, hi, triangular, truth, code, grade)
    if doubt:
        _weigh_reports(cells, network, record, detection, priors or Priors.shipped())
    return cells


def _weigh_reports(
    cells: Cells, network: Network, record: Record, detection: Detection | None, priors: Priors
) -> None:
    n = len(network.actors)
    windows = np.array([record.window(name) for name in network.actors]).reshape(n, 2)
    at = np.arange(len(cells.kind)) % n
    recorded = np.flatnonzero(cells.kind == CellKind.RECORDED)
    watched = np.minimum((cells.lo + cells.hi) / 2.0, windows[at, 1]) - windows[at, 0]
    crude = max(len(recorded), 1) / max(float(np.maximum(watched, 0.0).sum()), SHORTEST)
    seen = 1.0 if detection is None else detection.recorded / (detection.recorded + detection.missed)
    for cell in recorded:
        width = max(cells.hi[cell] - cells.lo[cell], SHORTEST)
        ordinary = (
            -math.expm1(-crude * width) * math.exp(crude * (windows[at[cell], 1] - cells.lo[cell])) * seen
        )
        odds = priors.true_odds(record.grade[cells.row[cell]])
        cells.truth[cell] = math.log(odds) - math.log(ordinary)


def middle_dates(cells: Cells) -> Floats:
    """Acquisition times with every date in the middle of its interval; inf where nobody saw it."""
    return np.where(cells.row >= 0, (cells.lo + cells.hi) / 2.0, np.inf)
