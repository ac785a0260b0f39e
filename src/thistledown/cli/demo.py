"""`thistledown demo`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thistledown.cli.options import JsonOption
from thistledown.cli.output import out, plain, progress, say_json
from thistledown.cli.serve import BrowserOption, PortOption, show_pages
from thistledown.cli.show import print_tallies

if TYPE_CHECKING:
    from thistledown.casebook.record import Casebook
    from thistledown.casebook.view import View

FOLDER = Path("demo.casebook")


def run(
    folder: Annotated[Path, typer.Argument(help="Where to make the demo casebook.")] = FOLDER,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Show it as pages afterwards.")] = True,
    port: PortOption = 8765,
    browser: BrowserOption = True,
    json: JsonOption = False,
) -> None:
    """Build a casebook from the shipped atlas, read it, print what was found, and show it as pages."""
    from thistledown.casebook.record import open_casebook

    began = time.monotonic()
    with open_casebook(folder, create=True, name="Atlas demo") as book:
        new = build(book, quiet=json)
        shown = summary(book.view(), new)
        shown["seconds"] = round(time.monotonic() - began, 2)
        if json:
            say_json(shown)
        else:
            _print(shown, folder)
        if serve:
            show_pages(book, host="127.0.0.1", port=port, token=None, browser=browser, json=json)


def build(book: Casebook, *, quiet: bool = True) -> dict[str, int]:
    """Bring the demo casebook to completion from wherever an earlier run stopped."""
    from thistledown.casebook.atlas_events import load_atlas
    from thistledown.collect.connector import Context
    from thistledown.collect.summaries import atlas_summaries, has_summaries
    from thistledown.reading.rounds import ReadingRound, read_unread

    with progress(quiet) as shown:
        task = shown.add_task("Recording the atlas's events", total=None)
        events = load_atlas(book)
        shown.update(task, total=max(events, 1), completed=max(events, 1))
        task = shown.add_task("Taking in its summaries", total=None)
        reports = 0 if has_summaries(book) else book.take_in(atlas_summaries(Context())).new
        shown.update(task, total=max(reports, 1), completed=max(reports, 1))
        task = shown.add_task("Reading them", total=reports or None)

        def tell(done: ReadingRound) -> None:
            shown.update(task, completed=done.reports)

        read = read_unread(book, progress=tell)
    return {"events": events, "reports": reports, "read": read.reports, "claims": read.new}


def summary(view: View, new: dict[str, int]) -> dict[str, Any]:
    """What a demo casebook holds, and how the reader's claims agree with the coded rows."""
    counts = view.counts()
    citations = counts["claims_coded"]
    return {
        "new": new,
        "counts": counts,
        "events": counts["events"],
        "citations": citations,
        **{
            f"events_by_{by}": dict(view.tally(by, 60))
            for by in ("pathway", "kind", "certainty", "country", "provider", "recipient")
        },
        "reports_read": counts["readings"],
        "claims_found": counts["claims_read"],
        "agreement": agreement_by_slot(view),
    }


def agreement_by_slot(view: View) -> dict[str, dict[str, int]]:
    """For each slot, in how many summaries the reader agrees with the coded row, of those to be judged."""
    from thistledown.casebook.schema import claim, report
    from thistledown.reading.agreement import agreement

    events = {event.id: event for event in view.every_event()}
    told = {
        item.id: item.part for item in view.reports(report.c.part.in_(list(events)), limit=len(events) or 1)
    }
    read: dict[str, list[Any]] = {part: [] for part in told.values()}
    for found in view.every_claim(claim.c.reading_id.is_not(None)):
        if part := told.get(found.claim.report):
            read[part].append(found.claim)
    slots: dict[str, dict[str, int]] = {}
    for part, claims in read.items():
        coded = events[part].lead
        if coded is None:
            continue
        for slot, agrees in agreement(claims, coded).items():
            count = slots.setdefault(slot, {"agree": 0, "of": 0})
            if agrees is not None:
                count["agree"] += agrees
                count["of"] += 1
    return slots


def _print(shown: dict[str, Any], folder: Path) -> None:
    new = shown["new"]
    out.print(
        f"The demo casebook in {plain(folder)}: {shown['events']} publicly reported events with "
        f"{shown['citations']} citations"
        + (f" ({new['events']} events new)." if new["events"] else ", nothing new.")
    )
    print_tallies(
        {
            name.removeprefix("events_by_"): value
            for name, value in shown.items()
            if name.startswith("events_by_")
        },
        ("pathway", "kind", "certainty", "country", "provider", "recipient"),
    )
    out.print(
        f"Machine reading of the atlas's own summaries: {shown['reports_read']} reports read, "
        f"{shown['claims_found']} claims found. Agreement with the coded row, slot by slot"
    )
    out.print("(a development figure: the reader was built while looking at most of these summaries):")
    parts = [
        f"{slot} {count['agree']}/{count['of']} ({count['agree'] / count['of']:.0%})"
        for slot, count in shown["agreement"].items()
        if count["of"]
    ]
    out.print("  " + ", ".join(parts))
    out.print(f"Done in {shown['seconds']} s.")
