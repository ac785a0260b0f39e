"""Events as analysts left them: joined, named, and with their claims corrected."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import RowMapping

from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.view import RecordedEvent, View
from thistledown.weigh.clusters import Clusters, chief_of, merge_edges
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.lookups import all_judgements, live_events

TITLE = "title"
# Events read at a time.
CHUNK = 500


def event_clusters(view: View) -> Clusters:
    """Which events are one, as known on the view's date."""
    return Clusters(merge_edges(view, "event"))


def event_chiefs(view: View) -> dict[str, str]:
    """For each event that is joined with others and holds: the one that speaks for them."""
    return _joined(view)[0]


def _joined(view: View) -> tuple[dict[str, str], dict[str, list[str]]]:
    clusters = event_clusters(view)
    members = {row for group in clusters.groups() for row in group}
    alive = live_events(view, sorted(members))
    chiefs: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for group in clusters.groups():
        living = sorted(group & alive)
        if living:
            chief = chief_of(living)
            chiefs |= dict.fromkeys(living, chief)
            groups[chief] = living
    return chiefs, groups


def judged_events(view: View) -> Iterator[RecordedEvent]:
    """Every event as it stands on the view's date, in order of their ids.

    Events that an analyst joined are one, under the id of their chief; titles are those an analyst gave;
    claims are as corrected, and rejected claims are left out.
    """
    joined, groups = _joined(view)
    titles, judgements = all_judgements(view, "event"), Judgements(view)
    waiting = {chief: view.events(members) for chief, members in groups.items()}
    for event in view.every_event():
        chief = joined.get(event.id, event.id)
        if chief == event.id:
            yield _as_judged(waiting.get(chief, [event]), chief, titles, judgements)


def judged_event(view: View, key: str) -> RecordedEvent:
    """One event as it stands on the view's date, by its id or that of an event joined to it.

    Raises:
        UnknownIdError: when there is none, as known on the date.
    """
    joined, groups = _joined(view)
    chief = joined.get(key, key)
    members = view.events(groups.get(chief, [key]))
    if key not in {event.id for event in members}:
        raise UnknownIdError(FAILURE("no_row", what=FAILURE("event"), id=key[:80]))
    titles = {event.id: view.judgements("event", event.id) for event in members}
    return _as_judged(members, chief, titles, Judgements(view))


def _as_judged(
    members: Sequence[RecordedEvent],
    chief: str,
    titles: Mapping[str, Sequence[RowMapping]],
    judgements: Judgements,
) -> RecordedEvent:
    first = next((event for event in members if event.id == chief), members[0])
    others = [event for event in members if event is not first]
    claims = {item.id: item for event in (first, *others) for item in event.claims}
    named = [row for event in members for row in titles.get(event.id, ()) if row["slot"] == TITLE]
    title = json.loads(max(named, key=lambda row: int(row["id"]))["value"]) if named else first.title
    return judgements.stand(
        replace(
            first,
            title=str(title),
            first_use=any(event.first_use for event in members),
            claims=tuple(claims.values()),
        )
    )
