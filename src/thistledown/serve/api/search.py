"""Full-text search in seven languages over events, claims and reports."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Depends, Query
from sqlalchemy import select

from thistledown.casebook.folding import fold_words
from thistledown.casebook.intake_rows import RecordedReport, report_from
from thistledown.casebook.schema import claim as claims
from thistledown.casebook.schema import report as reports
from thistledown.casebook.view import RecordedClaim
from thistledown.serve.api.asked import Asked, Question
from thistledown.serve.api.chosen import sheet_of
from thistledown.serve.api.claim_filter import ClaimFilter, claim_filter
from thistledown.serve.api.events import EventRow, event_rows
from thistledown.serve.snippet import Snippet, snippet
from thistledown.weigh.events.judged import event_chiefs

router = APIRouter(tags=["search"])

# Hits counted, of each sort; beyond them the words are too common to tell anything.
MOST = 500
# Claims looked at for words in a certain slot.
LOOKED = 5_000
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHit:
    """A claim that was found.

    Attributes:
        id: of the claim.
        report: id of its report; null for a claim coded from a cited page.
        words: where the words stand.
        kind: of what it tells.
        modality: how it is said.
        pathway: the heaviest.
        provider: who passes on, "" when not said.
        recipient: who receives.
        language: of the report.
    """

    id: str
    report: str | None
    words: Snippet
    kind: str
    modality: str
    pathway: str
    provider: str
    recipient: str
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHit:
    """A report that was found."""

    id: str
    title: str
    language: str | None
    published: str | None
    source: str | None
    words: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found.

    Attributes:
        query: the words asked for.
        events: the best hits among events.
        claims: the best among those that fit the filter.
        reports: likewise; none where a slot is asked for that reports by themselves do not have.
        counts: hits of each sort, counted up to a limit.
        languages: hits among claims and reports by language.
        most: the limit.
    """

    query: str
    events: tuple[EventRow, ...]
    claims: tuple[ClaimHit, ...]
    reports: tuple[ReportHit, ...]
    counts: dict[str, int]
    languages: dict[str, int]
    most: int


@router.get("/search")
def search(
    ask: Question,
    only: Annotated[ClaimFilter, Depends(claim_filter)],
    q: Annotated[str, Query(max_length=300)] = "",
) -> Found:
    """Events, claims and reports that have all these words; a word finds all that begins with it.

    With a filter, the claims are those that fit it, and the events those that these claims tell of. Without
    words, the newest claims that fit.
    """
    if not fold_words(q) and only.empty:
        return Found(query=q, events=(), claims=(), reports=(), counts={}, languages={}, most=MOST)
    claim_hits = _claims(ask, q, only)
    rows = _events(ask, q, only, claim_hits)
    report_hits = _reports(ask, q, only)
    homes = _homes(ask, claim_hits)
    tongues = [
        item.claim.citation.language if item.claim.citation else homes.get(item.claim.report)
        for item in claim_hits
    ]
    languages = Counter(one for one in (*tongues, *(report.language for report in report_hits)) if one)
    return Found(
        query=q,
        events=event_rows(sheet_of(ask), np.array(rows[:SHOWN], np.int64)),
        claims=tuple(
            _claim_hit(item, q, tongue)
            for item, tongue in zip(claim_hits[:SHOWN], tongues[:SHOWN], strict=True)
        ),
        reports=_report_hits(ask, q, report_hits[:SHOWN]),
        counts={"event": len(rows), "claim": len(claim_hits), "report": len(report_hits)},
        languages=dict(languages.most_common()),
        most=MOST,
    )


def _claims(ask: Asked, q: str, only: ClaimFilter) -> list[RecordedClaim]:
    """Claims that have the words and fit the filter, in the order of the search."""
    words = f"{q} {only.words}"
    if fold_words(words):
        among = None if only.empty else only.ids()
        ids = [hit.id for hit in ask.view.search(words, limit=LOOKED, subject="claim", among=among)]
    else:
        newest = ask.view.as_of.select(claims, claims.c.id.in_(only.ids()), columns=[claims.c.id])
        newest = newest.order_by(claims.c.entry.desc(), claims.c.id).limit(LOOKED)
        ids = [row["id"] for row in ask.view.rows(newest)]
    found: list[RecordedClaim] = []
    for start in range(0, len(ids), MOST):
        part = ids[start : start + MOST]
        told = {one.id: one for one in ask.view.claims(claims.c.id.in_(part), limit=MOST)}
        found += (told[key] for key in part if key in told and only.fits(told[key].claim))
        if len(found) >= MOST:
            break
    return found[:MOST]


def _events(ask: Asked, q: str, only: ClaimFilter, found: list[RecordedClaim]) -> list[int]:
    """Rows of the events that have the words, or that the claims found by a filter tell of."""
    index = sheet_of(ask).ids.index
    chiefs = ask.kept("event chiefs", lambda: event_chiefs(ask.view))
    if only.empty:
        ids = [hit.id for hit in ask.view.search(q, limit=MOST, subject="event")]
    else:
        told = ask.view.events_of_claims([item.id for item in found])
        ids = [event for item in found for event in told.get(item.id, ())]
    kept = dict.fromkeys(chiefs.get(key, key) for key in ids)
    return [index[key] for key in kept if key in index]


def _reports(ask: Asked, q: str, only: ClaimFilter) -> list[RecordedReport]:
    """Reports that have the words; none where slots are asked for that only claims have."""
    if only.only_claims or not fold_words(q):
        return []
    among = select(reports.c.id).where(*only.of_reports) if only.of_reports else None
    ids = [hit.id for hit in ask.view.search(q, limit=MOST, subject="report", among=among)]
    told = {one.id: one for one in ask.view.reports(reports.c.id.in_(ids), limit=MOST)}
    return [told[key] for key in ids if key in told]


def _homes(ask: Asked, found: list[RecordedClaim]) -> dict[str, str | None]:
    """Languages of the reports that claims were read from."""
    wanted = {item.claim.report for item in found if not item.claim.citation}
    return {one.id: one.language for one in ask.view.reports(reports.c.id.in_(wanted), limit=MOST)}


def _claim_hit(found: RecordedClaim, q: str, tongue: str | None) -> ClaimHit:
    item = found.claim
    cited = item.citation
    return ClaimHit(
        id=found.id,
        report=None if cited else item.report,
        words=snippet(item.quote or (cited.note if cited else "") or "", q),
        kind=item.kind.value,
        modality=item.modality.value,
        pathway=item.pathway.value,
        provider="; ".join(party.name for party in item.providers),
        recipient="; ".join(party.name for party in item.recipients),
        language=tongue,
    )


def _report_hits(ask: Asked, q: str, found: list[RecordedReport]) -> tuple[ReportHit, ...]:
    shown = [one.id for one in found]
    rows = ask.view.rows(ask.view.report_query(reports.c.id.in_(shown), text=True)) if shown else []
    texts = {row["id"]: report_from(row).text for row in rows}
    return tuple(
        ReportHit(
            id=one.id,
            title=one.title or "",
            language=one.language,
            published=str(one.published) if one.published else None,
            source=one.source,
            words=snippet(texts.get(one.id) or "", q),
        )
        for one in found
    )
