"""Where events happened: what the map draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from fastapi import APIRouter

from thistledown.serve.api.chosen import Choice, of_sheet
from thistledown.weigh.sheet.points import Points
from thistledown.weigh.sheet.points import points as place_points
from thistledown.weigh.sheet.sheet import Ints, Sheet

router = APIRouter(tags=["map"])


@dataclass(frozen=True, slots=True)
class Placed:
    """The chosen events on the map.

    Attributes:
        entry: state of the record; rows of the sheet hold for it alone.
        points: columns of the events that have a place.
        origin: country of the first provider whose country is known, as a code of `points.countries`;
            -1 where none is, one entry an event.
    """

    entry: int
    points: Points
    origin: list[int]


@router.get("/places")
def places(choice: Choice) -> Placed:
    """Columns of the events that fit the filter and have a place."""
    sheet = choice.sheet
    found = place_points(sheet, choice.mask)
    home = {row["actor_id"]: row["country"] for row in choice.ask.kept("actors", choice.ask.view.actors)}
    codes, countries = of_sheet(choice.ask, "origins", lambda whole: _origins(whole, home), sheet)
    # Providers come from countries, too, in which nothing happened.
    known = replace(found, countries=countries)
    return Placed(sheet.entry, known, codes[np.array(found.row, np.int64)].tolist() if found.row else [])


def _origins(sheet: Sheet, home: Mapping[str, str | None]) -> tuple[Ints, tuple[str, ...]]:
    """For each event the code of the country it came from, and the countries that the codes stand for."""
    countries = {code: row for row, code in enumerate(sheet.countries)}
    by_actor = np.array(
        [
            countries.setdefault(country, len(countries)) if (country := home.get(actor)) else -1
            for actor in sheet.actors
        ],
        np.int64,
    )
    found = np.full(len(sheet), -1, np.int64)
    givers = sheet.providers
    if len(givers.values):
        codes, rows = by_actor[givers.values], givers.rows
        known = codes >= 0
        # The first provider whose country is known: later ones are written first and written over.
        found[rows[known][::-1]] = codes[known][::-1]
    return found, tuple(countries)
