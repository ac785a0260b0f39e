"""The sheet that lists, maps and counts are read from: kept, made anew when the record changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from thistledown.casebook.errors import CasebookError
from thistledown.serve.api.jobs import Job, Jobs, Progress, State
from thistledown.weigh.sheet.build import build, weighed
from thistledown.weigh.sheet.sheet import Sheet
from thistledown.weigh.sheet.store import load, save

if TYPE_CHECKING:
    from thistledown.serve.api.asked import Asked

# Up to so many events are weighed while the first page waits; beyond them in the background.
AT_ONCE = 2_000
WHAT = "Preparing the lists of a large record"


class PreparingError(CasebookError):
    """The lists are being prepared for the first time; `job` tells how far that is."""

    def __init__(self, job: Job) -> None:
        super().__init__("the lists of this record are being prepared; ask again when that is done")
        self.job = job


@dataclass(slots=True)
class Sheets:
    """The sheets of one server.

    A small record's sheet is made while the question waits. That of a large one is made in the background,
    and the sheet of an earlier state answers meanwhile: `Sheet.entry` says which state that is.
    """

    jobs: Jobs
    _last: Sheet | None = None
    _at_work: dict[str | None, Job] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, ask: Asked) -> Sheet:
        """The sheet to answer a question from.

        Raises:
            PreparingError: when the record is large and there is no sheet of it yet.
        """
        kept = ask.found("sheet")
        return kept if isinstance(kept, Sheet) else self._made(ask)

    def job(self, ask: Asked) -> Job | None:
        """The work by which a newer sheet is being made, where there is any."""
        with self._lock:
            return self._running(ask.as_of)

    def _made(self, ask: Asked) -> Sheet:
        path = ask.casebook.paths.sheet if ask.as_of is None else None
        older = self._last if path is not None else None
        if path is not None and older is None:
            older = self._last = load(path)
        if older is not None and older.entry == ask.newest_entry:
            ask.put("sheet", older)
            if older.weighed < len(older):
                self._start(ask)
            return older
        if ask.kept("counts", ask.view.counts)["events"] <= AT_ONCE:
            return ask.kept("sheet", lambda: self._keep(ask, build(ask.work)))
        job = self._start(ask)
        if older is not None:
            return older
        raise PreparingError(job)

    def _start(self, ask: Asked) -> Job:
        """Make a sheet in the background, one at a time for each date asked for."""
        with self._lock:
            running = self._running(ask.as_of)
            if running is None:
                running = self._at_work[ask.as_of] = self.jobs.start(
                    WHAT, lambda tell: self._prepare(ask, tell)
                )
            return running

    def _running(self, as_of: str | None) -> Job | None:
        job = self._at_work.get(as_of)
        if job is not None and job.state is not State.RUNNING:
            del self._at_work[as_of]
            return None
        return job

    def _prepare(self, ask: Asked, tell: Progress) -> dict[str, object]:
        """Make the sheet of a large record; where nothing answers meanwhile, unweighed first."""
        total = ask.view.counts()["events"]
        sheet = ask.found("sheet")
        if not isinstance(sheet, Sheet):
            sheet = build(ask.work, weigh=False, told=lambda n: tell(n, total, "listing events"))
            if ask.as_of is not None or self._last is None:
                self._keep(ask, sheet)
        self._keep(ask, weighed(sheet, ask.work, lambda n: tell(n, total, "weighing events")))
        return {}

    def _keep(self, ask: Asked, sheet: Sheet) -> Sheet:
        ask.put("sheet", sheet)
        if ask.as_of is None:
            self._last = sheet
            save(sheet, ask.casebook.paths.sheet)
        return sheet
