"""Frozen forecasts: written down and hashed before the time they speak of, scored when it has come."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from thistledown.spread import scoring
from thistledown.spread.forecast import Forecast

_FORM = "thistledown forecast 1"


@dataclass(frozen=True, slots=True)
class Score:
    """How one stated count did.

    Attributes:
        what: "all", a channel or a region.
        horizon: years.
        stated: expected number.
        came: what came.
        crps: continuous ranked probability score, in acquisitions; smaller is better.
        inside: whether it lay between the 5 % and 95 % quantiles.
    """

    what: str
    horizon: float
    stated: float
    came: int
    crps: float
    inside: bool


def freeze(forecast: Forecast, path: Path, *, at: datetime | None = None, note: str = "") -> str:
    """Write a forecast down for good; return its SHA-256, to be published before the time comes.

    Args:
        forecast: what is said.
        path: a new file.
        at: when; now when left out.
        note: what it rests on, in words.

    Raises:
        FileExistsError: when there is such a file: a frozen forecast is not written over.
        ValueError: when the instant has no time zone.
    """
    moment = at or datetime.now(UTC)
    if moment.tzinfo is None:
        raise ValueError("the instant needs a time zone")
    body = {
        "form": _FORM,
        "frozen_at": moment.astimezone(UTC).isoformat(timespec="seconds"),
        "note": note,
        "forecast": forecast.as_json(),
    }
    digest = _digest(body)
    with path.open("x", encoding="utf-8") as file:
        json.dump({**body, "sha256": digest}, file, ensure_ascii=False, sort_keys=True, allow_nan=False)
        file.write("\n")
    return digest


def read_frozen(path: Path, *, sha256: str | None = None) -> dict[str, Any]:
    """Read a frozen forecast and check that it is what was frozen.

    Args:
        path: the file.
        sha256: as published, where it is known.

    Raises:
        ValueError: when it is no frozen forecast, or was changed since.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        body = {key: held[key] for key in ("form", "frozen_at", "note", "forecast")}
        stated = held["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is no frozen forecast") from error
    if body["form"] != _FORM:
        raise ValueError(f"{path} is of the form {body['form']!r}, which this version does not know")
    digest = _digest(body)
    if digest != stated or (sha256 is not None and digest != sha256):
        raise ValueError(f"{path} was changed after it was frozen: its SHA-256 is {digest}")
    return body


def score_frozen(frozen: Mapping[str, Any], came: Mapping[tuple[str, float], int]) -> list[Score]:
    """Score the counts of a frozen forecast.

    Args:
        frozen: as read.
        came: (what, horizon) -> how many acquisitions came; counts that are not in it are left out.
    """
    scores = []
    for count in frozen["forecast"]["counts"]:
        key = count["what"], float(count["horizon"])
        if key not in came:
            continue
        draws = np.repeat(*np.array(count["draws"], dtype=np.int64).T)
        low, high = count["quantiles"][0], count["quantiles"][-1]
        crps = float(scoring.crps(draws[None, :], [came[key]])[0])
        scores.append(Score(*key, count["mean"], came[key], crps, low <= came[key] <= high))
    return scores


def _digest(body: Mapping[str, Any]) -> str:
    line = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(line.encode("utf-8")).hexdigest()
