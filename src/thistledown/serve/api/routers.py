"""All routers of the API, in the order of its documentation."""

from __future__ import annotations

from fastapi import APIRouter

from thistledown.serve.api import jobs, overview, words

ROUTERS: tuple[APIRouter, ...] = (
    overview.router,
    words.router,
    jobs.router,
)
