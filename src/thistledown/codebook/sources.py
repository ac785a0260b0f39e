"""Sources: outlets, agencies, offices and accounts, with a default grade and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from thistledown.codebook.rows import Row, read_rows, read_table
from thistledown.codebook.terms import Reliability


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source of the registry.

    Attributes:
        id: stable, readable id.
        name: display name.
        kind: outlet, news-agency, office, account, research, blog, aggregator or company.
        country: ISO 3166-1 alpha-3 of its seat, or None.
        language: BCP 47 primary tag of what it chiefly writes in, or None.
        affiliation: who stands behind it, as a class (`state-owned`, `independent`, ...).
        network: id of a group of sources that speak as one, or None.
        reliability: the default grade, Admiralty A to F; a default, not a judgement of a report.
        reason: why that grade.
    """

    id: str
    name: str
    kind: str
    country: str | None
    language: str | None
    affiliation: str
    network: str | None
    reliability: Reliability
    reason: str


def read_sources(folder: Path) -> list[SourceRecord]:
    """The sources of `sources.csv`."""
    return read_table(folder / "sources.csv", _source)


def read_source_hosts(folder: Path) -> dict[str, str]:
    """Host to source id, as in `source_hosts.csv`."""
    return {row["host"]: row["source"] for row in read_rows(folder / "source_hosts.csv")}


def normal_host(host: str) -> str:
    """A host as the table writes it: lower case, ASCII, no `www.`, no trailing dot; "" when it is none."""
    host = host.strip().rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return host.removeprefix("www.")


@lru_cache(maxsize=10_000)
def host_of(url: str) -> str:
    """The normal host of an address; "" when it has none."""
    try:
        return normal_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def parent_hosts(host: str) -> list[str]:
    """The host and the domains above it, nearest first, down to two labels."""
    labels = normal_host(host).split(".")
    return [".".join(labels[start:]) for start in range(max(len(labels) - 1, 1))]


def _source(row: Row) -> SourceRecord:
    return SourceRecord(
        row["id"],
        row["name"],
        row["kind"],
        row["country"] or None,
        row["language"] or None,
        row["affiliation"],
        row["network"] or None,
        Reliability(row["reliability"]),
        row["reason"],
    )
