"""Events on lanes of time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from thistledown.serve.api.chosen import Choice
from thistledown.weigh.sheet.lanes import By, Lanes
from thistledown.weigh.sheet.lanes import lanes as lay
from thistledown.weigh.sheet.sheet import PRECISIONS

router = APIRouter(tags=["timeline"])


@router.get("/timeline")
def timeline(choice: Choice, by: By = By.PATHWAY, top: Annotated[int, Query(ge=1, le=200)] = 25) -> Lanes:
    """The events that fit the filter, on lanes by actor, pathway, country or kind."""
    return lay(choice.sheet, choice.mask, by, PRECISIONS, top)
