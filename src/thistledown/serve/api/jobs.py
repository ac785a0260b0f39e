"""Long work in the background: started, watched, and told about when it ends or fails."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock, Thread
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request

from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.serve.api.reasons import Reason

# So many ended jobs are remembered; the oldest go first.
REMEMBERED = 200


class State(StrEnum):
    """How far a job is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Job:
    """A piece of long work.

    Attributes:
        id: its name in addresses.
        what: what it does, in plain words.
        state: how far it is.
        done: steps done.
        total: steps in all; 0 when that is not known.
        told: what it says of itself now ("reading report 3"), or why it failed.
        result: what came out, as an object that JSON can carry.
        reason: why it failed, to be worded in another language.
    """

    id: str
    what: str
    state: State = State.RUNNING
    done: int = 0
    total: int = 0
    told: str = ""
    result: dict[str, Any] | None = None
    reason: Reason | None = None


Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Jobs:
    """All jobs of one server."""

    _known: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def start(self, what: str, work: Callable[[Progress], dict[str, Any]]) -> Job:
        """Begin work in a thread of its own; `work` is handed a function to tell its progress with.

        A failure becomes the job's state: what a CasebookError says is for the reader; of any other
        error only its kind is told, since its words may hold paths.
        """
        job = Job(secrets.token_hex(8), what)

        def progress(done: int, total: int, told: str) -> None:
            job.done, job.total, job.told = done, total, told

        def run() -> None:
            try:
                job.result = work(progress)
            except CasebookError as error:
                job.reason = None if error.reason is None else Reason.of(error.reason)
                job.told, job.state = str(error), State.FAILED
            except Exception as error:
                job.told = f"This went wrong on our side ({type(error).__name__}); the record is unharmed."
                job.state = State.FAILED
                raise
            else:
                job.state = State.DONE

        with self._lock:
            self._known[job.id] = job
            while len(self._known) > REMEMBERED:
                oldest = next((key for key, one in self._known.items() if one.state != State.RUNNING), None)
                if oldest is None:
                    break
                del self._known[oldest]
        Thread(target=run, name=f"job {job.id}", daemon=True).start()
        return job

    def get(self, job_id: str) -> Job:
        """One job.

        Raises:
            UnknownIdError: when there is none of that name, or it was long ago.
        """
        with self._lock:
            if job_id not in self._known:
                raise UnknownIdError(FAILURE("no_job"))
            return self._known[job_id]


router = APIRouter(prefix="/jobs", tags=["jobs"])


@router.get("/{id}")
def job(request: Request, id: Annotated[str, Path(max_length=40)]) -> Job:
    """How far a piece of long work is."""
    jobs: Jobs = request.app.state.site.jobs
    return jobs.get(id)
