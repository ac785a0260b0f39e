"""`thistledown weigh`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thistledown.cli.options import CasebookOption, JsonOption, opened
from thistledown.cli.output import count, out, progress, say_json

if TYPE_CHECKING:
    from rich.progress import TaskID

    from thistledown.weigh.round import Weighed


def run(casebook: CasebookOption = None, json: JsonOption = False) -> None:
    """Find who copied whom, who is who, and which claims tell of one event. Repeatable."""
    from thistledown.weigh.round import weigh

    with opened(casebook) as book, progress(json) as shown:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = shown.add_task(what, total=total)
            shown.update(tasks[what], completed=done, total=total)

        done = weigh(book, tell)
    if json:
        say_json(done.as_json())
    else:
        _print(done)


def _print(done: Weighed) -> None:
    echoes, actors, events = done.echoes, done.actors, done.events
    out.print(
        f"Echoes: {count(echoes.reports, 'report')} looked at, {count(echoes.echoes, 'new pair')} of reports "
        "that lean on each other or were told apart."
    )
    out.print(
        f"Actors: {count(actors.new, 'new name')}, {count(actors.merged, 'pair')} merged because nothing "
        f"speaks against it, {count(actors.waiting, 'pair')} for you to look at (`thistledown actors match`)."
    )
    out.print(
        f"Events: {count(events.founded, 'new event')}, {count(events.joined, 'claim')} joined to events, "
        f"{count(events.emptied, 'event')} gone because no claim is left."
    )
    for number, one, many in (
        (events.undecided, "claim fits several events alike", "claims fit several events alike"),
        (events.denials, "denial of what no event tells", "denials of what no event tells"),
        (events.loose, "claim names nobody and no place", "claims name nobody and no place"),
        (events.set_aside, "general statement or forecast", "general statements or forecasts"),
        (events.left, "claim you took out of its event", "claims you took out of their events"),
    ):
        if number:
            out.print(f"  Without an event: {count(number, one, many)}.")
