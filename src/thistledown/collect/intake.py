"""Taking targets into a casebook, with a report of what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from thistledown.casebook.record import Casebook, TakenIn
from thistledown.casebook.report import Found, Problem
from thistledown.collect.connector import Context, Target
from thistledown.collect.dispatch import collect


@dataclass(slots=True)
class Intake:
    """What a run took in.

    Attributes:
        captures: captures looked at.
        new: reports that are new to the record.
        known: reports the record already had.
        empty: captures in which no report was found.
        problems: what could not be taken in; the rest was.
    """

    captures: int = 0
    new: int = 0
    known: int = 0
    empty: int = 0
    problems: list[Problem] = field(default_factory=list)


def take_in(
    casebook: Casebook,
    targets: Iterable[str | Path | Target],
    context: Context,
    *,
    progress: Callable[[Intake, str], None] | None = None,
    kept: Callable[[str, TakenIn], None] | None = None,
) -> Intake:
    """Collect targets into the record; one that fails never stops the rest.

    Args:
        casebook: where to.
        targets: files, folders and addresses.
        context: limits, fetcher, mapping.
        progress: called after each capture with the count so far and what was just taken in.
        kept: called with the hash of each capture and what became of it.
    """
    casebook.archive.sweep()
    return take_in_found(casebook, collect(targets, context), progress=progress, kept=kept)


def take_in_found(
    casebook: Casebook,
    things: Iterable[Found | Problem],
    *,
    progress: Callable[[Intake, str], None] | None = None,
    kept: Callable[[str, TakenIn], None] | None = None,
) -> Intake:
    """Keep what was collected; see `take_in`."""
    intake = Intake()
    for found in things:
        if isinstance(found, Problem):
            intake.problems.append(found)
            where = found.locator
        else:
            taken = casebook.take_in(found)
            intake.captures += 1
            intake.new += taken.new
            intake.known += taken.known
            intake.empty += not (taken.new or taken.known)
            where = found.capture.locator
            if kept is not None:
                kept(found.capture.sha256, taken)
        if progress is not None:
            progress(intake, where)
    return intake
