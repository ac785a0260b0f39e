"""What cannot be identified, said beside the number it concerns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from thistledown.codebook.reason import Reason, Sentences, Value
from thistledown.spread.hazard.cells import CellKind
from thistledown.spread.kernel import KernelShape

if TYPE_CHECKING:
    from thistledown.spread.hazard.fit import Fit

SAY = Sentences(
    "sampler",
    {
        "together": "{one} + {other}",
        "apart": "Chains do not agree yet (R-hat {worst}, should be below {agreed}): run longer.",
        "few": "Only {draws} effective draws, should be {enough} or more: run longer.",
        "driven": "Driven by what was assumed beforehand: {channels}.",
        "em": "EM gives the most likely rates and no spread; use gibbs for anything published.",
        "em_dates": "EM took every date to be in the middle of its interval.",
        "em_missing": "EM took nobody to be missing from the record.",
        "em_true": "EM took every record to be true.",
        "em_eras": "EM took every rate to be the same in all eras.",
    },
)


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that cannot be told.

    Attributes:
        key: its name in limits.toml.
        beside: the number to show it next to: rates, attributions, shares, hidden, scenarios.
        reason: what to show.
    """

    key: str
    beside: str
    reason: Reason

    @property
    def text(self) -> str:
        """What to show, in English."""
        return self.reason.english

    def as_json(self) -> dict[str, str]:
        """Plain values."""
        return {"key": self.key, "beside": self.beside, "text": self.text}


def limit(key: str, **figures: Value) -> Limit:
    """One text with its figures filled in.

    Raises:
        KeyError: when there is no such text.
    """
    return Limit(key, _texts()[key]["beside"], limit_sentences()(key, **figures))


@cache
def limit_sentences() -> Sentences:
    """The wordings of limits.toml."""
    return Sentences("limits", {key: row["text"] for key, row in _texts().items()})


def channel_reason(name: str) -> Reason:
    """A channel's name inside a reason; what the interface has no word for it shows as it is."""
    return Reason(f"spread.what_{name.replace(' ', '_')}", {"name": name}, name)


def limits_of(fit: Fit) -> tuple[Limit, ...]:
    """The limits that concern a fit."""
    setting = fit.setting
    recorded = setting.cells.kind == CellKind.RECORDED
    events = int(recorded.sum())
    coded = int((recorded & (setting.cells.code >= 0)).sum())
    found = [limit("rates", events=events), limit("attributions", events=events, coded=coded)]
    if groups := [g for g in fit.groups() if len(g) > 1]:
        told = (map(channel_reason, (fit.channels[p] for p in group)) for group in groups)
        together = tuple(reduce(lambda one, other: SAY("together", one=one, other=other), g) for g in told)
        found.append(limit("duplicates", groups=together))
    if setting.network.layers:
        found.append(limit("homophily"))
    found += [limit("unlisted"), limit("detection" if setting.missed else "complete")]
    if any(layer.kernel.shape is not KernelShape.CONSTANT for layer in setting.network.layers) and events:
        width = float(np.median(setting.cells.hi[recorded] - setting.cells.lo[recorded]))
        found.append(limit("timing", width=round(width, 1)))
    if many := [name for name, cuts in setting.eras.items() if len(cuts) > 1]:
        found.append(limit("eras", eras=tuple(map(channel_reason, many))))
    if len(setting.record.capabilities) < 2:
        found.append(limit("dyads"))
    return tuple(found)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("limits.toml").read_text("utf-8"))
