"""What makes an actor more or less likely to acquire, whatever its channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thistledown.spread.frame import Columns, Frame

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Susceptibility:
    """Covariates of actors, standardised; an actor's hazard is multiplied by exp(beta . x).

    Without them, actors that are alike and close together look as if they taught one another.

    Attributes:
        names: of the covariates, (B,).
        values: mean 0 and sd 1 over actors, (n, B).
        mean: of each as given, (B,).
        sd: of each as given, (B,).
    """

    names: tuple[str, ...]
    values: Floats
    mean: Floats
    sd: Floats

    @classmethod
    def none(cls, actors: int) -> Susceptibility:
        """No covariates."""
        return cls((), np.zeros((actors, 0)), np.zeros(0), np.ones(0))

    @classmethod
    def from_frame(cls, frame: Frame, actors: Sequence[str]) -> Susceptibility:
        """Covariates from a table with a column `actor` and one column each.

        Raises:
            ValueError: when an actor of the network has no row or two, one is unknown, a cell is no
                number, or a column is the same for all.
        """
        names = [str(n) for n in (frame.keys() if isinstance(frame, Mapping) else frame.columns)]
        covariates = [name for name in names if name != "actor"]
        table = Columns(frame, "susceptibility", required=("actor",), optional=covariates)
        index = {name: number for number, name in enumerate(actors)}
        rows: dict[int, int] = {}
        for row, name in enumerate(table.texts("actor")):
            if name not in index:
                raise ValueError(f"susceptibility {row}: unknown actor {name[:60]!r}")
            if rows.setdefault(index[name], row) != row:
                raise ValueError(f"susceptibility {row}: {name[:60]!r} has a row already")
        if missing := [name for name in actors if index[name] not in rows]:
            raise ValueError(f"susceptibility of {missing[0][:60]!r} is missing; every actor needs a row")
        order = [rows[i] for i in range(len(actors))]
        raw = np.array([table.numbers(name)[order] for name in covariates]).reshape(-1, len(actors)).T
        if not np.isfinite(raw).all():
            raise ValueError("a susceptibility is not finite")
        mean, sd = raw.mean(axis=0), raw.std(axis=0)
        if flat := [name for name, spread in zip(covariates, sd, strict=True) if not spread > 0]:
            raise ValueError(f"{flat[0]!r} is the same for all actors; leave it out")
        return cls(tuple(covariates), np.ascontiguousarray((raw - mean) / sd), mean, sd)
