"""Who got which capability when, as far as is known, and who was watched for how long."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from thistledown.codebook.terms import Pathway, Reliability
from thistledown.spread.frame import Columns, Frame

Floats = NDArray[np.float64]
Word = TypeVar("Word", bound=StrEnum)


class DateShape(StrEnum):
    """How likely each moment of a date's interval is, before the network is looked at."""

    UNIFORM = "uniform"
    TRIANGULAR = "triangular"


def decimal_year(day: date | float) -> float:
    """A day as a decimal year: the share of the year that has passed at its start.

    Raises:
        ValueError: when a datetime carries no time zone.
    """
    if isinstance(day, datetime):
        if day.tzinfo is None:
            raise ValueError(f"{day.isoformat()} has no time zone; give a date, or a datetime with one")
        day = day.date()
    if isinstance(day, date):
        first = date(day.year, 1, 1).toordinal()
        length = 366 if day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0) else 365
        return day.year + (day.toordinal() - first) / length
    return float(day)


@dataclass(frozen=True, slots=True)
class Record:
    """Acquisitions with the interval of their date, and the time each actor was at risk.

    An actor of the network without a row for a capability is one nobody has seen with it. A row whose
    `hi` is no later than the actor's entry is a holder from the start: it exposes others and is not
    itself explained.

    Attributes:
        actor: who, shape (r,).
        capability: what, shape (r,).
        lo: decimal year before which it was not there, shape (r,).
        hi: decimal year by which it was there; `lo == hi` is an exact date, shape (r,).
        shape: how likely each moment between them is, shape (r,).
        observed: decimal year it was first seen, NaN unknown; shape (r,).
        entered: decimal year it came into the base, NaN unknown; shape (r,).
        code: the pathway an analyst read in the evidence, None where nothing was coded; shape (r,).
        grade: reliability of what stands behind the row and its code, F (cannot be judged) where unsaid;
            shape (r,).
        begin: decimal year observation began.
        end: decimal year it ended.
        windows: actor -> (enters, leaves) in decimal years, within begin and end; for actors that were
            not there all the time.

    Raises:
        ValueError: when a date ends before it starts, begins after the end of observation or after it was
            first seen, an actor gets a capability twice, or a row straddles the actor's entry.
    """

    actor: tuple[str, ...]
    capability: tuple[str, ...]
    lo: Floats
    hi: Floats
    shape: tuple[DateShape, ...]
    observed: Floats
    entered: Floats
    code: tuple[Pathway | None, ...]
    grade: tuple[Reliability, ...]
    begin: float
    end: float
    windows: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (math.isfinite(self.begin) and math.isfinite(self.end) and self.begin < self.end):
            raise ValueError(f"observation must begin ({self.begin}) before it ends ({self.end})")
        for name, (enters, leaves) in self.windows.items():
            if not self.begin <= enters <= leaves <= self.end:
                raise ValueError(
                    f"{name[:60]!r} enters at {enters} and leaves at {leaves}; this must be within the "
                    f"time observed, {self.begin} to {self.end}"
                )
        seen: set[tuple[str, str]] = set()
        for row in range(len(self)):
            self._check(row, seen)

    def _check(self, row: int, seen: set[tuple[str, str]]) -> None:
        who = f"row {row} ({self.actor[row][:60]!r}, {self.capability[row][:60]!r})"
        lo, hi = float(self.lo[row]), float(self.hi[row])
        if not (math.isfinite(lo) and math.isfinite(hi)):
            raise ValueError(f"{who}: the date runs from {lo} to {hi}; both must be numbers")
        if hi < lo:
            raise ValueError(f"{who}: the date ends ({hi}) before it starts ({lo})")
        if self.observed[row] < hi:
            raise ValueError(
                f"{who}: seen at {self.observed[row]}, so it was there by then; set hi to that, not to {hi}"
            )
        enters, leaves = self.window(self.actor[row])
        if hi > leaves:
            raise ValueError(f"{who}: hi is {hi}, after the actor was last watched ({leaves})")
        if lo < enters < hi:
            raise ValueError(
                f"{who}: the date ({lo} to {hi}) straddles the time watching began ({enters}); begin "
                "earlier, or let it start or end there"
            )
        if (pair := (self.actor[row], self.capability[row])) in seen:
            raise ValueError(f"{who}: this actor gets it twice; keep the first acquisition only")
        seen.add(pair)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.actor)

    @property
    def capabilities(self) -> tuple[str, ...]:
        """The capabilities, in order of their names."""
        return tuple(sorted(set(self.capability)))

    def window(self, actor: str) -> tuple[float, float]:
        """When an actor enters and leaves the risk set, in decimal years."""
        return self.windows.get(actor, (self.begin, self.end))

    @classmethod
    def from_frame(
        cls,
        frame: Frame,
        *,
        begin: float | date,
        end: float | date,
        windows: Frame | None = None,
    ) -> Record:
        """A record from a table with one row an acquisition; times are decimal years.

        Args:
            frame: columns actor, lo, hi; if wanted capability (empty: "capability"), shape (empty:
                uniform), observed, entered, code, grade (empty: F). An empty lo ("by") stands for the
                actor's entry, an empty hi ("not before") for the day it was first seen or last watched.
                An interval that runs on after either is cut there.
            begin: start of observation.
            end: end of observation.
            windows: columns actor, enters, leaves for actors not watched all the time; empty cells
                stand for begin and end.

        Raises:
            ValueError: when a column is missing or unknown, a word is none of the codebook, or a row
                breaks a rule of the record.
        """
        table = Columns(
            frame,
            "acquisition",
            required=("actor", "lo", "hi"),
            optional=("capability", "shape", "observed", "entered", "code", "grade"),
        )
        first, last = decimal_year(begin), decimal_year(end)
        spans = _windows(windows, first, last)
        actor = table.texts("actor")
        observed = table.numbers("observed", missing=np.nan)
        enters = np.array([spans.get(a, (first, last))[0] for a in actor])
        leaves = np.array([spans.get(a, (first, last))[1] for a in actor])
        lo, hi = table.numbers("lo", missing=np.nan), table.numbers("hi", missing=np.nan)
        lo = np.where(np.isnan(lo) | (lo == -np.inf), enters, lo)
        cut = np.fmin(observed, leaves)
        hi = np.where(np.isnan(hi), cut, np.where(lo <= cut, np.minimum(hi, cut), hi))
        return cls(
            actor,
            tuple(word or "capability" for word in table.texts("capability", missing="capability")),
            lo,
            hi,
            tuple(
                _word(DateShape, w, "shape", k) for k, w in enumerate(table.texts("shape", missing="uniform"))
            ),
            observed,
            table.numbers("entered", missing=np.nan),
            tuple(
                _word(Pathway, w, "code", k) if w else None
                for k, w in enumerate(table.texts("code", missing=""))
            ),
            tuple(_word(Reliability, w, "grade", k) for k, w in enumerate(table.texts("grade", missing="F"))),
            first,
            last,
            spans,
        )

    def as_of(self, day: date | float) -> Record:
        """What was known on a day: rows entered by then, watched until then.

        Dates that could lie after the day are cut there.

        Raises:
            ValueError: when a row does not say when it was entered, or the day is not after `begin`.
        """
        then = decimal_year(day)
        if unsaid := np.flatnonzero(np.isnan(self.entered)).tolist():
            raise ValueError(
                f"row {unsaid[0]}: 'entered' is empty, so nobody can say whether it was known by then"
            )
        keep = [row for row in range(len(self)) if self.entered[row] <= then and self.lo[row] <= then]
        cut = self.select(keep)
        # An actor that enters later is watched for no time at all: its window is empty.
        spans = {
            name: (min(enters, then), min(leaves, then)) for name, (enters, leaves) in self.windows.items()
        }
        return replace(cut, hi=np.minimum(cut.hi, then), end=min(self.end, then), windows=spans)

    def select(self, rows: Sequence[int] | NDArray[Any]) -> Record:
        """The same record with only these rows."""
        chosen = np.asarray(rows, dtype=np.int64)
        return replace(
            self,
            actor=tuple(self.actor[k] for k in chosen),
            capability=tuple(self.capability[k] for k in chosen),
            lo=self.lo[chosen],
            hi=self.hi[chosen],
            shape=tuple(self.shape[k] for k in chosen),
            observed=self.observed[chosen],
            entered=self.entered[chosen],
            code=tuple(self.code[k] for k in chosen),
            grade=tuple(self.grade[k] for k in chosen),
        )

    def indices(self, actors: Sequence[str]) -> NDArray[np.int32]:
        """Where each row's actor stands in a network, shape (r,).

        Raises:
            ValueError: when a row's actor, or one with a window, is not among them.
        """
        index = {name: number for number, name in enumerate(actors)}
        for row, name in enumerate(self.actor):
            if name not in index:
                raise ValueError(f"row {row}: unknown actor {name[:60]!r}; the network has no such actor")
        if stray := sorted(set(self.windows) - set(index)):
            raise ValueError(f"a window for {stray[0][:60]!r}, but the network has no such actor")
        return np.array([index[name] for name in self.actor], dtype=np.int32)


def _windows(frame: Frame | None, begin: float, end: float) -> dict[str, tuple[float, float]]:
    if frame is None:
        return {}
    table = Columns(frame, "window", required=("actor",), optional=("enters", "leaves"))
    actor = table.texts("actor")
    enters, leaves = table.numbers("enters", missing=begin), table.numbers("leaves", missing=end)
    spans: dict[str, tuple[float, float]] = {}
    for row, name in enumerate(actor):
        if name in spans:
            raise ValueError(f"window {row}: {name[:60]!r} has one already")
        spans[name] = (float(enters[row]), float(leaves[row]))
    return spans


def _word(kind: type[Word], word: str, column: str, row: int) -> Word:
    try:
        return kind(word)
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise ValueError(f"acquisition {row}: {column!r} is {word[:40]!r}; known are {known}") from None
