"""The shipped atlas before and after weighing: pages, outlets and lines of evidence, and what moved.

    python -m benchmarks.atlas_weighed           a text to read
    python -m benchmarks.atlas_weighed --json    the same as one JSON object

Before: every cited page counts. After: pages that lean on one origin count once. The atlas holds addresses
and coders' notes, not texts; lines rest on those notes, on networks of one owner, and on addresses.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from thistledown.casebook.atlas_events import load_atlas
from thistledown.casebook.record import open_casebook
from thistledown.casebook.view import RecordedEvent, View
from thistledown.weigh.assessment.assessment import Assessment, assess
from thistledown.weigh.casework import Casework
from thistledown.weigh.line import lines_of_event

SHOWN = 10
EXPLAINED = 5


def weighed(view: View) -> dict[str, Any]:
    """Counts, the longest chains, what moved most, and some assessments in full."""
    work = Casework(view)
    pages, outlets, pairs = set(), set(), set()
    lines = 0
    per_event: Counter[int] = Counter()
    chains: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    events = [work.event(event.id) for event in view.every_event()]
    for event in events:
        cited = [item.claim.citation for item in event.claims if item.claim.citation]
        pages |= {page.url for page in cited}
        pairs |= {(event.id, page.url) for page in cited}
        outlets |= {page.source for page in cited}
        found = work.lines(event)
        lines += len(found)
        per_event[len(found)] += 1
        chains += [
            {"event": event.id, "pages": len(line.pages), "origin": line.origin, "others": line.pages[1:]}
            for line in found
            if len(line.pages) > 1
        ]
        moved.append(_moved(work, event))
    by_size = sorted(chains, key=lambda chain: (-chain["pages"], chain["event"]))
    by_change = sorted(moved, key=lambda one: (-abs(one["change"]), one["event"]))
    middle = sorted(moved, key=lambda one: one["after"])
    told = [*by_change[:2], *(middle[round(k * (len(middle) - 1))] for k in (0.02, 0.5, 0.98))]
    return {
        "events": len(events),
        "citations": len(pairs),
        "pages": len(pages),
        "outlets": len(outlets),
        "lines": lines,
        "events_by_lines": {str(count): number for count, number in sorted(per_event.items())},
        "chains_of_two_or_more": len(chains),
        "longest_chains": by_size[:SHOWN],
        "mean_change": round(sum(one["change"] for one in moved) / len(moved), 4),
        "moved_most": by_change[:SHOWN],
        "explained": [_explained(work, one["event"]) for one in told[:EXPLAINED]],
    }


def _moved(work: Casework, event: RecordedEvent) -> dict[str, Any]:
    """How likely the event is when every page counts, and when lines do."""
    before = assess(event, lines_of_event(event, ()), work.known).happened.probability
    after = work.assess(event.id).happened.probability
    return {
        "event": event.id,
        "pages": len(event.claims),
        "lines": len(work.lines(event)),
        "before": round(before, 4),
        "after": round(after, 4),
        "change": round(after - before, 4),
    }


def _explained(work: Casework, event: str) -> dict[str, Any]:
    found: Assessment = work.assess(event)
    return {"title": work.event(event).title, **found.as_json()}


def main() -> None:
    """Weigh the atlas in a casebook of its own and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_casebook(Path(folder) / "atlas", create=True) as book,
    ):
        load_atlas(book)
        found = weighed(book.view())
    if arguments.json:
        print(json.dumps(found))
        return
    print(
        f"{found['events']} events, {found['citations']} citations of {found['pages']} pages by "
        f"{found['outlets']} outlets: {found['lines']} lines of evidence."
    )
    print("Events by number of lines:", found["events_by_lines"])
    print("\nThe longest chains")
    for chain in found["longest_chains"]:
        print(f"  {chain['pages']} pages  {chain['event']}: {chain['origin']}")
    print("\nWhat moved most when echoes were counted once")
    for one in found["moved_most"]:
        print(
            f"  {one['event']}: {one['before']:.2f} -> {one['after']:.2f} "
            f"({one['pages']} pages, {one['lines']} lines)"
        )
    print("\nExplained")
    for told in found["explained"]:
        print(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
