"""What is known of every source: its grade, how often it is taken to be right, and how much hangs on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func

from thistledown.casebook.schema import claim
from thistledown.weigh.casework import Casework
from thistledown.weigh.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStanding:
    """A source as it stands on a date.

    Attributes:
        id: its id.
        name: its name.
        kind: outlet, news-agency, office, …
        country: ISO 3166-1 alpha-3 of its seat, or None.
        owner: who stands behind it, as a class.
        network: a group of sources that speak as one, or None.
        grade: A to F, or None where nobody graded it; it counts as F then.
        reason: why that grade.
        graded_by: who gave it.
        right: how often it is taken to be right, 0 to 1.
        low: lower end of the interval that holds 90 of 100.
        high: upper end.
        learned: whether judgements changed what the grade says.
        reports: how many of its reports the record holds.
        claims: how many claims were read in them or cite it.
    """

    id: str
    name: str
    kind: str
    country: str | None
    owner: str
    network: str | None
    grade: str | None
    reason: str | None
    graded_by: str | None
    right: float
    low: float
    high: float
    learned: bool
    reports: int
    claims: int

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        rounded = {key: round(getattr(self, key), 4) for key in ("right", "low", "high")}
        return asdict(self) | rounded


def sources_standing(work: Casework) -> list[SourceStanding]:
    """Every source, those on which most claims hang first, then most reports, then by name.

    Raises:
        SlotError: when a correction cannot be laid over its claim; it names the entry to undo.
    """
    known, grades = work.known, work.view.grades_in_force()
    reports, claims = _counts(work, known)
    found = []
    # Many sources share a grade: its interval is worked out once.
    intervals: dict[object, tuple[float, float]] = {}
    for key, facts in known.sources.items():
        beta, grade = known.beta(facts), grades.get(key)
        low, high = intervals.setdefault(beta, beta.interval()) if beta not in intervals else intervals[beta]
        found.append(
            SourceStanding(
                id=key,
                name=facts.name,
                kind=facts.kind,
                country=facts.country,
                owner=facts.affiliation,
                network=facts.network,
                grade=grade["reliability"] if grade else None,
                reason=grade["reason"] if grade else None,
                graded_by=grade["graded_by"] if grade else None,
                right=beta.mean,
                low=low,
                high=high,
                learned=key in known.learned,
                reports=reports[key],
                claims=claims[key],
            )
        )
    return sorted(found, key=lambda one: (-one.claims, -one.reports, one.name.casefold(), one.id))


def _counts(work: Casework, known: Knowledge) -> tuple[Counter[str], Counter[str]]:
    view = work.view
    reports = Counter(key for key in known.report_sources.values() if key)
    claims: Counter[str] = Counter()
    columns = [claim.c.report_id, claim.c.citation_url, claim.c.citation_source_id, func.count().label("n")]
    query = view.as_of.select(claim, columns=columns).group_by(*columns[:3])
    for row in view.rows(query):
        key = known.report_sources.get(row["report_id"] or "")
        if row["citation_url"]:
            key = known.addresses.of_url(row["citation_url"]) or row["citation_source_id"]
        if key:
            claims[key] += row["n"]
    return reports, claims
