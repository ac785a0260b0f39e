"""Sources: who says it, how far they are to be relied on, and who stands behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field

from thistledown.casebook.folding import fold
from thistledown.casebook.registry_rows import SHIPPED
from thistledown.casebook.schema import report
from thistledown.casebook.unregistered import Unregistered, unregistered
from thistledown.serve.api.asked import Asked, Question
from thistledown.serve.api.chosen import of_sheet
from thistledown.serve.api.review import Written
from thistledown.serve.api.shown_claim import ReportBrief, ShownClaim, brief, shown_claims, sources_of
from thistledown.serve.sources import SourceLine
from thistledown.weigh.knowledge import SourceFacts
from thistledown.weigh.review.deciding import regrade
from thistledown.weigh.sheet.facets import Facet, every_source

router = APIRouter(prefix="/sources", tags=["sources"])

SourceId = Annotated[str, Path(max_length=120)]
PER_PAGE = 100
# Claims and reports of a source that its page shows.
SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source in a line.

    Attributes:
        id: its id.
        name: its name.
        kind: outlet, news-agency, office, …
        country: ISO 3166-1 alpha-3 of its seat.
        language: it is written in.
        affiliation: who stands behind it, as a class.
        network: a group of sources that speak as one.
        grade: A to F; None where nobody graded it.
        reason: why that grade.
        graded_by: who gave it; None for the shipped registry.
        events: events that cite it.
        expected: how many of them are expected to have happened.
    """

    id: str
    name: str
    kind: str
    country: str | None
    language: str | None
    affiliation: str | None
    network: str | None
    grade: str | None
    reason: str
    graded_by: str | None
    events: int
    expected: float


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A value and how many sources that fit have it."""

    id: str
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """Sources that fit.

    Attributes:
        rows: those of the page.
        total: how many fit.
        known: how many the record knows.
        cited: how many events cite.
        grades: grades among those that fit but for the grade; "-" for none.
        kinds: kinds among those that fit but for the kind.
        networks: networks among those that fit but for the network.
    """

    rows: tuple[SourceRow, ...]
    total: int
    known: int
    cited: int
    grades: tuple[SourceCount, ...]
    kinds: tuple[SourceCount, ...]
    networks: tuple[SourceCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeGiven:
    """A grade that a source was given.

    Attributes:
        grade: A to F.
        reason: why.
        by: who gave it; None for the shipped registry.
        recorded_at: when (UTC).
        entry: the journal entry, to undo it.
        holds: whether it is the one in force.
    """

    grade: str
    reason: str
    by: str | None
    recorded_at: str
    entry: int
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """How often a source is taken to be right.

    Attributes:
        mean: share right, 0 to 1.
        low: lower end of the 90 % interval.
        high: upper end.
        cases: how many cases that knowledge is worth.
        by_grade: the share that its grade alone says.
        learned: whether judgements changed it.
        bloc: sources found to speak alike with it, by their group's name.
    """

    mean: float
    low: float
    high: float
    cases: float
    by_grade: float
    learned: bool
    bloc: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A source whole.

    Attributes:
        row: what lists show of it.
        grades: the grades it was given, the one in force first.
        network: all sources of its network, itself included.
        reports: reports of it that the record holds, at most 100.
        claims: claims that rest on it, at most 100.
    """

    row: SourceRow
    grades: tuple[GradeGiven, ...]
    network: tuple[SourceRow, ...]
    reports: tuple[ReportBrief, ...]
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrading:
    """A grade that an analyst gives a source.

    Attributes:
        source: id of the source.
        grade: A to F.
        reason: why, for those who read it later.
        coder: in whose name; the casebook's analyst if not said.
    """

    source: Annotated[str, Field(max_length=120)]
    grade: Annotated[str, Field(max_length=1)]
    reason: Annotated[str, Field(max_length=4_000)]
    coder: Annotated[str | None, Field(max_length=200)] = None


@router.get("")
def sources(
    ask: Question,
    text: Annotated[str, Query(max_length=200)] = "",
    grade: Annotated[str, Query(max_length=1)] = "",
    sort_of: Annotated[str, Query(max_length=40, alias="source_kind")] = "",
    network: Annotated[str, Query(max_length=120)] = "",
    everyone: Annotated[bool, Query(description="Also those that no event cites.")] = False,
    sort: Literal["events", "name", "grade"] = "events",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> SourceList:
    """Sources by name, grade, kind and network; those that most events cite first."""
    cited = _cited(ask)
    lines = sources_of(ask).by_id.values()
    wanted = fold(text).strip()
    shown = [
        line
        for line in lines
        if (everyone or wanted or network or line.id in cited)
        and (not wanted or wanted in fold(f"{line.name} {line.id} {line.network or ''}"))
    ]
    held = {"grade": grade, "kind": sort_of, "network": network}

    def but(name: str | None) -> list[SourceLine]:
        asked = {key: value for key, value in held.items() if value and key != name}
        return [line for line in shown if all(_has(line, key) == value for key, value in asked.items())]

    fits = but(None)
    by_events = {line.id: -cited[line.id].events if line.id in cited else 0 for line in fits}
    if sort == "events":
        fits.sort(key=lambda line: (by_events[line.id], line.name.casefold()))
    elif sort == "grade":
        fits.sort(key=lambda line: (line.grade or "Z", by_events[line.id], line.name.casefold()))
    else:
        fits.sort(key=lambda line: line.name.casefold())
    graders = _graders(ask)
    return SourceList(
        rows=tuple(_row(line, cited, graders) for line in fits[(page - 1) * PER_PAGE : page * PER_PAGE]),
        total=len(fits),
        known=len(lines),
        cited=sum(line.id in cited for line in lines),
        grades=tuple(sorted(_count(line.grade or "-" for line in but("grade")), key=lambda one: one.id)),
        kinds=_count(line.kind for line in but("kind")),
        networks=_count(line.network for line in but("network")),
    )


@router.post("/grades")
def grade_source(ask: Question, given: Regrading) -> Written:
    """Grade a source; an analyst's grade stands above the registry's. One journal entry, to be undone."""
    book = ask.to_write().in_name_of(given.coder)
    return Written(entry=regrade(book, given.source, given.grade.upper(), given.reason))


@router.get("/track")
def source_track(ask: Question, source: Annotated[str, Query(max_length=120)]) -> Track:
    """How often a source is taken to be right: as its grade says, and as judgements taught."""
    ask.view.source(source)
    known = ask.kept("what is known of sources", lambda: ask.work.known)
    facts: SourceFacts = known.sources[source]
    held, plain = known.beta(facts), known.model.grades[facts.grade].beta
    low, high = held.interval()
    return Track(
        mean=held.mean,
        low=low,
        high=high,
        cases=held.strength,
        by_grade=plain.mean,
        learned=source in known.learned,
        bloc=known.blocs.get(source),
    )


@router.get("/unregistered")
def unregistered_outlets(
    ask: Question, limit: Annotated[int, Query(ge=1, le=1_000)] = 200
) -> tuple[Unregistered, ...]:
    """Outlets of reports that no registry knows, those on which most hangs first."""
    return tuple(ask.kept("unregistered", lambda: unregistered(ask.view))[:limit])


@router.get("/{id:path}")
def source(ask: Question, id: SourceId) -> SourcePage:
    """A source with its grades, its network, its reports and claims."""
    view = ask.view
    view.source(id)
    lines, cited, graders = sources_of(ask), _cited(ask), _graders(ask)
    line = lines.by_id[id]
    held = view.source_grades(id)
    alike = [one for one in lines.by_id.values() if line.network and one.network == line.network]
    alike.sort(key=lambda one: (-(cited[one.id].events if one.id in cited else 0), one.name.casefold()))
    reports = view.reports(report.c.source_id == id, limit=SHOWN)
    return SourcePage(
        row=_row(line, cited, graders),
        grades=tuple(
            GradeGiven(
                grade=row["reliability"],
                reason=row["reason"],
                by=None if row["graded_by"] == SHIPPED else row["graded_by"],
                recorded_at=row["recorded_at"],
                entry=row["entry"],
                holds=row is held[-1],
            )
            for row in reversed(held)
        ),
        network=tuple(_row(one, cited, graders) for one in alike),
        reports=tuple(brief(one, lines) for one in reports),
        claims=shown_claims(ask, view.claims_of_source(id, limit=SHOWN)),
    )


def _cited(ask: Asked) -> dict[str, Facet]:
    return of_sheet(ask, "cited sources", lambda sheet: {one.value: one for one in every_source(sheet)})


def _graders(ask: Asked) -> dict[str, str]:
    """Who graded each source that an analyst graded."""
    held = ask.kept("grades in force", ask.view.grades_in_force)
    return {key: row["graded_by"] for key, row in held.items() if row["graded_by"] != SHIPPED}


def _row(line: SourceLine, cited: dict[str, Facet], graders: dict[str, str]) -> SourceRow:
    told = cited.get(line.id)
    return SourceRow(
        id=line.id,
        name=line.name,
        kind=line.kind,
        country=line.country,
        language=line.language,
        affiliation=line.affiliation,
        network=line.network,
        grade=line.grade,
        reason=line.reason,
        graded_by=graders.get(line.id),
        events=told.events if told else 0,
        expected=told.expected if told else 0.0,
    )


def _has(line: SourceLine, name: str) -> str | None:
    return line.grade or "-" if name == "grade" else line.kind if name == "kind" else line.network


def _count(values: Iterable[str | None]) -> tuple[SourceCount, ...]:
    found = sorted(Counter(value for value in values if value).items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(SourceCount(key, n) for key, n in found)
