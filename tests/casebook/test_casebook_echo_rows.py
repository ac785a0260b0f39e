"""Echoes in the record: kept once, found by either side, undone by retirement, as known on a date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from casebook_samples import echo_between, id_of, take_in
from sqlalchemy.exc import DBAPIError

from thistledown.casebook.clock import now
from thistledown.casebook.record import Casebook

FIRST, SECOND, THIRD = "A drone near Kidal.", "A drone near Kidal, they say.", "They say it: a drone."


def with_reports(casebook: Casebook) -> None:
    for text in (FIRST, SECOND, THIRD):
        take_in(casebook, text)


def test_an_echo_comes_back_as_it_was_given_and_is_kept_once(casebook: Casebook) -> None:
    with_reports(casebook)
    found = echo_between(FIRST, SECOND)
    assert casebook.add_echoes([found, found]) == 1
    entries = casebook.view().newest_entry()
    assert casebook.add_echoes([replace(found, probability=0.9)]) == 0
    assert casebook.view().newest_entry() == entries
    assert casebook.view().echoes() == [found]


def test_echoes_are_found_by_either_report(casebook: Casebook) -> None:
    with_reports(casebook)
    one, two = echo_between(FIRST, SECOND), echo_between(SECOND, THIRD, relation="copy")
    casebook.add_echoes([one])
    casebook.add_echoes([two])
    view = casebook.view()
    assert view.echoes([id_of(FIRST)]) == [one]
    assert view.echoes([id_of(SECOND)]) == [one, two]
    assert view.echoes([id_of(THIRD), id_of(FIRST)]) == [one, two]
    assert view.echoes([]) == []


def test_an_echo_that_an_analyst_retired_stays_so_and_earlier_dates_keep_it(casebook: Casebook) -> None:
    with_reports(casebook)
    found = echo_between(FIRST, SECOND)
    casebook.add_echoes([found])
    before = now()
    casebook.retire("echo", found.id, "two witnesses")
    assert casebook.add_echoes([found]) == 0
    assert casebook.view().echoes() == []
    assert casebook.view(as_of=before).echoes() == [found]


def test_an_echo_of_a_report_that_is_not_there_is_refused(casebook: Casebook) -> None:
    with_reports(casebook)
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        casebook.add_echoes([replace(echo_between(FIRST, SECOND), echo="r-none")])
    assert casebook.view().echoes() == []
