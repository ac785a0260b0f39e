"""Checks across rows and tables that a table schema cannot state."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from thistledown.codebook.countries import FORCES_SUFFIX
from thistledown.codebook.days import first_day, last_day
from thistledown.codebook.finding import Finding, shown
from thistledown.codebook.package import day_fault, url_fault
from thistledown.codebook.people import person_as_actor, person_in
from thistledown.codebook.rows import Row

Numbered = Sequence[tuple[int, Row]]
Tables = Mapping[str, Numbered]

# ISO 3166-1 alpha-3 of the territories that countries.csv does not hold as states.
_TERRITORIES = """
ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN
IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF
"""

_PARTIAL_DATES = ("actors", "actor-relations")
_ACTOR_COLUMNS = (
    ("actors", "parent"),
    ("actor-names", "actor"),
    ("actor-relations", "actor"),
    ("actor-relations", "other"),
    ("atlas-parties", "actor"),
)


def crosschecks(tables: Tables, files: Mapping[str, str]) -> Iterator[Finding]:
    """Everything wrong between rows and tables.

    Args:
        tables: resource name to its numbered rows; a table that is missing is not checked.
        files: resource name to file name.
    """
    for check in (
        _countries,
        _known_actors,
        _parents,
        _relations,
        _periods,
        _shared_names,
        _no_persons,
        _event_dates,
        _coordinates,
        _positions,
        _alternatives,
        _cited,
        _addresses,
    ):
        for table, row, column, what, advice in check(tables):
            yield Finding(files.get(table, table), row, column, what, advice)


Hit = tuple[str, int | None, str | None, str, str]


def _countries(tables: Tables) -> Iterator[Hit]:
    known = {row["iso3"] for _, row in tables.get("countries", ())} | set(_TERRITORIES.split())
    for table, rows in tables.items():
        for number, row in rows:
            code = row.get("country", "")
            if code and code not in known:
                yield (
                    table,
                    number,
                    "country",
                    f"{shown(code)} is no ISO 3166-1 alpha-3 code",
                    "see countries.csv",
                )


def _known_actors(tables: Tables) -> Iterator[Hit]:
    states = [row["id"] for _, row in tables.get("countries", ())]
    known = {*states, *(state + FORCES_SUFFIX for state in states)}
    for number, row in tables.get("actors", ()):
        if row["id"] in states:
            yield (
                "actors",
                number,
                "id",
                f"the state {shown(row['id'])} is made from countries.csv",
                "take the row out",
            )
    known.update(row["id"] for _, row in tables.get("actors", ()))
    for table, column in _ACTOR_COLUMNS:
        for number, row in tables.get(table, ()):
            if row[column] and row[column] not in known:
                yield (
                    table,
                    number,
                    column,
                    f"there is no actor {shown(row[column])}",
                    "add it to actors.csv, or correct the id",
                )


def _parents(tables: Tables) -> Iterator[Hit]:
    parents = {row["id"]: row["parent"] for _, row in tables.get("actors", ()) if row["parent"]}
    for number, row in tables.get("actors", ()):
        seen = [row["id"]]
        while (above := parents.get(seen[-1])) is not None:
            if above in seen:
                if above == row["id"]:
                    chain = " > ".join([*seen, above])
                    yield "actors", number, "parent", f"it is above itself: {chain}", "break the circle"
                break
            seen.append(above)


def _relations(tables: Tables) -> Iterator[Hit]:
    after: dict[str, set[str]] = {}
    for number, row in tables.get("actor-relations", ()):
        if row["actor"] == row["other"]:
            yield (
                "actor-relations",
                number,
                "other",
                "it stands in a relation to itself",
                "name another actor",
            )
        elif row["relation"] == "successor-of":
            after.setdefault(row["actor"], set()).add(row["other"])
    for number, row in tables.get("actor-relations", ()):
        if row["relation"] != "successor-of" or row["actor"] == row["other"]:
            continue
        reached, fresh = set[str](), {row["other"]}
        while fresh:
            reached |= fresh
            fresh = {earlier for one in fresh for earlier in after.get(one, ())} - reached
        if row["actor"] in reached:
            yield (
                "actor-relations",
                number,
                "other",
                "it comes after itself",
                "write successor-of one way only",
            )


def _periods(tables: Tables) -> Iterator[Hit]:
    for table in _PARTIAL_DATES:
        for number, row in tables.get(table, ()):
            faults = {name: day_fault(row[name]) for name in ("start", "end") if row[name]}
            for name, fault in faults.items():
                if fault is not None:
                    yield table, number, name, *fault
            if any(faults.values()) or not (row["start"] and row["end"]):
                continue
            if last_day(row["end"]) < first_day(row["start"]):
                yield table, number, "end", f"it ends ({row['end']}) before it starts", "correct one of them"


def _shared_names(tables: Tables) -> Iterator[Hit]:
    bearers: dict[tuple[str, str], set[str]] = {}
    for _, row in tables.get("actor-names", ()):
        bearers.setdefault((row["language"], row["name"].casefold()), set()).add(row["actor"])
    for number, row in tables.get("actor-names", ()):
        others = bearers[row["language"], row["name"].casefold()] - {row["actor"]}
        if others and row["form"] != "ambiguous":
            yield (
                "actor-names",
                number,
                "form",
                f"{shown(row['name'])} is also a name of {', '.join(sorted(others))}",
                "mark it ambiguous in every row",
            )


def _no_persons(tables: Tables) -> Iterator[Hit]:
    advice = "people are cohorts: name the body or the office instead"
    for table in ("actors", "actor-names"):
        for number, row in tables.get(table, ()):
            if found := person_as_actor(row["name"]):
                yield table, number, "name", f"{shown(found)} looks like a person", advice
    for table, column in (("atlas-events", "summary"), ("atlas-parties", "raw"), ("atlas-citations", "note")):
        for number, row in tables.get(table, ()):
            if found := person_in(row[column]):
                yield table, number, column, f"{shown(found)} looks like a person", advice


def _event_dates(tables: Tables) -> Iterator[Hit]:
    for number, row in tables.get("atlas-events", ()):
        try:
            start, end = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
        except ValueError:
            continue
        span = {
            "day": (start, start),
            "month": (
                start.replace(day=1),
                start.replace(day=calendar.monthrange(start.year, start.month)[1]),
            ),
            "year": (date(start.year, 1, 1), date(start.year, 12, 31)),
        }.get(row["date_precision"])
        if span is not None and span != (start, end):
            yield (
                "atlas-events",
                number,
                "date_precision",
                f"{start} to {end} is no single {row['date_precision']}",
                "make the days and the precision agree",
            )


def _coordinates(tables: Tables) -> Iterator[Hit]:
    for table in ("atlas-events", "places"):
        for number, row in tables.get(table, ()):
            if bool(row["lat"]) != bool(row["lon"]):
                yield table, number, "lat", "one coordinate has no other", "give both or neither"


def _positions(tables: Tables) -> Iterator[Hit]:
    for table, by in (("atlas-parties", ("event", "role")), ("atlas-citations", ("event",))):
        last: dict[tuple[str, ...], tuple[int, set[str]]] = {}
        for number, row in tables.get(table, ()):
            group = tuple(row[name] for name in by)
            last.setdefault(group, (number, set()))[1].add(row["position"])
        for group, (number, positions) in last.items():
            if positions != {str(place) for place in range(1, len(positions) + 1)}:
                yield (
                    table,
                    number,
                    "position",
                    f"the positions of {' '.join(group)} leave a gap",
                    "count from 1 without gaps",
                )


def _alternatives(tables: Tables) -> Iterator[Hit]:
    members: dict[tuple[str, str, str], list[int]] = {}
    for number, row in tables.get("atlas-parties", ()):
        if row["group"]:
            members.setdefault((row["event"], row["role"], row["group"]), []).append(number)
    for (_, _, letter), numbers in members.items():
        if len(numbers) < 2:
            yield (
                "atlas-parties",
                numbers[0],
                "group",
                f"alternative {shown(letter)} stands alone",
                "alternatives are two rows or more; else leave it empty",
            )


def _cited(tables: Tables) -> Iterator[Hit]:
    cited = {row["event"] for _, row in tables.get("atlas-citations", ())}
    for number, row in tables.get("atlas-events", ()):
        if row["id"] not in cited:
            yield (
                "atlas-events",
                number,
                "id",
                f"{row['id']} has no citation",
                "cite at least one page, or drop it",
            )


def _addresses(tables: Tables) -> Iterator[Hit]:
    for number, row in tables.get("atlas-citations", ()):
        if row["url"] and (fault := url_fault(row["url"])):
            yield "atlas-citations", number, "url", *fault
