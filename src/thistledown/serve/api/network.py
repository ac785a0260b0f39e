"""Who passed on to whom: actors and what ties them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from thistledown.serve.api.asked import Asked
from thistledown.serve.api.chosen import Choice
from thistledown.weigh.resolution.resolver import actor_clusters
from thistledown.weigh.sheet.ties import MOST, Ties
from thistledown.weigh.sheet.ties import ties as draw

router = APIRouter(tags=["network"])


@router.get("/network")
def network(choice: Choice, top: Annotated[int, Query(ge=1, le=MOST)] = MOST) -> Ties:
    """Actors of the events that fit the filter, and what one passed on to another by which pathway."""
    parents, also = _kin(choice.ask)
    return draw(choice.sheet, choice.mask, parents=parents, also=also, top=top)


def _kin(ask: Asked) -> tuple[dict[str, str | None], dict[str, tuple[str, ...]]]:
    """Parents of actors, and names of those that were found to be one with another, by their chief."""
    return ask.kept("kin", lambda: _made(ask))


def _made(ask: Asked) -> tuple[dict[str, str | None], dict[str, tuple[str, ...]]]:
    rows = ask.view.actors()
    names = {row["actor_id"]: row["name"] for row in rows}
    clusters = actor_clusters(ask.view)
    parents = {
        row["actor_id"]: clusters.chief(row["parent_id"]) if row["parent_id"] else None for row in rows
    }
    also = {}
    for group in clusters.groups():
        chief = clusters.chief(next(iter(group)))
        also[chief] = tuple(sorted(names.get(one, one) for one in group if one != chief))
    return parents, also
