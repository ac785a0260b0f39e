"""All routers of the API, in the order of its documentation."""

from __future__ import annotations

from fastapi import APIRouter

from thistledown.serve.api import (
    actors,
    add,
    agreement,
    assessment,
    captures,
    chains,
    claims,
    event,
    events,
    exports,
    jobs,
    journal,
    network,
    overview,
    places,
    reports,
    review,
    scenarios,
    search,
    sources,
    spread,
    timeline,
    words,
)

ROUTERS: tuple[APIRouter, ...] = (
    overview.router,
    events.router,
    places.router,
    timeline.router,
    network.router,
    # Ids of events hold slashes: what stands under an event comes before the event itself.
    assessment.router,
    chains.router,
    event.router,
    claims.router,
    reports.router,
    captures.router,
    search.router,
    words.router,
    spread.router,
    scenarios.router,
    review.router,
    agreement.router,
    actors.router,
    add.router,
    sources.router,
    journal.router,
    exports.router,
    jobs.router,
)
