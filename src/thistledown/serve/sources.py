"""Sources with their grades and networks, looked up once for a state of the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thistledown.casebook.claim import Claim
from thistledown.casebook.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source as lists show it."""

    id: str
    name: str
    kind: str
    country: str | None
    language: str | None
    affiliation: str | None
    network: str | None
    grade: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How many claims, from how many sources, in how many networks.

    A source of which no network is known counts as a network of its own. This is no count of independent
    confirmations: two networks can repeat one origin.
    """

    claims: int
    sources: int
    networks: int


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of a view by id."""

    by_id: Mapping[str, SourceLine]

    @classmethod
    def of(cls, view: View) -> Sources:
        """Read them."""
        grades = view.grades_in_force()
        lines = {}
        for row in view.sources():
            graded = grades.get(row["source_id"])
            lines[row["source_id"]] = SourceLine(
                id=row["source_id"],
                name=row["name"],
                kind=row["kind"],
                country=row["country"],
                language=row["language"],
                affiliation=row["affiliation"],
                network=row["network"],
                grade=graded["reliability"] if graded else None,
                reason=graded["reason"] if graded else "",
            )
        return cls(lines)

    def get(self, key: str | None) -> SourceLine | None:
        """One source, or None when it is not known."""
        return self.by_id.get(key) if key else None

    def standing(self, claims: Iterable[Claim]) -> Standing:
        """Count claims by source and network."""
        count, sources, networks = 0, set(), set()
        for item in claims:
            count += 1
            key = item.citation.source if item.citation else f"report {item.report}"
            line = self.get(key)
            sources.add(key)
            networks.add(f"network {line.network}" if line and line.network else key)
        return Standing(count, len(sources), len(networks))
