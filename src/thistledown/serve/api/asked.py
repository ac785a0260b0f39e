"""One question to the API: which record, as known when, and what was already worked out for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request

from thistledown.casebook.clock import parse_as_of, stamp
from thistledown.casebook.errors import CasebookError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.record import Casebook
from thistledown.casebook.view import View
from thistledown.serve.api.jobs import Jobs
from thistledown.serve.api.models import Models
from thistledown.serve.api.sheets import Sheets
from thistledown.serve.shelf import Shelf
from thistledown.weigh.casework import Casework

T = TypeVar("T")


class BadQuestionError(CasebookError):
    """The question makes no sense; the message says what to do."""


@dataclass(slots=True)
class Site:
    """What all questions share."""

    casebook: Casebook
    shelf: Shelf = field(default_factory=Shelf)
    jobs: Jobs = field(default_factory=Jobs)
    models: Models = field(default_factory=Models)
    sheets: Sheets = field(init=False)

    def __post_init__(self) -> None:
        """Sheets are made by this server's jobs."""
        self.sheets = Sheets(self.jobs)


class Asked:
    """One question. Reads go through `view`, which is the record as known on the date asked for."""

    def __init__(self, site: Site, as_of: str | None = None) -> None:
        self.site = site
        self.as_of = as_of
        self.view: View = site.casebook.view(None if as_of is None else _moment(as_of))

    @property
    def casebook(self) -> Casebook:
        """The open casebook, to write to."""
        return self.site.casebook

    @cached_property
    def newest_entry(self) -> int:
        """The state of the record that is answered from."""
        return self.view.newest_entry()

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Something worked out from the view, kept until the record changes."""
        return self.site.shelf.get(self._key(name), make)

    def found(self, name: str) -> object | None:
        """What is kept under that name; None when nothing is."""
        return self.site.shelf.find(self._key(name))

    def put(self, name: str, made: object) -> None:
        """Keep something better than what is kept under that name."""
        self.site.shelf.put(self._key(name), made)

    def _key(self, name: str) -> tuple[object, ...]:
        moment = self.view.as_of.moment
        return (self.newest_entry, None if moment is None else stamp(moment), name)

    @property
    def work(self) -> Casework:
        """Events in the judged state, and how likely each is."""
        return self.kept("casework", lambda: Casework(self.view))

    def to_write(self) -> Casebook:
        """The casebook, when the question may change it.

        Raises:
            BadQuestionError: when the past is asked for: what was known then cannot be changed.
        """
        if self.as_of is not None:
            raise BadQuestionError(FAILURE("past", date=self.as_of))
        return self.site.casebook


def asked(
    request: Request,
    as_of: Annotated[
        str | None, Query(max_length=40, description="Answer from the record as known on this day.")
    ] = None,
) -> Asked:
    """The question of a request.

    Raises:
        BadQuestionError: when its `as_of` is no date.
    """
    site: Site = request.app.state.site
    return Asked(site, (as_of or "").strip() or None)


Question = Annotated[Asked, Depends(asked)]


def _moment(as_of: str) -> datetime:
    try:
        moment = parse_as_of(as_of)
        if not 1900 <= moment.year <= 9000:
            raise ValueError(f"the record has nothing to say of the year {moment.year}")
        stamp(moment)
    except (ValueError, OverflowError):
        raise BadQuestionError(FAILURE("no_day", given=repr(as_of))) from None
    return moment
