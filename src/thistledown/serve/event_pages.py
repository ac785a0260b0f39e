"""Events: the list with its filters, and one event with its claims."""

from __future__ import annotations

from starlette.responses import Response

from thistledown.casebook.errors import CasebookError
from thistledown.casebook.schema import report
from thistledown.casebook.view import RecordedClaim
from thistledown.serve.filters import Filter, count, has_words
from thistledown.serve.overview import lines_of
from thistledown.serve.page import Page
from thistledown.weigh.assessment.assessment import Assessment
from thistledown.weigh.casework import Casework

PER_PAGE = 50


def events(page: Page) -> Response:
    """`/events`: filtered, sorted, paged."""
    asked = Filter.asked(page)
    lines = lines_of(page)
    found = None
    if asked.text and has_words(asked.text):
        found = [hit.id for hit in page.view.search(asked.text, limit=len(lines), subject="event")]
    chosen = asked.select(lines, found)
    number = page.ask_number("page", 1)
    actor_names = {key: name for line in lines for key, name in line.providers | line.recipients if key}
    return page.show(
        "events.html",
        asked=asked,
        actor_name=actor_names.get(asked.actor, asked.actor),
        lines=chosen[(number - 1) * PER_PAGE : number * PER_PAGE],
        total=len(chosen),
        everything=len(lines),
        number=number,
        last=max(1, -(-len(chosen) // PER_PAGE)),
        choices={
            "kind": count(line.kinds for line in lines),
            "pathway": count(line.pathways for line in lines),
            "certainty": count([line.certainty] if line.certainty else [] for line in lines),
            "country": count(line.countries for line in lines),
            "year": sorted(count([line.year or "undated"] for line in lines), reverse=True),
        },
    )


def event(page: Page) -> Response:
    """`/events/{id}`: the claims with their citations, and what was read from the summary beside them."""
    found = page.view.event(page.part("id"))
    reports = page.view.reports(report.c.part == found.id, limit=10)
    read = [(one, page.view.claims_of_report(one.id)) for one in reports]
    told = {
        key: page.view.report(key)
        for key in {one.claim.report for one in found.claims if one.claim.report and not one.claim.citation}
    }
    return page.show(
        "event.html",
        event=found,
        lead=found.lead,
        standing=page.sources.standing(one.claim for one in found.claims),
        modalities=_modalities(found.claims),
        read=read,
        told=told,
        judgements=page.view.judgements("event", found.id),
        assessed=_assessed(page, found.id),
    )


def _assessed(page: Page, event_id: str) -> Assessment | None:
    """How likely it is, line by line; None when analysts rejected every claim about it."""
    work = page.kept("casework", lambda: Casework(page.view))
    try:
        return work.assess(event_id)
    except CasebookError:
        return None


def _modalities(claims: tuple[RecordedClaim, ...]) -> list[tuple[str, int]]:
    return count([one.claim.modality.value] for one in claims)
