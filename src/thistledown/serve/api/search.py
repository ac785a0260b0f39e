"""Full-text search in seven languages over events, claims and reports."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query

from thistledown.casebook.claim import Claim
from thistledown.casebook.folding import fold_words
from thistledown.casebook.intake_rows import report_from
from thistledown.casebook.schema import claim as claims
from thistledown.casebook.schema import report as reports
from thistledown.codebook.terms import Kind, Modality, Pathway
from thistledown.serve.api.asked import Question
from thistledown.serve.api.chosen import sheet_of
from thistledown.serve.api.events import EventRow, event_rows
from thistledown.serve.snippet import Snippet, snippet

router = APIRouter(tags=["search"])

# Hits looked at, of each sort; beyond them the words are too common to tell anything.
MOST = 500
SHOWN = 50


class Subject(StrEnum):
    """What is searched."""

    EVENT = "event"
    CLAIM = "claim"
    REPORT = "report"


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
        claims: among claims that fit the filter.
        reports: among reports that fit it.
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
    q: Annotated[str, Query(max_length=300)] = "",
    kind: Kind | None = None,
    modality: Modality | None = None,
    pathway: Pathway | None = None,
    actor: Annotated[str, Query(max_length=200, description="Id of an actor, or words of its name.")] = "",
    country: Annotated[str, Query(max_length=3)] = "",
    language: Annotated[str, Query(max_length=12)] = "",
    source: Annotated[str, Query(max_length=120)] = "",
) -> Found:
    """Events, claims and reports that have all these words; a word finds all that begins with it."""
    if not fold_words(q):
        return Found(query=q, events=(), claims=(), reports=(), counts={}, languages={}, most=MOST)
    view = ask.view
    hits = {one: [hit.id for hit in view.search(q, limit=MOST, subject=one.value)] for one in Subject}
    sheet = sheet_of(ask)
    rows = [sheet.ids.index[key] for key in hits[Subject.EVENT] if key in sheet.ids.index]
    found_reports = {
        one.id: one
        for start in range(0, len(hits[Subject.REPORT]), 500)
        for one in view.reports(reports.c.id.in_(hits[Subject.REPORT][start : start + 500]), limit=500)
    }
    told = {one.id: one for one in view.claims(claims.c.id.in_(hits[Subject.CLAIM]), limit=MOST)}
    of_claims = {
        one.id: one
        for one in view.reports(
            reports.c.id.in_({one.claim.report for one in told.values() if not one.claim.citation}),
            limit=MOST,
        )
    }
    claim_hits = []
    for key in hits[Subject.CLAIM]:
        if key not in told:
            continue
        item = told[key].claim
        cited = item.citation
        home = None if cited else of_claims.get(item.report)
        tongue = cited.language if cited else home.language if home else None
        outlet = cited.source if cited else home.source if home else None
        if (
            (kind and item.kind is not kind)
            or (modality and item.modality is not modality)
            or (pathway and pathway not in {way for way, _ in item.pathways})
            or (actor and not _takes_part(item, actor))
            or (country and (item.where is None or item.where.country != country))
            or (language and tongue != language)
            or (source and outlet != source)
        ):
            continue
        claim_hits.append(
            ClaimHit(
                id=key,
                report=None if cited else item.report,
                words=snippet(item.quote or (cited.note if cited else "") or "", q),
                kind=item.kind.value,
                modality=item.modality.value,
                pathway=item.pathway.value,
                provider="; ".join(party.name for party in item.providers),
                recipient="; ".join(party.name for party in item.recipients),
                language=tongue,
            )
        )
    report_hits = []
    for key in hits[Subject.REPORT]:
        one = found_reports.get(key)
        if one is None or (language and one.language != language) or (source and one.source != source):
            continue
        report_hits.append(one)
    shown = [one.id for one in report_hits[:SHOWN]]
    with_text = view.rows(view.report_query(reports.c.id.in_(shown), text=True)) if shown else []
    texts = {row["id"]: report_from(row).text for row in with_text}
    return Found(
        query=q,
        events=event_rows(sheet, np.array(rows[:SHOWN], np.int64)),
        claims=tuple(claim_hits[:SHOWN]),
        reports=tuple(
            ReportHit(
                id=one.id,
                title=one.title or "",
                language=one.language,
                published=str(one.published) if one.published else None,
                source=one.source,
                words=snippet(texts.get(one.id) or "", q),
            )
            for one in report_hits[:SHOWN]
        ),
        counts={"event": len(rows), "claim": len(claim_hits), "report": len(report_hits)},
        languages=dict(
            Counter(
                tongue
                for tongue in (
                    *(one.language for one in claim_hits),
                    *(one.language for one in report_hits),
                )
                if tongue
            ).most_common()
        ),
        most=MOST,
    )


def _takes_part(item: Claim, actor: str) -> bool:
    words = fold_words(actor)
    return any(
        party.actor == actor or set(words) <= set(fold_words(party.name))
        for party in (*item.providers, *item.recipients)
    )
