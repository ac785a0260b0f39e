"""All routers of the API, in the order of its documentation."""

from __future__ import annotations

from fastapi import APIRouter

from thistledown.serve.api import agreement, jobs, overview, review, scenarios, spread, words

ROUTERS: tuple[APIRouter, ...] = (
    overview.router,
    words.router,
    spread.router,
    scenarios.router,
    review.router,
    agreement.router,
    jobs.router,
)
