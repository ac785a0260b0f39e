"""Which pathway carried each acquisition: probabilities, never a label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway, Reliability
from thistledown.spread.hazard.cells import CellKind
from thistledown.spread.limits import Limit

if TYPE_CHECKING:
    from thistledown.spread.hazard.fit import Fit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Attributed:
    """One recorded acquisition.

    Attributes:
        actor: who.
        capability: what.
        when: mean acquisition time, decimal years.
        when_sd: its standard deviation, years.
        true: probability that the record is true at all.
        channels: probability of each channel, given that it is true; near-duplicate layers stand as one,
            their names joined by " + ".
        pathways: the same by pathway; where near-duplicate layers are of two pathways, joined likewise.
        prior_driven: channels whose rate says what was assumed rather than what was seen.
        bits: how uncertain the pathway is: entropy in bits.
        sharpened: by how many bits a grade-B evidence code would lower that, on average.
    """

    actor: str
    capability: str
    when: float
    when_sd: float
    true: float
    channels: Mapping[str, float]
    pathways: Mapping[str, float]
    prior_driven: tuple[str, ...]
    bits: float
    sharpened: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Pathway probabilities of all recorded acquisitions.

    There is no likeliest pathway in it: without evidence it would be wrong every second time.

    Attributes:
        rows: in the order of the record; holders from the start are left out.
        limits: what cannot be told, to be shown beside these numbers.
    """

    rows: tuple[Attributed, ...]
    limits: tuple[Limit, ...]

    @classmethod
    def of(cls, fit: Fit) -> Attribution:
        """Read the attribution off a fit."""
        setting, cells = fit.setting, fit.setting.cells
        groups = fit.groups()
        names = [" + ".join(fit.channels[p] for p in group) for group in groups]
        ways = [" + ".join(dict.fromkeys(fit.pathways[p].value for p in group)) for group in groups]
        driven = tuple(row.channel for row in fit.summary.rows if row.prior_driven)
        codes = code_chances(fit, Reliability.B)
        rows = []
        for cell in sorted(np.flatnonzero(cells.kind == CellKind.RECORDED), key=lambda c: cells.row[c]):
            share = fit.share[cell]
            by_channel = {
                name: float(share[list(group)].sum()) for name, group in zip(names, groups, strict=True)
            }
            by_way: dict[str, float] = {}
            for way, value in zip(ways, by_channel.values(), strict=True):
                by_way[way] = by_way.get(way, 0.0) + value
            rows.append(
                Attributed(
                    actor=setting.record.actor[cells.row[cell]],
                    capability=setting.record.capability[cells.row[cell]],
                    when=float(fit.tau_mean[cell]),
                    when_sd=float(fit.tau_sd[cell]),
                    true=float(fit.present[cell]),
                    channels=by_channel,
                    pathways=by_way,
                    prior_driven=driven,
                    bits=entropy(np.array(list(by_way.values()))),
                    sharpened=expected_gain(_by_pathway(share, fit.pathways), codes),
                )
            )
        beside = {"attributions", "shares"}
        return cls(tuple(rows), tuple(item for item in fit.limits() if item.beside in beside))

    def to_sharpen(self, count: int = 10) -> tuple[Attributed, ...]:
        """The acquisitions for which a grade-B evidence code would tell most, most first."""
        return tuple(sorted(self.rows, key=lambda row: -row.sharpened)[:count])

    def as_json(self) -> dict[str, Any]:
        """Rows and limits for a web page."""
        return {
            "rows": [asdict(row) for row in self.rows],
            "limits": [item.as_json() for item in self.limits],
        }


def entropy(probabilities: Floats) -> float:
    """Entropy in bits of probabilities that add up to 1, (k,)."""
    some = probabilities[probabilities > 0]
    return float(-(some * np.log2(some)).sum()) + 0.0


def expected_gain(pathways: Floats, codes: Floats) -> float:
    """Bits by which a code lowers the entropy of the pathway, on average over what it may say.

    That is the mutual information of pathway and code (Lindley 1956).

    Args:
        pathways: probability of each, (8,).
        codes: chance of each code by true pathway, (8, 7).
    """
    joint = pathways[:, None] * codes
    chance = joint.sum(axis=0)
    after = sum(chance[e] * entropy(joint[:, e] / chance[e]) for e in range(codes.shape[1]) if chance[e] > 0)
    return max(float(entropy(pathways) - after), 0.0)


def code_chances(fit: Fit, grade: Reliability) -> Floats:
    """Mean chance of each code by true pathway at a grade, as the fit has learnt it, (8, 7)."""
    row = fit.confusion[list(Reliability).index(grade)]
    return np.asarray(row / row.sum(axis=1, keepdims=True))


def _by_pathway(share: Floats, pathways: tuple[Pathway, ...]) -> Floats:
    ways = list(Pathway)
    sums = np.zeros(len(ways))
    for value, way in zip(share, pathways, strict=True):
        sums[ways.index(way)] += value
    return sums
