"""Lists of reports: chosen by language, source, day and whether anything was read in them; newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from thistledown.casebook.intake_rows import RecordedReport, report_from
from thistledown.casebook.schema import claim, clean_text, report
from thistledown.casebook.view import View


class ReportOrder(StrEnum):
    """What comes first in a list of reports."""

    TAKEN_IN = "taken-in"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoice:
    """Which reports a list holds; what is None chooses nothing.

    Attributes:
        language: BCP 47 tag.
        source: id of the source that put it out.
        since: first day (YYYY-MM-DD) on which it may have been put out.
        until: last such day.
        claims: only reports in which a claim was read.
        ids: only these reports.
    """

    language: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    claims: bool = False
    ids: Sequence[str] | None = None

    def where(self, view: View) -> list[ColumnElement[bool]]:
        """The conditions on rows of the table of reports."""
        found: list[ColumnElement[bool]] = []
        if self.language is not None:
            found.append(report.c.language == self.language)
        if self.source is not None:
            found.append(report.c.source_id == self.source)
        if self.since is not None:
            found.append(report.c.published_end >= self.since)
        if self.until is not None:
            found.append(report.c.published_start <= self.until)
        if self.claims:
            read = select(1).where(claim.c.report_id == report.c.id, view.as_of.live(claim))
            found.append(exists(read.correlate(report)))
        if self.ids is not None:
            found.append(report.c.id.in_(self.ids))
        return found


def listed_reports(
    view: View,
    choice: ReportChoice,
    *,
    order: ReportOrder = ReportOrder.TAKEN_IN,
    limit: int = 50,
    offset: int = 0,
) -> list[RecordedReport]:
    """Some reports without their texts, newest first; those without a date come last by date."""
    query = view.report_query(*choice.where(view), text=False).order_by(None)
    newest: list[ColumnElement[Any]] = [report.c.entry.desc(), report.c.id.desc()]
    if order is ReportOrder.PUBLISHED:
        newest = [report.c.published_start.is_(None), report.c.published_start.desc(), *newest]
    return [report_from(row) for row in view.rows(query.order_by(*newest).limit(limit).offset(offset))]


def count_reports(view: View, choice: ReportChoice) -> int:
    """How many reports there are of a choice."""
    read = select(1).where(clean_text.c.report_id == report.c.id, view.as_of.live(clean_text))
    where = [exists(read.correlate(report)), *choice.where(view)]
    query = view.as_of.select(report, *where, columns=[func.count().label("n")]).select_from(report)
    return int(view.rows(query)[0]["n"])


def report_languages(view: View) -> dict[str, int]:
    """How many reports there are in each language, the most first; "" where it is not known."""
    query = (
        view.as_of.select(report, columns=[report.c.language, func.count().label("n")])
        .group_by(report.c.language)
        .order_by(func.count().desc(), report.c.language)
    )
    return {row["language"] or "": int(row["n"]) for row in view.rows(query)}


def report_sources(view: View) -> dict[str, int]:
    """How many reports there are of each known source, the most first."""
    query = (
        view.as_of.select(
            report, report.c.source_id.is_not(None), columns=[report.c.source_id, func.count().label("n")]
        )
        .group_by(report.c.source_id)
        .order_by(func.count().desc(), report.c.source_id)
    )
    return {row["source_id"]: int(row["n"]) for row in view.rows(query)}


def claims_per_report(view: View, ids: Sequence[str]) -> dict[str, int]:
    """How many claims were read in each of some reports; reports without one are left out."""
    query = view.as_of.select(
        claim, claim.c.report_id.in_(ids), columns=[claim.c.report_id, func.count().label("n")]
    ).group_by(claim.c.report_id)
    return {row["report_id"]: int(row["n"]) for row in view.rows(query)}
